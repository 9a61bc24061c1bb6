"""Key figures, response, mean marks and statements: what a report says outside its tables."""

from dataclasses import dataclass
from typing import Any

from ekc.figures import mean, percentage
from surveys.codes import Form

from .comparisons import national
from .facts import ACTIVATION, CONFERENCE, Facts, response_share
from .groups import LAY, Group, only, professionals

INSUFFICIENT = 5
"""A mark of 5 or lower is insufficient (domain.md 1.1)."""
FAVOURABLE = ("eens", "helemaal_eens")
UNFAVOURABLE = ("oneens", "helemaal_oneens")


def key_figures(facts: Facts) -> dict[str, Any]:
    """Every figure with the base that its name says; None where there is no base."""
    requests = facts.total("referrer_type")
    conferences = facts.total("referrer_type", CONFERENCE)
    activation = facts.total("referrer_type", ACTIVATION)
    return {
        "requests": requests,
        "requests_conference": conferences,
        "requests_activation_only": activation,
        "conference_rate": percentage(conferences, requests),
        "referred_by": {
            "professional": _referred(facts, professionals, requests),
            **{code: _referred(facts, only(code), requests) for code in LAY},
        },
        "first_requests": facts.by_code("earlier_conference")["nee"],
        "repeat_requests": facts.by_code("earlier_conference")["ja"],
        "problems_per_request": mean(facts.total("problems"), requests),
        "subjects_per_request": mean(facts.total("subjects"), requests),
        **_main_persons(facts),
        **_participants(facts),
        "persons_contacted_without_conference": facts.total("contacts", ACTIVATION),
        "followup_conferences": facts.total("moment"),
        "followup_persons": facts.total("spoken_with"),
        "followup_response_of_conferences": percentage(facts.total("moment"), _held(facts)),
        "followup_response_of_requests": percentage(facts.total("moment"), requests),
    }


def _held(facts: Facts) -> int:
    return facts.total("duration", "whole")


def _referred(facts: Facts, is_one: Group, requests: int) -> dict[str, int | None]:
    counts = facts.of("referrer_type")
    mine = sum(number for (_phase, code), number in counts.items() if is_one(code))
    held = sum(number for (phase, code), number in counts.items() if is_one(code) and phase == CONFERENCE)
    return {
        "requests": mine,
        "share": percentage(mine, requests),
        "conference_rate": percentage(held, mine),
    }


def _main_persons(facts: Facts) -> dict[str, Any]:
    composition = facts.by_code("composition")
    children, adults = facts.total("minderjarig.age"), facts.total("meerderjarig.age")
    with_children = composition["only_children"] + composition["both"]
    with_adults = composition["only_adults"] + composition["both"]
    return {
        "children": children,
        "requests_with_children": with_children,
        "children_per_request": mean(children, with_children),
        "adults": adults,
        "requests_with_adults": with_adults,
        "adults_per_request": mean(adults, with_adults),
        "only_adults": composition["only_adults"],
        "only_children": composition["only_children"],
        "both": composition["both"],
    }


def _participants(facts: Facts) -> dict[str, Any]:
    sizes = [int(size) for _group, size in facts.of("size")]
    persons = facts.total("attendance")
    return {
        "participants": persons,
        "participants_per_conference": mean(persons, _held(facts)),
        "smallest": min(sizes, default=None),
        "largest": max(sizes, default=None),
        "position_known": persons - facts.number("attendance", "", "onbekend"),
        "minors_known": facts.number("minors", "", "bekend"),
        "interpreter_conferences": facts.number("interpreter", "", "extern"),
    }


# --- questionnaires -----------------------------------------------------------------------------------------


def response(facts: Facts) -> dict[str, dict[str, int | None]]:
    """Handed out and returned per form."""
    found = {}
    for form in Form.values:
        handed_out, returned = facts.handed_out_and_returned(form)
        found[form] = {
            "handed_out": handed_out,
            "returned": returned,
            "percentage": response_share(returned, handed_out),
        }
    return found


@dataclass(frozen=True)
class Grade:
    """A mean mark with its N; `insufficient` of them were 5 or lower. `mean` is None without marks."""

    section: str
    label: str
    field: str
    mean: float | None
    n: int
    insufficient: int
    national: str = ""


# Section, label, field, where the marks are counted, for whom, and the national measure to set beside it.
GRADES = (
    (
        "3.4",
        "Volwassenen: conferentie",
        "grade_conference",
        "answer.volwassene.grade_conference",
        "",
        "adult_grade_conference",
    ),
    ("3.4", "Volwassenen: besloten deel", "grade_private_time", "answer.volwassene.grade_private_time", "", ""),
    ("3.5", "Volwassenen: plan", "grade_plan", "answer.volwassene.grade_plan", "", "adult_grade_plan"),
    (
        "3.6",
        "Volwassenen: coördinator",
        "grade_coordinator",
        "answer.volwassene.grade_coordinator",
        "",
        "adult_grade_coordinator",
    ),
    ("3.7", "Volwassenen: aanvrager", "grade_referrer", "answer.volwassene.grade_referrer", "", ""),
    ("4.2", "Kinderen: conferentie", "grade_conference", "answer.kind.grade_conference", "", "child_grade_conference"),
    ("4.2", "Kinderen: plan", "grade_plan", "answer.kind.grade_plan", "", "child_grade_plan"),
    ("4.2", "Kinderen: coördinator", "grade_coordinator", "answer.kind.grade_coordinator", "", ""),
    (
        "5.3",
        "Professionals: conferentie",
        "grade_conference",
        "answer.professional.grade_conference",
        "",
        "professional_grade_conference",
    ),
    ("5.4", "Professionals: plan", "grade_plan", "answer.professional.grade_plan", "", "professional_grade_plan"),
    (
        "5.5",
        "Professionals: coördinator",
        "grade_coordinator",
        "answer.professional.grade_coordinator",
        "",
        "professional_grade_coordinator",
    ),
    ("2.9", "Coördinatoren: samenwerking aanmelder", "cooperation_grade", "cooperation_grade", "coordinator", ""),
    ("6.6", "Follow-up professionals: conferentie", "grade_conference", "followup.grade_conference", "aanmelder", ""),
    ("6.6", "Follow-up professionals: plan", "grade_plan", "followup.grade_plan", "aanmelder", ""),
    ("6.6", "Follow-up familie: conferentie", "grade_conference", "followup.grade_conference", "familie_netwerk", ""),
    ("6.6", "Follow-up familie: plan", "grade_plan", "followup.grade_plan", "familie_netwerk", ""),
)


def grades(facts: Facts) -> list[Grade]:
    """All mean marks in printed order."""

    found = []
    for section, label, name, counted, group, measure in GRADES:
        marks = facts.histogram(counted, group)
        n = sum(marks.values())
        beside = national(facts, measure) if measure else None
        found.append(
            Grade(
                section,
                label,
                name,
                mean(sum(mark * number for mark, number in marks.items()), n),
                n,
                sum(number for mark, number in marks.items() if mark <= INSUFFICIENT),
                f"{beside[1]} ({beside[0]})" if beside else "",
            )
        )
    return found


@dataclass(frozen=True)
class Statement:
    """One statement with how often each answer was given; `reversed_` ones are favourable when refused."""

    form: str
    code: str
    text: str
    counts: tuple[tuple[str, str, int], ...]
    reversed_: bool

    @property
    def key(self) -> str:
        return f"{self.form}.{self.code}"

    @property
    def n(self) -> int:
        """Who gave an answer: "geen antwoord" is none."""
        return sum(number for code, _label, number in self.counts if code != "geen_antwoord")

    @property
    def agreeing_share(self) -> int | None:
        """Agree and wholly agree, as whole percentage of who answered."""
        return percentage(sum(number for code, _label, number in self.counts if code in FAVOURABLE), self.n)

    @property
    def favourable_share(self) -> int | None:
        """The favourable answers: agree, or disagree where the statement is put the other way round."""
        wanted = UNFAVOURABLE if self.reversed_ else FAVOURABLE
        return percentage(sum(number for code, _label, number in self.counts if code in wanted), self.n)


def statements(facts: Facts) -> list[Statement]:
    """All statements of the questionnaires, in printed order."""
    found = []
    for question in facts.statements:
        form = question.questionnaire.form
        answers = facts.by_code(f"answer.{form}.{question.code}")
        counts = tuple((code, label, answers[code]) for code, label in question.options)
        found.append(Statement(form, question.code, question.text, counts, question.is_reversed))
    return found
