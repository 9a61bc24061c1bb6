"""Counts that are kept equal a full count, whatever was written meanwhile, by whom and in which way (docs/adr/0049)."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from cases.codes import Variant
from cases.models import Case, FundingProgramme
from conferences.models import Conference
from ekc.accounts.models import Region
from ekc.dates import local_today, quarter_bounds
from reports.catalogue import Selection, build_report, kept
from reports.catalogue.kept import bring_up_to_date, is_kept, kept_rows
from reports.catalogue.statements import STATEMENTS, sql_of
from reports.models import KeptCell, KeptCount, StaleCount
from reports.tasks import bring_counts_up_to_date
from surveys.models import Questionnaire, Response, WaitingAnswer
from tests.factories import make_case, make_conference, make_main_person, make_programme
from tests.put_back import PutBack
from tests.reports.entered_cases import enter
from tests.reports.folders import PILOT
from tests.reports.kept import check, leave_counts_alone

pytestmark = pytest.mark.django_db

ONLY_THEIR_WORDS = {"accounts_region", "cases_subregion"}
"""Of these a row that is new, or goes, has no case: only a change of it leaves a mark."""
NOT_COUNTED = {"surveys_questionnaire"}
"""Says of which form a question is; the database lets no form that was used become another."""


def tables_read() -> list[str]:
    """Every table that a statement names, those of what it counts over included."""
    texts = " ".join(sql_of(each, Selection())[0] for each in STATEMENTS)
    apps = "accounts|cases|conferences|plans|followup|surveys"
    return sorted(set(re.findall(rf"\b(?:FROM|JOIN) \"?((?:{apps})_[a-z]+(?:_[a-z]+)*)", texts)) - NOT_COUNTED)


def fill() -> None:
    call_command("import_registrations", str(PILOT), programme_name="Families zelf aan zet", verbosity=0)
    draw, programme = Random(7), make_programme(slug="hier")
    regions = [Region.objects.get(code=code) for code in ("utrecht", "limburg")]
    for number in range(12):
        enter(draw, programme, regions, number)
    for quarter in ("2024-Q1", "2024-Q2"):
        form = Questionnaire.objects.order_by("-version").first()
        values = {"questionnaire": form, "programme": programme, "region": regions[0], "quarter": quarter}
        WaitingAnswer.objects.create(pk=uuid.uuid4(), opens_on=local_today(), sealed="dicht", **values)
    bring_up_to_date()


fill_once = PutBack(fill)


@pytest.fixture
def filled(db: None) -> None:
    """The pilot, and cases that were entered here with all that may hang on them."""
    fill_once()


def asked(statement: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall()) if cursor.description else []


def attempted(statement: str, *parameters: Any) -> bool:
    """Write something, when every constraint lets it."""
    try:
        with transaction.atomic():
            asked(statement, *parameters)
            asked("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError:
        return False
    return True


def columns_of(table: str) -> list[str]:
    found = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
    return [name for (name,) in asked(f"{found} AND column_name <> 'id'", table)]


def changes_of(table: str, draw: Random) -> Iterator[bool]:
    """Give a row a value of another one, in each column; write some twice; take some away. Yields after each kind
    whether anything was written."""
    keys = [key for (key,) in asked(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608
    written = []
    for column in columns_of(table):
        mine, other = draw.choice(keys), draw.choice(keys)
        value = f'(SELECT "{column}" FROM {table} WHERE id = %s)'  # noqa: S608
        written.append(attempted(f'UPDATE {table} SET "{column}" = {value} WHERE id = %s', other, mine))  # noqa: S608
    yield any(written)
    names = ", ".join(f'"{name}"' for name in columns_of(table))
    some = draw.sample(keys, min(len(keys), 5))
    if table not in ("surveys_response", "surveys_waitinganswer"):
        twice = f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s"  # noqa: S608
        yield any([attempted(twice, key) for key in some])
    yield any([attempted(f"DELETE FROM {table} WHERE id = %s", key) for key in some])  # noqa: S608


@pytest.mark.parametrize("table", tables_read())
def test_whatever_is_written_in_a_table_that_is_read_kept_counts_are_full_counts(table: str, filled: None) -> None:
    for done in changes_of(table, Random(table)):
        if done:
            check(Selection())
    check(Selection(FundingProgramme.objects.get(slug="hier"), dt.date(2024, 1, 1), None))


@pytest.mark.parametrize("table", tables_read())
def test_a_table_that_is_read_leaves_a_mark_at_every_kind_of_writing(table: str) -> None:
    found = {
        name
        for (name,) in asked(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname ~ '^counts_'", table
        )
    }

    events = {"update"} if table in ONLY_THEIR_WORDS else {"insert", "update", "delete"}
    assert {f"counts_{table}_{event}" for event in events} <= found


def test_which_cases_are_marked_already_is_asked_of_the_index_however_large_a_transaction_grows(filled: None) -> None:
    """Read as a whole at every statement, an import of 300,000 cases took hours."""
    scans = "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'reports_stalecount'"
    before = asked(scans)

    written = [table for table in tables_read() if any(list(changes_of(table, Random(table))))]

    assert len(written) > 15
    assert asked(scans) == before
    assert StaleCount.objects.filter(what="zaak").exists()


def test_each_selection_of_the_grid_equals_a_full_count(filled: None) -> None:
    for programme in (None, *FundingProgramme.objects.all()):
        for start, until in [(None, None), *[quarter_bounds(dt.date(2011, month, 1)) for month in (1, 10)]]:
            check(Selection(programme, start, until))
        check(Selection(programme, dt.date(2010, 1, 1), dt.date(2010, 12, 31)))
        check(Selection(programme, None, dt.date(2010, 12, 31)))
    for region in Region.objects.filter(cases__isnull=False).distinct():
        check(Selection(region_ids=(region.pk,)))
    check(Selection(programmes=tuple(FundingProgramme.objects.all())))


def test_a_case_that_moves_is_counted_where_it_is_now_and_nowhere_else(filled: None) -> None:
    case = Case.objects.filter(programme__slug="hier").first()
    assert case is not None
    other = Region.objects.exclude(pk=case.region_id).first()
    for change in ({"region": other}, {"programme": None}, {"received_on": dt.date(2023, 2, 1)}):
        Case.objects.filter(pk=case.pk).update(**change)
        check(Selection(FundingProgramme.objects.get(slug="hier")))
        for region in (case.region, other):
            check(Selection(region_ids=(region.pk,)))


def test_what_nobody_wrote_in_is_not_counted_again(filled: None, django_assert_num_queries) -> None:
    keys = set(KeptCell.objects.values_list("pk", flat=True))

    with django_assert_num_queries(2):
        kept_rows(Selection())
    case = Case.objects.filter(programme__slug="hier").first()
    assert case is not None
    make_main_person(case)
    assert bring_up_to_date() == 2

    assert len(keys - set(KeptCell.objects.values_list("pk", flat=True))) == 2
    assert not StaleCount.objects.exists()


def test_what_the_worklist_keeps_of_a_case_marks_no_figure(filled: None) -> None:
    Case.objects.update(next_step="bellen", next_due_on=local_today(), search=None)

    assert not StaleCount.objects.exists()


def test_who_was_not_asked_yet_is_counted_by_the_day(time_machine) -> None:
    case = make_case(state="geregistreerd", outcome="conferentie")
    make_conference(case, state="gehouden", held_on=local_today())
    check(Selection())
    waiting = KeptCount.objects.filter(field="reach", code="nog_niet")
    assert waiting.count() == 1

    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(days=100))

    check(Selection())
    assert waiting.count() == 0


def test_other_statements_count_everything_anew(filled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    KeptCount.objects.update(number=12345)
    monkeypatch.setattr(kept, "fingerprint", lambda: "of another version of the program")

    check(Selection())


def test_the_command_lists_what_differs_and_counts_it_anew(filled: None, capsys) -> None:
    call_command("check_counts")
    assert "equals a full count" in capsys.readouterr().out
    wrong = KeptCount.objects.filter(field="referrer_type").first()
    assert wrong is not None
    KeptCount.objects.filter(pk=wrong.pk).update(number=wrong.number + 1)

    with pytest.raises(CommandError, match="differ from a full count"):
        call_command("check_counts")
    assert "referrer_type" in capsys.readouterr().out
    call_command("check_counts", "--repair")

    call_command("check_counts")
    assert "equals a full count" in capsys.readouterr().out


def test_the_worker_counts_what_is_marked_before_anybody_asks(filled: None) -> None:
    Response.objects.all().delete()

    assert bring_counts_up_to_date() > 0
    assert bring_counts_up_to_date() == 0
    check(Selection())


@pytest.mark.parametrize(
    "selection",
    [
        Selection(start=dt.date(2011, 1, 2)),
        Selection(until=dt.date(2011, 3, 30)),
        Selection(start=dt.date(2011, 4, 1), until=dt.date(2011, 3, 31)),
        Selection(ways=(("variant", Variant.RESTORATIVE.value),)),
    ],
)
def test_what_cells_do_not_add_up_to_is_counted_as_it_stands(
    selection: Selection, filled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_kept(selection)
    leave_counts_alone(monkeypatch)
    KeptCount.objects.all().delete()
    assert build_report(selection).key_figures["requests"] == selection.counted().count()


# --- at the same moment ---------------------------------------------------------------------------------------


def _kept_requests() -> int:
    return sum(number for name, _group, _code, number in kept_rows(Selection()) if name == "referrer_type")


@pytest.mark.django_db(transaction=True)
def test_what_is_written_while_others_count_is_counted_when_it_is_there() -> None:
    case = make_case(state="geregistreerd", outcome="activering")
    assert _kept_requests() == 1
    writer = connections.create_connection("default")
    try:
        writer.set_autocommit(False)
        with writer.cursor() as cursor:
            cursor.execute("UPDATE cases_case SET research_objection = true WHERE id = %s", [case.pk])
        make_main_person(case)
        assert _kept_requests() == 1
        assert not StaleCount.objects.exists()
        writer.commit()
    finally:
        writer.close()

    assert _kept_requests() == 0
    check(Selection())


@pytest.mark.django_db(transaction=True)
def test_a_case_that_moves_while_something_is_written_of_it_is_counted_where_it_went() -> None:
    """The mark is of the case and not of its cell: whoever wrote it did not see the case move."""
    case = make_case(state="geregistreerd", outcome="conferentie")
    meeting = make_conference(case, state="gehouden", held_on=local_today())
    other = Region.objects.exclude(pk=case.region_id).first()
    check(Selection())
    writer = connections.create_connection("default")
    try:
        writer.set_autocommit(False)
        with writer.cursor() as cursor:
            cursor.execute("UPDATE conferences_conference SET location_type = 'school' WHERE id = %s", [meeting.pk])
        Case.objects.filter(pk=case.pk).update(region=other)
        check(Selection(region_ids=(other.pk,)))
        writer.commit()
    finally:
        writer.close()

    assert Conference.objects.get(pk=meeting.pk).location_type == "school"
    check(Selection(region_ids=(other.pk,)))
    check(Selection(region_ids=(case.region_id,)))
