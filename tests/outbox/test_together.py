"""What is due by the thousand is done together: as often as one by one, and in fewer questions."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ekc import claims
from ekc.outbox.acts import HANDLERS, Handler, queue_message, run_due_rows
from ekc.outbox.codes import DueState
from ekc.outbox.models import DueRow, Message

from .purposes import Planned

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def together() -> Iterator[list[list[int]]]:
    """What is done for many at once; a negative number goes wrong, and takes the others along."""
    calls: list[list[int]] = []

    def act(pks: Sequence[int]) -> None:
        calls.append(list(pks))
        for pk in pks:
            queue_message(key=f"{pk}:{uuid4()}", to="ada@voorbeeld.example", subject="Er wacht iets", body="Log in.")
            if pk >= 1000:
                raise RuntimeError

    handler = Handler("Samen", lambda pk: act([pk]), act)
    with HANDLERS.standing_in(Planned.ASK, handler):
        yield calls


def plan_many(numbers: Iterable[int]) -> None:
    DueRow.objects.bulk_create(
        DueRow(purpose=Planned.ASK, object_type="x", object_id=number, due_at=NOON) for number in numbers
    )


def test_what_is_done_together_is_done_once_each_in_batches(db, together):
    plan_many(range(120))
    assert run_due_rows() == 120
    assert [len(each) for each in together] == [50, 50, 20]
    assert (Message.objects.count(), run_due_rows()) == (120, 0)
    assert set(DueRow.objects.values_list("state", "attempts", "claimed_at")) == {(DueState.DONE, 1, None)}


def test_one_that_goes_wrong_takes_no_other_along(db, together):
    plan_many([1, 2, 1000, 3])
    assert run_due_rows() == 3
    assert sorted(together) == sorted([[1, 2, 1000, 3], [1], [2], [1000], [3]])
    # Of the batch that was undone no mail is left.
    assert Message.objects.count() == 3
    [waits] = DueRow.objects.filter(state=DueState.WAITING)
    assert (waits.object_id, waits.attempts) == (1000, 1)


def test_a_row_that_is_taken_back_while_many_are_done_is_not_done(db, together, monkeypatch):
    plan_many([1, 2, 3])
    claim = claims.claim_new

    def claimed_and_cancelled(rows):
        found = claim(rows)
        DueRow.objects.filter(object_id=2).update(state=DueState.CANCELLED, claimed_at=None)
        return found

    monkeypatch.setattr(claims, "claim_new", claimed_and_cancelled)
    assert run_due_rows() == 2
    assert sorted(int(key.partition(":")[0]) for key in Message.objects.values_list("key", flat=True)) == [1, 3]


def test_as_many_questions_are_asked_for_fifty_as_for_five(db, together):
    asked = []
    for first, number in ((0, 5), (100, 50)):
        plan_many(range(first, first + number))
        with CaptureQueriesContext(connection) as queries:
            assert run_due_rows() == number
        asked.append(len(queries))
    assert asked[0] == asked[1]
