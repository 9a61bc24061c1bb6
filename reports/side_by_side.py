"""A report set beside another one: last year, another region, or the national figures of a year.

It takes two reports that went through the gate, and computes with what is seen of them. So nothing comes out that a
reader of both could not have computed: where a side is hidden, the difference is (docs/adr/0046).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ekc.accounts.models import Region
from ekc.dates import quarter_bounds
from ekc.languages import listed

from .catalogue import Selection, build_report
from .catalogue.cells import Cell, Kind, State
from .catalogue.compared import ComparedRow, ComparedTable, Comparison, Figure, difference, from_national
from .catalogue.shapes import Grade, Row, Table
from .codes import Audience
from .protecting import ProtectedReport, protect

Key = tuple[str, str, str]
"""By what two figures are the same one: code and words of the row, and the column."""


def set_beside(report: ProtectedReport, other: ProtectedReport, *, apart: bool) -> ProtectedReport:
    """The report, compared with another of the same audience. TypeError on what did not go through the gate."""
    if not isinstance(report, ProtectedReport) or not isinstance(other, ProtectedReport):
        raise TypeError("only what went through the gate is compared")
    if report.audience != other.audience:
        raise ValueError("a report is compared with one of the same audience")
    mine, theirs = list(_tables(report)), {table_id: rows for table_id, _title, rows in _tables(other)}
    tables = [
        ComparedTable(table_id, title, tuple(_side_by_side(rows, theirs[table_id], apart)))
        for table_id, title, rows in mine
        if table_id in theirs
    ]
    found = Comparison(tuple(tables), other.about, overlaps=not apart, drawn=other.drawn)
    return replace(report, comparison=found)


def set_beside_national(report: ProtectedReport, year: int) -> ProtectedReport:
    """The report, compared with the national figures of a year; without those that may not be told as fact."""
    rows = []
    for measure, value in sorted(report.national.get(year, {}).items(), key=lambda each: _order(each[0])):
        found = MEASURES[measure][1](report) if measure in MEASURES else None
        if found is not None and measure not in report.doubtful.get(year, ()):
            beside = Figure(_national(found.cell, value), NOT_KNOWN)
            words = MEASURES[measure][0]
            rows.append(ComparedRow(measure, words, "", found, beside, from_national(found, beside)))
    tables = (ComparedTable("national", "Landelijke cijfers", tuple(rows)),) if rows else ()
    return replace(report, comparison=Comparison(tables, year=year))


@dataclass(frozen=True)
class Against:
    """What a report is set beside: another selection, or the national figures of a year."""

    selection: Selection | None = None
    year: int = 0


def report_of(
    selection: Selection, audience: Audience, against: Against | None = None, *, like: ProtectedReport | None = None
) -> ProtectedReport:
    """Counted, through the gate, and set beside what was asked for. `like`: moved as that one was, to see in which
    numbers they differ.

    Raises ValueError on two selections that are not set side by side for this audience (`fault_of_pair`).
    """
    beside = like.comparison if like else None
    report = protect(build_report(selection), audience, like.drawn if like else "")
    if against is None:
        return report
    if against.selection is None:
        return set_beside_national(report, against.year)
    if fault := fault_of_pair(audience, selection, against.selection):
        raise ValueError(fault)
    other = protect(build_report(against.selection), audience, beside.drawn if beside else "")
    return set_beside(report, other, apart=are_apart(selection, against.selection))


# --- two selections --------------------------------------------------------------------------------------------------


def fault_of_pair(audience: Audience, one: Selection, other: Selection) -> str | None:
    """Why two selections are not set side by side for this audience, in Dutch; None where they are.

    Of protected figures they share no case: what two large groups differ by may be one family, and what stays the same
    between them tells about it.
    """
    if one == other:
        return _("Dit is twee keer dezelfde keuze. Kies er een andere periode, regio of programma bij.")
    if audience != Audience.INTERNAL and not are_apart(one, other):
        return _(
            "Deze twee keuzes hebben zaken gemeen. Beschermde cijfers staan naast elkaar als ze over verschillende "
            "zaken gaan. Kies een andere periode, een andere regio of een ander programma. Een regio naast het hele "
            "land: kies “De andere regio's”."
        )
    return None


def are_apart(one: Selection, other: Selection) -> bool:
    """Whether no case and no answer can be in both."""
    return (
        _disjoint([each.pk for each in one.chosen], [each.pk for each in other.chosen])
        or _disjoint(one.region_ids or (), other.region_ids or ())
        or _after(one, other)
        or _after(other, one)
        or any(code == beside and value != theirs for code, value in one.ways for beside, theirs in other.ways)
    )


def _disjoint(one: Iterable[int], other: Iterable[int]) -> bool:
    """Nothing chosen is everything."""
    mine, theirs = set(one), set(other)
    return bool(mine) and bool(theirs) and not mine & theirs


def _after(one: Selection, other: Selection) -> bool:
    """Answers are known by whole quarters: a period begins in a later quarter than the other ends in."""
    if one.start is None or other.until is None:
        return False
    return quarter_bounds(one.start)[0] > quarter_bounds(other.until)[1]


def year_before(selection: Selection) -> Selection | None:
    """The same a year earlier; None of a period that has no such year, or is longer than a year."""
    start, until = selection.start, selection.until
    if start is None or until is None or until >= _years(start, 1) or start.year <= dt.MINYEAR:
        return None
    return replace(selection, start=_years(start, -1), until=_years(until, -1))


def rest_of(selection: Selection, regions: Iterable[Region]) -> Selection | None:
    """The same of the other ones of these regions, by which a part is set beside what it is no part of; None where
    nothing is left, or where no region was chosen."""
    mine = set(selection.region_ids or ())
    rest = [region for region in regions if region.pk not in mine]
    if not mine or not rest:
        return None
    names = (_("alle regio's behalve %(names)s") % {"names": listed(selection.region_names)},)
    return replace(selection, region_ids=tuple(region.pk for region in rest), region_names=names)


def _years(day: dt.date, number: int) -> dt.date:
    """Days of the grid begin or end a quarter: no 29 February is one."""
    return day.replace(year=day.year + number)


# --- figures of a report ---------------------------------------------------------------------------------------------


def _side_by_side(mine: Mapping[Key, Figure], theirs: Mapping[Key, Figure], apart: bool) -> Iterator[ComparedRow]:
    """The figures of both in the order of the one, then those that only the other has."""
    for key in (*mine, *(key for key in theirs if key not in mine)):
        one, other = mine.get(key, MISSING), theirs.get(key, MISSING)
        yield ComparedRow(*key, one, other, difference(one, other, apart=apart))


def _tables(report: ProtectedReport) -> Iterator[tuple[str, str, dict[Key, Figure]]]:
    """Everything of a report that can be compared, by table; tables of counts alone stand in the report itself."""
    yield "key_figures", "Kerncijfers", dict(_key_figures(report))
    for table in (*report.tables, *report.supplement):
        if rows := dict(_figures(table)):
            yield table.id, table.title, rows
    yield "grades", "Rapportcijfers", {_grade_key(grade): _grade(grade) for grade in report.grades}
    statements = {(each.key, each.text, "Mee eens"): _figure(each.agreeing) for each in report.statements}
    if statements:
        yield "statements", "Stellingen", statements


def _key_figures(report: ProtectedReport) -> Iterator[tuple[Key, Figure]]:
    found = dict(report.figures)
    groups = found.pop("referred_by")
    for name, cell in found.items():
        if cell.kind in COMPARED:
            yield (name, name, ""), _figure(cell)
    for group, part in groups.items():
        for name, cell in part.items():
            if cell.kind in COMPARED:
                yield (f"{group}.{name}", f"{group}.{name}", ""), _figure(cell)


COMPARED = (Kind.COUNT, Kind.SHARE, Kind.MEAN)


def _figures(table: Table) -> Iterator[tuple[Key, Figure]]:
    """The shares and means of a table, by row and column."""
    for row in table.rows:
        head = "/".join(filter(None, (row.code, row.region, row.municipality))), row.label
        for column, cell in _shares(table, row):
            yield (*head, column), _marks_of(row, cell) if cell.kind == Kind.MARK else _figure(cell)


def _marks_of(row: Row, cell: Cell) -> Figure:
    """A mean mark, of how many stands in the column after it."""
    return Figure(cell, row.cells[next(at for at, each in enumerate(row.cells) if each is cell) + 1])


def _shares(table: Table, row: Row) -> Iterator[tuple[str, Cell]]:
    yield from ((head, cell) for head, cell in zip(table.columns, row.cells, strict=True) if cell.kind in OF_ROWS)
    yield from zip(table.columns, row.share_cells, strict=False)
    if row.beside is not None:
        yield "", row.beside


OF_ROWS = (Kind.SHARE, Kind.MEAN, Kind.MARK, Kind.QUANTILE, Kind.SPREAD)


def _figure(cell: Cell) -> Figure:
    """A cell with how many it is of; as little to be seen as the cell itself."""
    if cell.kind == Kind.COUNT:
        return Figure(cell, cell)
    return Figure(cell, Cell(Kind.COUNT, cell.base if cell.value is not None else None, None, cell.state))


def _grade_key(grade: Grade) -> Key:
    return f"{grade.section}.{grade.field}.{grade.label}", grade.label, ""


def _grade(grade: Grade) -> Figure:
    return Figure(grade.mark, grade.given)


NOT_KNOWN = Cell(Kind.COUNT, None, None, State.NO_BASE)
MISSING = Figure(Cell(Kind.SHARE, None, None, State.NO_BASE), NOT_KNOWN)


# --- national figures ------------------------------------------------------------------------------------------------


def _national(like: Cell, value: float) -> Cell:
    """A national figure as a cell: of how many is not known, so it stands as tenths of itself."""
    base = 1000 if like.kind == Kind.SHARE else 10
    return Cell(like.kind, round(value * 10), base)


Found = Callable[[ProtectedReport], Figure | None]


def _of_figures(*path: str) -> Found:
    def find(report: ProtectedReport) -> Figure | None:
        found = report.figures
        for name in path:
            found = found[name]
        return _figure(found)  # type: ignore[arg-type]

    return find


def _of_response(form: str) -> Found:
    return lambda report: _figure(report.returned[form]["percentage"])


def _of_row(table_id: str, code: str) -> Found:
    def find(report: ProtectedReport) -> Figure | None:
        rows = [row for table in report.tables_of([table_id]) for row in table.rows if row.code == code]
        return _figure(rows[0].beside) if rows and rows[0].beside else None

    return find


def _beside(table_id: str) -> Found:
    """The figure that its table sets beside the national one already."""

    def find(report: ProtectedReport) -> Figure | None:
        return next((_figure(t.comparison.cell) for t in report.tables_of([table_id]) if t.comparison), None)

    return find


def _of_grade(label: str) -> Found:
    def find(report: ProtectedReport) -> Figure | None:
        return next((_grade(grade) for grade in report.grades if grade.label == label), None)

    return find


MEASURES: Mapping[str, tuple[str, Found]] = {
    "conference_rate": ("Aanvragen met een conferentie", _of_figures("conference_rate")),
    "conference_rate_professional": (
        "Aanvragen van professionals met een conferentie",
        _of_figures("referred_by", "professional", "conference_rate"),
    ),
    "conference_rate_hoofdpersoon": (
        "Aanvragen van hoofdpersonen met een conferentie",
        _of_figures("referred_by", "hoofdpersoon", "conference_rate"),
    ),
    "conference_rate_familie": (
        "Aanvragen van familie of netwerk met een conferentie",
        _of_figures("referred_by", "familie_netwerk", "conference_rate"),
    ),
    "referred_by_professional_share": (
        "Aangemeld door een professional",
        _of_figures("referred_by", "professional", "share"),
    ),
    "referred_by_hoofdpersoon_share": (
        "Aangemeld door een hoofdpersoon",
        _of_figures("referred_by", "hoofdpersoon", "share"),
    ),
    "referred_by_familie_share": (
        "Aangemeld door familie of netwerk",
        _of_figures("referred_by", "familie_netwerk", "share"),
    ),
    "no_help_share": ("Geen hulp bij de aanmelding", _of_row("2.3", "geen")),
    "help_over_2_years_share": ("Langer dan twee jaar hulp", _of_row("2.3", "langer_dan_2_jaar")),
    "persons_contacted_per_request_without_conference": (
        "Gesproken personen per zaak zonder conferentie",
        _beside("2.7.2"),
    ),
    "participants_per_conference": ("Deelnemers per conferentie", _of_figures("participants_per_conference")),
    "professional_help_requested_share": ("Professionele hulp gevraagd", _beside("2.8.4")),
    "followup_response": ("Conferenties met een follow-up", _of_figures("followup_response_of_conferences")),
    "adult_response": ("Respons van volwassenen", _of_response("volwassene")),
    "child_response": ("Respons van kinderen", _of_response("kind")),
    "professional_response": ("Respons van professionals", _of_response("professional")),
    **{
        f"{who}_grade_{what}": (f"Cijfer van {words} voor {of}", _of_grade(f"{words.capitalize()}: {of.split()[-1]}"))
        for who, words in (("adult", "volwassenen"), ("child", "kinderen"), ("professional", "professionals"))
        for what, of in (("conference", "de conferentie"), ("plan", "het plan"), ("coordinator", "de coördinator"))
    },
}
"""Each national figure: what it is called, and which figure of a report it is set beside."""


def _order(measure: str) -> int:
    return list(MEASURES).index(measure) if measure in MEASURES else len(MEASURES)
