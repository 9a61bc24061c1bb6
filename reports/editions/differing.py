"""What of an edition would be otherwise today: cases were reopened, put right, merged, read in, or someone objected.

By table and in numbers of figures. Which figure it is, and what it would be now, is not told: of few cases between the
edition and today that would be a table of those few (R25).
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ..choices import Choice, choice_for
from ..models import Edition
from ..protecting import ProtectedReport
from ..rendering.tidy import ABOUT, figures
from ..side_by_side import report_of
from .storing import as_it_was


@dataclass(frozen=True)
class Differing:
    """A table of an edition in which figures would be otherwise today."""

    table: str
    title: str
    figures: int
    of: int

    @property
    def is_numbered(self) -> bool:
        return self.table[:1].isdigit()


def differing_today(edition: Edition, reader: Any) -> list[Differing] | None:
    """The tables with a figure that would be otherwise; None where its selection cannot be counted any more."""
    choice = choice_for(reader, edition.selection)
    if choice is None:
        return None
    kept = as_it_was(edition.figures)
    return _between(kept, _today(choice, kept))


def _today(choice: Choice, kept: ProtectedReport) -> ProtectedReport:
    """Moved as the edition was: what differs then was counted otherwise."""
    return report_of(choice.selection, choice.audience, choice.against, like=kept)


def _between(kept: ProtectedReport, today: ProtectedReport) -> list[Differing]:
    before, now = _by_place(kept), _by_place(today)
    titles = {table: title for (table, *_rest), (title, _figure) in (now | before).items()}
    of, otherwise = Counter(place[0] for place in before | now), Counter[str]()
    for place in before | now:
        if (before.get(place) or (None, None))[1] != (now.get(place) or (None, None))[1]:
            otherwise[place[0]] += 1
    return [Differing(table, titles[table], otherwise[table], of[table]) for table in titles if otherwise[table]]


def _by_place(report: ProtectedReport) -> dict[tuple[str, str, str, str], tuple[str, tuple[Any, str]]]:
    return {
        (each.table, each.row_code, each.row_label, each.column): (each.title, (each.value, each.state))
        for each in figures(report)
        if each.table != ABOUT
    }
