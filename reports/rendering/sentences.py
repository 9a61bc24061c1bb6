"""The one sentence under a table, made from its figures by rules: what is largest, or what changed.

It says nothing that the figures that are seen do not say: a tie has no largest, of one or nothing there is no order,
and numbers that were moved to protect people are only compared where moving them cannot turn their order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ekc.languages import listed

from ..catalogue.cells import SMALL, Cell, Kind
from ..catalogue.shapes import Grade, Row, Statement, Table
from ..moving import MARK_REACH, REACH
from ..protecting import ProtectedReport
from .number_texts import shown

MOST_NAMED = 3
"""More rows than this that are equal are no longer named."""
TOO_CLOSE = "De hoogste getallen liggen te dicht bij elkaar om te zeggen wat het vaakst voorkomt."
PUBLIC_STEP = 5
"""What public numbers are multiples of; others are moved by no more than that."""
FEW_POINTS = 5
"""A difference of fewer percentage points between two columns is not told."""


@dataclass(frozen=True)
class _Ranked:
    """A row with the cell by which it is compared."""

    label: str
    cell: Cell

    @property
    def value(self) -> float:
        return self.cell.value or 0


def sentence(table: Table, report: ProtectedReport) -> str:
    """What the table says, in one or two sentences; empty where it says nothing that can be told without doubt."""
    rows = [row for row in table.rows if not row.is_total and not row.is_unknown]
    # How far two numbers may be moved towards each other.
    rules = report.rules
    moved = 0 if rules is None else 2 * REACH + rules.step
    if rows and all(row.code and row.code.isdigit() and len(row.code) == 4 for row in rows):
        return _over_years(table, rows, moved)
    kind = _kind(rows)
    if kind == Kind.QUANTILE:
        return _medians(rows)
    if table.id in IN_STEPS:
        return "" if moved else _largest_step(rows)
    if kind in (Kind.SHARE, Kind.MARK):
        return _highest_and_lowest(table, rows, moved)
    if any(row.share_cells for row in rows):
        return _highest_and_lowest(table, rows, moved, of_shares=True)
    return " ".join(filter(None, [_most(table, rows, moved), "" if moved else _differs(table, rows)]))


IN_STEPS = frozenset({"2.1i"})
"""Each row is what is left of the row before it."""


def _kind(rows: Sequence[Row]) -> Kind | None:
    """What stands in the first columns."""
    if any(cell.kind == Kind.QUANTILE for row in rows for cell in row.cells):
        return Kind.QUANTILE
    return next((row.cells[0].kind for row in rows if row.cells), None)


# --- counts ---------------------------------------------------------------------------------------------------


def _counts(table: Table, rows: Sequence[Row]) -> list[_Ranked]:
    """The count of each row: the last number where columns add up to it, else the first."""
    last = table.columns[-1] in ("Totaal", "Aantal", "Aantal contacten")
    return [_Ranked(row.label, row.cells[-1 if last else 0]) for row in rows]


def _most(table: Table, rows: Sequence[Row], moved: int) -> str:
    found = _counts(table, rows)
    if any(each.cell.kind != Kind.COUNT for each in found):
        return ""
    seen = sorted((each for each in found if each.value), key=lambda each: -each.value)
    if not seen:
        return ""
    hidden = any(each.cell.is_hidden for each in found)
    if moved:
        second = seen[1].value if len(seen) > 1 else moved if hidden else 0
        return _named(seen[:1], table) if seen[0].value - second > moved else TOO_CLOSE
    if len(seen) == 1:
        return f"Alleen geteld: {_quoted(seen[0], table)}."
    top = [each for each in seen if each.value == seen[0].value]
    if len(top) > MOST_NAMED:
        return f"Geen enkele rij is de grootste: {len(top)} rijen hebben elk {shown(top[0].cell)}."
    after = [each for each in seen if len(top) == 1 and each.value == seen[1].value]
    return _named(top, table, after if len(after) == 1 else ())


def _named(top: Sequence[_Ranked], table: Table, after: Sequence[_Ranked] = ()) -> str:
    if len(top) > 1:
        return f"Het meest geteld: {listed([f'“{each.label}”' for each in top])} (elk {shown(top[0].cell)})."
    then = f", daarna {_quoted(after[0], table)}" if after else ""
    return f"Het meest geteld: {_quoted(top[0], table)}{then}."


def _quoted(each: _Ranked, table: Table) -> str:
    """`“School” (12, 16 %)`."""
    row = next(row for row in table.rows if row.label == each.label and each.cell in row.cells)
    beside = row.beside
    share = f", {shown(beside)}" if beside is not None and beside.value is not None else ""
    return f"“{each.label}” ({shown(each.cell)}{share})"


def _differs(table: Table, rows: Sequence[Row]) -> str:
    """Where the first two columns differ most, in percentages of each."""
    if len(table.column_bases) != 2 or any((cell.value or 0) < SMALL for cell in table.column_bases):
        return ""
    found = [
        (abs(int(two.value) - int(one.value)), row.label, one, two)
        for row in rows
        for one, two in [row.column_shares]
        if one.value is not None and two.value is not None
    ]
    most = max((points for points, *_rest in found), default=0)
    largest = [each for each in found if each[0] == most]
    if most < FEW_POINTS or len(largest) > 1:
        return ""
    _points, label, one, two = largest[0]
    first, second = (column[0].lower() + column[1:] for column in table.columns[:2])
    return f"Het grootste verschil: “{label}”, {shown(one)} ({first}) tegen {shown(two)} ({second})."


# --- percentages and marks ------------------------------------------------------------------------------------


def _highest_and_lowest(table: Table, rows: Sequence[Row], moved: int, *, of_shares: bool = False) -> str:
    found = [_Ranked(row.label, (row.share_cells if of_shares else row.cells)[0]) for row in rows if row.cells]
    seen = [each for each in found if each.cell.value is not None]
    if len(seen) < 2 or any(each.cell.is_hidden for each in found):
        # Of a row that is not seen nobody knows whether it is the highest or the lowest.
        return ""
    what = table.columns[0].removesuffix(" (%)")
    low, high = (pick(each.value for each in seen) for pick in (min, max))
    if low == high:
        return "" if moved else f"“{what}” is bij elke rij gelijk: {shown(seen[0].cell)}."
    close = 0.0
    if moved:
        of_marks = seen[0].cell.kind == Kind.MARK
        close = _close_marks(_sizes(table, rows)) if of_marks else _close_shares([each.cell for each in seen])
    if close and high - low <= close:
        return "" if seen[0].cell.kind == Kind.MARK else CLOSE_SHARES
    return _ends_of(f"“{what}”", seen, close)


CLOSE_SHARES = "De percentages liggen te dicht bij elkaar om te zeggen wat het hoogst is."


def _close_shares(cells: Sequence[Cell]) -> float:
    """Within how many points moving their parts and bases can turn the order of two percentages."""
    return 100 * 2 * (2 * REACH + PUBLIC_STEP) / max(min(cell.base or 0 for cell in cells) - REACH, 1)


def _close_marks(sizes: Sequence[int]) -> float:
    """Within how much moving their sums can turn the order of two means of so many marks, rounding included."""
    return 2 * MARK_REACH / max(min(sizes, default=0) - REACH - PUBLIC_STEP, 1) + 0.1


def _sizes(table: Table, rows: Sequence[Row]) -> list[int]:
    """Of how many the mean in the first column is: the number that stands after it."""
    return [row.cells[1].number for row in rows if len(row.cells) > 1 and row.cells[0].value is not None]


def _end(words: str, rows: Sequence[_Ranked]) -> str:
    if len(rows) > MOST_NAMED:
        return ""
    return f"{words} bij {listed([f'“{each.label}”' for each in rows])} ({shown(rows[0].cell)})"


# --- tables of their own shape -----------------------------------------------------------------------------------


def _over_years(table: Table, rows: Sequence[Row], moved: int) -> str:
    """From the first year to the last one that has a figure."""
    at = table.columns.index("Totaal") if "Totaal" in table.columns else 0
    seen = [_Ranked(row.label, row.cells[at]) for row in rows if row.cells[at].value is not None]
    if len(seen) < 2:
        return ""
    first, last = seen[0], seen[-1]
    if first.cell.kind == Kind.COUNT and moved and abs(first.value - last.value) <= moved:
        return ""
    what = table.columns[at]
    if first.value == last.value:
        return f"“{what}” is in {first.label} en {last.label} gelijk: {shown(first.cell)}. {PARTLY}"
    return f"“{what}” ging van {shown(first.cell)} in {first.label} naar {shown(last.cell)} in {last.label}. {PARTLY}"


PARTLY = "Het eerste en het laatste jaar kunnen onvolledig zijn."


def _medians(rows: Sequence[Row]) -> str:
    """The median of each row that has one."""
    told = []
    for row in rows:
        median = [cell for cell in row.cells if cell.kind == Kind.QUANTILE][1]
        if median.value is not None:
            days = "dag" if median.value == 1 else "dagen"
            told.append(f"{row.label[0].lower()}{row.label[1:]} {shown(median)} {days}")
    return f"De mediaan: {'; '.join(told)}." if told else ""


def _largest_step(rows: Sequence[Row]) -> str:
    """Where most is lost between two steps."""
    steps = [_Ranked(row.label, row.cells[1]) for row in rows[1:] if row.cells[1].value is not None]
    lowest = min((each.value for each in steps), default=100)
    found = [each for each in steps if each.value == lowest]
    if not steps or not rows[0].cells[0].value:
        return ""
    if lowest >= 100:
        return "Bij geen enkele stap viel er een zaak af."
    if len(found) > 1:
        steps_named = listed([f"“{each.label}”" for each in found])
        return f"De grootste terugval is bij {steps_named} (elk {shown(found[0].cell)})."
    return f"De grootste terugval is bij “{found[0].label}”: {shown(found[0].cell)} van de stap ervoor."


# --- marks and statements outside the catalogue ---------------------------------------------------------------------


def of_marks(grades: Sequence[Grade], report: ProtectedReport) -> str:
    """Which mean mark is highest and which lowest, of enough answers."""
    if any(grade.mark.is_hidden for grade in grades):
        return ""
    seen = [_Ranked(grade.label, grade.mark) for grade in grades if (grade.n or 0) >= SMALL and grade.mean is not None]
    sizes = [grade.given.number for grade in grades if (grade.n or 0) >= SMALL]
    return _ends_of("Het gemiddelde cijfer", seen, _close_marks(sizes) if report.rules else 0)


def of_statements(statements: Sequence[Statement], report: ProtectedReport) -> str:
    """To which statement the answers were most favourable, and to which least, of enough answers."""
    if any(each.favourable.is_hidden for each in statements):
        return ""
    found = [each for each in statements if (each.answered.value or 0) >= SMALL and each.favourable.value is not None]
    close = _close_shares([each.favourable for each in found]) if report.rules and found else 0
    return _ends_of("Het gunstige deel", [_Ranked(each.text.rstrip("."), each.favourable) for each in found], close)


def _ends_of(what: str, seen: Sequence[_Ranked], close: float = 0) -> str:
    """What is highest and lowest; an end that others come as `close` to is not told."""
    if len(seen) < 2:
        return ""
    low, high = (pick(each.value for each in seen) for pick in (min, max))
    if low == high:
        return ""
    told = []
    for words, value in (("het hoogst", high), ("het laagst", low)):
        near = [each for each in seen if abs(each.value - value) <= close]
        told.append(_end(words, near) if not close or len(near) == 1 else "")
    return f"{what} is {'; '.join(filter(None, told))}." if any(told) else ""
