"""`manage.py import_registrations`: what it saves, and that a second time changes nothing."""

import datetime as dt
import io
import re
import sys
from pathlib import Path

import pghistory.models
import pytest
from django.core.management import CommandError, call_command, execute_from_command_line

from cases.codes import CaseState
from cases.models import Case, MainPerson, Referrer, Subregion
from cases.search import search_cases
from conferences.models import Attendance, Conference
from surveys.models import Questionnaire, Response
from tests.reports.folders import PILOT, all_rows, copy_pilot, drop_rows, line_of, put, read, run_import, write

pytestmark = pytest.mark.django_db


def test_pilot_is_saved_whole(capsys):
    summary = run_import(PILOT, capsys)

    assert summary == "Cases: 73 new, 0 changed, 0 unchanged. Answers: 225 new, 0 changed, 0 unchanged."
    assert Case.objects.filter(outcome="conferentie", state=CaseState.CLOSED).count() == 47
    assert Case.objects.filter(outcome="activering", state=CaseState.CLOSED).count() == 26
    assert MainPerson.objects.count() == 165
    assert sum(Attendance.objects.values_list("persons", flat=True)) == 587
    assert Response.objects.filter(form="volwassene").count() == 199


def test_case_has_the_values_of_its_row(capsys):
    run_import(PILOT, capsys)

    case = Case.objects.select_related("programme", "region", "subregion").get(external_id="NH-017")

    assert (case.programme.slug, case.region.code, case.subregion.code) == (
        "families-zelf-aan-zet",
        "noord_holland",
        "noord_kennemerland",
    )
    assert (case.received_on, case.preparation_started_on) == (dt.date(2009, 12, 1), dt.date(2009, 12, 11))
    assert case.closed_on == case.registered_on == dt.date(2010, 1, 10)
    assert case.problems == ["echtscheiding", "financieel", "verstandelijke_beperking"]
    assert (case.not_held_reason, case.refused_by) == ("weigering", ["ouders", "jongere"])
    assert case.channel == "import"


def test_conference_has_moments_of_amsterdam(capsys):
    run_import(PILOT, capsys)

    conference = Conference.objects.get(case__external_id="NH-028")

    assert conference.started_at == dt.datetime(2011, 12, 24, 12, 20, tzinfo=dt.UTC)
    assert conference.ended_at == dt.datetime(2011, 12, 24, 19, 0, tzinfo=dt.UTC)


def test_persons_are_saved_without_names(capsys):
    run_import(PILOT, capsys)

    assert set(MainPerson.objects.values_list("name", "phone", "email", "street")) == {("", "", "", "")}
    assert set(Referrer.objects.values_list("name", "phone", "email")) == {("", "", "")}
    assert set(Attendance.objects.values_list("name", flat=True)) == {""}


def test_answer_keeps_project_region_quarter_and_no_case(capsys):
    run_import(PILOT, capsys)

    response = Response.objects.select_related("programme", "subregion").get(form="kind", reference="K01")

    assert (response.programme.slug, response.subregion.code, response.quarter) == (
        "families-zelf-aan-zet",
        "het_gooi",
        "2010-Q4",
    )
    assert not [field for field in Response._meta.get_fields() if field.related_model is Case]
    assert "case_id" not in response.answers


def test_answers_have_no_empty_values(capsys):
    run_import(PILOT, capsys)

    answers = Response.objects.get(reference="V001").answers

    assert answers["could_say"] == "ten_dele"
    assert answers["grade_conference"] == 7
    assert "grade_plan" not in answers
    assert Response.objects.get(reference="V003").answers["asked_by"] == ["coordinator"]
    assert Response.objects.get(reference="K01").answers["is_main_person"] is True


def test_answer_points_to_the_version_that_was_filled_in(capsys):
    run_import(PILOT, capsys)

    versions = Response.objects.filter(reference__in=["P09", "P10", "K01"]).order_by("reference")

    assert list(versions.values_list("reference", "questionnaire__version")) == [
        ("K01", "2009"),
        ("P09", "2009"),
        ("P10", "2011"),
    ]


def test_subregions_come_in_printed_order(capsys):
    run_import(PILOT, capsys)

    assert list(Subregion.objects.values_list("name", flat=True)) == [
        "Kop van Noord-Holland",
        "Noord-Kennemerland",
        "Het Gooi",
    ]


def test_second_import_changes_nothing(capsys):
    run_import(PILOT, capsys)
    before, history = all_rows(), pghistory.models.Events.objects.count()

    summary = run_import(PILOT, capsys)

    assert summary == "Nothing to do: all 73 cases and 225 answers are here already."
    assert all_rows() == before
    assert pghistory.models.Events.objects.count() == history


def test_corrected_set_replaces_exactly_the_cases_that_differ(tmp_path, capsys):
    run_import(PILOT, capsys)
    before = all_rows()
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", line_of(folder, "aanvragen.csv", "NH-002"), help_duration="geen")
    put(folder, "deelnemers.csv", line_of(folder, "deelnemers.csv", "NH-027"), persons="9")

    summary = run_import(folder, capsys)

    assert summary == "Cases: 0 new, 2 changed, 71 unchanged. Answers: 0 new, 0 changed, 225 unchanged."
    after = all_rows()
    assert [row["external_id"] for row, old in zip(after["Case"], before["Case"], strict=True) if row != old] == [
        "NH-002"
    ]
    assert [row["id"] for row in after["Case"]] == [row["id"] for row in before["Case"]]
    for name in ("MainPerson", "Conference", "Plan", "Interview", "Response"):
        assert after[name] == before[name]
    assert sum(Attendance.objects.values_list("persons", flat=True)) == 587 + 7


def test_corrected_answer_keeps_its_key(tmp_path, capsys):
    run_import(PILOT, capsys)
    before = Response.objects.get(reference="K01")
    folder = copy_pilot(tmp_path)
    put(folder, "enquete_kinderen.csv", 2, grade_plan="3")

    summary = run_import(folder, capsys)

    assert summary.endswith("Answers: 0 new, 1 changed, 224 unchanged.")
    assert Response.objects.get(reference="K01").pk == before.pk
    assert Response.objects.get(reference="K01").answers["grade_plan"] == 3


def test_case_that_turns_out_to_have_had_no_conference_loses_it(tmp_path, capsys):
    run_import(PILOT, capsys)
    key = Case.objects.get(external_id="NH-030").pk
    folder = copy_pilot(tmp_path)
    for path in folder.glob("*.csv"):
        if path.name not in ("aanvragen.csv", "hoofdpersonen.csv"):
            write(path, [row for row in read(path) if "NH-030" not in row[:2]])
    put(folder, "aanvragen.csv", line_of(folder, "aanvragen.csv", "NH-030"), phase="activering")

    run_import(folder, capsys)

    case = Case.objects.get(external_id="NH-030")
    assert (case.pk, case.outcome, case.meetings_held) == (key, "activering", 0)
    assert not case.conferences.exists()
    assert not case.handed_out.exists()
    assert Conference.objects.count() == 46


def test_open_case_that_is_closed_later_gets_its_conference(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    drop_rows(folder, *[f"NH-{number:03d}" for number in range(1, 74) if number != 30])
    line = line_of(folder, "aanvragen.csv", "NH-030")
    closed = copy_pilot(tmp_path / "closed")
    drop_rows(closed, *[f"NH-{number:03d}" for number in range(1, 74) if number != 30])
    put(folder, "aanvragen.csv", line, phase="", closed_on="")
    for path in folder.glob("*.csv"):
        if path.name not in ("aanvragen.csv", "hoofdpersonen.csv"):
            write(path, read(path)[:1])
    run_import(folder, capsys)
    key = Case.objects.get().pk

    run_import(closed, capsys)

    case = Case.objects.get()
    assert (case.pk, case.state, case.conferences.get().attendances.count() > 0) == (key, CaseState.CLOSED, True)
    assert [(move.source, move.target) for move in case.moves.all()] == [
        ("", CaseState.ACTIVATION),
        (CaseState.ACTIVATION, CaseState.CLOSED),
    ]


def test_case_without_phase_is_open(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", 2, phase="", closed_on="", not_held_reason="")

    run_import(folder, capsys)

    case = Case.objects.get(external_id="NH-001")
    assert (case.state, case.outcome, case.closed_on) == (CaseState.ACTIVATION, "", None)


def test_case_with_phase_and_no_closing_date_is_registered(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", 2, closed_on="")

    run_import(folder, capsys)

    assert Case.objects.get(external_id="NH-001").state == CaseState.REGISTERED


def test_case_that_was_worked_on_here_is_not_overwritten(tmp_path, capsys):
    run_import(PILOT, capsys)
    case = Case.objects.get(external_id="NH-002")
    case.moves.create(action="close", source=case.state, target=case.state)
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", line_of(folder, "aanvragen.csv", "NH-002"), help_duration="geen")
    before = all_rows()

    with pytest.raises(CommandError, match="1 fault found. Nothing is saved."):
        call_command("import_registrations", folder)

    message = f'"NH-002" is case {case.number}, which is kept here and differs; change it here'
    assert f"aanvragen.csv:3:case_id: {message}" in capsys.readouterr().err
    assert all_rows() == before


def test_bom_crlf_spaces_and_blank_lines_are_fine(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    path = folder / "plannen.csv"
    text = path.read_text().replace("\r\n", "\n").replace("NH-027,1", " NH-027 , 1 ")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode() + b"\n\n")

    assert run_import(folder, capsys).startswith("Cases: 73 new")


def test_rows_may_stand_in_any_order(tmp_path, capsys):
    run_import(PILOT, capsys)
    folder = copy_pilot(tmp_path)
    for path in folder.glob("*.csv"):
        if path.name not in ("hoofdpersonen.csv", "followup.csv"):
            header, *rows = read(path)
            write(path, [header, *reversed(rows)])

    assert run_import(folder, capsys).startswith("Nothing to do")


def test_set_without_cases_is_a_set(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    for path in folder.glob("*.csv"):
        write(path, read(path)[:1])

    assert run_import(folder, capsys) == "Nothing to do: all 0 cases and 0 answers are here already."


def test_nobody_present_in_a_position_is_no_row(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    put(folder, "deelnemers.csv", 2, persons="0", minors="0")

    run_import(folder, capsys)
    assert run_import(folder, capsys).startswith("Nothing to do")

    assert Attendance.objects.count() == 355


def test_progress_is_shown_per_file(capsys):
    call_command("import_registrations", PILOT)

    told = capsys.readouterr().err.splitlines()
    assert told[0] == "aanvragen.csv: 73 rows"
    assert told[-4:-1] == [
        "checked 73 cases, saved 73 new ones",
        "checked: no faults",
        "answers: 225 new, 0 changed",
    ]
    assert re.fullmatch(r"counted \d+ cells of the figures", told[-1])


def test_exit_code_is_1_and_no_traceback(tmp_path, monkeypatch):
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", 2, phase="klaar")
    told = io.StringIO()
    monkeypatch.setattr(sys, "stderr", told)

    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", "import_registrations", str(folder)])

    assert ended.value.code == 1
    assert "aanvragen.csv:2:phase: " in told.getvalue()
    assert "Traceback" not in told.getvalue()


@pytest.mark.parametrize("what", ["none", "file"])
def test_folder_must_be_a_folder(tmp_path, what):
    path = tmp_path / "file" if what == "file" else Path("nowhere")
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match="not a folder" if what == "file" else "there is no such folder"):
        call_command("import_registrations", path)


def test_number_of_queries_does_not_grow_with_the_set(tmp_path, capsys, django_assert_max_num_queries):
    run_import(PILOT, capsys)
    folder = copy_pilot(tmp_path)
    for path in folder.glob("*.csv"):
        text = path.read_text()
        path.write_text(text.replace("NH-", "XX-").replace("families-zelf-aan-zet", "tweede"))

    # Eleven of them count the figures.
    with django_assert_max_num_queries(86):
        run_import(folder, capsys)


def test_questionnaires_of_the_pilot_are_data():
    found = {
        (row.form, row.version): (str(row.valid_from), row.valid_until and str(row.valid_until), row.questions.count())
        for row in Questionnaire.objects.exclude(version="2026")
    }

    assert found == {
        ("volwassene", "2009"): ("1990-01-01", "2010-12-31", 21),
        ("volwassene", "2011"): ("2011-01-01", "2025-12-31", 36),
        ("kind", "2009"): ("1990-01-01", "2025-12-31", 10),
        ("professional", "2009"): ("1990-01-01", "2010-12-31", 7),
        ("professional", "2011"): ("2011-01-01", "2025-12-31", 19),
    }


def test_imported_case_is_found_by_its_numbers_and_place(tmp_path, capsys):
    run_import(PILOT, capsys)
    assert search_cases(Case.objects.all(), "nh-002").get().external_id == "NH-002"
    assert search_cases(Case.objects.all(), "hoenderloo").count() == 1

    folder = copy_pilot(tmp_path)
    put(folder, "hoofdpersonen.csv", line_of(folder, "hoofdpersonen.csv", "NH-002"), place="Hoenderloo")
    run_import(folder, capsys)

    assert search_cases(Case.objects.all(), "hoenderloo").filter(external_id="NH-002").exists()
