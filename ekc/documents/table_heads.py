"""Which heads belong to which cell of a table in a PDF: scope of each head, and heads of each cell."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from .tree import Node


@dataclass(frozen=True)
class _Cell:
    node: Node
    row: int
    column: int
    rows: int
    columns: int
    group: int

    @property
    def is_head(self) -> bool:
        return self.node.kind == "TH"


def describe_tables(root: Node) -> None:
    """Give every table of the tree its scopes, identities and heads (ISO 32000-1, table 349)."""
    tables = [node for node in root.walk() if node.kind == "Table"]
    for number, table in enumerate(tables, 1):
        _describe(table, number)


def _describe(table: Node, number: int) -> None:
    cells = list(_cells(table))
    columns: dict[int, list[_Cell]] = defaultdict(list)
    rows: dict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        span = {"/ColSpan": cell.columns, "/RowSpan": cell.rows}
        cell.node.attributes = {"/O": pikepdf.Name.Table, **{name: n for name, n in span.items() if n > 1}}
        if not cell.is_head:
            continue
        scope = _scope(cell, cells)
        cell.node.identity = f"t{number}-{cell.row}-{cell.column}"
        cell.node.attributes["/Scope"] = pikepdf.Name("/" + scope)
        if scope == "Column":
            for column in range(cell.column, cell.column + cell.columns):
                columns[column].append(cell)
        else:
            for row in _rows_of(cell, cells):
                rows[row].append(cell)
    for cell in cells:
        if not cell.is_head:
            _name_heads(cell, columns, rows)


def _name_heads(cell: _Cell, columns: dict[int, list[_Cell]], rows: dict[int, list[_Cell]]) -> None:
    heads: dict[str, None] = {}
    for row in range(cell.row, cell.row + cell.rows):
        heads.update((str(head.node.identity), None) for head in rows[row] if head.column <= cell.column)
    for column in range(cell.column, cell.column + cell.columns):
        heads.update((str(head.node.identity), None) for head in columns[column] if head.row < cell.row)
    if heads:
        cell.node.attributes["/Headers"] = pikepdf.Array([pikepdf.String(head) for head in heads])


def _scope(cell: _Cell, cells: list[_Cell]) -> str:
    said = cell.node.source.get("scope") if cell.node.source is not None else None
    if said in ("row", "rowgroup"):
        return "Row"
    if said in ("col", "colgroup"):
        return "Column"
    beside = any(not other.is_head and other.row == cell.row for other in cells)
    return "Row" if beside else "Column"


def _rows_of(cell: _Cell, cells: list[_Cell]) -> set[int]:
    said = cell.node.source.get("scope") if cell.node.source is not None else None
    if said == "rowgroup":
        return {other.row for other in cells if other.group == cell.group and other.row >= cell.row}
    return set(range(cell.row, cell.row + cell.rows))


def _cells(table: Node) -> Iterator[_Cell]:
    """The cells with their places, with what spans rows and columns worked out as HTML does."""
    taken: set[tuple[int, int]] = set()
    for row, (group, line) in enumerate(_lines(table)):
        column = 0
        for node in line.nodes():
            if node.kind not in ("TH", "TD"):
                continue
            while (row, column) in taken:
                column += 1
            rows, columns = _span(node, "rowspan"), _span(node, "colspan")
            taken.update((row + down, column + right) for down in range(rows) for right in range(columns))
            yield _Cell(node, row, column, rows, columns, group)
            column += columns


def _lines(table: Node) -> Iterator[tuple[int, Node]]:
    """The rows of a table, each with the number of its group; not those of a table inside it."""
    for group, kid in enumerate(table.nodes()):
        if kid.kind == "TR":
            yield group, kid
        else:
            yield from ((group, row) for row in kid.nodes() if row.kind == "TR")


def _span(node: Node, name: str) -> int:
    said = (node.source.get(name) if node.source is not None else None) or "1"
    return max(int(said), 1) if said.isdigit() else 1
