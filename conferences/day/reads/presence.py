"""Who was there, as the page of one tap shows it: one line a person, one button a part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import POSITION_WORDS, Position, Variant
from cases.models import CirclePerson, MainPerson, Party
from cases.queries import circle_of
from conferences.codes import PART_FIELDS, STAYS_AWAY_ANSWERS, InvitationAnswer, Part
from conferences.models import Attendance, Conference, Invitation
from ekc.names import by_name, person_order

from .private_time import PrivateTime

INTERPRETER_KEY = "tolk"
EVERYBODY_KEY = "iedereen"
REFERRER_KEY = "aanmelder"
SHORT_PARTS: Mapping[str, str | Promise] = {
    Part.INFORMATION: gettext_lazy("Informatie"),
    Part.PRIVATE_TIME: gettext_lazy("Besloten"),
    Part.PRESENTATION: gettext_lazy("Presentatie"),
}


@dataclass(frozen=True)
class Who:
    """One person whose presence is marked: from the circle, a main person, or somebody by name and position."""

    person: CirclePerson | None = None
    main_person: MainPerson | None = None
    name: str = ""
    position: str = ""

    @property
    def lookup(self) -> dict[str, Any]:
        """By what the row of this person is found."""
        if self.person is not None:
            return {"person": self.person}
        if self.main_person is not None:
            return {"main_person": self.main_person}
        return {"person": None, "main_person": None, "name": self.name}


@dataclass(frozen=True)
class Button:
    """One part of one person: pressed or not, and what a press will say."""

    part: str
    label: str
    is_on: bool
    value: str


@dataclass(frozen=True)
class Line:
    """One person. `buttons` has none for a part that is not theirs."""

    key: str
    label: str
    note: str
    buttons: list[Button]
    is_expected: bool = True

    @property
    def is_there(self) -> bool:
        return any(button.is_on for button in self.buttons)


@dataclass
class PresenceList:
    """Everybody who can have been at this meeting. Costs a fixed number of queries, however large the circle."""

    conference: Conference
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.who: dict[str, Who] = {}
        rows = self.conference.attendances.select_related("person", "main_person", "party")
        self._rows: list[Attendance] = list(rows)
        self._invitations: list[Invitation] = by_name(
            self.conference.invitations.select_related("person", "main_person", "referrer")
        )
        self._answers = {_key(row): row.answer for row in self._invitations}
        self._private = PrivateTime(self.conference.case)
        self._add_main_persons()
        main_persons = len(self.lines)
        self._add_circle()
        self._add_others()
        self.lines[main_persons:] = sorted(self.lines[main_persons:], key=lambda line: person_order(line.label))
        self._add_interpreter()

    # --- what the page asks ---------------------------------------------------------------------------

    @property
    def expected(self) -> list[Line]:
        return [line for line in self.lines if line.is_expected or line.is_there]

    @property
    def unexpected(self) -> list[Line]:
        return [line for line in self.lines if not (line.is_expected or line.is_there)]

    @property
    def totals(self) -> list[tuple[str, int]]:
        """How many participants each part has so far; an interpreter from outside is none of them."""
        return [
            (str(SHORT_PARTS[part]), sum(row.persons for row in self._rows if getattr(row, name)))
            for part, name in PART_FIELDS.items()
        ]

    @property
    def everybody(self) -> list[tuple[str, str]]:
        """One button a part for all who said to come."""
        return [(f"{EVERYBODY_KEY}:{part}:ja", str(label)) for part, label in SHORT_PARTS.items()]

    @property
    def absent(self) -> list[Invitation]:
        """Who was invited and is in no part."""
        there = {_key(row) for row in self._rows}
        return [invitation for invitation in self._invitations if _key(invitation) not in there]

    @cached_property
    def party_counts(self) -> list[tuple[Party, Attendance | None]]:
        """Each party of an Alle Hens with how many of it were counted."""
        if self.conference.case.variant != Variant.COMMUNITY:
            return []
        counted = {row.party_id: row for row in self._rows if row.party_id}
        return [(party, counted.get(party.pk)) for party in self.conference.case.parties.all()]

    @property
    def letter_writers(self) -> list[tuple[str, str]]:
        """Everybody who can have sent a letter: keys and names, who said so first."""
        promised = {
            _key(invitation) for invitation in self._invitations if invitation.answer == InvitationAnswer.SENDS_LETTER
        }
        people = [(key, who) for key, who in self.who.items() if who.person or who.main_person]
        people.sort(key=lambda each: _key_of(each[1]) not in promised)
        return [(key, str(who.person or who.main_person)) for key, who in people]

    # --- lines ----------------------------------------------------------------------------------------

    def _add_main_persons(self) -> None:
        present = {row.main_person_id for row in self._rows}
        for person in self.conference.case.main_persons.all():
            if not person.unborn and (person.takes_part or person.pk in present):
                self._add(f"m{person.pk}", str(person), _("hoofdpersoon"), Who(main_person=person))

    def _add_circle(self) -> None:
        present = {row.person_id for row in self._rows}
        for person in circle_of(self.conference.case):
            if person.takes_part or person.pk in present:
                self._add(f"c{person.pk}", str(person), person.in_words, Who(person=person, position=person.position))

    def _add_others(self) -> None:
        """The referrer, and whoever was added by name."""
        referrer = getattr(self.conference.case, "referrer", None)
        names = {row.name for row in self._rows}
        if referrer is not None and referrer.user_id is not None and referrer.name not in names:
            who = Who(name=referrer.name, position=Position.REFERRER)
            self._add(REFERRER_KEY, referrer.name, _("aanmelder"), who)
        for row in self._rows:
            if row.name:
                who = Who(name=row.name, position=row.position)
                self._add(f"a{row.pk}", row.name, str(POSITION_WORDS[row.position]).lower(), who)

    def _add_interpreter(self) -> None:
        if not self.conference.external_interpreter:
            return
        on = {part: getattr(self.conference, f"interpreter_{name}") for part, name in PART_FIELDS.items()}
        parts = [part for part in PART_FIELDS if part != Part.PRIVATE_TIME or self.conference.interpreter_wished_by]
        label = self.conference.interpreter_name or _("De tolk")
        note = _("tolk van buiten, telt niet mee als deelnemer")
        self.lines.append(Line(INTERPRETER_KEY, label, note, _buttons(INTERPRETER_KEY, parts, on)))

    def _add(self, key: str, label: str, note: str, who: Who) -> None:
        row = next((each for each in self._rows if _is_row_of(each, who)), None)
        if row is None and self._private.is_coordinator(who):
            return
        professional = self._private.is_professional(who, who.position)
        goes_without = self.conference.without_private_time
        self.who[key] = who
        on = {part: bool(row and getattr(row, name)) for part, name in PART_FIELDS.items()}
        parts = [part for part in PART_FIELDS if not (part == Part.PRIVATE_TIME and (professional or goes_without))]
        answer = self._answers.get(_key_of(who))
        stays_away = answer in STAYS_AWAY_ANSWERS
        # Of the circle only who was invited is expected; main persons, the referrer and who was added always are.
        is_expected = not stays_away and (answer is not None or who.person is None)
        if row is not None and row.by_office:
            note = _("%(note)s, ingevuld door de regiomanager") % {"note": note}
        self.lines.append(Line(key, label, note, _buttons(key, parts, on), is_expected=is_expected))


def _buttons(key: str, parts: list[str], on: Mapping[str, bool]) -> list[Button]:
    return [
        Button(part, str(SHORT_PARTS[part]), on[part], f"{key}:{part}:{'nee' if on[part] else 'ja'}") for part in parts
    ]


# Circle person and main person by their row, anybody else (the referrer too) by name.
Key = tuple[int | None, int | None, str]


def _key(row: Attendance | Invitation) -> Key:
    if isinstance(row, Invitation):
        return (row.person_id, row.main_person_id, row.referrer.name if row.referrer else "")
    return (row.person_id, row.main_person_id, row.name if row.person_id is row.main_person_id is None else "")


def _key_of(who: Who) -> Key:
    if who.person or who.main_person:
        return (who.person.pk if who.person else None, who.main_person.pk if who.main_person else None, "")
    return (None, None, who.name)


def _is_row_of(row: Attendance, who: Who) -> bool:
    if who.person is not None:
        return row.person_id == who.person.pk
    if who.main_person is not None:
        return row.main_person_id == who.main_person.pk
    return row.person_id is None and row.main_person_id is None and row.name == who.name
