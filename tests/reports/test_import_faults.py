"""Every kind of fault, with the exact line that is told; nothing is saved (`faults_of` sees to that)."""

import pytest

from reports.exchange.codebook import CODEBOOK
from tests.reports.folders import add_row, faults_of, line_of, put, read, write

pytestmark = pytest.mark.django_db
PROBLEMS = ", ".join(CODEBOOK["aanvragen.csv"].by_name["problems"].codes)
REQUESTS, PERSONS, MEETINGS = "aanvragen.csv", "hoofdpersonen.csv", "conferenties.csv"


# One changed row each: file, case, values, and what is told at which column.
CELLS = {
    "unknown code": (
        REQUESTS,
        2,
        {"phase": "klaar"},
        'phase: unknown code "klaar"; known are: activering, conferentie, afgebroken, plan_zonder_bijeenkomst',
    ),
    "unknown code among several": (
        REQUESTS,
        2,
        {"problems": "echtscheiding;ruzie"},
        f'problems: unknown code "ruzie"; known are: {PROBLEMS}',
    ),
    "code twice": (REQUESTS, 2, {"subjects": "werk;werk"}, 'subjects: code "werk" stands twice'),
    "empty code": (
        REQUESTS,
        2,
        {"subjects": "werk;;wonen"},
        'subjects: "werk;;wonen" has an empty code between the semicolons',
    ),
    "unknown region": (REQUESTS, 2, {"region": "utopia"}, 'region: unknown code "utopia"'),
    "date in another notation": (
        REQUESTS,
        2,
        {"received_on": "29-07-2009"},
        'received_on: "29-07-2009" is not a date written as YYYY-MM-DD',
    ),
    "week date": (
        REQUESTS,
        2,
        {"received_on": "2009-W31-3"},
        'received_on: "2009-W31-3" is not a date written as YYYY-MM-DD',
    ),
    "date that is not on the calendar": (
        REQUESTS,
        2,
        {"received_on": "2009-02-29"},
        'received_on: "2009-02-29" is not on the calendar',
    ),
    "date long ago": (REQUESTS, 2, {"received_on": "1989-12-31"}, "received_on: 1989-12-31 is before 1990"),
    "date in the future": (REQUESTS, 2, {"closed_on": "2999-01-01"}, "closed_on: 2999-01-01 is in the future"),
    "preparation before referral": (
        REQUESTS,
        2,
        {"preparation_started_on": "2009-07-28"},
        "preparation_started_on: before received_on",
    ),
    "closed before preparation": (
        REQUESTS,
        2,
        {"closed_on": "2009-08-10"},
        "closed_on: before preparation_started_on",
    ),
    "closed before referral": (
        REQUESTS,
        2,
        {"closed_on": "2009-07-28", "preparation_started_on": ""},
        "closed_on: before received_on",
    ),
    "closed without a phase": (
        REQUESTS,
        2,
        {"phase": "", "not_held_reason": ""},
        "closed_on: filled in, but phase is empty: an open case has neither",
    ),
    "department of another referrer": (
        REQUESTS,
        2,
        {"referrer_department": "jeugdbescherming"},
        "referrer_department: only with referrer_type bureau_jeugdzorg",
    ),
    "repeat reason of a first request": (
        REQUESTS,
        2,
        {"repeat_reason": "ander_probleem"},
        "repeat_reason: only with earlier_conference 1",
    ),
    "reason of not going on while it was held": (
        REQUESTS,
        31,
        {"not_held_reason": "anders"},
        "not_held_reason: only with phase activering",
    ),
    "refuser without refusal": (
        REQUESTS,
        2,
        {"refused_by": "ouders"},
        "refused_by: only with not_held_reason weigering",
    ),
    "mark of eleven": (REQUESTS, 2, {"cooperation_grade": "11"}, "cooperation_grade: 11 is not between 1 and 10"),
    "mark of nothing": (REQUESTS, 2, {"cooperation_grade": "0"}, "cooperation_grade: 0 is not between 1 and 10"),
    "mark with a decimal": (
        REQUESTS,
        2,
        {"cooperation_grade": "7,5"},
        'cooperation_grade: "7,5" is not a whole number',
    ),
    "boolean in words": (REQUESTS, 2, {"earlier_conference": "ja"}, 'earlier_conference: "ja" is not 0 or 1'),
    "no project": (REQUESTS, 2, {"project": ""}, "project: empty, but it is needed"),
    "project that is no code": (
        REQUESTS,
        2,
        {"project": "Families, zelf!"},
        'project: "Families, zelf!" is no project code: letters, digits, - and _ only',
    ),
    "no referrer": (REQUESTS, 2, {"referrer_type": ""}, "referrer_type: empty, but it is needed"),
    "no date of referral": (REQUESTS, 2, {"received_on": ""}, "received_on: empty, but it is needed"),
    "NUL byte": (PERSONS, 2, {"place": "Alk\0maar"}, "place: holds a NUL byte"),
    "long text": (
        PERSONS,
        2,
        {"place": "x" * 81},
        f'place: "{"x" * 37}..." has 81 characters; 80 is the most',
    ),
    "no kind": (PERSONS, 2, {"kind": ""}, "kind: empty, but it is needed"),
    "negative age": (PERSONS, 2, {"age": "-1"}, 'age: "-1" is not a whole number'),
    "digits of another script": (PERSONS, 2, {"age": "٣٣"}, 'age: "٣٣" is not a whole number'),
    "a number of a thousand digits": (
        PERSONS,
        2,
        {"age": "9" * 5000},
        f'age: "{"9" * 37}..." is not a whole number',
    ),
    "adult of seventeen": (PERSONS, 2, {"age": "17"}, "age: younger than 18, while kind is meerderjarig"),
    "adult of 121": (PERSONS, 2, {"age": "121"}, "age: older than 120"),
    "minor of eighteen": (PERSONS, 6, {"age": "18"}, "age: 18 or older, while kind is minderjarig"),
    "unborn adult": (PERSONS, 2, {"unborn": "1", "age": ""}, "unborn: only with kind minderjarig"),
    "unborn of eight": (PERSONS, 6, {"unborn": "1"}, "unborn: 1, but age is filled in"),
    "adult boy": (PERSONS, 2, {"gender": "jongen"}, "gender: an adult is man, vrouw or onbekend"),
    "minor man": (PERSONS, 6, {"gender": "man"}, "gender: a minor is jongen, meisje or onbekend"),
    "dangling case number": (PERSONS, 2, {"case_id": "NH-999"}, 'case_id: "NH-999" does not occur in aanvragen.csv'),
    "no case number": (PERSONS, 2, {"case_id": ""}, "case_id: empty, but it is needed"),
    "group twice": (
        "contacten.csv",
        2,
        {"category": "ouder"},
        "3:category: NH-001 with ouder stands already on line 2",
    ),
    "too many persons": (
        "contacten.csv",
        2,
        {"persons": "32768"},
        "persons: 32768 is not between 0 and 32767",
    ),
    "no number of persons": ("contacten.csv", 2, {"persons": ""}, "persons: empty, but it is needed"),
    "no meeting": (MEETINGS, 2, {"meetings": "0"}, "meetings: a conference has at least 1 meeting"),
    "no time": (MEETINGS, 2, {"ended_at": ""}, "ended_at: empty, but it is needed"),
    "held before the preparation": (
        MEETINGS,
        2,
        {"held_on": "2009-01-01"},
        "held_on: before preparation_started_on (2010-08-20)",
    ),
    "held after closing": (
        MEETINGS,
        3,
        {"held_on": "2012-12-01"},
        "held_on: after closed_on (2012-01-05)",
    ),
    "position twice": (
        "deelnemers.csv",
        2,
        {"position": "ouder"},
        "3:position: NH-027 with ouder stands already on line 2",
    ),
    "more minors than persons": ("deelnemers.csv", 2, {"minors": "3"}, "minors: more minors than persons"),
    "minors of unknown position": (
        "deelnemers.csv",
        2,
        {"position": "onbekend", "minors": "1"},
        "minors: minors are counted only where the position is known",
    ),
    "talk before the conference": (
        "followup.csv",
        2,
        {"contacted_on": "2010-10-01"},
        "contacted_on: before the conference (2010-10-02)",
    ),
    "form twice": (
        "enquetes_uitgereikt.csv",
        3,
        {"form": "kind"},
        "4:form: NH-028 with kind stands already on line 3",
    ),
    "no respondent": ("enquete_kinderen.csv", 2, {"respondent": ""}, "respondent: empty, but it is needed"),
    "respondent twice": ("enquete_kinderen.csv", 3, {"respondent": "K01"}, "respondent: K01 stands already on line 2"),
    "unknown version": (
        "enquete_volwassenen.csv",
        2,
        {"version": "2010"},
        'version: unknown code "2010"; known are: 2009, 2011, 2026',
    ),
    "statement in the form of 2009": (
        "enquete_volwassenen.csv",
        2,
        {"agree_with_plan": "eens"},
        "agree_with_plan: a statement, but version 2009 of the form has none",
    ),
    "form of a case without conference": (
        "enquete_kinderen.csv",
        2,
        {"case_id": "NH-001"},
        'case_id: "NH-001" had no conference, so nobody there filled in a form',
    ),
    "form of an unknown case": (
        "enquete_kinderen.csv",
        2,
        {"case_id": "NH-1"},
        'case_id: "NH-1" does not occur in aanvragen.csv',
    ),
}


@pytest.mark.parametrize("name", CELLS)
def test_fault_in_a_cell_is_told_with_file_line_and_column(name, folder, capsys):
    file, line, values, told = CELLS[name]
    put(folder, file, line, **values)

    where = told if told[0].isdigit() else f"{line}:{told}"
    assert f"{file}:{where}" in faults_of(folder, capsys)


def test_every_fault_is_told_in_order_of_file_and_line(folder, capsys):
    put(folder, "followup.csv", 3, role="buur")
    put(folder, "aanvragen.csv", 5, received_on="x", cooperation_grade="y")
    put(folder, "aanvragen.csv", 2, region="z")

    assert [":".join(fault.split(":")[:3]) for fault in faults_of(folder, capsys)] == [
        "aanvragen.csv:2:region",
        "aanvragen.csv:5:received_on",
        "aanvragen.csv:5:cooperation_grade",
        "followup.csv:3:role",
    ]


# --- rows that do not fit together --------------------------------------------------------------
def test_case_number_twice(folder, capsys):
    put(folder, "aanvragen.csv", 3, case_id="NH-001")

    assert "aanvragen.csv:3:case_id: NH-001 stands already on line 2" in faults_of(folder, capsys)


def test_two_rows_for_one_conference(folder, capsys):
    line = add_row(folder, "conferenties.csv", *read(folder / "conferenties.csv")[1])

    assert faults_of(folder, capsys) == [f"conferenties.csv:{line}:case_id: NH-027 stands already on line 2"]


def test_two_plans_of_one_case(folder, capsys):
    line = add_row(folder, "plannen.csv", *read(folder / "plannen.csv")[1])

    assert faults_of(folder, capsys) == [f"plannen.csv:{line}:case_id: NH-027 stands already on line 2"]


def test_conference_phase_without_a_conference(folder, capsys):
    rows = read(folder / "conferenties.csv")
    write(folder / "conferenties.csv", [row for row in rows if row[0] != "NH-031"])
    line = line_of(folder, "aanvragen.csv", "NH-031")

    assert f"aanvragen.csv:{line}:phase: conferentie, but conferenties.csv has no row for this case" in faults_of(
        folder, capsys
    )


@pytest.mark.parametrize(
    ("file", "cells"),
    [
        ("conferenties.csv", ["2009-10-01", "kerk", "10:00", "10:30", "11:00", "12:00", "0", "1"]),
        ("deelnemers.csv", ["ouder", "1", "0"]),
        ("plannen.csv", ["1", "1", "1", "1", "1", "0"]),
        ("enquetes_uitgereikt.csv", ["kind", "1"]),
        ("followup.csv", ["", "aanmelder", "", "", "", "", "", ""]),
    ],
)
def test_only_a_conference_has_rows_in_the_files_of_conferences(folder, capsys, file, cells):
    line = add_row(folder, file, "NH-001", *cells)

    what = 'the phase of "NH-001" is activering, and only a conference has rows here'
    assert faults_of(folder, capsys) == [f"{file}:{line}:case_id: {what}"]


def test_open_case_has_no_conference(folder, capsys):
    line = line_of(folder, "aanvragen.csv", "NH-030")
    put(folder, "aanvragen.csv", line, phase="", closed_on="")

    faults = faults_of(folder, capsys)

    what = 'the phase of "NH-030" is empty, and only a conference has rows here'
    assert f"conferenties.csv:5:case_id: {what}" in faults


def test_empty_region_in_a_project_of_two_regions(folder, capsys):
    put(folder, "aanvragen.csv", 2, region="")
    put(folder, "aanvragen.csv", 3, region="limburg")

    assert faults_of(folder, capsys) == ["aanvragen.csv:2:region: empty, and the project has no single region"]


# --- answers without a case ---------------------------------------------------------------------
@pytest.fixture
def caseless(folder):
    """The children's file in its other form."""
    rows = read(folder / "enquete_kinderen.csv")
    header = [rows[0][0], "project", "region", "quarter", *rows[0][2:]]
    path = folder / "enquete_kinderen.csv"
    write(path, [header, *([row[0], "families-zelf-aan-zet", "het_gooi", "2010-Q4", *row[2:]] for row in rows[1:])])
    return folder


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"quarter": "2010Q4"}, 'quarter: "2010Q4" is not a quarter written as YYYY-Qn'),
        ({"quarter": "2010-Q5"}, 'quarter: "2010-Q5" is not a quarter written as YYYY-Qn'),
        ({"quarter": "1989-Q4"}, "quarter: 1989-Q4 is before 1990 or in the future"),
        ({"quarter": "2999-Q1"}, "quarter: 2999-Q1 is before 1990 or in the future"),
        ({"quarter": ""}, "quarter: empty, but it is needed"),
        ({"project": ""}, "project: empty, but it is needed"),
        ({"region": "utopia"}, 'region: unknown code "utopia"'),
    ],
)
def test_fault_in_an_answer_without_a_case(caseless, capsys, values, told):
    put(caseless, "enquete_kinderen.csv", 2, **values)

    assert f"enquete_kinderen.csv:2:{told}" in faults_of(caseless, capsys)


def test_answers_have_a_case_or_a_quarter_and_not_both(folder, capsys):
    rows = read(folder / "enquete_kinderen.csv")
    write(folder / "enquete_kinderen.csv", [[*rows[0], "quarter"], *([*row, "2010-Q4"] for row in rows[1:])])

    assert faults_of(folder, capsys) == ['enquete_kinderen.csv:1:quarter: unknown column "quarter"']
