"""Every page of the coordinator's side, as every role: what stands on it and what never does."""

import datetime as dt
import html

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState
from cases.models import Case
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from tests.factories import (
    drop_frames,
    make_case,
    make_circle_person,
    make_contact,
    make_main_person,
    nothing_is_fixed,
)
from tests.world import World, make_world

TABS = ("case", "circle", "contacts", "history")
FORMS = ("circle_add", "contact_add", "question_add", "hand_back", "end_in_activation", "plan_without_meeting")


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(world: World, name: str, who: str, **query) -> str:
    answer = browser(world.people[who]).get(reverse(f"cases:{name}", args=[world.own.case.number]), query)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


# --- who reaches what ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*TABS, *FORMS])
@pytest.mark.parametrize("who", ["bram", "carel", "eva", "frans", "lena"])
def test_page_does_not_exist_for_a_stranger(world, name, who):
    url = reverse(f"cases:{name}", args=[world.own.case.number])

    assert browser(world.people[who]).get(url).status_code == 404
    assert browser(world.people[who]).get(url.replace(world.own.case.number, "EK-0000-0000")).status_code == 404


@pytest.mark.parametrize("name", FORMS)
def test_coordinator_opens_each_form(world, name):
    assert page(world, name, "anna")


@pytest.mark.parametrize("name", ["circle_add", "contact_add", "question_add"])
def test_manager_reads_the_preparation_but_does_not_write_it(world, name):
    url = reverse(f"cases:{name}", args=[world.own.case.number])

    assert browser(world.carla).get(url).status_code == 403
    assert browser(world.carla).post(url, {}).status_code == 403


@pytest.mark.parametrize("name", ["circle", "contacts", *FORMS])
def test_professional_never_opens_circle_or_preparation(world, name):
    url = reverse(f"cases:{name}", args=[world.own.case.number])

    assert browser(world.dirk).get(url).status_code == 403


@pytest.mark.parametrize("name", ["circle_edit", "circle_set_aside"])
def test_person_of_another_case_is_not_found_below_the_own_number(world, name):
    url = reverse(f"cases:{name}", args=[world.own.case.number, world.other.circle_person.pk])

    assert browser(world.anna).get(url).status_code == 404


def test_case_that_went_silent_for_the_role_is_logged_as_refused(world):
    browser(world.dirk).get(reverse("cases:circle", args=[world.own.case.number]))

    line = ReadLine.objects.get()
    assert (line.user, line.case_number, line.outcome) == (world.dirk, world.own.case.number, "geweigerd")


@pytest.mark.parametrize("name", TABS)
def test_opening_a_tab_leaves_one_line_in_the_read_log(world, name):
    page(world, name, "anna")

    line = ReadLine.objects.get()
    assert (line.user, line.case_number, line.outcome) == (world.anna, world.own.case.number, "getoond")


# --- what stands on it, and what never does -----------------------------------------------------------------


@pytest.mark.parametrize(("who", "name"), [(who, name) for who in ("anna", "carla") for name in TABS])
def test_secret_address_stands_on_no_page(world, who, name):
    shown = page(world, name, who)

    assert [text for text in world.own.secret_canaries if text in shown] == []


@pytest.mark.parametrize("name", ["case", "history"])
@pytest.mark.parametrize("state", [CaseState.ACTIVATION, CaseState.ENDED_IN_ACTIVATION, CaseState.PLAN_SENT])
def test_professional_sees_nothing_of_circle_and_preparation(db, name, state):
    world = make_world(state=state)
    Case.objects.update(not_held_note="Kanarie-toelichting", information_visit_with="Kanarie-bezoek")

    shown = page(world, name, "dirk")

    hidden = [*world.own.circle_canaries, *world.own.secret_canaries, "Kanarie-toelichting", "Kanarie-bezoek"]
    assert [text for text in hidden if text in shown] == []
    assert "Kring" not in shown
    assert "Contacten" not in shown


def test_professional_sees_the_own_aanmelding(world):
    shown = page(world, "case", "dirk")

    known = ("child", "adult", "situation", "other_professionals", "preference", "question")
    assert [name for name in known if world.own.canaries[name] not in shown] == []


def test_overview_warns_of_what_is_not_safe(world):
    for who in ("anna", "carla", "dirk"):
        shown = page(world, "case", who)
        assert "Geheim adres" in shown
        assert "Spreek geen voicemail in." in shown


def test_overview_says_that_a_frame_is_obligatory_and_who_writes_it(world):
    drop_frames(world.own.case)
    shown = page(world, "case", "anna")

    assert "Een veiligheidskader is verplicht" in shown
    assert "Ondertoezichtstelling (OTS). Dirk Jeugdbeschermer stelt het op." in shown


def test_overview_of_a_case_with_a_frame_says_so_and_not_that_it_is_waited_for(world):
    shown = page(world, "case", "anna")

    assert "Het veiligheidskader is ingediend op" in shown
    assert "begint pas als het er is" not in shown


def test_draft_of_a_frame_is_still_waited_for(world):
    with nothing_is_fixed():
        world.own.case.frames.update(state="concept", submitted_at=None)

    assert "begint pas als het er is" in page(world, "case", "anna")


def test_case_without_safety_question_has_no_banner(db):
    world = make_world(needs_frame=False)

    assert "veiligheidskader is verplicht" not in page(world, "case", "anna")


@pytest.mark.parametrize("name", TABS)
def test_nothing_of_the_other_family_is_shown(world, name):
    shown = page(world, name, "anna")

    assert [text for text in world.other.canaries.values() if text in shown] == []


def test_coordinator_sees_the_whole_circle_and_log(world):
    circle, contacts = page(world, "circle", "anna"), page(world, "contacts", "anna")
    address = reverse("cases:circle_person", args=[world.own.case.number, world.own.circle_person.pk])
    person = browser(world.anna).get(address).content.decode()

    for name in ("circle_name", "circle_relation", "circle_aside_reason"):
        assert world.own.canaries[name] in circle
    for name in ("circle_needs", "circle_phone"):
        assert world.own.canaries[name] in person
    assert world.own.canaries["circle_contact_note"] in contacts


def test_names_do_not_stand_in_the_title_of_a_page(world):
    for name in TABS:
        title = page(world, name, "anna").split("<title>")[1].split("</title>")[0]
        assert "Kanarie" not in title


def test_manager_sees_who_read_the_file_and_the_coordinator_does_not(world):
    page(world, "circle", "anna")
    page(world, "contacts", "anna")

    shown = page(world, "history", "carla")

    assert "Anna Coördinator" in shown
    assert "de kring, de contacten" in shown
    assert "Wie deze zaak bekeek" not in page(world, "history", "anna")


def test_history_says_the_reason_to_who_may_read_the_preparation(world):
    world.own.case.moves.create(
        action="postpone",
        source="gepland",
        target="voorbereiding",
        by=world.anna,
        role="coordinator",
        reason="Kanarie-reden",
    )

    assert "Kanarie-reden" in page(world, "history", "carla")
    assert "Kanarie-reden" not in page(world, "history", "dirk")


# --- how much it asks of the database -----------------------------------------------------------------------


COUNTS = {"case": 14, "circle": 20, "contacts": 13, "history": 11}


@pytest.mark.parametrize("people", [1, 30])
@pytest.mark.parametrize("name", TABS)
def test_tab_asks_the_same_number_of_queries_for_one_and_for_thirty_people(
    world, django_assert_num_queries, name, people
):
    for _number in range(people):
        person = make_circle_person(world.own.case)
        make_contact(world.own.case, by=world.anna, person=person)
    client = browser(world.anna)
    url = reverse(f"cases:{name}", args=[world.own.case.number])
    client.get(url)

    with django_assert_num_queries(COUNTS[name]):
        client.get(url)


# --- mijn zaken ---------------------------------------------------------------------------------------------


def test_my_cases_shows_the_own_cases_only(world):
    shown = html.unescape(browser(world.anna).get(reverse("cases:my_cases")).content.decode())

    assert world.own.canaries["child"] in shown
    assert world.other.case.number not in shown


@pytest.mark.parametrize("who", ["carla", "dirk", "eva", "frans", "lena"])
def test_my_cases_is_for_coordinators(world, who):
    assert browser(world.people[who]).get(reverse("cases:my_cases")).status_code == 404


def test_what_is_late_comes_first(client, anna):
    calm = make_case(state=CaseState.REGISTERED, with_coordinator=anna)
    late = make_case(state=CaseState.REGISTERED, with_coordinator=anna)
    Case.objects.filter(pk=late.pk).update(state_since=timezone.now() - dt.timedelta(days=30))
    client.force_login(anna)

    shown = client.get(reverse("cases:my_cases")).content.decode()

    assert shown.index(late.number) < shown.index(calm.number)
    assert "Te laat" in shown


@pytest.mark.parametrize(("days", "silent"), [(13, False), (14, True)])
def test_case_without_contact_for_two_weeks_is_silent(client, preparing, anna, days, silent):
    make_contact(preparing, by=anna, at=timezone.now() - dt.timedelta(days=days))
    client.force_login(anna)

    shown = client.get(reverse("cases:my_cases")).content.decode()

    assert (f"{days} dagen geen contact" in shown) is silent


def test_coordinator_without_cases_reads_what_will_happen(client, anna):
    client.force_login(anna)

    assert "Je hebt nu geen zaken" in client.get(reverse("cases:my_cases")).content.decode()


# --- acts on the screen -------------------------------------------------------------------------------------


def test_coordinator_goes_from_assignment_to_preparation(client, assigned, anna):
    client.force_login(anna)
    today = f"{local_today():%d-%m-%Y}"
    number = assigned.number

    client.post(reverse("cases:information_visit", args=[number]), {"visited_on": today, "present": "Sem"})
    answer = client.post(
        reverse("cases:start_activation", args=[number]),
        {"applied_on": today, "text": "Waar kan Sem wonen?", "worded_by": "familie", "topics": ["wonen"]},
    )

    assigned.refresh_from_db()
    assert answer.url == assigned.get_absolute_url()
    assert assigned.state == CaseState.ACTIVATION


def test_refused_act_keeps_what_was_typed(client, preparing, anna):
    client.force_login(anna)

    answer = client.post(
        reverse("cases:end_in_activation", args=[preparing.number]),
        {"reason": "weigering", "explanation": "Vader wilde niet."},
    )

    shown = answer.content.decode()
    assert "Kies wie niet wilde meewerken." in shown
    assert "Vader wilde niet." in shown


def test_end_form_starts_from_the_counts_of_the_log(client, preparing, anna):
    make_contact(preparing, by=anna, person=make_circle_person(preparing))
    client.force_login(anna)

    shown = client.get(reverse("cases:end_in_activation", args=[preparing.number])).content.decode()

    field = shown.split('name="totaal_overige_familie"')[1].split(">")[0]
    assert 'value="1"' in field


@pytest.mark.parametrize("name", ["decline", "start_activation", "register", "close"])
def test_act_that_cannot_be_now_says_why_on_the_case_page(client, preparing, anna, name):
    client.force_login(anna)

    answer = client.get(reverse(f"cases:{name}", args=[preparing.number]), follow=True)

    assert answer.redirect_chain == [(preparing.get_absolute_url(), 302)]
    assert "kan nu niet" in html.unescape(answer.content.decode())


def test_handing_back_leads_to_mijn_zaken(client, preparing, anna):
    client.force_login(anna)

    answer = client.post(reverse("cases:hand_back", args=[preparing.number]), {"reason_code": "ziekte", "reason": ""})

    assert answer.url == reverse("cases:my_cases")
    assert client.get(preparing.get_absolute_url()).status_code == 404


def test_question_is_reworded_on_the_screen(world):
    question = world.own.question
    url = reverse("cases:question_reword", args=[world.own.case.number, question.pk])

    browser(world.anna).post(url, {"text": "Nieuw?", "worded_by": "familie", "topics": ["wonen"]})

    shown = page(world, "case", "anna")
    assert "Nieuw?" in shown
    assert question.text not in shown


def test_own_wish_of_a_main_person_is_written_down(client, preparing, anna):
    person = make_main_person(preparing, street="Geheimstraat 1", secret_address=True)
    url = reverse("cases:main_person", args=[preparing.number, person.pk])
    client.force_login(anna)
    assert "Geheimstraat" not in client.get(url).content.decode()

    client.post(url, {"own_wish": "Op mijn school blijven", "secret_address": "on"})

    person.refresh_from_db()
    assert (person.own_wish, person.street) == ("Op mijn school blijven", "Geheimstraat 1")


@pytest.mark.parametrize("name", ["circle", "contacts"])
def test_empty_list_says_what_to_do(client, preparing, anna, name):
    client.force_login(anna)

    shown = client.get(reverse(f"cases:{name}", args=[preparing.number])).content.decode()

    assert 'class="empty"' in shown


def test_taking_back_is_a_post(client, preparing, anna):
    person = make_circle_person(preparing, set_aside=True)
    url = reverse("cases:circle_take_back", args=[preparing.number, person.pk])
    client.force_login(anna)

    assert client.get(url).status_code == 405
    client.post(url)

    person.refresh_from_db()
    assert person.takes_part
