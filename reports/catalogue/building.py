"""The kinds of tables: how rows are made out of the figures, in printed order, and nothing is ever dropped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ekc.figures import percentage

from .cube import Cube
from .figures import Figures
from .selection import ACTIVATION, CONFERENCE

UNKNOWN = "onbekend"
TOTAL = "totaal"
Codes = Sequence[tuple[str, str]]
Number = int | None


@dataclass(frozen=True)
class Row:
    """One row. `kind` says how it is drawn: an item, a remainder that is not known, or the total."""

    label: str
    values: tuple[Number, ...]
    code: str = ""
    percentages: tuple[Number, ...] | None = None
    region: str = ""
    region_name: str = ""
    municipality: str = ""
    kind: str = "item"


@dataclass(frozen=True)
class Column:
    """One column of numbers: its heading, and which part of the cube it counts."""

    label: str
    where: Mapping[str, Any] = field(default_factory=dict)


BY_PHASE = (
    Column("Activeringsfase", {"outcome": ACTIVATION}),
    Column("Conferentiefase", {"outcome": CONFERENCE}),
    Column("Totaal"),
)
NUMBER = (Column("Aantal"),)


def choices(codes: Any, *leave_out: str, **other_labels: str) -> Codes:
    """The codes of a `TextChoices` in printed order, with the labels that this table prints."""
    return [
        (code, other_labels.get(code, str(label)))
        for code, label in codes.choices
        if code and code != UNKNOWN and code not in leave_out
    ]


@dataclass(frozen=True)
class CodeRows:
    """One row per code. Codes of the list are always there, with zero too; a code from outside the list that
    does occur stands before the remainder; what is not known follows, and the total closes.

    `unknown` is "shown" (a row, also with zero), "found" (a row where there are any) or "apart" (no row, and no
    part of the total: the table counts what is known). `by_size` sorts on the last column, the remainder last,
    equal numbers in the order of the codes.
    """

    source: Callable[[Figures], Cube]
    name: str
    codes: Codes | Callable[[Figures], Codes]
    where: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[Column, ...] = BY_PHASE
    remainder: str = ""
    unknown: str = "found"
    by_size: bool = False
    all_labels: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, figures: Figures) -> list[Row]:
        codes = self.codes(figures) if callable(self.codes) else self.codes
        counts = self._counts(figures)
        order = [code for code, _label in codes]
        found = {code for column in counts for code in column if code}
        extra = sorted(found - set(order) - {UNKNOWN}, key=self._place_in_all)
        at = order.index(self.remainder) if self.remainder in order else len(order)
        order[at:at] = extra
        labels = {**self.all_labels, **dict(codes)}
        rows = [self._row(counts, labels.get(code, code), code) for code in order]
        if self.by_size:
            rows.sort(key=lambda row: (row.code == self.remainder, -(row.values[-1] or 0)))
        return [*rows, *self._closing(counts, rows)]

    def _counts(self, figures: Figures) -> list[dict[str, int]]:
        cube = self.source(figures)
        return [cube.by(self.name, **{**self.where, **column.where}) for column in self.columns]

    def _place_in_all(self, code: str) -> tuple[int, str]:
        order = list(self.all_labels)
        return (order.index(code) if code in order else len(order), code)

    @staticmethod
    def _row(counts: list[dict[str, int]], label: str, *codes: Any, kind: str = "item") -> Row:
        values = tuple(sum(column.get(code, 0) for code in codes) for column in counts)
        return Row(label, values, str(codes[0] or UNKNOWN), kind=kind)

    def _closing(self, counts: list[dict[str, int]], rows: list[Row]) -> list[Row]:
        nobody = self._row(counts, "Onbekend", UNKNOWN, "", None, kind="unknown")
        shown = self.unknown == "shown" or (self.unknown == "found" and any(nobody.values))
        counted = [*rows, nobody] if shown else rows
        sums = tuple(sum(row.values[at] or 0 for row in counted) for at in range(len(self.columns)))
        total = Row("Totaal", sums, TOTAL, kind="total")
        return [nobody, total] if shown else [total]


# Names like 't Veld and De Bilt: whether the article counts in the alphabet.
_ARTICLES = ("'t ", "’t ", "'s-", "’s-")


@dataclass(frozen=True)
class PlaceRows:
    """Places per sub-region in the order of the programme, then those without a sub-region, unknown, total.

    Within a sub-region alphabetical; a place abroad, without a municipality, comes last. `article` says where
    a name like 't Veld stands: "ignored" puts it at the V, "last" after the others. WESP did both.
    """

    kind: str
    article: str = "ignored"

    def __call__(self, figures: Figures) -> list[Row]:
        found = {key: number for key, number in figures.places.numbers.items() if key[0] == self.kind}
        known = sorted((item for item in found.items() if item[0][4]), key=lambda item: self._order(*item[0]))
        rows = [
            Row(town, (number,), region=region or "", region_name=name or "", municipality=municipality)
            for (_kind, _order, region, name, town, municipality), number in known
        ]
        nowhere = sum(number for key, number in found.items() if not key[4])
        if nowhere:
            rows.append(Row("Onbekend", (nowhere,), kind="unknown"))
        return [*rows, Row("Totaal", (sum(found.values()),), kind="total")]

    def _order(self, _kind: str, order: int | None, region: str | None, _name: Any, town: str, other: str) -> Any:
        return (region is None, order or 0, region or "", not other, *self._alphabet(town), other)

    def _alphabet(self, town: str) -> tuple[bool, str, str]:
        for article in _ARTICLES:
            if town.lower().startswith(article):
                return self.article == "last", town[len(article) :].casefold(), town
        return False, town.casefold(), town


def shares(rows: Iterable[Row], column: int = -1) -> list[Number]:
    """Each item as a share of the known ones; nothing for what is not known, and no share that adds up itself."""
    listed = list(rows)
    base = sum(row.values[column] or 0 for row in listed if row.kind == "item")
    return [percentage(row.values[column] or 0, base) if row.kind == "item" else None for row in listed]


def amount(rows: Sequence[Row], kind: str) -> int:
    """The number in the last column of the row of that kind; zero where there is no such row."""
    return sum(row.values[-1] or 0 for row in rows if row.kind == kind)
