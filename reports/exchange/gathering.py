"""From the database to registrations: aggregates and codes, never a name. A constant number of queries."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet, Sum

from cases.codes import COUNTED_STATES, STARTED_STATES, CaseOutcome, EndReason, Gender, Position, ReferrerType
from cases.contact import safe_contact
from cases.models import Case, CaseMove, ContactTotal, MainPerson, Subregion
from conferences.codes import OVER_STATES, ConferenceState, InterpreterKind
from conferences.models import Attendance, Conference
from ekc.accounts.models import Region
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept
from followup.models import Interview
from plans.models import Plan
from surveys.models import HandedOut, Questionnaire, Response

from ..queries import COORDINATOR_LEFT, present_once
from .assembling import WITH_MORE
from .codebook import (
    ATTENDANCE,
    CODEBOOK,
    CONFERENCES,
    CONTACTS,
    FOLLOW_UP,
    FORM_FILES,
    HANDED_OUT,
    MAIN_PERSONS,
    NO_PROGRAMME,
    PLANS,
    REQUESTS,
)
from .meetings import TIMES, counting
from .registrations import FORM_COLUMNS, Answer, Known, Place, Registration, RegistrationSet, Values

NOT_OF_THE_CASE = ("case_id", "project", "region", "phase", "leaving_reasons")
REQUEST_FIELDS = tuple(name for name in CODEBOOK[REQUESTS].by_name if name not in NOT_OF_THE_CASE)
FILE_OF_FORM = {form: file for file, form in FORM_FILES.items()}
Parts = Mapping[int, list[Values]]


def known_here() -> Known:
    """What a registration set may refer to in this database."""
    subregions = {}
    for row in Subregion.objects.select_related("programme").prefetch_related(
        "municipalities__region", "programme__regions"
    ):
        regions = {town.region.code for town in row.municipalities.all()} or {
            region.code for region in row.programme.regions.all()
        }
        if len(regions) == 1:
            subregions[(row.programme.slug, row.code)] = regions.pop()
    versions: dict[str, set[str]] = defaultdict(set)
    for form, version in Questionnaire.objects.values_list("form", "version"):
        versions[form].add(version)
    return Known(
        frozenset(Region.objects.values_list("code", flat=True)),
        subregions,
        {form: frozenset(versions[form]) for form in FORM_FILES.values()},
        frozenset(kept(KeptList.REFERRER).names),
    )


def gather(project: str | None = None) -> RegistrationSet:
    """All started cases, and all answers; of one project when it is named.

    A case whose family objects to research is left out (R17).
    """
    cases = Case.objects.filter(state__in=STARTED_STATES, research_objection=False)
    responses = Response.objects.all()
    if project is not None:
        cases, responses = cases.filter(_of(project)), responses.filter(_of(project))
    registrations = gather_cases(cases)
    name_cases(registrations)
    gathered = sorted((registration for _, registration in registrations), key=lambda r: (r.project, r.case_id))
    return RegistrationSet(gathered, gather_answers(responses))


def _of(project: str) -> Q:
    named = Q(programme__slug=project)
    return named | Q(programme__isnull=True) if project == NO_PROGRAMME else named


def name_cases(found: list[tuple[Case, Registration]]) -> None:
    """Give each registration its `case_id`: the number at the source where that is unique, else our own."""
    counts = Counter(case.external_id for case, _ in found)
    taken = {name for name, count in counts.items() if name and count == 1}
    for case, registration in found:
        if case.external_id in taken:
            registration.case_id = case.external_id
        else:
            registration.case_id = case.number if case.number not in taken else f"{registration.project}:{case.number}"


# --- cases ------------------------------------------------------------------------------------
def gather_cases(cases: "QuerySet[Any]") -> list[tuple[Case, Registration]]:
    """The cases of a queryset as registrations, in a fixed number of queries; `case_id` is the number at the source."""
    found = list(cases.select_related("programme", "region", "subregion").order_by("pk"))
    ids = [case.pk for case in found]
    meetings = _meetings(ids)
    left = _leaving_reasons(ids)
    parts: dict[str, Parts] = {
        MAIN_PERSONS: _main_persons(ids),
        CONTACTS: _codes_and_numbers(ContactTotal, ids, {"category": "group", "persons": "persons"}),
        CONFERENCES: meetings,
        ATTENDANCE: _attendance(ids, meetings),
        PLANS: _plans(ids),
        HANDED_OUT: _codes_and_numbers(HandedOut, ids, {"form": "form", "handed_out": "number"}),
        FOLLOW_UP: _interviews(ids),
    }
    for rows in meetings.values():
        for values in rows:
            del values["pk"]
    return [(case, _registration(case, parts, left.get(case.pk, []))) for case in found]


def _registration(case: Case, parts: Mapping[str, Parts], left: list[str]) -> Registration:
    request = _request(case) | {"leaving_reasons": left}
    more = request["phase"] in WITH_MORE
    always = (MAIN_PERSONS, CONTACTS)
    rows = {file: part.get(case.pk, []) if more or file in always else [] for file, part in parts.items()}
    return Registration(
        case_id=case.external_id,
        project=case.programme.slug if case.programme else NO_PROGRAMME,
        place=Place(case.region.code, case.subregion.code if case.subregion else ""),
        parts={REQUESTS: [request], **rows},
    )


def _request(case: Case) -> Values:
    """The row of the request. A case that is not registered yet is open: no phase, and nothing that a phase brings."""
    phase = case.outcome if case.state in COUNTED_STATES else ""
    values = {name: getattr(case, name) for name in REQUEST_FIELDS} | {"phase": phase}
    if phase != CaseOutcome.ENDED_IN_ACTIVATION:
        values["not_held_reason"] = ""
    if values["not_held_reason"] != EndReason.REFUSAL:
        values["refused_by"] = []
    if case.referrer_type != ReferrerType.YOUTH_CARE_OFFICE:
        values["referrer_department"] = ""
    if not case.earlier_conference:
        values["repeat_reason"] = ""
    return {name: values[name] for name in CODEBOOK[REQUESTS].by_name if name in values}


def _leaving_reasons(ids: list[int]) -> dict[int, list[str]]:
    """Why coordinators did not go on, each reason once per case, in printed order."""
    moves = CaseMove.objects.filter(case__in=ids, action__in=COORDINATOR_LEFT).exclude(reason_code="").order_by()
    found = set(moves.values_list("case_id", "reason_code"))
    reasons: dict[int, list[str]] = defaultdict(list)
    for code in CODEBOOK[REQUESTS].by_name["leaving_reasons"].codes:
        for case_id in {case_id for case_id, reason in found if reason == code}:
            reasons[case_id].append(code)
    return reasons


def _main_persons(ids: list[int]) -> Parts:
    rows: dict[int, list[Values]] = defaultdict(list)
    persons = MainPerson.objects.filter(case__in=ids).order_by("pk")
    for person in persons:
        place = safe_contact(person).place
        rows[person.case_id].append(
            {
                "kind": person.kind,
                "age": person.age_at_referral,
                "unborn": person.unborn,
                "gender": _gender(person),
                "ethnicity": person.ethnicity,
                "residence": person.residence,
                "place": place,
                # With a secret address the municipality would say as much as the place.
                "municipality": "" if person.secret_address else person.municipality,
            }
        )
    return rows


def _gender(person: Any) -> str:
    """The word that fits the kind: the format says boy and girl of minors, man and woman of adults."""
    young = {Gender.MAN: Gender.BOY, Gender.WOMAN: Gender.GIRL}
    pairs = young if person.is_minor else {child: adult for adult, child in young.items()}
    return str(pairs.get(person.gender, person.gender))


def _codes_and_numbers(model: Any, ids: list[int], fields: Mapping[str, str]) -> Parts:
    """Rows of one code and one number per case, in printed order."""
    code, number = fields
    file = CONTACTS if code == "category" else HANDED_OUT
    order = CODEBOOK[file].by_name[code].order_of
    rows: dict[int, list[Values]] = defaultdict(list)
    found = model.objects.filter(case__in=ids).values_list("case_id", *fields.values())
    for case_id, value, count in sorted(found, key=lambda row: order(row[1])):
        rows[case_id].append({code: value, number: count})
    return rows


def _meetings(ids: list[int]) -> dict[int, list[Values]]:
    """The meetings of each case that are over, in their order; with the key of each as `pk`."""
    rows: dict[int, list[Values]] = defaultdict(list)
    for meeting in Conference.objects.filter(case__in=ids, state__in=sorted(OVER_STATES)).order_by("case", "sequence"):
        number = len(rows[meeting.case_id]) + 1
        rows[meeting.case_id].append({**_conference(meeting), "meeting": number, "pk": meeting.pk})
    return rows


def _conference(meeting: Conference) -> Values:
    return {
        "held_on": meeting.held_on,
        "location_type": meeting.location_type,
        **{name: _minute(getattr(meeting, name)) for name in TIMES},
        "external_interpreter": meeting.interpreter == InterpreterKind.EXTERNAL,
        "meetings": meeting.meetings,
        "meeting_state": meeting.state,
        "broken_off_code": meeting.broken_off_code,
        # Half a minute is a minute, as in the figures.
        "private_time_away": int(meeting.private_time_away.total_seconds() / 60 + 0.5),
        "after_all": meeting.after_all,
        "concluded_on": meeting.concluded_on,
    }


def _minute(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None


def _attendance(ids: list[int], meetings: Mapping[int, list[Values]]) -> Parts:
    """Persons per position, whether they were named or counted: each once over the meetings that took place to their
    end, or at the meeting that counts; and those at another meeting that was broken off, under its number."""
    broken_off: dict[int, int | None] = {}
    for rows in meetings.values():
        counts = counting(rows)
        for values in rows:
            if values["meeting_state"] == ConferenceState.BROKEN_OFF:
                broken_off[values["pk"]] = None if values is counts else values["meeting"]
    found: list[tuple[int, int | None, str, int, int | None]] = [
        (case_id, None, position, persons, minors) for case_id, position, persons, minors in present_once(ids)
    ]
    others = Attendance.objects.filter(conference__in=broken_off).order_by()
    totals = others.values_list("conference__case", "conference", "position")
    for case_id, meeting, position, persons, minors in totals.annotate(all=Sum("persons"), of_age=Sum("minors")):
        found.append((case_id, broken_off[meeting], position, persons, minors))
    order = CODEBOOK[ATTENDANCE].by_name["position"].order_of
    people: dict[int, list[Values]] = defaultdict(list)
    for case_id, number, position, persons, minors in sorted(found, key=lambda row: (row[1] or 0, order(row[2]))):
        known = minors if position != Position.UNKNOWN or not minors else None
        people[case_id].append({"position": position, "persons": persons, "minors": known, "meeting": number})
    return people


def _plans(ids: list[int]) -> Parts:
    columns = [name for name in CODEBOOK[PLANS].names if name != "case_id"]
    found = Plan.objects.filter(case__in=ids).values("case_id", *columns)
    return {row.pop("case_id"): [row] for row in found}


def _interviews(ids: list[int]) -> Parts:
    columns = [name for name in CODEBOOK[FOLLOW_UP].names if name != "case_id"]
    rows: dict[int, list[Values]] = defaultdict(list)
    for row in Interview.objects.counted().filter(case__in=ids).order_by("pk").values("case_id", *columns):
        rows[row.pop("case_id")].append(row)
    return rows


# --- answers ----------------------------------------------------------------------------------
def gather_answers(responses: "QuerySet[Any]") -> list[Answer]:
    """Answers in the order of form, project and number. Answers by link have their own random key as number."""
    found = responses.select_related("questionnaire", "programme", "region", "subregion")
    answers = [answer_of(response) for response in found if response.form in FILE_OF_FORM]
    return sorted(answers, key=lambda answer: (answer.file, answer.project, answer.respondent))


def answer_of(response: Response) -> Answer:
    """One response in the shape of the format; only the columns of the format, no open text."""
    file = FILE_OF_FORM[response.form]
    has_version = "version" in CODEBOOK[file].by_name
    return Answer(
        file=file,
        respondent=response.reference or str(response.pk),
        version=response.questionnaire.version if has_version else "",
        project=response.programme.slug if response.programme else NO_PROGRAMME,
        place=Place(response.region.code, response.subregion.code if response.subregion else ""),
        quarter=response.quarter,
        answers={name: response.answers[name] for name in FORM_COLUMNS[file] if response.answers.get(name) is not None},
    )
