"""The figures as a table for the command line. Times in seconds or milliseconds, as the line says."""

from collections.abc import Iterator
from dataclasses import dataclass

from .imports import ImportFigures
from .matching import MatchingFigures
from .measuring import Series
from .report import CatalogueFigures, PaperFigures
from .worklist import WorklistFigures

MEGABYTE = 1024**2
MOST_OVERHEAD = 10.0
MOST_OVERHEAD_OF_A_PLAN = 5.0
MOST_TIMES = 2.0
MOST_QUERIES = 13
MOST_SECONDS = 0.300
"""Seconds in which everybody stands in order."""
MOST_RANKING_QUERIES = 12


@dataclass(frozen=True)
class Goal:
    text: str
    found: str
    met: bool

    def __str__(self) -> str:
        return f"  {'met    ' if self.met else 'NOT MET'}  {self.text:<66} {self.found}"


def heading(text: str) -> str:
    return f"\n{text}\n{'-' * len(text)}"


def pair(name: str, value: str) -> str:
    return f"  {name:<46} {value}"


def series_heading(first: str = "") -> str:
    return f"  {first:<46} {'n':>5} {'min':>9} {'median':>9} {'p95':>9} {'max':>9}"


def series(name: str, found: Series, *, milliseconds: bool = False) -> str:
    scale, digits = (1000, 1) if milliseconds else (1, 3)
    values = (found.least, found.median, found.percentile(95), found.most)
    return f"  {name:<46} {found.n:>5} " + " ".join(f"{value * scale:>9.{digits}f}" for value in values)


def import_lines(name: str, found: ImportFigures) -> Iterator[str]:
    yield pair(
        f"{name}: {found.cases} cases, {found.rows} rows",
        f"{found.rows_per_second:,.0f} rows per second ({found.seconds:.2f} s, n = 1)",
    )
    yield pair("  the same set again, nothing changes", f"{found.again_seconds:.2f} s")
    yield pair("  peak memory of the process so far (RSS)", f"{found.peak_memory / MEGABYTE:.0f} MB")


def catalogue_lines(name: str, found: CatalogueFigures) -> Iterator[str]:
    yield series(f"{name}: {found.cases} cases counted", found.seconds)
    yield pair("  queries", str(found.queries))
    yield pair("  peak memory of Python (tracemalloc)", f"{found.memory / MEGABYTE:.1f} MB")


def paper_lines(name: str, found: PaperFigures) -> Iterator[str]:
    yield series(f"{name}, {found.pages} pages: ours, HTML included", found.ours)
    yield series("  WeasyPrint alone", found.alone)
    yield series("  WeasyPrint alone, garbage collector off", found.alone_without_collector)


def worklist_lines(found: WorklistFigures) -> Iterator[str]:
    for name, each in (
        ("the page", found.page),
        ("same SQL by the same querysets, bare template", found.querysets),
        ("same SQL through a cursor, bare template", found.statements),
    ):
        yield series(name, each, milliseconds=True)
        yield pair("  requests per second", f"{each.per_second:.1f}")
    yield pair("queries", ", ".join(f"{name} {number}" for name, number in found.queries.items()))


def matching_lines(found: MatchingFigures) -> Iterator[str]:
    yield series(f"{found.coordinators} coordinators in order of fit", found.ranking, milliseconds=True)
    yield pair("  queries", str(found.queries))
    yield series("  the whole page", found.page, milliseconds=True)


def goals(
    paper: PaperFigures,
    plan: PaperFigures,
    worklist: WorklistFigures,
    matching: MatchingFigures,
    *,
    catalogues: list[CatalogueFigures],
) -> list[Goal]:
    """Every goal with what was found. A goal that is missed is a result, not a failure of the benchmark."""
    most = max(worklist.queries.values())
    counts = {each.queries for each in catalogues}
    return [
        _overhead("PDF: under 10 % over WeasyPrint alone", paper, most=MOST_OVERHEAD),
        _overhead("Plan on paper: under 5 % over WeasyPrint alone", plan, most=MOST_OVERHEAD_OF_A_PLAN),
        *_within("the same querysets", worklist.page, worklist.querysets),
        *_within("a bare cursor", worklist.page, worklist.statements),
        _in_time("Worklist: p95 of the page", worklist.page),
        Goal("Worklist: at most 13 queries", str(most), most <= MOST_QUERIES),
        Goal(
            "Catalogue: as many queries for every size",
            " and ".join(str(each.queries) for each in catalogues),
            len(counts) == 1,
        ),
        *_ranked(matching),
    ]


def _in_time(text: str, series: Series) -> Goal:
    slowest = series.percentile(95)
    return Goal(f"{text} under 300 ms", f"{slowest * 1000:.0f} ms", slowest < MOST_SECONDS)


def _ranked(found: MatchingFigures) -> Iterator[Goal]:
    yield _in_time(f"Matching: p95 of {found.coordinators} coordinators in order of fit", found.ranking)
    few = found.queries <= MOST_RANKING_QUERIES
    yield Goal(f"Matching: at most {MOST_RANKING_QUERIES} queries", str(found.queries), few)


def _overhead(text: str, found: PaperFigures, *, most: float) -> Goal:
    """Met when both the medians and the fastest of each say so: on a busy machine either may be off."""
    pairs = ((found.ours.median, found.alone.median), (found.ours.least, found.alone.least))
    median, fastest = ((ours / alone - 1) * 100 for ours, alone in pairs)
    return Goal(text, f"{median:+.1f} % (fastest of each: {fastest:+.1f} %)", max(median, fastest) < most)


def _within(text: str, page: Series, other: Series) -> Iterator[Goal]:
    slower = other.per_second / page.per_second
    later = page.percentile(95) / other.percentile(95)
    yield Goal(f"Worklist: requests per second within 2x of {text}", f"{slower:.2f}x", slower <= MOST_TIMES)
    yield Goal(f"Worklist: p95 within 2x of {text}", f"{later:.2f}x", later <= MOST_TIMES)
