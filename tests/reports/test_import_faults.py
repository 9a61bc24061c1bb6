"""Every kind of fault, with the exact line that is told; nothing is saved (`faults_of` sees to that)."""

import csv

import pytest

from reports.exchange.codebook import CODEBOOK
from tests.reports.folders import add_row, copy_pilot, faults_of, line_of, put, read, write

pytestmark = pytest.mark.django_db
PROBLEMS = ", ".join(CODEBOOK["aanvragen.csv"].by_name["problems"].codes)
REQUESTS, PERSONS, MEETINGS = "aanvragen.csv", "hoofdpersonen.csv", "conferenties.csv"


@pytest.fixture
def folder(tmp_path):
    return copy_pilot(tmp_path)


# One changed row each: file, case, values, and what is told at which column.
CELLS = {
    "unknown code": (
        REQUESTS,
        "NH-001",
        {"phase": "klaar"},
        ["phase: unknown code \"klaar\"; known are: activering, conferentie"],
    ),
    "unknown code among several": (
        REQUESTS,
        "NH-001",
        {"problems": "echtscheiding;ruzie"},
        [f'problems: unknown code "ruzie"; known are: {PROBLEMS}'],
    ),
    "code twice": (REQUESTS, "NH-001", {"subjects": "werk;werk"}, ['subjects: code "werk" stands twice']),
    "empty code": (
        REQUESTS,
        "NH-001",
        {"subjects": "werk;;wonen"},
        ['subjects: "werk;;wonen" has an empty code between the semicolons'],
    ),
    "unknown region": (REQUESTS, "NH-001", {"region": "utopia"}, ['region: unknown code "utopia"']),
    "date in another notation": (
        REQUESTS,
        "NH-001",
        {"received_on": "29-07-2009"},
        ['received_on: "29-07-2009" is not a date written as YYYY-MM-DD'],
    ),
    "week date": (
        REQUESTS,
        "NH-001",
        {"received_on": "2009-W31-3"},
        ['received_on: "2009-W31-3" is not a date written as YYYY-MM-DD'],
    ),
    "date that is not on the calendar": (
        REQUESTS,
        "NH-001",
        {"received_on": "2009-02-29"},
        ['received_on: "2009-02-29" is not on the calendar'],
    ),
    "date long ago": (REQUESTS, "NH-001", {"received_on": "1989-12-31"}, ["received_on: 1989-12-31 is before 1990"]),
    "date in the future": (REQUESTS, "NH-001", {"closed_on": "2999-01-01"}, ["closed_on: 2999-01-01 is in the future"]),
    "preparation before referral": (
        REQUESTS,
        "NH-001",
        {"preparation_started_on": "2009-07-28"},
        ["preparation_started_on: before received_on"],
    ),
    "closed before preparation": (
        REQUESTS,
        "NH-001",
        {"closed_on": "2009-08-10"},
        ["closed_on: before preparation_started_on"],
    ),
    "closed before referral": (
        REQUESTS,
        "NH-001",
        {"closed_on": "2009-07-28", "preparation_started_on": ""},
        ["closed_on: before received_on"],
    ),
    "closed without a phase": (
        REQUESTS,
        "NH-001",
        {"phase": "", "not_held_reason": ""},
        ["closed_on: filled in, but phase is empty: an open case has neither"],
    ),
    "department of another referrer": (
        REQUESTS,
        "NH-001",
        {"referrer_department": "jeugdbescherming"},
        ["referrer_department: only with referrer_type bureau_jeugdzorg"],
    ),
    "repeat reason of a first request": (
        REQUESTS,
        "NH-001",
        {"repeat_reason": "ander_probleem"},
        ["repeat_reason: only with earlier_conference 1"],
    ),
    "reason of not going on while it was held": (
        REQUESTS,
        "NH-030",
        {"not_held_reason": "anders"},
        ["not_held_reason: only with phase activering"],
    ),
    "refuser without refusal": (
        REQUESTS,
        "NH-001",
        {"refused_by": "ouders"},
        ["refused_by: only with not_held_reason weigering"],
    ),
    "mark of eleven": (REQUESTS, "NH-001", {"cooperation_grade": "11"}, ["cooperation_grade: 11 is not between 1 and 10"]),
    "mark of nothing": (REQUESTS, "NH-001", {"cooperation_grade": "0"}, ["cooperation_grade: 0 is not between 1 and 10"]),
    "mark with a decimal": (
        REQUESTS,
        "NH-001",
        {"cooperation_grade": "7,5"},
        ['cooperation_grade: "7,5" is not a whole number'],
    ),
    "boolean in words": (REQUESTS, "NH-001", {"earlier_conference": "ja"}, ['earlier_conference: "ja" is not 0 or 1']),
    "no project": (REQUESTS, "NH-001", {"project": ""}, ["project: empty, but it is needed"]),
    "project that is no code": (
        REQUESTS,
        "NH-001",
        {"project": "Families, zelf!"},
        ['project: "Families, zelf!" is no project code: letters, digits, - and _ only'],
    ),
    "no referrer": (REQUESTS, "NH-001", {"referrer_type": ""}, ["referrer_type: empty, but it is needed"]),
    "no date of referral": (REQUESTS, "NH-001", {"received_on": ""}, ["received_on: empty, but it is needed"]),
    "NUL byte": (PERSONS, "NH-001", {"place": "Alk\0maar"}, ["place: holds a NUL byte"]),
    "long text": (
        PERSONS,
        "NH-001",
        {"place": "x" * 81},
        [f'place: "{"x" * 37}..." has 81 characters; 80 is the most'],
    ),
    "no kind": (PERSONS, "NH-001", {"kind": ""}, ["kind: empty, but it is needed"]),
    "negative age": (PERSONS, "NH-001", {"age": "-1"}, ['age: "-1" is not a whole number']),
    "digits of another script": (PERSONS, "NH-001", {"age": "٣٣"}, ['age: "٣٣" is not a whole number']),
    "a number of a thousand digits": (
        PERSONS,
        "NH-001",
        {"age": "9" * 5000},
        [f'age: "{"9" * 37}..." is not a whole number'],
    ),
    "adult of seventeen": (PERSONS, "NH-001", {"age": "17"}, ["age: younger than 18, while kind is meerderjarig"]),
    "adult of 121": (PERSONS, "NH-001", {"age": "121"}, ["age: older than 120"]),
    "minor of eighteen": (PERSONS, "NH-002", {"age": "18"}, ["age: 18 or older, while kind is minderjarig"]),
    "unborn adult": (PERSONS, "NH-001", {"unborn": "1", "age": ""}, ["unborn: only with kind minderjarig"]),
    "unborn of eight": (PERSONS, "NH-002", {"unborn": "1"}, ["unborn: 1, but age is filled in"]),
    "adult boy": (PERSONS, "NH-001", {"gender": "jongen"}, ["gender: an adult is man, vrouw or onbekend"]),
    "minor man": (PERSONS, "NH-002", {"gender": "man"}, ["gender: a minor is jongen, meisje or onbekend"]),
    "dangling case number": (PERSONS, "NH-001", {"case_id": "NH-999"}, ['case_id: "NH-999" does not occur in aanvragen.csv']),
    "no case number": (PERSONS, "NH-001", {"case_id": ""}, ["case_id: empty, but it is needed"]),
    "group twice": (
        "contacten.csv",
        "NH-001",
        {"category": "ouder"},
        ["category: NH-001 with ouder stands already on line 2"],
    ),
    "too many persons": (
        "contacten.csv",
        "NH-001",
        {"persons": "32768"},
        ["persons: 32768 is not between 0 and 32767"],
    ),
    "no number of persons": ("contacten.csv", "NH-001", {"persons": ""}, ["persons: empty, but it is needed"]),
    "no meeting": (MEETINGS, "NH-027", {"meetings": "0"}, ["meetings: a conference has at least 1 meeting"]),
    "no time": (MEETINGS, "NH-027", {"ended_at": ""}, ["ended_at: empty, but it is needed"]),
    "held before the preparation": (
        MEETINGS,
        "NH-027",
        {"held_on": "2009-01-01"},
        ["held_on: before preparation_started_on (2010-09-03)"],
    ),
    "held after closing": (
        MEETINGS,
        "NH-028",
        {"held_on": "2012-12-01"},
        ["held_on: after closed_on (2012-01-12)"],
    ),
    "position twice": (
        "deelnemers.csv",
        "NH-027",
        {"position": "ouder"},
        ["position: NH-027 with ouder stands already on line 2"],
    ),
    "more minors than persons": ("deelnemers.csv", "NH-027", {"minors": "3"}, ["minors: more minors than persons"]),
    "minors of unknown position": (
        "deelnemers.csv",
        "NH-027",
        {"position": "onbekend", "minors": "1"},
        ["minors: minors are counted only where the position is known"],
    ),
    "talk before the conference": (
        "followup.csv",
        "NH-027",
        {"contacted_on": "2010-10-01"},
        ["contacted_on: before the conference (2010-10-02)"],
    ),
    "form twice": (
        "enquetes_uitgereikt.csv",
        "NH-028",
        {"form": "kind"},
        ["form: NH-028 with kind stands already on line 3"],
    ),
    "no respondent": ("enquete_kinderen.csv", "K01", {"respondent": ""}, ["respondent: empty, but it is needed"]),
    "respondent twice": ("enquete_kinderen.csv", "K02", {"respondent": "K01"}, ["respondent: K01 stands already on line 2"]),
    "unknown version": (
        "enquete_volwassenen.csv",
        "V001",
        {"version": "2010"},
        ['version: unknown code "2010"; known are: 2009, 2011'],
    ),
    "statement in the form of 2009": (
        "enquete_volwassenen.csv",
        "V001",
        {"agree_with_plan": "eens"},
        ["agree_with_plan: a statement, but version 2009 of the form has none"],
    ),
    "form of a case without conference": (
        "enquete_kinderen.csv",
        "K01",
        {"case_id": "NH-001"},
        ['case_id: "NH-001" had no conference, so nobody there filled in a form'],
    ),
    "form of an unknown case": (
        "enquete_kinderen.csv",
        "K01",
        {"case_id": "NH-1"},
        ['case_id: "NH-1" does not occur in aanvragen.csv'],
    ),
}


@pytest.mark.parametrize("name", CELLS)
def test_fault_in_a_cell_is_told_with_file_line_and_column(name, folder, capsys):
    file, first, values, told = CELLS[name]
    line = line_of(folder, file, first)
    # "Twice" needs a second row to clash with; the row before has the value already.
    line += 1 if "stands already on line" in told[0] and first == read(folder / file)[line][0] and name != "form twice" else 0

    put(folder, file, line, **values)

    found = faults_of(folder, capsys)
    first_seen = f"{file}:{line}:{told[0]}"
    assert found[0] == first_seen or first_seen.rsplit(" ", 1)[0] == found[0].rsplit(" ", 1)[0]


def test_every_fault_is_told_in_order_of_file_and_line(folder, capsys):
    put(folder, "followup.csv", 3, role="buur")
    put(folder, "aanvragen.csv", 5, received_on="x", cooperation_grade="y")
    put(folder, "aanvragen.csv", 2, region="z")

    assert [fault.rsplit(":", 1)[0] for fault in faults_of(folder, capsys)] == [
        "aanvragen.csv:2:region",
        "aanvragen.csv:5:received_on",
        "aanvragen.csv:5:cooperation_grade",
        "followup.csv:3:role: unknown code \"buur\"; known are",
    ]
