"""Columns of our own in a folder: read where they stand, refused where they cannot be, left alone where they lack."""

from pathlib import Path

import pytest

from cases.models import Case
from conferences.models import Conference
from reports.exchange.codebook import CODEBOOK
from tests.reports.folders import add_row, faults_of, line_of, put, read, run_import, write

pytestmark = pytest.mark.django_db
MEETINGS, PEOPLE, REQUESTS = "conferenties.csv", "deelnemers.csv", "aanvragen.csv"
FIRST = ["NH-027", "2010-09-25"]
OWN = [(file, name) for file, form in CODEBOOK.items() for name in form.own_names]


def add_columns(folder: Path, file: str, *names: str) -> None:
    """Columns at the end, empty in every row."""
    header, *rows = read(folder / file)
    write(folder / file, [[*header, *names], *([*row, *[""] * len(names)] for row in rows)])


def second_meeting(folder: Path, **cells: str) -> int:
    """Another row for the first case with a conference, a week earlier than its own; gives its line."""
    row = dict(zip(*read(folder / MEETINGS)[:2], strict=True))
    row |= {"held_on": "2010-09-25", "meeting_state": "verdaagd", **cells}
    return add_row(folder, MEETINGS, *row.values())


@pytest.fixture
def two_meetings(folder: Path) -> Path:
    """NH-027 met on 25 September, and again on 2 October."""
    add_columns(folder, MEETINGS, *CODEBOOK[MEETINGS].own_names)
    put(folder, MEETINGS, line_of(folder, MEETINGS, "NH-027"), meeting="2")
    second_meeting(folder, meeting="1")
    return folder


def test_a_row_per_meeting_is_read(two_meetings: Path, capsys) -> None:
    run_import(two_meetings, capsys)

    meetings = Conference.objects.filter(case__external_id="NH-027").order_by("sequence")
    assert list(meetings.values_list("state", flat=True)) == ["verdaagd", "gehouden"]
    assert not meetings[0].attendances.exists()
    assert meetings[1].attendances.exists()
    assert run_import(two_meetings, capsys).startswith("Nothing to do")


def test_the_meeting_that_counts_may_become_another(two_meetings: Path, capsys) -> None:
    run_import(two_meetings, capsys)
    before = set(Conference.objects.values_list("pk", flat=True))
    rows = read(two_meetings / MEETINGS)
    at = rows[0].index("meeting_state")
    for row in rows[1:]:
        if row[0] == "NH-027":
            row[at] = "afgebroken" if row[rows[0].index("meeting")] == "2" else "gehouden"
    write(two_meetings / MEETINGS, rows)

    assert "1 changed" in run_import(two_meetings, capsys)

    meetings = Conference.objects.filter(case__external_id="NH-027").order_by("sequence")
    assert [meeting.state for meeting in meetings] == ["gehouden", "afgebroken"]
    assert [meeting.attendances.exists() for meeting in meetings] == [True, False]
    assert set(Conference.objects.values_list("pk", flat=True)) == before
    assert run_import(two_meetings, capsys).startswith("Nothing to do")


def test_a_folder_without_our_columns_leaves_alone_what_they_told(two_meetings: Path, folder: Path, capsys) -> None:
    add_columns(two_meetings, REQUESTS, "variant", "leaving_reasons")
    put(two_meetings, REQUESTS, 2, variant="herstel", leaving_reasons="ziekte;band")
    run_import(two_meetings, capsys)
    case = Case.objects.get(external_id="NH-001")
    assert (case.variant, set(case.moves.exclude(reason_code="").values_list("reason_code", flat=True))) == (
        "herstel",
        {"ziekte", "band"},
    )
    for file in (REQUESTS, MEETINGS):
        published = len(CODEBOOK[file].names)
        kept = [row[:published] for row in read(two_meetings / file)]
        write(two_meetings / file, [row for row in kept if row[:2] != FIRST])

    assert run_import(two_meetings, capsys).startswith("Nothing to do")

    assert Conference.objects.filter(case__external_id="NH-027").count() == 2


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"meeting": "3"}, "meeting", "numbered from 1 without gaps"),
        ({"meeting": "1", "meeting_state": "gehouden"}, "meeting_state", "exactly one meeting that is gehouden"),
        ({"meeting": "0"}, "meeting", "is not between 1 and"),
        ({"meeting": "1", "meeting_state": "elders"}, "meeting_state", "unknown code"),
        ({"meeting": "1", "after_all": "geen_plan"}, "after_all", "another meeting came"),
        ({"meeting": "1", "concluded_on": "2010-10-01"}, "concluded_on", "both are filled in, or neither"),
        ({"meeting": "1", "private_time_away": "900"}, "private_time_away", "longer than the private time itself"),
        ({"meeting": "1", "private_time_from": ""}, "private_time_from", "empty, but it is needed"),
        ({"meeting": "1", "held_on": "1999-01-01"}, "held_on", "before preparation_started_on"),
    ],
)
def test_what_a_meeting_cannot_be_is_told(folder: Path, capsys, cells, column: str, message: str) -> None:
    add_columns(folder, MEETINGS, *CODEBOOK[MEETINGS].own_names)
    put(folder, MEETINGS, line_of(folder, MEETINGS, "NH-027"), meeting="2")
    second_meeting(folder, **cells)

    found = faults_of(folder, capsys)

    assert [fault for fault in found if f":{column}: " in fault and message in fault], found


def test_a_meeting_stands_once(two_meetings: Path, capsys) -> None:
    line = second_meeting(two_meetings, meeting="2")

    assert faults_of(two_meetings, capsys) == [
        f"{MEETINGS}:{line}:case_id: NH-027 with meeting 2 stands already on line 2"
    ]


def test_people_stand_once_but_for_a_meeting_that_was_broken_off(two_meetings: Path, capsys) -> None:
    add_columns(two_meetings, PEOPLE, "meeting")
    line = add_row(two_meetings, PEOPLE, "NH-027", "school", "2", "0", "1")
    told = f'{PEOPLE}:{line}:meeting: "NH-027" has no other meeting 1 that was broken off'
    assert faults_of(two_meetings, capsys) == [told]

    broken_off = next(n for n, row in enumerate(read(two_meetings / MEETINGS), start=1) if row[:2] == FIRST)
    put(two_meetings, MEETINGS, broken_off, meeting_state="afgebroken")
    run_import(two_meetings, capsys)

    first = Conference.objects.get(case__external_id="NH-027", sequence=1)
    assert [(row.position, row.persons) for row in first.attendances.all()] == [("school", 2)]
    assert run_import(two_meetings, capsys).startswith("Nothing to do")


@pytest.mark.parametrize(("file", "column"), OWN)
def test_a_folder_may_have_each_column_of_our_own_and_leave_it_empty(folder: Path, capsys, file, column: str) -> None:
    add_columns(folder, file, column)

    assert run_import(folder, capsys).startswith("Cases: 73 new")
    assert run_import(folder, capsys).startswith("Nothing to do")
