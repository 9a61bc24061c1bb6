"""The circle as its tab shows it: a line per person with what can be done, in rings, and how it grew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases import queries
from cases.codes import CLOSENESS_WORDS, POSITION_WORDS, FamilySide
from cases.contact import SafeContact, asks_referrer_first, safe_contact
from cases.models import Case, CirclePerson, MainPerson, PartyMember
from cases.queries import open_bans
from ekc.accounts.models import User
from ekc.names import index_words, sought_words
from ekc.phones import phone_text
from ekc.registry import Registry

from .growth import LABELS, growth_of


class Answer(NamedTuple):
    """What somebody answered to an invitation, in a word, and where it is written down."""

    word: str
    url: str = ""


AnswersOf = Callable[[Case, User], Mapping[int, Answer]]
ANSWERS: Registry[AnswersOf] = Registry("answers of the circle")
"""Per id of the circle; floors above say in `AppConfig.ready` who answered what, in a fixed number of queries."""


@dataclass(frozen=True)
class PersonRow:
    """One line: who, what to mind, and the number, the app, the log and the answer at hand."""

    person: CirclePerson
    who: str
    call: str
    app: str
    warnings: tuple[str, ...]
    rules: tuple[str, ...]
    """What to mind when calling; no danger, and so not red."""
    answer: Answer | None
    why_not: str
    """Why this person does not take part, and who decided that."""


@dataclass(frozen=True)
class Ring:
    label: str | Promise
    rows: list[PersonRow]


@dataclass(frozen=True)
class CirclePage:
    rings: list[Ring]
    aside: list[PersonRow]
    growth: list[dict[str, Any]]
    heard: list[dict[str, Any]]
    is_empty: bool

    @property
    def is_found(self) -> bool:
        """Whether there is anybody to show."""
        return bool(self.rings or self.aside)


@dataclass(frozen=True)
class PersonCard:
    """All that is known of one person."""

    person: CirclePerson
    position: str | Promise
    contact: SafeContact
    facts: tuple[tuple[str | Promise, str], ...]
    # With whom there may be no contact.
    bans: list[str]


def circle_of(case: Case, user: User, *, sought: str = "") -> CirclePage:
    """Everybody in the circle of this case, or those whose name or place in it fits `sought`.

    A fixed number of queries, however many people there are.
    """
    people = people_of(case)
    bans = _bans_of(case)
    stages = growth_of(case, people)
    answers = {key: answer for each in ANSWERS for key, answer in each(case, user).items()}
    asks_referrer = asks_referrer_first(case)
    contacts = {person.pk: safe_contact(person, asks_referrer=asks_referrer) for person in people}
    rows = [
        _row(
            person,
            contacts[person.pk],
            bans.get(person.pk, []),
            answers.get(person.pk),
            is_approached=person.pk in stages["approached"],
        )
        for person in people
        if _fits(person, sought)
    ]
    taking_part = [row for row in rows if row.person.takes_part]
    rings = [
        Ring(label, [row for row in taking_part if row.person.closeness == closeness])
        for closeness, label in CLOSENESS_WORDS.items()
    ]
    return CirclePage(
        rings=[ring for ring in rings if ring.rows],
        aside=[row for row in rows if not row.person.takes_part],
        growth=[{"count": len(stages[key]), "label": LABELS[key]} for key in stages],
        heard=[_own_words(case, person) for person in case.main_persons.all() if not person.unborn],
        is_empty=not people,
    )


def people_of(case: Case) -> list[CirclePerson]:
    """Everybody in the circle, each once."""
    return list(queries.circle_of(case))


def person_of(person: CirclePerson) -> PersonCard:
    """The card of one person of the circle."""
    # Another number than the one that was kept is not lost.
    doubles = [
        ", ".join(filter(None, [each.name, phone_text(safe_contact(each).phone)])) for each in person.merged.all()
    ]
    contact = safe_contact(person, asks_referrer=asks_referrer_first(person.case))
    return _card(person, contact, _bans_of(person.case).get(person.pk, []), doubles)


def _fits(person: CirclePerson, sought: str) -> bool:
    known = index_words(f"{person.name} {person.relation} {POSITION_WORDS[person.position]}")
    return all(any(word.startswith(each) for word in known) for each in sought_words(sought))


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
    sides: dict[int, list[int]] = {}
    bans = list(open_bans(case))
    if any(ban.party_id for ban in bans):
        members = PartyMember.objects.filter(party__case=case, person__isnull=False)
        for party, person in members.values_list("party_id", "person_id"):
            sides.setdefault(party, []).append(person)
    for ban in bans:
        if ban.party_id:
            for own, other in ((ban.party_id, ban.other_party), (ban.other_party_id, ban.party)):
                for person in sides.get(own, []):
                    found.setdefault(person, []).append(str(other))
            continue
        found.setdefault(ban.person_id, []).append(str(ban.other_one))
        if ban.other_id:
            found.setdefault(ban.other_id, []).append(str(ban.person))
    return found


def _row(
    person: CirclePerson, contact: SafeContact, bans: Sequence[str], answer: Answer | None, *, is_approached: bool
) -> PersonRow:
    call = contact.call
    # Of both sides, or of none, says nothing in a line.
    has_side = person.side in (FamilySide.MOTHER, FamilySide.FATHER)
    side = str(person.get_side_display()).lower() if has_side else ""
    marks = (
        _("sleutelpersoon") if person.is_key_person else "",
        _("jonger dan 18") if person.is_minor else "",
        _("bezocht") if person.visited else "",
        "" if is_approached or person.other_way_code or not person.takes_part else _("nog niet benaderd"),
    )
    who = [person.in_words, side, *marks]
    return PersonRow(
        person=person,
        who=" · ".join(filter(None, who)),
        call=call.dial,
        app="" if call.warning else contact.app,
        warnings=(
            *(_("Contactverbod met %(name)s") % {"name": name} for name in bans),
            *contact.warnings,
            *([str(call.warning)] if call.warning else []),
        ),
        rules=tuple(call.rules),
        answer=answer,
        why_not=f"{person.get_excluded_by_display()}: {person.excluded_reason}" if person.excluded_by else "",
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
