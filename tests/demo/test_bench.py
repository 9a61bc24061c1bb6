"""`bench` on a tiny size: every line is there, a missed goal is no error, and nothing is left behind."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from demo.bench.database import own_database
from demo.bench.measuring import Series, side_by_side
from demo.bench.report import measure_paper
from reports.catalogue import Selection
from tests import database
from tests.factories import make_programme
from tests.reports.protected import shown

LINES = (
    "Processor",
    "Memory",
    "Python",
    "PostgreSQL",
    r"pilot: 73 cases, 1219 rows +[\d,]+ rows per second",
    r"generated: 50 cases, \d+ rows +[\d,]+ rows per second",
    r"pilot: 73 cases counted +2( +[\d.]+){4}",
    r"generated: \d+ cases counted +2( +[\d.]+){4}",
    r"queries +5",
    r"peak memory of Python \(tracemalloc\) +[\d.]+ MB",
    r"pilot, \d+ pages: ours, HTML included +1( +[\d.]+){4}",
    r"WeasyPrint alone +1( +[\d.]+){4}",
    r"plan of 30 agreements, \d+ pages: ours, HTML included +1( +[\d.]+){4}",
    r"the page +25( +[\d.]+){4}",
    r"same SQL by the same querysets, bare template +25( +[\d.]+){4}",
    r"same SQL through a cursor, bare template +25( +[\d.]+){4}",
    r"requests per second +[\d.]+",
    r"(met|NOT MET) +PDF: under 10 % over WeasyPrint alone +[+-][\d.]+ %",
    r"(met|NOT MET) +Plan on paper: under 5 % over WeasyPrint alone +[+-][\d.]+ %",
    r"(met|NOT MET) +Worklist: requests per second within 2x of the same querysets +[\d.]+x",
    r"(met|NOT MET) +Worklist: p95 within 2x of the same querysets +[\d.]+x",
    r"(met|NOT MET) +Worklist: p95 within 2x of a bare cursor +[\d.]+x",
    r"(met|NOT MET) +Worklist: p95 of the page under 300 ms +\d+ ms",
    r" met +Worklist: at most 13 queries +\d+",
    r"30 coordinators in order of fit +2( +[\d.]+){4}",
    r"the whole page +2( +[\d.]+){4}",
    r"(met|NOT MET) +Matching: p95 of 30 coordinators in order of fit under 300 ms +\d+ ms",
    r" met +Matching: at most 12 queries +\d+",
    r" met +Catalogue: as many queries for every size +5 and 5",
)


@pytest.fixture
def server(django_db_setup, django_db_blocker):
    """The server without a transaction: the benchmark turns to another database and back."""
    with django_db_blocker.unblock():
        yield


def databases() -> set[str]:
    """All but those of the tests themselves: other workers make and drop theirs meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor.fetchall() if "_gw" not in name or name.endswith("_bench")}


@pytest.fixture
def asked_of_migrate(monkeypatch):
    """A database of its own is migrated: as the template of the tests was."""
    asked = []

    def migrate(*command, **_options):
        asked.append(command)
        name = connection.settings_dict["NAME"]
        database.copy_to(name, database.template())

    monkeypatch.setattr("demo.bench.database.call_command", migrate)
    return asked


@pytest.fixture
def put_on_paper(monkeypatch):
    """The report that is measured; a report of one page is drawn in its place, six times."""
    asked = []

    def measure(report, **options):
        asked.append(report)
        return measure_paper(shown(Selection(make_programme(slug="leeg"))), **options)

    monkeypatch.setattr("demo.management.commands.bench.measure_paper", measure)
    return asked


@pytest.mark.long
def test_tiny_benchmark_prints_every_line_and_leaves_no_database(server, asked_of_migrate, put_on_paper, capsys):
    before, home = databases(), connection.settings_dict["NAME"]

    call_command("bench", cases=50, living=50, requests=5, times=2, pdfs=1, coordinators=30)

    assert asked_of_migrate == [("migrate",)]
    [report] = put_on_paper
    assert report.about.programme_name
    assert len(report.tables) > 20
    found = capsys.readouterr().out
    assert [line for line in LINES if not re.search(line, found)] == []
    assert databases() == before
    assert connection.settings_dict["NAME"] == home


def test_own_database_goes_away_when_measuring_fails(server, monkeypatch):
    monkeypatch.setattr("demo.bench.database.call_command", lambda *_args, **_options: None)
    before = databases()

    with pytest.raises(ZeroDivisionError), own_database() as name:  # noqa: PT012  the state inside is the point
        assert databases() == before | {name}
        raise ZeroDivisionError

    assert databases() == before


def test_second_benchmark_at_the_same_time_is_refused(server, monkeypatch):
    monkeypatch.setattr("demo.bench.database.call_command", lambda *_args, **_options: None)
    home = connection.settings_dict["NAME"]
    with own_database():
        connection.ensure_connection()
        first, connection.connection = connection.connection, None
        connection.settings_dict["NAME"] = home

        with pytest.raises(CommandError, match="one benchmark runs at a time"):
            call_command("bench", cases=1)

        first.close()


@pytest.mark.parametrize("wrong", ["0", "-1", "many"])
def test_size_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(CommandError, match="is not a whole number of 1 or more"):
        call_command("bench", f"--cases={wrong}")


def test_percentiles_are_values_that_were_measured():
    assert [Series([3.0, 1.0, 2.0, 4.0]).percentile(share) for share in (1, 50, 95, 100)] == [1.0, 2.0, 4.0, 4.0]


def test_things_are_measured_in_turn_after_one_round_that_does_not_count():
    done = []

    found = side_by_side({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, times=2)

    assert "".join(done) == "ababba"
    assert [each.n for each in found.values()] == [2, 2]
