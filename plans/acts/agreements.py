"""The agreements of a plan, as the family presents them: written, ordered, split, joined (domain.md 3.3, "Plan")."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cases.codes import PROFESSIONAL_POSITIONS, Variant
from cases.models import CirclePerson, MainPerson
from ekc.accounts.models import User
from ekc.languages import listed
from ekc.refusal import Refusal

from ..codes import AgreementKind, Restitution
from ..life_areas import proposed_area
from ..models import Agreement, PlanVersion
from .copying import copied
from .writing import open_version

AGREEMENT_FIELDS = frozenset(
    {
        "kind",
        "help_code",
        "who",
        "what",
        "where_to",
        "when_or_how_often",
        "life_area",
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
LINKS = ("main_people", "people", "questions", "bottom_lines")
"""What an agreement points at, several of each: who of the circle and of the main persons does it, what it answers."""
Links = Mapping[str, Iterable[Any]]


@transaction.atomic
def add_agreement(version: PlanVersion, *, by: User, **fields: Any) -> Agreement:
    """Add one agreement at the end: `AGREEMENT_FIELDS` and `LINKS`. `what` is needed, and who does it.

    Without `who` its words are the names of the doers, without `kind` it follows from them, and without `life_area` it
    is proposed from the words of the family. Raises Refusal.
    """
    version = open_version(version)
    values, links = _checked(version, {"life_area": "", **fields})
    last = version.agreements.aggregate(last=Max("sort_order"))["last"]
    agreement = Agreement.objects.create(version=version, sort_order=0 if last is None else last + 1, **values)
    _link(agreement, links)
    return agreement


@transaction.atomic
def change_agreement(agreement: Agreement, *, by: User, **fields: Any) -> Agreement:
    """Change one agreement of an open version, with the fields of `add_agreement`. Raises Refusal."""
    version = open_version(agreement.version)
    values, links = _checked(version, fields)
    for name, value in values.items():
        setattr(agreement, name, value)
    agreement.save(update_fields=list(values))
    _link(agreement, links)
    return agreement


@transaction.atomic
def remove_agreement(agreement: Agreement, *, by: User) -> None:
    """Take an agreement out of an open version; the history keeps it. Raises Refusal."""
    open_version(agreement.version)
    agreement.delete()


@transaction.atomic
def move_agreement(agreement: Agreement, *, by: User, steps: int) -> None:
    """Put an agreement so many places further down (or up, below zero); the first and the last stay where they are."""
    version = open_version(agreement.version)
    rows = list(version.agreements.all())
    place = rows.index(agreement)
    rows.insert(max(place + steps, 0), rows.pop(place))
    _number(rows)


@transaction.atomic
def split_agreement(agreement: Agreement, *, by: User, first: str, second: str) -> Agreement:
    """Make two of one, each in words of the family, with the same doers, place and time. Returns the new one.

    Raises Refusal when one of them would be empty.
    """
    version = open_version(agreement.version)
    first, second = first.strip(), second.strip()
    if not (first and second):
        raise Refusal(_("Schrijf bij allebei de afspraken op wat er is afgesproken."), at=("first", "second"))
    rows = list(version.agreements.all())
    other = copy_agreement(agreement, version, what=second)
    agreement.what = first
    agreement.save(update_fields=["what"])
    rows.insert(rows.index(agreement) + 1, other)
    _number(rows)
    return other


@transaction.atomic
def join_agreements(agreement: Agreement, *, by: User) -> Agreement:
    """Make one of this agreement and the one below it: the words of both, under each other. Raises Refusal."""
    version = open_version(agreement.version)
    rows = list(version.agreements.all())
    place = rows.index(agreement)
    if place + 1 == len(rows):
        raise Refusal(_("Dit is de laatste afspraak. Er staat er geen onder om mee samen te voegen."))
    other = rows[place + 1]
    agreement.what = _together(agreement.what, other.what, "\n")
    for name in ("who", "where_to", "when_or_how_often"):
        setattr(agreement, name, _together(getattr(agreement, name), getattr(other, name), "; ")[:200])
    for name in ("life_area", "restitution", "due_on"):
        setattr(agreement, name, getattr(agreement, name) or getattr(other, name))
    if agreement.asks_service:
        agreement.help_code = agreement.help_code or other.help_code
    _join_amounts(agreement, other)
    for name in ("is_emergency", "paid_from_pgb", "agreed_by_absent"):
        setattr(agreement, name, getattr(agreement, name) or getattr(other, name))
    values = [value for value in (agreement.estimated_value, other.estimated_value) if value is not None]
    agreement.estimated_value = sum(values, Decimal(0)) if values else None
    agreement.save()
    for name in LINKS:
        getattr(agreement, name).add(*getattr(other, name).all())
    other.delete()
    return agreement


def _join_amounts(agreement: Agreement, other: Agreement) -> None:
    """What was to be paid in both is paid in the one; what is no compensation has no amount."""
    amounts = [each.amount for each in (agreement, other) if each.amount is not None]
    if amounts:
        agreement.restitution = Restitution.COMPENSATION
        agreement.amount = sum(amounts, Decimal(0))
        agreement.payer = _together(agreement.payer, other.payer, "; ")[:120]


def copy_agreement(source: Agreement, version: PlanVersion, **fields: Any) -> Agreement:
    """A copy of an agreement, with all that it points at, in `version`; runs inside the caller's transaction."""
    new = copied(source, version=version, **fields)
    _link(new, {name: list(getattr(source, name).all()) for name in LINKS})
    return new


def names_of_doers(agreement: Agreement) -> str:
    """The names of who was tapped, as they stand where the family said nothing else."""
    return _names([*agreement.main_people.all(), *agreement.people.all()]) if agreement.pk else ""


def _names(doers: Iterable[MainPerson | CirclePerson]) -> str:
    """Main persons first, each kind in the order in which they came, so that the same people make the same words."""
    ordered = sorted(doers, key=lambda doer: (not isinstance(doer, MainPerson), doer.pk))
    return listed([str(doer) for doer in ordered])[:200]


def _checked(version: PlanVersion, fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    if unknown := set(fields) - AGREEMENT_FIELDS - set(LINKS):
        raise TypeError(f"No agreement fields: {sorted(unknown)}")
    values = {name: value for name, value in fields.items() if name in AGREEMENT_FIELDS}
    links = {name: list(value or ()) for name, value in fields.items() if name in LINKS}
    doers = [*links.get("main_people", ()), *links.get("people", ())]
    values["who"] = str(values.get("who", "")).strip() or _names(doers)
    if not values["who"]:
        raise Refusal(_("Tik aan wie dit doet, of schrijf het op."), at="who")
    if not str(values.get("what", "")).strip():
        raise Refusal(_("Schrijf op wat er is afgesproken."))
    if values.get("restitution") and version.plan.case.variant != Variant.RESTORATIVE:
        raise Refusal(_("Herstelafspraken horen bij een herstelconferentie."))
    _check_restitution(values)
    _set_kind(values, doers)
    if values.get("life_area") == "":
        values["life_area"] = proposed_area(values["what"])
    return values, links


def _check_restitution(values: Mapping[str, Any]) -> None:
    has_amount, has_payer = values.get("amount") is not None, bool(str(values.get("payer", "")).strip())
    if has_amount != has_payer:
        raise Refusal(
            _("Schrijf bij een vergoeding op hoeveel het is, en ook wie het betaalt."), at=("amount", "payer")
        )
    if has_amount and values.get("restitution") != Restitution.COMPENSATION:
        raise Refusal(_("Een bedrag hoort bij een vergoeding van de schade."), at="restitution")
    if values.get("due_on") and not values.get("restitution"):
        raise Refusal(_("Een uiterste dag hoort bij een herstelafspraak."), at="restitution")


def _set_kind(values: dict[str, Any], doers: list[Any]) -> None:
    """Who asks for a kind of help asks a service; what the own circle does is no help of a service."""
    request = AgreementKind.PROFESSIONAL_REQUEST
    if not values.get("kind"):
        values["kind"] = request if values.get("help_code") else _kind_of(doers)
    if values["kind"] != request:
        if values.get("help_code"):
            raise Refusal(_("De eigen kring voert dit uit. Laat dan leeg wat voor hulp de familie vraagt."))
        values["help_code"] = ""


def _kind_of(doers: Iterable[MainPerson | CirclePerson]) -> AgreementKind:
    """A question to a service when only services do it; whoever of the family joins in makes it the family's own."""
    positions = [getattr(doer, "position", "") for doer in doers]
    only_services = bool(positions) and all(position in PROFESSIONAL_POSITIONS for position in positions)
    return AgreementKind.PROFESSIONAL_REQUEST if only_services else AgreementKind.OWN_CIRCLE


def _link(agreement: Agreement, links: Links) -> None:
    for name, rows in links.items():
        getattr(agreement, name).set(rows)


def _number(rows: Iterable[Agreement]) -> None:
    for place, row in enumerate(rows):
        if row.sort_order != place:
            row.sort_order = place
            row.save(update_fields=["sort_order"])


def _together(first: str, second: str, between: str) -> str:
    parts = dict.fromkeys(each for each in (first.strip(), second.strip()) if each)
    return between.join(parts)
