"""The sentences of a report, for every number of cases and every tie: never wrong, and never "Van de 1 aanvragen"."""

import random
import re
from dataclasses import replace
from typing import Any

import pytest

from cases.codes import CaseState
from reports.catalogue import Report, Selection, build_report
from reports.catalogue.cells import count, share
from reports.catalogue.shapes import Row, Table, row_of
from reports.codes import Audience
from reports.protecting import RULES, Gate, ProtectedReport, protect
from reports.rendering import render_report
from reports.rendering.sentences import MOST_NAMED, TOO_CLOSE, sentence
from reports.rendering.units import ONE
from tests.factories import make_attendance, make_case, make_conference, make_main_person, make_plan, make_programme

LABELS = ("Appel", "Beuk", "Ceder", "Den", "Es", "Forsythia")


def table_of(numbers: list[int]) -> Table:
    total = sum(numbers)
    rows = [
        Row(label, (count(number, "zaken"),), code=label, beside=share(number, total, "zaken"))
        for label, number in zip(LABELS, numbers, strict=False)
    ]
    rows.append(row_of("Totaal", (count(total, "zaken"),), code="totaal"))
    return Table("9.9", "Bomen", ("Aantal",), tuple(rows), "zaken", count(total, "zaken"))


def named_in(told: str) -> set[str]:
    """The rows that are said to be largest."""
    return set(re.findall(r"“(\w+)”", told.split(", daarna")[0]))


def test_what_is_largest_is_what_is_said_to_be_whatever_the_numbers(pilot_shown: ProtectedReport) -> None:
    draw = random.Random(1)
    for _at in range(3000):
        numbers = [draw.choice((0, 0, 1, 1, 2, 7)) for _row in range(draw.randrange(0, 7))]
        told, most = sentence(table_of(numbers), pilot_shown), max(numbers, default=0)
        largest = {label for label, number in zip(LABELS, numbers, strict=False) if number == most}
        counted = sum(number > 0 for number in numbers)
        if not most:
            assert told == "", numbers
        elif counted == 1:
            assert (told[:15], named_in(told)) == ("Alleen geteld: ", largest), (numbers, told)
        elif len(largest) > MOST_NAMED:
            assert told == f"Geen enkele rij is de grootste: {len(largest)} rijen hebben elk {most}."
        else:
            assert (told[:18], named_in(told)) == ("Het meest geteld: ", largest), (numbers, told)
            second = sorted((number for number in numbers if number < most), reverse=True)[:2]
            alone = len(largest) == 1 and second and second[0] > 0 and len(set(second)) == len(second)
            assert ("daarna" in told) == bool(alone), (numbers, told)


@pytest.mark.parametrize("audience", [Audience.RESEARCH, Audience.PUBLIC])
def test_of_protected_numbers_no_order_is_told_that_the_true_ones_do_not_have(
    pilot_report: Report, audience: Audience
) -> None:
    report, rules = protect(pilot_report, audience), RULES[audience]
    assert rules is not None
    draw, claims = random.Random(2), 0
    for _at in range(3000):
        numbers = [
            draw.choice((0, 2, 6, 12, 15, 20, 40)) + draw.randrange(0, 4) for _row in range(draw.randrange(0, 7))
        ]
        told = sentence(Gate(rules, report.drawn).table(table_of(numbers)), report)
        if told in ("", TOO_CLOSE):
            continue
        claims += 1
        largest = {label for label, number in zip(LABELS, numbers, strict=False) if number == max(numbers)}
        assert named_in(told) == largest, (numbers, told)
    assert claims > 50


def shares_of(numbers: list[int]) -> Table:
    rows = [row_of(label, (share(n, 30, "zaken"),), code=label) for label, n in zip(LABELS, numbers, strict=False)]
    return Table("9.8", "Bossen", ("Groen (%)",), tuple(rows), "zaken", count(30, "zaken"))


@pytest.mark.parametrize("audience", Audience)
def test_the_highest_and_the_lowest_percentage_are_those_of_the_true_numbers(
    pilot_report: Report, audience: Audience
) -> None:
    report, rules = protect(pilot_report, audience), RULES[audience]
    draw, claims = random.Random(3), 0
    for _at in range(2000):
        numbers = [draw.choice((0, 3, 15, 15, 28, 30)) for _row in range(draw.randrange(0, 6))]
        table = shares_of(numbers)
        told = sentence(Gate(rules, report.drawn).table(table) if rules else table, report)
        for words, value in (("het hoogst", max), ("het laagst", min)):
            if words in told and "dicht bij elkaar" not in told:
                claims += 1
                named = set(re.findall(r"“(\w+)”", told.split(words)[1].split(";")[0]))
                true = {label for label, n in zip(LABELS, numbers, strict=False) if n == value(numbers)}
                assert named == true, (numbers, told)
        assert "elke rij gelijk" not in told or len(set(numbers)) == 1
    assert claims > (100 if audience == Audience.INTERNAL else -1)


NOUNS = {
    word
    for many, one in ONE.items()
    for word in many.split(" ")[:2]
    if word not in one.split(" ") and len(word) > 3 and word != "genoemde"
}
"""The words that are other of one than of more."""
WRONG = re.compile(
    rf"(?<![\d.,])1 (\w+ )?({'|'.join(sorted(NOUNS))})\b"
    r"|\b[Vv]an de (0|1) \w|\bvan 0\b|\b(nan|None|inf)\b|elk 0\b|\(\)|“”",
)


def a_selection(cases: int, held: int, persons: int) -> Any:
    """So many cases, of which so many had a conference, with so many main persons each."""
    programme = make_programme()
    for at in range(cases):
        outcome = "conferentie" if at < held else "activering"
        case = make_case(state=CaseState.CLOSED, programme=programme, main_persons=(), outcome=outcome)
        for _person in range(persons):
            make_main_person(case, name="")
        if at < held:
            meeting = make_conference(case, state="gehouden")
            make_attendance(meeting)
            make_plan(case, state="toets_niet_nodig", agreements=persons)
    return Selection(programme)


@pytest.mark.django_db
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(
    ("cases", "held", "persons"),
    [(0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (2, 0, 1), (2, 1, 1), (2, 2, 2), (4, 2, 1), (22, 1, 1), (22, 11, 1)],
)
def test_no_sentence_is_wrong_of_none_one_two_or_a_tie(audience: Audience, cases: int, held: int, persons: int) -> None:
    report = protect(build_report(a_selection(cases, held, persons)), audience)

    page = re.sub(r"<style>.*?</style>", "", render_report(report, "html").decode(), flags=re.S)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))

    assert [text[found.start() - 60 : found.end() + 40] for found in WRONG.finditer(text)] == []


def test_the_sentence_of_years_says_from_which_to_which(pilot_shown: ProtectedReport) -> None:
    years = pilot_shown.table("2.2e")
    first, last = years.rows[0], years.rows[-2]

    told = sentence(years, pilot_shown)

    assert told.startswith(f"“Totaal” ging van {first.values[3]} in 2009 naar {last.values[3]} in {last.label}.")
    assert sentence(replace(years, rows=(years.rows[0], years.rows[-1])), pilot_shown) == ""


def test_medians_and_the_largest_step_are_those_of_the_table(pilot_shown: ProtectedReport) -> None:
    medians = {row.code: row.values[2] for row in pilot_shown.table("2.1f").rows}

    assert f"van aanmelding tot conferentie {medians['conference']} dagen" in sentence(
        pilot_shown.table("2.1f"), pilot_shown
    )
    assert "“Navraag gedaan”: 62" in sentence(pilot_shown.table("2.1i"), pilot_shown)
