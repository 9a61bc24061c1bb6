"""The profile of a coordinator: what matching needs, and what R-01, R-02 and R7 turn on. History keeps changes."""

import datetime as dt
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import Gender, Training
from cases.models import Coordinator, CoordinatorContract, CoordinatorLeave, CoordinatorTie
from cases.models.coordinator import MOST_CASES
from cases.notices import tell_of_cover
from cases.querysets import open_contracts
from cases.spoken_languages import is_language
from ekc.accounts.acts import find_organisation
from ekc.accounts.codes import Role
from ekc.accounts.models import Organisation, Region, User
from ekc.dates import local_today
from ekc.lists.codes import OTHER, KeptList
from ekc.lists.queries import kept
from ekc.refusal import Refusal

from ..matching import lasting_blocks

LISTED_FIELDS = ("backgrounds", "background_words", "faith", "faith_words")
OWN_FIELDS = ("gender", "languages", *LISTED_FIELDS, "max_cases", "available")
"""What a coordinator says of herself."""
CHECKED_FIELDS = ("trainings", "vog_date", "training_costs")
"""What the office checks and writes down."""
OFFICE = frozenset({Role.REGIONAL_MANAGER, Role.NATIONAL})


def give_profile(user: User) -> Coordinator:
    """The profile of this person, an empty one when there is none yet."""
    found: Coordinator = Coordinator.objects.get_or_create(user=user)[0]
    return found


@transaction.atomic
def change_profile(coordinator: Coordinator, *, by: User, **fields: Any) -> Coordinator:
    """Save these `fields` (OWN_FIELDS, and CHECKED_FIELDS by the office). Only what differs is written.

    Raises Refusal for what is not `by`'s to change, an unknown code, a number of cases out of range, costs
    below nothing, a choice that is closed, "anders" without words, and a VOG date that is still to come.
    """
    allowed = {*OWN_FIELDS, *(CHECKED_FIELDS if by.role in OFFICE else ())}
    if set(fields) - allowed:
        raise Refusal(_("Dit past alleen de regiomanager of landelijk beheer aan."))
    _check(fields)
    locked: Coordinator = _lock(coordinator)
    _check_lists(locked, fields)
    changed = [name for name, value in fields.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, fields[name])
    if changed:
        locked.save(update_fields=changed)
    return locked


def _lock(coordinator: Coordinator) -> Coordinator:
    found: Coordinator = Coordinator.objects.select_for_update(of=("self",)).get(pk=coordinator.pk)
    return found


class _Check(NamedTuple):
    field: str
    holds: Any
    sentence: str


def _check(fields: dict[str, Any]) -> None:
    today = local_today()
    checks = (
        _Check("gender", lambda value: value in Gender.values, _("Kies man, vrouw of onbekend.")),
        _Check("languages", lambda value: all(map(is_language, value)), _("Kies talen uit de lijst.")),
        _Check("trainings", lambda value: set(value) <= set(Training.values), _("Kies trainingen uit de lijst.")),
        _Check("max_cases", lambda value: 1 <= value <= MOST_CASES, _("Kies een aantal zaken van 1 tot en met 20.")),
        _Check(
            "vog_date",
            lambda value: value is None or value <= today,
            _("De datum van de VOG is nog niet geweest. Kijk hem na."),
        ),
        _Check("training_costs", lambda value: value is None or value >= Decimal(0), _("Een bedrag is nul of meer.")),
    )
    for check in checks:
        if check.field in fields and not check.holds(fields[check.field]):
            raise Refusal(check.sentence)


def _check_lists(now: Coordinator, fields: dict[str, Any]) -> None:
    """Background and faith: open choices of their list, or what stood there; words with "anders", and only then."""
    after = {name: fields.get(name, getattr(now, name)) for name in LISTED_FIELDS}
    given = (
        (KeptList.BACKGROUND, after["backgrounds"], now.backgrounds, after["background_words"]),
        (KeptList.FAITH, [after["faith"]] if after["faith"] else [], [now.faith], after["faith_words"]),
    )
    for which, codes, before, words in given:
        if set(codes) != set(before) and not set(codes) <= kept(which).open | set(before):
            raise Refusal(_("Kies uit de lijst: %(list)s.") % {"list": str(which.label).lower()})
        if (OTHER in codes) != bool(words):
            raise Refusal(_("Kies bij eigen woorden “Anders”, en schrijf bij “Anders” op wat het is."))


@transaction.atomic
def change_regions(coordinator: Coordinator, *, by: User, regions: Collection[Region]) -> None:
    """Set in which regions a coordinator works. A regional manager sets the own regions; the others stay.

    Raises Refusal for who is not of the office, for a region that is not `by`'s, and when none would be left.
    """
    if by.role not in OFFICE:
        raise Refusal(_("Dit past alleen de regiomanager of landelijk beheer aan."))
    user = User.objects.select_for_update(of=("self",)).get(pk=coordinator.user_id)
    wanted = set(regions)
    if by.role == Role.REGIONAL_MANAGER:
        mine, has = set(by.kept_regions()), set(user.regions.all())
        if wanted - has - mine:
            raise Refusal(_("U kunt alleen uw eigen regio's kiezen."))
        wanted = (wanted & mine) | (has - mine)
    if not wanted:
        raise Refusal(_("Kies minstens één regio. Zonder regio kan niemand deze coördinator vragen."))
    user.regions.set(wanted)


# --- for whom somebody works ----------------------------------------------------------------------


@transaction.atomic
def add_employer(
    coordinator: Coordinator,
    *,
    by: User,
    organisation: Organisation | None = None,
    name: str = "",
    is_care_or_deciding: bool = False,
    is_another: bool = False,
) -> Organisation:
    """Declare an employer: one that is known, or a new one with whether it gives care or decides (R-01).

    A name that exists already is that organisation, with the flag that it has; one that comes near is asked, unless
    `is_another`. Counts as a declaration of today.
    """
    organisation = find_organisation(
        by=by,
        organisation=organisation,
        name=name,
        is_care_or_deciding=is_care_or_deciding,
        is_another=is_another,
    )
    locked = _lock(coordinator)
    locked.employers.add(organisation)
    _declare(locked)
    return organisation


@transaction.atomic
def remove_employer(coordinator: Coordinator, organisation: Organisation, *, by: User) -> None:
    """Somebody does not work there any more. Counts as a declaration of today. Quietly nothing when it was gone."""
    locked = _lock(coordinator)
    locked.employers.remove(organisation)
    _declare(locked)


@transaction.atomic
def declare_employers(
    coordinator: Coordinator, *, by: User, organisations: Iterable[Organisation] | None = None
) -> None:
    """Say that the list of employers is complete, as it stands or as given; empty is an answer too (R-01)."""
    locked = _lock(coordinator)
    if organisations is not None:
        locked.employers.set(organisations)
    _declare(locked)


def _declare(coordinator: Coordinator) -> None:
    if coordinator.employers_declared_on != local_today():
        coordinator.employers_declared_on = local_today()
        coordinator.save(update_fields=["employers_declared_on"])


# --- ties -----------------------------------------------------------------------------------------


@transaction.atomic
def add_tie(coordinator: Coordinator, *, by: User, organisation: Organisation, description: str) -> CoordinatorTie:
    """Declare a tie to an organisation: its aanmeldingen go to somebody else (R-02). Raises Refusal without words."""
    if not description.strip():
        raise Refusal(_("Schrijf op welke band het is."), at="description")
    tie, created = CoordinatorTie.objects.get_or_create(
        coordinator=coordinator, organisation=organisation, defaults={"description": description.strip()[:200]}
    )
    if not created:
        tie.description = description.strip()[:200]
        tie.save(update_fields=["description"])
    found: CoordinatorTie = tie
    return found


@transaction.atomic
def remove_tie(tie: CoordinatorTie, *, by: User) -> None:
    """A tie to an organisation is over. Raises Refusal for a tie to a case: that stays as long as the case."""
    if tie.case_id is not None:
        raise Refusal(_("Een band met een zaak blijft staan. Bel landelijk beheer als hij niet klopt."))
    tie.delete()


# --- leave ----------------------------------------------------------------------------------------------


@transaction.atomic
def add_leave(coordinator: Coordinator, *, by: User, starts_on: dt.date, ends_on: dt.date) -> CoordinatorLeave:
    """Write down a period of leave. Raises Refusal when it is over, ends before it begins, or meets another one."""
    if ends_on < starts_on:
        raise Refusal(_("De laatste dag is vóór de eerste dag. Kijk de datums na."))
    if ends_on < local_today():
        raise Refusal(_("Deze periode is al voorbij. Kijk de datums na."), at="ends_on")
    locked = _lock(coordinator)
    meeting = locked.leaves.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if meeting is not None:
        raise Refusal(_("Er staat al verlof in deze periode: %(leave)s.") % {"leave": meeting})
    leave: CoordinatorLeave = locked.leaves.create(starts_on=starts_on, ends_on=ends_on)
    stop_covering(locked, starts_on=starts_on, ends_on=ends_on)
    return leave


def stop_covering(
    coordinator: Coordinator, *, starts_on: dt.date | None = None, ends_on: dt.date | None = None
) -> None:
    """Nobody stands in any more in the leaves that this coordinator would cover: all that are not over, or those that
    meet these days. A day that is planned in one is a signal again."""
    covered = CoordinatorLeave.objects.filter(cover=coordinator, ends_on__gte=starts_on or local_today())
    if ends_on is not None:
        covered = covered.filter(starts_on__lte=ends_on)
    covered.update(cover=None)


def keep_cover_independent(contract: CoordinatorContract) -> None:
    """Who would stand in on the leave of a coordinator that gets this case, and may not have it, covers no more."""
    leaves = contract.coordinator.leaves.filter(cover__isnull=False, ends_on__gte=local_today())
    for leave in leaves.select_related("cover"):
        if lasting_blocks(contract.case, leave.cover):
            leave.cover = None
            leave.save(update_fields=["cover"])


@transaction.atomic
def cover_leave(leave: CoordinatorLeave, cover: Coordinator | None, *, by: User) -> CoordinatorLeave:
    """Let somebody else work on all cases of who is on leave, on the days of the leave; None: nobody any more.

    The contracts stay. Who covers is independent in each of these cases (R-01, R-02), has the papers, and is there.
    Raises Refusal, with the case in which it cannot be.
    """
    locked: CoordinatorLeave = CoordinatorLeave.objects.select_for_update(of=("self",)).get(pk=leave.pk)
    if locked.ends_on < local_today():
        raise Refusal(_("Dit verlof is al voorbij."))
    if cover is not None:
        _refuse_who_cannot_cover(locked, cover)
    former = locked.cover
    locked.cover = cover
    locked.save(update_fields=["cover"])
    if cover is not None and cover != former:
        tell_of_cover(locked, cover)
    return locked


def _refuse_who_cannot_cover(leave: CoordinatorLeave, cover: Coordinator) -> None:
    if cover.pk == leave.coordinator_id:
        raise Refusal(_("Kies iemand anders dan wie met verlof gaat."), at="cover")
    if not cover.user.is_active:
        raise Refusal(_("%(name)s heeft geen open account.") % {"name": cover}, at="cover")
    away = cover.leaves.filter(starts_on__lte=leave.ends_on, ends_on__gte=leave.starts_on).first()
    if away is not None:
        raise Refusal(_("%(name)s is dan zelf met verlof: %(leave)s.") % {"name": cover, "leave": away})
    for contract in open_contracts().filter(coordinator=leave.coordinator_id).select_related("case"):
        if reasons := lasting_blocks(contract.case, cover):
            words = {"number": contract.case.number, "name": cover, "why": " ".join(reasons)}
            raise Refusal(_("%(name)s kan zaak %(number)s niet waarnemen. %(why)s") % words)


@transaction.atomic
def remove_leave(leave: CoordinatorLeave, *, by: User) -> None:
    """The leave does not go on, or somebody is back."""
    leave.delete()
