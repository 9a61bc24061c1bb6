"""Comparisons on the page, in every kind of file, and by the command."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from ekc.accounts.codes import Role
from ekc.accounts.models import Region
from ekc.refusal import Refusal
from reports.acts.downloads import make_downloads, request_download
from reports.catalogue import Selection
from reports.codes import Audience
from reports.rendering import file_name, render_report
from reports.rendering.beside import comparison_of, words_of
from reports.side_by_side import (
    Against,
    report_of,
    set_beside_national,
)
from tests.factories import make_programme, make_user
from tests.reports.compared import fill, rows_of, year
from tests.reports.protected import shown

pytestmark = pytest.mark.django_db
INDEX = reverse("reports:index")


# --- page, files and command -----------------------------------------------------------------------------------------


def test_the_page_sets_two_selections_side_by_side_and_the_address_keeps_both(client: Client) -> None:
    utrecht = Region.objects.get(code="utrecht")
    for number in (2023, 2024):
        fill(40, region=utrecht, received_on=dt.date(number, 1, 5))
    client.force_login(make_user(Role.REGIONAL_MANAGER, region=utrecht))
    chosen = {
        "programme": "",
        "start": "2024-01-01",
        "until": "2024-12-31",
        "compare": "selection",
        "with_start": "2023-01-01",
        "with_until": "2023-12-31",
    }

    text = client.get(INDEX, chosen).content.decode()

    assert "Vergelijking: 2024 naast 2023" in text
    assert "95 %-interval" in text
    for name in ("compare", "with_start", "with_until"):
        assert f'<input type="hidden" name="{name}" value="{chosen[name]}">' in text
    last_year = client.get(INDEX, {**chosen, "compare": "last-year", "with_start": "", "with_until": ""})
    assert "Vergelijking: 2024 naast 2023" in last_year.content.decode()


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"compare": "last-year"}, "periode van hooguit een jaar"),
        ({"compare": "selection"}, "twee keer dezelfde keuze"),
        ({"compare": "selection", "with_start": "2024-01-01", "with_until": "2024-12-31"}, "zaken gemeen"),
        ({"compare": "selection", "with_start": "2024-01-01"}, "een kwartaal, een half jaar, een jaar"),
        ({"compare": "national-1999"}, "Selecteer een geldige keuze"),
        (
            {"compare": "selection", "with_start": "2024-10-01", "with_until": "2024-03-31"},
            "Draai de datums om",
        ),
    ],
)
def test_what_cannot_be_compared_is_said_and_what_was_chosen_stays(
    client: Client, chosen: dict[str, str], sentence: str
) -> None:
    fill(3, received_on=dt.date(2024, 5, 5))
    fill(3, received_on=dt.date(2023, 1, 5))
    client.force_login(make_user(Role.RESEARCHER))

    text = client.get(INDEX, {"programme": "", **chosen}).content.decode()

    assert sentence in text
    assert "Kerncijfers" not in text
    offered = [value for value in chosen.values() if value != "national-1999"]
    assert all(f'<option value="{value}" selected' in text for value in offered)
    assert '<details class="form-fold" open>' in text


def test_a_regional_manager_compares_within_the_own_regions_and_a_right_that_ends_takes_the_file_along() -> None:
    utrecht, limburg = Region.objects.get(code="utrecht"), Region.objects.get(code="limburg")
    carla = make_user(Role.REGIONAL_MANAGER, region=utrecht)
    chosen = {"region": "utrecht", "compare": "selection", "with_region": "limburg"}
    with pytest.raises(Refusal, match="kunt u niet opvragen"):
        request_download(carla, kind="json", chosen=chosen)

    carla.regions.add(limburg)
    file = request_download(carla, kind="json", chosen=chosen)
    assert make_downloads() == 1

    file.refresh_from_db()
    assert file.region_ids == sorted([utrecht.pk, limburg.pk])
    assert list(type(file).objects.for_user(carla)) == [file]
    carla.regions.remove(limburg)
    assert not type(file).objects.for_user(carla)


def test_every_kind_of_file_has_the_comparison_and_none_where_it_was_not_asked_for(pilot_cases) -> None:
    alone = shown(year(2011))
    report = report_of(year(2011), Audience.INTERNAL, Against(year(2010)))
    rate = next(row for _where, row in rows_of(report) if row.code == "conference_rate")

    assert "comparison" not in json.loads(render_report(alone, "json"))
    found = json.loads(render_report(report, "json"))["comparison"]
    assert found["with"]["period"] == {"from": "2010-01-01", "until": "2010-12-31"}
    listed = next(row for row in found["tables"][0]["rows"] if row["code"] == "conference_rate")
    assert (listed["value"], listed["other_value"], listed["difference"], listed["low"], listed["high"]) == (
        rate.one.cell.value,
        rate.other.cell.value,
        rate.difference.value,
        rate.difference.low,
        rate.difference.high,
    )

    lines = list(csv.DictReader(io.StringIO(render_report(report, "csv").decode("utf-8-sig"))))
    mine = {
        line["column"]: line["value"]
        for line in lines
        if (line["table"], line["row_code"]) == ("comparison.key_figures", "conference_rate")
    }
    assert mine["Verschil"] == str(rate.difference.value)
    assert mine["Verschil: ten minste"] == str(rate.difference.low)

    book = openpyxl.load_workbook(io.BytesIO(render_report(report, "xlsx")))
    assert "Vergelijking" in book.sheetnames
    assert "Vergelijking" not in openpyxl.load_workbook(io.BytesIO(render_report(alone, "xlsx"))).sheetnames
    row = next(
        row for row in book["Vergelijking"].iter_rows(values_only=True) if row[1] == "Aanvragen met een conferentie (%)"
    )
    assert row[2:9] == (
        rate.one.cell.value,
        rate.one.cell.base,
        rate.other.cell.value,
        rate.other.cell.base,
        rate.difference.value,
        rate.difference.low,
        rate.difference.high,
    )

    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_report(report, "pdf"))).pages)
    assert "Vergelijking: 2011 naast 2010" in " ".join(text.split())


def test_a_row_of_few_says_so_itself(pilot_cases) -> None:
    report = report_of(year(2011), Audience.INTERNAL, Against(year(2010)))
    chapter = comparison_of(report)

    assert chapter is not None
    anchors = [table.anchor for section in chapter.sections for table in section.tables]
    assert len(anchors) == len(set(anchors)) > 30
    rows = [row for section in chapter.sections for table in section.tables for row in table.rows]
    few = [row for row in rows if row.label.endswith("(let op)")]
    assert 0 < len(few) < len(rows)


def test_files_of_two_comparisons_have_two_names(pilot_cases) -> None:
    against = [None, Against(year=2010), Against(year=2006), Against(year(2010)), Against(year(2009))]
    names = {file_name(report_of(year(2011), Audience.INTERNAL, each), "pdf") for each in against}

    assert len(names) == len(against)
    assert any("naast-2010" in name for name in names)


def test_both_sides_are_called_by_what_they_differ_in() -> None:
    utrecht = Region.objects.get(code="utrecht")
    here = {"region_ids": (utrecht.pk,), "region_names": (utrecht.name,)}
    programme = make_programme(name="Proef")

    def words(one: Selection, other: Selection) -> tuple[str, str]:
        return words_of(report_of(one, Audience.INTERNAL, Against(other)))

    half = Selection(start=dt.date(2024, 1, 1), until=dt.date(2024, 6, 30))
    assert words(year(2024), half) == ("2024", "1e helft 2024")
    assert words(year(2024, **here), year(2024)) == (utrecht.name, "alle regio's")
    assert words(Selection(programme), Selection()) == ("Proef", "Landelijk")
    assert words(Selection(programme), year(2024)) == ("alle jaren, Proef", "2024, Landelijk")
    assert words_of(set_beside_national(shown(Selection()), 2006)) == ("Deze keuze", "Landelijk 2006")


def run(target: Path, *options: str) -> dict:
    call_command("wesp_report", "--format=json", f"--output={target}", *options)
    found: dict = json.loads(target.read_text())
    return found


def test_the_command_compares(pilot_cases, tmp_path: Path) -> None:
    target = tmp_path / "r.json"
    period = ("--from=2011-01-01", "--until=2011-12-31")

    assert "comparison" not in run(target, *period)
    last = run(target, *period, "--compare=last-year")["comparison"]
    other = run(target, *period, "--compare=selection", "--with-from=2010-01-01", "--with-until=2010-12-31")
    assert last == other["comparison"]
    assert run(target, *period, "--compare=national-2010")["comparison"]["with"] == {"year": 2010}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--compare=last-year",), "needs --from and --until"),
        (("--compare=national-1999",), "Known are: national-2013, national-2010, national-2006"),
        (("--compare=zomaar",), "There is no --compare zomaar"),
        (("--compare=selection",), "twee keer dezelfde"),
        (("--with-from=2010-01-01",), "go with --compare selection"),
        (("--compare=selection", "--with-from=2010-01-02"), "--with-from and --with-until"),
        (("--compare=selection", "--with-from=2010-01-01", "--audience=public"), "--audience public"),
        (
            ("--compare=selection", "--with-from=2010-01-01", "--with-until=2010-12-31", "--audience=public"),
            "zaken gemeen",
        ),
        (("--compare=selection", "--with-region=nergens"), "There is no region nergens"),
    ],
)
def test_the_command_says_what_cannot_be_compared(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(tmp_path / "r.json", *options)
    assert not list(tmp_path.iterdir())
