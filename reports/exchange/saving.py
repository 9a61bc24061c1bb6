"""Writing a registration set: all or nothing, in batches, and nothing where nothing differs."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Func

from cases.codes import CaseState, Channel
from cases.models import Case, CaseMove, ContactTotal, FundingProgramme, MainPerson, Referrer, Subregion
from cases.referral.acts.case_numbers import next_case_numbers
from cases.search import vector_of
from conferences.codes import OVER_STATES, ConferenceState, InterpreterKind
from conferences.models import Attendance, Conference
from ekc.accounts.models import Region
from ekc.audit.source import changes_come_from
from followup.models import Interview
from plans.codes import PlanState
from plans.models import Plan
from surveys.models import HandedOut, Questionnaire, Response

from ..models import ImportBatch
from .assembling import BROKEN_OFF
from .codebook import (
    ATTENDANCE,
    CONFERENCES,
    CONTACTS,
    FOLLOW_UP,
    FORM_FILES,
    HANDED_OUT,
    MAIN_PERSONS,
    PLANS,
    REQUESTS,
    SUBREGIONS,
)
from .comparing import IMPORTED, Changes, compare
from .faults import Faults
from .registrations import Answer, Place, Registration, RegistrationSet, Values

BATCH = 1000
LOCK = 20090101
"""Key of the advisory lock: two imports at the same time wait for each other."""
# The questionnaire of children has one version; its file has no column for it.
CHILD_VERSION = "2009"


@changes_come_from("import_registrations")
@transaction.atomic
def save_registrations(
    wanted: RegistrationSet,
    faults: Faults,
    *,
    checksum: str,
    programme_name: str = "",
    report: Callable[[str], None] = lambda _line: None,
) -> Changes:
    """Save what is new or differs in a faultless set; the rest is not touched and leaves no history.

    Nothing at all is saved when the database itself gives a reason for a fault (see `comparing`).
    `programme_name` names the one programme of the set. `report` gets lines of progress.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        # "Ignore no trigger", said aloud: a history trigger that finds the setting absent catches an exception,
        # once per row, and that grows slower with every row of the transaction.
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
    changes = compare(wanted, faults)
    if len(faults):
        return changes
    keep = _Keeper(wanted, programme_name)
    if not changes:
        return changes
    _save_new(changes.new, keep, report)
    _save_changed(changes.changed, keep)
    _save_answers(changes, keep)
    report(f"answers: {len(changes.new_answers)} new, {len(changes.changed_answers)} changed")
    for project in sorted(changes.touched_projects):
        ImportBatch.objects.create(
            programme=keep.programmes[project],
            checksum=checksum,
            cases=sum(item.project == project for item in wanted.registrations),
            responses=sum(item.project == project for item in wanted.answers),
        )
    _count_for_the_planner()
    return changes


def _count_for_the_planner() -> None:
    """Tell PostgreSQL how full the tables are now.

    It finds out by itself a minute later; a report made before that, over ten thousand cases that just came in,
    takes thirty times as long.
    """
    models = (Case, MainPerson, ContactTotal, Conference, Attendance, Plan, HandedOut, Interview, Response)
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def readable_name(slug: str) -> str:
    """A name for a programme that came without one: `families-zelf-aan-zet` is "Families zelf aan zet"."""
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or slug


class _Keeper:
    """The programmes, regions and sub-regions that rows point to; made where they are missing."""

    def __init__(self, wanted: RegistrationSet, programme_name: str) -> None:
        self.regions = {region.code: region for region in Region.objects.all()}
        self.programmes = {project: self._programme(project, programme_name) for project in wanted.projects}
        self.subregions = {
            (row.programme.slug, row.code): row
            for row in Subregion.objects.filter(programme__in=self.programmes.values()).select_related("programme")
        }
        for project, place in sorted(wanted.origins):
            self._add_place(project, place)

    @staticmethod
    def _programme(project: str, name: str) -> FundingProgramme:
        programme, created = FundingProgramme.objects.get_or_create(
            slug=project, defaults={"name": name or readable_name(project)}
        )
        if name and not created and programme.name != name:
            programme.name = name
            programme.save(update_fields=["name"])
        return programme

    def _add_place(self, project: str, place: Place) -> None:
        programme = self.programmes[project]
        programme.regions.add(self.regions[place.region])
        if place.subregion and (project, place.subregion) not in self.subregions:
            self.subregions[(project, place.subregion)] = Subregion.objects.create(
                programme=programme,
                code=place.subregion,
                name=SUBREGIONS[place.subregion],
                sort_order=list(SUBREGIONS).index(place.subregion) + 1,
            )

    def where(self, project: str, place: Place) -> Values:
        """The fields that place a case or an answer."""
        return {
            "programme": self.programmes[project],
            "region": self.regions[place.region],
            "subregion": self.subregions[(project, place.subregion)] if place.subregion else None,
        }


# --- the rows of the database -------------------------------------------------------------------
def _case_fields(wanted: Registration, keep: _Keeper) -> Values:
    request = wanted.parts[REQUESTS][0]
    phase, closed_on = request["phase"], request["closed_on"]
    state = CaseState.CLOSED if closed_on else CaseState.REGISTERED if phase else CaseState.ACTIVATION
    conference = wanted.parts[CONFERENCES]
    fields = {name: value for name, value in request.items() if name != "phase"}
    return fields | {
        **keep.where(wanted.project, wanted.place),
        "state": state,
        "outcome": phase,
        "registered_on": closed_on,
        "meetings_held": conference[0]["meetings"] if conference and BROKEN_OFF not in conference[0] else 0,
    }


def _main_person(values: Values) -> Values:
    fields = dict(values)
    return fields | {"age_at_referral": fields.pop("age")}


def _conference(values: Values) -> Values:
    fields = dict(values)
    external = fields.pop("external_interpreter")
    broken_off = fields.pop(BROKEN_OFF, False)
    return fields | {
        "state": ConferenceState.BROKEN_OFF if broken_off else ConferenceState.HELD,
        "broken_off_reason": "Ingelezen: de reden is niet bekend." if broken_off else "",
        "interpreter": InterpreterKind.EXTERNAL if external else InterpreterKind.NONE,
    }


def _plan(values: Values) -> Values:
    """A plan that was not safe is not established; "as far as applicable" asked for no test (R-09)."""
    states = {True: PlanState.ACCEPTED, False: PlanState.REJECTED, None: PlanState.NOT_NEEDED}
    agreed = values["plan_agreed"] is not False
    return {**values, "state": states[values["accepted_as_safe"]] if agreed else PlanState.DRAFTED}


def _contact_total(values: Values) -> Values:
    return {"group": values["category"], "persons": values["persons"]}


def _handed_out(values: Values) -> Values:
    return {"form": values["form"], "number": values["handed_out"]}


# Files whose rows are replaced as a whole where they differ.
CHILDREN: Mapping[str, tuple[Any, Callable[[Values], Values]]] = {
    MAIN_PERSONS: (MainPerson, _main_person),
    CONTACTS: (ContactTotal, _contact_total),
    HANDED_OUT: (HandedOut, _handed_out),
    FOLLOW_UP: (Interview, dict),
}
# Files with at most one row per case, which keeps its key when it changes.
SINGLES: Mapping[str, tuple[Any, Callable[[Values], Values]]] = {
    CONFERENCES: (Conference, _conference),
    PLANS: (Plan, _plan),
}


# --- new cases --------------------------------------------------------------------------------
def _save_new(new: list[Registration], keep: _Keeper, report: Callable[[str], None]) -> None:
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        _save_batch(batch, keep)
        report(f"saved {start + len(batch)} of {len(new)} new cases")


def _save_batch(batch: list[Registration], keep: _Keeper) -> None:
    years = [wanted.parts[REQUESTS][0]["received_on"].year for wanted in batch]
    numbers = next_case_numbers(len(batch), years=years)
    cases = Case.objects.bulk_create(
        Case(
            number=number,
            external_id=wanted.case_id,
            channel=Channel.IMPORT,
            search=_found_by(number, wanted),
            **_case_fields(wanted, keep),
        )
        for number, wanted in zip(numbers, batch, strict=True)
    )
    pairs = list(zip(cases, batch, strict=True))
    Referrer.objects.bulk_create(Referrer(case=case) for case in cases)
    CaseMove.objects.bulk_create(CaseMove(case=case, action=IMPORTED, target=case.state) for case in cases)
    for file in (*CHILDREN, *SINGLES):
        _create(file, pairs)
    _create_attendance(pairs)


def _found_by(number: str, wanted: Registration) -> Func:
    """What the worklist finds an imported case by: its numbers and places; there are no names."""
    places = [text for person in wanted.parts[MAIN_PERSONS] for text in (person["place"], person["municipality"])]
    return vector_of([number, wanted.case_id, *places])


def _create(file: str, pairs: Iterable[tuple[Case, Registration]]) -> None:
    model, fields = {**CHILDREN, **SINGLES}[file]
    rows = [model(case=case, **fields(values)) for case, wanted in pairs for values in wanted.parts[file]]
    model.objects.bulk_create(rows, batch_size=BATCH)


def _create_attendance(pairs: list[tuple[Case, Registration]]) -> None:
    held = [case.pk for case, wanted in pairs if wanted.parts[ATTENDANCE]]
    meetings = {
        conference.case_id: conference
        for conference in Conference.objects.filter(case__in=held, state__in=sorted(OVER_STATES))
    }
    Attendance.objects.bulk_create(
        (
            Attendance(conference=meetings[case.pk], **values)
            for case, wanted in pairs
            for values in wanted.parts[ATTENDANCE]
        ),
        batch_size=BATCH,
    )


# --- corrected cases --------------------------------------------------------------------------
def _save_changed(changed: list[tuple[Case, Registration, Registration]], keep: _Keeper) -> None:
    _update_cases(changed, keep)
    for file, (model, _fields) in CHILDREN.items():
        differing = [(case, wanted) for case, here, wanted in changed if here.parts[file] != wanted.parts[file]]
        model.objects.filter(case__in=[case.pk for case, _ in differing]).delete()
        _create(file, differing)
    for case, _here, wanted in changed:
        case.search = _found_by(case.number, wanted)
    if changed:
        Case.objects.bulk_update([case for case, _, _ in changed], ["search"], batch_size=BATCH)
    for file in SINGLES:
        _save_singles(file, changed)
    differing = [(case, new) for case, here, new in changed if here.parts[ATTENDANCE] != new.parts[ATTENDANCE]]
    Attendance.objects.filter(conference__case__in=[case.pk for case, _ in differing]).delete()
    _create_attendance(differing)


def _update_cases(changed: list[tuple[Case, Registration, Registration]], keep: _Keeper) -> None:
    moves = []
    differing = []
    names: set[str] = set()
    for case, _here, wanted in changed:
        source, fields = case.state, _case_fields(wanted, keep)
        if all(getattr(case, name) == value for name, value in fields.items()):
            continue
        if source != fields["state"]:
            moves.append(CaseMove(case=case, action=IMPORTED, source=source, target=fields["state"]))
        for name, value in fields.items():
            setattr(case, name, value)
        names.update(fields)
        differing.append(case)
    if differing:
        Case.objects.bulk_update(differing, sorted(names), batch_size=BATCH)
    CaseMove.objects.bulk_create(moves)


def _save_singles(file: str, changed: list[tuple[Case, Registration, Registration]]) -> None:
    model, fields_of = SINGLES[file]
    differing = [(case, here, new) for case, here, new in changed if here.parts[file] != new.parts[file]]
    model.objects.filter(case__in=[case.pk for case, _, new in differing if not new.parts[file]]).delete()
    _create(file, [(case, new) for case, here, new in differing if not here.parts[file]])
    wanted = {
        case.pk: fields_of(new.parts[file][0]) for case, here, new in differing if here.parts[file] and new.parts[file]
    }
    rows = list(model.objects.filter(case__in=wanted))
    for row in rows:
        for name, value in wanted[row.case_id].items():
            setattr(row, name, value)
    if rows:
        model.objects.bulk_update(rows, sorted(next(iter(wanted.values()))), batch_size=BATCH)


# --- answers ----------------------------------------------------------------------------------
def _save_answers(changes: Changes, keep: _Keeper) -> None:
    questionnaires = {(row.form, row.version): row for row in Questionnaire.objects.all()}

    def fields(answer: Answer) -> Values:
        form = FORM_FILES[answer.file]
        return {
            **keep.where(answer.project, answer.place),
            "questionnaire": questionnaires[(form, answer.version or CHILD_VERSION)],
            "quarter": answer.quarter,
            "answers": answer.answers,
        }

    Response.objects.bulk_create(
        (
            # The key is drawn, so that it says nothing about the order of the forms (design 4.9).
            Response(id=uuid.uuid4(), form=FORM_FILES[answer.file], reference=answer.respondent, **fields(answer))
            for answer in changes.new_answers
        ),
        batch_size=BATCH,
    )
    for response, answer in changes.changed_answers:
        for name, value in fields(answer).items():
            setattr(response, name, value)
    if changes.changed_answers:
        Response.objects.bulk_update(
            [response for response, _ in changes.changed_answers],
            ["programme", "region", "subregion", "questionnaire", "quarter", "answers"],
            batch_size=BATCH,
        )
