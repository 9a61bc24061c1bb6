"""The promise with real processes: nothing lost, nothing doubled, whoever dies and whenever (R101-R104, R117)."""

import time

import pytest
from django.db import transaction
from django.utils import timezone

from ekc.celery import app
from ekc.outbox.acts import plan_due, queue_message
from ekc.outbox.codes import DueState, MessageState
from ekc.outbox.models import DeliveredMail, DueRow, Message
from ekc.outbox.tasks import run_due_rows, send_messages

from .engines import wait_until
from .purposes import Planned

pytestmark = pytest.mark.worker


def queue(key: str = "een") -> None:
    queue_message(key=key, to="ada@voorbeeld.example", subject="Er wacht iets", body="Log in.")


def letters() -> int:
    return DeliveredMail.objects.filter(to="ada@voorbeeld.example").count()


def traces(kind: str) -> int:
    return DeliveredMail.objects.filter(subject=kind).count()


def sent() -> int:
    return Message.objects.filter(state=MessageState.SENT).count()


def test_mail_leaves_within_a_second_after_the_commit_without_beat(workers):
    workers.start()
    with transaction.atomic():
        queue()
    began = time.monotonic()

    wait_until(sent)

    assert time.monotonic() - began < 1
    assert letters() == 1


def test_what_is_due_is_done_at_the_next_tick_of_beat(workers, committed):
    plan_due(Planned.TRACE, committed, timezone.now())

    workers.start(beat=True)

    wait_until(lambda: DueRow.objects.get().state == DueState.DONE)
    assert traces("act") == 1


def test_each_task_queued_twice_does_its_work_once(workers, committed):
    plan_due(Planned.TRACE, committed, timezone.now())
    queue()
    for task in (run_due_rows, send_messages, run_due_rows, send_messages):
        task.delay()

    workers.start()

    wait_until(lambda: sent() and DueRow.objects.get().state == DueState.DONE)
    wait_for_empty_queue(workers)
    assert (letters(), traces("arrived"), traces("act")) == (1, 1, 1)


def test_two_workers_at_once_send_each_mail_once(workers, committed):
    for number in range(40):
        queue(f"bericht {number}")
    plan_due(Planned.TRACE, committed, timezone.now())

    workers.start(2, beat=True)

    wait_until(lambda: sent() == 40 and DueRow.objects.get().state == DueState.DONE)
    assert (letters(), traces("arrived"), traces("act")) == (40, 40, 1)
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_worker_killed_between_claim_and_send_sends_once_after_the_lease(workers):
    queue()
    workers.start(mode="before_accept")
    send_messages.delay()
    workers.wait_for("before_accept")
    workers.kill()
    assert (Message.objects.get().state, letters()) == (MessageState.CLAIMED, 0)

    workers.start(beat=True, lease=2)

    wait_until(sent)
    assert (letters(), traces("arrived"), Message.objects.get().attempts) == (1, 1, 2)


def test_worker_killed_after_the_server_accepted_leaves_one_letter(workers):
    queue()
    workers.start(mode="after_accept")
    send_messages.delay()
    workers.wait_for("after_accept")
    workers.kill()
    assert (Message.objects.get().state, letters()) == (MessageState.CLAIMED, 1)

    workers.start(beat=True, lease=2)

    wait_until(sent)
    # It arrived twice, under one Message-ID, and the letter box kept one.
    assert (letters(), traces("arrived")) == (1, 2)


def test_worker_killed_half_way_an_act_leaves_nothing_of_it_and_it_is_done_once_later(workers, committed):
    plan_due(Planned.TRACE, committed, timezone.now())
    workers.start(mode="in_act")
    run_due_rows.delay()
    workers.wait_for("in_act")
    workers.kill()
    assert (DueRow.objects.get().state, traces("act")) == (DueState.CLAIMED, 0)

    workers.start(beat=True, lease=2)

    wait_until(lambda: DueRow.objects.get().state == DueState.DONE)
    assert (traces("act"), DueRow.objects.get().attempts) == (1, 2)


def test_pool_child_killed_as_by_the_memory_guard_sends_once_after_the_lease(workers):
    queue()
    workers.start(beat=True, mode="die_before_accept", lease=2)

    wait_until(sent)

    assert (workers.folder / "before_accept").exists()
    assert (letters(), traces("arrived"), Message.objects.get().attempts) == (1, 1, 2)


def test_act_succeeds_while_the_broker_is_away_and_mail_leaves_when_it_is_back(workers, broker):
    workers.start(beat=True)
    broker.stop()
    began = time.monotonic()
    with transaction.atomic():
        queue()
    assert time.monotonic() - began < 3
    assert Message.objects.get().state == MessageState.WAITING

    broker.start()

    wait_until(sent, seconds=30)
    assert letters() == 1


def test_rolled_back_act_sends_nothing(workers):
    workers.start()
    with pytest.raises(RuntimeError), transaction.atomic():
        queue("terug")
        raise RuntimeError
    with transaction.atomic():
        queue("door")

    wait_until(sent)

    assert list(Message.objects.values_list("key", flat=True)) == ["door"]
    assert letters() == 1


def test_task_of_a_killed_worker_is_handed_out_again_within_ten_seconds_of_its_timeout(workers):
    workers.start(mode="in_task", visibility=4)
    app.send_task("tests.outbox.worker_acts.leave_trace_and_hang")
    workers.wait_for("in_task")
    workers.kill()
    began = time.monotonic()

    workers.start(visibility=4)

    wait_until(lambda: traces("task") == 2)
    assert time.monotonic() - began < 4 + 10


def wait_for_empty_queue(workers) -> None:
    """Wait until the workers have taken and ended every task that was queued."""
    import redis

    with redis.Redis.from_url(workers.environment["REDIS_URL"]) as client:
        wait_until(lambda: not client.llen("celery") and not client.hlen("unacked"))
