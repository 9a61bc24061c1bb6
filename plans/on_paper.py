"""What stands on the papers of frame and plan; a template holds no choice of its own (style 3.10)."""

from functools import cached_property
from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.models import Case, CirclePerson, MainPerson
from cases.queries import current_questions, main_persons_in
from cases.told_text import Secrets
from ekc.names import person_order, same_name, words_of

from .doers import Doers
from .models import Agreement, BottomLine, FrameConcern, PlanVersion, ResidenceChange, SafetyFrame
from .queries import current_frame
from .weekly import EVERY_DAY, rhythm_of


class FramePaper:
    """The veiligheidskader as others read it, in part 1 or on a page; no secret address, whoever wrote it in."""

    def __init__(self, frame: SafetyFrame) -> None:
        secrets = Secrets(frame.case)
        self.frame = secrets.veiled(frame)
        if frame.guest is not None:
            self.frame.guest = secrets.veiled(frame.guest)
        self.lines: list[BottomLine] = [secrets.veiled(line) for line in frame.bottom_lines.all()]
        self.seen: list[FrameConcern] = [secrets.veiled(each) for each in frame.seen.all()]

    @property
    def seen_in_words(self) -> list[str]:
        """What was seen, each as one sentence: "Sem stond op straat. Wanneer: 3 maart. Gezien door: de buurvrouw." """
        return [_in_words(each) for each in self.seen]

    @property
    def bottom_lines(self) -> list[str]:
        return [line.text for line in self.lines if not line.is_non_negotiable]

    @property
    def non_negotiables(self) -> list[str]:
        return [line.text for line in self.lines if line.is_non_negotiable]


def _in_words(seen: FrameConcern) -> str:
    said = [seen.what.rstrip(". ")]
    if seen.when:
        said.append(_("Wanneer: %(when)s") % {"when": seen.when.rstrip(". ")})
    if seen.by_whom:
        said.append(_("Gezien door: %(who)s") % {"who": seen.by_whom.rstrip(". ")})
    return ". ".join(said) + "."


def veiled_agreement(secrets: Secrets, agreement: Agreement) -> Agreement:
    """A copy for showing, with the answer of a service; no secret address in either. Never save it."""
    shown = secrets.veiled(agreement)
    if agreement.answered is not None:
        shown.help_answer = secrets.veiled(agreement.answered)  # type: ignore[attr-defined]  # the other side of it
    return shown


class Task(NamedTuple):
    """An agreement as it stands under somebody or on a day."""

    agreement: Agreement
    said: str
    """Who does it in the words of the family; empty where the name above it says so already."""


class Doer(NamedTuple):
    """Somebody who does something in the plan, and what."""

    key: str
    """Of a person of the file, as `keyed` says it; of words that nobody was tapped for, those."""
    name: str
    tasks: list[Task]


class WhoCalls(NamedTuple):
    """Whom one calls for what; `keys` are of the people of the file who are meant, as far as the name tells."""

    question: str
    name: str
    keys: list[str]


def keyed(person: MainPerson | CirclePerson) -> str:
    """By what a person of the file is known among those who do something."""
    return f"{'m' if isinstance(person, MainPerson) else 'c'}:{person.pk}"


class Day(NamedTuple):
    """A day of the week, with what is done on it from morning to night."""

    name: str
    agreements: list[Agreement]


class PlanPaper:
    """The plan as everybody gets it: own words first, no address and no phone number of anybody."""

    def __init__(self, version: PlanVersion) -> None:
        self.case: Case = version.plan.case
        self._secrets = Secrets(self.case)
        self.version = self._secrets.veiled(version)
        agreements = version.agreements.select_related("help_answer").prefetch_related(
            "questions", "bottom_lines", "people", "main_people"
        )
        self.agreements: list[Agreement] = [veiled_agreement(self._secrets, each) for each in agreements]
        changes = version.residence_changes.select_related("main_person")
        self.residence_changes: list[ResidenceChange] = [self._secrets.veiled(each) for each in changes]
        frame = current_frame(self.case)
        self.frame = FramePaper(frame) if frame else None

    @property
    def main_persons(self) -> list[str]:
        """Whom it is about: the group of an Alle Hens under its name."""
        return [self.case.group_name] if self.case.group_name else [str(each) for each in main_persons_in(self.case)]

    @property
    def everyday(self) -> list[Agreement]:
        return [agreement for agreement in self.agreements if not agreement.is_emergency]

    @property
    def emergency(self) -> list[Agreement]:
        return [agreement for agreement in self.agreements if agreement.is_emergency]

    @cached_property
    def by_person(self) -> list[Doer]:
        """Who does what, main persons first; what belongs to the noodplan stands there alone.

        What was tapped for several stands under each of them. Where nobody was tapped, the words of the family are the
        name: `de buren` and `De buren` are one.
        """
        found: dict[str, Doer] = {}
        for agreement in self.everyday:
            for key, name in self._doers_of(agreement):
                doer = found.setdefault(key, Doer(key, name, []))
                covered = set(words_of(agreement.who)) <= set(words_of(doer.name))
                doer.tasks.append(Task(agreement, "" if covered else agreement.who))
        return sorted(found.values(), key=lambda doer: (not doer.key.startswith("m:"), person_order(doer.name)))

    def _doers_of(self, agreement: Agreement) -> list[tuple[str, str]]:
        """Who does it: a key that is the same for one person, and the name."""
        tapped = [*agreement.main_people.all(), *agreement.people.all()]
        named = [(keyed(each), self._secrets.told(str(each))) for each in tapped if str(each)]
        return named or [(same_name(agreement.who), agreement.who)]

    @cached_property
    def calls(self) -> list[WhoCalls]:
        """Who calls whom, as far as the family said so."""
        version = self.version
        asked = [
            (_("Lukt een afspraak niet? Bel wie op het plan let"), version.monitor),
            (_("Moet iedereen bij elkaar komen? Daarvoor belt"), version.convener),
            (_("Heeft de professional een vraag? Die belt"), version.contact_person),
        ]
        return [WhoCalls(question, name, self._keys_of(name)) for question, name in asked if name.strip()]

    def _keys_of(self, name: str) -> list[str]:
        found = self._known.named(name)
        return [keyed(each) for each in (*found["main_people"], *found["people"])]

    @cached_property
    def _known(self) -> Doers:
        return Doers(self.case)

    @cached_property
    def week(self) -> list[Day]:
        """The days of the week, and before them what is done on all seven. Empty where no agreement names a day."""
        dated = [(rhythm_of(each.when_or_how_often, each.what), each) for each in self.everyday]
        dated = sorted(((rhythm, each) for rhythm, each in dated if rhythm.days), key=lambda pair: pair[0].minute)
        if not dated:
            return []
        daily = Day(_("Elke dag"), [each for rhythm, each in dated if rhythm.days == EVERY_DAY])
        days = [
            Day(
                capfirst(str(name)),
                [each for rhythm, each in dated if number in rhythm.days and rhythm.days != EVERY_DAY],
            )
            for number, name in WEEKDAYS.items()
        ]
        return [daily, *days] if daily.agreements else days

    @cached_property
    def without_day(self) -> list[Agreement]:
        """What is done on no fixed day: once, or so many times a week."""
        return [each for each in self.everyday if not rhythm_of(each.when_or_how_often, each.what).days]

    @property
    def for_children(self) -> list[Agreement]:
        """What a child is told of the agreements: nothing of money that makes something good."""
        return [each for each in self.everyday if each.amount is None]

    def answers_to(self, line: BottomLine) -> list[Agreement]:
        """The agreements that answer this bottom line, as the family said."""
        return [agreement for agreement in self.agreements if line in agreement.bottom_lines.all()]

    @property
    def not_for_a_line(self) -> list[Agreement]:
        """What the family agreed on besides, for itself."""
        return [agreement for agreement in self.everyday if not agreement.bottom_lines.all()]

    @cached_property
    def questions(self) -> list[tuple[str, list[Agreement]]]:
        """Each question of the conference with the agreements that answer it."""
        return [
            (self._secrets.told(question.text), [each for each in self.agreements if question in each.questions.all()])
            for question in current_questions(self.case)
        ]
