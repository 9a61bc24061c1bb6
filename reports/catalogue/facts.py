"""All counts of a report, fetched in a constant number of statements whatever the number of cases.

Each statement gives rows of (field, group, code, number). A table asks for a field; it never asks the database.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import F, JSONField, QuerySet, Value
from django.utils import timezone

from cases.codes import (
    FAMILY_POSITIONS,
    MAIN_PERSON_POSITIONS,
    PROFESSIONAL_POSITIONS,
    RECEIVED_STATES,
    STARTED_STATES,
)
from conferences.codes import MET_STATES
from ekc.dates import local_today
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept
from followup.codes import DONE_STATES, SPOKEN_STATES
from plans.codes import ESTABLISHED_STATES
from surveys.codes import QuestionType
from surveys.models import Question

from ..models import Benchmark
from ..queries import COORDINATOR_LEFT, PRESENT_ONCE
from .cells import count
from .selection import COURSE, OTHER_OUTCOMES, Selection
from .shapes import Reopened

SQL = Path(__file__).resolve().parent / "sql"
ACTIVATION, CONFERENCE = "activering", "conferentie"
WITH_MARK: Mapping[str, tuple[str, ...]] = {
    "volwassene": ("could_say", "could_contribute", "at_ease", "at_ease_private", "enough_people", "agree_with_plan"),
    "kind": ("at_ease", "listened_to", "private_time_good"),
    "professional": ("satisfied_with_own_share", "could_inform_on_my_issues", "situation_will_improve"),
}
"""Answers beside which the mark of the conference is looked at, per form."""
CODES_IN_SQL: Mapping[str, Iterable[str]] = {
    "met_states": MET_STATES,
    "coordinator_left": COORDINATOR_LEFT,
    "received_states": RECEIVED_STATES,
    "started_states": STARTED_STATES,
    "spoken_states": SPOKEN_STATES,
    "call_done_states": DONE_STATES,
    "established_states": ESTABLISHED_STATES,
    "professional_positions": PROFESSIONAL_POSITIONS,
    "main_person_positions": MAIN_PERSON_POSITIONS,
    "family_positions": FAMILY_POSITIONS,
    "mark_questions": {question for questions in WITH_MARK.values() for question in questions},
}
"""What stands in the statements of `sql/` by name."""


@dataclass(frozen=True)
class Place:
    """Main persons who live in one place; `region` is the sub-region of their case."""

    kind: str
    region: str
    region_name: str
    region_order: int
    place: str
    municipality: str
    number: int


@dataclass
class Facts:
    """The counts of one selection. `counts[field][group, code]` is a number of cases, persons or answers."""

    counts: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    benchmarks: dict[int, dict[str, Benchmark]] = field(default_factory=dict)
    statements: list[Question] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    referrers: Mapping[str, str] = field(default_factory=dict)
    """The kept list of referrers: the name of each code as it is now, in its order."""
    open_cases: int = 0
    # Registered cases in no phase of the published set, by outcome.
    other_outcomes: Counter[str] = field(default_factory=Counter)
    # Registered cases by variant and by what came of a meeting besides its end (COURSE).
    courses: Counter[tuple[str, str]] = field(default_factory=Counter)
    reopened: Reopened = field(default_factory=Reopened)

    def of(self, name: str) -> Counter[tuple[str, str]]:
        return self.counts.get(name, Counter())

    def number(self, name: str, group: str, code: str = "") -> int:
        return self.of(name)[group, code]

    def codes(self, name: str) -> set[str]:
        """Every code that occurs in a field, whatever the group."""
        return {code for _group, code in self.of(name)}

    def total(self, name: str, group: str | None = None) -> int:
        return sum(number for (each, _code), number in self.of(name).items() if group in (None, each))

    def by_code(self, name: str) -> Counter[str]:
        """A field over all its groups."""
        found: Counter[str] = Counter()
        for (_group, code), number in self.of(name).items():
            found[code] += number
        return found

    def handed_out_and_returned(self, form: str) -> tuple[int, int]:
        """Both of the same quarters, by the day of the conference."""
        return self.number("handed_out", "", form), self.number("returned", "", form)

    def not_asked(self, form: str, code: str) -> int:
        """Of how many returned forms this question was no part: another version, or not for who answered so."""
        returned = self.by_code("returned_in")
        asked = 0
        for question in self.questions:
            if (question.questionnaire.form, question.code) == (form, code):
                asked += self._asked(question, returned[str(question.questionnaire_id)])
        return max(self.number("returned", "", form) - asked, 0)

    def _asked(self, question: Question, returned: int) -> int:
        """To how many a question of one questionnaire was put; those who gave none of the answers that lead to it are
        taken off over all versions together, and never more than there are."""
        form = question.questionnaire.form
        for before, answers in question.asked_if.items():
            given = self.by_code(f"answer.{form}.{before}")
            returned = min(returned, sum(given[answer] for answer in answers))
        return returned

    def histogram(self, name: str, group: str) -> dict[int, int]:
        """Numbers (marks, days) and how often each was given."""
        return {int(code): number for (each, code), number in self.of(name).items() if each == group}


def gather(selection: Selection) -> Facts:
    """Count everything that the catalogue asks for."""
    facts = _beside(selection)
    chosen = selection.counted().values("pk", "outcome")
    for name in ("cases", "course", "circle", "followup", "plans", "afterwards"):
        _add(facts, _rows(f"{name}.sql", chosen))
    _add(facts, _rows("funnel.sql", selection.received().values("pk", "state", "outcome")))
    facts.counts["offers"] = Counter({("", ""): selection.offers_without_case()})
    _add(facts, _rows("conferences.sql", selection.registered().values("pk", "outcome", "variant")))
    if selection.has_answers:
        _add(facts, _rows("answers.sql", _returned(selection)))
        _add(facts, _rows("handed_out.sql", selection.surveyed().values("pk")))
    facts.places = [Place(*row) for row in _rows("places.sql", chosen)]
    for benchmark in Benchmark.objects.all():
        facts.benchmarks.setdefault(benchmark.year, {})[benchmark.measure] = benchmark
    facts.questions = list(Question.objects.select_related("questionnaire"))
    facts.statements = _statements(facts.questions)
    facts.referrers = kept(KeptList.REFERRER).names
    return facts


def _beside(selection: Selection) -> Facts:
    rows = selection.beside()
    last = max((row["last"] for row in rows if row["last"]), default=None)

    def number(name: str) -> int:
        return sum(row[name] for row in rows)

    return Facts(
        open_cases=number("open"),
        other_outcomes=Counter({outcome.value: number(f"outcome_{outcome.value}") for outcome in OTHER_OUTCOMES}),
        courses=Counter({(row["variant"], code): row[f"course_{code}"] for row in rows for code in COURSE}),
        reopened=Reopened(
            count(number("reopened")), count(number("waiting")), timezone.localdate(last) if last else None
        ),
    )


def _returned(selection: Selection) -> "QuerySet[Any]":
    """Every form that came back. What waits for others is back too, and says nothing yet: the response is live."""
    waiting = selection.waiting().order_by()
    nothing = Value({}, output_field=JSONField())
    silent = waiting.values_list("pk", F("questionnaire__form"), "quarter", "questionnaire", nothing)
    told = selection.responses().order_by().values_list("pk", "form", "quarter", "questionnaire", "answers")
    return told.union(silent, all=True)


def _rows(file: str, chosen: "QuerySet[Any]") -> list[tuple[Any, ...]]:
    """Run one statement of `sql/` over the chosen rows, which it knows as `chosen`."""
    inner, parameters = chosen.order_by().query.sql_with_params()
    # A percent sign of the file itself would be taken for a parameter.
    text = (SQL / file).read_text(encoding="utf-8").replace("{present_once}", PRESENT_ONCE)
    text = text.replace("{today}", local_today().isoformat())
    for name, codes in CODES_IN_SQL.items():
        text = text.replace(f"{{{name}}}", ", ".join(f"'{code}'" for code in sorted(codes)))
    statement = text.replace("%", "%%").replace("{chosen}", inner)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _add(facts: Facts, rows: Iterable[tuple[str, str, str, int]]) -> None:
    for name, group, code, number in rows:
        facts.counts.setdefault(name, Counter())[group or "", code or ""] += int(number)


def _statements(questions: Iterable[Question]) -> list[Question]:
    """Every statement of every questionnaire, in printed order; one that stands in two versions stands once."""
    stated = [each for each in questions if each.type == QuestionType.STATEMENT]
    found: dict[tuple[str, str], Question] = {}
    for question in sorted(stated, key=lambda each: (each.questionnaire.version, each.sort_order)):
        found.setdefault((question.questionnaire.form, question.code), question)
    order = {"volwassene": 0, "kind": 1, "professional": 2}
    return sorted(found.values(), key=lambda each: (order.get(each.questionnaire.form, 9), each.sort_order))
