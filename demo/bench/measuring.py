"""Stopwatch, memory and queries; comparisons run side by side, so that a busy machine slows both alike."""

import gc
import math
import time
import tracemalloc
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass
class Series:
    """Seconds of one thing, measured `n` times."""

    values: list[float] = field(default_factory=list)

    @property
    def n(self) -> int:
        return len(self.values)

    @property
    def least(self) -> float:
        return min(self.values)

    @property
    def most(self) -> float:
        return max(self.values)

    @property
    def median(self) -> float:
        return self.percentile(50)

    @property
    def per_second(self) -> float:
        return self.n / sum(self.values)

    def percentile(self, share: int) -> float:
        """The least value that `share` per cent of all do not exceed; the median of an even number is the lower."""
        return sorted(self.values)[max(math.ceil(self.n * share / 100), 1) - 1]

    def time(self, act: Callable[[], Any]) -> Any:
        """Do it once and note how long it took; gives what it gave."""
        begin = time.perf_counter()
        found = act()
        self.values.append(time.perf_counter() - begin)
        return found


def side_by_side(acts: Mapping[str, Callable[[], Any]], *, times: int) -> dict[str, Series]:
    """Measure things in turn, A B A B, after one unmeasured round that warms all of them."""
    for act in acts.values():
        act()
    found = {name: Series() for name in acts}
    for round_number in range(times):
        # Whoever goes first in a round goes last in the next.
        order = list(acts) if round_number % 2 == 0 else list(reversed(acts))
        for name in order:
            # What one left behind must not be cleared away in the time of the other.
            gc.collect()
            found[name].time(acts[name])
    return found


def queries_of(act: Callable[[], Any]) -> list[str]:
    """The statements that an act sends, as they were sent, without the begin and end of a transaction.

    In a run of its own: keeping them takes time.
    """
    with CaptureQueriesContext(connection) as captured:
        act()
    return [each["sql"] for each in captured.captured_queries if each["sql"] not in ("BEGIN", "COMMIT")]


def number_of_queries(statements: Iterable[str]) -> int:
    """How many of these ask or write something: the bounds of a transaction are no queries."""
    return sum(1 for each in statements if each not in {"BEGIN", "COMMIT"})


def memory_of(act: Callable[[], Any]) -> int:
    """The peak in bytes of what Python asked for. In a run of its own: counting makes it several times slower."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
