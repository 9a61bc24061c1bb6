"""A case, and the people and rows of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from cases.codes import (
    NEVER_STARTED_STATES,
    STARTED_STATES,
    CaseOutcome,
    CaseState,
    ContactGroup,
    ContactMethod,
    EndReason,
    MainPersonKind,
    PartyKind,
    Position,
    QuestionAuthor,
    ReferrerType,
    Responsibility,
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
    CoordinatorContract,
    MainPerson,
    Party,
    PartyMember,
    Preference,
    Referrer,
    SafetySignal,
)
from cases.privacy.acts.consents import write_consent_of_family
from cases.workflow import MOVES
from ekc.accounts.codes import Role
from ekc.accounts.models import Organisation, Region, User
from ekc.dates import local_today

from .people import make_coordinator, make_organisation, make_region, make_user, numbers

HELD_STATES = frozenset(
    {CaseState.HELD_WITH_PLAN, CaseState.HELD_WITHOUT_PLAN, CaseState.PLAN_SENT, CaseState.ONE_MONTH_CALLED}
    | {CaseState.FOLLOWED_UP, CaseState.STOPPED_AFTERWARDS, CaseState.REOPENED}
    | {CaseState.REGISTERED, CaseState.CLOSED}
)


WITH_COORDINATOR_STATES = frozenset(STARTED_STATES - {CaseState.CLOSED}) | {CaseState.ASSIGNED}
"""In these somebody works on the case; once it is closed the contract has ended (R-03)."""


def make_case(
    *,
    state: str = CaseState.REFERRED,
    region: Region | None = None,
    with_coordinator: User | bool | None = None,
    referred_by: User | None = None,
    needs_frame: bool = False,
    main_persons: Iterable[str] = ("Sem",),
    ready: bool = True,
    with_consent: bool = True,
    **fields: Any,
) -> Case:
    """A case in a state, with all that the state asks for: referrer, main persons, contract, dates, move.

    `with_coordinator`: the user, True for a new one, False for none; left out, a state in which somebody
    works on the case gets a new one. `needs_frame`: there is a supervision order. `ready`: whatever is missing for
    the day, somebody said why to go on without it. `with_consent`: who applied wrote that the family may be called.
    """
    number = next(numbers)
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
        organisation=_organisation_of(case, referred_by),
    )
    for name in main_persons:
        make_main_person(case, name=name)
    if with_consent:
        write_consent_of_family(case, by=None, said_by="Moeder", said_on=case.received_on, how="mondeling")
    _give_coordinator(case, with_coordinator)
    if ready and state in (CaseState.ACTIVATION, CaseState.SCHEDULED, CaseState.ADJOURNED):
        ready_for_the_day(case)
    arrived_by = next((move for move in MOVES if move.target == state), None)
    if arrived_by is not None:
        CaseMove.objects.create(case=case, action=arrived_by.action, source=arrived_by.source, target=state)
    return case


def _organisation_of(case: Case, referred_by: User | None) -> Organisation | None:
    """A professional comes from an organisation that the house knows."""
    if referred_by is not None:
        return referred_by.organisation
    return make_organisation() if case.is_referred_by_professional else None


def ready_for_the_day(case: Case) -> None:
    """Nothing stops the day from beginning: every point that can be missing has a reason to go on without it."""
    codes = ("vraag", "benaderd", "kinderen", "informatie", "veiligheid", "plek", "eten", "tolk", "kader")
    ChecklistItem.objects.bulk_create(
        ChecklistItem(case=case, code=code, skipped_reason="Dat komt op de dag.") for code in codes
    )


OUTCOMES: dict[str, CaseOutcome] = {
    **dict.fromkeys(NEVER_STARTED_STATES, CaseOutcome.NOT_STARTED),
    **dict.fromkeys(HELD_STATES, CaseOutcome.CONFERENCE_HELD),
    CaseState.ENDED_IN_ACTIVATION: CaseOutcome.ENDED_IN_ACTIVATION,
    CaseState.PLAN_WITHOUT_MEETING: CaseOutcome.PLAN_WITHOUT_MEETING,
    CaseState.BROKEN_OFF: CaseOutcome.BROKEN_OFF,
}


def _dates_and_outcome(state: str, today: dt.date) -> dict[str, Any]:
    values: dict[str, Any] = {"outcome": OUTCOMES.get(state, "")}
    if state == CaseState.WAITING:
        values["waiting_reason"] = WaitingReason.NO_COORDINATOR
    if state in STARTED_STATES:
        values["information_visit_on"] = today - dt.timedelta(days=50)
        values["preparation_started_on"] = today - dt.timedelta(days=45)
    if state == CaseState.ENDED_IN_ACTIVATION:
        values["not_held_reason"] = EndReason.NO_LONGER_NEEDED
    if state in HELD_STATES:
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
    values: dict[str, Any] = {"name": f"Tante {next(numbers)}", "position": Position.AUNT_OR_UNCLE, **fields}
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


def make_sides(case: Case, *, by: User, agreed: bool = True) -> tuple[Party, Party]:
    """Both sides of a herstelconferentie: the first main person did it, somebody new was harmed.

    Everybody else who takes part stands with the first. `agreed`: responsibility is taken, both sides said yes, and
    with the regional manager it was decided that both may come.
    """
    offending = Party.objects.create(case=case, kind=PartyKind.OFFENDER, name="Wie het deed")
    harmed = Party.objects.create(case=case, kind=PartyKind.HARMED, name="Wie het overkwam")
    first = case.main_persons.filter(memberships=None).first()
    answer = {"responsibility": Responsibility.TAKES, "responsibility_on": local_today()} if agreed else {}
    PartyMember.objects.create(party=offending, main_person=first, is_central=True, **answer)
    rest = case.main_persons.filter(memberships=None)
    for person in rest:
        PartyMember.objects.create(party=harmed, main_person=person, is_central=True)
    for close in case.circle.filter(memberships=None, excluded_by="", merged_into=None):
        PartyMember.objects.create(party=offending, person=close)
    if not rest:
        PartyMember.objects.create(party=harmed, person=make_circle_person(case, name="Tobias"), is_central=True)
    if agreed:
        Party.objects.filter(case=case).update(agreed_on=local_today(), agreed_by=by)
    return offending, harmed


def make_ban(person: CirclePerson, other: CirclePerson | MainPerson, *, by: User, **fields: Any) -> ContactBan:
    """A contact ban between two of a case, without a decision."""
    key = "other_main" if isinstance(other, MainPerson) else "other"
    values = {"source": "rechter", "recorded_by": by, key: other, **fields}
    return ContactBan.objects.create(case=person.case, person=person, **values)


def make_preference(case: Case, **fields: Any) -> Preference:
    """A wish; in words that only a person judges, unless there are `codes`."""
    if fields.get("codes"):
        fields.setdefault("wish", "")
    return Preference.objects.create(case=case, **{"kind": "taal", "wish": "spreekt Turks", **fields})
