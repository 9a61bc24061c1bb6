"""Every table, mark and statement of a report, against a count from the files of the set in plain Python."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from cases.models import Case, FundingProgramme
from ekc.accounts.models import Region
from ekc.dates import quarter_bounds
from reports.catalogue import Report, Selection, build_report
from reports.catalogue.report import report_as_json
from reports.catalogue.shapes import Row, Table
from tests.reports.by_hand import BESIDE, Part
from tests.reports.folders import PILOT
from tests.reports.published_by_hand import PUBLISHED, marks, response, statements

pytestmark = pytest.mark.django_db
EXPECTED = json.loads((Path(__file__).parent / "data" / "expected.json").read_text(encoding="utf-8"))
KINDS = ("whole", "years", "quarters", "regions")
Place = tuple[dt.date | None, dt.date | None, int | None]


def values(table: Table) -> dict[str, tuple[Any, ...]]:
    return {_name_of(row): row.values for row in table.rows}


def _name_of(row: Row) -> str:
    """Its code; of a place its municipality and name, for two places may have one name."""
    return row.code or (f"{row.municipality}/{row.label}" if row.municipality else row.label)


def filled(found: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Without rows of nothing: a code that the print knows stands there with zeros."""
    return {code: each for code, each in found.items() if any(each)}


def parts_of(folder: Path, programme: FundingProgramme, of: str) -> Iterator[tuple[Selection, Part]]:
    """Each part of a kind of a set that was read in: what is asked of the report, and the same of the files."""
    cases = Case.objects.filter(programme=programme)
    days = sorted(cases.values_list("received_on", flat=True))
    years = [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in range(days[0].year, days[-1].year + 1)]
    quarters = [quarter_bounds(dt.date(year.year, month, 1)) for year, _end in years for month in (1, 4, 7, 10)]
    regions = Region.objects.filter(cases__in=cases).values_list("pk", flat=True).distinct().order_by("pk")
    chosen: dict[str, list[Place]] = {
        "whole": [(None, None, None)],
        "years": [(*year, None) for year in years],
        "quarters": [(*quarter, None) for quarter in quarters],
        "regions": [(*period, pk) for period in ((None, None), *years[1:3], quarters[5]) for pk in regions],
    }
    for start, until, region in chosen[of]:
        mine = set(cases.filter(region=region).values_list("external_id", flat=True)) if region else None
        selection = Selection(programme, start, until, region_ids=(region,) if region else None)
        yield selection, Part(start, until, mine, folder)


def assert_is_as_in_the_files(report: Report, part: Part) -> None:
    where = report.selection
    for number, count in {**PUBLISHED, **BESIDE}.items():
        assert filled(values(report.table(number))) == filled(count(part)), (number, where)
    found = json.loads(json.dumps(report_as_json(report)))
    assert [(each["mean"], each["n"], each["insufficient"]) for each in found["grades"]] == list(
        marks(part).values()
    ), where
    for name, given in statements(part, EXPECTED["statements"]).items():
        assert {code: n for code, n in found["statements"].get(name, {}).items() if n} == given, (name, where)
    assert {form: (each["handed_out"], each["returned"]) for form, each in found["response"].items()} == response(
        part
    ), where


@pytest.mark.parametrize("of", KINDS)
def test_every_part_of_the_pilot_is_as_its_files_say(pilot_cases: FundingProgramme, of: str) -> None:
    for selection, part in parts_of(PILOT, pilot_cases, of):
        assert_is_as_in_the_files(build_report(selection), part)


@pytest.mark.parametrize(("seed", "cases"), [(71, 90), (72, 260)])
def test_every_part_of_a_set_that_nobody_saw_is_as_its_files_say(tmp_path: Path, seed: int, cases: int) -> None:
    call_command("make_registrations", tmp_path, cases, seed=seed, project="nooit-gezien", verbosity=0)
    call_command("import_registrations", tmp_path, verbosity=0)
    programme = FundingProgramme.objects.get(slug="nooit-gezien")

    for of in KINDS:
        for selection, part in parts_of(tmp_path, programme, of):
            assert_is_as_in_the_files(build_report(selection), part)


def test_the_counts_by_hand_of_the_whole_pilot_are_the_printed_ones() -> None:
    """So that they are no second mistake of the same kind."""
    whole = Part(None, None, None)
    for table in EXPECTED["tables"]:
        printed = {
            row.get("code")
            or (f"{row['municipality']}/{row['label']}" if row.get("municipality") else row["label"]): tuple(
                row["values"]
            )
            for row in table["rows"]
        }
        assert filled(PUBLISHED[table["id"]](whole)) == filled(printed), table["id"]
    assert {name: {code: n for code, n in given.items() if n} for name, given in EXPECTED["statements"].items()} == (
        statements(whole, EXPECTED["statements"])
    )
    assert list(marks(whole).values()) == [
        (each["mean"], each["n"], each["insufficient"]) for each in EXPECTED["grades"]
    ]
