"""Writing out the plan of the family, agreement by agreement (domain.md 3.3, "Plan")."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cases.codes import Variant
from cases.locks import lock_case
from cases.models import Case, CirclePerson
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import WRITING_STATES, PlanState, Restitution
from ..models import Agreement, Plan, PlanMove, PlanVersion, ResidenceChange
from ..queries import current_version, plan_of

VERSION_FIELDS = frozenset(
    {
        "own_words",
        "monitor",
        "monitor_is_family",
        "convener",
        "contact_person",
        "contact_agreement",
        "review_date",
        "reviewers",
        "contingency",
        "professional_help",
    }
)
AGREEMENT_FIELDS = frozenset(
    {
        "kind",
        "who",
        "what",
        "where_to",
        "when_or_how_often",
        "life_area",
        "question",
        "bottom_line",
        "restitution",
        "amount",
        "payer",
        "due_on",
        "is_emergency",
        "paid_from_pgb",
        "estimated_value",
        "agreed_by_absent",
    }
)


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


def _open(version: PlanVersion) -> PlanVersion:
    """Lock the version's plan, and refuse when the text is not the family's to change any more."""
    plan = Plan.objects.select_for_update().get(pk=version.plan_id)
    version = PlanVersion.objects.get(pk=version.pk)
    if version.is_frozen:
        raise Refusal(_("Deze versie van het plan is vastgesteld. Een wijziging wordt een nieuwe versie."))
    if plan.state != PlanState.DRAFTED:
        raise Refusal(_("Het plan ligt bij de professional. Wacht op de toets, of neem contact op."))
    return version


@transaction.atomic
def save_version(version: PlanVersion, *, by: User, **fields: Any) -> PlanVersion:
    """Save what the family decided around the agreements: who watches, who calls together, when, what if."""
    if unknown := set(fields) - VERSION_FIELDS:
        raise TypeError(f"No version fields: {sorted(unknown)}")
    version = _open(version)
    for name, value in fields.items():
        setattr(version, name, value)
    version.save(update_fields=list(fields))
    return version


@transaction.atomic
def add_agreement(
    version: PlanVersion, *, by: User, people: list[CirclePerson] | None = None, **fields: Any
) -> Agreement:
    """Add one agreement at the end. `who` and `what` are needed. Raises Refusal."""
    version = _open(version)
    _check_agreement(version, fields)
    last = version.agreements.aggregate(last=Max("sort_order"))["last"]
    agreement = Agreement.objects.create(version=version, sort_order=0 if last is None else last + 1, **fields)
    agreement.people.set(people or [])
    return agreement


@transaction.atomic
def change_agreement(
    agreement: Agreement, *, by: User, people: list[CirclePerson] | None = None, **fields: Any
) -> Agreement:
    """Change one agreement of an open version. Raises Refusal."""
    version = _open(agreement.version)
    _check_agreement(version, fields)
    for name, value in fields.items():
        setattr(agreement, name, value)
    agreement.save(update_fields=list(fields))
    agreement.people.set(people or [])
    return agreement


@transaction.atomic
def remove_agreement(agreement: Agreement, *, by: User) -> None:
    """Take an agreement out of an open version; the history keeps it. Raises Refusal."""
    _open(agreement.version)
    agreement.delete()


def _check_agreement(version: PlanVersion, fields: dict[str, Any]) -> None:
    if unknown := set(fields) - AGREEMENT_FIELDS:
        raise TypeError(f"No agreement fields: {sorted(unknown)}")
    if not str(fields.get("who", "")).strip():
        raise Refusal(_("Schrijf op wie dit doet."))
    if not str(fields.get("what", "")).strip():
        raise Refusal(_("Schrijf op wat er is afgesproken."))
    if fields.get("restitution") and version.plan.case.variant != Variant.RESTORATIVE:
        raise Refusal(_("Herstelafspraken horen bij een herstelconferentie."))
    _check_restitution(fields)


def _check_restitution(fields: dict[str, Any]) -> None:
    has_amount, has_payer = fields.get("amount") is not None, bool(str(fields.get("payer", "")).strip())
    if has_amount != has_payer:
        raise Refusal(_("Schrijf bij een vergoeding op hoeveel het is, en ook wie het betaalt."))
    if has_amount and fields.get("restitution") != Restitution.COMPENSATION:
        raise Refusal(_("Een bedrag hoort bij een vergoeding van de schade."))
    if fields.get("due_on") and not fields.get("restitution"):
        raise Refusal(_("Een uiterste dag hoort bij een herstelafspraak."))


@transaction.atomic
def add_residence_change(
    version: PlanVersion, *, by: User, from_residence: str, to_residence: str, **who: Any
) -> ResidenceChange:
    """Write down that somebody will live elsewhere: `main_person` or `person`, from and to. Raises Refusal."""
    version = _open(version)
    if from_residence == to_residence:
        raise Refusal(_("Van en naar zijn hetzelfde. Kies waar deze persoon nu woont en waar straks."))
    return ResidenceChange.objects.create(
        version=version, from_residence=from_residence, to_residence=to_residence, **who
    )


def move_tasks(double: CirclePerson, keep: CirclePerson) -> None:
    """What the double does in a plan, who is kept does: the two turned out to be one person."""
    for agreement in Agreement.objects.filter(people=double):
        agreement.people.add(keep)
        agreement.people.remove(double)


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
    if plan.state != PlanState.DRAFTED:
        raise Refusal(_("Het plan is al voorgelegd of vastgesteld. Daarmee is er een plan."))
    plan.delete()
