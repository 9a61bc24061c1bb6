"""The read log and the history only grow, a chain of seals shows what was done to them, and what was destroyed when its
term was over is no gap."""

import datetime as dt
import threading
import time
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction

from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.audit import chain, second_place
from ekc.audit.append_only import append_only_tables, histories
from ekc.audit.chain_check import check_log
from ekc.audit.codes import Outcome, ReadAction
from ekc.audit.forgetting import forget, rewriting
from ekc.audit.models import Forgotten, ReadLine, Seal, SealedUpTo
from ekc.audit.tasks import seal_log
from ekc.retention.nightly import forget_what_is_over
from tests.accounts.people import make_person

pytestmark = pytest.mark.django_db
Person = User.pgh_event_model


def read(number: str = "EK-2026-0001") -> ReadLine:
    return ReadLine.objects.create(
        action=ReadAction.READ, outcome=Outcome.SHOWN, what="zaak", route="cases:case", case_number=number
    )


def behind_its_back(statement: str) -> None:
    """What the owner of the database can do, who takes the triggers away first."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def lines() -> list[ReadLine]:
    made = [read(f"EK-2026-000{number}") for number in range(1, 5)]
    make_person(Role.COORDINATOR, full_name="Anna Bakker")
    chain.seal_new_rows()
    assert check_log(None).faults == []
    return made


@pytest.fixture
def copy(tmp_path: Path, settings) -> Path:
    settings.EKC_LOG_COPY = str(tmp_path / "tweede-plaats")
    return tmp_path / "tweede-plaats"


# --- only grows -----------------------------------------------------------------------------------
@pytest.mark.parametrize("table", ["audit_readline", "accounts_userevent", "cases_caseevent", "audit_forgotten"])
def test_every_table_of_the_log_refuses_to_be_changed_or_emptied(table):
    with pytest.raises(InternalError, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")
    make_person(Role.COORDINATOR)
    read()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        if not cursor.fetchone()[0]:
            return
    column = {"audit_readline": "what", "accounts_userevent": "full_name"}[table]
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(InternalError, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_table_of_the_history_is_one_of_them():
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'append_only_%'")
        found = sorted(name for (name,) in cursor.fetchall())

    assert found == append_only_tables()
    assert len(histories()) > 50


def test_who_lets_the_other_triggers_sleep_changes_nothing_either():
    from ekc.retention.destroying import everything_asleep

    read()
    with pytest.raises(InternalError, match="append_only"), transaction.atomic(), everything_asleep():
        ReadLine.objects.all()._raw_delete("default")


def test_the_seals_and_the_list_of_what_was_destroyed_are_never_forgotten(lines):
    for model in (Seal, Forgotten):
        with pytest.raises(InternalError, match="nothing is forgotten"), transaction.atomic():
            forget(model, [1])
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        Seal.objects.all()._raw_delete("default")


# --- the chain ------------------------------------------------------------------------------------
def test_what_came_in_is_sealed_once_and_links_to_what_was_before(lines):
    before = Seal.objects.count()

    assert chain.seal_new_rows() == 0
    read("EK-2026-0009")
    assert chain.seal_new_rows() == 1

    last = Seal.objects.latest("number")
    assert Seal.objects.count() == before + 1
    assert (last.table_name, len(last.keys)) == ("audit_readline", 1)
    assert last.previous == Seal.objects.get(number=last.number - 1).hash
    assert check_log(None).faults == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_readline SET user_name = 'een ander' WHERE id = {0}", "audit_readline: was changed: {0}"),
        ("UPDATE audit_readline SET at = at + interval '1 second' WHERE id = {0}", "audit_readline: was changed: {0}"),
        ("DELETE FROM audit_readline WHERE id = {0}", "audit_readline: is missing: {0}"),
        ("UPDATE accounts_userevent SET role = 'onderzoeker'", "accounts_userevent: was changed"),
        ("DELETE FROM accounts_userevent", "accounts_userevent: is missing"),
        ("DELETE FROM audit_seal WHERE number = 1", "seals 1 to 1 are missing"),
        ("UPDATE audit_seal SET digests = '' WHERE number = 1", "seal 1 was changed"),
        ("UPDATE audit_seal SET previous = hash WHERE number = 2", "seal 2 does not follow from the one before"),
    ],
)
def test_what_is_done_behind_its_back_is_found(lines, statement, fault):
    behind_its_back(statement.format(lines[1].pk))

    found = check_log(None).faults

    assert [each for each in found if fault.format(lines[1].pk) in each], found


def test_a_row_that_is_put_in_between_is_found(lines):
    keep = lines[1].pk
    SealedUpTo.objects.filter(table_name="audit_readline").update(upto=lines[-1].pk, beyond=[])
    behind_its_back(
        f"UPDATE audit_readline SET id = -1 WHERE id = {keep};"
        "INSERT INTO audit_readline (at, user_name, role, action, case_number, what, route, outcome, id)"
        f" SELECT at, user_name, role, action, case_number, what, route, outcome, {keep} FROM audit_readline"
        " WHERE id = -1"
    )

    assert "audit_readline: was put in between: -1" in check_log(None).faults


def test_who_changed_something_is_part_of_what_is_sealed():
    import pghistory

    with pghistory.context(user=17):
        person = make_person(Role.COORDINATOR)
    chain.seal_new_rows()
    assert Person.objects.get(pgh_obj=person).pgh_context.metadata["user"] == 17
    assert check_log(None).faults == []

    behind_its_back("""UPDATE pghistory_context SET metadata = jsonb_set(metadata, '{user}', '18')""")

    assert [each for each in check_log(None).faults if "accounts_userevent: was changed" in each]


def test_a_tail_that_was_cut_off_with_its_seals_is_found_by_the_second_place(lines, copy):
    seal_log()
    read("EK-2026-0008")
    seal_log()
    last = Seal.objects.latest("number")
    behind_its_back(
        f"DELETE FROM audit_readline WHERE id = {last.keys[0]}; DELETE FROM audit_seal WHERE number = {last.number}"
    )

    assert check_log(None).faults == []
    assert check_log(copy).faults == [f"the copy: has a seal that the database lost: {last.number}"]


def test_a_chain_that_was_made_anew_is_found_by_the_second_place(lines, copy):
    seal_log()
    behind_its_back(
        "UPDATE audit_readline SET user_name = 'een ander'; DELETE FROM audit_seal; DELETE FROM audit_sealedupto"
    )
    chain.seal_new_rows()

    assert check_log(None).faults == []
    assert [each for each in check_log(copy).faults if "has another seal than the database" in each]


def test_the_copy_only_grows_and_names_nobody(lines, copy):
    seal_log()
    (file,) = copy.iterdir()
    before = file.read_text()
    assert seal_log() == 0
    assert file.read_text() == before
    read()
    seal_log()

    assert file.read_text().startswith(before)
    assert "Anna" not in file.read_text()
    assert "EK-2026" not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert check_log(copy).faults == []


def test_a_copy_in_which_something_was_written_is_no_copy(lines, copy):
    seal_log()
    (file,) = copy.iterdir()
    file.write_text("niets\n" + file.read_text())

    assert [each for each in check_log(copy).faults if "line 1, was not written by this house" in each]


def test_a_folder_that_holds_no_copy_is_no_copy_that_is_behind(lines, copy, tmp_path):
    seal_log()

    for place in (tmp_path, tmp_path / "nergens"):
        with pytest.raises(CommandError, match="holds no copy that is seen from here"):
            call_command("check_log", copy=str(place), stdout=StringIO())


# --- what went because its term was over ----------------------------------------------------------
def test_what_the_night_destroyed_is_no_gap(lines):
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=6 * 366)):
        read("EK-2032-0001")
        assert forget_what_is_over()["audit_readline"] == 4
        chain.seal_new_rows()
        told = check_log(None)

    assert told.faults == []
    assert told.forgotten["audit_readline"] == 4
    assert "Forgotten" not in told.faults


def test_a_line_that_was_destroyed_long_before_its_term_is_a_fault(lines):
    forget(ReadLine, [lines[0].pk])

    assert f"audit_readline: was destroyed before its term: {lines[0].pk}" in check_log(None).faults


def test_who_takes_a_line_out_of_the_list_of_what_was_destroyed_is_found(lines):
    forget(Person, list(Person.objects.values_list("pk", flat=True)))
    chain.seal_new_rows()
    assert check_log(None).faults == []
    behind_its_back("DELETE FROM audit_forgotten")

    found = check_log(None).faults

    assert [each for each in found if "audit_forgotten: is missing" in each]
    assert [each for each in found if "accounts_userevent: is missing" in each]


def test_a_history_that_is_written_in_other_signs_is_sealed_once_more(lines):
    keys = list(Person.objects.values_list("pk", flat=True))
    with rewriting(Person):
        Person.objects.update(full_name="Met een andere sleutel")
        chain.seal_anew(Person, keys)

    assert check_log(None).faults == []
    behind_its_back("UPDATE accounts_userevent SET full_name = 'Anna Bakker'")
    assert [each for each in check_log(None).faults if "accounts_userevent: was changed" in each]


# --- several at once ------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_line_that_is_committed_late_is_sealed_all_the_same():
    written, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            read("EK-LAAT")
            written.set()
            may_end.wait(20)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert written.wait(20)
    late = read("EK-VROEG").pk - 1
    for _each in range(3):
        chain.seal_new_rows()
    assert SealedUpTo.objects.get(table_name="audit_readline").upto < late
    may_end.set()
    writer.join()

    assert chain.seal_new_rows() >= 1
    assert late in {key for seal in Seal.objects.filter(table_name="audit_readline") for key in seal.keys}
    # Who works in another database of this server counts too, and will be ready.
    end = time.monotonic() + 120
    while SealedUpTo.objects.get(table_name="audit_readline").upto < late + 1 and time.monotonic() < end:
        chain.seal_new_rows()
        time.sleep(0.2)
    assert SealedUpTo.objects.get(table_name="audit_readline").upto == late + 1
    assert check_log(None).faults == []


@pytest.mark.django_db(transaction=True)
def test_two_who_seal_at_once_make_one_chain():
    for number in range(50):
        read(f"EK-{number}")

    def seal() -> None:
        chain.seal_new_rows()
        connection.close()

    both = [threading.Thread(target=seal) for _each in range(4)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    chain.seal_new_rows()
    told = check_log(None)
    assert (told.faults, told.waiting) == ([], 0)
    assert Seal.objects.filter(table_name="audit_readline").count() == 1


# --- the command ----------------------------------------------------------------------------------
def test_the_command_says_that_all_is_well_and_ends_red_where_it_is_not(lines, copy):
    seal_log()
    said = StringIO()
    call_command("check_log", stdout=said)
    assert "Nothing was changed, taken away or put in between." in said.getvalue()
    assert second_place.folder() == copy

    behind_its_back("DELETE FROM audit_readline")

    with pytest.raises(CommandError, match="audit_readline: is missing"):
        call_command("check_log", stdout=StringIO())
