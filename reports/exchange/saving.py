"""Writing a registration set: all or nothing, in batches, and nothing where nothing differs."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Func

from cases.codes import CaseState, Channel, LeavingReason
from cases.models import Case, CaseMove, ContactTotal, FundingProgramme, MainPerson, Referrer, Subregion
from cases.referral.acts.case_numbers import next_case_numbers
from cases.search import vector_of
from conferences.codes import OVER_STATES, ConferenceState
from conferences.models import Attendance, Conference
from ekc.accounts.models import Region
from ekc.audit.source import changes_come_from
from followup.models import Interview
from plans.models import Plan
from surveys.models import HandedOut, Questionnaire, Response

from ..models import ImportBatch
from ..queries import IMPORTED
from .codebook import (
    ATTENDANCE,
    CONFERENCES,
    FORM_FILES,
    MAIN_PERSONS,
    PLANS,
    REQUESTS,
    SUBREGIONS,
)
from .comparing import Changes, compare
from .faults import Faults
from .meetings import counting
from .model_fields import CHILDREN, KEPT, meeting_fields
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
    counts = counting(wanted.parts[CONFERENCES])
    held = counts is not None and counts["meeting_state"] == ConferenceState.HELD
    fields = {name: value for name, value in request.items() if name not in ("phase", "leaving_reasons")}
    return fields | {
        **keep.where(wanted.project, wanted.place),
        "state": state,
        "outcome": phase,
        "registered_on": closed_on,
        "meetings_held": counts["meetings"] if counts is not None and held else 0,
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
    _create_leavings(pairs)
    for file in (*CHILDREN, *KEPT):
        _create(file, pairs)
    _create_attendance(pairs)


def _found_by(number: str, wanted: Registration) -> Func:
    """What the worklist finds an imported case by: its numbers and places; there are no names."""
    places = [text for person in wanted.parts[MAIN_PERSONS] for text in (person["place"], person["municipality"])]
    return vector_of([number, wanted.case_id, *places])


def _create(file: str, pairs: Iterable[tuple[Case, Registration]]) -> None:
    model, fields = {**CHILDREN, **KEPT}[file]
    rows = [model(case=case, **fields(values)) for case, wanted in pairs for values in wanted.parts[file]]
    model.objects.bulk_create(rows, batch_size=BATCH)


def _create_leavings(pairs: Iterable[tuple[Case, Registration]]) -> None:
    """Why a coordinator did not go on, as a move that leads nowhere: by whom and when is not told."""
    CaseMove.objects.bulk_create(
        CaseMove(
            case=case,
            action=IMPORTED,
            source=case.state,
            target=case.state,
            reason_code=code,
            reason=str(LeavingReason(code).label),
        )
        for case, wanted in pairs
        for code in wanted.parts[REQUESTS][0].get("leaving_reasons", ())
    )


def _create_attendance(pairs: list[tuple[Case, Registration]]) -> None:
    present = [case.pk for case, wanted in pairs if wanted.parts[ATTENDANCE]]
    meetings: dict[tuple[int, int | None], Conference] = {}
    for meeting in Conference.objects.filter(case__in=present, state__in=sorted(OVER_STATES)).order_by("sequence"):
        meetings[(meeting.case_id, meeting.sequence)] = meeting
        counts = meetings.get((meeting.case_id, None))
        if counts is None or not counts.is_held:
            meetings[(meeting.case_id, None)] = meeting
    Attendance.objects.bulk_create(
        (
            Attendance(
                conference=meetings[(case.pk, values["meeting"])],
                **{name: value for name, value in values.items() if name != "meeting"},
            )
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
        # Of the interviews those that the format does not hold stay: asked early, or in a later round.
        rows = model.objects.counted() if model is Interview else model.objects.all()
        rows.filter(case__in=[case.pk for case, _ in differing]).delete()
        _create(file, differing)
    for case, _here, wanted in changed:
        case.search = _found_by(case.number, wanted)
    if changed:
        Case.objects.bulk_update([case for case, _, _ in changed], ["search"], batch_size=BATCH)
    _save_meetings([(case, new) for case, here, new in changed if here.parts[CONFERENCES] != new.parts[CONFERENCES]])
    _save_plans([(case, new) for case, here, new in changed if here.parts[PLANS] != new.parts[PLANS]])
    _save_leavings(changed)
    differing = [(case, new) for case, here, new in changed if _people_differ(here, new)]
    Attendance.objects.filter(conference__case__in=[case.pk for case, _ in differing]).delete()
    _create_attendance(differing)


def _people_differ(here: Registration, wanted: Registration) -> bool:
    """Whether people must be put anew: others, or at a meeting that stands or counts otherwise now."""
    stands = [
        [(values["meeting"], values["meeting_state"]) for values in each.parts[CONFERENCES]] for each in (here, wanted)
    ]
    return here.parts[ATTENDANCE] != wanted.parts[ATTENDANCE] or stands[0] != stands[1]


def _save_leavings(changed: list[tuple[Case, Registration, Registration]]) -> None:
    differing = []
    for case, here, wanted in changed:
        told = wanted.parts[REQUESTS][0].get("leaving_reasons")
        if told is not None and told != here.parts[REQUESTS][0]["leaving_reasons"]:
            differing.append((case, wanted))
    brought = CaseMove.objects.filter(case__in=[case.pk for case, _ in differing], action=IMPORTED)
    brought.exclude(reason_code="").delete()
    _create_leavings(differing)


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


def _save_plans(differing: list[tuple[Case, Registration]]) -> None:
    here = {row.case_id: row for row in Plan.objects.filter(case__in=[case.pk for case, _ in differing])}
    gone = [case.pk for case, wanted in differing if not wanted.parts[PLANS]]
    Plan.objects.filter(case__in=gone).delete()
    _create(PLANS, [(case, wanted) for case, wanted in differing if case.pk not in here])
    _update(
        PLANS, [(here[case.pk], new.parts[PLANS][0]) for case, new in differing if case.pk in here and new.parts[PLANS]]
    )


def _save_meetings(differing: list[tuple[Case, Registration]]) -> None:
    """The meetings of each case as they are told, by number; without numbers the one that counts."""
    here: dict[int, list[Conference]] = defaultdict(list)
    found = Conference.objects.filter(case__in=[case.pk for case, _ in differing], state__in=sorted(OVER_STATES))
    for row in found.order_by("case", "sequence"):
        here[row.case_id].append(row)
    changed, new, gone = [], [], []
    for case, wanted in differing:
        rows, told = here[case.pk], wanted.parts[CONFERENCES]
        if len(rows) > 1 and len(told) == 1 and "meeting" not in wanted.own.get(CONFERENCES, ()):
            counts = next((row for row in rows if row.is_held), rows[-1])
            changed.append((counts, {**told[0], "meeting": counts.sequence}))
            continue
        changed += zip(rows, told, strict=False)
        gone += [row.pk for row in rows[len(told) :]]
        new += [(case, values) for values in told[len(rows) :]]
    Conference.objects.filter(pk__in=gone).delete()
    # At most one meeting of a case is held at any moment.
    _update(CONFERENCES, [pair for pair in changed if pair[1]["meeting_state"] != ConferenceState.HELD])
    _update(CONFERENCES, [pair for pair in changed if pair[1]["meeting_state"] == ConferenceState.HELD])
    Conference.objects.bulk_create(
        (Conference(case=case, **meeting_fields(values)) for case, values in new), batch_size=BATCH
    )


def _update(file: str, pairs: list[tuple[Any, Values]]) -> None:
    model, fields_of = KEPT[file]
    names: set[str] = set()
    for row, values in pairs:
        for name, value in fields_of(values).items():
            setattr(row, name, value)
            names.add(name)
    if pairs:
        model.objects.bulk_update([row for row, _ in pairs], sorted(names), batch_size=BATCH)


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
