"""Every situation in which a next step can be, made by hand: each state, and each way in which its step differs.

All are made on `TODAY`, a Monday, by `make_all`; `anna` coordinates, `carla` manages, `dirk` referred.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cases.codes import CaseOutcome, LeavingReason, PartyKind, Responsibility, Variant
from cases.codes import CaseState as S
from cases.desk.acts.merging import merge_cases
from cases.models import Case, CoordinatorLeave, Party, PartyMember
from cases.variants.acts.sides import record_responsibility
from conferences.codes import ConferenceState as C
from ekc.dates import at_local, local_today
from followup.codes import CallKind
from followup.models import Call
from plans.acts.not_needed import decide_not_needed
from plans.acts.proposals import raise_proposal
from plans.codes import FrameState, GuestTask, PlanState
from tests.cases.casepage.next_steps.making import (
    DAY,
    TODAY,
    Make,
    People,
    asked_of_a_coordinator,
    assigned,
    at_desk,
    case_of,
    preparing,
)
from tests.factories import (
    make_account_invitation,
    make_attendance,
    make_circle_person,
    make_conference,
    make_coordinator,
    make_frame,
    make_frame_guest,
    make_invitation,
    make_main_person,
    make_plan,
    make_sides,
    make_signal,
)
from tests.factories.consents import say_no


def _herstel(*, responsibility: str = Responsibility.TAKES, agreed: bool = True) -> Make:
    """Both sides of a herstelconferentie are known; `responsibility` is what the one who did it said."""

    def make(people: People) -> Case:
        case = preparing(variant=Variant.RESTORATIVE)(people)
        make_sides(case, by=people.anna, agreed=agreed)
        did_it = PartyMember.objects.filter(party__case=case, party__kind=PartyKind.OFFENDER, is_central=True)
        did_it.update(responsibility=responsibility, responsibility_on=local_today() if responsibility else None)
        return case

    return make


def _denies(seat: PartyMember, people: People) -> Case:
    record_responsibility(seat, by=people.anna, takes_responsibility=False, note="Hij was er niet bij.")
    return Case.objects.get(pk=seat.party.case_id)


def _one_denies(people: People) -> Case:
    case = _herstel()(people)
    party = Party.objects.create(case=case, kind=PartyKind.OFFENDER, name="Joost en wie erbij hoort")
    joost = make_main_person(case, name="Joost")
    return _denies(PartyMember.objects.create(party=party, main_person=joost, is_central=True), people)


def _nobody_takes_it(people: People) -> Case:
    case = _herstel(responsibility="", agreed=False)(people)
    return _denies(case.parties.get(kind=PartyKind.OFFENDER).members.get(is_central=True), people)


def _on_leave(*, covered: bool = False) -> Make:
    """The coordinator is on leave on the planned day; `covered`: somebody stands in."""

    def make(people: People) -> Case:
        case = _scheduled(in_days=20, with_coordinator=True)(people)
        first, cover = local_today() + 19 * DAY, make_coordinator() if covered else None
        works = case.contracts.get().coordinator
        CoordinatorLeave.objects.create(coordinator=works, starts_on=first, ends_on=first + 5 * DAY, cover=cover)
        return case

    return make


def _merged(people: People) -> Case:
    keep, double = at_desk(S.SCREENING)(people), at_desk(S.SCREENING)(people)
    merge_cases(keep, double, by=people.carla)
    return Case.objects.get(pk=double.pk)


def _child_unheard(people: People) -> Case:
    case = preparing()(people)
    make_main_person(case, name="Noor", own_wish="", own_wish_reason="")
    return case


def _unsafe(people: People) -> Case:
    case = preparing()(people)
    make_signal(case, by=people.anna)
    return case


def _scheduled(*, in_days: int, invited: bool = True, ready: bool = True, **fields: Any) -> Make:
    def make(people: People) -> Case:
        case = case_of(people, S.SCHEDULED, ready=ready, **fields)
        day = local_today() + in_days * DAY
        meeting = make_conference(
            case, planned_start=at_local(day, dt.time(13)), planned_end=at_local(day, dt.time(18))
        )
        if invited:
            make_invitation(meeting, make_circle_person(case))
        return case

    return make


def _held(
    state: str, *, plan: str = "", held: int = 5, present: bool = True, call: str = "", call_in: int = 0, **fields: Any
) -> Make:
    def make(people: People) -> Case:
        case = case_of(people, state, **fields)
        meeting = make_conference(case, state=C.HELD, held_on=local_today() - held * DAY)
        if present:
            make_attendance(meeting, person=make_circle_person(case))
        if plan:
            make_plan(case, state=plan)
        if case.needs_frame:
            make_frame(case, author=people.dirk, state=FrameState.LOCKED)
        if call:
            _planned_call(case, call, call_in)
        return case

    return make


def _planned_call(case: Case, kind: str, days: int) -> None:
    day = local_today() + days * DAY
    Call.objects.create(case=case, kind=kind, opens_on=day - 7 * DAY, due_on=day)


def _running(people: People) -> Case:
    case = case_of(people, S.IN_CONFERENCE, days=0)
    make_conference(case, state=C.PRIVATE_TIME, held_on=local_today())
    return case


def _adjourned(people: People) -> Case:
    case = case_of(people, S.ADJOURNED)
    make_conference(case, state=C.ADJOURNED)
    return case


def _second_put_off(people: People) -> Case:
    """A case that stood in the preparation when its second meeting had been put off."""
    case = preparing(days_ago=100, called=False)(people)
    make_main_person(case, name="Noor", own_wish="", own_wish_reason="")
    make_conference(case, state=C.ADJOURNED)
    make_conference(case, state=C.POSTPONED, sequence=2)
    Case.objects.filter(pk=case.pk).update(meetings_held=1)
    return Case.objects.get(pk=case.pk)


def _second_planned(people: People) -> Case:
    case = _scheduled(in_days=12, invited=False)(people)
    first = make_conference(case, state=C.ADJOURNED, sequence=2)
    case.conferences.filter(sequence=1).update(sequence=3)
    case.conferences.filter(pk=first.pk).update(sequence=1)
    Case.objects.filter(pk=case.pk).update(meetings_held=1)
    return Case.objects.get(pk=case.pk)


def _wanted_otherwise(people: People) -> Case:
    case = _held(S.PLAN_SENT, plan=PlanState.NOT_NEEDED, call=CallKind.ONE_MONTH, call_in=20)(people)
    raise_proposal(case, doer=None, who="Oma", text="Zondag past mij beter.")
    return case


def _plan_without_meeting(people: People) -> Case:
    case = case_of(people, S.PLAN_WITHOUT_MEETING)
    make_plan(case, state=PlanState.NOT_NEEDED)
    return case


def _frame_is_there(people: People) -> Case:
    case = _scheduled(in_days=20, needs_frame=True)(people)
    make_frame(case, author=people.dirk)
    return case


def _broken_off(*, state: str = S.BROKEN_OFF, present: bool = True, call: str = "") -> Make:
    def make(people: People) -> Case:
        case = case_of(people, state, meetings_held=0)
        meeting = make_conference(case, state=C.BROKEN_OFF, held_on=local_today() - 5 * DAY)
        if present:
            make_attendance(meeting, person=make_circle_person(case))
        if call:
            _planned_call(case, call, 3)
        return case

    return make


def _concluded(people: People) -> Case:
    case = _held(S.HELD_WITH_PLAN, present=False)(people)
    make_conference(case, state=C.POSTPONED, sequence=2)
    return case


def _leaving(state: str) -> Make:
    def make(people: People) -> Case:
        case = (
            _held(state, plan=PlanState.NOT_NEEDED)(people) if state == S.PLAN_SENT else _scheduled(in_days=9)(people)
        )
        case.contracts.update(leaving_since=TODAY - DAY, leaving_reason=LeavingReason.ILLNESS)
        return case

    return make


def _took_over(state: str) -> Make:
    def make(people: People) -> Case:
        case = _held(state, held=120)(people) if state == S.FOLLOWED_UP else _scheduled(in_days=9)(people)
        case.contracts.update(started_on=TODAY - DAY, takes_over=True)
        return case

    return make


def _finishing(people: People) -> Case:
    case = _held(S.ONE_MONTH_CALLED, held=40, present=False)(people)
    case.contracts.update(closing_since=TODAY - DAY)
    return case


def _invited(people: People) -> Case:
    case = preparing(**NO_ACCOUNT)(people)
    make_account_invitation(case, by=people.carla, full_name="Petra Professional")
    return case


def _signature(people: People) -> Case:
    case = preparing(needs_frame=True)(people)
    make_frame(case, author=people.dirk, state=FrameState.DRAFT)
    make_frame_guest(case, by=people.dirk, task=GuestTask.SIGNS)
    return case


def _without_frame(people: People) -> Case:
    case = _scheduled(in_days=5, needs_frame=True)(people)
    decide_not_needed(case, by=people.carla, reason="De ouders staan onder geen maatregel.")
    return case


def _two_test(people: People) -> Case:
    case = _held(S.HELD_WITH_PLAN, plan=PlanState.PRESENTED, needs_frame=True)(people)
    make_frame_guest(case, by=people.carla)
    return case


NO_ACCOUNT: Mapping[str, Any] = {"needs_frame": True, "referred_by": None}


def _consent_withdrawn(people: People) -> Case:
    case = _scheduled(in_days=9)(people)
    say_no(case.main_persons.first(), by=people.carla)
    return case


def _sharing_withdrawn(people: People) -> Case:
    case = at_desk(S.SCREENING, needs_frame=True, referred_by=people.dirk, safety_professional=people.dirk)(people)
    say_no(case.main_persons.first(), by=people.carla, purposes=["aanmelder"])
    return case


SITUATIONS: Mapping[str, Make] = {
    "offered": at_desk(S.OFFERED),
    "referred": at_desk(S.REFERRED),
    "referred late": at_desk(S.REFERRED, received=20),
    "referred with haste": at_desk(S.REFERRED, is_urgent=True),
    "referred and no frame": at_desk(S.REFERRED, needs_frame=True),
    "screening": at_desk(S.SCREENING),
    "screening late": at_desk(S.SCREENING, received=20),
    "screening with haste": at_desk(S.SCREENING, is_urgent=True),
    "a coordinator thinks": asked_of_a_coordinator(2),
    "a coordinator thinks, too late": asked_of_a_coordinator(30),
    "asked": at_desk(S.ASKED),
    "asked long ago": at_desk(S.ASKED, days=20, received=30),
    "asked too late": at_desk(S.ASKED, missed_on=TODAY - 2 * DAY),
    "asked and no frame": at_desk(S.ASKED, needs_frame=True),
    "waiting": at_desk(S.WAITING),
    "waiting long": at_desk(S.WAITING, days=20, received=30),
    "waiting too late": at_desk(S.WAITING, missed_on=TODAY - 2 * DAY),
    "assigned": assigned(),
    "assigned and called": assigned(called=True),
    "assigned and explained": assigned(called=True, information_visit_on=TODAY - DAY),
    "assigned and nobody writes the frame": assigned(**NO_ACCOUNT),
    "preparing, nobody called": preparing(called=False, days_ago=1),
    "preparing, nobody called for long": preparing(called=False),
    "preparing": preparing(),
    "preparing for long": preparing(days_ago=60),
    "preparing too long": preparing(days_ago=80),
    "preparing with haste": preparing(is_urgent=True),
    "a child was not heard": _child_unheard,
    "a signal without a decision": _unsafe,
    "preparing and nobody writes the frame": preparing(**NO_ACCOUNT),
    "preparing and somebody is invited to an account": _invited,
    "preparing and a team leader is to sign": _signature,
    "preparing and nobody goes on with it": preparing(with_coordinator=False),
    "scheduled, nobody invited": _scheduled(in_days=20, invited=False),
    "scheduled": _scheduled(in_days=20),
    "scheduled soon": _scheduled(in_days=5),
    "scheduled soon and not ready": _scheduled(in_days=5, ready=False),
    "today": _scheduled(in_days=0),
    "the day was": _scheduled(in_days=-2),
    "scheduled without a frame": _scheduled(in_days=5, needs_frame=True),
    "scheduled with a frame": _frame_is_there,
    "scheduled, and no frame is needed": _without_frame,
    "scheduled, but no day": lambda people: case_of(people, S.SCHEDULED),
    "in conference": _running,
    "adjourned": _adjourned,
    "second meeting put off": _second_put_off,
    "second meeting planned, nobody invited": _second_planned,
    "herstel": preparing(variant=Variant.RESTORATIVE),
    "herstel, nobody was asked": _herstel(responsibility="", agreed=False),
    "herstel, asked and not agreed": _herstel(agreed=False),
    "herstel, both agreed": _herstel(),
    "herstel, one of two denies": _one_denies,
    "herstel, nobody takes it": _nobody_takes_it,
    "on leave that day": _on_leave(),
    "on leave that day, with cover": _on_leave(covered=True),
    "merged into another": _merged,
    "alle hens": lambda people: case_of(people, S.SCREENING, variant=Variant.COMMUNITY, main_persons=()),
    "alle hens, preparing": preparing(variant=Variant.COMMUNITY, main_persons=()),
    "held, nobody was written down": _held(S.HELD_WITH_PLAN, present=False),
    "held, plan to write": _held(S.HELD_WITH_PLAN),
    "held long ago, plan to write": _held(S.HELD_WITH_PLAN, held=20),
    "held, plan presented": _held(S.HELD_WITH_PLAN, plan=PlanState.PRESENTED, needs_frame=True),
    "held, two test the plan": _two_test,
    "held, plan rejected": _held(S.HELD_WITH_PLAN, plan=PlanState.REJECTED, needs_frame=True),
    "held, plan accepted": _held(S.HELD_WITH_PLAN, plan=PlanState.ACCEPTED),
    "plan without meeting": _plan_without_meeting,
    "held without plan": _held(S.HELD_WITHOUT_PLAN),
    "held without plan, to call": _held(S.HELD_WITHOUT_PLAN, call=CallKind.ONE_MONTH, call_in=2),
    "broken off": _broken_off(call=CallKind.ONE_MONTH),
    "broken off, nobody was written down": _broken_off(present=False),
    "broken off, no call planned": _broken_off(),
    "adjourned after it was broken off": _broken_off(state=S.ADJOURNED),
    "concluded without its second meeting": _concluded,
    "consent withdrawn": _consent_withdrawn,
    "sharing withdrawn": _sharing_withdrawn,
    "a coordinator leaves": _leaving(S.SCHEDULED),
    "a coordinator leaves afterwards": _leaving(S.PLAN_SENT),
    "somebody took over": _took_over(S.SCHEDULED),
    "somebody took over afterwards": _took_over(S.FOLLOWED_UP),
    "called once, work to finish": _finishing,
    "stopped afterwards": _held(S.STOPPED_AFTERWARDS, held=40),
    "reopened": _held(S.REOPENED, held=200),
    "reopened, nobody works on it": _held(S.REOPENED, held=200, with_coordinator=False),
    "sent": _held(S.PLAN_SENT, plan=PlanState.NOT_NEEDED, call=CallKind.ONE_MONTH, call_in=20),
    "sent, the family wants it otherwise": _wanted_otherwise,
    "sent, to call": _held(S.PLAN_SENT, plan=PlanState.NOT_NEEDED, call=CallKind.ONE_MONTH, call_in=5, held=25),
    "sent, called too late": _held(
        S.PLAN_SENT, plan=PlanState.NOT_NEEDED, call=CallKind.ONE_MONTH, call_in=-5, held=40
    ),
    "sent, no call planned": _held(S.PLAN_SENT, plan=PlanState.NOT_NEEDED, held=29),
    "the professional is called soon": _held(S.PLAN_SENT, call=CallKind.EXPERIENCE, call_in=9),
    "the professional is called": _held(S.PLAN_SENT, call=CallKind.EXPERIENCE, call_in=4, held=10),
    "called once": _held(S.ONE_MONTH_CALLED, call=CallKind.THREE_MONTHS, call_in=50, held=40),
    "called once, to ask": _held(S.ONE_MONTH_CALLED, call=CallKind.THREE_MONTHS, call_in=-30, held=120),
    "called once, asked too late": _held(S.ONE_MONTH_CALLED, call=CallKind.THREE_MONTHS, call_in=-90, held=190),
    "called once, no call planned": _held(S.ONE_MONTH_CALLED, held=40),
    "called once, nobody works on it": _held(S.ONE_MONTH_CALLED, held=40, with_coordinator=False),
    "ended in activation": lambda people: case_of(people, S.ENDED_IN_ACTIVATION, days=40),
    "followed up": _held(S.FOLLOWED_UP, held=120),
    "registered": lambda people: case_of(people, S.REGISTERED, outcome=CaseOutcome.CONFERENCE_HELD),
    "closed": lambda people: case_of(people, S.CLOSED),
    "offer declined": lambda people: case_of(people, S.OFFER_DECLINED, with_coordinator=False),
    "not suitable": lambda people: case_of(people, S.NOT_SUITABLE, with_coordinator=False),
    "withdrawn": lambda people: case_of(people, S.WITHDRAWN, with_coordinator=False),
    "declined after information": lambda people: case_of(people, S.DECLINED_AFTER_INFORMATION, with_coordinator=False),
}


def make_all(people: People) -> dict[str, Case]:
    """Each situation by its name."""
    return {name: make(people) for name, make in SITUATIONS.items()}
