"""One cell: what every figure of a report is, wherever it is printed. It holds what it is made of, so that whoever
protects it protects what is made of it too."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ekc.figures import mean, percentage, round_half_up

from ..intervals import spread_of

Number = int | float | None
SMALL = 15
"""Under this base a figure is printed with a caution (domain.md 5.3)."""


class State(StrEnum):
    SHOWN = "getoond"
    HIDDEN = "verborgen"
    NOT_ASKED = "niet gevraagd"
    NO_BASE = "geen basis"


class Kind(StrEnum):
    COUNT = "aantal"
    SHARE = "percentage"
    MEAN = "gemiddelde"
    MARK = "rapportcijfer"
    EXTREME = "uiterste"
    SUM = "som"
    QUANTILE = "kwantiel"
    SPREAD = "spreiding"


@dataclass(frozen=True)
class Cell:
    """`part` of `base`: of a share what is counted and of how many, of a mean the sum and of how many, of a quantile
    the value itself and of a spread its tenths, with of how many. `of` says in words which units are counted, `base_of`
    those of the base where they are others. A cell that is not shown holds no number at all."""

    kind: Kind
    part: int | None
    base: int | None = None
    state: State = State.SHOWN
    of: str = ""
    base_of: str = ""
    # The standard deviation of what a mean is of; None where it is not known.
    spread: float | None = None

    @property
    def value(self) -> Number:
        """What is printed: a number, a whole percentage or a mean with one decimal; None where nothing is shown."""
        if self.state != State.SHOWN or self.part is None:
            return None
        if self.kind == Kind.SHARE:
            return percentage(self.part, self.base or 0)
        if self.kind in (Kind.MEAN, Kind.MARK):
            return mean(self.part, self.base or 0)
        if self.kind == Kind.SPREAD:
            return self.part / 10
        return self.part

    @property
    def number(self) -> int:
        """The count, to order or draw by; 0 where none is shown."""
        return self.part if self.kind == Kind.COUNT and self.part is not None else 0

    @property
    def is_hidden(self) -> bool:
        return self.state == State.HIDDEN

    @property
    def is_not_asked(self) -> bool:
        return self.state == State.NOT_ASKED

    @property
    def says_why(self) -> bool:
        """Whether a reason stands in place of the number, other than that there was nothing to count."""
        return self.is_hidden or self.is_not_asked


def count(number: int, of: str = "") -> Cell:
    """How many."""
    return Cell(Kind.COUNT, number, of=of)


def share(part: int, base: int, of: str = "", base_of: str = "") -> Cell:
    """A whole percentage; of nothing there is none."""
    return Cell(Kind.SHARE, part, base, of=of, base_of=base_of) if base else NO_BASE_SHARE


def share_within(part: int, base: int, of: str = "") -> Cell:
    """A share of what should hold the part; none where it does not."""
    return share(part, base, of) if part <= base else NO_BASE_SHARE


def mean_of(total: int, number: int, of: str = "", base_of: str = "", squares: int | None = None) -> Cell:
    """How much per unit; of nothing there is none. `squares`, the sum of squares, tells how much they differ."""
    if not number:
        return Cell(Kind.MEAN, None, None, State.NO_BASE)
    spread = None if squares is None else spread_of(total, squares, number)
    return Cell(Kind.MEAN, total, number, of=of, base_of=base_of, spread=spread)


def mark(total: int, number: int, of: str = "", squares: int | None = None) -> Cell:
    """A mean mark. The sum of marks is no count of anybody."""
    if not number:
        return Cell(Kind.MARK, None, None, State.NO_BASE)
    spread = None if squares is None else spread_of(total, squares, number)
    return Cell(Kind.MARK, total, number, base_of=of, spread=spread)


def extreme(number: int | None) -> Cell:
    """The smallest or the largest of something."""
    return Cell(Kind.EXTREME, number) if number is not None else Cell(Kind.EXTREME, None, None, State.NO_BASE)


def sum_of(number: int) -> Cell:
    """Hours, euros or people of several cases together: of few it is that of one."""
    return Cell(Kind.SUM, number)


def quantile(histogram: Mapping[int, int], at: int, of: str = "") -> Cell:
    """The value under which `at` quarters of what was counted lie: 2 is the median. In whole numbers, half up; between
    two values in the middle of both. Of nothing there is none."""
    number = sum(histogram.values())
    if not number:
        return Cell(Kind.QUANTILE, None, None, State.NO_BASE)
    place = Fraction(at * (number - 1), 4)
    low = _value_at(histogram, int(place))
    high = _value_at(histogram, min(int(place) + 1, number - 1))
    value = low + (high - low) * (place - int(place))
    return Cell(Kind.QUANTILE, int(round_half_up(value)), number, base_of=of)


def _value_at(histogram: Mapping[int, int], place: int) -> int:
    """What stands at this place, from 0, when everything stands in order."""
    for value in sorted(histogram):
        place -= histogram[value]
        if place < 0:
            return value
    raise IndexError(place)


def spread(histogram: Mapping[int, int], of: str = "") -> Cell:
    """The standard deviation of a sample, with one decimal; of fewer than two there is none."""
    number = sum(histogram.values())
    if number < 2:
        return Cell(Kind.SPREAD, None, None, State.NO_BASE)
    total = sum(value * times for value, times in histogram.items())
    squares = sum(value * value * times for value, times in histogram.items())
    variance = Decimal(number * squares - total * total) / (number * (number - 1))
    return Cell(Kind.SPREAD, int(round_half_up(variance.sqrt() * 10)), number, base_of=of)


NO_BASE_SHARE = Cell(Kind.SHARE, None, None, State.NO_BASE)
NOT_ASKED = Cell(Kind.COUNT, None, None, State.NOT_ASKED)
