"""Broken off is an outcome of its own: in the figures, in what is exported, and when it is read in again."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.codes import CaseOutcome, CaseState
from cases.models import Case
from conferences.codes import AfterAll, ConferenceState
from conferences.models import Conference
from ekc.dates import local_today
from reports.catalogue import Selection, build_report
from reports.rendering.chapters import chapters_of
from tests.factories import make_attendance, make_case, make_conference, make_programme
from tests.reports.folders import empty_database_of_cases
from tests.reports.protected import shown

pytestmark = pytest.mark.django_db


def broken_off(**fields: object) -> Case:
    """A closed case whose meeting stopped in part 1."""
    case = make_case(state=CaseState.CLOSED, outcome=CaseOutcome.BROKEN_OFF, meetings_held=0, **fields)
    Case.objects.filter(pk=case.pk).update(help_duration="geen", problems=["anders"], subjects=["anders"])
    times = {"private_time_from": None, "private_time_until": None}
    meeting = make_conference(case, state=ConferenceState.BROKEN_OFF, **times)
    make_attendance(meeting, position="ouder")
    return case


def shown_tables() -> set[str]:
    chapters = chapters_of(shown(Selection()))
    return {table.number for chapter in chapters for section in chapter.sections for table in section.tables}


def test_a_conference_that_was_broken_off_has_its_own_line_and_no_other() -> None:
    before = build_report(Selection())
    broken_off()

    report = build_report(Selection())

    assert [(row.code, row.values) for row in report.table("2.1b").rows] == [("afgebroken", (1,))]
    assert report.key_figures == before.key_figures
    assert "2.1b" in shown_tables()


def test_where_nothing_was_broken_off_the_report_has_no_such_table() -> None:
    make_case(state=CaseState.CLOSED)

    assert not {"2.1b", "2.8.4b"} & shown_tables()
    assert not {"2.1b", "2.8.4b"} & {table.id for table in build_report(Selection()).supplement}


def test_a_conference_whose_next_meeting_never_came_says_how_it_ended() -> None:
    case = make_case(state=CaseState.CLOSED)
    after = {"after_all": AfterAll.PLAN_BETWEEN, "concluded_on": local_today()}
    make_conference(case, state=ConferenceState.HELD, **after)

    rows = {row.code: row.values for row in build_report(Selection()).table("2.8.4b").rows}

    assert rows == {"plan_tussendoor": (1,), "plan_blijft": (0,), "geen_plan": (0,)}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_broken_off_goes_out_and_comes_in_again(tmp_path: Path) -> None:
    programme = make_programme(slug="proef")
    case = broken_off(programme=programme)
    programme.regions.add(case.region)
    held_on = case.conferences.get().held_on
    call_command("export_registrations", tmp_path)
    request, meeting = read(tmp_path / "aanvragen.csv")[0], read(tmp_path / "conferenties.csv")[0]
    assert request["phase"] == "afgebroken"
    assert (meeting["started_at"], meeting["private_time_from"], meeting["ended_at"]) == ("13:00", "", "17:30")
    empty_database_of_cases()

    call_command("import_registrations", tmp_path)

    back = Case.objects.get()
    kept: Conference = back.conferences.get()
    assert (back.outcome, back.meetings_held) == (CaseOutcome.BROKEN_OFF, 0)
    assert (kept.state, kept.held_on, kept.private_time_from) == (ConferenceState.BROKEN_OFF, held_on, None)
    assert kept.attendances.get().persons == 1


@pytest.mark.parametrize("phase", ["conferentie", "activering", ""])
def test_only_what_was_broken_off_may_lack_its_private_time(tmp_path: Path, phase: str, capsys) -> None:
    programme = make_programme(slug="proef")
    case = broken_off(programme=programme)
    programme.regions.add(case.region)
    call_command("export_registrations", tmp_path)
    path = tmp_path / "aanvragen.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("afgebroken", phase), encoding="utf-8", newline="")

    with pytest.raises(CommandError, match="Nothing is saved"):
        call_command("import_registrations", tmp_path)

    said = capsys.readouterr()
    assert "private_time_from" in said.out + said.err
    assert "empty, but it is needed" in said.out + said.err
