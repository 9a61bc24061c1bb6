"""What must happen later: planned as a row, claimed by a clock, done once (design 4.3, R101, R103)."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.functional import Promise

from ekc.claims import claim_batches, claim_each, end_after_fault, end_claims, refuse_lost
from ekc.registry import Registry

from ..codes import SETTLED_DUE_STATES, DueState, Purpose
from ..models import DueRow
from ..querysets import DueRowQuerySet
from ..retries import next_try
from .error_words import Fault, UnknownPurpose, fault_of_act, frames_of
from .messages import gathered_messages

logger = logging.getLogger(__name__)

_Key = tuple[str, str, int]
Act = Callable[[int], None]
ActForMany = Callable[[Sequence[int]], None]


@dataclass(frozen=True)
class Handler:
    """What happens when a row of a purpose is due. `together`: the same for many objects at once."""

    label: str | Promise
    act: Act
    together: ActForMany | None = None


HANDLERS: Registry[Handler] = Registry("purpose of due rows")

# The rows whose act runs now, each with the moment to which the act plans it anew.
_acting: ContextVar["dict[_Key, dt.datetime | None] | None"] = ContextVar("_acting", default=None)


def handle_due(purpose: Purpose, act: Act, *, together: ActForMany | None = None) -> None:
    """Register a domain function as what happens when a row of this purpose is due; called in `AppConfig.ready`.

    The act gets the id of the object. It runs in one transaction with the row's own change of state:
    both happen or neither. It looks at the state first and does nothing when nothing is left to do.
    A `Refusal` ends the row at once as failed, and its sentence stands on the failure list, so it names
    no person; any other exception is tried again later.

    `together` does the same for the ids of many objects, in one transaction with all their rows: for what comes in
    thousands on one morning, and locks nothing that a person waits for. Where one of them goes wrong nothing of it
    stays, and each is done by itself.
    """
    HANDLERS.add(purpose, Handler(purpose.label, act, together))


def one_by_one(act: Act) -> ActForMany:
    """An act for many that does them after each other."""

    def act_for_many(pks: Sequence[int]) -> None:
        for pk in pks:
            act(pk)

    return act_for_many


def purpose_label(purpose: str) -> str:
    """The purpose in words; the bare purpose when nobody handles it."""
    handler = HANDLERS.get(purpose)
    return str(handler.label) if handler else purpose


def plan_due(
    purpose: Purpose,
    obj: Model,
    due_at: dt.datetime,
    *,
    case_number: str = "",
    region_id: int | None = None,
    again: bool = False,
) -> None:
    """Plan, or move, what must happen with `obj` at `due_at`; a done row is left alone.

    One row per purpose and object, also when two people plan at the same moment; the last one wins. A
    waiting, failed or cancelled row is moved and starts afresh; so is one that a worker has just claimed,
    and that worker undoes its act. A done row stays done: what happened cannot be planned again, unless `again` says
    that it belongs to its day, and the day has moved to a later one that is still to come. An act may plan its own row
    anew, to a later moment. Raises ValueError on a moment without time zone.
    """
    if timezone.is_naive(due_at):
        raise ValueError("due_at needs a time zone; see ekc.dates.at_local")
    key = _key(purpose, obj)
    acting = _acting.get()
    if acting is not None and key in acting:
        acting[key] = due_at
        return
    row = DueRow(
        purpose=key[0],
        object_type=key[1],
        object_id=key[2],
        due_at=due_at,
        case_number=case_number,
        region_id=region_id,
    )
    with transaction.atomic():
        # Insert first: it waits for another transaction that plans the same, so that the update sees its row.
        DueRow.objects.bulk_create([row], ignore_conflicts=True)
        stays_done = Q(state=DueState.DONE)
        if again and due_at > timezone.now():
            stays_done &= Q(due_at__gte=due_at)
        _rows(key).exclude(stays_done).update(
            done_at=None,
            due_at=due_at,
            case_number=case_number,
            region_id=region_id,
            state=DueState.WAITING,
            claimed_at=None,
            retry_at=None,
            attempts=0,
            last_error="",
        )


def cancel_due(purpose: Purpose, obj: Model) -> None:
    """Let it not happen; nothing when there is no waiting row.

    A failed row lapses too, so that nobody has to look at it any more.
    """
    _rows(_key(purpose, obj)).exclude(state__in=SETTLED_DUE_STATES).update(
        state=DueState.CANCELLED, claimed_at=None, retry_at=None
    )


def _key(purpose: Purpose, obj: Model) -> _Key:
    return purpose.value, obj._meta.label_lower, obj.pk


def _rows(key: _Key) -> DueRowQuerySet:
    return DueRow.objects.filter(purpose=key[0], object_type=key[1], object_id=key[2])


def run_due_rows() -> int:
    """Do everything that is due, and return how many rows were done. Safe to run in many workers at once.

    Stops after a few minutes; the next tick goes on.
    """
    many = [name for name in HANDLERS.names() if HANDLERS[name].together]
    # First what is done one by one: it is little, and must not wait for thousands of reminders.
    done = sum(_run(row) for row in claim_each(DueRow.objects.exclude(purpose__in=many)))
    return done + sum(map(_run_batch, claim_batches(DueRow.objects.filter(purpose__in=many))))


def _run_batch(batch: list[DueRow]) -> int:
    """Do rows that were claimed at once, together by purpose; say how many were done."""
    done = 0
    for purpose in dict.fromkeys(row.purpose for row in batch):
        rows = [row for row in batch if row.purpose == purpose]
        if len(rows) > 1 and _run_together(rows):
            done += len(rows)
        else:
            done += sum(_run(row) for row in rows)
    return done


def _run_together(rows: list[DueRow]) -> bool:
    """Do rows of one purpose in one transaction; False, and nothing done, where one of them stands in the way."""
    together = HANDLERS[rows[0].purpose].together
    assert together is not None

    def act() -> None:
        with gathered_messages():
            together([row.object_id for row in rows])

    try:
        _act_and_finish(rows, act)
    except Exception as error:
        logger.info("%d due rows (%s): %s; one by one", len(rows), rows[0].purpose, type(error).__name__)
        return False
    return True


def _run(row: DueRow) -> bool:
    """Do one claimed row; say whether it was done."""
    try:
        refuse_lost(row)
        handler = HANDLERS.get(row.purpose)
        if handler is None:
            raise UnknownPurpose
        _act_and_finish([row], lambda: handler.act(row.object_id))
    except _ClaimLost:
        logger.info("due row %s was moved, cancelled or taken over while its act ran; undone", row.pk)
        return False
    except Exception as error:
        # Without the message of the error, which can hold personal data.
        logger.warning("due row %s (%s): %s\n%s", row.pk, row.purpose, type(error).__name__, frames_of(error))
        _fail(row, fault_of_act(error))
        return False
    return True


class _ClaimLost(Exception):
    pass


def _act_and_finish(rows: list[DueRow], act: Callable[[], None]) -> None:
    """The act and the end of its rows, both or neither.

    A row is marked after the act and not locked before it: an act locks the case first, and so does a person who
    moves the date, so both take their locks in the same order and cannot deadlock.
    """
    acting: dict[_Key, dt.datetime | None] = {_key_of(row): None for row in rows}
    token = _acting.set(acting)
    try:
        with transaction.atomic():
            act()
            now = timezone.now()
            again = [row for row in rows if (acting[_key_of(row)] or now) > now]
            done = [row for row in rows if row not in again]
            for row in again:
                _finish([row], DueState.WAITING, due_at=acting[_key_of(row)], attempts=0)
            if done:
                _finish(done, DueState.DONE, done_at=now)
    finally:
        _acting.reset(token)


def _key_of(row: DueRow) -> _Key:
    return row.purpose, row.object_type, row.object_id


def _finish(rows: list[DueRow], state: DueState, **changes: object) -> None:
    if end_claims(rows, state, retry_at=None, last_error="", **changes) != len(rows):
        raise _ClaimLost


def _fail(row: DueRow, fault: Fault) -> None:
    """Write down what went wrong, and when it is tried again, if it is."""
    again_at = None if fault.is_permanent else next_try(row.attempts)
    end_after_fault(row, again_at, last_error=fault.reason[:200])
