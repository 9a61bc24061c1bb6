"""Whoever took the day away can give another one: the coordinator, and the office too."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.codes import CaseState
from cases.models import Case
from conferences.planning.acts.planning import plan_conference, postpone_conference
from ekc.accounts.codes import Role
from ekc.dates import at_local, local_today
from ekc.refusal import Refusal
from tests.access.test_crawler import signed_in
from tests.factories import make_case, make_conference, make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_user(Role.REGIONAL_MANAGER, region=make_region())


def start(days: int) -> dict[str, dt.datetime]:
    day = local_today() + dt.timedelta(days=days)
    return {"planned_start": at_local(day, dt.time(13)), "planned_end": at_local(day, dt.time(17))}


def test_the_manager_who_put_a_day_off_plans_another_on_the_page_of_the_case(manager) -> None:
    case = make_case(
        state=CaseState.SCHEDULED, with_coordinator=make_user(Role.COORDINATOR), manager=manager, region=make_region()
    )
    conference = make_conference(case)
    postpone_conference(conference, by=manager, reason="De zaal is afgebrand.")
    client = signed_in(manager)
    url = reverse("conferences:plan", args=[case.number])
    assert f'"{url}"' in client.get(reverse("conferences:conference", args=[case.number])).content.decode()
    assert client.get(url).status_code == 200

    plan_conference(Case.objects.get(pk=case.pk), by=manager, **start(20))

    case.refresh_from_db()
    conference.refresh_from_db()
    assert (case.state, conference.planned_start) == (CaseState.SCHEDULED, start(20)["planned_start"])
    assert case.moves.latest("pk").action == "schedule_again"


def test_the_first_day_is_chosen_with_the_coordinator(manager) -> None:
    case = make_case(
        state=CaseState.ACTIVATION, with_coordinator=make_user(Role.COORDINATOR), manager=manager, region=make_region()
    )

    assert signed_in(manager).get(reverse("conferences:plan", args=[case.number])).status_code == 403
    with pytest.raises(Refusal):
        plan_conference(case, by=manager, **start(20))
