"""Rows that are work for a worker: who has one, until when, and how often it was tried (design 4.3).

A row waits, is claimed by one worker, and is done, waits for a next try, or has failed. All of it stands in the
database; Celery only brings the workers. What is said here of "a kind" holds for every model that is `Claimable`.
"""

import datetime as dt
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

# A run stops taking new rows after this; far below the soft time limit of a task.
RUN_FOR = dt.timedelta(minutes=4)
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
    now = timezone.now()
    claims = rows.model.claims
    with transaction.atomic():
        free = claimable(rows, now).select_for_update(skip_locked=True, of=("self",))
        row = free.order_by(claims.begins_at, "pk").first()
        if row is None:
            return None
        row.attempts += 1
        row.claimed_at = now
        row.state = claims.claimed
        row.save(update_fields=["attempts", "state", "claimed_at"])
    return row


def claim_each(rows: QuerySet[RowT]) -> Iterator[RowT]:
    """Claim one row after another until none is left. Safe in many workers at once.

    One by one, so that a worker that dies leaves one row behind and not a batch; that row comes back after the
    lease. Takes no new row after a few minutes: the next tick goes on.
    """
    end = timezone.now() + RUN_FOR
    while timezone.now() < end and (row := claim_next(rows)) is not None:
        yield row


# --- letting go of them -------------------------------------------------------------------------------


def still_mine(row: RowT) -> QuerySet[RowT]:
    """The row as it was claimed; nothing when it was moved, cancelled or taken over since."""
    mine = Q(pk=row.pk, state=row.claims.claimed, claimed_at=row.claimed_at)
    return type(row)._default_manager.filter(mine)


def end_claim(row: Claimable, state: str, **changes: Any) -> bool:
    """Let go of a claimed row in this state; False, and nothing written, when it is not ours any more."""
    return bool(still_mine(row).update(**{"state": state, "claimed_at": None, **changes}))


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
    """Ask a worker to begin with rows of this kind once the running transaction is committed."""
    transaction.on_commit(partial(wake_worker, kind), robust=True)


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
