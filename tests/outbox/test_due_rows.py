"""Planning, moving and doing what is due (R101, R103)."""

import datetime as dt
import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ekc.accounts.models import Region
from ekc.dates import at_local
from ekc.outbox.acts import cancel_due, plan_due, purpose_label, run_due_rows
from ekc.outbox.codes import DueState
from ekc.outbox.models import DueRow
from ekc.outbox.retries import BACKOFF, MOST_ATTEMPTS
from ekc.refusal import Refusal

from .purposes import Planned

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def done(purpose) -> list[int]:
    """The purpose `Planned.CALL` writes down for whom it was done."""
    calls: list[int] = []
    purpose(Planned.CALL, calls.append)
    return calls


def row() -> DueRow:
    return DueRow.objects.get()


# --- planning -----------------------------------------------------------------------------------------


def test_row_is_done_when_it_is_due_and_not_before(region, done):
    plan_due(Planned.CALL, region, NOON)
    with time_machine.travel(NOON - dt.timedelta(seconds=1), tick=False):
        assert run_due_rows() == 0
    assert done == []
    with time_machine.travel(NOON, tick=False):
        assert run_due_rows() == 1
    assert done == [region.pk]
    assert (row().state, row().done_at) == (DueState.DONE, NOON)


@pytest.mark.parametrize("fold", [0, 1])
def test_in_the_hour_that_comes_twice_a_row_is_done_in_the_one_that_is_meant(region, done, fold):
    moment = at_local(dt.date(2026, 10, 25), dt.time(2, 30, fold=fold))
    plan_due(Planned.CALL, region, moment)

    assert row().due_at == dt.datetime(2026, 10, 25, fold, 30, tzinfo=dt.UTC)
    with time_machine.travel(moment.astimezone(dt.UTC) - dt.timedelta(seconds=1), tick=False):
        assert run_due_rows() == 0
    with time_machine.travel(moment.astimezone(dt.UTC), tick=False):
        assert run_due_rows() == 1
    assert done == [region.pk]


def test_done_row_is_done_once(region, done):
    plan_due(Planned.CALL, region, NOON)
    run_due_rows()
    run_due_rows()
    assert done == [region.pk]


def test_planning_again_moves_the_row(region, done):
    plan_due(Planned.CALL, region, NOON, case_number="EK-1")
    plan_due(Planned.CALL, region, NOON + HOUR, case_number="EK-1", region_id=region.pk)
    with time_machine.travel(NOON, tick=False):
        run_due_rows()
    assert done == []
    assert (row().due_at, row().region) == (NOON + HOUR, region)


@pytest.mark.parametrize("state", [DueState.FAILED, DueState.CANCELLED, DueState.CLAIMED])
def test_planning_again_starts_a_row_afresh(region, state):
    plan_due(Planned.CALL, region, NOON)
    DueRow.objects.update(state=state, attempts=4, last_error="fout", claimed_at=NOON, retry_at=NOON + HOUR)

    plan_due(Planned.CALL, region, NOON + HOUR)

    moved = row()
    assert (moved.state, moved.due_at, moved.attempts) == (DueState.WAITING, NOON + HOUR, 0)
    assert (moved.last_error, moved.claimed_at, moved.retry_at) == ("", None, None)


def test_planning_again_leaves_a_done_row_alone(region, done):
    plan_due(Planned.CALL, region, NOON)
    run_due_rows()
    plan_due(Planned.CALL, region, timezone.now())
    run_due_rows()
    assert done == [region.pk]
    assert (row().state, row().due_at) == (DueState.DONE, NOON)


def test_a_done_row_of_a_day_that_moved_is_done_again_on_the_later_day_only(region, done):
    plan_due(Planned.CALL, region, NOON)
    run_due_rows()
    for sooner_or_over in (NOON, NOON - HOUR, timezone.now() - dt.timedelta(seconds=1)):
        plan_due(Planned.CALL, region, sooner_or_over, again=True)
        assert row().state == DueState.DONE
    later = timezone.now() + HOUR
    plan_due(Planned.CALL, region, later, again=True)
    assert run_due_rows() == 0
    with time_machine.travel(later, tick=False):
        assert (run_due_rows(), run_due_rows()) == (1, 0)
    assert done == [region.pk] * 2


def test_one_object_has_one_row_per_purpose(region):
    plan_due(Planned.CALL, region, NOON)
    plan_due(Planned.ASK, region, NOON)
    assert DueRow.objects.count() == 2
    with pytest.raises(IntegrityError, match="due_row_once"), transaction.atomic():
        DueRow.objects.create(purpose="bel", object_type="accounts.region", object_id=region.pk, due_at=NOON)


def test_done_row_without_a_moment_is_refused_by_the_database(region):
    plan_due(Planned.CALL, region, NOON)
    with pytest.raises(IntegrityError, match="due_row_done_has_moment"), transaction.atomic():
        DueRow.objects.update(state=DueState.DONE)


def test_moment_without_time_zone_is_refused(region):
    with pytest.raises(ValueError, match="time zone"):
        plan_due(Planned.CALL, region, dt.datetime(2026, 3, 2, 12))


def test_rolled_back_plan_leaves_no_row(region):
    with pytest.raises(Refusal), transaction.atomic():
        plan_due(Planned.CALL, region, NOON)
        raise Refusal("Dat kan niet.")
    assert not DueRow.objects.exists()


def test_cancelled_row_is_not_done(region, done):
    plan_due(Planned.CALL, region, NOON)
    cancel_due(Planned.CALL, region)
    run_due_rows()
    assert done == []
    assert row().state == DueState.CANCELLED


def test_cancelling_leaves_a_done_row_and_nothing_alone(region, done):
    cancel_due(Planned.CALL, region)
    plan_due(Planned.CALL, region, NOON)
    run_due_rows()
    cancel_due(Planned.CALL, region)
    assert row().state == DueState.DONE


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (dt.date(2026, 3, 28), dt.datetime(2026, 3, 28, 8, tzinfo=dt.UTC)),
        (dt.date(2026, 3, 29), dt.datetime(2026, 3, 29, 7, tzinfo=dt.UTC)),
        (dt.date(2026, 10, 25), dt.datetime(2026, 10, 25, 8, tzinfo=dt.UTC)),
    ],
)
def test_local_nine_o_clock_is_kept_over_summer_time(region, done, day, utc):
    with time_machine.travel(dt.datetime(2026, 1, 5, tzinfo=dt.UTC), tick=False):
        plan_due(Planned.CALL, region, at_local(day, dt.time(9)))
    with time_machine.travel(utc - dt.timedelta(seconds=1), tick=False):
        run_due_rows()
    assert done == []
    with time_machine.travel(utc, tick=False):
        run_due_rows()
    assert done == [region.pk]


# --- the act ------------------------------------------------------------------------------------------


def test_act_that_fails_is_undone_and_tried_again_later_with_growing_pauses(region, purpose):
    def rename_and_fail(pk: int) -> None:
        Region.objects.filter(pk=pk).update(phone="halverwege")
        raise RuntimeError("geheim: ada@voorbeeld.example")

    purpose(Planned.CALL, rename_and_fail)
    plan_due(Planned.CALL, region, NOON)
    now = NOON
    for attempt, minutes in enumerate(BACKOFF, start=1):
        with time_machine.travel(now, tick=False):
            run_due_rows()
        now += dt.timedelta(minutes=minutes)
        tried = row()
        assert (tried.state, tried.attempts, tried.retry_at) == (DueState.WAITING, attempt, now)
        with time_machine.travel(now - dt.timedelta(seconds=1), tick=False):
            assert (run_due_rows(), row().attempts) == (0, attempt)
    with time_machine.travel(now, tick=False):
        run_due_rows()
    assert (row().state, row().attempts, row().due_at) == (DueState.FAILED, MOST_ATTEMPTS, NOON)
    region.refresh_from_db()
    assert region.phone != "halverwege"


def test_error_and_log_name_the_kind_of_error_and_nothing_of_its_text(region, purpose, caplog):
    # Not written out in the line that raises: a traceback shows the source, and that is no leak.
    address = "ada@voorbeeld.example"

    def fail(_pk: int) -> None:
        raise RuntimeError(address)

    purpose(Planned.CALL, fail)
    plan_due(Planned.CALL, region, NOON)
    with caplog.at_level(logging.DEBUG):
        run_due_rows()
    assert row().last_error == "Er ging iets mis in het programma (RuntimeError)."
    assert "RuntimeError" in caplog.text
    assert "ada@" not in caplog.text


def test_refused_act_fails_at_once_with_its_reason(region, purpose):
    def refuse(_pk: int) -> None:
        raise Refusal("De zaak is al gesloten.")

    purpose(Planned.CALL, refuse)
    plan_due(Planned.CALL, region, NOON)
    run_due_rows()
    assert (row().state, row().last_error) == (DueState.FAILED, "De zaak is al gesloten.")


def test_unknown_purpose_fails_where_a_person_sees_it(region):
    plan_due(Planned.UNKNOWN, region, NOON)
    run_due_rows()
    assert row().state == DueState.FAILED
    assert row().last_error.startswith("Het programma kent deze soort termijn niet.")


def test_one_failing_row_does_not_stop_the_others(region, done):
    plan_due(Planned.UNKNOWN, region, NOON)
    plan_due(Planned.CALL, region, NOON + HOUR)
    assert run_due_rows() == 1
    assert done == [region.pk]


def test_act_may_plan_its_own_row_anew(region, purpose):
    later = timezone.now() + HOUR
    calls: list[int] = []

    def again(pk: int) -> None:
        calls.append(pk)
        plan_due(Planned.CALL, region, later)

    purpose(Planned.CALL, again)
    plan_due(Planned.CALL, region, NOON)
    run_due_rows()
    run_due_rows()
    assert len(calls) == 1
    assert (row().state, row().due_at, row().attempts) == (DueState.WAITING, later, 0)


def test_act_that_plans_itself_in_the_past_does_not_run_for_ever(region, purpose):
    calls: list[int] = []

    def again(pk: int) -> None:
        calls.append(pk)
        plan_due(Planned.CALL, region, NOON)

    purpose(Planned.CALL, again)
    plan_due(Planned.CALL, region, NOON)
    run_due_rows()
    assert len(calls) == 1
    assert row().state == DueState.DONE


# --- claims -------------------------------------------------------------------------------------------


def test_claim_of_a_lost_worker_comes_back_after_the_lease(region, done, settings):
    plan_due(Planned.CALL, region, NOON)
    DueRow.objects.update(state=DueState.CLAIMED, claimed_at=NOON, attempts=1)
    lease = dt.timedelta(seconds=settings.EKC_CLAIM_LEASE)
    with time_machine.travel(NOON + lease, tick=False):
        assert run_due_rows() == 0
    with time_machine.travel(NOON + lease + dt.timedelta(seconds=1), tick=False):
        assert run_due_rows() == 1
    assert done == [region.pk]


def test_row_that_kills_its_worker_each_time_ends_on_the_failure_list(region, done):
    plan_due(Planned.CALL, region, NOON)
    DueRow.objects.update(state=DueState.CLAIMED, claimed_at=NOON, attempts=MOST_ATTEMPTS)
    run_due_rows()
    assert done == []
    assert row().state == DueState.FAILED
    assert row().last_error.startswith("Het programma viel telkens uit")


def test_row_that_is_taken_over_while_its_act_runs_undoes_the_act(purpose, committed):
    """The lease ran out during the act, and another worker has the row now."""
    taken_at = timezone.now() + HOUR

    def slow(pk: int) -> None:
        Region.objects.filter(pk=pk).update(phone="tweemaal")
        elsewhere(lambda: DueRow.objects.update(claimed_at=taken_at))

    purpose(Planned.CALL, slow)
    plan_due(Planned.CALL, committed, NOON)
    assert run_due_rows() == 0
    assert (row().state, row().claimed_at) == (DueState.CLAIMED, taken_at)
    assert Region.objects.get(pk=committed.pk).phone != "tweemaal"


def test_row_that_is_moved_while_its_act_runs_undoes_the_act_and_waits(purpose, committed):
    later = timezone.now() + HOUR

    def slow(pk: int) -> None:
        Region.objects.filter(pk=pk).update(phone="te vroeg")
        elsewhere(lambda: plan_due(Planned.CALL, committed, later))

    purpose(Planned.CALL, slow)
    plan_due(Planned.CALL, committed, NOON)
    assert run_due_rows() == 0
    assert (row().state, row().due_at) == (DueState.WAITING, later)
    assert Region.objects.get(pk=committed.pk).phone != "te vroeg"


def test_person_who_holds_the_object_and_moves_the_row_does_not_deadlock_with_its_act(purpose, committed):
    """Both lock the object first and the row after it. Turned round, PostgreSQL would end one of them."""
    in_act = Barrier(2, timeout=10)

    def lock_the_object(pk: int) -> None:
        in_act.wait()
        Region.objects.select_for_update().get(pk=pk)

    purpose(Planned.CALL, lock_the_object)
    plan_due(Planned.CALL, committed, NOON)
    later = timezone.now() + HOUR
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        Region.objects.select_for_update().get(pk=committed.pk)
        clock = other.submit(in_own_connection, run_due_rows)
        in_act.wait()
        plan_due(Planned.CALL, committed, later)
        transaction.on_commit(lambda: None)
        # Leaving the block commits; only then the act gets the object.
        other.shutdown(wait=False)
    assert clock.result(timeout=10) == 0
    assert (row().state, row().due_at) == (DueState.WAITING, later)


def test_two_people_planning_at_once_make_one_row(committed):
    start = Barrier(4, timeout=10)

    def plan(hours: int) -> None:
        start.wait()
        plan_due(Planned.CALL, committed, NOON + hours * HOUR)

    with ThreadPoolExecutor(4) as people:
        for planned in [people.submit(in_own_connection, plan, hours) for hours in range(4)]:
            planned.result()
    assert row().due_at in [NOON + hours * HOUR for hours in range(4)]


def test_two_clocks_at_once_do_each_row_once(purpose, committed):
    calls: list[int] = []
    start = Barrier(3, timeout=10)
    purpose(Planned.CALL, calls.append)
    regions = list(Region.objects.all())
    for region in regions:
        plan_due(Planned.CALL, region, NOON)

    def run() -> int:
        start.wait()
        return run_due_rows()

    with ThreadPoolExecutor(3) as clocks:
        counts = [clock.result() for clock in [clocks.submit(in_own_connection, run) for _ in range(3)]]
    assert sum(counts) == len(regions)
    assert sorted(calls) == sorted(region.pk for region in regions)


# --- words --------------------------------------------------------------------------------------------


def test_purpose_is_called_by_its_label(done):
    assert purpose_label(Planned.CALL.value) == "Bel na één maand"
    assert purpose_label("onbekend") == "onbekend"


def in_own_connection(act, *args):
    """What a thread of a test does; its connection is closed after."""
    try:
        return act(*args)
    finally:
        connection.close()


def elsewhere(act) -> None:
    """Do something in another connection, and commit it."""
    with ThreadPoolExecutor(1) as other:
        other.submit(in_own_connection, act).result()
