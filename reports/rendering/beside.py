"""A comparison as it is read: a chapter of tables, with both figures, what they differ and how sure that is."""

from collections.abc import Iterator

from ..catalogue.about import About
from ..catalogue.compared import ComparedRow, ComparedTable, Comparison, Difference, Figure
from ..periods import period_words
from ..protecting import ProtectedReport
from .chapters import PLAN, Chapter, Section, tables_in_order
from .key_words import key_words
from .number_texts import NONE, SPACE, counted_on, number, shown
from .shown import ShownRow, ShownTable, caution_of, marked

HEAD = "V"
"""Before the number of a table that compares, so that each number stands once."""
NOT_BY_CHAPTER = {"key_figures": "Kerncijfers", "national": "Landelijke cijfers"}
METHOD = (
    "Tussen haakjes staat N: over hoeveel zaken, mensen of antwoorden een cijfer gaat. Verschil: links min rechts. Van "
    "percentages in procentpunten, van cijfers en gemiddelden in wat zij zelf zijn. Tussen: het 95 %-interval van dat "
    "verschil, naar Wilson en Newcombe voor percentages en met een t-toets (Welch) voor gemiddelden. Van "
    "een mediaan, een kwartiel of een spreiding zijn er geen grenzen.",
    "Ligt nul tussen de twee grenzen, dan kan het verschil toeval zijn. Ook van twee groepen die gelijk zijn, ligt "
    "ongeveer één op de twintig verschillen erbuiten.",
)
NATIONAL = (
    "Van een landelijk cijfer is niet bekend over hoeveel zaken het gaat. Het telt hier als een vast getal; de grenzen "
    "zijn die van deze keuze. Twijfelachtige landelijke cijfers zijn weggelaten."
)
OVERLAPS = "Beide keuzes gaan voor een deel over dezelfde zaken. Daarom staan er geen grenzen bij het verschil."
PROTECTED = (
    "Alles is berekend met getallen die met opzet iets zijn veranderd. Waar een van beide cijfers niet te zien is, "
    "staat er ook geen verschil; waar geen van beide te zien is, staat geen rij."
)


def words_of(report: ProtectedReport) -> tuple[str, str]:
    """What each side is called: by what they differ in, as short as a heading of a column."""
    found = report.comparison
    if found is None or found.about is None:
        return "Deze keuze", f"Landelijk {found.year if found else ''}".strip()
    one, other = _parts(report.about), _parts(found.about)
    differing = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine != theirs]
    mine, theirs = (", ".join(filter(None, side)) for side in zip(*differing, strict=True)) if differing else ("", "")
    return mine or "Deze keuze", theirs or "Andere keuze"


def _parts(about: About) -> tuple[str, str, str]:
    programme = about.programme_name if about.project else "Landelijk"
    return period_words(about.start, about.until), ", ".join(about.regions) or "alle regio's", programme


def comparison_of(report: ProtectedReport) -> Chapter | None:
    """The chapter; None where the report stands alone, or where nothing of both can be set side by side."""
    found = report.comparison
    if found is None:
        return None
    one, other = words_of(report)
    number_of = str(len(PLAN) + 1)
    first = Section(f"{number_of}.1", "Hoe u dit leest", points=tuple(_method(report, found)))
    sections = [first]
    for title, tables in _grouped(found):
        shown_ones = [table for table in (_table(each, report, (one, other)) for each in tables) if table.rows]
        if shown_ones:
            sections.append(Section(f"{number_of}.{len(sections) + 1}", title, tables=shown_ones))
    if len(sections) == 1:
        sections[0] = Section(first.number, first.title, ["Er is geen cijfer dat aan beide kanten te zien is."])
    return Chapter(number_of, f"Vergelijking: {one} naast {other}", sections)


def _method(report: ProtectedReport, found: Comparison) -> Iterator[str]:
    yield from METHOD
    if found.about is None:
        yield NATIONAL
    if found.overlaps:
        yield OVERLAPS
    if report.rules is not None:
        yield PROTECTED


def _grouped(found: Comparison) -> Iterator[tuple[str, list[ComparedTable]]]:
    """The tables by the chapters of the report; what stands in none comes before and after."""
    order = {table_id: at for at, table_id in enumerate(tables_in_order())}
    for table in found.tables:
        if table.id in NOT_BY_CHAPTER:
            yield NOT_BY_CHAPTER[table.id], [table]
    for at, (title, _plans) in enumerate(PLAN, start=1):
        mine = [table for table in found.tables if table.id in order and table.id.startswith(f"{at}.")]
        if mine:
            yield title, sorted(mine, key=lambda table: order[table.id])
    for table in found.tables:
        if table.id not in order and table.id not in NOT_BY_CHAPTER:
            yield table.title, [table]


def _table(table: ComparedTable, report: ProtectedReport, words: tuple[str, str]) -> ShownTable:
    rows = tuple(_row(table.id, row) for row in table.rows if not _is_empty(row))
    return ShownTable(
        number=f"{HEAD}{NUMBERS.get(table.id, table.id)}",
        title=table.title,
        n="N per rij in de tabel",
        columns=(f"{words[0]} (N)", f"{words[1]} (N)", "Verschil", "Tussen"),
        rows=rows,
        notes=(),
        source=f"Stand {counted_on(report)}.",
        caution=caution_of(rows),
    )


NUMBERS = {"key_figures": "0", "national": "0", "grades": "7", "statements": "8"}


def _is_empty(row: ComparedRow) -> bool:
    """What is seen on neither side says nothing to a reader; files for programs hold it."""
    return row.one.cell.value is None and row.other.cell.value is None


def label_of(table_id: str, row: ComparedRow) -> str:
    """A row in words: with the column that its figure stands in, where the table has more than one."""
    if table_id == "key_figures":
        return key_words(row.code)
    return f"{row.label} – {row.column}" if row.column and table_id != "statements" else row.label


def _row(table_id: str, row: ComparedRow) -> ShownRow:
    found = row.difference
    cells = (
        with_size(row.one),
        with_size(row.other),
        signed(found.value) if found.value is not None else NONE,
        between(found),
    )
    return ShownRow(marked(label_of(table_id, row), few=found.few), cells)


def with_size(figure: Figure) -> str:
    """`48 % (23)`: a figure with how many it is of. Of a count that is itself, of a national figure nobody knows it."""
    said = shown(figure.cell)
    if figure.cell.kind == figure.size.kind or figure.cell.value is None or figure.size.value is None:
        return said
    return f"{said}{SPACE}({shown(figure.size)})"


def between(found: Difference) -> str:
    """`−6,1 tot +12,0`; a dash where no interval can be told."""
    if found.low is None or found.high is None:
        return NONE
    return f"{signed(found.low)} tot{SPACE}{signed(found.high)}"


def signed(value: float | int) -> str:
    """`+3,6`, `−0,4` or `0,0`."""
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{number(abs(value), 1)}"
