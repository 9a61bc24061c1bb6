"""Room for the frames of a deep call.

CPython keeps the frames of Python functions in pieces of 16 KiB, asks the system for a piece when a call does not fit
in the last one, and gives it back when that call returns (3.11 and later). A loop that stands just before the edge of
a piece pays that at every call: two calls of the system and a page to be filled with zeros. Under Django, a hundred
functions deep, whether a page stands there is chance; the tests of `tests/access/test_crawler.py` lost a quarter of
their processor time to it (docs/bench.md).

A function that says it needs much room gets a piece of its own, large enough for whatever it calls.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")

# A little over half a MiB, in words of eight bytes: pieces double, so a whole one is asked for, and the other half of
# it is left for whoever is called. Only what is used of it takes memory.
_WORDS = 70_000


def with_room(call: Callable[..., Answer], /, *args: Any, **named: Any) -> Answer:
    """What `call` gives, called with these arguments, with room for hundreds of frames below it in one piece."""
    return call(*args, **named)


with_room.__code__ = with_room.__code__.replace(co_stacksize=_WORDS)
