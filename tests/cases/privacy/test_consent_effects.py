"""What follows when somebody of a family withdraws consent, and when they give it again."""

import pytest

from cases.casepage.acts.ending_access import stop_working_on
from cases.codes import AccessOver, AskedAs, CaseState, RightKind
from cases.contact import asks_referrer_first, safe_contact
from cases.desk.acts.referrer_news import tell_referrer
from cases.models import Case, EndedAccess, MainPerson, Referrer
from cases.privacy.acts.answering import answer_request
from conferences.inviting.reads.mail_address import mail_of
from ekc.accounts.codes import Role
from ekc.links import why_closed
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from surveys.acts.handing_out import invite_respondent, remind
from surveys.codes import Form
from surveys.models import HandedOut, SurveyInvitation
from tests.factories import (
    make_case,
    make_circle_person,
    make_conference,
    make_main_person,
    make_privacy_request,
    make_user,
)
from tests.factories.consents import say_no, say_yes

ADDRESS = "noor@voorbeeld.example"
ALONE = {"said_as": AskedAs.SELF, "said_by": ""}


@pytest.fixture
def held(carla):
    case = make_case(state=CaseState.PLAN_SENT, manager=carla, main_persons=())
    make_conference(case, state="gehouden", held_on=case.received_on)
    return case


@pytest.fixture
def noor(held):
    return make_main_person(
        held, name="Noor", kind="meerderjarig", age_at_referral=19, email=ADDRESS, phone="0612345678"
    )


def _fresh(row):
    return type(row).objects.get(pk=row.pk)


def _coordinator(case):
    return case.contracts.get().coordinator.user


# --- research -------------------------------------------------------------------------------------------------------


def test_no_research_takes_the_file_out_and_a_yes_lets_it_in_again(held, noor, carla):
    say_no(noor, by=carla, purposes=["onderzoek"], **ALONE)
    held.refresh_from_db()
    assert held.research_objection
    assert held.research_objections.get().objector == "hoofdpersoon"

    say_yes(noor, by=carla, purposes=["onderzoek"], **ALONE)
    held.refresh_from_db()
    assert not held.research_objection
    assert held.research_objections.get().withdrawn_by == carla


def test_a_yes_of_one_leaves_the_no_of_another(held, noor, carla):
    other = make_main_person(held, name="Sem", kind="meerderjarig", age_at_referral=20)
    for each in (noor, other):
        say_no(each, by=carla, purposes=["onderzoek"], **ALONE)

    say_yes(noor, by=carla, purposes=["onderzoek"], **ALONE)
    assert _fresh(held).research_objection
    say_yes(other, by=carla, purposes=["onderzoek"], **ALONE)
    assert not _fresh(held).research_objection


def test_an_objection_that_was_made_otherwise_is_not_lifted_by_a_yes(held, noor, carla):
    from reports.acts.objections import record_objection

    record_objection(held, by=carla, objector="hoofdpersoon", way="papier", received_on=held.received_on)

    say_yes(noor, by=carla, purposes=["onderzoek"], **ALONE)

    assert _fresh(held).research_objection


# --- questionnaires -------------------------------------------------------------------------------------------------


def test_no_questionnaire_closes_the_link_and_nobody_is_reminded_or_asked_again(held, noor, carla):
    anna = _coordinator(held)
    own = invite_respondent(held, by=anna, form=Form.ADULT, email=ADDRESS)
    others = invite_respondent(held, by=anna, form=Form.ADULT, email="iemand@voorbeeld.example")

    say_no(noor, by=carla, purposes=["vragenlijst"], **ALONE)

    assert why_closed(SurveyInvitation.objects.get(pk=own.pk)) == "ingetrokken"
    assert not why_closed(SurveyInvitation.objects.get(pk=others.pk))
    assert HandedOut.objects.get(case=held).number == 1
    before = Message.objects.count()
    remind(own.pk)
    assert Message.objects.count() == before
    with pytest.raises(Refusal, match="wil geen vragenlijst"):
        invite_respondent(held, by=anna, form=Form.ADULT, email=ADDRESS.upper())
    say_yes(noor, by=carla, purposes=["vragenlijst"], **ALONE)
    assert invite_respondent(held, by=anna, form=Form.ADULT, email=ADDRESS)


# --- mail and telephone ---------------------------------------------------------------------------------------------


def test_no_mail_leaves_no_address_to_mail_and_the_coordinator_hears_it(held, noor, carla):
    anna = _coordinator(held)
    invitation = invite_respondent(held, by=anna, form=Form.ADULT, email=ADDRESS)

    say_no(noor, by=carla, purposes=["mailen"], **ALONE)

    found = safe_contact(_fresh(noor))
    assert (found.email, mail_of(_fresh(noor))) == ("", "")
    assert any("Niet mailen" in each for each in found.warnings)
    assert Message.objects.get(key__startswith="consent-withdrawn").to == anna.email
    remind(invitation.pk)
    assert not Message.objects.filter(to=ADDRESS, key__contains="reminder").exists()
    with pytest.raises(Refusal, match="wil geen mail"):
        invite_respondent(held, by=anna, form=Form.ADULT, email=ADDRESS)

    say_yes(noor, by=carla, purposes=["mailen"], **ALONE)
    assert safe_contact(_fresh(noor)).email == ADDRESS


def test_no_mail_said_by_a_mother_holds_for_her_too(held, carla):
    child = make_main_person(held, name="Sem", age_at_referral=6, email="sem@voorbeeld.example")
    mother = make_circle_person(held, name="Ria", email="ria@voorbeeld.example", is_parent_or_carer=True)

    say_no(child, by=carla, purposes=["mailen"], person=mother)

    assert [safe_contact(_fresh(each)).email for each in (child, mother)] == ["", ""]


def test_no_calls_takes_the_button_away_and_a_yes_of_one_leaves_the_no_of_the_other(held, carla):
    child = make_main_person(held, name="Sem", age_at_referral=13, phone="0612345678")
    say_no(child, by=carla, purposes=["bellen"], **ALONE)
    found = safe_contact(_fresh(child))
    assert "Niet bellen" in found.call.warning
    assert found.app == ""

    say_yes(child, by=carla, purposes=["bellen"])
    assert _fresh(child).no_call
    say_yes(child, by=carla, purposes=["bellen"], **ALONE)
    assert not _fresh(child).no_call


def test_before_the_explanation_a_no_to_calling_sends_to_who_applied(carla):
    case = make_case(state=CaseState.ASSIGNED, manager=carla, main_persons=("Sem",))
    assert not asks_referrer_first(case)

    say_no(case.main_persons.get(), by=carla, purposes=["bellen"])

    assert asks_referrer_first(Case.objects.get(pk=case.pk))


# --- sharing with who applied ---------------------------------------------------------------------------------------


@pytest.fixture
def dirk():
    return make_user(Role.PROFESSIONAL, email="dirk@voorbeeld.example")


def test_no_sharing_ends_the_access_of_who_applied_and_a_yes_gives_it_back(carla, dirk):
    case = make_case(state=CaseState.ACTIVATION, referred_by=dirk, manager=carla)
    child = case.main_persons.get()

    say_no(child, by=carla, purposes=["aanmelder"])
    assert not Case.objects.for_user(dirk).filter(pk=case.pk).exists()
    assert EndedAccess.objects.get().why == AccessOver.FAMILY
    assert tell_referrer(_fresh(case)) is None

    say_yes(child, by=carla, purposes=["aanmelder"])
    assert Case.objects.for_user(dirk).filter(pk=case.pk).exists()


def test_who_answers_for_safety_reads_on_until_the_manager_spoke_with_the_family(carla, dirk):
    case = make_case(
        state=CaseState.ACTIVATION, referred_by=dirk, manager=carla, needs_frame=True, safety_professional=dirk
    )
    child = case.main_persons.get()

    say_no(child, by=carla, purposes=["aanmelder"])

    assert Case.objects.for_user(dirk).filter(pk=case.pk).exists()
    assert Message.objects.get(key__startswith="consent-talk").to == carla.email


def test_a_yes_gives_nobody_back_what_ended_for_another_reason(carla, dirk):
    case = make_case(state=CaseState.ACTIVATION, referred_by=dirk, manager=carla)
    stop_working_on(case, by=dirk)
    child = case.main_persons.get()
    say_no(child, by=carla, purposes=["aanmelder"])

    say_yes(child, by=carla, purposes=["aanmelder"])

    assert not Case.objects.for_user(dirk).filter(pk=case.pk).exists()


def test_links_of_who_applied_without_an_account_close(carla):
    case = make_case(state=CaseState.WAITING, waiting_reason="geen_financiering", manager=carla)
    Referrer.objects.filter(case=case).update(email="tante@voorbeeld.example")
    news = tell_referrer(_fresh(case))
    assert not why_closed(news)

    say_no(case.main_persons.get(), by=carla, purposes=["aanmelder"])

    assert why_closed(type(news).objects.get(pk=news.pk)) == "doet_niet_mee"


# --- from the desk of requests --------------------------------------------------------------------------------------


def test_a_request_to_withdraw_that_is_granted_does_all_that_follows(held, carla):
    child = make_main_person(held, name="Sem", age_at_referral=8, email=ADDRESS)
    asked = make_privacy_request(child, by=carla, kind=RightKind.CONSENT)
    with pytest.raises(Refusal) as refusal:
        answer_request(asked, by=carla, action="grant", answer="Dat doen wij.")
    assert refusal.value.at == ("purposes",)

    answer_request(asked, by=carla, action="grant", answer="Dat doen wij.", purposes=["mailen", "onderzoek"])

    words = child.consents.values_list("purpose", "gives", "given_as", "way")
    assert sorted(words) == [("mailen", False, "ouder", "verzoek"), ("onderzoek", False, "ouder", "verzoek")]
    assert MainPerson.objects.get(pk=child.pk).no_mail
    assert _fresh(held).research_objection


def test_a_request_that_is_refused_changes_nothing(held, carla):
    child = make_main_person(held, name="Sem", age_at_referral=8)
    asked = make_privacy_request(child, by=carla, kind=RightKind.CONSENT)

    answer_request(asked, by=carla, action="refuse", ground="identiteit", answer="Nee.", purposes=["mailen"])

    assert not child.consents.exists()


def test_an_objection_to_research_at_the_desk_stands_in_the_register_and_a_later_yes_lifts_it(held, carla):
    child = make_main_person(held, name="Sem", age_at_referral=8)
    asked = make_privacy_request(child, by=carla, kind=RightKind.OBJECTION)
    answer_request(asked, by=carla, action="grant", answer="De zaak telt niet meer mee.")
    assert child.consents.get().purpose == "onderzoek"
    assert _fresh(held).research_objection

    say_yes(child, by=carla, purposes=["onderzoek"])

    assert not _fresh(held).research_objection
