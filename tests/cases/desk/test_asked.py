"""What may be done with an aanmelding goes on while its referrer is asked something, as in every state of the desk."""

import pytest
import rules
from django.urls import reverse

from cases.casepage.next_step import next_step_for
from cases.casepage.reads.overview import overview_of
from cases.codes import DESK_STATES, CaseState, IntendedHelp, RequestState, Variant
from cases.coordinators.acts.requests import accept_request, ask_coordinators
from cases.desk.acts.referrer_questions import ask_referrer, record_answer
from cases.models import Case
from cases.preparation.acts.briefing import write_intended_plan
from cases.variants.acts.kind import choose_variant
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from tests.factories import make_case, make_coordinator, make_user

pytestmark = pytest.mark.django_db

EVERY_STATE_OF_THE_DESK = pytest.mark.parametrize("state", sorted(DESK_STATES))


@pytest.fixture
def dirk(db) -> User:
    return make_user(Role.PROFESSIONAL, full_name="Dirk Jeugdbeschermer")


def referred(state: str, by: User) -> Case:
    made = make_case(state=state, referred_by=by, needs_frame=True)
    found: Case = Case.objects.with_file().get(pk=made.pk)
    return found


def test_who_thinks_about_a_case_is_still_asked_while_the_referrer_is(carla):
    case, coordinators = make_case(), [make_coordinator() for _each in range(2)]
    ask_coordinators(case, coordinators, by=carla)

    ask_referrer(case, by=carla, text="Wie past er op de kinderen?")

    offers = case.coordinator_requests.order_by("position")
    assert [offer.state for offer in offers] == [RequestState.OPEN, RequestState.QUEUED]
    accept_request(offers[0], by=coordinators[0].user)
    case.refresh_from_db()
    assert case.state == CaseState.ASSIGNED


def test_the_answer_of_the_referrer_stops_no_offer_either(carla):
    case = make_case()
    ask_coordinators(case, [make_coordinator()], by=carla)
    ask_referrer(case, by=carla, text="Wie past er op de kinderen?")

    record_answer(case, by=carla, answer="Oma.")

    assert case.coordinator_requests.get().state == RequestState.OPEN


@EVERY_STATE_OF_THE_DESK
def test_manager_reads_who_thinks_about_the_case(client, carla, state):
    case, coordinator = make_case(state=state), make_coordinator()
    ask_coordinators(case, [coordinator], by=carla)
    client.force_login(carla)

    text = client.get(case.get_absolute_url()).content.decode()

    assert f"Wacht op het antwoord van {coordinator}" in text


@EVERY_STATE_OF_THE_DESK
def test_professional_is_asked_for_the_frame_from_the_aanmelding_on(dirk, state):
    case = referred(state, dirk)

    step = next_step_for(case, dirk)

    assert step is not None
    assert step.url == reverse("plans:frame_edit", args=[case.number])


@EVERY_STATE_OF_THE_DESK
def test_page_says_that_there_must_be_a_frame(carla, dirk, state):
    assert overview_of(referred(state, dirk), carla)["safety"]["url"]


@EVERY_STATE_OF_THE_DESK
def test_professional_writes_down_beforehand_what_they_would_decide(dirk, state):
    case = referred(state, dirk)

    assert overview_of(case, dirk)["intended_plan_url"]
    assert write_intended_plan(case, by=dirk, help_codes=[IntendedHelp.NOTHING], text="").locked_at is None


@EVERY_STATE_OF_THE_DESK
def test_manager_chooses_the_kind_of_conference(carla, dirk, state):
    case = referred(state, dirk)

    assert rules.has_perm("variant.change", carla, case)
    assert (
        choose_variant(case, by=carla, variant=Variant.COMMUNITY, reason="Met de straat.").variant == Variant.COMMUNITY
    )
