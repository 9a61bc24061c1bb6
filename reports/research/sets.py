"""From cases and answers to the rows of a research set: pseudonyms, periods, bands and numbers."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from ekc.dates import quarter_of
from ekc.refusal import Refusal
from surveys.models import Question

from ..catalogue import Selection
from ..catalogue.code_lists import ADULT_AGES, CHILD_AGES
from ..codes import ResearchDates
from ..exchange.codebook import CODEBOOK, FORM_FILES, MAIN_PERSONS, REQUESTS
from ..exchange.gathering import gather_answers, gather_cases, name_cases
from ..exchange.registrations import FORM_COLUMNS, Answer, Registration
from ..models import ResearchProject
from .anonymity import FEWEST, safe_files
from .choosing import chosen_of, known_families
from .pseudonyms import Pseudonyms
from .set_files import ResearchFile, Row
from .variables import NOT_ASKED, NOT_ASKED_WHEN, TEXTS, UNKNOWN, Kind, Variable, variables_of

Read = Mapping[str, Any]


@dataclass(frozen=True)
class ResearchSet:
    """The files of a set, and the cases in it, of which the file of each must say so (R17).

    `told`: how many families stand at each step of what is withheld, in the whole project.
    """

    project: ResearchProject
    selection: Selection
    files: list[ResearchFile]
    case_keys: list[int]
    made_on: dt.date
    told: Mapping[str, Mapping[str, int]]


def build_set(project: ResearchProject, selection: Selection) -> ResearchSet:
    """Everything of a selection that a research project may see. Who objects to research is in no file of it.

    What is withheld is settled over everything, and a selection takes of that by what is seen: so all sets of a project
    are parts of one, and laying two beside each other tells nothing more. Raises Refusal where there are too few
    families for any row.
    """
    everything = Selection()
    found = gather_cases(everything.started())
    name_cases(found)
    maker = _Maker(project)
    made = maker.files(found, gather_answers(everything.responses()))
    safe = safe_files(made, known_families())
    files = chosen_of(safe.files, selection)
    if not any(owner is not None for file in safe.files for owner in file.owners):
        raise Refusal(_("Er zijn te weinig gezinnen: van minder dan %d worden geen rijen gegeven.") % FEWEST)
    keys = sorted({owner for file in files for owner in file.owners if owner is not None})
    return ResearchSet(project, selection, files, keys, timezone.localdate(), safe.told)


class _Maker:
    """Makes the values of one project's rows."""

    def __init__(self, project: ResearchProject) -> None:
        self.pseudonyms = Pseudonyms(project.slug)
        self.period = iso_week if project.dates == ResearchDates.WEEK else quarter_of
        asked = Question.objects.values_list("questionnaire__form", "questionnaire__version", "code", "asked_if")
        self.asked = {(form, version, code): dict(when) for form, version, code, when in asked}

    def files(self, found: list[tuple[Case, Registration]], answers: list[Answer]) -> list[ResearchFile]:
        """All files, in the order of the format, before anything is withheld."""
        made = []
        for file in CODEBOOK:
            variables = variables_of(file)
            told = self._answers(file, answers) if file in FORM_FILES else self._cases(file, found)
            rows = [(owner, self._row(file, variables, row)) for owner, row in told]
            made.append(ResearchFile(file.removesuffix(".csv"), variables, []).having(rows))
        return made

    def _cases(self, file: str, found: list[tuple[Case, Registration]]) -> Iterator[tuple[int | None, Read]]:
        for case, registration in found:
            whose = self.pseudonyms.of("case", case.number)
            for values in registration.parts[file]:
                row = {**values, "case_id": whose, "project": registration.project}
                if file == REQUESTS:
                    row["region"] = registration.place.code
                yield case.pk, row

    def _answers(self, file: str, answers: list[Answer]) -> Iterator[tuple[int | None, Read]]:
        for answer in answers:
            if answer.file == file:
                row = {
                    **answer.answers,
                    "respondent": self.pseudonyms.of(f"answer {file} {answer.project}", answer.respondent),
                    "version": answer.version,
                    "project": answer.project,
                    "region": answer.place.code,
                    "quarter": answer.quarter,
                }
                yield None, row

    def _row(self, file: str, variables: tuple[Variable, ...], row: Read) -> Row:
        return [self._value(file, variable, row) for variable in variables]

    def _value(self, file: str, variable: Variable, row: Read) -> Any:
        reason = self._reason(file, variable, row)
        value: Any = band_of(row) if file == MAIN_PERSONS and variable.column == "age" else row.get(variable.column)
        if variable.of:
            return int(variable.answer in value) if value else reason
        if value is None or value == "":
            return str(reason) if variable.kind in TEXTS else reason
        if variable.kind == Kind.PERIOD:
            return value if isinstance(value, str) else self.period(value)
        if variable.kind == Kind.CODE:
            return variable.numbers[value]
        if variable.kind == Kind.TIME:
            local = timezone.localtime(value)
            return local.hour * 3600 + local.minute * 60
        return value if variable.kind in TEXTS else int(value)

    def _reason(self, file: str, variable: Variable, row: Read) -> int:
        """Why a row says nothing here, if it does."""
        when = NOT_ASKED_WHEN.get((file, variable.column))
        if when is not None and when(row):
            return NOT_ASKED
        form, version = FORM_FILES.get(file), row.get("version")
        if (
            form
            and version
            and variable.column in FORM_COLUMNS[file]
            and not self._was_asked(form, row, variable.column)
        ):
            return NOT_ASKED
        return UNKNOWN

    def _was_asked(self, form: str, row: Read, column: str) -> bool:
        """Whether this version of the form has the question, and it was asked of whoever answered like this."""
        when = self.asked.get((form, row["version"], column))
        return when is not None and all(_overlap(row.get(name), answers) for name, answers in when.items())


def _overlap(given: Any, answers: list[Any]) -> bool:
    return any(each in answers for each in (given if isinstance(given, list) else [given]))


def iso_week(day: dt.date) -> str:
    """`2011-W07`: the week of a day, as ISO 8601 counts weeks."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def band_of(row: Read) -> str:
    """The band of the age of a main person, as the tables print it."""
    if row["unborn"]:
        return CHILD_AGES[0][0]
    age = row["age"]
    if age is None:
        return CHILD_AGES[-1][0]
    for code, _label in (*CHILD_AGES[1:-1], *ADULT_AGES[:-1]):
        lowest, highest = code.split("-")
        if int(lowest) <= age <= int(highest):
            return code
    return ADULT_AGES[-1][0]
