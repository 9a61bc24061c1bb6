"""The published pilot, imported, gives the published figures: every table, row, value, mean and statement."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

import reports
from cases.models import FundingProgramme
from reports.catalogue import Report, Selection, build_report
from reports.catalogue.report import report_as_json
from reports.models import Stale, StaleCount
from tests.reports.kept import leave_counts_alone

HERE = Path(__file__).parent
PILOT = Path(reports.__file__).parent / "data" / "pilot"
EXPECTED = json.loads((HERE / "data" / "expected.json").read_text(encoding="utf-8"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(db: None) -> Report:
    call_command("import_registrations", str(PILOT), verbosity=0)
    return build_report(Selection(FundingProgramme.objects.get(slug="families-zelf-aan-zet")))


@pytest.fixture
def found(pilot: Report) -> dict:
    return json.loads(json.dumps(report_as_json(pilot)))


def figures_of(table: dict) -> dict:
    """A table without what we add to it and without its note."""
    return {name: table[name] for name in ("id", "title", "columns", "rows", "base")}


def test_the_pilot_gives_every_published_table(found: dict) -> None:
    assert [table["id"] for table in found["tables"]] == [table["id"] for table in EXPECTED["tables"]]
    for mine, published in zip(found["tables"], EXPECTED["tables"], strict=True):
        assert figures_of(mine) == figures_of(published)


def test_places_stand_by_sub_region_and_then_by_name_without_the_article(pilot: Report) -> None:
    rows = pilot.table("2.6.1e").rows

    assert [row.region for row in rows if row.region] == sorted(
        (row.region for row in rows if row.region),
        key=["kop_van_noord_holland", "noord_kennemerland", "het_gooi"].index,
    )
    assert [row.label for row in rows][6:10] == ["Sint Maarten", "'t Veld", "Warmenhuizen", "'t Zand"]
    assert [row.label for row in rows][-3:] == ["België", "Onbekend", "Totaal"]


@pytest.mark.parametrize("part", ["key_figures", "response", "grades", "statements", "national_2010"])
def test_the_pilot_gives_every_other_published_figure(found: dict, part: str) -> None:
    assert found[part] == EXPECTED[part]


def test_statements_stand_in_printed_order(found: dict) -> None:
    assert list(found["statements"]) == list(EXPECTED["statements"])


@pytest.mark.parametrize("cases", [1, 300])
def test_the_catalogue_asks_the_same_number_of_queries_for_few_and_many(
    cases: int, tmp_path: Path, django_assert_num_queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_counts_alone(monkeypatch)
    call_command("make_registrations", str(tmp_path), str(cases), seed=4, verbosity=0)
    call_command("import_registrations", str(tmp_path), verbosity=0)
    StaleCount.objects.create(what=Stale.ALL)

    # One of them waits for whoever counts already.
    with django_assert_num_queries(31):
        build_report(Selection())
    with django_assert_num_queries(5):
        build_report(Selection())


def test_a_report_without_a_single_case_has_every_table_and_no_figure() -> None:
    empty = build_report(Selection())

    assert len(empty.tables) == len(EXPECTED["tables"])
    assert {table.n for table in empty.tables} == {0}
    assert {grade.mean for grade in empty.grades} == {None}
    assert empty.key_figures["conference_rate"] is None
