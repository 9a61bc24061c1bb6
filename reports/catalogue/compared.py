"""Two reports side by side, figure by figure, and how far apart they are. What stands here is made of cells that were
let through the gate, and of nothing else: see `reports/side_by_side.py`."""

from dataclasses import dataclass

from ..intervals import Interval, Sample, mean_interval, newcombe, welch, wilson
from .about import About
from .cells import SMALL, Cell, Kind, Number, State

POINTS = "procentpunt"
UNITS = {Kind.SHARE: POINTS, Kind.MARK: "cijfer", Kind.SPREAD: "cijfer", Kind.QUANTILE: "dagen"}
AS_THEY_ARE = (Kind.QUANTILE, Kind.SPREAD)
"""A median, a quartile or a spread: what is seen is the figure itself, and of it alone no interval can be told."""


@dataclass(frozen=True)
class Figure:
    """A share, a mean or a count of one report, with how many it is of."""

    cell: Cell
    size: Cell

    @property
    def sample(self) -> Sample | None:
        """What an interval of a mean is made of; None where too little of it is known."""
        if self.cell.value is None or self.cell.spread is None or self.size.value is None:
            return None
        # A mark that may be seen holds its tenths in place of who gave it: how many gave one stands beside it.
        return Sample(mean_of(self.cell), self.cell.spread, self.size.number)


@dataclass(frozen=True)
class Difference:
    """The one figure less the other, with its 95 % interval where that can be known; in points of a percentage, or in
    what the figure itself is in. `few`: of one of both sides there are so few that it says little."""

    value: Number = None
    low: Number = None
    high: Number = None
    few: bool = False
    state: State = State.NO_BASE


@dataclass(frozen=True)
class ComparedRow:
    """One figure of both. Of a national figure is not known of how many it is."""

    code: str
    label: str
    column: str
    one: Figure
    other: Figure
    difference: Difference

    @property
    def unit(self) -> str:
        return UNITS.get(self.one.cell.kind, "")


@dataclass(frozen=True)
class ComparedTable:
    id: str
    title: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True)
class Comparison:
    """What a report is set beside: another selection (`year` 0), or the national figures of a year."""

    tables: tuple[ComparedTable, ...]
    # What the other is about; None beside national figures.
    about: About | None = None
    year: int = 0
    # Both are about the same cases for a part, so that no interval can be told.
    overlaps: bool = False
    # By what the numbers of the other were moved; told to nobody.
    drawn: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.tables


def mean_of(cell: Cell) -> float:
    """Not rounded, as far as the cell knows it."""
    return (cell.part or 0) / (cell.base or 1)


def difference(one: Figure, other: Figure, *, apart: bool) -> Difference:
    """How far two figures are apart; nothing where one of them cannot be seen. `apart`: they share nobody."""
    seen, beside = one.cell, other.cell
    if seen.kind == Kind.COUNT:
        return Difference()
    if seen.value is None or beside.value is None:
        hidden = seen.is_hidden or beside.is_hidden
        return Difference(state=State.HIDDEN if hidden else State.NO_BASE)
    few = min(one.size.number, other.size.number) < SMALL
    if seen.kind in AS_THEY_ARE:
        return _rounded(float(seen.value) - float(beside.value), None, few)
    if seen.kind == Kind.SHARE:
        found = 100 * (mean_of(seen) - mean_of(beside))
        between = newcombe(_share(seen), _share(beside)) if apart else None
        return _rounded(found, between, few, times=100)
    samples = one.sample, other.sample
    between = welch(*samples) if apart and samples[0] and samples[1] else None  # type: ignore[arg-type]
    return _rounded(mean_of(seen) - mean_of(beside), between, few)


def from_national(one: Figure, other: Figure) -> Difference:
    """How far a figure is from a national one, which is taken as it is: of how many it is, is not known."""
    seen, beside = one.cell, mean_of(other.cell)
    if seen.value is None:
        return Difference(state=State.HIDDEN if seen.is_hidden else State.NO_BASE)
    few, times = one.size.number < SMALL, 100 if seen.kind == Kind.SHARE else 1
    between = wilson(*_share(seen)) if seen.kind == Kind.SHARE else mean_interval(one.sample) if one.sample else None
    moved = Interval(between.low - beside, between.high - beside) if between else None
    return _rounded(times * (mean_of(seen) - beside), moved, few, times=times)


def _share(cell: Cell) -> tuple[int, int]:
    return cell.part or 0, cell.base or 1


def _rounded(value: float, between: Interval | None, few: bool, *, times: int = 1) -> Difference:
    low, high = (times * between.low, times * between.high) if between else (None, None)
    return Difference(_tenth(value), _tenth(low), _tenth(high), few, State.SHOWN)


def _tenth(value: float | None) -> float | None:
    """With one decimal; a zero has no sign."""
    return None if value is None else round(value, 1) + 0.0
