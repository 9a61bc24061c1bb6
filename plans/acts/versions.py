"""A later change of an established plan: a next version beside it, with date, by whom and why (domain.md 3.3)."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases.locks import lock_case
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import PlanLife
from ..models import Agreement, ChangeProposal, Plan, PlanVersion, TaskAnswer, TaskReport
from ..queries import missing_points, open_change, version_in_force
from .copying import copied
from .distribution import Recipient, send_copies
from .tasks import mark_absent
from .testing import copy_version
from .writing import leave_open, refuse_after_closing


@transaction.atomic
def begin_change(
    plan: Plan, *, by: User, changed_by: str, reason: str, proposal: ChangeProposal | None = None
) -> PlanVersion:
    """Open a next version with the text of the one in force, which holds until the next is established.

    `changed_by` says who of the family wants it; a `proposal` that it comes from is settled by it. Raises Refusal when
    there is nothing established, when somebody is at it already, and after closing: then the plan is the family's.
    """
    case = lock_case(plan.case)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    held = version_in_force(plan)
    if not plan.is_established or held is None or not held.is_frozen:
        raise Refusal(_("Er is nog geen vastgesteld plan. Dan kun je de afspraken gewoon veranderen."))
    refuse_after_closing(case)
    if open_change(plan) is not None:
        raise Refusal(_("Er wordt al aan een nieuwe versie geschreven. Maak die eerst af, of gooi die weg."))
    if not (changed_by.strip() and reason.strip()):
        raise Refusal(_("Schrijf op wie het plan wil veranderen, en waarom."), at=("changed_by", "reason"))
    version = copy_version(held, change_reason=reason.strip(), changed_by=changed_by.strip())
    if proposal is not None and proposal.settled_at is None:
        ChangeProposal.objects.filter(pk=proposal.pk).update(settled_at=timezone.now(), outcome=_becomes(version))
    return version


def _becomes(version: PlanVersion) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("Wordt versie %(number)s van het plan.") % {"number": version.number}


def open_proposals_again(version: PlanVersion) -> None:
    """This version does not come: what was proposed and went into it is open again, for the family to go on with."""
    went_in = ChangeProposal.objects.filter(case=version.plan.case, settled_at__gte=version.created_at)
    becomes = _becomes(version)
    # The outcome lies sealed, so the database cannot find it.
    again = [proposal.pk for proposal in went_in if proposal.outcome == becomes]
    went_in.filter(pk__in=again).update(settled_at=None, outcome="")


@transaction.atomic
def establish_change(
    plan: Plan, *, by: User, reasons: Mapping[str, str] | None = None, recipients: Sequence[Recipient] = ()
) -> Plan:
    """Fix the next version: from now on it holds, and `recipients` get it. The one before stays readable.

    What people said of their promises goes along. `reasons` says why the family leaves a point open. Raises Refusal
    while something is neither asked nor left open.
    """
    lock_case(plan.case)
    locked: Plan = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    version, held = open_change(locked), version_in_force(locked)
    if version is None or held is None:
        raise Refusal(_("Er is geen nieuwe versie om vast te stellen."))
    if not version.agreements.exists():
        raise Refusal(_("Er staat nog geen afspraak in het plan."))
    leave_open(version, by=by, reasons=reasons or {})
    if points := missing_points(version):
        asked = " ".join(point.question for point in points)
        raise Refusal(_("Nog niet alles is gevraagd. %(points)s") % {"points": asked})
    mark_absent_of_new(version, held)
    version.established_at = timezone.now()
    version.save(update_fields=["established_at"])
    locked.life = PlanLife.ADJUSTED
    locked.save(update_fields=["life"])
    return send_copies(locked, by=by, recipients=recipients) if recipients else locked


def mark_absent_of_new(version: PlanVersion, held: PlanVersion) -> None:
    """What was agreed before and stayed the same is not asked again; what is said of it goes along."""
    before = {_said(each): each for each in held.agreements.all()}
    mark_absent(version)
    for agreement in version.agreements.all():
        same = before.get(_said(agreement))
        if same is None:
            continue
        agreement.agreed_by_absent = same.agreed_by_absent
        agreement.save(update_fields=["agreed_by_absent"])
        rows: list[TaskReport | TaskAnswer] = [*same.reports.all(), *same.answers.all()]
        for row in rows:
            copied(row, agreement=agreement)
        # A no that is still open is of this one now: a yes settles it.
        same.refusals.filter(settled_at=None).update(agreement=agreement)


def _said(agreement: Agreement) -> tuple[object, ...]:
    words = tuple(getattr(agreement, name) for name in ("who", "what", "where_to", "when_or_how_often"))
    doers = (agreement.people, agreement.main_people)
    return (*words, *(frozenset(each.values_list("pk", flat=True)) for each in doers))


@transaction.atomic
def drop_change(plan: Plan, *, by: User) -> None:
    """There is no next version after all; the one in force still holds, and the history keeps what was typed. What
    was proposed for it is open again."""
    refuse_after_closing(lock_case(plan.case))
    version = open_change(Plan.objects.select_for_update().get(pk=plan.pk))
    if version is None:
        raise Refusal(_("Er is geen nieuwe versie om weg te gooien."))
    open_proposals_again(version)
    version.delete()
