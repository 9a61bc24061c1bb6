"""One shape for what comes from a folder and what comes from the database, so that the two can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .codebook import REFERRERS, SUBREGION_PARENTS, answer_columns
from .reading import Row

Values = dict[str, Any]

FORM_COLUMNS: Mapping[str, tuple[str, ...]] = {
    file: tuple(column.name for column in answer_columns(file))
    for file in ("enquete_volwassenen.csv", "enquete_kinderen.csv", "enquete_professionals.csv")
}


class Place(NamedTuple):
    """A region of the Eigen Kracht Centrale, and the sub-region of the programme, or no sub-region."""

    region: str
    subregion: str = ""

    @property
    def code(self) -> str:
        """What stands in the column `region`."""
        return self.subregion or self.region


@dataclass(frozen=True)
class Known:
    """What the database knows and a row may refer to; handed in, so that checking needs no database."""

    regions: frozenset[str]
    # (project, code of the sub-region) to the region it lies in.
    subregions: Mapping[tuple[str, str], str]
    # Form to the versions of its questionnaire.
    versions: Mapping[str, frozenset[str]]
    referrers: frozenset[str] = REFERRERS

    def place(self, project: str, code: str) -> Place | None:
        """The place that `code` means within a project; None for an unknown code."""
        parent = self.subregions.get((project, code)) or SUBREGION_PARENTS.get(code)
        if parent:
            return Place(parent, code)
        return Place(code) if code in self.regions else None


@dataclass
class Registration:
    """One case with everything that hangs on it. `parts` has the rows of each file, in the order of the format.

    Values are as the database gives them back: empty text for no code, moments instead of clock times.
    `row` is where it was read; a case from the database has none.
    """

    case_id: str
    project: str
    place: Place
    parts: dict[str, list[Values]]
    row: Row | None = field(default=None, compare=False)
    # Which of our own columns each file had; what a folder does not tell is not compared and not changed.
    own: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)


@dataclass
class Answer:
    """One returned form. It keeps project, region and quarter, and no case (design 4.9)."""

    file: str
    respondent: str
    version: str
    project: str
    place: Place
    quarter: str
    answers: Values


@dataclass
class RegistrationSet:
    """What a folder holds, or what the database gives out."""

    registrations: list[Registration]
    answers: list[Answer]

    @property
    def projects(self) -> list[str]:
        """The projects of the set, in order."""
        return sorted({project for project, _place in self.origins})

    @property
    def origins(self) -> set[tuple[str, Place]]:
        """Every place of every project in the set."""
        return {(case.project, case.place) for case in self.registrations} | {
            (answer.project, answer.place) for answer in self.answers
        }
