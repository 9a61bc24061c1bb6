"""What a table is: declared once, built from facts, and the same for every rendering (design 4.7)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ekc.figures import percentage

from .facts import ACTIVATION, CONFERENCE, Facts

PHASES = (ACTIVATION, CONFERENCE)
PHASE_COLUMNS = ("Activeringsfase", "Conferentiefase", "Totaal")
UNKNOWN = ("onbekend", "Onbekend")
SMALL = 15
"""Under this base a figure is printed with a caution (domain.md 5.3)."""

Codes = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """One row: numbers per column, and percentages where the table has them. `None` is no figure."""

    label: str
    values: tuple[int | None, ...]
    code: str | None = None
    percentages: tuple[int | None, ...] = ()
    region: str | None = None
    municipality: str | None = None
    region_name: str = ""

    @property
    def is_total(self) -> bool:
        return self.code == "totaal" or self.label == "Totaal"


@dataclass(frozen=True)
class Table:
    """A built table. `base` says in words what is counted, `n` how many, `missing` how many had no answer."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    base: str
    n: int
    definition: str = ""
    note: str = ""
    missing: int = 0
    # Which column a bar chart draws; None: the table needs no chart.
    chart_column: int | None = None
    # The share of which base each number is, per column; empty where a share would say nothing.
    share_bases: tuple[int, ...] = ()
    # What those percentages are a share of, in words.
    share_of: str = ""
    comparison: str = ""

    @property
    def bars(self) -> list[tuple[str, int]]:
        """Label and number of each row that a chart draws."""
        if self.chart_column is None or not self.n:
            return []
        return [(row.label, row.values[self.chart_column] or 0) for row in self.rows if not row.is_total]

    @property
    def shares(self) -> tuple[int | None, ...]:
        """The percentage beside the last number of each row; empty where the table has none."""
        if not self.share_bases or any(row.percentages for row in self.rows):
            return ()
        return tuple(None if row.is_total else self.share(row, len(row.values) - 1) for row in self.rows)

    def share(self, row: Row, column: int) -> int | None:
        """The whole percentage that stands beside a number; None where there is none."""
        if row.percentages:
            return row.percentages[column] if column < len(row.percentages) else None
        value = row.values[column]
        if not self.share_bases or value is None or row.code == UNKNOWN[0]:
            return None
        return percentage(value, self.share_bases[column])


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
    comparison: Callable[[Facts], str] = field(default=lambda _facts: "")
    # When the table stands in a report; what is rare is left out where there is nothing of it.
    when: Callable[[Facts], bool] = field(default=lambda _facts: True)

    def table(self, facts: Facts) -> Table:
        built = self.build(facts)
        return Table(
            id=self.id,
            title=self.title,
            columns=self.columns,
            rows=tuple(built.rows),
            base=self.base,
            n=built.n,
            definition=self.definition,
            note=self.note,
            missing=built.missing,
            chart_column=self.chart_column,
            share_bases=built.share_bases,
            share_of=built.share_of or _known(self.base),
            comparison=self.comparison(facts),
        )


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
        rows = [
            _phase_row(code, label, *(facts.number(name, phase, code) for phase in PHASES)) for code, label in shown
        ]
        if sort_last is not None:
            rows.sort(key=lambda row: (row.code == "onbekend", row.code == sort_last, -(row.values[-1] or 0)))
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
    return Row(label, (activation, conference, activation + conference), code=code)


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
        rows = [Row(label, (facts.number(name, group, code),), code=code) for code, label in shown]
        total = sum(row.values[0] or 0 for row in rows)
        rows.append(Row("Totaal", (total,), code="totaal"))
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
            shares = tuple(percentage(number, base) for number in numbers)
            rows.append(Row(label, (*numbers, base), percentages=shares))
        n = rows[-1].values[-1] or 0
        return Built(rows, n, missing=facts.total("spoken_with") - n)

    return build


def as_json(table: Table) -> dict[str, Any]:
    """The table in the shape of the published set."""
    return {
        "id": table.id,
        "title": table.title,
        "columns": list(table.columns),
        "rows": [_row_as_json(row) for row in table.rows],
        "base": table.base,
        "n": table.n,
        "missing": table.missing,
        "shares": list(table.shares),
        "definition": table.definition,
        "note": table.note,
    }


def _row_as_json(row: Row) -> dict[str, Any]:
    if row.region is not None:
        head: dict[str, Any] = {"region": row.region, "label": row.label, "municipality": row.municipality}
    elif row.code is not None:
        head = {"code": row.code, "label": row.label}
    else:
        head = {"label": row.label}
    head["values"] = list(row.values)
    if row.percentages:
        head["percentages"] = list(row.percentages)
    return head
