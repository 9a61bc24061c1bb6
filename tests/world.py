"""Two families in two regions and one person per role: the world in which access is tested.

Every personal field of both families is a canary: a text that occurs nowhere else. Whoever must not
see a file must not see one of its canaries either, on any page.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cases.codes import CaseState, ContactGroup, ExclusionBy, MainPersonKind, PreferenceKind
from cases.models import (
    Briefing,
    Case,
    CirclePerson,
    ConferenceQuestion,
    Contact,
    ContactBan,
    CurrentHelp,
    InformationWish,
    MainPerson,
    SafetySignal,
    WorkEntry,
)
from conferences.codes import ConferenceState
from conferences.models import Conference
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from plans.codes import FrameState, PlanState
from plans.models import Plan, SafetyFrame

from .factories import (
    HELD_STATES,
    OTHER_REGION,
    OWN_REGION,
    make_attendance,
    make_ban,
    make_case,
    make_circle_person,
    make_conference,
    make_contact,
    make_frame,
    make_funder,
    make_main_person,
    make_plan,
    make_preference,
    make_programme,
    make_question,
    make_region,
    make_signal,
    make_user,
)
from .put_back import PutBack


@dataclass
class Family:
    """One family with everything a file can hold in its state."""

    case: Case
    main_person: MainPerson
    adult: MainPerson
    circle_person: CirclePerson
    set_aside: CirclePerson
    contact: Contact
    question: ConferenceQuestion
    signal: SafetySignal
    ban: ContactBan
    wish: InformationWish
    help_now: CurrentHelp
    work: WorkEntry
    frame: SafetyFrame | None = None
    conference: Conference | None = None
    plan: Plan | None = None
    # Texts by what they give away; each occurs nowhere else in the world.
    canaries: dict[str, str] = field(default_factory=dict)

    @property
    def circle_canaries(self) -> list[str]:
        """What belongs to circle and preparation: never for a professional (R-05)."""
        return [text for name, text in self.canaries.items() if name.startswith("circle_")]

    @property
    def secret_canaries(self) -> list[str]:
        """Secret addresses: never on any output, for anybody (design 4.5)."""
        return [text for name, text in self.canaries.items() if name.startswith("secret_")]


@dataclass
class World:
    """`anna` works on the own case, `bram` on the other one; the others as their role says."""

    anna: User
    bram: User
    carla: User
    carel: User
    dirk: User
    eva: User
    frans: User
    lena: User
    own: Family
    other: Family

    @property
    def people(self) -> dict[str, User]:
        names = ("anna", "bram", "carla", "carel", "dirk", "eva", "frans", "lena")
        return {name: getattr(self, name) for name in names}

    @property
    def strangers(self) -> dict[str, User]:
        """Everybody who has nothing to do with the own case."""
        return {name: user for name, user in self.people.items() if name not in ("anna", "carla", "dirk")}


_BUILT: dict[tuple[str, bool], PutBack[World]] = {}


def make_world(*, state: str = CaseState.ACTIVATION, needs_frame: bool = True) -> World:
    """The world with both cases in `state`: built, or from the third time in a worker put back as it was built."""
    key = state, needs_frame
    if key not in _BUILT:
        _BUILT[key] = PutBack(lambda: _build(*key), kept_at=2)
    return _BUILT[key]()


def _build(state: str, needs_frame: bool) -> World:
    own_region, other_region = make_region(OWN_REGION), make_region(OTHER_REGION)
    anna = make_user(Role.COORDINATOR, region=own_region, full_name="Anna Coördinator", email="anna@voorbeeld.example")
    bram = make_user(
        Role.COORDINATOR, region=other_region, full_name="Bram Coördinator", email="bram@voorbeeld.example"
    )
    carla = make_user(
        Role.REGIONAL_MANAGER, region=own_region, full_name="Carla Manager", email="carla@voorbeeld.example"
    )
    carel = make_user(
        Role.REGIONAL_MANAGER, region=other_region, full_name="Carel Manager", email="carel@voorbeeld.example"
    )
    dirk = make_user(Role.PROFESSIONAL, full_name="Dirk Jeugdbeschermer", email="dirk@voorbeeld.example")
    elders = make_user(Role.PROFESSIONAL, full_name="Ella Elders", email="ella@voorbeeld.example")
    eva = make_user(Role.RESEARCHER, full_name="Eva Onderzoeker", email="eva@voorbeeld.example")
    frans = make_user(Role.FUNDER, full_name="Frans Financier", email="frans@voorbeeld.example")
    lena = make_user(Role.NATIONAL, full_name="Lena Beheer", email="lena@voorbeeld.example")
    programme = make_programme(funder=make_funder(frans))
    family = {"state": state, "needs_frame": needs_frame, "programme": programme}
    return World(
        anna=anna,
        bram=bram,
        carla=carla,
        carel=carel,
        dirk=dirk,
        eva=eva,
        frans=frans,
        lena=lena,
        own=make_family("Eigen", region=own_region, coordinator=anna, referred_by=dirk, manager=carla, **family),
        other=make_family("Ander", region=other_region, coordinator=bram, referred_by=elders, manager=carel, **family),
    )


def make_family(mark: str, *, coordinator: User, referred_by: User, state: str, **fields: object) -> Family:
    """A case with a canary in every personal field. `mark` tells two families apart."""
    canaries: dict[str, str] = {}

    def canary(name: str) -> str:
        canaries[name] = f"Kanarie-{mark}-{name.replace('_', '-')}"
        return canaries[name]

    case = make_case(
        state=state,
        with_coordinator=coordinator if state in _with_work() else None,
        referred_by=referred_by,
        safety_professional=referred_by,
        main_persons=(),
        situation=canary("situation"),
        other_professionals=canary("other_professionals"),
        **fields,  # type: ignore[arg-type]
    )
    people = _people(case, canary)
    canaries["circle_phone"] = people["circle_person"].phone
    written = _written(case, canary, coordinator, people, decided_with=fields.get("manager"))  # type: ignore[arg-type]
    family = Family(case=case, canaries=canaries, **people, **written)
    _add_what_the_state_has(family, canary, referred_by)
    return family


def _people(case: Case, canary: Callable[[str], str]) -> dict[str, Any]:
    """A child, an adult with a secret address, somebody of the circle, and somebody who was set aside."""
    return {
        "main_person": make_main_person(
            case,
            name=canary("child"),
            phone="06-1111 2222",
            own_wish=canary("circle_own_wish"),
            support_person=canary("circle_support_person"),
        ),
        "adult": make_main_person(
            case,
            name=canary("adult"),
            kind=MainPersonKind.ADULT,
            street=canary("secret_street"),
            postcode="9999 ZZ",
            place=canary("secret_place"),
            secret_address=True,
            no_voicemail=True,
        ),
        "circle_person": make_circle_person(
            case,
            name=canary("circle_name"),
            relation=canary("circle_relation"),
            needs=canary("circle_needs"),
            phone=canary("circle_phone")[:30],
            street=canary("secret_circle_street"),
            place=canary("secret_circle_place"),
            secret_address=True,
        ),
        "set_aside": make_circle_person(
            case,
            name=canary("circle_aside"),
            excluded_reason=canary("circle_aside_reason"),
            excluded_by=ExclusionBy.SAFETY,
            excluded_on=local_today(),
        ),
    }


def _written(
    case: Case, canary: Callable[[str], str], by: User, people: dict[str, Any], *, decided_with: User | None
) -> dict[str, Any]:
    """What was written down with and about these people."""
    person, aside = people["circle_person"], people["set_aside"]
    told, reason = canary("circle_help"), canary("circle_help_reason")
    Briefing.objects.create(case=case, known=canary("circle_known"), unknown=canary("circle_unknown"))
    make_preference(case, kind=PreferenceKind.LANGUAGE, wish=canary("preference"))
    return {
        "contact": make_contact(
            case, by=by, person=person, group=ContactGroup.OTHER_FAMILY, note=canary("circle_contact_note")
        ),
        "wish": InformationWish.objects.create(
            case=case, wished_by=canary("circle_wisher"), text=canary("circle_wish")
        ),
        "signal": make_signal(
            case,
            by=by,
            decided_with=decided_with,
            signalled_by=canary("circle_signaller"),
            about=canary("circle_signal"),
            decision=canary("circle_decision"),
        ),
        "ban": make_ban(person, aside, by=by, note=canary("circle_ban")),
        "help_now": CurrentHelp.objects.create(case=case, what=told, reason=reason),
        "work": WorkEntry.objects.create(
            case=case, by=by, day=local_today(), kind="reizen", minutes=30, note=canary("circle_work")
        ),
        "question": make_question(case, text=canary("question")),
    }


def _with_work() -> frozenset[str]:
    from .factories import WITH_COORDINATOR_STATES

    return WITH_COORDINATOR_STATES | {CaseState.CLOSED}


def _add_what_the_state_has(family: Family, canary, professional: User) -> None:  # type: ignore[no-untyped-def]
    case = family.case
    if case.needs_frame:
        locked = case.state in HELD_STATES | {CaseState.IN_CONFERENCE}
        family.frame = make_frame(
            case,
            author=professional,
            state=FrameState.LOCKED if locked else FrameState.SUBMITTED,
            concerns=canary("frame_concerns"),
        )
    if case.state in HELD_STATES:
        family.conference = make_conference(case, state=ConferenceState.HELD, venue_name=canary("venue"))
        make_attendance(family.conference, person=family.circle_person, position=family.circle_person.position)
    elif case.state == CaseState.SCHEDULED:
        family.conference = make_conference(case, venue_name=canary("venue"))
    elif case.state == CaseState.IN_CONFERENCE:
        family.conference = make_conference(
            case, state=ConferenceState.INFORMATION, held_on=local_today(), venue_name=canary("venue")
        )
    elif case.state == CaseState.BROKEN_OFF:
        family.conference = make_conference(case, state=ConferenceState.BROKEN_OFF, venue_name=canary("venue"))
    elif case.state == CaseState.ADJOURNED:
        family.conference = make_conference(case, state=ConferenceState.ADJOURNED, venue_name=canary("venue"))
    _add_plan(family, canary)


def _add_plan(family: Family, canary) -> None:  # type: ignore[no-untyped-def]
    case = family.case
    if case.state in (CaseState.HELD_WITH_PLAN, CaseState.PLAN_WITHOUT_MEETING):
        family.plan = make_plan(case, own_words=canary("plan_own_words"), agreements=2)
    elif case.state in HELD_STATES - {CaseState.HELD_WITHOUT_PLAN}:
        family.plan = make_plan(
            case,
            state=PlanState.ACCEPTED if case.needs_frame else PlanState.NOT_NEEDED,
            own_words=canary("plan_own_words"),
            sent_on=local_today() - dt.timedelta(days=3),
            agreements=2,
        )
