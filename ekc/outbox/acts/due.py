"""What must happen later: planned as a row, claimed by a clock, done once (design 4.3, R101, R103)."""

import datetime as dt
import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise

from ekc.claims import claim_each, end_after_fault, end_claim, refuse_lost
from ekc.registry import Registry

from ..codes import SETTLED_DUE_STATES, DueState, Purpose
from ..models import DueRow
from ..querysets import DueRowQuerySet
from ..retries import next_try
from .error_words import Fault, UnknownPurpose, fault_of_act, frames_of

logger = logging.getLogger(__name__)

Act = Callable[[int], None]


@dataclass(frozen=True)
class Handler:
    """What happens when a row of a purpose is due."""

    label: str | Promise
    act: Act


HANDLERS: Registry[Handler] = Registry("purpose of due rows")

# The row whose act runs now, so that an act can plan its own row anew.
_acting: ContextVar["_Acting | None"] = ContextVar("_acting", default=None)


class _Acting:
    def __init__(self, row: DueRow) -> None:
        self.key = (row.purpose, row.object_type, row.object_id)
        self.again_at: dt.datetime | None = None


def handle_due(purpose: Purpose, act: Act) -> None:
    """Register a domain function as what happens when a row of this purpose is due; called in `AppConfig.ready`.

    The act gets the id of the object. It runs in one transaction with the row's own change of state:
    both happen or neither. It looks at the state first and does nothing when nothing is left to do.
    A `Refusal` ends the row at once as failed, and its sentence stands on the failure list, so it names
    no person; any other exception is tried again later.
    """
    HANDLERS.add(purpose, Handler(purpose.label, act))


def purpose_label(purpose: str) -> str:
    """The purpose in words; the bare purpose when nobody handles it."""
    handler = HANDLERS.get(purpose)
    return str(handler.label) if handler else purpose


def plan_due(
    purpose: Purpose, obj: Model, due_at: dt.datetime, *, case_number: str = "", region_id: int | None = None
) -> None:
    """Plan, or move, what must happen with `obj` at `due_at`; a done row is left alone.

    One row per purpose and object, also when two people plan at the same moment; the last one wins. A
    waiting, failed or cancelled row is moved and starts afresh; so is one that a worker has just claimed,
    and that worker undoes its act. A done row stays done: what happened cannot be planned again. An act
    may plan its own row anew, to a later moment. Raises ValueError on a moment without time zone.
    """
    if timezone.is_naive(due_at):
        raise ValueError("due_at needs a time zone; see ekc.dates.at_local")
    key = _key(purpose, obj)
    acting = _acting.get()
    if acting and acting.key == key:
        acting.again_at = due_at
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
        _rows(key).exclude(state=DueState.DONE).update(
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


def _key(purpose: Purpose, obj: Model) -> tuple[str, str, int]:
    return purpose.value, obj._meta.label_lower, obj.pk


def _rows(key: tuple[str, str, int]) -> DueRowQuerySet:
    return DueRow.objects.filter(purpose=key[0], object_type=key[1], object_id=key[2])


def run_due_rows() -> int:
    """Do everything that is due, and return how many rows were done. Safe to run in many workers at once.

    Stops after a few minutes; the next tick goes on.
    """
    return sum(_run(row) for row in claim_each(DueRow.objects.all()))


def _run(row: DueRow) -> bool:
    """Do one claimed row; say whether it was done."""
    try:
        _act_and_finish(row)
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


def _act_and_finish(row: DueRow) -> None:
    """The act and the row's end, both or neither.

    The row is marked after the act and not locked before it: an act locks the case first, and so does a
    person who moves the date, so both take their locks in the same order and cannot deadlock.
    """
    refuse_lost(row)
    handler = HANDLERS.get(row.purpose)
    if handler is None:
        raise UnknownPurpose
    acting = _Acting(row)
    token = _acting.set(acting)
    try:
        with transaction.atomic():
            handler.act(row.object_id)
            state, changes = _end_of(acting)
            if not end_claim(row, state, retry_at=None, last_error="", **changes):
                raise _ClaimLost
    finally:
        _acting.reset(token)


def _end_of(acting: _Acting) -> tuple[str, dict[str, object]]:
    """The state of a row whose act went well, and what else changes: done, or waiting again as the act planned."""
    now = timezone.now()
    if acting.again_at and acting.again_at > now:
        return DueState.WAITING, {"due_at": acting.again_at, "attempts": 0}
    return DueState.DONE, {"done_at": now}


def _fail(row: DueRow, fault: Fault) -> None:
    """Write down what went wrong, and when it is tried again, if it is."""
    again_at = None if fault.is_permanent else next_try(row.attempts)
    end_after_fault(row, again_at, last_error=fault.reason[:200])
