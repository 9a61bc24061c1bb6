"""Who does something in a plan: found by name, so that whoever types a name need not tap it too; and who was there."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from cases.models import Case
from cases.queries import doubles_of, main_persons_in, taking_part_in, who_stands_for
from conferences.models import Attendance
from ekc.names import words_of

_BETWEEN = re.compile(r"\s*[,;/&+]\s*|\s+(?:en|met|samen met)\s+", re.IGNORECASE)

Who = tuple[int | None, int | None, int | None]
"""The keys of a person of the circle, a main person, a referrer: one of them."""


class Doers:
    """The main persons and the circle of a case."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def _known(self) -> list[tuple[str, Any, frozenset[str]]]:
        rows: list[tuple[str, Any]] = [
            *(("main_people", row) for row in main_persons_in(self.case)),
            *(("people", row) for row in taking_part_in(self.case)),
        ]
        known = [(name, row, frozenset(words_of(str(row)))) for name, row in rows]
        # The name of who was merged with somebody still stands in what was written before.
        by_row = {row: (name, row) for name, row in rows}
        for double in doubles_of(self.case):
            if found := by_row.get(who_stands_for(double)):
                known.append((*found, frozenset(words_of(double.name))))
        return known

    def named(self, text: str) -> dict[str, list[Any]]:
        """Of "oma Toos en Piet", who is meant: each part that fits one person, and only one. By `people` and
        `main_people`; what fits nobody or several stays words."""
        found: dict[str, list[Any]] = {"main_people": [], "people": []}
        for part in _BETWEEN.split(text):
            words = set(words_of(part))
            fits = {row: name for name, row, of_name in self._known if words and words <= of_name}
            fitting = [(name, row) for row, name in fits.items()]
            if len(fitting) == 1 and fitting[0][1] not in found[fitting[0][0]]:
                found[fitting[0][0]].append(fitting[0][1])
        return found


def present_at(case: Case) -> set[Who]:
    """Who was there, where that was written down by name."""
    rows: Sequence[Any] = Attendance.objects.filter(conference__case=case).values_list("person_id", "main_person_id")
    return {(person, main, None) for person, main in rows if person or main}
