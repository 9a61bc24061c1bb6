"""Writing out the plan of the family, around its agreements (domain.md 3.3, "Plan")."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import FINISHED_STATES
from cases.locks import lock_case
from cases.models import Case, MainPerson
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import WRITING_STATES, PlanState
from ..models import TEXT_OF_PLAN, OpenPoint, Plan, PlanMove, PlanTest, PlanVersion, ResidenceChange
from ..queries import current_version, open_change, plan_of, unanswered_points

VERSION_FIELDS = frozenset(TEXT_OF_PLAN)


@transaction.atomic
def start_plan(case: Case, *, by: User) -> PlanVersion:
    """Open the plan of a case for writing; the open version when there is one already. Raises Refusal."""
    case = lock_case(case)
    plan = plan_of(case)
    if plan is None:
        if case.state not in WRITING_STATES:
            raise Refusal(_("Het plan kan pas opgeschreven worden als de conferentie bezig of gehouden is."))
        plan = Plan.objects.create(case=case)
        PlanMove.objects.create(plan=plan, action="start", target=plan.state, by=by)
    version = current_version(plan)
    return version or PlanVersion.objects.create(plan=plan, number=1)


def refuse_after_closing(case: Case) -> None:
    """Raises Refusal once the case is over: then the plan is the family's."""
    if case.state in FINISHED_STATES:
        raise Refusal(_("De zaak is afgesloten. Het plan is van de familie, en verandert hier niet meer."))


def open_version(version: PlanVersion) -> PlanVersion:
    """Lock the version's file, and refuse when the text is not the family's to change any more, or is of an earlier
    version than the one that is written."""
    refuse_after_closing(lock_case(version.plan.case))
    plan = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=version.plan_id)
    version = PlanVersion.objects.get(pk=version.pk)
    if version.is_frozen:
        raise Refusal(_("Deze versie van het plan is vastgesteld. Een wijziging wordt een nieuwe versie."))
    if version != current_version(plan):
        raise Refusal(_("Er is intussen een nieuwe versie van het plan. Verander het daar."))
    if plan.state != PlanState.DRAFTED and version != open_change(plan):
        raise Refusal(_("Het plan ligt bij de professional. Wacht op de toets, of neem contact op."))
    return version


@transaction.atomic
def save_version(version: PlanVersion, *, by: User, **fields: Any) -> PlanVersion:
    """Save what the family decided around the agreements: who watches, who calls together, when, what if."""
    if unknown := set(fields) - VERSION_FIELDS:
        raise TypeError(f"No version fields: {sorted(unknown)}")
    version = open_version(version)
    for name, value in fields.items():
        setattr(version, name, value)
    version.save(update_fields=list(fields))
    return version


@transaction.atomic
def leave_open(version: PlanVersion, *, by: User, reasons: Mapping[str, str]) -> None:
    """Write down why the family leaves points open, by their keys. What has an answer by now needs no reason any more,
    and an empty reason is none."""
    version = open_version(version)
    unanswered = {point.key: point for point in unanswered_points(version)}
    version.open_points.exclude(key__in=unanswered).delete()
    for key, reason in reasons.items():
        if key in unanswered and reason.strip():
            values = {"question": unanswered[key].question, "reason": reason.strip(), "by": by}
            OpenPoint.objects.update_or_create(version=version, key=key, defaults=values)


@transaction.atomic
def save_residence_change(
    version: PlanVersion,
    *,
    by: User,
    from_residence: str,
    to_residence: str,
    main_person: MainPerson | None = None,
    person: str = "",
    change: ResidenceChange | None = None,
) -> ResidenceChange:
    """Write down, or correct, that somebody will live elsewhere: one of `main_person` and `person`. Raises Refusal."""
    version = open_version(version)
    if from_residence == to_residence:
        raise Refusal(_("Van en naar zijn hetzelfde. Kies waar deze persoon nu woont en waar straks."))
    if (main_person is None) == (not person.strip()):
        raise Refusal(
            _("Kies een hoofdpersoon, of schrijf op wie er ergens anders gaat wonen."), at=("main_person", "person")
        )
    change = change or ResidenceChange(version=version)
    change.main_person, change.person = main_person, person.strip()
    change.from_residence, change.to_residence = from_residence, to_residence
    change.save()
    return change


@transaction.atomic
def remove_residence_change(change: ResidenceChange, *, by: User) -> None:
    """It does not happen after all; the history keeps it. Raises Refusal."""
    open_version(change.version)
    change.delete()


@transaction.atomic
def note_threatened_placements(plan: Plan, persons: Iterable[MainPerson], *, by: User) -> Plan:
    """Write down for which main persons of the case a placement out of home threatened; an earlier answer goes."""
    refuse_after_closing(lock_case(plan.case))
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    plan.placement_threatened.set(plan.case.main_persons.filter(pk__in=[person.pk for person in persons]))
    return plan


@transaction.atomic
def note_unwritten_plan(case: Case) -> None:
    """There is a plan of which not everything was written out; nothing more is known of it."""
    plan, _created = Plan.objects.select_for_update().get_or_create(case=case)
    if plan.plan_agreed is None:
        plan.plan_agreed = True
        plan.save(update_fields=["plan_agreed"])


@transaction.atomic
def drop_draft(case: Case) -> None:
    """There is no plan after all: what was written of it goes, and stays in the history. Raises Refusal once it was
    shown to somebody."""
    plan = Plan.objects.select_for_update().filter(case=case).first()
    if plan is None:
        return
    if plan.state != PlanState.DRAFTED or PlanTest.objects.filter(version__plan=plan).exists():
        raise Refusal(_("Het plan is al voorgelegd of vastgesteld. Daarmee is er een plan."))
    plan.delete()
