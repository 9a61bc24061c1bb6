"""`wesp_report`: a file, or one English sentence that says what is wrong."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.models import FundingProgramme
from tests.factories import make_programme


def run(output: Path, **options: str) -> None:
    values = {"project": "proef", "format": "json", "output": str(output), **options}
    arguments = [f"--{name}={value}" for name, value in values.items()]
    call_command("wesp_report", *arguments)


@pytest.mark.parametrize("wanted", ["families-zelf-aan-zet", "Families zelf aan zet", "FAMILIES ZELF AAN ZET"])
def test_a_programme_is_found_by_its_code_and_by_its_name(pilot_cases, tmp_path: Path, wanted: str) -> None:
    run(tmp_path / "r.json", project=wanted)

    assert json.loads((tmp_path / "r.json").read_text())["key_figures"]["requests"] == 73


def test_the_period_is_one_of_aanmelding(pilot_cases, tmp_path: Path) -> None:
    run(tmp_path / "r.json", project="families-zelf-aan-zet", **{"from": "2010-01-01", "until": "2010-12-31"})

    found = json.loads((tmp_path / "r.json").read_text())

    assert found["period"] == {"from": "2010-01-01", "until": "2010-12-31"}
    expected = pilot_cases.cases.filter(received_on__year=2010).count()
    assert found["key_figures"]["requests"] == expected
    assert 0 < expected < 73


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"project": "anders"}, "There is no programme 'anders'. Known are:\n  proef (Proef)"),
        ({"from": "1-1-2010"}, "--from '1-1-2010' is not a date written as YYYY-MM-DD."),
        ({"until": "2010-02-30"}, "--until '2010-02-30' is not a date"),
        ({"until": "20100101"}, "--until '20100101' is not a date"),
        ({"from": "2011-01-02"}, "--from and --until: 2011-01-02 is not the first day of a quarter."),
        ({"region": "nergens"}, "There is no region nergens. Known are: groningen"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_written(tmp_path, options, message) -> None:
    make_programme(slug="proef", name="Proef")

    with pytest.raises(CommandError) as refused:
        run(tmp_path / "r.json", **options)

    assert str(refused.value).startswith(message)
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_is_said_before_the_work(tmp_path: Path) -> None:
    make_programme(slug="proef")

    with pytest.raises(CommandError, match="does not exist"):
        run(tmp_path / "nergens" / "r.json")
    with pytest.raises(CommandError, match="is a folder"):
        run(tmp_path)


@pytest.mark.django_db
def test_an_older_file_stays_whole_when_the_report_fails(tmp_path: Path, monkeypatch) -> None:
    make_programme(slug="proef")
    (tmp_path / "r.pdf").write_text("ouder")

    def fail(*_arguments: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr("reports.management.commands.wesp_report.render_report", fail)
    with pytest.raises(RuntimeError):
        run(tmp_path / "r.pdf", format="pdf")

    assert (tmp_path / "r.pdf").read_text() == "ouder"
    assert [path.name for path in tmp_path.iterdir()] == ["r.pdf"]


@pytest.mark.django_db
def test_without_any_programme_the_message_says_what_to_do(tmp_path: Path) -> None:
    assert not FundingProgramme.objects.exists()

    with pytest.raises(CommandError, match="import registrations first"):
        run(tmp_path / "r.json")
