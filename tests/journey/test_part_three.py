"""The plan is written down while the family presents it: by keyboard, by thumb, and without a line."""

import re

import pytest
from playwright.sync_api import expect

from conferences.day.acts.day import start_information, start_presentation, start_private_time
from plans.acts.writing import start_plan
from plans.models import Agreement
from tests.journey.test_day import GUESTS, meeting, path, today

from .browser import DESKTOP, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRITTEN = [
    ("Ria en Wim", "Halen Sem op van school", "elke dinsdag"),
    ("Samira", "Kookt voor iedereen", "op zondag"),
    ("Noor de Wit", "Belt de huisarts", "voor vrijdag"),
]


def presenting():
    family = today()
    conference = start_information(meeting(), by=family.coordinator)
    conference = start_private_time(conference, by=family.coordinator)
    start_presentation(conference, by=family.coordinator)
    return family


def write_url(family) -> str:
    return f"/zaken/{family.case.number}/plan/schrijven/"


def count(v: Visitor, number: int) -> None:
    expect(v.page.locator(".written-list > li:not(.nothing)")).to_have_count(number, timeout=60_000)


def focused(v: Visitor) -> str:
    return v.page.evaluate("document.activeElement.name")


def test_from_the_presentation_straight_to_writing_by_thumb(visit):
    family = presenting()
    with visit(PHONE, family.coordinator) as v:
        v.go(path(family, "dag"))
        v.press("Plan opschrijven")
        v.look("110-write-empty")
        for name in GUESTS[:2]:
            v.page.locator(".chip", has_text=name).tap()
        v.fill("Wat is er afgesproken?", "Halen Sem op van school")
        v.press("In het plan zetten")
        count(v, 1)
        v.look("111-write-one")
        v.sees("Ria Bakker en Samira Bakker")
        v.press("Ongedaan maken")
        count(v, 0)


def test_thirty_agreements_by_keyboard_take_three_keys_each_beside_the_words(visit):
    family = presenting()
    start_plan(family.case, by=family.coordinator)
    keys = 0
    with visit(DESKTOP, family.coordinator) as v:
        v.go(write_url(family))
        v.page.get_by_label("Of typ wie dit doet").focus()
        for number in range(30):
            who, what, when = WRITTEN[number % 3]
            for text, key in ((who, "Tab"), (f"{what} ({number})", "Tab"), (when, "Enter")):
                v.page.keyboard.insert_text(text)
                v.page.keyboard.press(key)
                keys += 1
        count(v, 30)
        v.look("112-write-thirty")
        assert focused(v) == "who"

    assert keys == 90
    rows = list(Agreement.objects.order_by("sort_order").prefetch_related("people"))
    assert [row.what for row in rows] == [f"{WRITTEN[number % 3][1]} ({number})" for number in range(30)]
    assert [len(row.people.all()) for row in rows[:3]] == [2, 1, 1]


def test_enter_in_the_words_sends_and_with_shift_begins_a_line(visit):
    family = presenting()
    start_plan(family.case, by=family.coordinator)
    with visit(DESKTOP, family.coordinator) as v:
        v.go(write_url(family))
        v.fill("Of typ wie dit doet", "Wim")
        what = v.page.get_by_label("Wat is er afgesproken?")
        what.focus()
        v.page.keyboard.insert_text("Belt")
        v.page.keyboard.press("Shift+Enter")
        v.page.keyboard.insert_text("en komt langs")
        v.page.keyboard.press("Enter")
        count(v, 1)

    assert Agreement.objects.get().what.split() == ["Belt", "en", "komt", "langs"]


def test_without_a_line_the_family_goes_on_and_everything_arrives_once(visit):
    family = presenting()
    start_plan(family.case, by=family.coordinator)
    with visit(PHONE, family.coordinator) as v:
        v.go(write_url(family))
        v.lose_line()
        for who, what, _when in WRITTEN:
            v.fill("Of typ wie dit doet", who)
            v.fill("Wat is er afgesproken?", what)
            v.press("In het plan zetten")
        v.sees("Nog niet bewaard: 3")
        v.look("113-write-offline")
        assert not Agreement.objects.exists()
        v.regain_line()
        count(v, 3)
        expect(v.page.locator("[data-waiting-list]")).to_be_hidden()

    assert [row.what for row in Agreement.objects.order_by("sort_order")] == [what for _who, what, _when in WRITTEN]


def test_what_the_house_refuses_is_put_right_with_all_that_was_typed(visit):
    family = presenting()
    secret = family.case.circle.first()
    type(secret).objects.filter(pk=secret.pk).update(secret_address=True, street="Lindelaan 12", postcode="3512 AB")
    start_plan(family.case, by=family.coordinator)
    with visit(PHONE, family.coordinator) as v:
        v.go(write_url(family))
        v.fill("Of typ wie dit doet", "Wim")
        v.fill("Wat is er afgesproken?", "Logeert op de Lindelaan 12")
        v.press("In het plan zetten")
        v.sees("geheim adres")
        assert not Agreement.objects.exists()
        v.page.get_by_role("button", name=re.compile("^Aanpassen ?: Logeert op de Lindelaan 12$")).click()
        assert v.page.get_by_label("Wat is er afgesproken?").input_value() == "Logeert op de Lindelaan 12"
        v.fill("Wat is er afgesproken?", "Logeert bij oma")
        v.press("In het plan zetten")
        count(v, 1)

    assert Agreement.objects.get().what == "Logeert bij oma"


def test_without_scripts_everything_is_written_too(visit):
    family = presenting()
    start_plan(family.case, by=family.coordinator)
    with visit(PHONE, family.coordinator, java_script_enabled=False) as v:
        v.go(write_url(family))
        v.fill("Of typ wie dit doet", "Wim")
        v.fill("Wat is er afgesproken?", "Kookt")
        v.press("In het plan zetten")
        v.sees("Kookt")
        v.page.get_by_role("button", name=re.compile("^Weg")).click()
        v.sees("Er staat nog geen afspraak in het plan.")
        v.press("Ongedaan maken")
        v.sees("Kookt")
