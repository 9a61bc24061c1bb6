"""The circle at one glance: the drawing, and the same in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.codes import CLOSENESS_WORDS, POSITION_WORDS
from cases.models import Case, CirclePerson

from .circle import people_of
from .drawing import circle_drawing
from .growth import LABELS, growth_of


@dataclass(frozen=True)
class TableRow:
    """The drawing in words: who, which side, which ring, and how far they came."""

    person: CirclePerson
    position: str | Promise
    side: str
    ring: str | Promise
    reached: str


@dataclass(frozen=True)
class CircleGlance:
    drawing: SafeString | str
    table: list[TableRow]


def glance_of(case: Case) -> CircleGlance:
    """Everybody of the circle in the drawing and in the table. A fixed number of queries."""
    people = people_of(case)
    taking_part = [each for each in people if each.takes_part]
    stages = growth_of(case, people)
    return CircleGlance(
        drawing=circle_drawing(case, case.main_persons.all(), taking_part) if taking_part else "",
        table=[_row(each, stages) for each in people],
    )


def _row(person: CirclePerson, stages: dict[str, set[int]]) -> TableRow:
    reached = [str(LABELS[key]) for key, ids in stages.items() if person.pk in ids]
    return TableRow(
        person=person,
        position=POSITION_WORDS[person.position],
        side=person.get_side_display(),
        ring=CLOSENESS_WORDS[person.closeness] if person.takes_part else _("Doet niet mee"),
        reached=", ".join(reached),
    )
