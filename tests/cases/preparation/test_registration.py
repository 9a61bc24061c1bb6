"""The registration form, closing, and the end of the coordinator's access (move 15, R-03, R-10)."""

import pytest
from django.urls import reverse

from cases.codes import CaseState, ReferrerType
from cases.coordinators.acts.contracts import end_contract
from cases.models import Case
from cases.preparation.acts.registration import close_case, register_case, save_registration
from cases.preparation.reads import registration
from cases.preparation.reads.gaps import gaps_of, of_the_request
from cases.preparation.reads.registration import missing_for_registration
from conferences.models import Conference
from ekc.dates import local_today
from ekc.refusal import Refusal
from ekc.registry import Registry
from followup.codes import CallKind
from followup.models import Call, Interview
from plans.models import Plan
from plans.reads.gaps import FACTS as PLAN_FACTS
from plans.reads.gaps import of_the_plan
from surveys.models import HandedOut
from surveys.reads.gaps import of_the_questionnaires
from tests.factories import make_case, make_conference, make_plan, make_programme

ANSWERS = {
    "help_duration": "0_2_jaar",
    "problems": ["echtscheiding"],
    "subjects": ["wonen"],
    "cooperation_grade": 8,
    "cooperation_note": "",
}


@pytest.fixture
def ended(anna, carla):
    return make_case(state=CaseState.ENDED_IN_ACTIVATION, with_coordinator=anna, manager=carla)


@pytest.fixture
def _only_own_requirements(monkeypatch):
    """Floors above add what they need; here it is about what this app asks."""
    only_own: Registry[registration.Requirement] = Registry("requirement")
    only_own.add("answers", registration.own_answers)
    monkeypatch.setattr(registration, "REQUIREMENTS", only_own)


pytestmark = pytest.mark.usefixtures("_only_own_requirements")


def test_complete_registration_counts_from_today(ended, anna):
    register_case(ended, by=anna, **ANSWERS)

    ended.refresh_from_db()
    assert (ended.state, ended.registered_on) == (CaseState.REGISTERED, local_today())
    assert ended.problems == ["echtscheiding"]


def test_incomplete_registration_names_all_that_is_missing_and_saves_nothing(ended, anna):
    with pytest.raises(Refusal) as refused:
        register_case(ended, by=anna, **{**ANSWERS, "help_duration": "", "problems": []})

    assert refused.value.reason == (
        "De registratie is nog niet compleet. Vul nog in: hoe lang er al hulp is; wat er op de achtergrond speelde."
    )
    ended.refresh_from_db()
    assert (ended.state, ended.cooperation_grade) == (CaseState.ENDED_IN_ACTIVATION, None)


def test_answers_can_be_kept_for_later(ended, anna):
    save_registration(ended, by=anna, **{**ANSWERS, "problems": []})

    ended.refresh_from_db()
    assert (ended.state, ended.cooperation_grade) == (CaseState.ENDED_IN_ACTIVATION, 8)


@pytest.mark.parametrize("grade", [0, 11])
def test_grade_outside_1_10_is_refused(ended, anna, grade):
    with pytest.raises(Refusal, match="van 1 tot en met 10"):
        save_registration(ended, by=anna, cooperation_grade=grade)


def test_grade_may_be_left_out_with_the_reason(ended, anna):
    ended = save_registration(ended, by=anna, **{**ANSWERS, "cooperation_grade": None})
    assert len(missing_for_registration(ended)) == 1

    ended = save_registration(ended, by=anna, cooperation_note="Er was geen contact.")

    assert missing_for_registration(ended) == []


def test_lay_referrer_gets_no_grade(anna):
    case = make_case(
        state=CaseState.ENDED_IN_ACTIVATION,
        with_coordinator=anna,
        referrer_type=ReferrerType.MAIN_PERSON,
        help_duration="geen",
        problems=["anders"],
        subjects=["anders"],
    )

    assert missing_for_registration(case) == []


def test_floors_above_add_what_they_need(ended, anna):
    with (
        registration.REQUIREMENTS.standing_in("who_was_there", lambda case: ["wie er waren"]),
        pytest.raises(Refusal, match="wie er waren"),
    ):
        register_case(ended, by=anna, **ANSWERS)


@pytest.mark.parametrize("state", [CaseState.ACTIVATION, CaseState.PLAN_SENT, CaseState.REGISTERED])
def test_registration_waits_for_its_turn(anna, state):
    case = make_case(state=state, with_coordinator=anna)

    with pytest.raises(Refusal, match="kan nu niet"):
        save_registration(case, by=anna, **ANSWERS)


def test_only_the_manager_registers_after_the_one_month_call(anna, carla):
    case = make_case(state=CaseState.ONE_MONTH_CALLED, with_coordinator=anna)
    with pytest.raises(Refusal, match="hoort niet bij uw rol"):
        register_case(case, by=anna, **ANSWERS)

    register_case(case, by=carla, **ANSWERS)

    assert Case.objects.get(pk=case.pk).state == CaseState.REGISTERED


def test_closing_ends_the_contract_and_with_it_the_access(client, anna):
    case = make_case(state=CaseState.REGISTERED, with_coordinator=anna)
    client.force_login(anna)
    assert client.get(case.get_absolute_url()).status_code == 200

    close_case(case, by=anna)

    case.refresh_from_db()
    assert (case.state, case.closed_on) == (CaseState.CLOSED, local_today())
    assert case.contracts.get().ended_on == local_today()
    assert client.get(case.get_absolute_url()).status_code == 404
    assert case.number not in client.get(reverse("cases:my_cases")).content.decode()


def test_closing_needs_a_registration(anna):
    case = make_case(state=CaseState.FOLLOWED_UP, with_coordinator=anna)

    with pytest.raises(Refusal, match="kan nu niet"):
        close_case(case, by=anna)


def test_contract_that_ends_earlier_ends_the_access_earlier(client, anna):
    case = make_case(state=CaseState.ONE_MONTH_CALLED, with_coordinator=anna)

    end_contract(case, reason="Het gesprek na één maand is gevoerd.")

    client.force_login(anna)
    assert client.get(case.get_absolute_url()).status_code == 404
    assert case.contracts.get().end_reason == "Het gesprek na één maand is gevoerd."


def test_ending_a_contract_that_is_not_there_does_nothing(db):
    assert end_contract(make_case(), reason="Niets.") is None


# --- what the figures lack ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_the_figures_lack_is_named_field_by_field_until_nothing_is_left() -> None:
    case = make_case(state=CaseState.REGISTERED)
    case.main_persons.update(gender="onbekend", municipality="", residence="", birth_date=None, age_at_referral=None)
    name = str(case.main_persons.get())
    Case.objects.filter(pk=case.pk).update(programme=None)
    case.refresh_from_db()

    assert [str(each) for each in of_the_request(case)] == [
        "het programma: zonder programma telt de zaak niet mee",
        f"de leeftijd van {name}",
        f"het geslacht van {name}",
        f"waar {name} woont: bij wie",
        f"de gemeente van {name}",
    ]

    known = {"gender": "meisje", "municipality": "Hoorn", "residence": "thuis_bij_ouders", "age_at_referral": 9}
    case.main_persons.update(kind="minderjarig", **known)
    Case.objects.filter(pk=case.pk).update(programme=make_programme())
    assert of_the_request(Case.objects.get(pk=case.pk)) == []


@pytest.mark.django_db
def test_each_app_names_what_is_not_known_of_its_own() -> None:
    case = make_case(state=CaseState.FOLLOWED_UP)
    meeting = make_conference(case, state="gehouden")
    make_plan(case, state="toets_niet_nodig")
    Conference.objects.filter(pk=meeting.pk).update(location_type="")
    Call.objects.create(case=case, kind=CallKind.EXPERIENCE, opens_on=meeting.held_on, due_on=meeting.held_on)
    Interview.objects.create(case=case, role="aanmelder", situation="verbeterd", grade_plan=8)

    named = [str(each) for each in gaps_of(case)]

    assert "de soort plek van de conferentie" in named
    assert "ervaringsgesprek met de professional: nog niet vastgelegd" in named
    assert (
        "navraag bij aanmelder of hulpverlener: of het plan is uitgevoerd, welk deel van de afspraken, het contact met "
        "hulpverleners, cijfer voor de conferentie"
    ) in named
    assert "hoeveel vragenlijsten er zijn uitgereikt" in named
    assert all(each.url_name for each in gaps_of(case) if "programma" not in str(each))


@pytest.mark.django_db
def test_of_a_plan_each_fact_that_nobody_knows_is_named_and_of_no_plan_that_it_is_not_there() -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    assert [str(each) for each in of_the_plan(case)] == ["het plan: nog niet vastgesteld"]
    plan = make_plan(case, state="opgesteld")
    assert [str(each) for each in of_the_plan(case)] == ["het plan: nog niet vastgesteld"]

    Plan.objects.filter(pk=plan.pk).update(state="toets_niet_nodig", **dict.fromkeys(PLAN_FACTS))
    assert len(of_the_plan(case)) == len(PLAN_FACTS)
    Plan.objects.filter(pk=plan.pk).update(**dict.fromkeys(PLAN_FACTS, False))
    assert of_the_plan(case) == []


def test_every_fact_of_a_plan_that_the_figures_count_is_asked_for() -> None:
    counted = {field.name for field in Plan._meta.get_fields() if field.get_internal_type() == "BooleanField"}
    assert counted - {"enough_people_present"} == set(PLAN_FACTS), "what can be known when a plan is established"


@pytest.mark.django_db
def test_where_it_was_written_down_how_many_questionnaires_went_out_nothing_is_lacking() -> None:
    case = make_case(state=CaseState.FOLLOWED_UP)
    make_conference(case, state="gehouden")
    assert [str(each) for each in of_the_questionnaires(case)] == ["hoeveel vragenlijsten er zijn uitgereikt"]
    HandedOut.objects.create(case=case, form="volwassene", number=1)
    assert of_the_questionnaires(case) == []


# --- on the screen -------------------------------------------------------------------------------------------


def test_coordinator_fills_in_the_form_in_two_sittings_and_closes(client, ended, anna):
    client.force_login(anna)
    url = reverse("cases:register", args=[ended.number])

    client.post(url, {"help_duration": "geen", "later": "1"})
    refused = client.post(url, {"help_duration": "geen", "cooperation_note": "Goed gesprek"})
    assert "De registratie is nog niet compleet" in refused.content.decode()
    assert "Goed gesprek" in refused.content.decode()
    client.post(url, ANSWERS)
    close = reverse("cases:close", args=[ended.number])
    asked = client.post(close).content.decode()
    assert "Dit missen de cijfers nog" in asked
    assert "Weten jullie het niet, kruis dat dan hier aan" in asked
    closed = client.post(close, {"despite_gaps": "on"})

    ended.refresh_from_db()
    assert ended.state == CaseState.CLOSED
    assert closed.url == reverse("cases:my_cases")


def test_close_page_asks_first_and_changes_nothing(client, anna):
    case = make_case(state=CaseState.REGISTERED, with_coordinator=anna)
    client.force_login(anna)

    page = client.get(reverse("cases:close", args=[case.number]))

    assert page.status_code == 200
    assert Case.objects.get(pk=case.pk).state == CaseState.REGISTERED
