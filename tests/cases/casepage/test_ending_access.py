"""What follows when a professional works on a case no more: notices, the signal, who must be chosen anew."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.casepage.acts.ending_access import stop_working_on
from cases.codes import AccessOver, CaseState
from cases.keepers import Gone, gone_from, somebody_is_gone
from cases.models import Case, EndedAccess
from cases.notices import referrer_address
from cases.preparation.acts.frame_writer import name_safety_professional
from ekc.accounts.acts import change_person
from ekc.accounts.codes import Role
from ekc.accounts.leaving import Leaving, owed_by
from ekc.outbox.models import Message
from tests.factories import make_case, make_organisation, make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla():
    return make_user(Role.REGIONAL_MANAGER, region=make_region("utrecht"))


@pytest.fixture
def dirk():
    return make_user(Role.PROFESSIONAL, full_name="Dirk Jeugdbeschermer", organisation=make_organisation(name="Hier"))


@pytest.fixture
def lena():
    return make_user(Role.NATIONAL)


def own_case(carla, dirk, **fields):
    values = {"state": CaseState.ACTIVATION, "needs_frame": True, "safety_professional": dirk, **fields}
    return make_case(manager=carla, referred_by=dirk, **values)


def form_of(person, **changed):
    fields = {"full_name": person.full_name, "email": person.email, "role": person.role}
    return {**fields, "organisation": person.organisation_id, **changed}


def told(case):
    return list(Message.objects.filter(key__startswith="access-ended:", case_number=case.number))


def test_who_stops_is_asked_first_and_the_manager_hears_it(client, carla, dirk):
    case = own_case(carla, dirk)
    client.force_login(dirk)
    url = reverse("cases:access_stop", args=[case.number])
    assert url in client.get(case.get_absolute_url()).content.decode()
    assert "U schrijft het veiligheidskader" in client.get(url).content.decode()
    assert not EndedAccess.objects.exists()

    answer = client.post(url, follow=True)

    assert answer.redirect_chain == [(reverse("cases:my_referrals"), 302)]
    assert "De regiomanager krijgt bericht" in answer.content.decode()
    (mail,) = told(case)
    assert mail.to == carla.email
    assert "Sem" not in mail.body


def test_said_twice_it_is_said_once(carla, dirk):
    case = own_case(carla, dirk)
    assert stop_working_on(case, by=dirk) == stop_working_on(case, by=dirk)
    assert len(told(case)) == 1


def test_a_case_without_its_writer_is_a_signal_until_another_is_named(carla, dirk):
    named, applied = own_case(carla, dirk), own_case(carla, dirk, safety_professional=None)
    no_frame = own_case(carla, dirk, needs_frame=False)
    for case in (named, applied, no_frame):
        stop_working_on(case, by=dirk)

    assert set(Case.objects.filter(somebody_is_gone())) == {named, applied}
    assert gone_from(Case.objects.get(pk=named.pk)) == [Gone.WRITER]

    for case in (named, applied):
        name_safety_professional(case, by=carla, professional=make_user(Role.PROFESSIONAL))
    assert not Case.objects.filter(somebody_is_gone()).exists()


def test_who_is_named_again_reads_the_case_again(client, carla, dirk):
    case = own_case(carla, dirk)
    stop_working_on(case, by=dirk)

    name_safety_professional(case, by=carla, professional=dirk)

    client.force_login(dirk)
    assert client.get(case.get_absolute_url()).status_code == 200
    assert EndedAccess.objects.get().given_back_by == carla


def test_whoever_moves_somebody_reads_which_cases_need_another(client, carla, dirk, lena):
    writes, refers = own_case(carla, dirk), own_case(carla, dirk, needs_frame=False, safety_professional=None)
    closed = own_case(carla, dirk, state=CaseState.CLOSED)
    elders = make_organisation(name="Elders")
    client.force_login(lena)
    url = reverse("accounts:person", args=[dirk.pk])

    page = client.post(url, form_of(dirk, organisation=elders.pk), follow=True).content.decode()

    assert f"Deze zaken hebben een andere professional nodig: {writes.number}." in page
    assert refers.number not in page
    ended = EndedAccess.objects.filter(user=dirk, why=AccessOver.MOVED)
    assert {row.case for row in ended} == {writes, refers, closed}
    assert (len(told(writes)), len(told(refers)), len(told(closed))) == (1, 1, 0)
    assert not Case.objects.for_user(dirk).exists()


def test_another_name_ends_nothing(client, carla, dirk, lena):
    case = own_case(carla, dirk)
    client.force_login(lena)
    url = reverse("accounts:person", args=[dirk.pk])

    page = client.post(url, form_of(dirk, full_name="Dirk de Wit"), follow=True).content.decode()

    assert "De gegevens zijn bewaard." in page
    assert "een andere professional nodig" not in page
    assert Case.objects.for_user(dirk).get() == case


def test_who_comes_back_in_their_role_at_another_organisation_has_no_old_case(carla, dirk, lena):
    own_case(carla, dirk, needs_frame=False, safety_professional=None)
    fields = {"email": dirk.email, "full_name": dirk.full_name}
    change_person(dirk, by=lena, role=Role.NATIONAL, **fields)
    back = change_person(dirk, by=lena, role=Role.PROFESSIONAL, organisation=make_organisation(name="Elders"), **fields)
    assert not Case.objects.for_user(back).exists()


def test_no_link_goes_to_the_old_mailbox_of_who_stopped(carla, dirk):
    case = own_case(carla, dirk)
    case.referrer.email = "oud@voorbeeld.example"
    case.referrer.save(update_fields=["email"])
    stop_working_on(case, by=dirk)

    assert referrer_address(Case.objects.get(pk=case.pk)) == ""


def test_who_stopped_owes_nothing_when_the_account_closes(carla, dirk):
    case = own_case(carla, dirk)
    assert owed_by(Leaving(dirk))
    stop_working_on(case, by=dirk)
    assert not owed_by(Leaving(dirk))


def test_a_case_of_long_ago_opens_again_when_it_is_reopened(carla, dirk):
    case = own_case(carla, dirk, state=CaseState.CLOSED)
    long_ago = {"received_on": "2020-01-01", "preparation_started_on": "2020-02-01", "information_visit_on": None}
    Case.objects.filter(pk=case.pk).update(**long_ago, closed_on="2020-06-01")
    assert not Case.objects.for_user(dirk).exists()
    Case.objects.filter(pk=case.pk).update(state=CaseState.REGISTERED, closed_on=None)
    assert Case.objects.for_user(dirk).exists()


def test_a_double_stays_with_who_applied_for_as_long_as_the_other_goes_on(carla, dirk):
    goes_on = make_case(manager=carla)
    double = own_case(carla, dirk, state=CaseState.WITHDRAWN, needs_frame=False, safety_professional=None)
    Case.objects.filter(pk=double.pk).update(merged_into=goes_on, state_since="2020-01-01T00:00:00Z")
    assert Case.objects.for_user(dirk).get() == double

    Case.objects.filter(pk=goes_on.pk).update(state=CaseState.WITHDRAWN, state_since="2020-01-01T00:00:00Z")
    assert not Case.objects.for_user(dirk).exists()


def test_the_list_asks_as_much_for_ten_ended_cases_as_for_one(client, carla, dirk):
    client.force_login(dirk)
    counts = []
    for more in (1, 9):
        for _each in range(more):
            stop_working_on(own_case(carla, dirk), by=dirk)
        client.get(reverse("cases:my_referrals"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("cases:my_referrals"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nobody_of_another_role_stops_so(client, carla, dirk):
    case = own_case(carla, dirk)
    client.force_login(carla)
    assert client.post(reverse("cases:access_stop", args=[case.number])).status_code == 403
    assert not EndedAccess.objects.exists()
