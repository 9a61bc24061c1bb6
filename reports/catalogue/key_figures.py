"""Key figures, response, mean marks and statements: what a report says outside its tables."""

from typing import Any

from surveys.codes import Form

from .cells import Cell, count, extreme, mark, mean_of, share, share_within
from .comparisons import national
from .facts import ACTIVATION, CONFERENCE, Facts
from .groups import LAY, Group, only, professionals
from .shapes import Grade, Statement, statement_of

INSUFFICIENT = 5
"""A mark of 5 or lower is insufficient (domain.md 1.1)."""
# What a figure counts, in the words of the tables that count the same.
REQUESTS, CONFERENCES, PERSONS, SPOKEN_WITH = "aanvragen", "conferenties", "personen", "gesproken personen"
CHILDREN, ADULTS, PARTICIPANTS = "minderjarige hoofdpersonen", "meerderjarige hoofdpersonen", "deelnemers"
HANDED_OUT, MARKS = "uitgereikte vragenlijsten", "gegeven cijfers"
PROBLEMS, SUBJECTS = "genoemde problemen", "genoemde onderwerpen"


def key_figures(facts: Facts) -> dict[str, Any]:
    """Every figure with the base that its name says; None where there is no base."""
    requests = facts.total("referrer_type")
    conferences = facts.total("referrer_type", CONFERENCE)
    activation = facts.total("referrer_type", ACTIVATION)
    earlier = facts.by_code("earlier_conference")
    return {
        "requests": count(requests, REQUESTS),
        "requests_conference": count(conferences, REQUESTS),
        "requests_activation_only": count(activation, REQUESTS),
        "conference_rate": share(conferences, requests, REQUESTS),
        "referred_by": {
            "professional": _referred(facts, professionals, requests),
            **{code: _referred(facts, only(code), requests) for code in LAY},
        },
        "first_requests": count(earlier["nee"], REQUESTS),
        "repeat_requests": count(earlier["ja"], REQUESTS),
        "problems_per_request": mean_of(facts.total("problems"), requests, PROBLEMS, REQUESTS),
        "subjects_per_request": mean_of(facts.total("subjects"), requests, SUBJECTS, REQUESTS),
        **_main_persons(facts),
        **_participants(facts),
        "persons_contacted_without_conference": count(facts.total("contacts", ACTIVATION), PERSONS),
        "followup_conferences": count(facts.total("moment"), CONFERENCES),
        "followup_persons": count(facts.total("spoken_with"), SPOKEN_WITH),
        "followup_response_of_conferences": share(facts.total("moment"), _held(facts), CONFERENCES),
        "followup_response_of_requests": share(facts.total("moment"), requests, CONFERENCES, REQUESTS),
    }


def _held(facts: Facts) -> int:
    return facts.total("duration", "whole")


def _referred(facts: Facts, is_one: Group, requests: int) -> dict[str, Cell]:
    counts = facts.of("referrer_type")
    mine = sum(number for (_phase, code), number in counts.items() if is_one(code))
    held = sum(number for (phase, code), number in counts.items() if is_one(code) and phase == CONFERENCE)
    return {
        "requests": count(mine, REQUESTS),
        "share": share(mine, requests, REQUESTS),
        "conference_rate": share(held, mine, REQUESTS),
    }


def _main_persons(facts: Facts) -> dict[str, Cell]:
    composition = facts.by_code("composition")
    children, adults = facts.total("minderjarig.age"), facts.total("meerderjarig.age")
    with_children = composition["only_children"] + composition["both"]
    with_adults = composition["only_adults"] + composition["both"]
    return {
        "children": count(children, CHILDREN),
        "requests_with_children": count(with_children, REQUESTS),
        "children_per_request": mean_of(children, with_children, CHILDREN, REQUESTS),
        "adults": count(adults, ADULTS),
        "requests_with_adults": count(with_adults, REQUESTS),
        "adults_per_request": mean_of(adults, with_adults, ADULTS, REQUESTS),
        "only_adults": count(composition["only_adults"], REQUESTS),
        "only_children": count(composition["only_children"], REQUESTS),
        "both": count(composition["both"], REQUESTS),
    }


def _participants(facts: Facts) -> dict[str, Cell]:
    sizes = facts.histogram("size", "")
    persons = facts.total("attendance")
    squares = sum(size * size * often for size, often in sizes.items())
    return {
        "participants": count(persons, PARTICIPANTS),
        "participants_per_conference": mean_of(persons, _held(facts), PARTICIPANTS, CONFERENCES, squares=squares),
        "smallest": extreme(min(sizes, default=None)),
        "largest": extreme(max(sizes, default=None)),
        "position_known": count(persons - facts.number("attendance", "", "onbekend"), PARTICIPANTS),
        "minors_known": count(facts.number("minors", "", "bekend"), PARTICIPANTS),
        "interpreter_conferences": count(facts.number("interpreter", "", "extern"), CONFERENCES),
    }


# --- questionnaires -----------------------------------------------------------------------------------------


def response(facts: Facts) -> dict[str, dict[str, Cell]]:
    """Handed out and returned per form."""
    found = {}
    for form in Form.values:
        handed_out, returned = facts.handed_out_and_returned(form)
        found[form] = {
            "handed_out": count(handed_out, HANDED_OUT),
            "returned": count(returned, HANDED_OUT),
            "percentage": share_within(returned, handed_out, HANDED_OUT),
        }
    return found


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
    (
        "4.2",
        "Kinderen: coördinator",
        "grade_coordinator",
        "answer.kind.grade_coordinator",
        "",
        "child_grade_coordinator",
    ),
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
        total, squares = (sum(given**power * number for given, number in marks.items()) for power in (1, 2))
        beside = national(facts, measure) if measure else None
        low = sum(number for given, number in marks.items() if given <= INSUFFICIENT)
        found.append(
            Grade(
                section,
                label,
                name,
                mark(total, n, MARKS, squares),
                count(n, MARKS),
                count(low, MARKS),
                f"{beside[1]} ({beside[0]})" if beside else "",
            )
        )
    return found


def statements(facts: Facts) -> list[Statement]:
    """All statements of the questionnaires, in printed order."""
    found = []
    for question in facts.statements:
        form = question.questionnaire.form
        answers = facts.by_code(f"answer.{form}.{question.code}")
        counts = [(code, label, answers[code]) for code, label in question.options]
        found.append(statement_of(form, question.code, question.text, counts, reversed_=question.is_reversed))
    return found
