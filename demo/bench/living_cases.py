"""Living cases in one region, for the worklist: every open state, people, contracts, search words."""

import datetime as dt
import random
from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.codes import (
    LIVING_STATES,
    STARTED_STATES,
    WITH_COORDINATOR_STATES,
    CaseOutcome,
    CaseState,
    EndReason,
    MainPersonKind,
    ReferrerType,
    SafetyTrigger,
    WaitingReason,
)
from cases.models import Case, Coordinator, CoordinatorContract, MainPerson, Referrer
from cases.referral.acts.case_numbers import next_case_numbers
from cases.search import vector_of
from demo.codes import HELD_STATES
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User
from ekc.dates import local_today

REGION = "utrecht"
BATCH = 1000
CASES_A_COORDINATOR = 20
FIRST_NAMES = ("Sem", "Noor", "Emma", "Daan", "Fatma", "Youssef", "Lotte", "Bram", "Aylin", "Tygo", "Saar", "Mees")
LAST_NAMES = ("Jansen", "de Vries", "Yılmaz", "El Amrani", "Bakker", "Visser", "Smit", "Pinas", "Mulder", "Kok")
PLACES = ("Utrecht", "Amersfoort", "Zeist", "Woerden", "Nieuwegein", "Veenendaal", "Soest")
OUTCOMES = {
    CaseState.ENDED_IN_ACTIVATION: CaseOutcome.ENDED_IN_ACTIVATION,
    CaseState.PLAN_WITHOUT_MEETING: CaseOutcome.PLAN_WITHOUT_MEETING,
    **dict.fromkeys(HELD_STATES, CaseOutcome.CONFERENCE_HELD),
}


def make_living_cases(number: int, *, seed: int = 1) -> User:
    """Make the cases and the one regional manager of their region; gives the manager. The same seed, the same cases."""
    draw = random.Random(seed)  # noqa: S311  believable cases, no secrets
    region = Region.objects.get(code=REGION)
    manager = User.objects.create(
        email="bench.manager@voorbeeld.example", full_name="Bente Manager", role=Role.REGIONAL_MANAGER
    )
    manager.regions.add(region)
    coordinators = _coordinators(max(number // CASES_A_COORDINATOR, 1), region)
    for begin in range(0, number, BATCH):
        _batch(min(BATCH, number - begin), draw, region, manager, coordinators)
    bring_steps_up_to_date()
    with connection.cursor() as cursor:
        # What autovacuum does of itself some minutes after so many rows came in.
        cursor.execute("VACUUM ANALYZE")
    return manager


def _coordinators(number: int, region: Region) -> list[Coordinator]:
    users = User.objects.bulk_create(
        User(email=f"bench{index}@voorbeeld.example", full_name=f"Coördinator {index}", role=Role.COORDINATOR)
        for index in range(number)
    )
    region.users.add(*users)
    today = local_today()
    return Coordinator.objects.bulk_create(
        Coordinator(user=user, employers_declared_on=today, vog_date=today) for user in users
    )


def _batch(
    number: int, draw: random.Random, region: Region, manager: User, coordinators: Sequence[Coordinator]
) -> None:
    today = local_today()
    cases, persons, referrers, contracts = [], [], [], []
    for case_number in next_case_numbers(number, years=today.year):
        case = _case(case_number, draw, region, manager, today)
        people = _persons(case, draw)
        referrer = Referrer(case=case, name=f"{draw.choice(FIRST_NAMES)} {draw.choice(LAST_NAMES)}")
        words = [case.number, referrer.name, *(each for person in people for each in (person.name, person.place))]
        case.search = vector_of(words)
        cases.append(case)
        persons += people
        referrers.append(referrer)
        if case.state in WITH_COORDINATOR_STATES:
            started = case.received_on + dt.timedelta(days=5)
            contracts.append(CoordinatorContract(case=case, coordinator=draw.choice(coordinators), started_on=started))
    Case.objects.bulk_create(cases)
    MainPerson.objects.bulk_create(persons)
    Referrer.objects.bulk_create(referrers)
    CoordinatorContract.objects.bulk_create(contracts)


def _case(number: str, draw: random.Random, region: Region, manager: User, today: dt.date) -> Case:
    state = draw.choice(sorted(LIVING_STATES, key=CaseState.values.index))
    received = today - dt.timedelta(days=draw.randrange(60, 200))
    started = received + dt.timedelta(days=10) if state in STARTED_STATES else None
    return Case(
        number=number,
        state=state,
        region=region,
        manager=manager,
        received_on=received,
        referrer_type=draw.choice(ReferrerType.values),
        situation="Ouders zijn uit elkaar; de kinderen wonen bij oma. " * 5,
        is_urgent=draw.random() < 0.05,
        safety_triggers=[SafetyTrigger.SUPERVISION_ORDER] if draw.random() < 0.2 else [],
        waiting_reason=WaitingReason.NO_COORDINATOR if state == CaseState.WAITING else "",
        information_visit_on=started,
        preparation_started_on=started,
        outcome=OUTCOMES.get(state, ""),
        not_held_reason=EndReason.NO_LONGER_NEEDED if state == CaseState.ENDED_IN_ACTIVATION else "",
        meetings_held=int(OUTCOMES.get(state) == CaseOutcome.CONFERENCE_HELD),
        registered_on=today if state == CaseState.REGISTERED else None,
        state_since=timezone.now(),
    )


def _persons(case: Case, draw: random.Random) -> list[MainPerson]:
    place, family = draw.choice(PLACES), draw.choice(LAST_NAMES)
    return [
        MainPerson(
            case=case,
            kind=MainPersonKind.MINOR,
            name=f"{draw.choice(FIRST_NAMES)} {family}",
            age_at_referral=draw.randrange(18),
            place=place,
            municipality=place,
        )
        for _ in range(draw.randint(1, 3))
    ]
