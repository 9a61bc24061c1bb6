"""What is left of the programmes that can pay for a case."""

from dataclasses import dataclass

from django.db.models import Count

from cases.models import Case, FundingProgramme
from cases.queries import programmes_of

from .programme_places import places_left, takes_place


@dataclass(frozen=True)
class Room:
    """A programme with the places that its cases take (`programme_places`); `left` is below zero when overfull."""

    programme: FundingProgramme
    counted: int

    @property
    def left(self) -> int | None:
        return places_left(self.programme.target, self.counted)

    @property
    def is_full(self) -> bool:
        return self.left is not None and self.left <= 0


def rooms_for(case: Case) -> list[Room]:
    """The programmes that can pay for this case, with what is left of each; one query."""
    found = (
        programmes_of(case).annotate(counted=Count("cases", filter=takes_place("cases__"))).order_by("name_key", "pk")
    )
    return [Room(each, each.counted) for each in found]
