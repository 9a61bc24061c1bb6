"""A set of many slices says and saves the same as one of one slice; of each kind of fault a hundred are told."""

import io

import pghistory.models
import pytest
from django.core.management import CommandError, call_command

from cases.models import Case, MainPerson
from cases.models.kept_step import StaleStep
from conferences.models import Attendance
from reports.exchange import slices
from tests.reports.folders import (
    PILOT,
    add_row,
    all_rows,
    copy_pilot,
    empty_database,
    faults_of,
    read,
    run_import,
    write,
)

pytestmark = pytest.mark.django_db
KEYS = frozenset({"id", "case_id", "conference_id", "number", "programme_id", "subregion_id"})
MOMENTS = frozenset({"at", "created_at", "state_since", "imported_at"})
DRAWN = frozenset({"search"})
"""What a case is found by has its number in it."""


def told():
    """Every row that was saved, without keys and moments."""
    own = KEYS | MOMENTS | DRAWN
    return {
        model: sorted(str({name: value for name, value in row.items() if name not in own}) for row in found)
        for model, found in all_rows().items()
    }


def test_slices_save_what_one_slice_saves(capsys, monkeypatch):
    run_import(PILOT, capsys)
    whole = told()
    empty_database()
    monkeypatch.setattr(slices, "CASES_AT_ONCE", 7)

    assert run_import(PILOT, capsys).startswith("Cases: 73 new")

    assert told() == whole


@pytest.mark.parametrize("at_once", [1, 3, 500])
def test_slices_tell_the_faults_of_one_slice(tmp_path, capsys, monkeypatch, at_once):
    folder = copy_pilot(tmp_path)
    for path in folder.glob("*.csv"):
        header, *rows = read(path)
        rows = [[*row[:-1], "?"] if number % 5 == 0 else row for number, row in enumerate(rows)]
        write(path, [header, *rows, rows[0], rows[1]])
    lines = faults_of(folder, capsys)
    monkeypatch.setattr(slices, "CASES_AT_ONCE", at_once)
    monkeypatch.setattr(slices, "ROWS_AT_ONCE", at_once)

    assert faults_of(folder, capsys) == lines
    assert len(lines) > 100


def test_of_one_kind_a_hundred_faults_are_told_and_the_number_of_the_rest(tmp_path, capsys):
    folder = copy_pilot(tmp_path)
    position = read(folder / "deelnemers.csv")[1][1]
    for number in range(250):
        add_row(folder, "deelnemers.csv", f"XX-{number}", position, "1", "0")
    capsys.readouterr()

    with pytest.raises(CommandError, match="^250 faults found. Nothing is saved.$"):
        call_command("import_registrations", folder)

    said = [
        line for line in capsys.readouterr().err.splitlines() if line.startswith("deelnemers.csv:") and "XX-" in line
    ]
    assert len(said) == 101
    assert said[0].startswith('deelnemers.csv:358:case_id: "XX-0" does not occur')
    assert said[99].startswith('deelnemers.csv:457:case_id: "XX-99" does not occur')
    assert said[100].startswith('deelnemers.csv:case_id: 150 more like: "XX-0" does not occur')


def test_history_has_one_first_row_for_each_that_was_saved_and_every_case_is_marked(capsys):
    run_import(PILOT, capsys)

    for model in (Case, MainPerson, Attendance):
        events = model.pgh_event_models["insert"].objects
        assert events.count() == model.objects.count()
        assert set(events.values_list("pgh_label", flat=True)) == {"insert"}
        assert set(events.values_list("pgh_obj", flat=True)) == set(model.objects.values_list("pk", flat=True))
    context = pghistory.models.Context.objects.get(pk=Case.pgh_event_models["insert"].objects.first().pgh_context_id)
    assert context.metadata["source"] == "import_registrations"
    assert set(StaleStep.objects.values_list("case_id", flat=True)) == set(Case.objects.values_list("pk", flat=True))


def test_a_number_that_a_case_gets_here_is_no_number_of_the_set(tmp_path, capsys, monkeypatch):
    """A later case of the set may be called what an earlier one is numbered here."""
    monkeypatch.setattr(slices, "CASES_AT_ONCE", 1)
    run_import(PILOT, capsys)
    last = max(int(number.rsplit("-", 1)[1]) for number in Case.objects.values_list("number", flat=True))
    empty_database()
    folder = copy_pilot(tmp_path)
    years = [row[3][:4] for row in read(folder / "aanvragen.csv")[1:]]
    taken = f"EK-{years[0]}-{last + 1:05d}"
    for path in folder.glob("*.csv"):
        path.write_text(path.read_text().replace("NH-002", taken))

    assert run_import(folder, capsys).startswith("Cases: 73 new")
    assert Case.objects.filter(number=taken).exists()
    assert Case.objects.filter(external_id=taken).exists()


def test_progress_of_a_wrong_set_does_not_claim_that_it_is_right(tmp_path):
    folder = copy_pilot(tmp_path)
    add_row(folder, "deelnemers.csv", "XX-1", read(folder / "deelnemers.csv")[1][1], "1", "0")
    said = io.StringIO()

    with pytest.raises(CommandError):
        call_command("import_registrations", folder, stderr=said)

    assert "no faults" not in said.getvalue()
