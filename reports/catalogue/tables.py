"""What a table is: declared as a `TableSpec`, built into a `Table`."""

from collections.abc import Callable
from dataclasses import dataclass

from .building import Number, Row, amount, shares
from .figures import Figures

SMALL = 15
"""Below this number a figure says little (domain.md 5.3): the report says so."""

REGISTRATION = "Registratie van de coördinatoren"
QUESTIONNAIRES = "Vragenlijsten na de conferentie"
FOLLOW_UP = "Navraag na drie maanden"


@dataclass(frozen=True)
class TableSpec:
    """One table of the report. Everything that a rendering needs and no figure.

    `base` says what is counted; `n` and `missing` count it, and are taken from the rows where they are not given.
    `definition` says in one sentence what the table tells. `share_of` names the whole of the percentages that are
    printed beside the last column; empty: no percentages. `chart` is the column that is drawn; None: no chart.
    `unit` is the sign of the numbers; "%" for tables whose figures are percentages themselves.
    """

    id: str
    title: str
    section: str
    base: str
    columns: tuple[str, ...]
    rows: Callable[[Figures], list[Row]]
    definition: str
    note: Callable[[Figures], str] | str = ""
    sorting: str = "volgorde van de codelijst"
    source: str = REGISTRATION
    n: Callable[[Figures], int] | None = None
    missing: Callable[[Figures], int] | None = None
    share_of: str = ""
    chart: int | None = None
    places: bool = False
    # Column heading to unit, where it is no number of persons or cases.
    percent_columns: tuple[int, ...] = ()
    national: tuple[str, ...] = ()

    def build(self, figures: Figures) -> "Table":
        rows = self.rows(figures)
        counted = amount(rows, "total")
        missing = self.missing(figures) if self.missing else amount(rows, "unknown")
        return Table(
            spec=self,
            rows=tuple(rows),
            n=self.n(figures) if self.n else counted,
            missing=missing,
            note=self.note(figures) if callable(self.note) else self.note,
            shares=tuple(shares(rows)) if self.share_of else (),
        )


@dataclass(frozen=True)
class Table:
    """A table with its figures."""

    spec: TableSpec
    rows: tuple[Row, ...]
    n: int
    missing: int
    note: str
    shares: tuple[Number, ...]

    @property
    def is_small(self) -> bool:
        return self.n < SMALL

    @property
    def number(self) -> str:
        """The id as it stands in print: 2.6.1a."""
        return self.spec.id
