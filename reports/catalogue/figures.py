"""The answers of the database for one selection, each asked once and only when a table needs it."""

from functools import cached_property
from typing import Any

from ..models import Benchmark
from .cube import Cube
from .selection import ACTIVATION, CONFERENCE, Selection
from .sources import followups, forms, meetings, people, requests


class Figures:
    """Every property costs one query, whatever the number of cases; a second look costs none."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection

    # --- cases ------------------------------------------------------------------------------------
    @cached_property
    def cases(self) -> Cube:
        return requests.cases(self.selection)

    @cached_property
    def left_out(self) -> dict[str, int]:
        return requests.left_out(self.selection)

    @cached_property
    def problems(self) -> Cube:
        return requests.several(self.selection, "problems")

    @cached_property
    def subjects(self) -> Cube:
        return requests.several(self.selection, "subjects")

    @cached_property
    def refusers(self) -> Cube:
        return requests.several(self.selection, "refused_by")

    @cached_property
    def composition(self) -> Cube:
        return requests.composition(self.selection)

    @cached_property
    def contacts(self) -> Cube:
        return requests.contacts(self.selection)

    @property
    def requests(self) -> int:
        return self.cases.total()

    @property
    def ended(self) -> int:
        """Cases without a conference."""
        return self.cases.total(outcome=ACTIVATION)

    @property
    def held(self) -> int:
        """Cases with a conference."""
        return self.cases.total(outcome=CONFERENCE)

    # --- main persons -----------------------------------------------------------------------------
    @cached_property
    def people(self) -> Cube:
        return people.main_persons(self.selection)

    @cached_property
    def places(self) -> Cube:
        return people.places(self.selection)

    # --- conferences ------------------------------------------------------------------------------
    @cached_property
    def conferences(self) -> Cube:
        return meetings.conferences(self.selection)

    @cached_property
    def participants(self) -> Cube:
        return meetings.participants(self.selection)

    @cached_property
    def gatherings(self) -> dict[str, int | None]:
        return meetings.gatherings(self.selection)

    @cached_property
    def plans(self) -> dict[str, int]:
        return meetings.plans(self.selection)

    # --- questionnaires ---------------------------------------------------------------------------
    @cached_property
    def questions(self) -> dict[forms.Key, forms.Asked]:
        return forms.questions()

    @cached_property
    def handed_out(self) -> Cube:
        return forms.handed_out(self.selection)

    @cached_property
    def returned(self) -> Cube:
        return forms.returned(self.selection)

    @cached_property
    def answers(self) -> Cube:
        return forms.answers(self.selection, self.questions)

    def asked_of(self, form: str, question: str) -> int:
        """Returned forms of a version in which the question stands."""
        asked = self.questions.get((form, question))
        return self.returned.total(form=form, questionnaire=asked.questionnaires) if asked else 0

    # --- follow-up --------------------------------------------------------------------------------
    @cached_property
    def moments(self) -> Cube:
        return followups.moments(self.selection)

    @cached_property
    def interviews(self) -> Cube:
        return followups.interviews(self.selection)

    @cached_property
    def looking_back(self) -> Cube:
        return followups.looking_back(self.selection)

    # --- to compare with --------------------------------------------------------------------------
    @cached_property
    def benchmarks(self) -> dict[str, Any]:
        """The national figures to compare with, by measure: those of the year nearest to the middle of the period."""
        rows = list(Benchmark.objects.all())
        if not rows:
            return {}
        year = min({row.year for row in rows}, key=lambda year: (abs(year - self._middle()), year))
        return {row.measure: row for row in rows if row.year == year}

    def _middle(self) -> int:
        programme = self.selection.programme
        since = self.selection.since or programme.starts_on
        until = self.selection.until or programme.ends_on
        years = [day.year for day in (since, until) if day]
        return sum(years) // len(years) if years else 2010
