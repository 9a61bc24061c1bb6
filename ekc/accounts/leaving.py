"""What somebody with an account has under their hands, and to whom it goes when they leave.

An account is not closed, and a role or region not taken away, while something is owed: whoever leaves hands over first.
Each app brings what a person can owe (`DUTIES`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ekc.refusal import Refusal
from ekc.registry import Registry

from .models import Organisation, Region, User
from .signals import organisation_changed


@dataclass(frozen=True)
class Leaving:
    """The work that a person stops doing: all of it, or a regional manager's in some regions."""

    person: User
    regions: tuple[Region, ...] | None = None

    def includes(self, region: Region) -> bool:
        return self.regions is None or region in self.regions

    def colleagues(self) -> tuple[User, ...]:
        """Who has the same role at the same organisation, with an open account, by name."""
        person = self.person
        others = User.objects.active().filter(role=person.role, organisation=person.organisation_id)
        return tuple(others.exclude(pk=person.pk))


HandOver = Callable[["User | None", User], None]
"""Gives it to this heir, or without one to whom `Owed.otherwise` names; by whom. May raise Refusal."""


@dataclass(frozen=True)
class Owed:
    """Some work that goes to one heir."""

    key: str
    title: str | Promise
    numbers: tuple[str, ...]
    """Of the cases, in their order."""
    heirs: tuple[User, ...]
    """Who can take it over; empty where it cannot be given to one person here."""
    otherwise: str | Promise
    """To whom it goes without an heir."""
    hand_over: HandOver


Duty = Callable[[Leaving], Sequence[Owed]]
DUTIES: Registry[Duty] = Registry("duty that a person hands over")


def owed_by(leaving: Leaving) -> list[Owed]:
    """Everything that must be handed over first."""
    return [owed for duty in DUTIES for owed in duty(leaving)]


@transaction.atomic
def hand_over(leaving: Leaving, *, by: User, heirs: Mapping[str, User | None]) -> int:
    """Hand everything over in one act; `heirs` by the key of what is owed. Returns how many cases went.

    Raises Refusal for an heir who cannot take it over, and then nothing went.
    """
    # Locked, so that nothing is given to this person meanwhile by another hand-over.
    User.objects.select_for_update(of=("self",)).get(pk=leaving.person.pk)
    given: set[str] = set()
    for owed in owed_by(leaving):
        heir = heirs.get(owed.key)
        if heir is not None and heir not in owed.heirs:
            raise Refusal(_("%(name)s kan dit niet overnemen. Kies iemand anders.") % {"name": heir})
        owed.hand_over(heir, by)
        given.update(owed.numbers)
    return len(given)


def refuse_owing(leaving: Leaving) -> None:
    """Raises Refusal while this person has something to hand over."""
    numbers = {number for owed in owed_by(leaving) for number in owed.numbers}
    if numbers:
        raise Refusal(
            _(
                "%(name)s heeft nog lopende zaken (%(number)d). Draag ze eerst over: dat kan bij deze persoon, onder "
                "“Zaken overdragen”."
            )
            % {"name": leaving.person, "number": len(numbers)}
        )


def regions_left(person: User, regions: Collection[Region]) -> tuple[Region, ...]:
    """The regions that this person no longer works in when these are all that are left."""
    return tuple(region for region in person.regions.all() if region not in regions)


def work_elsewhere(person: User, *, former: Organisation | None, by: User) -> None:
    """What follows from another organisation than `former`; `person.left_behind`: the numbers of the cases in which
    somebody else must take their place."""
    person.left_behind = []
    if former != person.organisation:
        told = organisation_changed.send(sender=User, person=person, former=former, by=by)
        person.left_behind = sorted({number for _receiver, numbers in told for number in numbers or ()})
