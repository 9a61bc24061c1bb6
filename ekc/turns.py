"""What is done by one at a time, in the whole house: whoever comes second waits, or leaves it.

A turn is a number that PostgreSQL locks; nothing hangs on it, so each number stands here once and nowhere else
(`tests/house/test_turns.py`). Rows of a file are locked by `cases/locks.py`.
"""

from enum import IntEnum, unique
from typing import Any

from django.db import connection


@unique
class Turn(IntEnum):
    """What one at a time does. A number stays what it is: a program of before may be at work beside this one."""

    STEPS = 0x57E9
    """Reckoning the next steps that cases keep."""
    COUNTS = 0xC047
    """Counting the figures anew."""
    RESEARCH = 7_312
    """Filling the schemas of researchers, and emptying them."""
    MERGING = 4_620_602
    """Making one of two cases, or of two organisations."""
    CHAIN = 7_305_211
    """Sealing what was added to the logs."""
    CLOCK = 7_305_212
    """Being the one clock of several machines."""
    MIGRATING = 7_305_213
    """Bringing the tables up to date."""
    REVIEW = 7_305_214
    """Drawing the review of a month; with the key of a review adding to it, and signing it off."""
    ROLES = 7_305_215
    """Giving the logins of the database their rights."""
    IMPORT = 20_090_101
    """Reading in a set of registrations."""
    DEMO = 20_120_402
    """Building the demo world."""


def wait_for(turn: Turn, *, of: int | None = None) -> None:
    """Wait until nobody else has this turn, or this turn of one thing; it is ours until the transaction ends."""
    with connection.cursor() as cursor:
        if of is None:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [turn.value])
        else:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [turn.value, of])


def is_free(turn: Turn) -> bool:
    """Take this turn where nobody has it, until the transaction ends; whether it is ours."""
    return _answer("SELECT pg_try_advisory_xact_lock(%s)", turn)


def keep_if_free(turn: Turn) -> bool:
    """The same for as long as the connection lasts."""
    return _answer("SELECT pg_try_advisory_lock(%s)", turn)


def hold(turn: Turn, cursor: Any) -> None:
    """Wait for this turn on the connection of `cursor`, and keep it until `let_go`, or until the connection ends."""
    cursor.execute("SELECT pg_advisory_lock(%s)", [turn.value])


def let_go(turn: Turn, cursor: Any) -> None:
    """What `hold` took."""
    cursor.execute("SELECT pg_advisory_unlock(%s)", [turn.value])


def _answer(question: str, turn: Turn) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [turn.value])
        return bool(cursor.fetchone()[0])
