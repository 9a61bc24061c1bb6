"""What a researcher gets, opened in PSPP: types, labels, reasons why there is no answer, and a table equal to ours."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile

import pytest

from reports.catalogue import Selection, build_report
from reports.codes import DownloadFormat
from reports.exchange.codebook import CODEBOOK
from reports.research import sav
from reports.research.package import pack
from reports.research.sav import cut, names_of, sav_file
from reports.research.set_files import ResearchFile
from reports.research.sets import build_set
from reports.research.variables import NOT_ASKED, UNKNOWN, WITHHELD, Kind, Variable
from tests.factories import make_research

with_pspp = pytest.mark.skipif(not shutil.which("pspp"), reason="PSPP is not on this machine (scripts/setup)")


@pytest.fixture
def unpacked(pilot_cases, tmp_path):
    """The set of the whole pilot, unpacked."""
    content = pack(build_set(make_research(), Selection(programme=pilot_cases)), DownloadFormat.SAV.value)
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    return tmp_path


def pspp(folder, syntax):
    """What PSPP prints of this syntax, as rows; nothing of it may be a complaint."""
    (folder / "question.sps").write_text(syntax)
    done = subprocess.run(
        ["pspp", "-O", "format=csv", "question.sps"], cwd=folder, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert not re.search(r"\b(error|warning):", said), said
    return list(csv.reader(io.StringIO(done.stdout)))


@with_pspp
def test_pspp_reads_as_many_rows_of_every_file_as_we_counted(unpacked):
    counted = json.loads((unpacked / "keuze.json").read_text())["rijen"]
    assert len(counted) == 11

    for name, number in counted.items():
        found = pspp(unpacked, f"GET FILE='{name}.sav'.\nCOMPUTE one = 1.\nDESCRIPTIVES one /STATISTICS=SUM.\n")
        assert ["one", str(number), str(number)] in [
            [row[0], row[1], row[2].split(".")[0]] for row in found if len(row) == 3
        ]


@with_pspp
def test_types_labels_and_missing_values_are_those_of_the_code_book(unpacked):
    found = pspp(
        unpacked,
        "GET FILE='hoofdpersonen.sav'.\nDISPLAY DICTIONARY.\nGET FILE='conferenties.sav'.\nDISPLAY DICTIONARY.\n",
    )
    by_name = {row[0]: row for row in found if len(row) == 10}

    assert by_name["gender"][2:4] == ["Geslacht", "Nominal"]
    assert by_name["gender"][7] == "F5.0"
    assert by_name["gender"][9] == f"{WITHHELD}; {UNKNOWN}; {NOT_ASKED}"
    assert by_name["case_id"][7] == "A16"
    assert by_name["started_at"][7] == "TIME5.0"
    assert by_name["held_on"][7] == "A4"  # of so few families the year is told, and no quarter
    assert [each.strip(' "') for each in by_name["held_on"][9].split(";")] == ["-7", "-8", "-9"]
    assert ["", "1", "Ja"] in found
    assert any(row[1:] == ["-8[a]", "Onbekend"] for row in found)


@with_pspp
def test_a_table_of_pspp_is_ours(unpacked, pilot_cases):
    report = build_report(Selection(programme=pilot_cases))
    table = next(each for each in report.tables if each.id == "2.3")
    codes = CODEBOOK["aanvragen.csv"].by_name["help_duration"].codes
    ours = {codes[row.code]: row.values[-1] for row in table.rows if row.code in codes and row.values[-1]}

    found = pspp(unpacked, "GET FILE='aanvragen.sav'.\nFREQUENCIES help_duration.\n")

    counted = {row[1]: int(row[2]) for row in found if len(row) == 6 and row[2].isdigit() and row[0] != "Total"}
    assert len(ours) > 3
    assert {label: number for label, number in counted.items() if label in ours} == ours


@with_pspp
def test_answers_to_one_question_are_a_set_after_the_syntax(unpacked):
    pspp(unpacked, (unpacked / "meervoudige-antwoorden.sps").read_text(encoding="utf-8-sig"))

    found = pspp(unpacked, "GET FILE='aanvragen.sav'.\nMRSETS /DISPLAY NAME=[$problems].\n")

    printed = str(found)
    assert "$problems" in printed
    assert "problems_" in printed


def test_two_files_of_one_day_are_the_same_to_the_byte(pilot_cases):
    found = build_set(make_research(), Selection(programme=pilot_cases))

    for kind in ("sav", "csv-excel", "csv-r"):
        assert pack(found, kind) == pack(found, kind)


def test_names_are_what_spss_takes():
    given = ["all", "With", "Naam", "naam", "2e keer", "a-b", "x" * 70, "x" * 71, "é"]

    names = names_of(given)

    assert len({name.lower() for name in names}) == len(given)
    assert not {name.lower() for name in names} & sav.RESERVED
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", name) for name in names)
    assert names_of(["gender", "case_id"]) == ["gender", "case_id"]


def test_a_label_is_cut_between_two_letters():
    assert cut("é" * 100, 121) == "é" * 60
    assert cut("kort", 120) == "kort"


@with_pspp
def test_labels_that_are_too_long_are_cut_in_the_file_and_whole_in_the_syntax(tmp_path, pilot_cases):
    long = Variable("vraag", "é" * 200, Kind.CODE, "vraag", {"a": "ü" * 100})
    file = ResearchFile("lang", (long,), [[1], [UNKNOWN]])
    found = build_set(make_research(), Selection(programme=pilot_cases))
    found.files.append(file)
    (tmp_path / "lang.sav").write_bytes(sav_file(file, made_on=found.made_on))

    said = pspp(tmp_path, "GET FILE='lang.sav'.\nDISPLAY DICTIONARY.\n")

    assert "é" * 128 in str(said)
    assert "é" * 129 not in str(said)
    assert "ü" * 60 in str(said)
    assert "ü" * 61 not in str(said)
    assert "é" * 200 in sav.syntax_of(found)
    assert "ü" * 100 in sav.syntax_of(found)
