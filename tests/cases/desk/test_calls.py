"""Calling about an aanmelding, before there is a coordinator; and not calling a family that did not consent."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.codes import DESK_STATES, Callee, CaseState, ReferrerType
from cases.contact import asks_referrer_first
from cases.desk.acts.calls import log_triage_call
from cases.models import Case
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_case, make_circle_person

pytestmark = pytest.mark.django_db
NO_CONSENT = "Geen toestemming: bel de familie niet, bel de aanmelder."


def without_consent(**fields):
    case = make_case(**{"received_on": local_today(), "with_consent": False, **fields})
    case.referrer.phone = "030 555 01 00"
    case.referrer.save()
    case.main_persons.update(phone="06 12345678")
    return case


@pytest.mark.parametrize("state", sorted(DESK_STATES))
def test_a_call_is_logged_in_one_press_reached_or_not(desk, carla, state):
    case = make_case(state=state)
    case.main_persons.update(phone="06 12345678")
    page = desk.get(reverse("cases:decide", args=[case.number])).content.decode()
    assert 'name="reached" value="nee"' in page

    url = reverse("cases:triage_call", args=[case.number])
    desk.post(url, {"callee": Callee.FAMILY, "reached": "nee"})
    desk.post(url, {"callee": Callee.FAMILY, "reached": "ja", "note": "Belt morgen terug."})

    assert list(case.triage_calls.values_list("reached", "note")) == [(True, "Belt morgen terug."), (False, "")]
    case.refresh_from_db()
    assert case.manager == carla
    seen = desk.get(reverse("cases:decide", args=[case.number])).content.decode()
    assert "niet bereikt" in seen
    assert "Belt morgen terug." in desk.get(reverse("cases:history", args=[case.number])).content.decode()


def test_once_there_is_a_coordinator_contacts_are_logged_elsewhere(carla, assigned):
    with pytest.raises(Refusal, match="al een coördinator"):
        log_triage_call(assigned, by=carla, callee=Callee.REFERRER, reached=True)


def test_without_consent_the_manager_reads_to_call_the_referrer_and_gets_no_button_for_the_family(desk, carla):
    case = without_consent()
    for url in (reverse("cases:decide", args=[case.number]), case.get_absolute_url()):
        page = desk.get(url).content.decode()
        assert NO_CONSENT in page
        assert "tel:+31305550100" in page
        assert f'name="callee" value="{Callee.FAMILY}"' not in page
    with pytest.raises(Refusal, match="bel de aanmelder"):
        log_triage_call(case, by=carla, callee=Callee.FAMILY, reached=True)


def test_without_consent_the_coordinator_reads_it_where_one_would_phone(client, anna):
    case = without_consent(state=CaseState.ASSIGNED, with_coordinator=anna)
    make_circle_person(case, name="Moeder", phone="06 87654321")
    client.force_login(anna)
    pages = [case.get_absolute_url(), reverse("cases:circle", args=[case.number]), reverse("cases:my_cases")]
    for url in pages:
        assert NO_CONSENT in client.get(url).content.decode(), url
    assert "Maak een eerste afspraak via de aanmelder" in client.get(pages[2]).content.decode()


def test_consent_that_comes_later_is_written_down_and_the_family_may_be_called(desk, carla):
    case = without_consent()
    url = reverse("cases:consent", args=[case.number])
    day = local_today()
    sent = {"consent_by": "Ria", "consent_how": "belde zelf", "consent_on_0": day.day, "consent_on_1": day.month}
    assert "Vul ook het jaar in" in desk.post(url, sent).content.decode()
    desk.post(url, {**sent, "consent_on_2": day.year})

    page = desk.get(reverse("cases:decide", args=[case.number])).content.decode()
    assert NO_CONSENT not in page
    assert "tel:+31612345678" in page
    log_triage_call(case, by=carla, callee=Callee.FAMILY, reached=True)
    assert "al vastgelegd" in desk.post(url, {**sent, "consent_on_2": day.year}).content.decode()


def test_who_applied_for_the_own_family_consented_by_it_and_after_the_explanation_nobody_asks():
    case = without_consent()
    assert asks_referrer_first(case)
    own = without_consent(referrer_type=ReferrerType.NETWORK)
    met = without_consent(state=CaseState.ASSIGNED, information_visit_on=local_today())
    started = without_consent(state=CaseState.ACTIVATION, received_on=local_today() - dt.timedelta(days=60))
    assert not any(asks_referrer_first(Case.objects.get(pk=each.pk)) for each in (own, met, started))
