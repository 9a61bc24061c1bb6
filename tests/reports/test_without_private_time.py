"""A herstelconferentie without private time, and why a meeting was broken off, go out and come in again."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.codes import CaseOutcome, CaseState, Variant
from cases.models import Case
from conferences.codes import BrokenOffReason, ConferenceState
from conferences.models import Conference
from reports.catalogue import Selection, build_report
from tests.factories import make_attendance, make_case, make_conference, make_programme
from tests.reports.folders import empty_database_of_cases

pytestmark = pytest.mark.django_db
MEETINGS = "conferenties.csv"


def a_case(*, meeting: dict[str, object], **fields: object) -> Case:
    programme = make_programme(slug="proef")
    case = make_case(state=CaseState.CLOSED, programme=programme, **fields)
    programme.regions.add(case.region)
    Case.objects.filter(pk=case.pk).update(help_duration="geen", problems=["anders"], subjects=["anders"])
    make_attendance(make_conference(case, **meeting), position="ouder")
    return case


def without_private_time() -> Case:
    times = {"without_private_time": True, "private_time_from": None, "private_time_until": None}
    return a_case(meeting={"state": ConferenceState.HELD, **times}, variant=Variant.RESTORATIVE)


def broken_off(code: str) -> Case:
    meeting = {"state": ConferenceState.BROKEN_OFF, "broken_off_code": code}
    return a_case(meeting=meeting, outcome=CaseOutcome.BROKEN_OFF, meetings_held=0)


def figures() -> dict[str, list[tuple[object, ...]]]:
    report = build_report(Selection())
    tables = [*report.tables, *report.supplement]
    return {table.id: [(row.code, row.label, row.values) for row in table.rows] for table in tables}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def change(path: Path, **values: str) -> None:
    rows = [{**row, **values} for row in read(path)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def there_and_back(folder: Path) -> Conference:
    empty_database_of_cases()
    call_command("import_registrations", folder)
    found: Conference = Conference.objects.get()
    return found


def test_a_herstelconferentie_without_private_time_comes_in_as_it_went_out(tmp_path: Path) -> None:
    without_private_time()
    before = figures()
    call_command("export_registrations", tmp_path)

    back = there_and_back(tmp_path)

    assert (back.without_private_time, back.private_time_from, back.private_time_until) == (True, None, None)
    assert figures() == before
    second = tmp_path / "again"
    call_command("export_registrations", second)
    assert read(second / MEETINGS) == read(tmp_path / MEETINGS)


@pytest.mark.parametrize("variant", ["", Variant.FAMILY, Variant.COMMUNITY])
def test_any_other_conference_has_private_time(tmp_path: Path, variant: str, capsys) -> None:
    without_private_time()
    call_command("export_registrations", tmp_path)
    change(tmp_path / "aanvragen.csv", variant=variant)

    with pytest.raises(CommandError, match="Nothing is saved"):
        call_command("import_registrations", tmp_path)

    assert "private_time_from" in capsys.readouterr().err


def test_half_of_the_private_time_is_not_none(tmp_path: Path, capsys) -> None:
    without_private_time()
    call_command("export_registrations", tmp_path)
    change(tmp_path / MEETINGS, private_time_from="14:00")

    with pytest.raises(CommandError, match="Nothing is saved"):
        call_command("import_registrations", tmp_path)

    assert "private_time_until" in capsys.readouterr().err


@pytest.mark.parametrize("code", BrokenOffReason.values)
def test_why_a_meeting_was_broken_off_is_counted_and_comes_in_again(tmp_path: Path, code: str) -> None:
    broken_off(code)
    before = figures()
    assert {each: values[-1] for each, _label, values in before["2.8.5c"] if values[-1]} == {code: 1}
    call_command("export_registrations", tmp_path)
    # Our own column stands there only where it says something.
    assert read(tmp_path / MEETINGS)[0].get("broken_off_code", "anders") == code
    assert "Het werd te onrustig." not in (tmp_path / MEETINGS).read_text(encoding="utf-8")

    assert there_and_back(tmp_path).broken_off_code == code
    assert figures() == before


def test_only_what_was_broken_off_says_why(tmp_path: Path, capsys) -> None:
    without_private_time()
    call_command("export_registrations", tmp_path)
    change(tmp_path / MEETINGS, broken_off_code="ziek")

    with pytest.raises(CommandError, match="Nothing is saved"):
        call_command("import_registrations", tmp_path)

    assert "the meeting was not broken off" in capsys.readouterr().err
