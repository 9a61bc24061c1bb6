"""`manage.py export_registrations`: the same format out, and round trips that end where they began."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.codes import STARTED_STATES, CaseOutcome, CaseState, Gender, MainPersonKind, Position
from cases.models import Case, FundingProgramme, MainPerson
from conferences.codes import BrokenOffReason, ConferenceState, InterpreterKind
from conferences.models import Attendance, Conference
from demo.generator import Generator
from ekc.accounts.models import Region
from followup.models import Interview
from plans.models import Plan
from reports.exchange.codebook import CODEBOOK
from surveys.models import Questionnaire, Response
from tests.factories import make_attendance, make_case, make_conference
from tests.reports.folders import PILOT, all_rows, copy_pilot, empty_database, put, read, run_import
from tests.reports.protected import exchanged_figures

pytestmark = pytest.mark.django_db
AMSTERDAM_SUMMER = dt.timezone(dt.timedelta(hours=2))


def export(target: Path, **options: str) -> Path:
    call_command("export_registrations", target, **options)
    return target


def texts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows_of(folder: Path, file: str) -> list[dict[str, str]]:
    header, *rows = read(folder / file)
    return [dict(zip(header, row, strict=True)) for row in rows]


# --- the pilot ----------------------------------------------------------------------------------
def test_pilot_comes_out_as_it_went_in_but_for_the_answers(tmp_path, capsys):
    run_import(PILOT, capsys)

    out = texts(export(tmp_path / "out"))

    assert {name for name, text in out.items() if text != (PILOT / name).read_bytes()} == {
        "enquete_volwassenen.csv",
        "enquete_kinderen.csv",
        "enquete_professionals.csv",
    }


def test_answers_come_out_with_project_region_and_quarter_and_no_case(tmp_path, capsys):
    run_import(PILOT, capsys)

    folder = export(tmp_path / "out")

    assert read(folder / "enquete_kinderen.csv")[:2] == [
        ["respondent", "project", "region", "quarter", *read(PILOT / "enquete_kinderen.csv")[0][2:]],
        ["K01", "families-zelf-aan-zet", "het_gooi", "2010-Q4", *read(PILOT / "enquete_kinderen.csv")[1][2:]],
    ]
    assert b"NH-" not in (folder / "enquete_volwassenen.csv").read_bytes()


def test_import_export_import_export_gives_the_same_tables_and_bytes(tmp_path, capsys):
    run_import(PILOT, capsys)
    first, tables = export(tmp_path / "first"), exchanged_figures()
    empty_database()

    assert run_import(first, capsys).startswith("Cases: 73 new, 0 changed, 0 unchanged. Answers: 225 new")

    assert exchanged_figures() == tables
    assert texts(export(tmp_path / "second")) == texts(first)


def test_export_comes_in_again_where_it_came_from_as_nothing_new(tmp_path, capsys):
    run_import(PILOT, capsys)
    before = all_rows()

    summary = run_import(export(tmp_path / "out"), capsys)

    assert summary.startswith("Nothing to do")
    assert all_rows() == before


def test_generated_set_with_open_cases_makes_the_round_trip(tmp_path, capsys):
    folder = tmp_path / "set"
    folder.mkdir()
    book = {name: _spec(name) for name in CODEBOOK}
    for name, text in Generator(book, 150, seed=11).files():
        (folder / name).write_text(text, encoding="utf-8")
    run_import(folder, capsys)
    still_open = Case.objects.filter(state=CaseState.ACTIVATION).count()
    first, tables = export(tmp_path / "first"), exchanged_figures()
    empty_database()

    run_import(first, capsys)

    assert exchanged_figures() == tables
    assert still_open > 0
    assert Case.objects.filter(state=CaseState.ACTIVATION).count() == still_open
    assert texts(export(tmp_path / "second")) == texts(first)


def _spec(name: str) -> dict[str, dict[str, object]]:
    return {
        column.name: {"type": column.type, "codes": list(column.codes.items()), "multiple": column.multiple}
        for column in CODEBOOK[name].columns
    }


# --- what is written ----------------------------------------------------------------------------
def test_only_the_named_project_is_written(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    put(folder, "aanvragen.csv", 2, project="ander")
    run_import(folder, capsys)

    out = export(tmp_path / "out", project="ander")

    assert [row["case_id"] for row in rows_of(out, "aanvragen.csv")] == ["NH-001"]
    assert rows_of(out, "enquete_volwassenen.csv") == []


def test_unknown_project_is_told(tmp_path, capsys):
    run_import(PILOT, capsys)

    with pytest.raises(CommandError, match="There is no project elders. Known are: families-zelf-aan-zet."):
        export(tmp_path / "out", project="elders")

    assert not (tmp_path / "out").exists()


def test_case_numbers_that_two_projects_share_are_replaced_by_our_own(tmp_path, capsys):
    run_import(PILOT, capsys)
    folder = copy_pilot(tmp_path)
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"families-zelf-aan-zet", b"tweede"))
    run_import(folder, capsys)

    ids = [row["case_id"] for row in rows_of(export(tmp_path / "out"), "aanvragen.csv")]

    assert len(set(ids)) == 146
    assert all(case_id.startswith("EK-") for case_id in ids)
    assert run_import(tmp_path / "out", capsys).startswith("Nothing to do: all 146 cases")


def test_other_files_in_the_folder_are_left_alone(tmp_path, capsys):
    run_import(PILOT, capsys)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    (tmp_path / "out" / "plannen.csv").write_text("old")

    out = export(tmp_path / "out")

    assert (out / "notes.txt").read_text() == "mine"
    assert {path.name for path in out.iterdir()} == {*CODEBOOK, "notes.txt"}
    assert len(rows_of(out, "plannen.csv")) == 47


def test_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "out").write_text("a file")

    with pytest.raises(CommandError, match="Cannot write to .*out: File exists"):
        export(tmp_path / "out")


def test_empty_database_gives_headers_that_can_be_read_again(tmp_path, capsys):
    out = export(tmp_path / "out")

    assert run_import(out, capsys) == "Nothing to do: all 0 cases and 0 answers are here already."


# --- living cases -------------------------------------------------------------------------------
@pytest.fixture
def living():
    """A case of this house, followed to its end, with names everywhere."""
    programme = FundingProgramme.objects.create(slug="levend", name="Levend")
    case = Case.objects.create(
        number="EK-2024-00017",
        state=CaseState.CLOSED,
        outcome=CaseOutcome.CONFERENCE_HELD,
        region=Region.objects.get(code="utrecht"),
        programme=programme,
        received_on=dt.date(2024, 3, 1),
        preparation_started_on=dt.date(2024, 3, 8),
        closed_on=dt.date(2024, 9, 1),
        referrer_type="school",
        situation="Geheim verhaal van Sanne",
    )
    MainPerson.objects.create(
        case=case,
        kind=MainPersonKind.MINOR,
        name="Sanne Vos",
        birth_date=dt.date(2012, 3, 2),
        age_at_referral=11,
        gender=Gender.GIRL,
        place="Zeist",
        municipality="Zeist",
        phone="0612345678",
    )
    conference = Conference.objects.create(
        case=case,
        sequence=1,
        state=ConferenceState.HELD,
        held_on=dt.date(2024, 5, 4),
        location_type="kerk",
        interpreter=InterpreterKind.FAMILY,
        started_at=dt.datetime(2024, 5, 4, 22, 0, 31, tzinfo=AMSTERDAM_SUMMER),
        private_time_from=dt.datetime(2024, 5, 4, 22, 40, tzinfo=AMSTERDAM_SUMMER),
        private_time_until=dt.datetime(2024, 5, 5, 0, 20, tzinfo=AMSTERDAM_SUMMER),
        ended_at=dt.datetime(2024, 5, 5, 1, 5, 59, tzinfo=AMSTERDAM_SUMMER),
    )
    for name, position, minors in [
        ("Oma Vos", Position.GRANDPARENT, 0),
        ("Opa Vos", Position.GRANDPARENT, 0),
        ("Tim Vos", Position.SIBLING, 1),
        ("Iemand", Position.UNKNOWN, None),
    ]:
        Attendance.objects.create(conference=conference, name=name, position=position, minors=minors)
    Plan.objects.create(case=case, plan_agreed=True, state="geaccepteerd", accepted_as_safe=True)
    return case


def test_living_case_is_written_in_numbers_and_codes(tmp_path, living):
    out = export(tmp_path / "out")

    assert rows_of(out, "hoofdpersonen.csv") == [
        {
            "case_id": "EK-2024-00017",
            "kind": "minderjarig",
            "age": "11",
            "unborn": "0",
            "gender": "meisje",
            "ethnicity": "",
            "residence": "",
            "place": "Zeist",
            "municipality": "Zeist",
        }
    ]
    assert [list(row.values())[1:] for row in rows_of(out, "deelnemers.csv")] == [
        ["broer_zus", "1", "1"],
        ["opa_oma", "2", "0"],
        ["onbekend", "1", ""],
    ]
    assert list(rows_of(out, "conferenties.csv")[0].values()) == [
        *["EK-2024-00017", "2024-05-04", "kerk", "22:00", "22:40", "00:20", "01:05", "0", "1"]
    ]


def test_no_name_or_story_is_written(tmp_path, living):
    content = b"".join(texts(export(tmp_path / "out")).values())

    for text in (b"Sanne", b"Vos", b"Oma", b"Geheim", b"0612345678", b"2012"):
        assert text not in content


def test_secret_address_gives_no_place(tmp_path, living):
    living.main_persons.update(secret_address=True)

    row = rows_of(export(tmp_path / "out"), "hoofdpersonen.csv")[0]

    assert (row["place"], row["municipality"]) == ("", "")


def test_living_case_makes_the_round_trip(tmp_path, living, capsys):
    first, tables = export(tmp_path / "first"), exchanged_figures()
    before = all_rows()
    assert run_import(first, capsys).startswith("Nothing to do: all 1 cases")
    assert all_rows() == before
    empty_database()

    run_import(first, capsys)

    assert Case.objects.get().external_id == "EK-2024-00017"
    assert exchanged_figures() == tables
    assert texts(export(tmp_path / "second")) == texts(first)


def test_living_case_is_never_changed_by_an_import(tmp_path, living, capsys):
    out = export(tmp_path / "out")
    put(out, "aanvragen.csv", 2, referrer_type="mee")

    with pytest.raises(CommandError, match="1 fault found"):
        call_command("import_registrations", out)

    assert Case.objects.get().referrer_type == "school"


def test_case_that_is_not_registered_yet_is_written_as_open(tmp_path, living):
    Case.objects.update(state=CaseState.PLAN_SENT, closed_on=None)

    out = export(tmp_path / "out")

    assert [(row["phase"], row["closed_on"]) for row in rows_of(out, "aanvragen.csv")] == [("", "")]
    assert rows_of(out, "conferenties.csv") == rows_of(out, "deelnemers.csv") == rows_of(out, "plannen.csv") == []


def test_case_that_never_started_is_not_written(tmp_path, living):
    Case.objects.update(state=CaseState.REFERRED, outcome="", closed_on=None)

    assert rows_of(export(tmp_path / "out"), "aanvragen.csv") == []


def test_case_whose_family_objects_to_research_is_not_written(tmp_path, living):
    Case.objects.update(research_objection=True)

    content = b"".join(texts(export(tmp_path / "out")).values())

    assert b"EK-2024" not in content


def test_plan_without_meeting_makes_the_round_trip_with_what_came_of_it(tmp_path, living, capsys):
    living.conferences.all().delete()
    Interview.objects.create(case=living, role="aanmelder")
    Case.objects.update(outcome=CaseOutcome.PLAN_WITHOUT_MEETING, meetings_held=0)
    first = export(tmp_path / "first")
    assert [row["phase"] for row in rows_of(first, "aanvragen.csv")] == ["plan_zonder_bijeenkomst"]
    assert rows_of(first, "conferenties.csv") == rows_of(first, "deelnemers.csv") == []
    assert rows_of(first, "plannen.csv")
    assert rows_of(first, "followup.csv")
    empty_database()

    run_import(first, capsys)

    assert Case.objects.get().outcome == CaseOutcome.PLAN_WITHOUT_MEETING
    assert texts(export(tmp_path / "second")) == texts(first)


def test_plan_without_meeting_keeps_the_meeting_that_was_broken_off_before(tmp_path, living, capsys):
    living.conferences.update(state=ConferenceState.BROKEN_OFF, broken_off_code=BrokenOffReason.UNREST)
    Case.objects.update(outcome=CaseOutcome.PLAN_WITHOUT_MEETING, meetings_held=0)
    first = export(tmp_path / "first")
    assert len(rows_of(first, "conferenties.csv")) == 1
    empty_database()

    run_import(first, capsys)

    assert Case.objects.get().conferences.get().state == ConferenceState.BROKEN_OFF
    assert texts(export(tmp_path / "second")) == texts(first)


def test_case_without_programme_makes_the_round_trip(tmp_path, living, capsys):
    Case.objects.update(programme=None)
    FundingProgramme.objects.all().delete()
    first = export(tmp_path / "first")
    assert rows_of(first, "aanvragen.csv")[0]["project"] == "zonder-programma"
    assert texts(export(tmp_path / "named", project="zonder-programma")) == texts(first)
    empty_database()

    run_import(first, capsys)

    assert FundingProgramme.objects.get().name == "Zonder programma"
    assert texts(export(tmp_path / "second")) == texts(first)


def test_answer_by_link_is_written_under_its_random_key(tmp_path, living, capsys):
    questionnaire = Questionnaire.objects.get(form="kind", version="2009")
    response = Response.objects.create(
        id="5b0d9c1e-1111-4222-8333-444455556666",
        questionnaire=questionnaire,
        form="kind",
        programme=living.programme,
        region=living.region,
        quarter="2024-Q2",
        answers={"at_ease": "ja", "is_main_person": False, "remarks": "Het was fijn bij Sanne"},
    )
    first = export(tmp_path / "first")

    row = rows_of(first, "enquete_kinderen.csv")[0]
    assert (row["respondent"], row["region"], row["is_main_person"]) == (response.pk, "utrecht", "0")
    assert b"Sanne" not in (first / "enquete_kinderen.csv").read_bytes()
    assert run_import(first, capsys).startswith("Nothing to do: all 1 cases and 1 answers")
    empty_database()
    run_import(first, capsys)
    assert texts(export(tmp_path / "second")) == texts(first)


def test_cases_of_every_state_make_the_round_trip(tmp_path, capsys):
    for state in CaseState:
        case = make_case(state=state)
        if case.outcome == CaseOutcome.CONFERENCE_HELD:
            make_attendance(make_conference(case, state=ConferenceState.HELD), position=Position.FRIEND)
    first, tables = export(tmp_path / "first"), exchanged_figures()
    empty_database()

    run_import(first, capsys)

    assert Case.objects.filter(state__in=STARTED_STATES).count() == len(STARTED_STATES)
    assert exchanged_figures() == tables
    assert texts(export(tmp_path / "second")) == texts(first)
