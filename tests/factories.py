"""The smallest valid object of each kind, for every test. Situations have the names of the field.

Nothing here goes round the database: what a factory makes, a constraint has accepted.
"""

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from cases.codes import (
    LIVE_OFFER_STATES,
    NEVER_STARTED_STATES,
    STARTED_STATES,
    CaseOutcome,
    CaseState,
    ContactGroup,
    ContactMethod,
    EndReason,
    MainPersonKind,
    OfferState,
    Position,
    QuestionAuthor,
    ReferrerType,
    SafetyTrigger,
    WaitingReason,
)
from cases.models import (
    Case,
    CaseMove,
    ChecklistItem,
    CirclePerson,
    ConferenceQuestion,
    Contact,
    ContactBan,
    Coordinator,
    CoordinatorContract,
    CoordinatorOffer,
    Funder,
    FundingProgramme,
    MainPerson,
    Preference,
    Referrer,
    SafetySignal,
)
from cases.workflow import MOVES
from conferences.codes import ConferenceState, LocationType
from conferences.inviting.reads.links import give_link
from conferences.models import Attendance, Conference, Invitation
from ekc.accounts.codes import ROLES_WITH_ORGANISATION, ROLES_WITH_REGIONS, Role
from ekc.accounts.models import Organisation, Region, User
from ekc.dates import at_local, local_today
from plans.codes import FrameMeasure, FrameState, PlanState
from plans.models import Agreement, BottomLine, Plan, PlanVersion, SafetyFrame

PASSWORD = "een lang wachtwoord"
OWN_REGION, OTHER_REGION = "utrecht", "limburg"
_numbers = itertools.count(1)

HELD_STATES = frozenset(
    {CaseState.HELD_WITH_PLAN, CaseState.HELD_WITHOUT_PLAN, CaseState.PLAN_SENT, CaseState.ONE_MONTH_CALLED}
    | {CaseState.FOLLOWED_UP, CaseState.REGISTERED, CaseState.CLOSED}
)
WITH_COORDINATOR_STATES = frozenset(STARTED_STATES - {CaseState.CLOSED}) | {CaseState.ASSIGNED}
"""In these somebody works on the case; once it is closed the contract has ended (R-03)."""


# --- people with an account ---------------------------------------------------------------------------


def make_region(code: str = OWN_REGION) -> Region:
    """One of the fourteen regions that the migrations put in."""
    return Region.objects.get(code=code)


def make_organisation(**fields: Any) -> Organisation:
    return Organisation.objects.create(**{"name": f"Organisatie {next(_numbers)}", **fields})


def make_user(role: str, *, region: Region | None = None, regions: Iterable[Region] = (), **fields: Any) -> User:
    """A person in a role; in the own region where the role works in regions. A coordinator gets a profile."""
    number = next(_numbers)
    if role in ROLES_WITH_ORGANISATION and "organisation" not in fields:
        fields["organisation"] = make_organisation(is_care_or_deciding=role == Role.PROFESSIONAL)
    user: User = User.objects.create_user(
        password=PASSWORD,
        role=role,
        **{"email": f"gebruiker{number}@voorbeeld.example", "full_name": f"Gebruiker {number}", **fields},
    )
    chosen = [region] if region else list(regions)
    if not chosen and role in ROLES_WITH_REGIONS:
        chosen = [make_region()]
    user.regions.set(chosen)
    if role == Role.COORDINATOR:
        make_coordinator(user)
    return user


def make_coordinator(user: User | None = None, **fields: Any) -> Coordinator:
    """A coordinator who declared to have no employer in care (R-01), with a valid VOG."""
    if user is None:
        return make_user(Role.COORDINATOR).coordinator
    today = local_today()
    found, _created = Coordinator.objects.update_or_create(
        user=user,
        defaults={
            "employers_declared_on": today,
            "vog_date": today,
            "languages": ["nl"],
            "trainings": ["ekc"],
            **fields,
        },
    )
    # The person knows this profile, and no longer the empty one that came with the account.
    found.user = user
    return found


def make_offer(case: Case, coordinator: Coordinator, *, by: User | None = None, **fields: Any) -> CoordinatorOffer:
    """An offer that waits for this coordinator's answer, unless its state says otherwise."""
    now = timezone.now()
    manager = by or make_user(Role.REGIONAL_MANAGER, region=case.region)
    values = {"state": OfferState.OPEN, "position": 1, "term_hours": 48, "offered_by": manager, "coach": manager}
    values |= fields
    if values["state"] != OfferState.QUEUED:
        values = {"opened_at": now, "answer_by": now + dt.timedelta(hours=values["term_hours"]), **values}
    if values["state"] not in LIVE_OFFER_STATES:
        values.setdefault("ended_at", now)
    return CoordinatorOffer.objects.create(case=case, coordinator=coordinator, **values)


def make_programme(**fields: Any) -> FundingProgramme:
    number = next(_numbers)
    fields.setdefault("funder", None)
    return FundingProgramme.objects.create(
        **{"slug": f"programma-{number}", "name": f"Programma {number}", "target": 20, **fields}
    )


def make_funder(*users: User, **fields: Any) -> Funder:
    funder = Funder.objects.create(**{"name": f"Financier {next(_numbers)}", **fields})
    funder.users.set(users)
    return funder


# --- a case ------------------------------------------------------------------------------------------------


def make_case(
    *,
    state: str = CaseState.REFERRED,
    region: Region | None = None,
    with_coordinator: User | bool | None = None,
    referred_by: User | None = None,
    needs_frame: bool = False,
    main_persons: Iterable[str] = ("Sem",),
    ready: bool = True,
    **fields: Any,
) -> Case:
    """A case in a state, with all that the state asks for: referrer, main persons, contract, dates, move.

    `with_coordinator`: the user, True for a new one, False for none; left out, a state in which somebody
    works on the case gets a new one. `needs_frame`: there is a supervision order. `ready`: whatever is missing for
    the day, somebody said why to go on without it.
    """
    number = next(_numbers)
    today = local_today()
    values: dict[str, Any] = {
        "number": f"EK-{today.year}-{number:04d}",
        "state": state,
        "region": region or make_region(),
        "received_on": today - dt.timedelta(days=60),
        "referrer_type": ReferrerType.YOUTH_CARE_OFFICE,
        "safety_triggers": [SafetyTrigger.SUPERVISION_ORDER] if needs_frame else [],
        **_dates_and_outcome(state, today),
        **fields,
    }
    case = Case.objects.create(**values)
    Referrer.objects.create(
        case=case,
        user=referred_by,
        name=referred_by.full_name if referred_by else "Aanmelder",
        organisation=referred_by.organisation if referred_by else None,
        consent_by="Moeder",
        consent_on=case.received_on,
        consent_how="mondeling",
    )
    for name in main_persons:
        make_main_person(case, name=name)
    _give_coordinator(case, with_coordinator)
    if ready and state in (CaseState.ACTIVATION, CaseState.SCHEDULED, CaseState.ADJOURNED):
        ready_for_the_day(case)
    arrived_by = next((move for move in MOVES if move.target == state), None)
    if arrived_by is not None:
        CaseMove.objects.create(case=case, action=arrived_by.action, source=arrived_by.source, target=state)
    return case


def ready_for_the_day(case: Case) -> None:
    """Nothing stops the day from beginning: every point that can be missing has a reason to go on without it."""
    codes = ("vraag", "benaderd", "kinderen", "informatie", "veiligheid", "plek", "eten", "tolk", "kader")
    ChecklistItem.objects.bulk_create(
        ChecklistItem(case=case, code=code, skipped_reason="Dat komt op de dag.") for code in codes
    )


def _dates_and_outcome(state: str, today: dt.date) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if state == CaseState.WAITING:
        values["waiting_reason"] = WaitingReason.NO_COORDINATOR
    if state in STARTED_STATES:
        values["information_visit_on"] = today - dt.timedelta(days=50)
        values["preparation_started_on"] = today - dt.timedelta(days=45)
    if state in NEVER_STARTED_STATES:
        values["outcome"] = CaseOutcome.NOT_STARTED
    if state == CaseState.ENDED_IN_ACTIVATION:
        values["outcome"] = CaseOutcome.ENDED_IN_ACTIVATION
        values["not_held_reason"] = EndReason.NO_LONGER_NEEDED
    if state == CaseState.PLAN_WITHOUT_MEETING:
        values["outcome"] = CaseOutcome.PLAN_WITHOUT_MEETING
    if state in HELD_STATES:
        values["outcome"] = CaseOutcome.CONFERENCE_HELD
        values["meetings_held"] = 1
    if state == CaseState.ADJOURNED:
        values["meetings_held"] = 1
    if state in (CaseState.REGISTERED, CaseState.CLOSED):
        values["registered_on"] = today
    if state == CaseState.CLOSED:
        values["closed_on"] = today
    return values


def _give_coordinator(case: Case, with_coordinator: User | bool | None) -> None:
    if with_coordinator is False:
        return
    if isinstance(with_coordinator, User):
        user = with_coordinator
    elif with_coordinator or case.state in WITH_COORDINATOR_STATES:
        user = make_user(Role.COORDINATOR, region=case.region)
    else:
        return
    ended = case.closed_on if case.state == CaseState.CLOSED else None
    make_contract(case, user, ended_on=ended)


def make_contract(case: Case, user: User, **fields: Any) -> CoordinatorContract:
    """A contract of this coordinator for this case, active unless `ended_on` is given."""
    values = {"started_on": case.received_on + dt.timedelta(days=5), **fields}
    return CoordinatorContract.objects.create(case=case, coordinator=make_coordinator(user), **values)


def make_main_person(case: Case, **fields: Any) -> MainPerson:
    values = {
        "name": "Sem",
        "kind": MainPersonKind.MINOR,
        "age_at_referral": 12,
        "own_wish": "Bij oma wonen",
        "support_person": "Oma",
        **fields,
    }
    if values["kind"] == MainPersonKind.ADULT and "age_at_referral" not in fields:
        values["age_at_referral"] = 34
    return MainPerson.objects.create(case=case, **values)


def make_likely(case: Case, **fields: Any) -> Case:
    """An older case of the same region, with a main person of the same name and birth date as in `case`."""
    person = case.main_persons.first()
    if person.birth_date is None:
        type(person).objects.filter(pk=person.pk).update(birth_date=dt.date(2014, 3, 2))
        person.refresh_from_db()
    values = {"region": case.region, "received_on": case.received_on - dt.timedelta(days=400), "main_persons": ()}
    other = make_case(state=CaseState.CLOSED, **{**values, **fields})
    make_main_person(other, name=person.name, birth_date=person.birth_date, kind=person.kind, age_at_referral=None)
    return other


def make_circle_person(case: Case, *, set_aside: bool = False, **fields: Any) -> CirclePerson:
    """Somebody around the main person; `set_aside` for who does not take part, with by whom and why."""
    values: dict[str, Any] = {"name": f"Tante {next(_numbers)}", "position": Position.AUNT_OR_UNCLE, **fields}
    if set_aside:
        values = {
            "excluded_by": "familie",
            "excluded_reason": "De familie wil dit zo.",
            "excluded_on": local_today(),
            **values,
        }
    return CirclePerson.objects.create(case=case, **values)


def make_contact(case: Case, *, by: User, **fields: Any) -> Contact:
    values = {"group": ContactGroup.OTHER_FAMILY, "method": ContactMethod.CALL, "at": timezone.now(), **fields}
    return Contact.objects.create(case=case, by=by, **values)


def make_question(case: Case, **fields: Any) -> ConferenceQuestion:
    values = {"text": "Waar kan Sem wonen?", "worded_by": QuestionAuthor.FAMILY, "topics": ["wonen"], **fields}
    return ConferenceQuestion.objects.create(case=case, **values)


def make_signal(case: Case, *, by: User, decided_with: User | None = None, **fields: Any) -> SafetySignal:
    """A safety signal; with `decided_with` (a regional manager) it was decided."""
    values: dict[str, Any] = {"signalled_by": "Moeder", "about": "Vader dreigt langs te komen.", **fields}
    if decided_with is not None:
        values = {"measures": ["neutrale_plek"], "decision": "Een andere plek.", "decided_at": timezone.now(), **values}
    return SafetySignal.objects.create(case=case, reported_by=by, decided_with=decided_with, **values)


def make_ban(person: CirclePerson, other: CirclePerson | MainPerson, *, by: User, **fields: Any) -> ContactBan:
    """A contact ban between two of a case, without a decision."""
    key = "other_main" if isinstance(other, MainPerson) else "other"
    values = {"source": "rechter", "recorded_by": by, key: other, **fields}
    return ContactBan.objects.create(case=person.case, person=person, **values)


def make_preference(case: Case, **fields: Any) -> Preference:
    return Preference.objects.create(case=case, **{"kind": "taal", "wish": "spreekt Turks", **fields})


# --- conference, frame, plan ----------------------------------------------------------------------------------


def make_conference(case: Case, *, state: str = ConferenceState.PLANNED, **fields: Any) -> Conference:
    """A meeting in a state: planned for next week, or with the times that its state asks for."""
    today = local_today()
    held_on = fields.pop("held_on", today - dt.timedelta(days=10))
    values: dict[str, Any] = {
        "state": state,
        "planned_start": at_local(today + dt.timedelta(days=7), dt.time(13)),
        "planned_end": at_local(today + dt.timedelta(days=7), dt.time(18)),
        "location_type": LocationType.COMMUNITY_CENTRE,
        "venue_name": "Buurthuis",
        **_times(state, held_on),
        **fields,
    }
    return Conference.objects.create(case=case, **values)


def _times(state: str, held_on: dt.date) -> dict[str, Any]:
    """The moments that a meeting has reached in this state."""
    if state == ConferenceState.POSTPONED:
        return {"planned_start": None, "planned_end": None}
    if state == ConferenceState.PLANNED:
        return {}
    reached = {"held_on": held_on, "started_at": at_local(held_on, dt.time(13))}
    if state == ConferenceState.INFORMATION:
        return reached
    reached["private_time_from"] = at_local(held_on, dt.time(14))
    if state == ConferenceState.PRIVATE_TIME:
        return reached
    reached["private_time_until"] = at_local(held_on, dt.time(16, 30))
    if state != ConferenceState.PRESENTATION:
        reached["ended_at"] = at_local(held_on, dt.time(17, 30))
    return {**reached, "planned_start": reached["started_at"], "planned_end": at_local(held_on, dt.time(18))}


def make_invitation(conference: Conference, person: CirclePerson | MainPerson, **fields: Any) -> Invitation:
    """Somebody who was asked to come, with a link of their own."""
    key = "main_person" if isinstance(person, MainPerson) else "person"
    invitation = give_link(Invitation(conference=conference, **{key: person}, **fields))
    invitation.save()
    return invitation


def make_attendance(conference: Conference, **fields: Any) -> Attendance:
    return Attendance.objects.create(conference=conference, **{"position": Position.AUNT_OR_UNCLE, **fields})


def make_frame(
    case: Case, *, author: User | None = None, state: str = FrameState.SUBMITTED, bottom_lines: int = 1, **fields: Any
) -> SafetyFrame:
    """A veiligheidskader, submitted unless said otherwise, with bottom lines."""
    now = timezone.now()
    values: dict[str, Any] = {
        "state": state,
        "author": author or make_user(Role.PROFESSIONAL),
        "measure": FrameMeasure.SUPERVISION_ORDER,
        "concerns": "Sem was drie keer 's nachts alleen thuis.",
        "submitted_at": None if state == FrameState.DRAFT else now,
        "locked_at": now if state == FrameState.LOCKED else None,
        **fields,
    }
    frame = SafetyFrame.objects.create(case=case, **values)
    for number in range(1, bottom_lines + 1):
        BottomLine.objects.create(frame=frame, text=f"Sem is 's nachts nooit alleen ({number}).", sort_order=number)
    return frame


def make_plan(
    case: Case, *, state: str = PlanState.DRAFTED, agreements: int = 1, number: int = 1, **fields: Any
) -> Plan:
    """A plan with one version and its agreements; frozen when its state says it is established."""
    sent_on = fields.pop("sent_on", None)
    established = timezone.now() if state in (PlanState.ACCEPTED, PlanState.NOT_NEEDED) else None
    plan = Plan.objects.create(case=case, state=state, sent_on=sent_on)
    version = PlanVersion.objects.create(plan=plan, number=number, established_at=established, **fields)
    for index in range(1, agreements + 1):
        make_agreement(version, sort_order=index)
    return plan


def make_agreement(version: PlanVersion, **fields: Any) -> Agreement:
    values = {"who": "Oma", "what": f"Haalt Sem op van school ({next(_numbers)})", **fields}
    return Agreement.objects.create(version=version, **values)
