"""The desk: signals, saved filters, asking the applicant, earlier cases, offers, advice, funding, transfer, figures."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases import norms
from cases.circle.acts.main_persons import change_main_person
from cases.circle.question_hints import wording_hints
from cases.codes import AdviceReason, CaseState, OfferMoment, RepeatReason, Suitability, WaitingReason, WithdrawReason
from cases.desk.acts.advice import record_advice
from cases.desk.acts.asking import answer_by_link, ask_applicant, find_question, record_answer
from cases.desk.acts.earlier import likely_earlier, link_earlier, set_earlier_aside
from cases.desk.acts.funding import rooms_for, set_programme
from cases.desk.acts.offers import answer_offer, link_offer, record_offer
from cases.desk.acts.transfer import transfer_case
from cases.desk.acts.triage import advise_otherwise, let_wait, withdraw_case
from cases.desk.forms.desk import OfferForm
from cases.desk.views.desk import MOST_ANSWERS_AN_HOUR
from cases.models import ApplicantQuestion, Case, Offer, Referrer, SafetySignal, SavedFilter
from cases.referral.acts.referrers import correct_referrer
from cases.rules import can
from cases.search import search_cases
from ekc.accounts.codes import Role
from ekc.accounts.domain import change_organisation
from ekc.dates import local_today
from ekc.outbox.domain import plan_due
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from reports.desk_figures import desk_tables
from tests.factories import (
    make_case,
    make_circle_person,
    make_likely,
    make_main_person,
    make_organisation,
    make_programme,
    make_region,
    make_user,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("cases:worklist")
DAY = dt.timedelta(days=1)


@pytest.fixture
def new_case(db):
    case = make_case(received_on=local_today())
    case.referrer.email = "aanmelder@voorbeeld.example"
    case.referrer.save()
    return case


def numbers(response):
    return [row.number for row in response.context["rows"]]


# --- terms and signals --------------------------------------------------------------------------------------


def test_public_holidays_are_no_working_days():
    good_friday_to_easter_monday = norms.add_working_days(dt.date(2026, 4, 3), 1)
    assert good_friday_to_easter_monday == dt.date(2026, 4, 7)
    assert norms.add_working_days(dt.date(2025, 12, 24), 2) == dt.date(2025, 12, 30)


def test_signals_hold_safety_terms_and_failed_mail_of_cases_under_way(desk):
    quiet = make_case(received_on=local_today())
    late = make_case(received_on=local_today() - 30 * DAY)
    unsafe = make_case(received_on=local_today())
    SafetySignal.objects.create(case=unsafe, signalled_by="oma", about="zorg", reported_by=make_user(Role.COORDINATOR))
    unsent = make_case(received_on=local_today())
    Message.objects.create(
        key="k",
        to="a@voorbeeld.example",
        subject="s",
        body="b",
        case_number=unsent.number,
        state="mislukt",
        next_try_at=timezone.now(),
    )
    make_case(state=CaseState.CLOSED)
    answer = desk.get(PAGE, {"tab": "signalen"})

    assert set(numbers(answer)) == {late.number, unsafe.number, unsent.number}
    assert quiet.number not in numbers(answer)
    assert {str(tab["label"]): tab["count"] for tab in answer.context["worklist"].tabs}["Signalen"] == 3
    rows = {row.number: row for row in answer.context["rows"]}
    assert rows[unsafe.number].has_signal
    assert rows[unsent.number].has_failed_mail


def test_decided_safety_signal_is_no_signal_any_more(desk, carla):
    case = make_case(received_on=local_today())
    SafetySignal.objects.create(
        case=case,
        signalled_by="oma",
        about="zorg",
        reported_by=carla,
        decision="x",
        decided_with=carla,
        decided_at=timezone.now(),
    )
    assert numbers(desk.get(PAGE, {"tab": "signalen"})) == []


def test_row_says_what_a_case_waits_for_and_since_when(desk):
    make_case(state=CaseState.WAITING, waiting_reason=WaitingReason.NO_FUNDING)
    (row,) = desk.get(PAGE, {"tab": "wacht"}).context["rows"]
    assert (row.why_waiting, row.since) == ("Geen financiering", "vandaag")


# --- saved filters -------------------------------------------------------------------------------------------


def test_saved_filter_is_kept_used_as_beginning_and_deleted(desk, carla):
    desk.post(reverse("cases:saved_filters"), {"name": "Spoed", "query": "urgent=ja&page=3", "is_default": "on"})
    saved = SavedFilter.objects.get(user=carla)
    assert (saved.query, saved.is_default) == ("urgent=ja", True)
    assert desk.get(PAGE).headers["Location"] == f"{PAGE}?urgent=ja"
    assert desk.get(PAGE, {"tab": "nieuw"}).status_code == 200

    url = reverse("cases:change_filter", args=[saved.pk])
    desk.post(url, {"act": "plain"})
    assert desk.get(PAGE).status_code == 200
    desk.post(url, {"act": "delete"})
    assert not SavedFilter.objects.exists()


def test_saved_filter_of_somebody_else_is_out_of_reach(desk):
    other = SavedFilter.objects.create(user=make_user(Role.REGIONAL_MANAGER), name="x", query="tab=na")
    assert desk.post(reverse("cases:change_filter", args=[other.pk]), {"act": "delete"}).status_code == 404
    assert SavedFilter.objects.filter(pk=other.pk).exists()


def test_filter_of_nothing_is_refused_and_what_was_typed_stays(desk):
    answer = desk.post(reverse("cases:saved_filters"), {"name": "Leeg", "query": "page=2"})
    assert answer.status_code == 200
    assert not SavedFilter.objects.exists()


def test_database_allows_one_beginning_per_person(carla):
    SavedFilter.objects.create(user=carla, name="a", query="x=1", is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilter.objects.create(user=carla, name="b", query="x=1", is_default=True)


# --- search ---------------------------------------------------------------------------------------------------


def test_search_follows_what_changes_in_a_main_person(carla):
    case = make_case(state=CaseState.ACTIVATION)
    change_main_person(case.main_persons.get(), by=carla, place="Zwolle")
    assert list(search_cases(Case.objects.all(), "zwolle")) == [case]
    change_main_person(case.main_persons.get(), by=carla, secret_address=True)
    assert not search_cases(Case.objects.all(), "zwolle").exists()


def test_search_follows_the_name_of_who_applied_and_of_the_organisation(desk, carla, new_case):
    known = make_organisation(name="Jeugdzorg Drenthe")
    page = reverse("cases:referrer", args=[new_case.number])
    assert page in desk.get(new_case.get_absolute_url()).content.decode()
    assert desk.post(page, {"name": "", "organisation_name": "jeugdzorg drenthe"}).status_code == 200
    answer = desk.post(page, {"name": "Willemijn", "organisation_name": "jeugdzorg drenthe"}, follow=True)

    assert "Willemijn" in answer.content.decode()
    assert Referrer.objects.get(case=new_case).organisation == known
    assert list(search_cases(Case.objects.all(), "willemijn drenthe")) == [new_case]

    change_organisation(known, by=carla, name="Jeugdzorg Emmen", is_care_or_deciding=False, referrer_type="")
    assert list(search_cases(Case.objects.all(), "emmen")) == [new_case]
    assert not search_cases(Case.objects.all(), "drenthe").exists()


def test_referrer_of_a_finished_case_does_not_change(carla, new_case):
    withdraw_case(new_case, by=carla, reason="x")

    with pytest.raises(Refusal, match="De zaak is klaar"):
        correct_referrer(new_case.referrer, by=carla, name="Een ander")


# --- asking the applicant ---------------------------------------------------------------------------------------


def link_in(message):
    return re.search(r"/antwoord/([^/]+)/", message.body)[1]


def test_applicant_answers_by_link_and_the_case_is_new_again(desk, client, new_case):
    desk.post(reverse("cases:ask", args=[new_case.number]), {"text": "Wie gaf toestemming?"})
    new_case.refresh_from_db()
    assert new_case.state == CaseState.ASKED
    assert numbers(desk.get(PAGE, {"tab": "antwoord"})) == [new_case.number]
    message = Message.objects.get(to="aanmelder@voorbeeld.example")
    assert "toestemming" not in message.body
    token = link_in(message)
    client.logout()
    url = reverse("cases:answer", args=[token])
    assert "Wie gaf toestemming?" in client.get(url).content.decode()
    assert client.post(url, {"answer": "Moeder."}).status_code == 302
    new_case.refresh_from_db()
    question = ApplicantQuestion.objects.get()
    assert (new_case.state, question.answer, question.token_hash) == (CaseState.SCREENING, "Moeder.", None)
    assert client.get(url).status_code == 410
    assert Message.objects.filter(key=f"answered:{question.pk}").exists()


def test_answer_stands_with_the_decision(desk, carla, new_case):
    ask_applicant(new_case, by=carla, text="Wie?")
    record_answer(new_case, by=carla, answer="Oma van moederskant")
    assert "Oma van moederskant" in desk.get(reverse("cases:decide", args=[new_case.number])).content.decode()


def test_link_ends_after_its_day_and_when_a_newer_question_is_asked(carla, new_case):
    ask_applicant(new_case, by=carla, text="Wie?")
    first = link_in(Message.objects.get(key__startswith="asked:"))
    assert find_question(first)
    ApplicantQuestion.objects.update(expires_on=local_today() - DAY)
    assert find_question(first) is None
    ApplicantQuestion.objects.update(expires_on=local_today())
    let_wait(new_case, by=carla, waiting_reason=WaitingReason.NO_FUNDING)
    with pytest.raises(Refusal):
        answer_by_link(first, "te laat")
    ask_applicant(new_case, by=carla, text="En nu?")
    assert find_question(first) is None


def test_applicant_without_mail_gets_no_link(carla):
    case = make_case()
    question = ask_applicant(case, by=carla, text="Wie?")
    assert question.token_hash is None
    assert not Message.objects.exists()


def test_links_cannot_be_guessed_by_trying(client):
    cache.clear()
    url = reverse("cases:answer", args=["verzonnen"])
    codes = [client.get(url).status_code for _try in range(MOST_ANSWERS_AN_HOUR + 1)]
    cache.clear()
    assert (codes[0], codes[-1]) == (410, 429)


# --- decisions and wording ----------------------------------------------------------------------------------------


def test_every_decision_keeps_date_person_code_and_text(carla):
    waiting, advised, withdrawn = make_case(), make_case(), make_case()
    let_wait(waiting, by=carla, waiting_reason=WaitingReason.NO_COORDINATOR, note="Turks")
    advise_otherwise(advised, by=carla, advice="Eerst rust.", reason_code=AdviceReason.NOT_NOW)
    withdraw_case(withdrawn, by=carla, reason="Klaar.", reason_code=WithdrawReason.SOLVED)
    for case, code in ((waiting, "geen_coordinator"), (advised, "nu_niet"), (withdrawn, "opgelost")):
        move = case.moves.last()
        assert (move.by, move.reason_code) == (carla, code)
        assert move.reason
        assert move.at


@pytest.mark.parametrize("act", [advise_otherwise, withdraw_case])
def test_decision_without_a_known_code_is_refused(carla, act):
    case = make_case()
    words = {"advice": "x"} if act is advise_otherwise else {"reason": "x"}
    with pytest.raises(Refusal):
        act(case, by=carla, reason_code="verzonnen", **words)


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("Wat is er nodig zodat Sem veilig opgroeit?", 0),
        ("Sem in een pleeggezin?", 2),
        ("Hoe komt het dat moeder weigert te helpen?", 1),
    ],
)
def test_hint_on_closed_questions_solutions_and_blame(text, hints):
    assert len(wording_hints(text)) == hints


def test_manager_words_a_draft_question_and_a_hint_does_not_stop_it(desk, new_case):
    url = reverse("cases:question_add", args=[new_case.number])
    answer = desk.post(
        url, {"text": "Moet Sem naar een pleeggezin?", "worded_by": "aanmelder", "topics": ["wonen"]}, follow=True
    )
    assert new_case.questions.get().text == "Moet Sem naar een pleeggezin?"
    assert "lijkt al een oplossing" in answer.content.decode()


def test_manager_words_no_question_once_a_coordinator_prepares(carla):
    case = make_case(state=CaseState.ACTIVATION)
    assert not can(carla, "question.change", case)


# --- earlier cases ------------------------------------------------------------------------------------------------


def test_same_name_and_birth_date_or_same_phone_is_found_in_own_regions_alone(carla):
    case = make_case(received_on=local_today())
    case.main_persons.update(phone="+31 6 1234 5678")
    same_person = make_likely(case)
    same_phone = make_case(main_persons=["Noor"])
    make_circle_person(same_phone, phone="06-12345678")
    elsewhere = make_likely(case, region=make_region("limburg"))
    make_case(main_persons=["Sem"])

    found = {each.case: (each.same_person, each.same_phone) for each in likely_earlier(case, carla)}
    assert found == {same_person: (True, False), same_phone: (False, True)}
    assert elsewhere not in found


def test_name_is_compared_without_accents_and_capitals(carla):
    case = make_case(main_persons=(), received_on=local_today())
    make_main_person(case, name="ŞÜKRÜ Öz", birth_date=dt.date(2014, 3, 2))
    other = make_case(main_persons=())
    make_main_person(other, name="Sukru Oz", birth_date=dt.date(2014, 3, 2))
    assert [each.case for each in likely_earlier(case, carla)] == [other]


def test_short_number_matches_nobody(carla):
    case, other = make_case(received_on=local_today()), make_case()
    case.main_persons.update(phone="112")
    other.main_persons.update(phone="112")
    assert likely_earlier(case, carla) == []


def test_link_makes_a_herhalingsverzoek_with_its_reason(desk, new_case):
    other = make_likely(new_case)
    url = reverse("cases:earlier_link", args=[new_case.number, other.pk])
    assert desk.post(url, {"repeat_reason": ""}).status_code == 200
    desk.post(url, {"repeat_reason": RepeatReason.STALLED})
    new_case.refresh_from_db()
    assert (new_case.previous_case, new_case.repeat_reason) == (other, RepeatReason.STALLED)
    assert desk.post(url, {"repeat_reason": RepeatReason.STALLED}).status_code == 404


def test_set_aside_asks_a_reason_and_shows_it_no_more(carla, new_case):
    other = make_likely(new_case)
    with pytest.raises(Refusal):
        set_earlier_aside(new_case, other, by=carla, note=" ")
    set_earlier_aside(new_case, other, by=carla, note="Andere familie")
    assert likely_earlier(new_case, carla) == []
    with pytest.raises(Refusal):
        link_earlier(new_case, other, by=carla, repeat_reason=RepeatReason.STALLED)


def test_number_of_a_strange_case_tells_nothing(desk, new_case):
    strange = make_likely(new_case, region=make_region("limburg"))
    unlike = make_case(main_persons=["Iemand"])
    for other in (strange, unlike):
        assert desk.get(reverse("cases:earlier_link", args=[new_case.number, other.pk])).status_code == 404


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
    plan_due("cases_review", case, timezone.now() + DAY, case_number=case.number, region_id=case.region_id)
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

    expected = [(1,), (1,), (1,), (1,), (1, 3, 2), (1,)]
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
