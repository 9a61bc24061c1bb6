"""Rows for researchers: nobody is found by them, one project does not meet another, and who objects is in none."""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from cases.models import Case, MainPerson
from ekc.accounts.codes import Role
from ekc.refusal import Refusal
from reports.acts.downloads import make_downloads, request_download
from reports.acts.research import change_project, make_rows
from reports.catalogue import Selection
from reports.codes import DownloadState, ResearchDates
from reports.exchange.codebook import CODEBOOK
from reports.models import Download, ResearchProvision
from reports.research import variables
from reports.research.package import pack
from reports.research.sets import build_set
from reports.research.variables import FreeText, variables_of
from tests.factories import make_research, make_user

pytestmark = pytest.mark.django_db
CHOSEN = {"programme": "families-zelf-aan-zet"}


def files_of(content):
    """The files in a zip, as text."""
    packed = zipfile.ZipFile(io.BytesIO(content))
    return {name: packed.read(name).decode("utf-8-sig", errors="replace") for name in packed.namelist()}


def rows_of(found, name):
    file = next(each for each in found.files if each.name == name)
    return [dict(zip([each.name for each in file.variables], row, strict=True)) for row in file.rows]


@pytest.mark.parametrize("kind", ["sav", "csv-excel", "csv-r"])
def test_no_number_place_or_day_of_a_case_leaves(pilot_cases, kind):
    MainPerson.objects.update(place="Kanariedorp", municipality="Kanariestad", name="Kanarie")
    numbers = [number for pair in Case.objects.values_list("number", "external_id") for number in pair]

    packed = zipfile.ZipFile(io.BytesIO(pack(build_set(make_research(), Selection(pilot_cases)), kind)))
    whole = b"".join(packed.read(name) for name in packed.namelist() if name != "keuze.json")

    assert not [number for number in numbers if number.encode() in whole]
    assert b"Kanarie" not in whole
    assert not re.search(rb"\d{4}-\d\d-\d\d", whole)


def test_every_column_of_the_format_is_safe_or_left_out(db):
    for file in CODEBOOK:
        assert variables_of(file)


def test_a_column_of_free_text_that_is_added_is_refused(monkeypatch):
    form = CODEBOOK["plannen.csv"]
    text = replace(form.columns[0], name="toelichting", label="Toelichting")
    monkeypatch.setattr(variables, "CODEBOOK", {**CODEBOOK, form.name: replace(form, columns=(*form.columns, text))})

    with pytest.raises(FreeText, match="toelichting"):
        variables_of(form.name)


def test_a_pseudonym_is_the_same_in_every_set_of_a_project_and_another_in_every_other(pilot_cases):
    one, other = make_research(), make_research()
    sets = [build_set(project, Selection(pilot_cases)) for project in (one, one, other)]
    names = [{row["case_id"] for row in rows_of(found, "aanvragen")} for found in sets]

    assert names[0] == names[1]
    assert not names[0] & names[2]
    assert len(names[0]) == 73
    assert {row["case_id"] for row in rows_of(sets[0], "deelnemers")} <= names[0]


def test_pseudonyms_hang_on_the_key_of_the_house(pilot_cases, settings):
    project = make_research()
    before = {row["case_id"] for row in rows_of(build_set(project, Selection(pilot_cases)), "aanvragen")}
    settings.EKC_FIELD_KEY = "another key of the house, of more than forty signs"

    after = {row["case_id"] for row in rows_of(build_set(project, Selection(pilot_cases)), "aanvragen")}

    assert not before & after


@pytest.mark.parametrize(
    ("dates", "form"), [(ResearchDates.WEEK, r"\d{4}-W\d\d"), (ResearchDates.QUARTER, r"\d{4}-Q[1-4]")]
)
def test_days_are_as_fine_as_the_project_says(pilot_cases, dates, form):
    found = build_set(make_research(dates=dates), Selection(pilot_cases))

    allowed = f"{form}|\\d{{4}}|{variables.WITHHELD}"
    assert {bool(re.fullmatch(allowed, row["received_on"])) for row in rows_of(found, "aanvragen")} == {True}
    assert {bool(re.fullmatch(allowed, row["held_on"])) for row in rows_of(found, "conferenties")} == {True}
    quarters = rows_of(found, "enquete_volwassenen")
    assert any(re.fullmatch(r"\d{4}-Q[1-4]", row["quarter"]) for row in quarters)


def test_who_objects_is_in_no_file(pilot_cases):
    project = make_research()
    before = build_set(project, Selection(pilot_cases))
    case = Case.objects.filter(conferences__isnull=False).first()
    Case.objects.filter(pk=case.pk).update(research_objection=True)

    after = build_set(project, Selection(pilot_cases))

    gone = {row["case_id"] for row in rows_of(before, "aanvragen")} - {
        row["case_id"] for row in rows_of(after, "aanvragen")
    }
    assert len(gone) == 1
    for file in after.files:
        assert not [row for row in file.rows if gone & set(map(str, row))]


def test_what_was_never_asked_is_told_from_what_is_not_known(pilot_cases):
    answers = rows_of(build_set(make_research(), Selection(pilot_cases)), "enquete_volwassenen")
    statements = [column.name for column in CODEBOOK["enquete_volwassenen.csv"].columns if column.is_statement]

    old = [row for row in answers if row["version"] == "2009"]

    assert old
    assert {row[name] for row in old for name in statements} == {-9}
    assert -9 not in {row[statements[0]] for row in answers if row["version"] == "2011"}


def test_excel_reads_words_and_r_reads_numbers(pilot_cases):
    found = build_set(make_research(), Selection(pilot_cases))

    excel, programs = files_of(pack(found, "csv-excel")), files_of(pack(found, "csv-r"))

    persons = list(csv.DictReader(io.StringIO(excel["hoofdpersonen.csv"]), delimiter=";"))
    assert {row["gender"] for row in persons} >= {"Meisje", "Jongen"}
    numbers = list(csv.DictReader(io.StringIO(programs["hoofdpersonen.csv"])))
    assert all(re.fullmatch(r"-?\d+", row["gender"]) for row in numbers)
    assert "Meisje" in programs["codeboek.csv"]
    assert json.loads(programs["keuze.json"])["programma"] == pilot_cases.slug


def test_each_file_that_was_given_keeps_so_once(pilot_cases):
    user, project = make_user(Role.RESEARCHER), make_research()

    for _time in range(2):
        make_rows(user, "csv-r", {**CHOSEN, "research": project.slug})

    assert ResearchProvision.objects.filter(project=project).count() == Case.objects.count()


def test_a_researcher_finds_the_rows_among_the_downloads(pilot_cases):
    user, project = make_user(Role.RESEARCHER), make_research()

    request_download(user, kind="sav", chosen={**CHOSEN, "research": project.slug})
    make_downloads()

    download = Download.objects.for_user(user).get()
    assert download.state == DownloadState.READY
    assert download.filename.startswith(f"onderzoek-{project.slug}-families-zelf-aan-zet-spss-")
    assert "aanvragen.sav" in zipfile.ZipFile(io.BytesIO(bytes(download.content))).namelist()


@pytest.mark.parametrize("role", [Role.REGIONAL_MANAGER, Role.FUNDER])
def test_rows_are_for_researchers_only(pilot_cases, role):
    with pytest.raises(Refusal):
        request_download(make_user(role), kind="sav", chosen={**CHOSEN, "research": make_research().slug})


def test_a_project_that_is_over_gets_nothing(pilot_cases):
    yesterday = dt.date.today() - dt.timedelta(days=1)
    project = make_research(starts_on=yesterday, ends_on=yesterday)

    with pytest.raises(Refusal, match="loopt nu niet"):
        request_download(make_user(Role.RESEARCHER), kind="sav", chosen={**CHOSEN, "research": project.slug})


def test_a_project_with_quarters_gets_no_weeks_later(pilot_cases):
    user, project = make_user(Role.NATIONAL), make_research()
    make_rows(user, "csv-r", {**CHOSEN, "research": project.slug})

    with pytest.raises(Refusal, match="per kwartaal"):
        change_project(
            project,
            by=user,
            name=project.name,
            ground="x",
            starts_on=project.starts_on,
            ends_on=project.ends_on,
            dates=ResearchDates.WEEK,
        )


def test_the_command_writes_rows_of_a_project(pilot_cases, tmp_path):
    out = tmp_path / "set.zip"
    with pytest.raises(CommandError, match="needs --research"):
        call_command("wesp_report", project=pilot_cases.slug, format="sav", output=out)

    call_command("wesp_report", project=pilot_cases.slug, format="sav", output=out, research=make_research().slug)

    assert len(zipfile.ZipFile(out).namelist()) == 14
