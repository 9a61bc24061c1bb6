"""Who pays, and handing a case over."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, DuePurpose
from cases.desk.acts.funding import set_programme
from cases.desk.acts.transfer import transfer_case
from cases.desk.acts.triage import withdraw_case
from cases.desk.reads.funding import rooms_for
from cases.models import Case
from ekc.accounts.codes import Role
from ekc.outbox.acts import plan_due
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from tests.cases.desk.desk_pages import DAY
from tests.factories import make_case, make_programme, make_region, make_user

pytestmark = pytest.mark.django_db


# --- funding --------------------------------------------------------------------------------------------------------
def test_case_takes_a_place_of_its_programme_and_gives_it_back(desk, carla, new_case):
    programme = make_programme(target=1)
    programme.regions.add(new_case.region)
    assert [room.left for room in rooms_for(new_case)] == [1]
    answer = desk.post(reverse("cases:funding", args=[new_case.number]), {"programme": programme.pk}, follow=True)
    (room,) = rooms_for(new_case)
    assert (room.left, room.is_full) == (0, True)
    assert "is vol" not in answer.content.decode()

    second = make_case()
    answer = desk.post(reverse("cases:funding", args=[second.number]), {"programme": programme.pk}, follow=True)
    assert "is vol" in answer.content.decode()
    withdraw_case(second, by=carla, reason="x")
    assert rooms_for(new_case)[0].left == 0


def test_programme_of_another_region_does_not_pay(carla, new_case):
    with pytest.raises(Refusal):
        set_programme(new_case, make_programme(), by=carla)


# --- transfer ------------------------------------------------------------------------------------------------------
def test_transfer_moves_rights_at_once_keeps_history_and_tells_both(desk, carla):
    case = make_case(manager=carla)
    limburg = make_region("limburg")
    lies = make_user(Role.REGIONAL_MANAGER, region=limburg, full_name="Lies")
    plan_due(DuePurpose.REQUEST_TERM, case, timezone.now() + DAY, case_number=case.number, region_id=case.region_id)
    history = case.moves.count()
    answer = desk.post(
        reverse("cases:transfer", args=[case.number]),
        {"region": limburg.pk, "manager": lies.pk, "reason": "Verhuisd"},
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.region, case.manager) == (limburg, lies)
    assert desk.get(case.get_absolute_url()).status_code == 404
    assert Case.objects.for_user(lies).get() == case
    assert case.moves.count() == history + 1
    assert "Verhuisd" in case.moves.last().reason
    row = DueRow.objects.get(case_number=case.number)
    assert (row.region, row.state) == (limburg, "wacht")
    assert set(Message.objects.filter(key__startswith="transferred:").values_list("to", flat=True)) == {
        carla.email,
        lies.email,
    }


@pytest.mark.parametrize("fault", ["reason", "stranger", "same", "finished"])
def test_transfer_that_makes_no_sense_is_refused(carla, fault):
    case = make_case(manager=carla, state=CaseState.CLOSED if fault == "finished" else CaseState.REFERRED)
    region = case.region if fault == "same" else make_region("limburg")
    manager = carla if fault in ("stranger", "same") else None
    with pytest.raises(Refusal):
        transfer_case(case, by=carla, region=region, manager=manager, reason="" if fault == "reason" else "x")
    case.refresh_from_db()
    assert case.manager == carla
