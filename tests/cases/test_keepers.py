"""Every file has somebody who can act: a regional manager, one of the region that stands in, or landelijk beheer."""

import logging

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.casepage.next_step import next_step_for
from cases.codes import CaseState
from cases.desk.acts.transfer import transfer_case
from cases.desk.acts.triage import let_wait, start_screening
from cases.keepers import count_unreached, gone_from, keeper_name, keepers_of
from cases.models import Case
from cases.referral.acts.drafts import start_draft
from ekc.accounts.acts import change_region, register_person, withdraw_invitation
from ekc.accounts.codes import KeptBy, Role
from ekc.accounts.leaving import Leaving, owed_by
from ekc.accounts.models import Region, User
from ekc.refusal import Refusal
from tests.factories import (
    OTHER_REGION,
    make_account_invitation,
    make_case,
    make_coordinator,
    make_region,
    make_signal,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena():
    return make_user(Role.NATIONAL, full_name="Lena Beheer")


@pytest.fixture
def carla():
    return make_user(Role.REGIONAL_MANAGER, region=make_region("utrecht"), full_name="Carla Manager")


def stands_in(region, *, by):
    """Utrecht stands in for this region."""
    deputy = make_region("utrecht")
    return change_region(make_region(region), by=by, phone="", email="", deputy=deputy)


def reached(user):
    return set(Case.objects.for_user(user))


def everywhere():
    return [make_case(region=region) for region in Region.objects.all()]


def test_each_case_is_reached_by_exactly_whoever_keeps_its_region(lena, carla):
    stands_in("limburg", by=lena)
    for case in everywhere():
        kept = Region.objects.with_keeping().get(pk=case.region_id).kept
        expected = {"utrecht": KeptBy.MANAGERS, "limburg": KeptBy.DEPUTY}.get(case.region.code, KeptBy.NATIONAL)
        keepers = {lena} if expected == KeptBy.NATIONAL else {carla}
        assert kept == expected
        assert set(keepers_of(case)) == keepers
        assert {user for user in (lena, carla) if case in reached(user)} == keepers


@pytest.mark.parametrize("change", ["closed", "moved", "other role", "by sql"])
def test_a_region_falls_on_the_moment_its_last_manager_goes_however_that_happens(lena, carla, change):
    case = make_case(manager=carla)
    assert reached(lena) == set()
    if change == "closed":
        carla.is_active = False
        carla.save()
    elif change == "moved":
        carla.regions.set([make_region("limburg")])
    elif change == "other role":
        User.objects.filter(pk=carla.pk).update(role=Role.RESEARCHER)
    else:
        User.objects.filter(pk=carla.pk).update(is_active=False)

    assert reached(lena) == {case}
    assert case not in reached(User.objects.get(pk=carla.pk))

    another = make_user(Role.REGIONAL_MANAGER)
    assert (reached(lena), reached(another)) == (set(), {case})


def test_who_was_invited_and_never_came_keeps_nothing_yet(lena):
    region = make_region("utrecht")
    case = make_case(region=region)
    invited = register_person(
        by=lena, email="nieuw@voorbeeld.example", full_name="Nog Niet", role=Role.REGIONAL_MANAGER, regions=[region]
    )
    assert reached(lena) == {case}
    assert list(User.objects.keepers_of(region)) == [lena]
    assert Region.objects.with_keeping().get(pk=region.pk).kept == KeptBy.NATIONAL

    withdraw_invitation(invited, by=lena)
    assert reached(lena) == {case}

    invited.set_password("een-goed-wachtwoord")
    invited.save()
    assert (reached(lena), reached(invited)) == (set(), {case})
    assert list(User.objects.keepers_of(region)) == [invited]


def test_an_invited_colleague_is_no_heir_and_nobody_to_send_a_case_to(client, lena, carla):
    case = make_case(manager=carla)
    invited = register_person(
        by=lena,
        email="nieuw@voorbeeld.example",
        full_name="Nog Niet",
        role=Role.REGIONAL_MANAGER,
        regions=[case.region],
    )
    client.force_login(carla)

    assert "Nog Niet" not in client.get(reverse("cases:transfer", args=[case.number])).content.decode()
    assert all(invited not in owed.heirs for owed in owed_by(Leaving(carla)))


def test_files_are_unreached_where_landelijk_beheer_was_only_invited(lena, carla):
    make_case(region=make_region("limburg"))
    assert count_unreached() == 0
    lena.set_unusable_password()
    lena.save()
    assert count_unreached() == 1


def test_a_deputy_keeps_a_region_only_while_it_has_nobody_and_only_one_step_far(lena, carla):
    stands_in("limburg", by=lena)
    change_region(make_region("zeeland"), by=lena, phone="", email="", deputy=make_region("limburg"))
    limburg, zeeland = make_case(region=make_region("limburg")), make_case(region=make_region("zeeland"))
    assert (reached(carla), reached(lena)) == ({limburg}, {zeeland})

    lies = make_user(Role.REGIONAL_MANAGER, region=make_region("limburg"))

    assert (reached(carla), reached(lena), reached(lies)) == (set(), set(), {limburg, zeeland})


def test_no_region_stands_in_for_itself(lena):
    region = make_region()
    with pytest.raises(Refusal, match="niet voor zichzelf"):
        change_region(region, by=lena, phone="", email="", deputy=region)
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(pk=region.pk).update(deputy=region.pk)


def test_who_has_the_turn_is_somebody_who_is_there(lena, carla):
    def turn(region, **fields):
        case = make_case(region=make_region(region), **fields)
        return str(keeper_name(Case.objects.get(pk=case.pk)))

    assert turn("utrecht", manager=carla) == "Carla Manager"
    assert turn("utrecht") == "de regiomanager"
    assert turn("limburg") == turn("limburg", manager=carla) == "landelijk beheer"
    stands_in("limburg", by=lena)
    assert turn("limburg") == "de waarnemend regiomanager"
    assert turn("limburg", manager=carla) == "Carla Manager"
    carla.is_active = False
    carla.save()
    assert turn("utrecht", manager=carla) == "landelijk beheer"


def test_landelijk_beheer_opens_what_nobody_keeps_and_hands_it_over(client, lena, carla):
    case = make_case(region=make_region("zeeland"))
    client.force_login(lena)
    worklist = client.get(reverse("cases:worklist"))
    assert [row.number for row in worklist.context["rows"]] == [case.number]
    assert {"Nieuw": 1, "Signalen": 1}.items() <= {
        str(tab["label"]): tab["count"] for tab in worklist.context["worklist"].tabs
    }.items()
    assert next_step_for(case, lena).key == "hand_over"
    assert client.get(case.get_absolute_url()).status_code == 200
    assert client.get(reverse("cases:history", args=[case.number])).status_code == 200

    answer = client.post(
        reverse("cases:transfer", args=[case.number]),
        {"region": make_region("utrecht").pk, "manager": carla.pk, "reason": "Er werkt niemand in Zeeland."},
    )

    assert answer.status_code == 302
    assert client.get(case.get_absolute_url()).status_code == 404
    assert (reached(lena), reached(carla)) == (set(), {case})


@pytest.mark.parametrize(
    "name", ["cases:circle", "cases:contacts", "cases:decide", "cases:assign", "cases:preparation"]
)
def test_landelijk_beheer_reads_no_more_of_it_than_handing_over_asks(client, lena, name):
    case = make_case(region=make_region("zeeland"), state=CaseState.SCREENING)
    client.force_login(lena)

    assert client.get(reverse(name, args=[case.number])).status_code == 403


def test_landelijk_beheer_decides_on_a_danger_that_nobody_else_can_decide_on(client, lena):
    coordinator = make_coordinator().user
    case = make_case(region=make_region("zeeland"), state=CaseState.ACTIVATION, with_coordinator=coordinator)
    signal = make_signal(case, by=coordinator)
    assert next_step_for(case, lena).key == "decide_on_signal"
    client.force_login(lena)
    url = reverse("cases:signal_decide", args=[case.number, signal.pk])
    assert client.get(url).status_code == 200

    client.post(url, {"measures": ["politie"], "decision": "De politie is gebeld."})

    signal.refresh_from_db()
    assert signal.decided_with == lena or "measures" in str(client.post(url, {}).content)


def test_a_case_is_not_sent_from_nobody_to_nobody(lena):
    case = make_case(region=make_region("zeeland"))
    with pytest.raises(Refusal, match="ook geen regiomanager"):
        transfer_case(case, by=lena, region=make_region("drenthe"), manager=None, reason="x")


def test_the_form_says_who_really_gets_the_case(client, lena, carla):
    make_user(Role.REGIONAL_MANAGER, region=make_region("gelderland"))
    change_region(make_region("limburg"), by=lena, phone="", email="", deputy=make_region("gelderland"))
    case = make_case(manager=carla)
    client.force_login(carla)

    page = client.get(reverse("cases:transfer", args=[case.number])).content.decode()

    assert "Limburg (Gelderland neemt waar)" in page
    assert "Zeeland (geen regiomanager: de zaak komt bij landelijk beheer)" in page
    assert ">Gelderland</option>" in page


def test_a_deputy_manager_does_all_that_a_manager_does(lena, carla):
    stands_in("limburg", by=lena)
    case = make_case(region=make_region("limburg"))

    start_screening(case, by=carla)
    let_wait(case, by=carla, waiting_reason="geen_coordinator")

    case.refresh_from_db()
    assert (case.state, case.manager) == (CaseState.WAITING, carla)
    assert gone_from(case) == []


def test_whoever_decides_on_a_case_of_somebody_who_left_takes_it_over(carla):
    gone = make_user(Role.REGIONAL_MANAGER, is_active=False)
    case = make_case(manager=gone)
    assert [str(each) for each in gone_from(case)] == ["manager"]

    start_screening(case, by=carla)

    case = Case.objects.get(pk=case.pk)
    assert (case.manager, gone_from(case)) == (carla, [])


def test_files_that_nobody_reaches_are_counted_where_the_program_is_watched(client, lena, caplog):
    case = make_case(region=make_region("zeeland"))
    assert (client.get("/gezondheid/klaar").status_code, count_unreached()) == (200, 0)
    User.objects.filter(role=Role.NATIONAL).update(is_active=False)

    with caplog.at_level(logging.ERROR, "ekc.health"):
        assert client.get("/gezondheid/klaar").status_code == 503

    assert "files that no active user reaches: 1" in caplog.text
    make_user(Role.REGIONAL_MANAGER, region=case.region)
    assert client.get("/gezondheid/klaar").status_code == 200


# --- who is gone stands under Signalen -----------------------------------------------------------------------------


def signals(client, user):
    client.force_login(user)
    rows = client.get(reverse("cases:worklist"), {"tab": "signalen"}).context["rows"]
    return {row.number: row.gone for row in rows}


def close(user):
    User.objects.filter(pk=user.pk).update(is_active=False)


def test_a_case_of_which_somebody_is_gone_is_a_signal_with_the_reason_and_a_way(client, carla):
    other = make_user(Role.REGIONAL_MANAGER, region=make_region("utrecht"))
    coordinator = make_coordinator().user
    writer = make_user(Role.PROFESSIONAL)
    of_manager = make_case(manager=other, state=CaseState.WAITING)
    of_coordinator = make_case(manager=carla, state=CaseState.ACTIVATION, with_coordinator=coordinator)
    of_writer = make_case(manager=carla, state=CaseState.ACTIVATION, needs_frame=True, safety_professional=writer)
    before = signals(client, carla)
    assert not any(before.values())
    for user in (other, coordinator, writer):
        close(user)

    found = signals(client, carla)

    for case, words in (
        (of_manager, "De regiomanager van deze zaak"),
        (of_coordinator, "Het account van de coördinator"),
        (of_writer, "veiligheidskader"),
    ):
        assert any(words in sentence for sentence in found[case.number]), case
        page = client.get(case.get_absolute_url()).content.decode()
        assert words in page
    assert (
        reverse("cases:successor", args=[of_coordinator.number])
        in client.get(of_coordinator.get_absolute_url()).content.decode()
    )


def test_a_closed_file_is_no_signal_whoever_left(client, carla):
    other = make_user(Role.REGIONAL_MANAGER)
    make_case(manager=other, state=CaseState.CLOSED)
    close(other)

    assert signals(client, carla) == {}


def test_an_invited_person_is_nobody_who_is_gone(client, carla):
    case = make_case(manager=carla, state=CaseState.ACTIVATION, needs_frame=True)
    make_account_invitation(case, by=carla)

    assert signals(client, carla).get(case.number, []) == []


def test_a_call_that_was_broken_off_by_somebody_who_left_goes_on_with_whoever_keeps_the_region(client, carla):
    gone = make_user(Role.REGIONAL_MANAGER, region=carla.regions.get())
    other = make_user(Role.REGIONAL_MANAGER, region=make_region(OTHER_REGION))
    draft = start_draft("familie", by=gone, is_by_phone=True)
    page = reverse("cases:referral_phone", args=[draft.key])
    client.force_login(carla)
    assert client.get(page).status_code == 404

    close(gone)

    assert page in client.get(reverse("cases:referral_desk")).content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page, {"later": "1"}).status_code == 302
    client.force_login(other)
    assert client.get(page).status_code == 404
    assert page not in client.get(reverse("cases:referral_desk")).content.decode()
