"""Several coordinators are asked in turn to take over a case that is under way, and it stays where it is meanwhile."""

import pytest
from django.urls import reverse

from cases.codes import CaseState, LeavingReason, RequestRefusal, RequestState
from cases.coordinators.acts.handing_over import hand_over
from cases.coordinators.acts.requests import accept_request, ask_coordinators, decline_request
from cases.models import Case, Coordinator
from cases.moves import move_case
from ekc.accounts.codes import Role
from ekc.refusal import Refusal
from tests.factories import make_case, make_conference, make_coordinator, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(anna, carla) -> Case:
    case = make_case(state=CaseState.SCHEDULED, with_coordinator=anna, manager=carla)
    make_conference(case)
    return case


@pytest.fixture
def two(carla) -> list[Coordinator]:
    return [make_coordinator(make_user(Role.COORDINATOR, full_name=name)) for name in ("Bram", "Cor")]


def ask(case: Case, coordinators: list[Coordinator], carla):
    return ask_coordinators(
        case, coordinators, by=carla, leaving_reason=LeavingReason.ILLNESS, deviation_reason="Nood."
    )


def test_after_a_no_the_next_is_asked_and_a_yes_hands_the_case_over(planned, two, anna, carla) -> None:
    first, second = ask(planned, two, carla)
    assert set(Case.objects.for_user(anna)) == {planned}

    decline_request(first, by=two[0].user, refusal=RequestRefusal.values[0])
    second.refresh_from_db()
    assert second.state == RequestState.OPEN
    accept_request(second, by=two[1].user)

    planned.refresh_from_db()
    assert planned.state == CaseState.SCHEDULED
    assert planned.contracts.get(ended_on=None).coordinator == two[1]
    assert planned.moves.latest("pk").reason_code == LeavingReason.ILLNESS
    assert not Case.objects.for_user(anna).exists()


def test_a_move_of_the_case_does_not_end_the_asking_and_handing_over_does(planned, two, anna, carla) -> None:
    ask(planned, two, carla)

    move_case(planned, "postpone", by=anna, reason="Later.")
    assert planned.coordinator_requests.live().count() == 2

    hand_over(planned, two[1], by=carla, reason_code=LeavingReason.ILLNESS, deviation_reason="Nood.")
    assert not planned.coordinator_requests.live().exists()


def test_when_the_case_stops_nobody_is_asked_any_more(planned, two, carla) -> None:
    ask(planned, two, carla)

    Case.objects.filter(pk=planned.pk).update(state=CaseState.STOPPED_AFTERWARDS, outcome="activering")
    move_case(planned, "register", by=carla)

    assert not planned.coordinator_requests.live().exists()


def test_who_has_the_case_is_not_asked_for_it(planned, two, anna, carla) -> None:
    with pytest.raises(Refusal, match="heeft deze zaak al"):
        ask(planned, [two[0], planned.contracts.get().coordinator], carla)


def test_the_page_asks_in_turn_with_the_reason(client, planned, two, carla) -> None:
    client.force_login(carla)
    page = client.get(reverse("cases:hand_over", args=[planned.number])).content.decode()
    url = reverse("cases:hand_over_ask", args=[planned.number])
    assert f'action="{url}"' in page
    keys = "&".join(f"wie={each.pk}" for each in two)
    places = {f"plaats_{two[0].pk}": 2, f"plaats_{two[1].pk}": 1}

    client.post(
        f"{url}?{keys}",
        {"reason_code": "ziekte", "reason": "", "term_hours": 24, "coach": carla.pk, **places},
    )

    asked = planned.coordinator_requests.order_by("position")
    assert [each.coordinator for each in asked] == [two[1], two[0]]
    assert {each.leaving_reason for each in asked} == {LeavingReason.ILLNESS}
    assert "Bram niet meer vragen" in client.get(reverse("cases:hand_over", args=[planned.number])).content.decode()
