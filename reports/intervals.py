"""How sure a figure of few is: 95 % intervals, in plain numbers. No row of the database is known here.

Wilson for a share, Newcombe for the difference of two shares (Stat. Med. 1998, method 10), Welch for the difference of
two means. `scipy` gives the same numbers in the tests, and is not needed to run the program.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

Z = 1.959963984540054
"""Half of a normal distribution's middle 95 %."""
CONFIDENCE = 0.95


class Interval(NamedTuple):
    """Both bounds are in it."""

    low: float
    high: float


def wilson(part: int, base: int) -> Interval:
    """The interval of a share, as fractions of 1. Raises ValueError where the base does not hold the part."""
    if not 0 <= part <= base or base == 0:
        raise ValueError(f"{part} of {base} is no share")
    share, square = part / base, Z * Z
    middle = (share + square / (2 * base)) / (1 + square / base)
    half = Z * math.sqrt(share * (1 - share) / base + square / (4 * base * base)) / (1 + square / base)
    # At none and at all the bound is exact; rounding would put it just beside.
    return Interval(0.0 if part == 0 else middle - half, 1.0 if part == base else middle + half)


def newcombe(one: tuple[int, int], other: tuple[int, int]) -> Interval:
    """The interval of the first share less the second, each as (part, base), of two groups that share nobody."""
    (low, high), (other_low, other_high) = wilson(*one), wilson(*other)
    share, other_share = one[0] / one[1], other[0] / other[1]
    less = math.hypot(share - low, other_high - other_share)
    more = math.hypot(high - share, other_share - other_low)
    return Interval(share - other_share - less, share - other_share + more)


class Sample(NamedTuple):
    """What is known of a mean: itself, its standard deviation, and of how many it is."""

    mean: float
    spread: float
    number: int


def mean_interval(sample: Sample) -> Interval | None:
    """The interval of a mean by Student's t; None of fewer than two, or where all are alike."""
    if sample.number < 2 or sample.spread <= 0:
        return None
    half = t_quantile(sample.number - 1) * sample.spread / math.sqrt(sample.number)
    return Interval(sample.mean - half, sample.mean + half)


def welch(one: Sample, other: Sample) -> Interval | None:
    """The interval of the first mean less the second; None where that cannot be known: of fewer than two on a side, or
    where on both sides all are alike."""
    if min(one.number, other.number) < 2:
        return None
    first, second = one.spread**2 / one.number, other.spread**2 / other.number
    if first + second == 0:
        return None
    freedom = (first + second) ** 2 / (first**2 / (one.number - 1) + second**2 / (other.number - 1))
    half = t_quantile(freedom) * math.sqrt(first + second)
    return Interval(one.mean - other.mean - half, one.mean - other.mean + half)


def spread_of(total: int, squares: int, number: int) -> float | None:
    """The standard deviation of a sample, from the sum and the sum of squares; None of fewer than two."""
    if number < 2:
        return None
    # Whole numbers until the last division: no rounding makes a spread of what is all alike.
    return math.sqrt((number * squares - total * total) / (number * (number - 1)))


def t_quantile(freedom: float) -> float:
    """Beyond which, on either side together, Student's t lies in 5 % of the cases; `freedom` may be a fraction."""
    low, high = Z, 2.0
    while _outside(high, freedom) > 1 - CONFIDENCE:
        low, high = high, high * 2
    for _step in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _outside(middle, freedom) > 1 - CONFIDENCE else (low, middle)
    return (low + high) / 2


def _outside(t: float, freedom: float) -> float:
    """How often Student's t lies further from 0 than this."""
    return _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t))


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction on the side where that is quick."""
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _continued(_terms(a, b, x)) / a
    return 1 - front * _continued(_terms(b, a, 1 - x)) / b


def _terms(a: float, b: float, x: float) -> Callable[[int], float]:
    def term(step: int) -> float:
        half, is_odd = divmod(step, 2)
        if is_odd:
            return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))

    return term


def _continued(term: Callable[[int], float]) -> float:
    """1 / (1 + term(1) / (1 + term(2) / (1 + ...))), by Lentz's way."""
    tiny, value, above, below = 1e-300, 1.0, 1.0, 0.0
    for step in range(1, 10_000):
        below = 1 + term(step) * below
        below = 1 / (below or tiny)
        above = 1 + term(step) / (above or tiny)
        value *= above * below
        if abs(above * below - 1) < 1e-15:
            break
    return 1 / value
