"""The gate between counting and every rendering: what each audience gets, clause by clause (R22, R23, R26)."""

import ast
import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest

import reports
from reports.catalogue import Report, Selection
from reports.catalogue.cells import Cell, Kind, State, count, quantile, share, spread, sum_of
from reports.catalogue.report import report_as_json
from reports.codes import FIGURE_FORMATS, Audience, DownloadFormat
from reports.moving import REACH, moved, moved_mark
from reports.periods import is_fixed, period_code
from reports.protecting import RULES, Gate, ProtectedReport, drawn_by, fault_of, protect
from reports.rendering import render_report
from reports.rendering.number_texts import HIDDEN
from tests.factories import make_case, make_main_person, make_programme
from tests.reports.protected import shown

DRAWN = "a report"
PROTECTED = [audience for audience, rules in RULES.items() if rules is not None]


def cells_of(report: Report | ProtectedReport) -> Iterator[tuple[str, Cell]]:
    """Every cell of a report, by where it stands."""
    for table in (*report.tables, *report.supplement):
        yield from ((f"{table.id} n", table.size), (f"{table.id} missing", table.gap))
        yield f"{table.id} not asked", table.unasked
        if table.comparison:
            yield f"{table.id} comparison", table.comparison.cell
        for row in table.rows:
            for at, cell in enumerate(row.every_cell):
                yield f"{table.id} {row.code}/{row.label}/{row.region}/{row.municipality} {at}", cell
    yield from _named("figures", report.figures)
    yield from _named("response", report.returned)
    for grade in report.grades:
        for at, cell in enumerate((grade.mark, grade.given, grade.low)):
            yield f"{grade.section} {grade.label} {at}", cell
    for statement in report.statements:
        found = [cell for _code, _label, cell in statement.answers]
        for at, cell in enumerate([*found, statement.answered, statement.agreeing, statement.favourable]):
            yield f"{statement.key} {at}", cell
    yield "open", report.open_cell
    yield from (("reopened", report.reopened.again), ("waiting", report.reopened.waiting))


def _named(where: str, figures: object) -> Iterator[tuple[str, Cell]]:
    if isinstance(figures, Cell):
        yield where, figures
    else:
        for name, part in figures.items():  # type: ignore[attr-defined]
            yield from _named(f"{where} {name}", part)


# --- one gate --------------------------------------------------------------------------------------------------------


def test_internal_is_what_was_counted(pilot_report: Report) -> None:
    seen = report_as_json(protect(pilot_report, Audience.INTERNAL))

    assert seen.pop("audience") == "internal"
    assert seen == report_as_json(pilot_report)


@pytest.mark.parametrize("kind", sorted(FIGURE_FORMATS))
def test_no_rendering_takes_a_report_that_did_not_go_through_the_gate(pilot_report: Report, kind: str) -> None:
    with pytest.raises(TypeError, match="ProtectedReport"):
        render_report(pilot_report, kind)  # type: ignore[arg-type]


def test_the_gate_alone_makes_what_a_rendering_takes() -> None:
    """`lint-imports` refuses a rendering that imports what counts."""
    makers = {
        path.name
        for path in Path(reports.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ProtectedReport"
    }

    assert makers == {"protecting.py"}


def test_every_cell_of_a_report_goes_through_the_gate(pilot_report: Report) -> None:
    """A kind of figure that is added and forgotten keeps its number: here it is seen."""
    for audience in PROTECTED:
        rules = RULES[audience]
        assert rules is not None
        gate = Gate(rules, drawn_by(pilot_report))
        counted = {where: cell for where, cell in cells_of(pilot_report) if cell.kind == Kind.COUNT}
        seen = dict(cells_of(protect(pilot_report, audience)))
        assert len(counted) > 500
        assert not [where for where in seen if where in counted and seen[where] != gate.cell(counted[where])]


# --- small numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", PROTECTED)
def test_a_small_number_is_hidden_wherever_it_stands_and_leaves_nothing_behind(
    pilot_report: Report, audience: Audience
) -> None:
    counted, seen = dict(cells_of(pilot_report)), dict(cells_of(protect(pilot_report, audience)))
    small = [where for where, cell in counted.items() if cell.kind == Kind.COUNT and cell.number < 5]

    assert len(small) > 200
    for where in small:
        assert where not in seen or (seen[where].value, seen[where].part) == (None, None), where
        assert where not in seen or seen[where].state in (State.HIDDEN, State.NOT_ASKED), where
    assert not [where for where, cell in seen.items() if cell.is_hidden and (cell.part, cell.base) != (None, None)]


@pytest.mark.parametrize("audience", PROTECTED)
def test_that_there_is_nobody_is_not_told_from_that_there_are_few(audience: Audience) -> None:
    rules = RULES[audience]
    assert rules is not None
    gate = Gate(rules, DRAWN)

    assert gate.cell(count(0)) == gate.cell(count(4))
    assert gate.cell(share(0, 0)) == gate.cell(share(0, 60)) == gate.cell(share(3, 60))


@pytest.mark.parametrize("audience", PROTECTED)
def test_a_row_that_stands_there_because_of_few_goes_with_them(pilot_report: Report, audience: Audience) -> None:
    seen = protect(pilot_report, audience)

    assert "Hoenderloo" in {row.label for row in pilot_report.table("2.6.1e").rows}
    places = {row.label for row in seen.table("2.6.1e").rows}
    assert "Hoenderloo" not in places
    assert "Alkmaar" in places


@pytest.mark.parametrize("audience", PROTECTED)
def test_rows_that_are_sorted_by_size_do_not_tell_the_order_of_what_is_hidden(
    pilot_report: Report, audience: Audience
) -> None:
    rows = [row for row in protect(pilot_report, audience).table("2.4").rows if row.rank is not None]

    keys = [(*row.rank[:2], -row.cells[-1].number, row.rank[2]) for row in rows if row.rank]
    assert keys == sorted(keys)


# --- numbers, percentages and means ----------------------------------------------------------------------------------


def test_the_same_number_is_always_moved_by_as_much_and_never_far() -> None:
    by = [moved(number, "aanvragen", DRAWN) - number for number in range(3000)]

    assert by == [moved(number, "aanvragen", DRAWN) - number for number in range(3000)]
    assert by != [moved(number, "aanvragen", "another") - number for number in range(3000)]
    assert max(map(abs, by)) <= REACH
    assert abs(sum(by)) / 3000 < 0.3
    assert 4.3 < sum(each * each for each in by) / 3000 < 5.7


def test_who_asks_a_thousand_times_is_still_off_by_what_stays() -> None:
    """The draws that turn cancel out in the middle of a thousand; what is left moves most numbers."""
    off = [
        round(sum(moved(number, "aanvragen", str(draw)) for draw in range(1000)) / 1000) - number
        for number in range(5, 1005, 10)
    ]

    assert sum(each != 0 for each in off) > 50
    assert sum(abs(each) > 1 for each in off) > 15


def test_the_mean_of_marks_is_moved_by_what_one_of_them_is_and_stays_a_mark() -> None:
    for number, total in ((10, 78), (10, 100), (10, 10), (40, 312), (200, 1560)):
        seen = {moved_mark(total, number, str(draw)) for draw in range(200)}
        assert all(10 <= each <= 100 and abs(each - 10 * total / number) <= 100 / number + 0.5 for each in seen)
    assert len({moved_mark(78, 10, str(draw)) for draw in range(200)}) > 4
    assert {moved_mark(1560, 200, str(draw)) for draw in range(200)} <= {77, 78, 79}


def test_public_numbers_are_multiples_of_five(pilot_report: Report) -> None:
    seen = [cell.value for _where, cell in cells_of(protect(pilot_report, Audience.PUBLIC)) if cell.kind == Kind.COUNT]

    assert len({value for value in seen if value}) > 5
    assert not [value for value in seen if value is not None and value % 5]


@pytest.mark.parametrize("audience", PROTECTED)
def test_a_percentage_or_mean_says_no_more_than_the_numbers_that_are_seen(
    pilot_report: Report, audience: Audience
) -> None:
    rules = RULES[audience]
    assert rules is not None
    gate = Gate(rules, drawn_by(pilot_report))
    counted, seen = dict(cells_of(pilot_report)), dict(cells_of(protect(pilot_report, audience)))
    found = {where: cell for where, cell in seen.items() if cell.kind in (Kind.SHARE, Kind.MEAN) and cell.part}

    assert len(found) > 40
    for where, cell in found.items():
        raw = counted[where]
        part, base = gate.cell(count(raw.part or 0, raw.of)), gate.cell(count(raw.base or 0, raw.base_of or raw.of))
        assert cell.base == base.value, where
        assert cell.part in (part.value, base.value), where
        assert cell.base >= (rules.share_base if cell.kind == Kind.SHARE else rules.mean_base), where


@pytest.mark.parametrize("audience", PROTECTED)
def test_no_hundred_percent_of_what_is_sensitive_and_no_extremes(pilot_report: Report, audience: Audience) -> None:
    rules = RULES[audience]
    assert rules is not None
    seen = protect(pilot_report, audience)
    sensitive = [table for table in seen.tables if table.is_sensitive]

    assert {table.id for table in sensitive} >= {"2.4", "2.6.1c", "2.6.2c", "2.6.1e", "2.6.2e"}
    assert Gate(rules, DRAWN).cell(share(60, 60), sensitive=True).is_hidden
    assert Gate(rules, DRAWN).cell(share(60, 60)).value == 100
    assert not [row for table in sensitive for row in table.rows if row.beside and row.beside.value in (0, 100)]
    assert (seen.key_figures["smallest"], seen.key_figures["largest"]) == (None, None)
    assert Gate(rules, DRAWN).cell(sum_of(25_000)).is_hidden


@pytest.mark.parametrize("audience", PROTECTED)
def test_a_median_or_spread_is_of_enough_and_no_days_of_one_family(pilot_report: Report, audience: Audience) -> None:
    rules = RULES[audience]
    assert rules is not None
    gate = Gate(rules, DRAWN)
    for number in range(140):
        days = {at: 1 for at in range(number)}
        for cell in (quantile(days, 2, "zaken"), quantile(days, 1, "zaken"), spread(days, "cijfers")):
            seen = gate.cell(cell)
            least = rules.quantile_base if cell.kind == Kind.QUANTILE else rules.spread_base
            assert seen.is_hidden or (number > least - REACH and (seen.base or 0) >= least)
            assert cell.kind != Kind.QUANTILE or (seen.value or 0) % 7 == 0
    shown_days = [cell for _where, cell in cells_of(protect(pilot_report, audience)) if cell.kind == Kind.QUANTILE]
    assert len([cell for cell in shown_days if cell.value]) >= 6


@pytest.mark.django_db
def test_of_fewer_than_fifty_main_persons_nothing_is_public() -> None:
    programme = make_programme()
    for _each in range(49):
        make_main_person(make_case(state="afgesloten", programme=programme, main_persons=()))
    assert not [cell for _where, cell in cells_of(shown(Selection(programme), Audience.PUBLIC)) if cell.value]

    make_main_person(make_case(state="afgesloten", programme=programme, main_persons=()))

    assert shown(Selection(programme), Audience.PUBLIC).key_figures["children"] is not None


# --- every rendering -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def researched(pilot_report: Report) -> ProtectedReport:
    return protect(pilot_report, Audience.RESEARCH)


def test_a_hidden_number_looks_the_same_in_every_kind_of_file(researched: ProtectedReport) -> None:
    """The pilot has four Turkish children: a row of small numbers."""
    row = next(row for row in researched.table("2.6.1c").rows if row.code == "turks")
    assert [cell.is_hidden for cell in row.cells] == [True] * 3

    html = render_report(researched, "html").decode()
    book = openpyxl.load_workbook(io.BytesIO(render_report(researched, "xlsx")))
    rows = list(csv.DictReader(io.StringIO(render_report(researched, "csv").decode("utf-8-sig"))))
    content = json.loads(render_report(researched, "json"))

    assert re.search(rf'<th scope="row">Turks</th>\s*(<td class="num">{HIDDEN}</td>\s*){{3}}', html)
    sheet = next(sheet for sheet in book if sheet.title.startswith("2.6.1c"))
    assert [[cell.value for cell in line][1:4] for line in sheet if line[0].value == "Turks"] == [[HIDDEN] * 3]
    mine = [line for line in rows if (line["table"], line["row_code"]) == ("2.6.1c", "turks")]
    assert {(line["value"], line["state"]) for line in mine} == {("", "verborgen")}
    table = next(table for table in content["tables"] if table["id"] == "2.6.1c")
    found = next(line for line in table["rows"] if line["code"] == "turks")
    assert (found["values"], found["states"]) == ([None] * 3, ["verborgen"] * 3)


def test_a_hidden_number_is_no_bar_and_is_told_as_a_word(researched: ProtectedReport) -> None:
    hidden = [label for table in researched.tables for label, cell in table.bars if cell.is_hidden]
    html = render_report(researched, "html").decode()

    assert hidden
    titles = re.findall(r"<title id[^>]*>(.*?)</title>", html, flags=re.S)
    assert any(f"{label}: {HIDDEN}" in title for title in titles for label in hidden)


def test_a_reader_is_told_what_was_done_to_the_figures(
    researched: ProtectedReport, pilot_shown: ProtectedReport
) -> None:
    told, plain = (render_report(report, "html").decode() for report in (researched, pilot_shown))

    assert "Elk getal in dit rapport is met opzet een beetje veranderd" in told
    assert told.count("Om niemand herkenbaar te maken zijn getallen iets veranderd") > 20
    assert "veranderd" not in plain
    assert HIDDEN not in re.findall(r'<td class="num">(.*?)</td>', plain)


@pytest.mark.parametrize("kind", sorted(FIGURE_FORMATS))
def test_every_file_says_of_what_and_for_whom_it_is(pilot_cases, kind: str) -> None:
    year = (dt.date(2010, 1, 1), dt.date(2010, 12, 31))
    report = shown(Selection(pilot_cases, *year, region_names=("Noord-Holland",)), Audience.RESEARCH)
    text = _text_of(render_report(report, kind), kind)

    assert "Families zelf aan zet" in text
    assert ("2010-12-31" if kind == "json" else "31 december 2010") in text
    assert "Noord-Holland" in text
    assert ("research" if kind == "json" else "Onderzoek: kleine getallen beschermd") in text
    assert str(report.about.made_on.year) in text


def _text_of(content: bytes, kind: str) -> str:
    if kind in ("pdf", "factsheet"):
        return re.sub(r"\s+", " ", pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text())
    if kind == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content))["Inhoud"]
        return "\n".join(str(cell.value) for row in sheet for cell in row if cell.value)
    return content.decode()


@pytest.mark.parametrize("kind", sorted(FIGURE_FORMATS - {DownloadFormat.PDF}))
def test_the_same_figures_give_the_same_bytes(researched: ProtectedReport, kind: str) -> None:
    """Of the PDF: `test_pdf_pages.py`."""
    assert render_report(researched, kind) == render_report(researched, kind)


@pytest.mark.django_db
@pytest.mark.parametrize("audience", Audience)
def test_a_report_without_a_figure_is_one_page_that_says_so(audience: Audience) -> None:
    report = shown(Selection(make_programme()), audience)

    pages = pypdf.PdfReader(io.BytesIO(render_report(report, "pdf"))).pages
    said = re.sub(r"\s+", " ", pages[0].extract_text())

    assert len(pages) == 1
    assert ("geen zaken en geen antwoorden" if audience == Audience.INTERNAL else "te weinig mensen") in said


# --- the grid --------------------------------------------------------------------------------------------------------


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "until", "code"),
    [
        ("2025-01-01", "2025-12-31", "2025"),
        ("2025-07-01", "2025-12-31", "2025-h2"),
        ("2025-04-01", "2025-06-30", "2025-q2"),
        ("2025-04-01", "2025-09-30", None),
        ("2025-01-01", "2025-09-30", None),
        ("2024-07-01", "2025-06-30", None),
        ("2024-01-01", "2025-12-31", None),
    ],
)
def test_protected_figures_are_of_a_quarter_half_a_year_a_year_or_everything(start, until, code) -> None:
    period = day(start), day(until)

    assert is_fixed(*period) == (code is not None)
    assert period_code(*period) == (code or f"{start}-tot-en-met-{until}")
    assert fault_of(Audience.INTERNAL, *period, ()) is None
    for audience in PROTECTED:
        assert (fault_of(audience, *period, ()) is None) == (code is not None)


def test_an_open_end_is_no_period_of_the_grid_and_everything_is() -> None:
    assert is_fixed(None, None)
    assert not is_fixed(day("2025-01-01"), None)
    assert not is_fixed(None, day("2025-12-31"))


def test_what_is_public_is_not_chosen_by_the_course_of_a_case() -> None:
    ways = (("variant", "herstel"),)

    assert fault_of(Audience.RESEARCH, None, None, ways) is None
    assert "Openbare cijfers" in (fault_of(Audience.PUBLIC, None, None, ways) or "")
