"""What a registration set brings that is not here yet. Compared by content: an equal case is left alone."""

import uuid
from collections import Counter
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, Q

from cases.models import Case, CaseMove, FundingProgramme
from surveys.models import Response

from ..queries import IMPORTED
from .codebook import ATTENDANCE, CONFERENCES, FORM_FILES, REQUESTS
from .faults import Faults, shown
from .gathering import answer_of, gather_cases
from .meetings import counting
from .registrations import Answer, Registration, RegistrationSet, told

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


@dataclass
class Outcome:
    """What came of a whole set, in numbers; by project the cases and answers it has."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    new_answers: int = 0
    changed_answers: int = 0
    unchanged_answers: int = 0
    cases: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    touched: set[str] = field(default_factory=set)
    """The projects in which something was written."""

    def add(self, part: RegistrationSet, changes: Changes) -> None:
        """Count a part of the set."""
        self.new += len(changes.new)
        self.changed += len(changes.changed)
        self.unchanged += changes.unchanged
        self.new_answers += len(changes.new_answers)
        self.changed_answers += len(changes.changed_answers)
        self.unchanged_answers += changes.unchanged_answers
        self.cases.update(case.project for case in part.registrations)
        self.answers.update(answer.project for answer in part.answers)
        self.touched.update(wanted.project for wanted in changes.new)
        self.touched.update(answer.project for answer in changes.new_answers)
        self.touched.update(wanted.project for _, _, wanted in changes.changed)
        self.touched.update(answer.project for _, answer in changes.changed_answers)

    @property
    def projects(self) -> list[str]:
        """The projects of the set, in order."""
        return sorted({*self.cases, *self.answers})

    def __bool__(self) -> bool:
        """Whether anything was written."""
        return bool(self.new or self.changed or self.new_answers or self.changed_answers)


@dataclass
class Before:
    """What was here before an import began, so that nobody looks for what cannot be: the projects with cases, and with
    answers. `made` are the keys of the cases that came with its first parts: the numbers that those were given here
    are no numbers of the set."""

    with_cases: frozenset[str]
    with_answers: frozenset[str]
    made: set[int] = field(default_factory=set)

    @classmethod
    def of_today(cls) -> "Before":
        """As it is now."""
        projects = FundingProgramme.objects.order_by()
        return cls(
            frozenset(
                projects.filter(Exists(Case.objects.filter(programme=OuterRef("pk")))).values_list("slug", flat=True)
            ),
            frozenset(
                projects.filter(Exists(Response.objects.filter(programme=OuterRef("pk")))).values_list(
                    "slug", flat=True
                )
            ),
        )


def compare(wanted: RegistrationSet, faults: Faults, before: Before) -> Changes:
    """Sort a faultless part of a set into new, changed and unchanged.

    A case is recognised by project and number at the source, or, in what was exported from here, by our
    own number. A case that people here have worked on is never overwritten: a difference is a fault.
    """
    changes = Changes()
    _compare_cases(wanted.registrations, changes, faults, before)
    _compare_answers(wanted.answers, changes, before)
    return changes


def _compare_cases(registrations: list[Registration], changes: Changes, faults: Faults, before: Before) -> None:
    keys = _same_keys(registrations, before)
    found = gather_cases(Case.objects.filter(pk__in=keys)) if keys else []
    by_source = {(here.project, case.external_id): (case, here) for case, here in found if case.external_id}
    by_number = {case.number: (case, here) for case, here in found}
    worked_on = keys and set(
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


def _same_keys(registrations: list[Registration], before: Before) -> set[int]:
    """The keys of cases here that these may be. Two questions, so that each finds its index."""
    ids = [registration.case_id for registration in registrations]
    asked = [Case.objects.filter(number__in=ids)]
    if projects := {registration.project for registration in registrations} & before.with_cases:
        asked.append(Case.objects.filter(programme__slug__in=projects, external_id__in=ids))
    return {key for cases in asked for key in cases.order_by().values_list("pk", flat=True)} - before.made


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
    own = {file: wanted.own.get(file, frozenset()) for file in parts}
    found = {
        file: [told(file, values, own[file], besides=ALWAYS_TOLD) for values in rows] for file, rows in parts.items()
    }
    return replace(here, parts=found)


def _refuse(registration: Registration, case: Case, faults: Faults) -> None:
    line = registration.row.line if registration.row else 1
    what = f"{shown(registration.case_id)} is case {case.number}, which is kept here and differs; change it here"
    faults.add(REQUESTS, line, "case_id", what)


def _compare_answers(answers: list[Answer], changes: Changes, before: Before) -> None:
    references = {answer.respondent for answer in answers}
    same_source = Q(programme__slug__in={answer.project for answer in answers}, reference__in=references)
    # What was exported from here bears our own key where there is no number.
    keys = [reference for reference in references if _is_key(reference)]
    if not keys and not before.with_answers.intersection(answer.project for answer in answers):
        changes.new_answers.extend(answers)
        return
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
