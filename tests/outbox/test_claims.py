"""What holds for every kind of row that workers claim, whatever it is for (R101-R105)."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from ekc import claims, health
from ekc.accounts.codes import Role
from ekc.claims import Claimable, claim_next, end_after_fault, end_claim, wake_worker_after_commit
from ekc.outbox.acts import run_due_rows, send_messages
from ekc.outbox.models import DueRow, Message
from reports.acts.downloads import make_downloads
from reports.models import Download
from tests.factories import make_user

# Not long ago: a file of last month is thrown away.
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
Kind = type[Claimable]


def make_due_row(number: int, at: dt.datetime) -> DueRow:
    return DueRow.objects.create(purpose="onbekend", object_type="x", object_id=number, due_at=at)


def make_message(number: int, at: dt.datetime) -> Message:
    return Message.objects.create(
        key=f"{number}", to="ada@voorbeeld.example", subject="Er wacht iets", body="Log in.", next_try_at=at
    )


def make_download(number: int, at: dt.datetime) -> Download:
    user = make_user(Role.RESEARCHER, email=f"eva{number}@voorbeeld.example")
    download = Download.objects.create(user=user, format="csv", selection={})
    Download.objects.filter(pk=download.pk).update(requested_at=at)
    return download


MAKERS: dict[Kind, Callable[[int, dt.datetime], Any]] = {
    DueRow: make_due_row,
    Message: make_message,
    Download: make_download,
}
RUNS: dict[Kind, Callable[[], int]] = {DueRow: run_due_rows, Message: send_messages, Download: make_downloads}

each_kind = pytest.mark.parametrize("kind", MAKERS, ids=lambda kind: kind.__name__)


@pytest.fixture(autouse=True)
def _mail_stays_here(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def claim(kind: Kind) -> Any:
    return claim_next(kind._default_manager.all())


def lost(row: Claimable, attempts: int) -> None:
    """The worker that had this row is gone, at this attempt."""
    kind = type(row)
    long_ago = timezone.now() - claims.lease() - MINUTE
    kind._default_manager.filter(pk=row.pk).update(state=kind.claims.claimed, claimed_at=long_ago, attempts=attempts)


def test_every_table_with_a_claim_goes_through_the_one_mechanism():
    claimed = {
        model for model in apps.get_models() if "claimed_at" in {field.name for field in model._meta.get_fields()}
    }
    assert claimed == set(claims.kinds()) == set(MAKERS) == set(RUNS)


@each_kind
def test_a_kind_names_states_and_fields_that_it_has(kind: Kind):
    known = {value for value, _label in kind._meta.get_field("state").choices}
    assert {kind.claims.waiting, kind.claims.claimed, kind.claims.failed} <= known
    assert len({kind.claims.waiting, kind.claims.claimed, kind.claims.failed}) == 3
    for name in filter(None, (kind.claims.begins_at, kind.claims.held_until)):
        assert kind._meta.get_field(name).get_internal_type() == "DateTimeField"


@each_kind
def test_the_oldest_row_that_may_begin_is_claimed_and_counted(kind: Kind, db):
    rows = [MAKERS[kind](number, at) for number, at in enumerate([NOW, NOW - MINUTE, NOW + MINUTE])]
    with time_machine.travel(NOW, tick=False):
        first, second, third = claim(kind), claim(kind), claim(kind)
    assert (first, second, third) == (rows[1], rows[0], None)
    first.refresh_from_db()
    assert (first.state, first.claimed_at, first.attempts) == (kind.claims.claimed, NOW, 1)


@each_kind
def test_a_claim_is_free_again_after_the_lease_and_not_before(kind: Kind, db):
    row = MAKERS[kind](1, NOW)
    with time_machine.travel(NOW, tick=False):
        assert claim(kind) == row
    with time_machine.travel(NOW + claims.lease(), tick=False):
        assert claim(kind) is None
    with time_machine.travel(NOW + claims.lease() + MINUTE, tick=False):
        assert claim(kind) == row
    row.refresh_from_db()
    assert row.attempts == 2


@pytest.mark.django_db(transaction=True)
def test_a_row_that_another_worker_holds_is_passed_over():
    """All kinds in one test, for emptying a database that was committed to takes seconds."""
    for kind, make in MAKERS.items():
        held, free = make(1, NOW), make(2, NOW + MINUTE)
        with transaction.atomic(), ThreadPoolExecutor(1) as other:
            kind._default_manager.select_for_update().get(pk=held.pk)
            assert other.submit(_claim_elsewhere, kind).result(timeout=10) == free


def _claim_elsewhere(kind: Kind) -> Any:
    try:
        return claim(kind)
    finally:
        connection.close()


@each_kind
@pytest.mark.parametrize("meanwhile", ["taken over", "failed by hand"])
def test_who_lost_a_claim_writes_nothing_more(kind: Kind, meanwhile: str, db):
    MAKERS[kind](1, NOW)
    mine = claim(kind)
    other = {"claimed_at": timezone.now() + MINUTE} if meanwhile == "taken over" else {"state": kind.claims.failed}
    kind._default_manager.update(**other)

    assert not end_claim(mine, kind.claims.waiting)
    assert not end_after_fault(mine, None)

    row = kind._default_manager.get()
    assert {name: getattr(row, name) for name in other} == other


@each_kind
def test_a_row_that_went_wrong_waits_until_it_may_be_tried_again(kind: Kind, db):
    MAKERS[kind](1, NOW)
    with time_machine.travel(NOW, tick=False):
        assert not end_after_fault(claim(kind), NOW + MINUTE)
        assert claim(kind) is None
    assert kind._default_manager.get().claimed_at is None
    with time_machine.travel(NOW + MINUTE, tick=False):
        assert claim(kind) == kind._default_manager.get()


@each_kind
def test_a_row_that_went_wrong_at_its_last_attempt_has_failed(kind: Kind, db):
    lost(MAKERS[kind](1, NOW), kind.claims.most_attempts - 1)
    assert end_after_fault(claim(kind), timezone.now() + MINUTE)
    row = kind._default_manager.get()
    assert (row.state, row.claimed_at, row.attempts) == (kind.claims.failed, None, kind.claims.most_attempts)


@each_kind
def test_a_row_that_takes_its_worker_down_each_time_ends_as_failed(kind: Kind, db):
    lost(MAKERS[kind](1, NOW), kind.claims.most_attempts)
    assert RUNS[kind]() == 0
    assert kind._default_manager.get().state == kind.claims.failed
    assert claim(kind) is None


@each_kind
def test_a_run_takes_no_new_row_after_a_few_minutes(kind: Kind, db, monkeypatch):
    monkeypatch.setattr(claims, "RUN_FOR", dt.timedelta(0))
    MAKERS[kind](1, NOW)
    assert RUNS[kind]() == 0
    assert kind._default_manager.get().state == kind.claims.waiting


@each_kind
def test_a_worker_is_asked_after_the_commit(kind: Kind, db, monkeypatch, django_capture_on_commit_callbacks):
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(f"{kind.claims.task}.apply_async", lambda **options: asked.append(options))
    with django_capture_on_commit_callbacks(execute=True):
        wake_worker_after_commit(kind)
        assert asked == []
    assert asked == [{"retry": False, "expires": claims.TICK}]


@each_kind
def test_a_broker_that_is_away_breaks_nothing_and_is_left_alone_for_a_while_by_all_kinds(kind: Kind, monkeypatch):
    knocks: list[Kind] = []

    def away(knocked: Kind) -> None:
        knocks.append(knocked)
        raise ConnectionError

    for other in MAKERS:
        monkeypatch.setattr(f"{other.claims.task}.apply_async", lambda knocked=other, **_options: away(knocked))
    for other in (kind, *MAKERS):
        claims.wake_worker(other)
    assert knocks == [kind]

    monkeypatch.setattr(claims, "_broker_away_until", 0.0)
    claims.wake_worker(kind)
    assert knocks == [kind, kind]


@each_kind
@pytest.mark.parametrize(("minutes", "is_fine"), [(14, True), (16, False)])
def test_the_house_is_not_ready_when_a_row_waits_too_long(kind: Kind, minutes: int, is_fine: bool, db):
    MAKERS[kind](1, NOW)
    with time_machine.travel(NOW + minutes * MINUTE, tick=False):
        faults = [fault for fault in health.find_faults() if fault.startswith("waiting_rows")]
    assert (faults == []) == is_fine


@each_kind
def test_a_row_that_failed_waits_for_a_person_and_not_for_a_worker(kind: Kind, db):
    MAKERS[kind](1, NOW)
    end_after_fault(claim(kind), None)
    assert [fault for fault in health.find_faults() if fault.startswith("waiting_rows")] == []
