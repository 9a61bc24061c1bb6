"""The pages of the meeting, as each role."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, SafetyMeasure
from cases.models import Case
from cases.preparation.acts.safety import decide_ban, decide_signal
from conferences.codes import ConferenceState
from conferences.models import Conference
from ekc.dates import local_today
from tests.factories import make_attendance, make_circle_person, make_conference, make_invitation
from tests.people import signed_in
from tests.world import World, make_world


def url(name: str, case: Case, *args) -> str:
    return reverse(f"conferences:{name}", args=[case.number, *args])


@pytest.fixture
def scheduled(db: None) -> World:
    return make_world(state=CaseState.SCHEDULED)


@pytest.fixture
def held(db: None) -> World:
    return make_world(state=CaseState.HELD_WITH_PLAN)


def test_a_conference_is_planned_from_the_page(world: World) -> None:
    client, case = signed_in(world.anna), world.own.case
    day = local_today() + dt.timedelta(days=20)
    typed = {
        "day": day.isoformat(),
        "start": "13.00",
        "end": "18:00",
        "location_type": "buurthuis",
        "interpreter": "geen",
    }

    response = client.post(url("plan", case), typed)

    assert response.headers["Location"] == url("conference", case)
    assert case.conferences.get().planned_start.date() == day


def test_a_refused_plan_keeps_what_was_typed(world: World) -> None:
    client, case = signed_in(world.anna), world.own.case
    typed = {"day": "2001-01-01", "start": "13:00", "venue_name": "De Haard", "interpreter": "geen"}

    page = client.post(url("plan", case), typed).content.decode()

    assert "kan niet vóór het begin van de voorbereiding" in page
    assert "De Haard" in page


def test_moving_the_day_keeps_the_place(scheduled: World) -> None:
    page = signed_in(scheduled.anna).get(url("plan", scheduled.own.case)).content.decode()

    assert scheduled.own.canaries["venue"] in page


def ready_for_the_day(world: World) -> None:
    """What the regional manager must decide is decided, and the day is today; the rest of this world is ready."""
    carla = world.carla
    # On another day than was planned it is asked first (ADR 0016, `test_taking_back`).
    Conference.objects.filter(case=world.own.case).update(planned_start=timezone.now(), planned_end=None)
    decide_signal(world.own.signal, by=carla, measures=[SafetyMeasure.ON_CALL], decision="Iemand staat klaar.")
    decide_ban(world.own.ban, by=carla, may_both_come=True, decision="Oom zit erbij.")


def test_the_three_buttons_walk_through_the_day(scheduled: World) -> None:
    ready_for_the_day(scheduled)
    client, case = signed_in(scheduled.anna), scheduled.own.case

    for action in ("informatie", "besloten-tijd", "presentatie"):
        client.post(url("press", case, action))
    client.post(url("finish", case), {"outcome": "plan"})

    case.refresh_from_db()
    assert (case.state, case.conferences.get().state) == (CaseState.HELD_WITH_PLAN, ConferenceState.HELD)


def test_a_button_pressed_twice_says_so_and_does_not_break(scheduled: World) -> None:
    ready_for_the_day(scheduled)
    client, case = signed_in(scheduled.anna), scheduled.own.case
    client.post(url("press", case, "informatie"))

    response = client.post(url("press", case, "informatie"), follow=True)

    assert response.status_code == 200
    assert "kan nu niet" in response.content.decode()


def test_reading_a_button_changes_nothing(scheduled: World) -> None:
    response = signed_in(scheduled.anna).get(url("press", scheduled.own.case, "informatie"))

    assert response.status_code == 405
    assert scheduled.own.case.conferences.get().state == ConferenceState.PLANNED


def test_a_professional_sees_place_and_time_and_nobody_of_the_circle(scheduled: World) -> None:
    make_invitation(scheduled.own.conference, scheduled.own.circle_person)
    # All canaries share a word, and a place with a word of somebody's name is not told.
    Conference.objects.update(venue_name="De Haard")

    page = signed_in(scheduled.dirk).get(url("conference", scheduled.own.case)).content.decode()

    assert "De Haard" in page
    assert not [text for text in scheduled.own.circle_canaries if text in page]


# Whom the family sees, and what is done in the room: the coordinator's alone.
OF_THE_COORDINATOR = ["invite", "day", "finish", "propose_days"]
# What must be written down or moved when the coordinator cannot: the office too, once there is a day (ADR 0020).
OF_THE_OFFICE_TOO = ["plan", "postpone", "record", "times", "attendance", "letter_read"]


@pytest.mark.parametrize("name", OF_THE_COORDINATOR)
def test_only_the_coordinator_changes_the_meeting(scheduled: World, name: str) -> None:
    for person in (scheduled.carla, scheduled.dirk):
        assert signed_in(person).get(url(name, scheduled.own.case)).status_code == 403
    for stranger in scheduled.strangers.values():
        assert signed_in(stranger).get(url(name, scheduled.own.case)).status_code == 404


@pytest.mark.parametrize("name", OF_THE_OFFICE_TOO)
def test_the_office_completes_what_is_owed_and_nobody_else_does(scheduled: World, name: str) -> None:
    assert signed_in(scheduled.carla).get(url(name, scheduled.own.case)).status_code == 200
    assert signed_in(scheduled.dirk).get(url(name, scheduled.own.case)).status_code == 403
    for stranger in scheduled.strangers.values():
        assert signed_in(stranger).get(url(name, scheduled.own.case)).status_code == 404


@pytest.mark.parametrize("state", [CaseState.ASSIGNED, CaseState.ACTIVATION, CaseState.REGISTERED, CaseState.CLOSED])
@pytest.mark.parametrize("name", OF_THE_OFFICE_TOO + OF_THE_COORDINATOR)
def test_before_there_is_a_day_and_after_registration_the_office_changes_no_meeting(
    db: None, state: str, name: str
) -> None:
    world = make_world(state=state)

    assert signed_in(world.carla).get(url(name, world.own.case)).status_code == 403


@pytest.mark.parametrize("people", [3, 30])
def test_the_tab_asks_the_same_number_of_queries_for_few_and_many(
    held: World, people: int, django_assert_max_num_queries
) -> None:
    for _ in range(people):
        person = make_circle_person(held.own.case)
        make_attendance(held.own.conference, person=person)
        make_invitation(held.own.conference, person)
    client = signed_in(held.anna)

    with django_assert_max_num_queries(28):
        assert client.get(url("conference", held.own.case)).status_code == 200


def test_a_meeting_of_the_day_before_is_written_down_in_one_form(world: World) -> None:
    case = world.own.case
    make_conference(case)
    Case.objects.filter(pk=case.pk).update(state=CaseState.SCHEDULED)
    day_before = local_today() - dt.timedelta(days=2)
    typed = {"day": day_before.isoformat(), "started": "19:00", "private_from": "20:00", "private_until": "23:30"}

    signed_in(world.anna).post(url("record", case), {**typed, "ended": "00:30", "outcome": "plan"})

    conference = Conference.objects.get(case=case)
    assert conference.ended_at - conference.started_at == dt.timedelta(hours=5, minutes=30)


def test_professional_reads_nothing_of_the_preparation_as_next_step(scheduled: World) -> None:
    """R-05: only that there is a day, and what is asked of the professional there."""
    professional = scheduled.own.case.referrer.user
    page = signed_in(professional).get(scheduled.own.case.get_absolute_url()).content.decode()

    assert "De conferentie is gepland" in page or "De conferentie is vandaag" in page
    assert "Bereid de dag voor" not in page
    assert "Nodig iedereen uit" not in page


@pytest.mark.parametrize("number", ["\N{SUPERSCRIPT TWO}", "9" * 5000, "-1", "x"])
def test_a_number_in_the_address_that_is_none_breaks_no_page(scheduled: World, number: str) -> None:
    client = signed_in(scheduled.anna)

    for name, argument in (("run_sheet", "bijeenkomst"), ("plan", "dag")):
        answer = client.get(url(name, scheduled.own.case), {argument: number})
        assert answer.status_code == 200, name


@pytest.mark.parametrize(
    ("name", "lines", "more"), [("plan", "dishes", "add_dish"), ("propose_days", "days", "add_day")]
)
def test_a_list_that_does_not_say_how_long_it_is_breaks_no_page(world: World, name: str, lines: str, more: str) -> None:
    sent = {f"{lines}-TOTAL_FORMS": "\N{SUPERSCRIPT TWO}", more: "1"}

    assert signed_in(world.anna).post(url(name, world.own.case), sent).status_code == 200
