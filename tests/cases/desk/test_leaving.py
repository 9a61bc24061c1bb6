"""Whoever leaves hands over first, in one act: regional managers, coordinators, and who writes a frame."""

import pytest
from django.urls import reverse

from cases.casepage.next_step import next_step_for
from cases.codes import CaseState, RequestState
from cases.coordinators.acts.assign import needs_successor
from cases.coordinators.acts.handing_over import appoint_successor
from cases.coordinators.acts.requests import accept_request
from cases.keepers import gone_from
from cases.models import Case, CoordinatorRequest
from ekc.accounts.acts import change_person, change_region, deactivate_person
from ekc.accounts.codes import Role
from ekc.accounts.leaving import Leaving, owed_by
from ekc.accounts.models import User
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_case, make_coordinator, make_region, make_request, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena():
    return make_user(Role.NATIONAL, full_name="Lena Beheer")


@pytest.fixture
def office(client, lena):
    client.force_login(lena)
    return client


def manager(name, region="utrecht", **fields):
    return make_user(Role.REGIONAL_MANAGER, region=make_region(region), full_name=name, **fields)


def fields_of(person):
    return {
        "email": person.email,
        "full_name": person.full_name,
        "role": person.role,
        "regions": list(person.regions.all()),
        "organisation": person.organisation,
    }


def owed_of(person):
    return {each.key: each.numbers for each in owed_by(Leaving(person))}


# --- a regional manager ---------------------------------------------------------------------------------------------


def test_an_account_with_running_cases_is_not_closed_until_they_went_to_somebody(office, lena):
    bas, els = manager("Bas"), manager("Els")
    running, closed = make_case(manager=bas), make_case(manager=bas, state=CaseState.CLOSED)
    with pytest.raises(Refusal, match="nog lopende zaken"):
        deactivate_person(bas, by=lena)
    url = reverse("accounts:person_deactivate", args=[bas.pk])
    page = office.get(url).content.decode()
    assert running.number in page
    assert closed.number not in page
    assert "Wie de regio dan heeft: Els" in page

    answer = office.post(url, {f"regio-{running.region_id}": els.pk}, follow=True)

    assert "Overgedragen: 1 zaken" in answer.content.decode()
    bas.refresh_from_db()
    running.refresh_from_db()
    assert (bas.is_active, running.manager) == (False, els)
    assert "Van Bas naar Els" in running.moves.last().reason
    assert [mail.to for mail in Message.objects.filter(key__startswith="handed-over")] == [els.email]
    closed.refresh_from_db()
    assert closed.manager == bas


def test_the_last_manager_of_a_region_leaves_it_to_whoever_keeps_it_then(office, lena):
    bas = manager("Bas")
    case = make_case(manager=bas)
    url = reverse("accounts:person_deactivate", args=[bas.pk])
    assert "Landelijk beheer" in office.get(url).content.decode()

    office.post(url)

    case.refresh_from_db()
    assert case.manager is None
    assert set(Case.objects.for_user(lena)) == {case}
    (mail,) = Message.objects.filter(key__startswith="region-fell")
    assert mail.to == lena.email
    assert "Utrecht" in mail.body


def test_who_keeps_a_region_next_hears_of_what_is_on_nobodys_name_too(office, lena):
    bas, els = manager("Bas"), manager("Els", "limburg")
    change_region(make_region("utrecht"), by=lena, phone="", email="", deputy=make_region("limburg"))
    case = make_case()

    office.post(reverse("accounts:person_deactivate", args=[bas.pk]))

    assert set(Case.objects.for_user(els)) == {case}
    assert [mail.to for mail in Message.objects.filter(key__startswith="region-fell")] == [els.email]


def test_a_choice_that_is_left_out_is_asked_and_closes_nothing(office):
    bas, _els = manager("Bas"), manager("Els")
    make_case(manager=bas)

    answer = office.post(reverse("accounts:person_deactivate", args=[bas.pk]), {})

    assert answer.status_code == 200
    bas.refresh_from_db()
    assert bas.is_active


def test_each_region_goes_to_an_heir_of_its_own(office):
    bas = make_user(Role.REGIONAL_MANAGER, regions=[make_region("utrecht"), make_region("limburg")])
    els, lies = manager("Els"), manager("Lies", "limburg")
    here, there = make_case(manager=bas), make_case(manager=bas, region=make_region("limburg"))

    office.post(
        reverse("accounts:person_deactivate", args=[bas.pk]),
        {f"regio-{here.region_id}": els.pk, f"regio-{there.region_id}": lies.pk},
    )

    assert {case.number: case.manager for case in Case.objects.all()} == {here.number: els, there.number: lies}


def test_an_heir_of_another_region_is_refused_and_nothing_went(office):
    bas, _els, lies = manager("Bas"), manager("Els"), manager("Lies", "limburg")
    case = make_case(manager=bas)

    office.post(reverse("accounts:person_deactivate", args=[bas.pk]), {f"regio-{case.region_id}": lies.pk})

    case.refresh_from_db()
    bas.refresh_from_db()
    assert (case.manager, bas.is_active) == (bas, True)


@pytest.mark.parametrize("what", ["role", "region"])
def test_a_role_or_a_region_is_not_taken_away_from_under_running_cases(office, lena, what):
    bas = make_user(Role.REGIONAL_MANAGER, regions=[make_region("utrecht"), make_region("limburg")])
    els = manager("Els")
    case = make_case(manager=bas)
    changed = {**fields_of(bas), "regions": [make_region("limburg")]}
    if what == "role":
        changed |= {"role": Role.RESEARCHER, "regions": []}
    with pytest.raises(Refusal, match="Zaken overdragen"):
        change_person(bas, by=lena, **changed)
    assert (
        reverse("accounts:person_hand_over", args=[bas.pk])
        in office.get(reverse("accounts:person", args=[bas.pk])).content.decode()
    )

    office.post(reverse("accounts:person_hand_over", args=[bas.pk]), {f"regio-{case.region_id}": els.pk})
    change_person(bas, by=lena, **changed)

    case.refresh_from_db()
    assert case.manager == els


def test_another_region_and_another_name_are_changed_without_handing_over(lena):
    bas = make_user(Role.REGIONAL_MANAGER, regions=[make_region("utrecht"), make_region("limburg")])
    make_case(manager=bas)

    change_person(bas, by=lena, **{**fields_of(bas), "full_name": "Bas Anders", "regions": [make_region("utrecht")]})

    bas.refresh_from_db()
    assert bas.full_name == "Bas Anders"


def test_a_coordinator_who_was_asked_can_still_say_yes_to_who_took_over(office):
    bas, els = manager("Bas"), manager("Els")
    case = make_case(manager=bas, state=CaseState.SCREENING)
    asking = make_request(case, make_coordinator(), by=bas)

    office.post(reverse("accounts:person_deactivate", args=[bas.pk]), {f"regio-{case.region_id}": els.pk})
    contract = accept_request(CoordinatorRequest.objects.get(), by=asking.coordinator.user)

    assert contract.coach == els


def test_a_yes_finds_its_way_when_who_asked_is_gone_by_another_door():
    bas, els = manager("Bas"), manager("Els")
    case = make_case(manager=bas, state=CaseState.SCREENING)
    asking = make_request(case, make_coordinator(), by=bas)
    User.objects.filter(pk=bas.pk).update(is_active=False)

    contract = accept_request(asking, by=asking.coordinator.user)

    case.refresh_from_db()
    assert (contract.coach, case.manager) == (els, els)


# --- a coordinator --------------------------------------------------------------------------------------------------


def test_the_cases_of_a_coordinator_go_back_to_the_regional_manager(office):
    bas = manager("Bas")
    anna = make_coordinator().user
    before, during = (
        make_case(manager=bas, state=state, with_coordinator=anna)
        for state in (CaseState.ACTIVATION, CaseState.SCHEDULED)
    )
    url = reverse("accounts:person_deactivate", args=[anna.pk])
    page = office.get(url).content.decode()
    assert "Terug naar Bas" in page
    assert before.number in page

    office.post(url)

    anna.refresh_from_db()
    before.refresh_from_db()
    during.refresh_from_db()
    assert (anna.is_active, before.state, during.state) == (False, CaseState.WAITING, CaseState.SCHEDULED)
    assert not before.contracts.filter(ended_on=None).exists()
    assert not during.contracts.filter(ended_on=None).exists()
    told = Message.objects.filter(to=bas.email).values_list("key", flat=True)
    assert {key.split(":")[0] for key in told} == {"handed-back", "coordinator-lost"}


def test_a_case_that_is_under_way_gets_another_coordinator_and_stays_where_it_is(client):
    bas = manager("Bas")
    case = make_case(manager=bas, state=CaseState.SCHEDULED, with_coordinator=False)
    bram = make_coordinator()
    client.force_login(bas)
    assert reverse("cases:successor", args=[case.number]) in client.get(case.get_absolute_url()).content.decode()

    answer = client.post(reverse("cases:successor", args=[case.number]), {"coordinator": bram.pk})

    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.SCHEDULED
    assert case.contracts.get(ended_on=None).coordinator == bram
    assert set(Case.objects.for_user(bram.user)) == {case}
    assert Message.objects.filter(to=bram.user.email).exists()


@pytest.mark.parametrize("why", ["somebody works on it", "nobody is needed"])
def test_a_second_coordinator_is_not_put_beside_the_first(why):
    bas = manager("Bas")
    state = CaseState.ACTIVATION if why == "somebody works on it" else CaseState.SCREENING
    case = make_case(manager=bas, state=state)

    with pytest.raises(Refusal, match="geen andere coördinator nodig"):
        appoint_successor(case, make_coordinator(), by=bas)


def test_the_contract_of_a_closed_account_ends_when_another_goes_on():
    bas = manager("Bas")
    anna = make_coordinator().user
    case = make_case(manager=bas, state=CaseState.ACTIVATION, with_coordinator=anna)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert needs_successor(case)
    assert [str(each) for each in gone_from(Case.objects.get(pk=case.pk))] == ["coordinator"]

    appoint_successor(case, make_coordinator(), by=bas)

    assert gone_from(Case.objects.get(pk=case.pk)) == []
    assert case.contracts.exclude(ended_on=None).get().coordinator.user == anna


def test_the_next_in_the_row_is_asked_when_who_was_asked_leaves(office):
    bas = manager("Bas")
    case = make_case(manager=bas, state=CaseState.SCREENING)
    first, second = make_coordinator(), make_coordinator()
    make_request(case, first, by=bas)
    make_request(case, second, by=bas, state=RequestState.QUEUED, position=2)

    office.post(reverse("accounts:person_deactivate", args=[first.user_id]))

    states = {each.coordinator_id: each.state for each in CoordinatorRequest.objects.all()}
    assert states == {first.pk: RequestState.STOPPED, second.pk: RequestState.OPEN}


# --- a professional -------------------------------------------------------------------------------------------------


def test_a_frame_goes_to_a_colleague(office):
    dirk = make_user(Role.PROFESSIONAL)
    colleague = make_user(Role.PROFESSIONAL, organisation=dirk.organisation)
    stranger = make_user(Role.PROFESSIONAL)
    case = make_case(manager=manager("Bas"), state=CaseState.ACTIVATION, needs_frame=True, referred_by=dirk)
    url = reverse("accounts:person_deactivate", args=[dirk.pk])
    page = office.get(url).content.decode()
    assert colleague.full_name in page
    assert stranger.full_name not in page

    office.post(url, {"kaders": colleague.pk})

    case.refresh_from_db()
    assert case.safety_professional == colleague
    assert set(Case.objects.for_user(colleague)) == {case}
    assert Message.objects.filter(to=colleague.email, key__startswith="frame-asked").exists()


def test_without_a_colleague_the_regional_manager_says_who_writes_it(office, client):
    bas, dirk = manager("Bas"), make_user(Role.PROFESSIONAL)
    case = make_case(
        manager=bas, state=CaseState.ACTIVATION, needs_frame=True, referred_by=dirk, safety_professional=dirk
    )

    office.post(reverse("accounts:person_deactivate", args=[dirk.pk]))

    case.refresh_from_db()
    dirk.refresh_from_db()
    assert (case.safety_professional, dirk.is_active) == (None, False)
    assert Message.objects.filter(to=bas.email, key__startswith="writer-gone").exists()
    assert next_step_for(Case.objects.with_file().get(pk=case.pk), bas).key == "assign_frame"


@pytest.mark.parametrize("fields", [{"needs_frame": False}, {"needs_frame": True, "state": CaseState.PLAN_SENT}])
def test_a_professional_without_a_frame_to_write_just_leaves(lena, fields):
    dirk = make_user(Role.PROFESSIONAL)
    make_case(**{"state": CaseState.ACTIVATION, "referred_by": dirk, **fields})
    assert owed_of(dirk) == {}

    assert not deactivate_person(dirk, by=lena).is_active


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.FUNDER, Role.NATIONAL, Role.COORDINATOR])
def test_who_owes_nothing_is_closed_with_one_press(office, role):
    person = make_user(role)

    office.post(reverse("accounts:person_deactivate", args=[person.pk]))

    person.refresh_from_db()
    assert not person.is_active
