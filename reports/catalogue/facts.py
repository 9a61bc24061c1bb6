"""All counts of a report, fetched in a constant number of statements whatever the number of cases.

Each statement gives rows of (field, group, code, number). A table asks for a field; it never asks the database.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ekc.dutch import iso_date
from ekc.figures import round_half_up
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept
from surveys.codes import QuestionType
from surveys.models import Question

from ..models import Benchmark
from .cells import count
from .kept import is_kept, kept_rows
from .selection import Selection
from .shapes import Reopened
from .statements import Row, rows_of

ACTIVATION, CONFERENCE = "activering", "conferentie"


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
    """Count everything that the catalogue asks for; what was counted before is not counted again."""
    facts = Facts(counts_of(kept_rows(selection) if is_kept(selection) else rows_of(selection)))
    _in_whole_euros(facts)
    _beside(facts)
    facts.counts["offers"] = Counter({("", ""): selection.offers_without_case()})
    living = facts.counts.pop("places", Counter())
    facts.places = [_place(kind, where, number) for (kind, where), number in living.items()]
    for benchmark in Benchmark.objects.all():
        facts.benchmarks.setdefault(benchmark.year, {})[benchmark.measure] = benchmark
    # Without their words in other languages: a report is Dutch, and they are most of what is read.
    facts.questions = list(Question.objects.select_related("questionnaire").defer("words"))
    facts.statements = _statements(facts.questions)
    facts.referrers = kept(KeptList.REFERRER).names
    return facts


def _place(kind: str, where: str, number: int) -> Place:
    region, name, order, place, municipality = json.loads(where)
    return Place(kind, region, name, order, place, municipality, number)


def _in_whole_euros(facts: Facts) -> None:
    """Rounded once, at the end: parts that were rounded do not add up."""
    worth, made_good = facts.of("worth"), facts.counts.pop("made_good_cents", Counter())
    for group, code in [key for key in worth if key[1] == "cent"]:
        worth[group, "euro"] = _euros(worth.pop((group, code)))
    facts.counts["made_good_euros"] = Counter({key: _euros(cents) for key, cents in made_good.items()})


def _euros(cents: int) -> int:
    return int(round_half_up(Fraction(cents, 100)))


def _beside(facts: Facts) -> None:
    """What the published set does not count (`sql/beside.sql`)."""
    found = {
        name: facts.counts.pop(name, Counter())
        for name in ("open", "other_outcome", "course", "reopened", "reopened_on")
    }
    facts.open_cases = found["open"].total()
    facts.other_outcomes = Counter({code: number for (_group, code), number in found["other_outcome"].items()})
    facts.courses = found["course"]
    last = max((code for _group, code in found["reopened_on"]), default="")
    facts.reopened = Reopened(
        count(found["reopened"].total()),
        count(found["reopened"]["", "waiting"]),
        iso_date(last) if last else None,
    )


def counts_of(rows: Iterable[Row]) -> dict[str, Counter[tuple[str, str]]]:
    """Rows as they are looked up. What is 0 is not there; of forms that were handed out the quarter is left out, for
    only those of the selection came along."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for name, group, code, number in rows:
        if number:
            key = ("" if name == "handed_out" else group or "", code or "")
            counts.setdefault(name, Counter())[key] += int(number)
    return counts


def _statements(questions: Iterable[Question]) -> list[Question]:
    """Every statement of every questionnaire, in printed order; one that stands in two versions stands once."""
    stated = [each for each in questions if each.type == QuestionType.STATEMENT]
    found: dict[tuple[str, str], Question] = {}
    for question in sorted(stated, key=lambda each: (each.questionnaire.version, each.sort_order)):
        found.setdefault((question.questionnaire.form, question.code), question)
    order = {"volwassene": 0, "kind": 1, "professional": 2}
    return sorted(found.values(), key=lambda each: (order.get(each.questionnaire.form, 9), each.sort_order))
