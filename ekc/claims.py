"""Rows that are work for a worker: who has one, until when, and how often it was tried (design 4.3).

A row waits, is claimed by one worker, and is done, waits for a next try, or has failed. All of it stands in the
database; Celery only brings the workers. What is said here of "a kind" holds for every model that is `Claimable`.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from ekc import pulse

logger = logging.getLogger(__name__)

# A run stops taking new rows after this; far below the soft time limit of a task.
RUN_FOR = dt.timedelta(minutes=4)
# How many rows that nobody tried before are claimed at once.
MOST_AT_ONCE = 50
# Seconds between two ticks of beat: a request to begin that is older has been overtaken by one.
TICK = 60
# After the broker was away, do not knock again for this long: one act can ask sixty times.
BROKER_PAUSE = 10.0
_broker_away_until = 0.0


class WorkerLost(Exception):
    """Each attempt at a row ended with a worker that died."""


@dataclass(frozen=True)
class Claims:
    """What differs between kinds."""

    waiting: str
    claimed: str
    failed: str
    """The states that the mechanism knows; a kind has more of its own."""
    begins_at: str
    """The field with the moment from which a row may be taken; the earliest goes first."""
    most_attempts: int
    """A row that takes its worker down is not tried for ever."""
    task: str
    """The Celery shell that works through this kind, as beat calls it."""
    held_until: str = ""
    """A field that may hold a waiting row back for longer, where a kind has one."""


class Claimable(models.Model):
    """A kind of row that workers claim."""

    claims: ClassVar[Claims]
    state: Any
    """A field of the kind itself, with states of its own."""

    lost_claim_at: dt.datetime | None = None
    """Of a row that was just claimed: when the worker claimed it that is gone; None where nobody had it."""

    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)

    class Meta:
        abstract = True


RowT = TypeVar("RowT", bound=Claimable)


def kinds() -> list[type[Claimable]]:
    """Every kind of row that workers claim."""
    return [model for model in apps.get_models() if issubclass(model, Claimable)]


# --- taking rows --------------------------------------------------------------------------------------


def lease() -> dt.timedelta:
    """How long a claim holds: longer than a task can live, so that whoever claimed before it is surely gone."""
    return dt.timedelta(seconds=settings.EKC_CLAIM_LEASE)


def claimable(rows: QuerySet[RowT], now: dt.datetime) -> QuerySet[RowT]:
    """What may be taken at `now`: what waits and may begin, or was claimed by a worker that is gone."""
    claims = rows.model.claims
    waits = Q(("state", claims.waiting), (f"{claims.begins_at}__lte", now))
    if claims.held_until:
        waits &= Q((claims.held_until, None)) | Q((f"{claims.held_until}__lte", now))
    return rows.filter(waits | Q(state=claims.claimed, claimed_at__lt=now - lease()))


def claim_next(rows: QuerySet[RowT]) -> RowT | None:
    """Claim the oldest row that may be taken, in a transaction of its own; what another worker holds is passed over.

    Attempts are counted here and not at a fault, so that a row that kills its worker ends too.
    """
    pulse.mark()
    now = timezone.now()
    claims = rows.model.claims
    with transaction.atomic():
        free = claimable(rows, now).select_for_update(skip_locked=True, of=("self",))
        row = free.order_by(claims.begins_at, "pk").first()
        if row is None:
            return None
        row.lost_claim_at = row.claimed_at
        _take(row, now)
        row.save(update_fields=["attempts", "state", "claimed_at"])
    return row


def _take(row: Claimable, now: dt.datetime) -> None:
    row.attempts += 1
    row.claimed_at = now
    row.state = row.claims.claimed


def claim_new(rows: QuerySet[RowT]) -> list[RowT]:
    """Claim at once what nobody tried before: the oldest, `MOST_AT_ONCE` at most.

    What was tried before is left to `claim_next`: a row that kills its worker does so alone from its second attempt
    on, and costs the rows beside it one.
    """
    pulse.mark()
    now = timezone.now()
    claims = rows.model.claims
    with transaction.atomic():
        free = claimable(rows.filter(attempts=0), now).select_for_update(skip_locked=True, of=("self",))
        found = list(free.order_by(claims.begins_at, "pk")[:MOST_AT_ONCE])
        for row in found:
            _take(row, now)
        taken = rows.model._default_manager.filter(pk__in=[row.pk for row in found])
        taken.update(attempts=1, state=claims.claimed, claimed_at=now)
    return found


def claim_each(rows: QuerySet[RowT]) -> Iterator[RowT]:
    """Claim one row after another until none is left. Safe in many workers at once.

    One by one, so that a worker that dies leaves one row behind and not a batch; that row comes back after the
    lease. Takes no new row after a few minutes: the next tick goes on.
    """
    end = timezone.now() + RUN_FOR
    while timezone.now() < end and (row := claim_next(rows)) is not None:
        yield row


def claim_batches(rows: QuerySet[RowT]) -> Iterator[list[RowT]]:
    """As `claim_each`, for what is done together: what is new in batches, and after that what was tried, one by one."""
    end = timezone.now() + RUN_FOR
    while timezone.now() < end and (batch := claim_new(rows) or list(filter(None, [claim_next(rows)]))):
        yield batch


# --- letting go of them -------------------------------------------------------------------------------


def still_mine(*rows: RowT) -> QuerySet[RowT]:
    """These rows as they were claimed, at once; without those that were moved, cancelled or taken over since."""
    first = rows[0]
    mine = Q(pk__in=[row.pk for row in rows], state=first.claims.claimed, claimed_at=first.claimed_at)
    return type(first)._default_manager.filter(mine)


def end_claim(row: Claimable, state: str, **changes: Any) -> bool:
    """Let go of a claimed row in this state; False, and nothing written, when it is not ours any more."""
    return bool(end_claims([row], state, **changes))


def end_claims(rows: Sequence[Claimable], state: str, **changes: Any) -> int:
    """Let go of rows that were claimed at once, in this state; returns how many were still ours."""
    return still_mine(*rows).update(**{"state": state, "claimed_at": None, **changes})


def end_after_fault(row: Claimable, again_at: dt.datetime | None, **changes: Any) -> bool:
    """Let go of a row that went wrong: it waits until `again_at`, or has failed for good.

    That is so when `again_at` is None and after the last attempt. Returns whether it failed for good now.
    """
    claims = row.claims
    if again_at is None or row.attempts >= claims.most_attempts:
        free = {claims.held_until: None} if claims.held_until else {}
        return end_claim(row, claims.failed, **free, **changes)
    end_claim(row, claims.waiting, **{claims.held_until or claims.begins_at: again_at}, **changes)
    return False


def refuse_lost(row: Claimable) -> None:
    """Raises WorkerLost when this row has cost a worker at each of its attempts; it is not to be tried again."""
    if row.attempts > row.claims.most_attempts:
        raise WorkerLost


# --- calling a worker ---------------------------------------------------------------------------------


def wake_worker_after_commit(kind: type[Claimable]) -> None:
    """Ask a worker to begin with rows of this kind once the running transaction is committed: once, however many."""
    wake = _waker(kind)
    # What was asked in a savepoint goes with it; what was asked around it stays.
    if not any(each[1] is wake and each[0] <= set(connection.savepoint_ids) for each in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)


@cache
def _waker(kind: type[Claimable]) -> Callable[[], None]:
    return partial(wake_worker, kind)


def wake_worker(kind: type[Claimable]) -> None:
    """Ask a worker to begin now. When the broker is away the next tick of beat does it (R102, R117)."""
    global _broker_away_until
    if time.monotonic() < _broker_away_until:
        return
    # By name: tasks stand above what they call.
    task = import_string(kind.claims.task)
    try:
        task.apply_async(retry=False, expires=TICK)
    except Exception as error:  # kombu, redis and the socket each have their own
        _broker_away_until = time.monotonic() + BROKER_PAUSE
        logger.warning("no broker (%s): %s begins at the next tick", type(error).__name__, kind.claims.task)
