"""Offers of a conference, advice to professionals, and the figures of both."""

import pytest
from django.urls import reverse

from cases.codes import (
    AdviceReason,
    CaseState,
    LeavingReason,
    OfferMoment,
    RepeatReason,
    Suitability,
    WaitingReason,
    WithdrawReason,
)
from cases.desk.acts.advice import record_advice
from cases.desk.acts.earlier import link_earlier
from cases.desk.acts.offers import answer_offer, link_offer, record_offer
from cases.desk.acts.triage import advise_otherwise, let_wait, withdraw_case
from cases.desk.forms.offers import OfferForm
from cases.models import Offer
from cases.preparation.acts.ending import hand_back
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.refusal import Refusal
from reports.desk_figures import desk_tables
from tests.cases.desk.desk_pages import DAY
from tests.factories import make_case, make_likely, make_region, make_user

pytestmark = pytest.mark.django_db


# --- offers and advice -----------------------------------------------------------------------------------------------
def test_professional_records_an_offer_and_an_accepted_one_leads_on(client):
    dirk = make_user(Role.PROFESSIONAL)
    client.force_login(dirk)
    values = {"region": make_region().pk, "offered_on": local_today().isoformat(), "moment": OfferMoment.CRISIS}
    client.post(reverse("cases:offer_add"), {**values, "accepted": "nee", "reason": "Wil eerst rust"})
    client.post(reverse("cases:offer_add"), {**values, "accepted": "ja"})
    refused, accepted = Offer.objects.order_by("pk")
    assert (refused.accepted, refused.organisation) == (False, dirk.organisation)
    html = client.get(reverse("cases:offers")).content.decode()
    assert f"{reverse('cases:referral')}?offer={accepted.pk}" in html
    assert f"?offer={refused.pk}" not in html
    assert [
        form["region"].value() for form in (OfferForm(user=dirk), OfferForm(user=make_user(Role.PROFESSIONAL)))
    ] == [
        make_region().pk,
        None,
    ]


def test_offers_are_seen_by_who_made_them_and_by_the_manager_of_the_region(carla):
    dirk = make_user(Role.PROFESSIONAL)
    own = record_offer(by=dirk, region=make_region(), offered_on=local_today(), moment="crisis", accepted=None)
    record_offer(by=dirk, region=make_region("limburg"), offered_on=local_today(), moment="crisis", accepted=None)
    assert Offer.objects.for_user(dirk).count() == 2
    assert list(Offer.objects.for_user(carla)) == [own]
    assert not Offer.objects.for_user(make_user(Role.PROFESSIONAL)).exists()


def test_case_that_came_of_an_offer_gets_its_moment_once(carla):
    dirk = make_user(Role.PROFESSIONAL)
    offer = record_offer(by=dirk, region=make_region(), offered_on=local_today(), moment="crisis", accepted=None)
    case = make_case()
    link_offer(offer, case, by=dirk)
    offer.refresh_from_db()
    case.refresh_from_db()
    assert (offer.accepted, offer.case, case.offer_moment) == (True, case, "crisis")
    with pytest.raises(Refusal):
        link_offer(offer, make_case(), by=dirk)
    with pytest.raises(Refusal):
        answer_offer(offer, by=dirk, accepted=False)


def test_offer_to_come_is_refused(carla):
    with pytest.raises(Refusal):
        record_offer(by=carla, region=make_region(), offered_on=local_today() + DAY, moment="crisis", accepted=None)


def test_advice_is_logged_with_and_without_a_case(desk, carla, new_case):
    values = {"asked_by": "Jan, wijkteam", "doubt": "Past het bij schulden?", "advice": Suitability.LATER}
    desk.post(reverse("cases:advice_add"), {**values, "region": make_region().pk})
    desk.post(reverse("cases:case_advice", args=[new_case.number]), values)
    html = desk.get(reverse("cases:advices")).content.decode()
    assert html.count("Past het bij schulden?") == 2
    assert new_case.advices.get().given_by == carla


# --- figures -------------------------------------------------------------------------------------------------------
def test_each_refusal_wait_offer_and_advice_shows_up_in_the_figures(client, carla):
    let_wait(make_case(), by=carla, waiting_reason=WaitingReason.NO_FUNDING)
    advise_otherwise(make_case(), by=carla, advice="x", reason_code=AdviceReason.OTHER_HELP)
    withdraw_case(make_case(), by=carla, reason="x", reason_code=WithdrawReason.FAMILY_DECLINES)
    for accepted in (True, False, False, False, None, None):
        record_offer(by=carla, region=make_region(), offered_on=local_today(), moment="toegang", accepted=accepted)
    record_advice(by=carla, region=make_region(), asked_by="J", doubt="x", advice="later")
    repeat = make_case(received_on=local_today())
    link_earlier(repeat, make_likely(repeat), by=carla, repeat_reason=RepeatReason.STALLED)
    researcher = make_user(Role.RESEARCHER)

    handed_back = make_case(state=CaseState.ACTIVATION)
    hand_back(handed_back, by=carla, reason_code=LeavingReason.ILLNESS, reason="")

    expected = [(1,), (1,), (1,), (1,), (1,), (1, 3, 2), (1,)]
    assert [table.totals for table in desk_tables(carla, local_today().year)] == expected
    stranger = make_user(Role.REGIONAL_MANAGER, region=make_region("limburg"))
    assert {total for table in desk_tables(stranger, local_today().year) for total in table.totals} == {0}
    client.force_login(researcher)
    assert "Heeft gewacht" in client.get(reverse("reports:desk")).content.decode()


def test_small_numbers_are_told_to_who_opens_the_cases_and_to_nobody_else(client, carla):
    for _number in range(4):
        withdraw_case(make_case(), by=carla, reason="x", reason_code=WithdrawReason.MISTAKE)
    for reader, shown in ((carla, 4), (make_user(Role.RESEARCHER), None), (make_user(Role.NATIONAL), None)):
        table = desk_tables(reader, local_today().year)[1]
        assert dict(table.rows)[WithdrawReason.MISTAKE.label] == (shown,)
        assert table.totals == (shown,)
        client.force_login(reader)
        assert ("&lt;5" in client.get(reverse("reports:desk")).content.decode()) == (shown is None)

    withdraw_case(make_case(), by=carla, reason="x", reason_code=WithdrawReason.MISTAKE)
    assert desk_tables(make_user(Role.RESEARCHER), local_today().year)[1].totals == (5,)
