"""What is reckoned once and remembered for a while. Never who or what a file is about (design 4.8).

`remembered` keeps an outcome in the cache. `Shelf` keeps rows that seldom change in the process itself, and asks the
cache only whether they changed since.
"""

import json
import logging
import time
import uuid
from collections.abc import Callable
from typing import Generic, TypeVar

from django.core.cache import caches
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

T = TypeVar("T")


def remembered(what: str, of: object, *, seconds: int, reckon: Callable[[], T]) -> T:
    """The outcome of `reckon`, at most `seconds` old. `of` says in plain data of what; only its keyed hash is kept.

    When the cache is away it is reckoned at each call: slower, never refused.
    """
    key = f"{what}:{salted_hmac('ekc.memory', json.dumps(of, sort_keys=True, default=str)).hexdigest()}"
    try:
        if (known := caches["engine"].get(key)) is not None:
            return known  # type: ignore[no-any-return]
    except Exception as error:  # the clients of redis and valkey each have their own
        logger.warning("no cache (%s): nothing is remembered", type(error).__name__)
        return reckon()
    found = reckon()
    try:
        caches["engine"].set(key, found, timeout=seconds)
    except Exception as error:
        logger.warning("no cache (%s): nothing is remembered", type(error).__name__)
    return found


class Shelf(Generic[T]):
    """Rows of one kind, kept in the process until somebody changes one, in whatever process.

    Whoever changes a row calls `changed` in the same transaction; it sees its own change at once, others see it when
    it is committed. The rows are shared by all who ask: never change them.
    """

    LONGEST = 600
    """Seconds, after which they are read anew whatever the cache says: a process may die between its two stamps."""

    def __init__(self, name: str) -> None:
        self._key = f"shelf:{name}"
        self._kept: dict[str, tuple[str, float, T]] = {}

    def get(self, what: str, read: Callable[[], T]) -> T:
        """What stands under `what`; `read` asks the database for it."""
        stamp = "" if self._is_changing() else self._stamp()
        if not stamp:
            return read()
        known = self._kept.get(what)
        if known and known[0] == stamp and time.monotonic() - known[1] < self.LONGEST:
            return known[2]
        # The stamp is of before the reading: who changes a row meanwhile gives another one.
        found = read()
        self._kept[what] = (stamp, time.monotonic(), found)
        return found

    def changed(self) -> None:
        """Something here was written, in the transaction that is under way."""
        self._new_stamp()
        transaction.on_commit(self._new_stamp)

    def _is_changing(self) -> bool:
        """Whether this connection wrote here and did not commit: nobody else may get to see that."""
        return any(each[1] == self._new_stamp for each in connection.run_on_commit)

    def _stamp(self) -> str:
        """Which state of the rows is the newest; empty without a cache."""
        try:
            return str(
                caches["engine"].get(self._key)
                or caches["engine"].get_or_set(self._key, uuid.uuid4().hex, timeout=None)
            )
        except Exception as error:  # the clients of redis and valkey each have their own
            logger.warning("no cache (%s): nothing is remembered", type(error).__name__)
            return ""

    def _new_stamp(self) -> None:
        try:
            caches["engine"].set(self._key, uuid.uuid4().hex, timeout=None)
        except Exception as error:
            logger.warning("no cache (%s): nothing is remembered", type(error).__name__)
