"""Programmes and who pays them: landelijk beheer keeps them (domain.md 1.1, 4.5)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases import norms
from cases.models import Case, Funder, FundingProgramme
from cases.models.programme import CALL_MONTHS, LATEST_CALL
from cases.signals import programme_changed
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User
from ekc.refusal import Refusal

PROGRAMME_FIELDS = (
    "name",
    "funder",
    "starts_on",
    "ends_on",
    "target",
    "price",
    "coordinator_fee",
    "coordinator_access_ends",
    "paper_twice",
    *CALL_MONTHS,
)


@transaction.atomic
def create_programme(*, by: User, name: str, regions: Iterable[Region], **fields: Any) -> FundingProgramme:
    """Add a programme; `fields` are of PROGRAMME_FIELDS. Its code is made of its name and never changes: it stands
    in the exchange format. Raises Refusal when the name is taken or the period is upside down."""
    _check(by, {"name": name, **fields}, other_than=None)
    programme: FundingProgramme = FundingProgramme.objects.create(slug=_free_slug(name), name=name.strip(), **fields)
    programme.regions.set(regions)
    return programme


@transaction.atomic
def change_programme(
    programme: FundingProgramme, *, by: User, regions: Iterable[Region], **fields: Any
) -> FundingProgramme:
    """Change a programme; `fields` are of PROGRAMME_FIELDS. Raises Refusal as `create_programme` does."""
    locked: FundingProgramme = FundingProgramme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    _check(by, {"name": locked.name, **fields}, other_than=locked)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields))
    locked.regions.set(regions)
    programme_changed.send(sender=FundingProgramme, cases=Case.objects.filter(programme=locked))
    return locked


@transaction.atomic
def create_funder(*, by: User, name: str, users: Iterable[User]) -> Funder:
    """Add a funder, and who of it sees the totals. Raises Refusal when the name is taken."""
    _check_funder(by, name, list(users), other_than=None)
    funder: Funder = Funder.objects.create(name=name.strip())
    funder.users.set(users)
    return funder


@transaction.atomic
def change_funder(funder: Funder, *, by: User, name: str, users: Iterable[User]) -> Funder:
    """Change the name of a funder, and who of it sees the totals. Raises Refusal when the name is taken."""
    locked: Funder = Funder.objects.select_for_update().get(pk=funder.pk)
    _check_funder(by, name, list(users), other_than=locked)
    locked.name = name.strip()
    locked.save(update_fields=["name"])
    locked.users.set(users)
    return locked


def _check(by: User, fields: dict[str, Any], *, other_than: FundingProgramme | None) -> None:
    _need_national(by)
    same = FundingProgramme.objects.called(fields["name"])
    if (same.exclude(pk=other_than.pk) if other_than else same).exists():
        raise Refusal(_("Er is al een programma met deze naam. Geef een andere naam."))
    starts_on, ends_on = fields.get("starts_on"), fields.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        raise Refusal(_("Het programma eindigt voordat het begint. Kijk de datums na."))
    if any(fields.get(name) is not None and fields[name] < 0 for name in ("price", "coordinator_fee")):
        raise Refusal(_("Een bedrag is nul of meer."))
    _check_months(fields)


def _check_months(fields: dict[str, Any]) -> None:
    """The calls of a programme come one after the other; where it says nothing, the house does."""
    usual = {"first_call_months": norms.FIRST_CALL_MONTHS, "follow_up_months": norms.FOLLOW_UP_MONTHS}
    months = [fields.get(name) or usual.get(name) for name in CALL_MONTHS]
    if any(fields.get(name) == 0 for name in CALL_MONTHS) or any((each or 1) > LATEST_CALL for each in months):
        raise Refusal(_("Het aantal maanden is 1 tot en met %(most)s.") % {"most": LATEST_CALL})
    if months[3] and not months[2]:
        raise Refusal(_("Vul eerst in wanneer de tweede navraag is. Daarna komt pas een derde."))
    known = [each for each in months if each]
    if known != sorted(set(known)):
        raise Refusal(_("De gesprekken komen na elkaar. Kijk de maanden na."))


def _check_funder(by: User, name: str, users: list[User], *, other_than: Funder | None) -> None:
    _need_national(by)
    same = Funder.objects.called(name)
    if (same.exclude(pk=other_than.pk) if other_than else same).exists():
        raise Refusal(_("Er is al een financier met deze naam. Kies die, of geef een andere naam."))
    if any(user.role != Role.FUNDER for user in users):
        raise Refusal(_("Alleen mensen met de rol financier zien hier totalen."), at="users")


def _need_national(by: User) -> None:
    if by.role != Role.NATIONAL:
        raise Refusal(_("Programma's en financiers past landelijk beheer aan."))


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:70] or "programma"
    taken = set(FundingProgramme.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    tries = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in tries if each not in taken)
