"""A whole report: the catalogue over one selection."""

import hashlib
import pickle
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import translation

from ekc.dates import local_today
from ekc.languages import listed
from ekc.made_once import Kept

from .about import About
from .as_json import report_as_json
from .cells import count
from .declared import PUBLISHED, SUPPLEMENT
from .dimensions import labels_of
from .facts import Facts, gather
from .key_figures import REQUESTS, grades, key_figures, response, statements
from .margins import Margin, margins_of
from .selection import Selection
from .shapes import Shape, Table

__all__ = ["Report", "build_report", "report_as_json"]


NATIONAL = "Landelijk: alle programma's"
MOST = 16
"""So many reports are kept by each process, of the last counts that were asked for."""


@dataclass(frozen=True)
class Report(Shape):
    """A report as it was counted. It goes to nobody: see `protecting`."""

    selection: Selection
    # Which selections are nearly the same.
    margins: tuple[Margin, ...] = ()


_WRITTEN: Kept[Report] = Kept(MOST)


def build_report(selection: Selection) -> Report:
    """Count once and build every table of the catalogue.

    It is counted each time. The tables are made of what was counted and of nothing else, so the same counts give the
    report that was made of them before; nobody changes it.
    """
    facts, margins, about = gather(selection), margins_of(selection), _about(selection)
    made_of = pickle.dumps((translation.get_language(), selection, facts, margins, about))
    return _WRITTEN.get(hashlib.sha256(made_of).digest(), lambda: _written(selection, facts, margins, about))


def _written(selection: Selection, facts: Facts, margins: tuple[Margin, ...], about: About) -> Report:
    return Report(
        selection=selection,
        margins=margins,
        about=about,
        tables=tuple(declaration.table(facts) for declaration in PUBLISHED),
        figures=key_figures(facts),
        returned=response(facts),
        grades=tuple(grades(facts)),
        statements=tuple(statements(facts)),
        national=_national(facts),
        doubtful={
            year: sorted(measure for measure, row in found.items() if row.is_doubtful)
            for year, found in facts.benchmarks.items()
        },
        open_cell=count(facts.open_cases, REQUESTS),
        supplement=tuple(_supplement(facts)),
        reopened=facts.reopened,
    )


def _about(selection: Selection) -> About:
    return About(
        project=", ".join(each.slug for each in selection.chosen),
        programme_name=listed([each.name for each in selection.chosen]) or NATIONAL,
        start=selection.start,
        until=selection.until,
        regions=selection.region_names,
        ways=selection.ways,
        ways_in_words=tuple(labels_of(selection.ways)),
        has_answers=selection.has_answers,
        made_on=local_today(),
    )


def _supplement(facts: Facts) -> Iterator[Table]:
    for declaration in SUPPLEMENT:
        if declaration.when(facts):
            yield declaration.table(facts)


def _national(facts: Facts) -> dict[int, dict[str, float | int]]:
    return {
        year: {
            measure: int(row.value)
            if row.value == row.value.to_integral_value() and "grade" not in measure and "_per_" not in measure
            else float(row.value)
            for measure, row in found.items()
        }
        for year, found in facts.benchmarks.items()
    }
