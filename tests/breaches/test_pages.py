"""What landelijk beheer sees of a breach, and what that leaves in the read log."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState
from ekc.audit.models import ReadLine
from ekc.breaches.models import Breach
from tests.breaches.made import make_breach
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(state=CaseState.CLOSED)


@pytest.fixture
def office(world: World) -> Client:
    client = Client()
    client.force_login(world.lena)
    return client


def moment(at: dt.datetime, name: str) -> dict[str, str]:
    local = timezone.localtime(at)
    return {f"{name}_0": f"{local:%d-%m-%Y}", f"{name}_1": f"{local:%H:%M}"}


def test_a_breach_is_written_down_and_its_clock_stands_where_landelijk_beheer_begins(
    office: Client, world: World
) -> None:
    typed = {"title": "Laptop kwijt", "what": "In de trein.", "numbers": f"{world.own.case.number}\n"}
    found = moment(timezone.now() - dt.timedelta(hours=3), "found_at")
    wrong = office.post(reverse("breaches:record"), {**typed, **found, "numbers": "EK-1"})
    assert "Er is geen zaak met dit nummer: EK-1." in wrong.content.decode()

    page = office.post(reverse("breaches:record"), {**typed, **found}, follow=True).content.decode()

    assert Breach.objects.get().case_numbers == [world.own.case.number]
    assert "Termijn van 72 uur" in page
    assert "Nog 69 uur, tot" in page
    begin = office.get("/", follow=True).content.decode()
    assert "Datalek: meld het op tijd" in begin
    assert "nog 69 uur" in begin
    dirk = Client()
    dirk.force_login(world.dirk)
    assert "Datalek" not in dirk.get("/", follow=True).content.decode()


def test_after_72_hours_it_says_how_late_it_is(office: Client, world: World) -> None:
    make_breach(world.lena, hours_ago=75)

    assert "3 uur te laat" in office.get(reverse("accounts:people")).content.decode()


def test_names_of_a_file_and_its_letters_leave_a_line_in_the_read_log(office: Client, world: World) -> None:
    breach = make_breach(world.lena, world.own.case)
    lines = ReadLine.objects.filter(user=world.lena, case_number=world.own.case.number)

    office.post(reverse("breaches:bring", args=[breach.pk]))
    answer = office.get(reverse("breaches:letters", args=[breach.pk]))
    person = breach.people.exclude(case_number="").first()
    office.get(reverse("breaches:letter", args=[person.pk]))

    assert answer.content.startswith(b"%PDF")
    told = [(line.what, line.action) for line in lines.order_by("pk")]
    assert told == [
        ("namen voor een datalek", "R"),
        ("brieven bij een datalek", "E"),
        ("bericht over een datalek", "E"),
    ]


def test_the_page_says_what_must_be_done_before_it_can_be_closed(office: Client, world: World) -> None:
    breach = make_breach(world.lena, is_bare=True)
    page = office.get(reverse("breaches:one", args=[breach.pk])).content.decode()

    assert "Leg eerst vast of het datalek is gemeld" in page
    assert "Kies eerst of de mensen bericht krijgen" in page
    assert reverse("breaches:close", args=[breach.pk]) not in page


def test_all_that_the_letter_still_needs_is_said_at_once(office: Client, world: World) -> None:
    breach = make_breach(world.lena, is_bare=True)
    page = office.post(reverse("breaches:people", args=[breach.pk]), {"tell_people": "ja", "letter_what": "Weg."})

    assert len(page.context["form"].errors) == 4
    assert "(niet verplicht)" not in page.content.decode()


def test_everything_is_done_on_the_pages(office: Client, world: World) -> None:
    breach = make_breach(world.lena)

    def press(route: str, pk: int, **typed: str) -> str:
        return office.post(reverse(f"breaches:{route}", args=[pk]), typed, follow=True).content.decode()

    assert "niet meldt" in press("authority", breach.pk, authority="niet_gemeld")
    press("authority", breach.pk, authority="niet_gemeld", authority_why="De laptop was versleuteld.")
    found = moment(breach.found_at, "found_at")
    press("change", breach.pk, title="Laptop", what="Weg.", measures="Gewist.", **found)
    person = breach.people.get()
    press("told", person.pk, told_on=f"{timezone.localdate():%d-%m-%Y}", told_how="brief")
    assert (
        reverse("breaches:close", args=[breach.pk])
        in office.get(reverse("breaches:one", args=[breach.pk])).content.decode()
    )
    page = press("close", breach.pk)

    breach.refresh_from_db()
    assert not breach.is_open
    assert "Het datalek is afgesloten." in page
    assert "De laptop was versleuteld." in page
    assert reverse("breaches:change", args=[breach.pk]) not in page
    assert office.get(reverse("breaches:change", args=[breach.pk])).status_code == 302
    assert "Afgesloten" in office.get(reverse("breaches:register")).content.decode()
