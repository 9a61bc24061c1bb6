"""How a table is declared once and built from facts (design 4.7)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .cells import Cell, count, share
from .facts import ACTIVATION, CONFERENCE, Facts
from .shapes import UNKNOWN, Beside, Row, Table, row_of

PHASES = (ACTIVATION, CONFERENCE)
PHASE_COLUMNS = ("Activeringsfase", "Conferentiefase", "Totaal")

Codes = Sequence[tuple[str, str]]


def always(_facts: Facts) -> bool:
    return True


@dataclass(frozen=True)
class Declaration:
    """A table as it is declared; `build` makes the rows from the facts and says its n."""

    id: str
    title: str
    columns: tuple[str, ...]
    base: str
    build: Callable[[Facts], "Built"]
    definition: str = ""
    note: str = ""
    chart_column: int | None = None
    comparison: Callable[[Facts], Beside | None] = field(default=lambda _facts: None)
    is_sensitive: bool = False
    # Of what the exchange format has no column for: a registration that was read in has nothing of it, or less.
    of_entered: bool = False
    # When the table stands in a report; what is rare is left out where there is nothing of it.
    when: Callable[[Facts], bool] = field(default=always)

    @property
    def occurs(self) -> bool:
        """It stands in a report only where there is something of it."""
        return self.when is not always

    def table(self, facts: Facts) -> Table:
        built = self.build(facts)
        return Table(
            id=self.id,
            title=self.title,
            columns=self.columns,
            rows=tuple(_named(each, self.base) for each in built.with_shares(self.base)),
            base=self.base,
            size=count(built.n, self.base),
            definition=self.definition,
            note=self.note,
            gap=count(built.missing, self.base),
            unasked=count(built.not_asked, self.base),
            chart_column=self.chart_column,
            share_base=count(built.share_bases[-1], built.share_of or self.base) if built.share_bases else None,
            share_of=built.share_of or _known(self.base),
            comparison=self.comparison(facts),
            is_sensitive=self.is_sensitive,
            occurs=self.occurs,
        )


def _named(found: Row, base: str) -> Row:
    """The row with cells that say what they count."""

    def named(cells: Iterable[Cell]) -> tuple[Cell, ...]:
        return tuple(cell if cell.of else replace(cell, of=base) for cell in cells)

    shares, columns = named(found.share_cells), named(found.column_shares)
    return replace(found, cells=named(found.cells), share_cells=shares, column_shares=columns)


def _known(base: str) -> str:
    """The base of a percentage in words: unknown is no part of it."""
    if "bekend is" in base:
        return base
    return f"{base} {'van wie' if 'personen' in base else 'waarvan'} dit bekend is"


@dataclass(frozen=True)
class Built:
    rows: Sequence[Row]
    n: int
    missing: int = 0
    share_bases: tuple[int, ...] = ()
    share_of: str = ""
    not_asked: int = 0

    def with_shares(self, of: str) -> Sequence[Row]:
        """The rows with the share of each number in its column, of the last one beside it; not of the total, nor of
        what is unknown."""
        if not self.share_bases or any(each.share_cells for each in self.rows):
            return self.rows
        *columns, base = self.share_bases
        base_of = self.share_of or of

        def shared(row: Row) -> Row:
            # One total beside columns that have none: of those nothing is said.
            cells = zip(row.cells[:-1], columns, strict=True) if len(columns) == len(row.cells) - 1 else ()
            parts = tuple(share(cell.number, of_column, of, base_of) for cell, of_column in cells)
            return replace(row, beside=share(row.cells[-1].number, base, of, base_of), column_shares=parts)

        return [each if each.is_total or each.code == UNKNOWN[0] else shared(each) for each in self.rows]


# --- the shapes that tables have ------------------------------------------------------------------------


REMAINDER = ("anders", "overig", "onbekend")


def shown_codes(
    codes: Codes, present: set[str], *, others: Mapping[str, str], before: Sequence[str] = REMAINDER
) -> list[tuple[str, str]]:
    """The printed codes, and those of other data that the print did not know, so that no total is ever short.

    A code beyond the print that occurs comes `before` these: the remainder and the unknown; "onbekend" that occurs
    comes last.
    """
    printed = [code for code, _label in codes]
    extra = [(code, others.get(code, code)) for code in others if code in present and code not in printed]
    extra += [(code, code) for code in sorted(present - set(printed) - set(others) - {"onbekend"})]
    shown = list(codes)
    tail = [row for row in shown if row[0] in before] if extra else []
    shown = [row for row in shown if row not in tail] + extra + tail
    if "onbekend" in present and "onbekend" not in printed:
        shown.append(UNKNOWN)
    return shown


def by_phase(
    name: str,
    codes: Codes,
    *,
    others: Mapping[str, str] | None = None,
    before: Sequence[str] = REMAINDER,
    sort_last: str | None = None,
    share_of: tuple[str, str] | None = None,
) -> Callable[[Facts], Built]:
    """A field per phase. `sort_last`: sorted by total, that remainder last, ties in code order.

    Unknown is left out of the base of a percentage, and shown as a row. `share_of`: the field, and its name in
    words, of which each number is a share instead, because several codes go with one of them.
    """

    def build(facts: Facts) -> Built:
        shown = shown_codes(codes, facts.codes(name), others=others or {}, before=before)
        printed = {code for code, _label in codes}
        rows = [
            replace(
                _phase_row(code, label, *(facts.number(name, phase, code) for phase in PHASES)),
                occurs=code not in printed,
                rank=None if sort_last is None else (code == "onbekend", code == sort_last, at),
            )
            for at, (code, label) in enumerate(shown)
        ]
        rows = by_size(rows)
        totals = [facts.total(name, phase) for phase in PHASES]
        unknown = [facts.number(name, phase, "onbekend") for phase in PHASES]
        rows.append(_phase_row("totaal", "Totaal", *totals))
        bases = [total - gap for total, gap in zip(totals, unknown, strict=True)]
        if share_of is not None:
            bases = [facts.total(share_of[0], phase) for phase in PHASES]
        return Built(
            rows,
            sum(totals),
            missing=sum(unknown),
            share_bases=(*bases, sum(bases)),
            share_of=share_of[1] if share_of else "",
        )

    return build


def _phase_row(code: str, label: str, activation: int, conference: int) -> Row:
    return row_of(label, (activation, conference, activation + conference), code=code)


def by_size(rows: Sequence[Row]) -> list[Row]:
    """Sorted by the last number, the largest first, where rows say that they are sorted so; ties by their rank."""
    sorted_ones = sorted((each for each in rows if each.rank is not None), key=_size_key)
    return [*sorted_ones, *(each for each in rows if each.rank is None)]


def _size_key(row: Row) -> tuple[bool, bool, int, int]:
    is_unknown, is_remainder, at = row.rank or (False, False, 0)
    return is_unknown, is_remainder, -row.cells[-1].number, at


def counted(
    name: str,
    codes: Codes,
    *,
    group: str = "",
    others: Mapping[str, str] | None = None,
    without: frozenset[str] = frozenset(),
) -> Callable[[Facts], Built]:
    """A field in one column, with its total. `without` codes are no part of the base."""

    def build(facts: Facts) -> Built:
        present = {code for each, code in facts.of(name) if each == group} - without
        shown = shown_codes(codes, present, others=others or {})
        printed = {code for code, _label in codes}
        rows = [
            row_of(label, (facts.number(name, group, code),), code=code, occurs=code not in printed)
            for code, label in shown
        ]
        total = sum(each.cells[0].number for each in rows)
        rows.append(row_of("Totaal", (total,), code="totaal"))
        unknown = facts.number(name, group, "onbekend")
        return Built(rows, total, missing=unknown, share_bases=(total - (0 if "onbekend" in without else unknown),))

    return build


def by_respondent(name: str, codes: Codes, groups: Sequence[tuple[str, tuple[str, ...]]]) -> Callable[[Facts], Built]:
    """Answers per group of people spoken with, each with its own base and its percentages; then the total."""

    def build(facts: Facts) -> Built:
        everybody = tuple(role for _label, roles in groups for role in roles)
        rows = []
        for label, roles in (*groups, ("Totaal", everybody)):
            numbers = [sum(facts.number(name, role, code) for role in roles) for code, _label in codes]
            base = sum(numbers)
            rows.append(row_of(label, (*numbers, base), percentages=[share(number, base) for number in numbers]))
        n = rows[-1].cells[-1].number
        return Built(rows, n, missing=facts.total("spoken_with") - n)

    return build
