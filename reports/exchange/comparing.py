"""What a registration set brings that is not here yet. Compared by content: an equal case is left alone."""

import uuid
from dataclasses import dataclass, field, replace

from django.db.models import Q

from cases.models import Case, CaseMove
from surveys.models import Response

from ..queries import IMPORTED
from .codebook import ATTENDANCE, CODEBOOK, CONFERENCES, FORM_FILES, REQUESTS
from .faults import Faults, shown
from .gathering import answer_of, gather_cases
from .meetings import counting
from .registrations import Answer, Registration, RegistrationSet, Values

ALWAYS_TOLD = frozenset({"meeting", "meeting_state"})
"""What a file without these columns says all the same: of one meeting, which ended as its case did."""


@dataclass
class Changes:
    """What must be written: new cases and answers, and existing ones with what they should become."""

    new: list[Registration] = field(default_factory=list)
    changed: list[tuple[Case, Registration, Registration]] = field(default_factory=list)
    unchanged: int = 0
    new_answers: list[Answer] = field(default_factory=list)
    changed_answers: list[tuple[Response, Answer]] = field(default_factory=list)
    unchanged_answers: int = 0

    @property
    def touched_projects(self) -> set[str]:
        """The projects in which something must be written."""
        items = [*self.new, *(wanted for _, _, wanted in self.changed)]
        answers = [*self.new_answers, *(answer for _, answer in self.changed_answers)]
        return {item.project for item in items} | {answer.project for answer in answers}

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.new_answers or self.changed_answers)


def compare(wanted: RegistrationSet, faults: Faults) -> Changes:
    """Sort a whole, faultless set into new, changed and unchanged.

    A case is recognised by project and number at the source, or, in what was exported from here, by our
    own number. A case that people here have worked on is never overwritten: a difference is a fault.
    """
    changes = Changes()
    _compare_cases(wanted.registrations, changes, faults)
    _compare_answers(wanted.answers, changes)
    return changes


def _compare_cases(registrations: list[Registration], changes: Changes, faults: Faults) -> None:
    ids = [registration.case_id for registration in registrations]
    projects = {registration.project for registration in registrations}
    same_source = Q(programme__slug__in=projects, external_id__in=ids)
    found = gather_cases(Case.objects.filter(same_source | Q(number__in=ids)))
    by_source = {(here.project, case.external_id): (case, here) for case, here in found if case.external_id}
    by_number = {case.number: (case, here) for case, here in found}
    worked_on = set(
        CaseMove.objects.filter(case__in=[case.pk for case, _ in found])
        .exclude(action=IMPORTED)
        .values_list("case_id", flat=True)
    )
    for registration in registrations:
        match = by_source.get((registration.project, registration.case_id))
        match = match or by_number.get(registration.case_id)
        if match is None:
            changes.new.append(registration)
            continue
        case, here = match[0], as_told(match[1], registration)
        if _same(here, registration):
            changes.unchanged += 1
        elif not case.external_id or case.pk in worked_on or registration.case_id != case.external_id:
            _refuse(registration, case, faults)
        else:
            changes.changed.append((case, here, registration))


def _same(here: Registration, wanted: Registration) -> bool:
    return (here.project, here.place, here.parts) == (wanted.project, wanted.place, wanted.parts)


def as_told(here: Registration, wanted: Registration) -> Registration:
    """A case of the database as a folder tells it that may lack columns of our own: what it does not tell, both lack.

    Without the number of a meeting a folder knows only the one that counts.
    """
    parts = dict(here.parts)
    if "meeting" not in wanted.own.get(CONFERENCES, ()):
        counts = counting(parts[CONFERENCES])
        parts[CONFERENCES] = [{**counts, "meeting": 1}] if counts is not None else []
    if "meeting" not in wanted.own.get(ATTENDANCE, ()):
        parts[ATTENDANCE] = [values for values in parts[ATTENDANCE] if values["meeting"] is None]
    told = {file: [_told(file, values, wanted) for values in rows] for file, rows in parts.items()}
    return replace(here, parts=told)


def _told(file: str, values: Values, wanted: Registration) -> Values:
    absent = frozenset(CODEBOOK[file].own_names) - wanted.own.get(file, frozenset()) - ALWAYS_TOLD
    return {name: value for name, value in values.items() if name not in absent}


def _refuse(registration: Registration, case: Case, faults: Faults) -> None:
    line = registration.row.line if registration.row else 1
    what = f"{shown(registration.case_id)} is case {case.number}, which is kept here and differs; change it here"
    faults.add(REQUESTS, line, "case_id", what)


def _compare_answers(answers: list[Answer], changes: Changes) -> None:
    references = {answer.respondent for answer in answers}
    same_source = Q(programme__slug__in={answer.project for answer in answers}, reference__in=references)
    # What was exported from here bears our own key where there is no number.
    keys = [reference for reference in references if _is_key(reference)]
    responses = Response.objects.filter(same_source | Q(reference="", pk__in=keys)).select_related(
        "questionnaire", "programme", "region", "subregion"
    )
    by_reference = {}
    given_here = set()
    for response in responses:
        if response.reference:
            by_reference[(response.programme.slug, response.form, response.reference)] = response
        else:
            given_here.add(str(response.pk))
    for answer in answers:
        found = by_reference.get((answer.project, FORM_FILES[answer.file], answer.respondent))
        if answer.respondent in given_here or (found is not None and answer_of(found) == answer):
            changes.unchanged_answers += 1
        elif found is not None:
            changes.changed_answers.append((found, answer))
        else:
            changes.new_answers.append(answer)


def _is_key(reference: str) -> bool:
    try:
        uuid.UUID(reference)
    except ValueError:
        return False
    return True
