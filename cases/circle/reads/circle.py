"""The circle as its tab shows it: in rings, with who was set aside, and how it grew."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cases.codes import CLOSENESS_WORDS, POSITION_WORDS
from cases.contact import SafeContact, asks_referrer_first, safe_contact
from cases.models import Case, CirclePerson, MainPerson
from cases.queries import open_bans
from ekc.phones import phone_text

from .drawing import circle_drawing
from .growth import LABELS, growth_of


@dataclass(frozen=True)
class PersonCard:
    person: CirclePerson
    position: str | Promise
    contact: SafeContact
    facts: tuple[tuple[str | Promise, str], ...]
    # With whom there may be no contact.
    bans: list[str]


@dataclass(frozen=True)
class Ring:
    label: str | Promise
    cards: list[PersonCard]


@dataclass(frozen=True)
class TableRow:
    """The drawing in words: who, which side, which ring, and how far they came."""

    person: CirclePerson
    position: str | Promise
    side: str
    ring: str | Promise
    reached: str


@dataclass(frozen=True)
class CirclePage:
    rings: list[Ring]
    aside: list[PersonCard]
    drawing: SafeString | str
    growth: list[dict[str, Any]]
    table: list[TableRow]
    heard: list[dict[str, Any]]

    @property
    def is_empty(self) -> bool:
        return not self.rings and not self.aside


def circle_of(case: Case) -> CirclePage:
    """Everybody in the circle of this case. A fixed number of queries, however many people there are."""
    everybody = list(case.circle.all())
    people = [each for each in everybody if each.merged_into_id is None]
    doubles: dict[int, list[str]] = {}
    for each in everybody:
        if each.merged_into_id is not None:
            # Another number than the one that was kept is not lost.
            words = filter(None, [each.name, phone_text(safe_contact(each).phone)])
            doubles.setdefault(each.merged_into_id, []).append(", ".join(words))
    bans = _bans_of(case)
    taking_part = [each for each in people if each.takes_part]
    stages = growth_of(case, people)
    asks_referrer = asks_referrer_first(case)

    def card(person: CirclePerson) -> PersonCard:
        contact = safe_contact(person, asks_referrer=asks_referrer)
        return _card(person, contact, bans.get(person.pk, []), doubles.get(person.pk, []))

    rings = [
        Ring(label, [card(each) for each in taking_part if each.closeness == closeness])
        for closeness, label in CLOSENESS_WORDS.items()
    ]
    return CirclePage(
        rings=[ring for ring in rings if ring.cards],
        aside=[card(each) for each in people if not each.takes_part],
        drawing=circle_drawing(case.main_persons.all(), taking_part) if taking_part else "",
        growth=[{"count": len(stages[key]), "label": LABELS[key]} for key in stages],
        table=[_row(each, stages) for each in people],
        heard=[_own_words(case, person) for person in case.main_persons.all() if not person.unborn],
    )


def _own_words(case: Case, person: MainPerson) -> dict[str, Any]:
    """What a main person wants, and who stands by them: it stands above the circle."""
    return {
        "person": person,
        "waits": person.waits_to_be_heard,
        "url": reverse("cases:main_person", args=[case.number, person.pk]),
    }


def _bans_of(case: Case) -> dict[int, list[str]]:
    """Per id of the circle, with whom no contact may be."""
    found: dict[int, list[str]] = {}
    for ban in open_bans(case):
        found.setdefault(ban.person_id, []).append(str(ban.other_one))
        if ban.other_id:
            found.setdefault(ban.other_id, []).append(str(ban.person))
    return found


def _row(person: CirclePerson, stages: dict[str, set[int]]) -> TableRow:
    reached = [str(LABELS[key]) for key, ids in stages.items() if person.pk in ids]
    return TableRow(
        person=person,
        position=POSITION_WORDS[person.position],
        side=person.get_side_display(),
        ring=CLOSENESS_WORDS[person.closeness] if person.takes_part else _("Doet niet mee"),
        reached=", ".join(reached),
    )


def _card(person: CirclePerson, contact: SafeContact, bans: list[str], doubles: list[str]) -> PersonCard:
    knows = {True: _("Weet wat er speelt"), False: _("Weet nog niet wat er speelt"), None: ""}
    facts = (
        (_("Weet ervan"), str(knows[person.knows_situation])),
        (_("Besloten door"), person.knowledge_decided_by if person.knows_situation is not None else ""),
        (_("Nodig om mee te doen"), person.needs_words),
        (_("Doet mee op een andere manier"), person.other_way_words),
        (_("Taal"), person.language),
        (_("Gevonden via"), person.get_found_through_display()),
        (_("Stond er ook als"), ", ".join(doubles)),
    )
    return PersonCard(
        person=person,
        position=POSITION_WORDS[person.position],
        contact=contact,
        facts=tuple((label, value) for label, value in facts if value),
        bans=bans,
    )
