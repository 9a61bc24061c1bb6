"""The day at the table, on a phone: on a good line, a slow one, none at all, and without scripts."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from cases.codes import CaseState
from conferences.codes import ConferenceState, InvitationAnswer
from conferences.day.acts.day import start_information, start_private_time
from conferences.models import Attendance, Conference, ConferenceMove, Letter
from tests.conferences.invited import Preparation, prepared
from tests.factories import PASSWORD, make_question

from .browser import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GUESTS = ("Ria Bakker", "Samira Bakker", "Wim Jansen", "Noor de Wit", "Bart Smit")
SLOW = {"offline": False, "latency": 700, "downloadThroughput": 25_000, "uploadThroughput": 12_000}


def today(guests: tuple[str, ...] = GUESTS) -> Preparation:
    """A family whose day is today, with everybody who was asked."""
    family = prepared(days=0)
    make_question(family.case, text="Wie is er bij Sem als zijn moeder werkt?")
    for name in guests:
        person = family.person(name=name, email=f"{name.split()[0].lower()}@voorbeeld.example")
        invitation = family.invite(person)
        invitation.answer = InvitationAnswer.COMES
        invitation.save()
    return family


def path(family: Preparation, page: str) -> str:
    return f"/zaken/{family.case.number}/conferentie/{page}/"


def meeting() -> Conference:
    return Conference.objects.get()


def button(v: Visitor, person: str, part: str):
    return v.page.get_by_role("group", name=person, exact=True).get_by_role("button", name=part)


def press_through_the_day(v, family, mark):
    """The three parts, once back to private time, and the end."""
    v.go(path(family, "dag"))
    v.look(f"80-day-planned{mark}")
    v.press("Informatie begint")
    v.sees("Bezig sinds")
    v.look(f"81-day-information{mark}")
    v.press("Besloten tijd begint")
    v.sees("Begonnen om")
    v.look(f"82-day-private{mark}")
    v.press("Presentatie begint")
    v.sees("Loop samen langs")
    v.follow("Terug naar de besloten tijd")
    v.fill("Welke vraag is nog open?", "Wie brengt Sem op dinsdag naar school?")
    v.look(f"83-day-return{mark}")
    v.press("Besloten tijd begint weer")
    v.sees("Wie brengt Sem op dinsdag naar school?")
    v.look(f"84-day-private-again{mark}")
    v.press("Presentatie begint")
    v.sees("Loop samen langs")
    v.look(f"85-day-presentation{mark}")
    v.follow("Conferentie afronden")
    v.choose("Er komt geen plan")
    v.press("Afronden")
    v.sees("Schrijf op waarom er geen plan kwam.")
    v.choose("Er is een plan")
    v.look(f"86-day-finish{mark}")
    v.press("Afronden")


def say_who_was_there(v, family, mark):
    """By one tap a part; who was not and why; whose letter was read."""
    v.page.get_by_role("group", name="Iedereen die zou komen").get_by_role("button", name="Informatie").click()
    expect(button(v, "Ria Bakker", "Informatie")).to_have_attribute("aria-pressed", "true")
    button(v, "Ria Bakker", "Besloten").click()
    expect(button(v, "Ria Bakker", "Besloten")).to_have_attribute("aria-pressed", "true")
    expect(v.page.locator(".is-waiting")).to_have_count(0)
    v.look(f"87-day-who-was-there{mark}")
    button(v, "Bart Smit", "Informatie").click()
    expect(button(v, "Bart Smit", "Informatie")).to_have_attribute("aria-pressed", "false")
    expect(v.page.locator(".is-waiting")).to_have_count(0)
    v.go(path(family, "aanwezig"))
    v.follow("Redenen opschrijven")
    v.fill("Bart Smit (komt)", "Moest onverwacht werken.")
    v.look(f"88-day-absent{mark}")
    v.press("Bewaren")
    v.sees("Moest onverwacht werken.")
    v.follow("Brief toevoegen")
    v.select("Van wie?", "Bart Smit")
    v.fill("Wie las het voor, of liet het zien?", "Ria Bakker")
    v.look(f"89-day-letter{mark}")
    v.press("Vastleggen")
    v.sees("Brief van Bart Smit, door Ria Bakker")
    v.follow("Conferentie")
    v.look(f"90-day-held{mark}")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_the_coordinator_walks_through_the_whole_day(visit, scripts):
    family = today()
    with visit(PHONE, family.coordinator, java_script_enabled=scripts) as v:
        mark = "" if scripts else "-plain"
        press_through_the_day(v, family, mark)
        say_who_was_there(v, family, mark)

    held = meeting()
    assert (held.state, held.returns_to_private_time) == (ConferenceState.HELD, 1)
    assert ConferenceMove.objects.get(action="return_to_private_time").reason.startswith("Wie brengt Sem")
    assert Attendance.objects.filter(in_information=True).count() == 4
    assert Attendance.objects.get(in_private_time=True).person.name == "Ria Bakker"
    assert Letter.objects.get().read_by == "Ria Bakker"


def test_times_are_put_right_afterwards_and_a_second_meeting_gets_its_day(visit):
    family = today()
    with visit(PHONE, family.coordinator) as v:
        v.go(path(family, "achteraf"))
        v.look("91-day-afterwards")
        midnight = timezone.localdate() - dt.timedelta(days=2)
        v.fill("Op welke dag was de conferentie?", midnight.isoformat())
        for label, clock in (
            ("Begin", "19:00"),
            ("Einde van de conferentie", "00:30"),
            ("Begin van de besloten tijd", "20:15"),
            ("Einde van de besloten tijd", "23:45"),
        ):
            v.fill(label, clock)
        v.choose("Er komt een tweede bijeenkomst")
        v.fill("Waarom een tweede bijeenkomst, waarom geen plan, of waarom afgebroken?", "Het was laat.")
        v.fill("Dag van de volgende bijeenkomst", (timezone.localdate() + dt.timedelta(days=7)).isoformat())
        v.fill("Van (niet verplicht)", "13:00")
        v.press("Vastleggen")
        v.sees("Leg nu vast wie er waren.")
        v.go(path(family, "tijden") + "?bijeenkomst=1")
        assert v.page.get_by_label("Einde van de conferentie").input_value() == "00:30"
        v.fill("Einde van de conferentie", "01:15")
        v.look("92-day-times")
        v.press("Bewaren")
        v.sees("De tijden zijn verbeterd.")
        v.sees("01:15")
        v.look("93-day-two-meetings")

    first, second = Conference.objects.order_by("sequence")
    assert first.ended_at - first.started_at == dt.timedelta(hours=6, minutes=15)
    assert second.planned_start is not None
    family.case.refresh_from_db()
    assert family.case.state == CaseState.SCHEDULED


def test_without_network_two_parts_begin_and_their_times_arrive_later(visit):
    family = today()
    with visit(PHONE, family.coordinator) as v:
        v.go(path(family, "dag"))
        v.lose_line()
        v.sees("Er is geen internet")
        v.press("Informatie begint")
        v.sees("Je drukte om")
        v.look("94-day-offline")
        v.page.wait_for_timeout(1500)
        v.press("Besloten tijd begint")
        expect(v.page.get_by_text("Nog niet bewaard")).to_have_count(2)
        assert meeting().state == ConferenceState.PLANNED
        v.page.wait_for_timeout(1500)
        back = timezone.now()
        v.regain_line()
        v.sees("Bezig sinds")
        expect(v.page.locator("[data-line-notice]")).to_be_hidden()

    begun = meeting()
    assert begun.state == ConferenceState.PRIVATE_TIME
    assert begun.started_at < begun.private_time_from < back


def test_a_press_whose_answer_never_comes_outlives_the_page(visit):
    family = today()
    with visit(PHONE, family.coordinator) as v:
        v.page.on("dialog", lambda dialog: dialog.accept())
        v.go(path(family, "dag"))
        v.page.route("**/dag/informatie/", lambda route: route.abort())
        v.press("Informatie begint")
        v.sees("Je drukte om")
        v.page.reload()
        v.sees("Je drukte om")
        v.page.unroute("**/dag/informatie/")
        v.page.reload()
        v.sees("Bezig sinds")

    assert meeting().state == ConferenceState.INFORMATION


def test_a_refused_press_says_why(visit):
    family = today()
    with visit(PHONE, family.coordinator) as v:
        v.go(path(family, "dag"))
        start_information(meeting(), by=family.coordinator)
        v.press("Informatie begint")
        v.sees("kan nu niet")
        v.sees("Bezig sinds")


def test_who_is_signed_out_hears_it_and_after_signing_in_the_press_arrives(visit):
    family = today()
    with visit(PHONE, family.coordinator) as v:
        v.page.on("dialog", lambda dialog: dialog.accept())
        v.go(path(family, "dag"))
        Session.objects.all().delete()
        pressed = timezone.now()
        v.press("Informatie begint")
        v.sees("Je bent niet meer ingelogd")
        v.page.wait_for_timeout(1500)
        later = timezone.now()
        v.page.reload()
        v.fill("E-mail", family.coordinator.email)
        v.fill("Wachtwoord", PASSWORD)
        v.press("Inloggen")
        v.sees("Bezig sinds")

    assert pressed - dt.timedelta(seconds=1) < meeting().started_at < later


def test_quick_taps_on_a_slow_line_all_arrive(visit):
    family = today()
    start_information(meeting(), by=family.coordinator)
    with visit(PHONE, family.coordinator) as v:
        v.go(path(family, "aanwezig"))
        absent = v.page.locator("#afwezigen")
        expect(absent).to_contain_text(GUESTS[0])
        v.context.new_cdp_session(v.page).send("Network.emulateNetworkConditions", SLOW)
        for name in GUESTS:
            button(v, name, "Informatie").click()
        button(v, "Wim Jansen", "Informatie").click()
        v.look("95-day-slow")
        expect(v.page.locator(".is-waiting")).to_have_count(0, timeout=20_000)
        expect(button(v, "Wim Jansen", "Informatie")).to_have_attribute("aria-pressed", "false")
        expect(v.page.locator(".presence-totals")).to_contain_text(re.compile(r"^4 informatie"))
        expect(absent).not_to_contain_text(GUESTS[0])
        expect(absent).to_contain_text("Wim Jansen")

    assert Attendance.objects.filter(in_information=True).count() == 4


def test_taps_without_network_stay_on_the_page_and_arrive(visit):
    family = today()
    start_information(meeting(), by=family.coordinator)
    with visit(PHONE, family.coordinator) as v:
        v.go(path(family, "aanwezig"))
        v.lose_line()
        for name in GUESTS[:3]:
            button(v, name, "Informatie").click()
        v.sees("Nog niet bewaard: 3")
        v.look("96-day-taps-offline")
        assert not Attendance.objects.exists()
        v.regain_line()
        expect(v.page.locator(".is-waiting")).to_have_count(0)
        expect(v.page.locator("[data-line-notice]")).to_be_hidden()

    assert Attendance.objects.filter(in_information=True).count() == 3


def test_a_tap_that_cannot_be_says_so_and_the_next_one_goes_on(visit):
    family = today()
    start_information(meeting(), by=family.coordinator)
    with visit(PHONE, family.coordinator) as v:
        v.go(path(family, "aanwezig"))
        ria = family.case.circle.get(name="Ria Bakker")
        type(ria).objects.filter(pk=ria.pk).update(position="hulpverlener")
        button(v, "Ria Bakker", "Besloten").click()
        expect(v.page.get_by_text("komt als professional")).to_be_visible()
        button(v, "Bart Smit", "Informatie").click()
        expect(v.page.get_by_text("komt als professional")).to_be_hidden()
        expect(v.page.locator(".is-waiting")).to_have_count(0)

    assert Attendance.objects.get().person.name == "Bart Smit"


def test_what_is_typed_at_the_end_outlives_a_lost_line(visit):
    family = today()
    conference = start_information(meeting(), by=family.coordinator)
    start_private_time(conference, by=family.coordinator)
    with visit(PHONE, family.coordinator) as v:
        v.go(path(family, "dag"))
        v.press("Presentatie begint")
        v.follow("Conferentie afronden")
        v.choose("Er komt geen plan")
        v.fill("Waarom een tweede bijeenkomst, of waarom geen plan?", "De familie wil eerst met oma praten.")
        v.lose_line()
        v.press("Afronden")
        v.sees("Er is nu geen verbinding")
        v.look("97-day-finish-offline")
        v.regain_line()
        v.press("Afronden")
        v.sees("De conferentie is afgerond.")

    assert meeting().no_plan_reason == "De familie wil eerst met oma praten."


@pytest.mark.parametrize("size", [4, 35])
def test_small_and_large_circles_fit_on_a_phone(visit, size):
    """`look` refuses a page that scrolls sideways."""
    family = today(tuple(f"Maximiliaan-Alexander van der Westhuizen {number}" for number in range(1, size + 1)))
    with visit(PHONE, family.coordinator) as v:
        for page in ("uitnodigingen", "draaiboek", "dag"):
            v.go(path(family, page))
            v.look(f"98-circle-of-{size}-{page}")
        v.press("Informatie begint")
        v.sees("Bezig sinds")
        v.go(path(family, "aanwezig"))
        v.page.get_by_role("group", name="Iedereen die zou komen").get_by_role("button", name="Informatie").click()
        expect(v.page.locator(".presence-totals")).to_contain_text(f"{size} informatie")
        v.look(f"98-circle-of-{size}-aanwezig")

    assert Attendance.objects.filter(in_information=True).count() == size
