"""The circle as its tab shows it: in rings, with who was set aside, and how it grew."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..codes import FAMILY_POSITIONS, NETWORK_POSITIONS, CircleSource
from ..contact import SafeContact, safe_contact
from ..models import Case, CirclePerson
from ..words import CLOSENESS_WORDS, POSITION_WORDS
from .drawing import circle_drawing


@dataclass(frozen=True)
class PersonCard:
    person: CirclePerson
    position: str | Promise
    contact: SafeContact
    facts: tuple[tuple[str | Promise, str], ...]


@dataclass(frozen=True)
class Ring:
    label: str | Promise
    cards: list[PersonCard]


@dataclass(frozen=True)
class CirclePage:
    rings: list[Ring]
    aside: list[PersonCard]
    drawing: SafeString | str
    growth: list[dict[str, Any]]

    @property
    def is_empty(self) -> bool:
        return not self.rings and not self.aside


def circle_of(case: Case) -> CirclePage:
    """Everybody in the circle of this case. One query."""
    people = [each for each in case.circle.all() if each.merged_into_id is None]
    taking_part = [each for each in people if each.takes_part]
    rings = [
        Ring(label, [_card(each) for each in taking_part if each.closeness == closeness])
        for closeness, label in CLOSENESS_WORDS.items()
    ]
    return CirclePage(
        rings=[ring for ring in rings if ring.cards],
        aside=[_card(each) for each in people if not each.takes_part],
        drawing=circle_drawing(case.main_persons.all(), taking_part) if taking_part else "",
        growth=_growth(people, taking_part),
    )


def _growth(people: list[CirclePerson], taking_part: list[CirclePerson]) -> list[dict[str, Any]]:
    at_first = sum(1 for each in people if each.suggested_by == CircleSource.REFERRAL)
    return [
        {"count": at_first, "label": _("bekend bij de aanmelding")},
        {"count": len(taking_part), "label": _("doen nu mee")},
        {"count": sum(1 for each in taking_part if each.position in FAMILY_POSITIONS), "label": _("familie")},
        {
            "count": sum(1 for each in taking_part if each.position in NETWORK_POSITIONS),
            "label": _("vrienden en buurt"),
        },
    ]


def _card(person: CirclePerson) -> PersonCard:
    knows = {True: _("Weet wat er speelt"), False: _("Weet nog niet wat er speelt"), None: ""}
    facts = (
        (_("Weet ervan"), str(knows[person.knows_situation])),
        (_("Besloten door"), person.knowledge_decided_by if person.knows_situation is not None else ""),
        (_("Nodig om mee te doen"), person.needs),
        (_("Doet mee op een andere manier"), person.other_way),
        (_("Taal"), person.language),
    )
    return PersonCard(
        person=person,
        position=POSITION_WORDS[person.position],
        contact=safe_contact(person),
        facts=tuple((label, value) for label, value in facts if value),
    )
