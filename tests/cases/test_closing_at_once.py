"""An account is closed at the very moment that somebody gets work: one of the two happens, and never both."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import transaction

from cases.codes import CaseState, LeavingReason, SafetyTrigger
from cases.coordinators.acts.assign import assign_coordinator
from cases.coordinators.acts.handing_over import hand_over
from cases.coordinators.acts.requests import accept_request, ask_coordinators
from cases.desk.acts.transfer import transfer_case
from cases.models import Case, CoordinatorRequest
from cases.preparation.acts.frame_writer import name_safety_professional
from ekc.accounts.acts import deactivate_person, hand_over_and_close
from ekc.accounts.codes import Role
from ekc.accounts.leaving import DUTIES, Leaving, owed_by
from ekc.accounts.models import User
from plans.acts.guests import ask_tester
from tests.at_once import at_once
from tests.factories import make_case, make_coordinator, make_frame, make_user

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 0.7

Giving = tuple[User, Callable[[], object]]


def assigning(case: Case, carla: User) -> Giving:
    coordinator = make_coordinator()
    return coordinator.user, lambda: assign_coordinator(case, coordinator, by=carla)


def coaching(case: Case, carla: User) -> Giving:
    coordinator, coach = make_coordinator(), make_user(Role.REGIONAL_MANAGER, region=case.region)
    return coach, lambda: assign_coordinator(case, coordinator, by=carla, coach=coach)


def handing_over(case: Case, carla: User) -> Giving:
    assign_coordinator(case, make_coordinator(), by=carla)
    heir = make_coordinator()
    return heir.user, lambda: hand_over(case, heir, by=carla, reason_code=LeavingReason.GONE)


def asking(case: Case, carla: User) -> Giving:
    coordinator = make_coordinator()
    return coordinator.user, lambda: ask_coordinators(case, [coordinator], by=carla)


def transferring(case: Case, carla: User) -> Giving:
    manager = make_user(Role.REGIONAL_MANAGER, region=case.region)
    return manager, lambda: transfer_case(case, by=carla, region=case.region, manager=manager, reason="Vakantie")


def naming(case: Case, carla: User) -> Giving:
    professional = make_user(Role.PROFESSIONAL)
    return professional, lambda: name_safety_professional(case, by=carla, professional=professional)


def letting_test(case: Case, carla: User) -> Giving:
    make_frame(case)
    professional = make_user(Role.PROFESSIONAL)
    return professional, lambda: ask_tester(case, by=carla, professional=professional, function="Gezinsvoogd")


GIVING = {
    "assign": ("coordinator", assigning),
    "coach": ("manager", coaching),
    "hand over": ("coordinator", handing_over),
    "ask": ("coordinator", asking),
    "transfer": ("manager", transferring),
    "frame": ("professional", naming),
    "test": ("plans.tests", letting_test),
}


@pytest.fixture
def case(carla: User) -> Case:
    return make_case(state=CaseState.SCREENING, manager=carla, safety_triggers=[SafetyTrigger.SUPERVISION_ORDER])


def slowly(first: Callable[[], object], begun: threading.Event) -> Callable[[], object]:
    def act() -> None:
        with transaction.atomic():
            first()
            begun.set()
            time.sleep(LONG)

    return act


def after(begun: threading.Event, act: Callable[[], object]) -> Callable[[], object]:
    def do() -> None:
        begun.wait(10)
        act()

    return do


def test_every_kind_of_work_is_tried() -> None:
    assert {duty for duty, _giving in GIVING.values()} == set(DUTIES.names())


@pytest.mark.parametrize("name", GIVING)
@pytest.mark.parametrize("is_closed_first", [False, True], ids=["given first", "closed first"])
def test_who_gets_work_at_the_moment_of_closing_stays_or_does_not_get_it(
    case: Case, carla: User, name: str, is_closed_first: bool
) -> None:
    national, begun = make_user(Role.NATIONAL), threading.Event()
    person, give = GIVING[name][1](case, carla)

    def close() -> object:
        return deactivate_person(person, by=national)

    first, second = (close, give) if is_closed_first else (give, close)
    refused = at_once([slowly(first, begun), after(begun, second)])

    assert len(refused) == 1
    person.refresh_from_db()
    assert person.is_active is not is_closed_first
    assert bool(owed_by(Leaving(person))) is not is_closed_first


def test_saying_yes_waits_for_who_closes_and_gets_nothing_then(case: Case, carla: User) -> None:
    coordinator, national, begun = make_coordinator(), make_user(Role.NATIONAL), threading.Event()
    ask_coordinators(case, [coordinator], by=carla)
    offer = CoordinatorRequest.objects.get()

    refused = at_once(
        [
            slowly(lambda: hand_over_and_close(coordinator.user, by=national, heirs={}), begun),
            after(begun, lambda: accept_request(offer, by=coordinator.user)),
        ]
    )

    assert len(refused) == 1
    assert not User.objects.get(pk=coordinator.user_id).is_active
    assert owed_by(Leaving(coordinator.user)) == []
