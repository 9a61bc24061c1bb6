"""Whatever stands in the files: no traceback, and never half a set."""

import datetime as dt
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Case
from reports.exchange.assembling import assemble
from reports.exchange.codebook import CODEBOOK
from reports.exchange.faults import Faults
from reports.exchange.reading import read_folder, read_sheet
from reports.exchange.registrations import Known
from surveys.models import Response
from tests.reports.folders import PILOT, read, write

TODAY = dt.date(2026, 1, 1)
KNOWN = Known(
    frozenset({"noord_holland", "limburg"}),
    {},
    {
        "volwassene": frozenset({"2009", "2011"}),
        "kind": frozenset({"2009"}),
        "professional": frozenset({"2009", "2011"}),
    },
)
FILES = st.sampled_from(list(CODEBOOK))
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "0", "1", "-1", "999999999999", "1e3", "NaN", "NH-001", "NH-030", "NH-999", "activering", "conferentie"]
        + ["ja", "nee", "onbekend", "weigering", "2009", "2011", "2010-02-30", "2010-06-15", "0000-00-00", "00:00"]
        + [
            "02:30",
            "23:59",
            "24:00",
            "a;b",
            ";",
            "=1+1",
            '"',
            "\0",
            "\u2028",
            "minderjarig",
            "jongen",
            "man",
            "17",
            "18",
        ]
    ),
)
MUTATIONS = st.lists(st.tuples(FILES, st.integers(0, 10**6), st.integers(0, 10**6), CELLS), min_size=1, max_size=4)
quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def mutated(target: Path, mutations: list[tuple[str, int, int, str]]) -> Path:
    """The pilot with some cells replaced; row and column are taken round."""
    folder = target / "set"
    shutil.copytree(PILOT, folder)
    for file, row, column, value in mutations:
        rows = read(folder / file)
        cells = rows[row % len(rows)]
        cells[column % len(cells)] = value
        write(folder / file, rows)
    return folder


@quick
@given(mutations=MUTATIONS)
def test_mutated_rows_are_faults_or_registrations(mutations):
    with tempfile.TemporaryDirectory() as target:
        folder = mutated(Path(target), mutations)
        faults = Faults()

        content = read_folder(folder, faults, today=TODAY, report=lambda _line: None)
        found = [case for part in assemble(content, KNOWN, faults, today=TODAY) for case in part.registrations]

    assert len(faults) or len(found) == 73
    for fault in faults:
        assert "\n" not in str(fault)


@quick
@given(file=FILES, content=st.binary(max_size=300))
def test_any_bytes_at_all_are_read_without_an_exception(file, content):
    faults = Faults()

    sheet = read_sheet(CODEBOOK[file], content, faults, today=TODAY)
    rows = sheet.rows(range(len(sheet)), faults)

    assert len(faults) or sheet.complete
    assert len(rows) == len(sheet)


@quick
@given(file=FILES, at=st.integers(0, 10**6), length=st.integers(1, 20), content=st.binary(max_size=20))
def test_a_file_with_a_spoiled_piece_is_read_without_an_exception(file, at, length, content):
    whole = (PILOT / file).read_bytes()
    at %= len(whole)
    faults = Faults()

    sheet = read_sheet(CODEBOOK[file], whole[:at] + content + whole[at + length :], faults, today=TODAY)
    sheet.rows(range(len(sheet)), faults)

    assert all(fault.line >= 1 for fault in faults)


@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutations=MUTATIONS)
def test_a_mutated_set_is_saved_whole_or_not_at_all(mutations):
    with tempfile.TemporaryDirectory() as target:
        folder = mutated(Path(target), mutations)
        with transaction.atomic():
            fault = _import(folder)
            saved = Case.objects.count(), Response.objects.count()
            transaction.set_rollback(True)

    assert (
        (saved == (0, 0) and re.fullmatch(r"\d+ faults? found\. Nothing is saved\.", fault))
        if fault
        else saved == (73, 225)
    )


def _import(folder: Path) -> str:
    """What the command ends with; empty when it went well."""
    try:
        call_command("import_registrations", folder)
    except CommandError as error:
        return str(error)
    return ""
