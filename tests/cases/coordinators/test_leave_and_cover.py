"""Leave that begins soon counts, a day that is planned in it is a signal, and cover is one act."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.casepage.next_step import next_step_for
from cases.codes import CaseState, LeavingReason, WaitingReason
from cases.coordinators.acts.assign import assign_coordinator
from cases.coordinators.acts.handing_over import hand_over
from cases.coordinators.acts.profiles import add_leave, add_tie, cover_leave, remove_leave
from cases.models import Case, Coordinator
from cases.preparation.acts.ending import hand_back
from cases.recipients import Post, recipients
from ekc.accounts.acts import change_person, deactivate_person
from ekc.accounts.codes import Role
from ekc.dates import at_local, local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_case, make_conference, make_coordinator, make_organisation, make_user

pytestmark = pytest.mark.django_db


def day(days: int) -> dt.date:
    return local_today() + dt.timedelta(days=days)


@pytest.fixture
def stand_in(carla) -> Coordinator:
    return make_coordinator(make_user(Role.COORDINATOR, full_name="Bram Waarnemer"))


@pytest.fixture
def planned(anna, carla) -> Case:
    """A case that meets in ten days."""
    case = make_case(state=CaseState.SCHEDULED, with_coordinator=anna, manager=carla)
    make_conference(case, planned_start=at_local(day(10), dt.time(13)), planned_end=at_local(day(10), dt.time(17)))
    return case


def own(planned: Case) -> Coordinator:
    found: Coordinator = planned.contracts.get().coordinator
    return found


def test_who_goes_on_leave_tomorrow_gets_no_new_case(carla, stand_in) -> None:
    add_leave(stand_in, by=carla, starts_on=day(1), ends_on=day(8))
    case = make_case(state=CaseState.SCREENING, manager=carla)

    with pytest.raises(Refusal, match="verlof van"):
        assign_coordinator(case, stand_in, by=carla)


def test_a_leave_far_away_stops_nobody(carla, stand_in) -> None:
    add_leave(stand_in, by=carla, starts_on=day(60), ends_on=day(70))
    case = make_case(state=CaseState.SCREENING, manager=carla)

    assign_coordinator(case, stand_in, by=carla)

    assert case.contracts.get().coordinator == stand_in


def test_who_is_away_on_the_planned_day_does_not_take_the_case_over(carla, stand_in, planned) -> None:
    add_leave(stand_in, by=carla, starts_on=day(9), ends_on=day(11))

    with pytest.raises(Refusal, match="verlof"):
        hand_over(planned, stand_in, by=carla, reason_code=LeavingReason.ILLNESS)


def test_a_day_that_is_planned_in_a_leave_is_a_signal_until_somebody_covers(carla, stand_in, planned) -> None:
    assert "met verlof" not in str(next_step_for(planned, carla).title)
    leave = add_leave(own(planned), by=carla, starts_on=day(9), ends_on=day(12))
    planned = Case.objects.with_file().get(pk=planned.pk)
    assert "met verlof" in str(next_step_for(planned, carla).title)

    cover_leave(leave, stand_in, by=carla)

    assert "met verlof" not in str(next_step_for(Case.objects.get(pk=planned.pk), carla).title)


def test_who_asks_for_leave_hears_which_days_are_planned_in_it(client, anna, carla, planned) -> None:
    client.force_login(anna)
    values = {}
    for name, when in (("starts_on", day(9)), ("ends_on", day(12))):
        values[name] = f"{when:%d-%m-%Y}"

    answer = client.post(reverse("cases:leave_add", args=[own(planned).pk]), values, follow=True)

    assert planned.number in answer.content.decode()
    assert own(planned).leaves.exists()


def test_one_act_opens_all_cases_for_who_covers_on_those_days_alone(carla, anna, stand_in, planned) -> None:
    second = make_case(state=CaseState.ACTIVATION, with_coordinator=anna, manager=carla)
    leave = add_leave(own(planned), by=carla, starts_on=day(0), ends_on=day(3))
    assert not Case.objects.for_user(stand_in.user).exists()

    cover_leave(leave, stand_in, by=carla)

    assert set(Case.objects.for_user(stand_in.user)) == {planned, second}
    assert set(Case.objects.for_user(anna)) == {planned, second}
    assert recipients(planned, Post.COORDINATOR).people == (stand_in.user,)
    assert stand_in.user.email in Message.objects.values_list("to", flat=True)
    leave.starts_on, leave.ends_on = day(5), day(8)
    leave.save()
    assert not Case.objects.for_user(stand_in.user).exists()
    assert recipients(planned, Post.COORDINATOR).people == (anna,)


def test_who_covers_works_in_the_case_as_its_coordinator(client, carla, stand_in, planned) -> None:
    leave = add_leave(own(planned), by=carla, starts_on=day(0), ends_on=day(3))
    cover_leave(leave, stand_in, by=carla)
    client.force_login(stand_in.user)

    assert planned.number in client.get(reverse("cases:my_cases")).content.decode()
    assert client.get(reverse("conferences:conference", args=[planned.number])).status_code == 200
    assert client.get(reverse("cases:circle_add", args=[planned.number])).status_code == 200


@pytest.mark.parametrize("why", ["self", "closed", "away", "tie"])
def test_who_cannot_cover_is_refused_with_the_reason(carla, stand_in, planned, why) -> None:
    leave = add_leave(own(planned), by=carla, starts_on=day(0), ends_on=day(12))
    cover, said = stand_in, "verlof"
    if why == "self":
        cover, said = own(planned), "iemand anders"
    elif why == "closed":
        stand_in.user.is_active = False
        stand_in.user.save()
        said = "geen open account"
    elif why == "away":
        add_leave(stand_in, by=carla, starts_on=day(12), ends_on=day(13))
    else:
        organisation = make_organisation()
        planned.referrer.organisation = organisation
        planned.referrer.save()
        add_tie(stand_in, by=carla, organisation=organisation, description="Mijn zus werkt er.")
        said = planned.number

    with pytest.raises(Refusal, match=said):
        cover_leave(leave, cover, by=carla)

    leave.refresh_from_db()
    assert leave.cover is None


def test_cover_ends_with_the_leave_and_can_be_taken_away(client, carla, stand_in, planned) -> None:
    leave = add_leave(own(planned), by=carla, starts_on=day(0), ends_on=day(3))
    client.force_login(carla)
    url = reverse("cases:leave_cover", args=[own(planned).pk, leave.pk])
    client.post(url, {"cover": stand_in.pk})
    assert Case.objects.for_user(stand_in.user).exists()
    assert "Bram Waarnemer neemt waar" in client.get(own(planned).get_absolute_url()).content.decode()

    client.post(url, {"cover": ""})
    assert not Case.objects.for_user(stand_in.user).exists()

    cover_leave(leave, stand_in, by=carla)
    remove_leave(leave, by=carla)
    assert not Case.objects.for_user(stand_in.user).exists()


GOES_AWAY = {
    "account": lambda cover, by: deactivate_person(cover.user, by=by),
    "role": lambda cover, by: change_person(
        cover.user,
        by=by,
        email=cover.user.email,
        full_name=cover.user.full_name,
        role=Role.PROFESSIONAL,
        organisation=make_organisation(),
    ),
    "leave": lambda cover, by: add_leave(cover, by=by, starts_on=day(10), ends_on=day(30)),
}


@pytest.mark.parametrize("how", GOES_AWAY)
def test_who_covers_and_goes_away_covers_no_more_and_the_day_is_a_signal_again(carla, stand_in, planned, how) -> None:
    leave = add_leave(own(planned), by=carla, starts_on=day(9), ends_on=day(12))
    cover_leave(leave, stand_in, by=carla)
    assert "met verlof" not in str(next_step_for(Case.objects.get(pk=planned.pk), carla).title)

    GOES_AWAY[how](stand_in, make_user(Role.NATIONAL))

    leave.refresh_from_db()
    assert leave.cover is None
    assert "met verlof" in str(next_step_for(Case.objects.get(pk=planned.pk), carla).title)


def test_a_leave_before_or_after_the_cover_takes_nothing_away(carla, stand_in, planned) -> None:
    leave = add_leave(own(planned), by=carla, starts_on=day(9), ends_on=day(12))
    cover_leave(leave, stand_in, by=carla)

    for first, last in ((day(1), day(8)), (day(13), day(20))):
        add_leave(stand_in, by=carla, starts_on=first, ends_on=last)

    leave.refresh_from_db()
    assert leave.cover == stand_in


def test_a_new_case_is_not_covered_by_who_may_not_have_it(carla, anna, stand_in, planned) -> None:
    leave = add_leave(own(planned), by=carla, starts_on=day(60), ends_on=day(70))
    cover_leave(leave, stand_in, by=carla)
    case = make_case(state=CaseState.SCREENING, manager=carla)
    organisation = make_organisation()
    case.referrer.organisation = organisation
    case.referrer.save()
    add_tie(stand_in, by=carla, organisation=organisation, description="Mijn zus werkt er.")

    assign_coordinator(case, own(planned), by=carla)

    leave.refresh_from_db()
    assert leave.cover is None


def test_handing_back_because_of_illness_waits_for_illness(preparing, anna) -> None:
    hand_back(preparing, by=anna, reason="", reason_code=LeavingReason.ILLNESS)

    preparing.refresh_from_db()
    assert preparing.waiting_reason == WaitingReason.COORDINATOR_ILL
    assert preparing.moves.get(action="hand_back").reason_code == LeavingReason.ILLNESS
