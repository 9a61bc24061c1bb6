"""The whole way of writing a plan without a line: typed, put right, reordered, taken out, cut off halfway, signed out
meanwhile, and in two tabs; everything arrives once, in its order, and nothing is lost.
"""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Route, expect

from plans.acts.agreements import add_agreement
from plans.acts.writing import start_plan
from plans.models import Agreement

from .browser import PHONE, Visitor
from .test_part_three import count, presenting, write_url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def written(family: Any, *said: str) -> list[Agreement]:
    """What stands in the plan before the line is lost."""
    version = start_plan(family.case, by=family.coordinator)
    return [add_agreement(version, by=family.coordinator, who="Wim", what=what) for what in said]


def write(v: Visitor, who: str, what: str) -> None:
    v.fill("Of typ wie dit doet", who)
    v.fill("Wat is er afgesproken?", what)
    v.press("In het plan zetten")


def waits(v: Visitor, *what: str) -> None:
    """What waits for the line, in this order."""
    rows = v.page.locator("[data-waiting-list] > li > p:first-child")
    expect(rows).to_have_text([re.compile(re.escape(each)) for each in what])


def named(label: str, what: str) -> re.Pattern[str]:
    """A button with, for a screen reader, what it is about."""
    return re.compile(rf"^{re.escape(label)} ?: {re.escape(what)}$")


def tap(v: Visitor, label: str, what: str) -> None:
    """Press a button of what the house has already."""
    v.page.locator("#afspraken").get_by_role("button", name=named(label, what)).click()


def stands(v: Visitor, *what: str) -> None:
    """What stands in the plan, in this order, once all of it arrived."""
    rows = v.page.locator(".written-list > li .keep-lines")
    expect(rows).to_have_text(list(what), timeout=60_000)


def of(v: Visitor, label: str, what: str) -> None:
    """Press what is done with one that waits."""
    v.page.locator("[data-waiting-list]").get_by_role("button", name=named(label, what)).click()


def in_plan() -> list[str]:
    return [row.what for row in Agreement.objects.order_by("sort_order")]


def test_what_waits_is_put_right_reordered_and_taken_out_and_arrives_in_its_order(visit: Any) -> None:
    family = presenting()
    written(family, "Haalt Sem op", "Brengt Sem weg", "Belt oma")
    with visit(PHONE, family.coordinator) as v:
        v.go(write_url(family))
        v.lose_line()
        for what in ("Kookt", "Past op", "Wast af"):
            write(v, "Samira", what)
        waits(v, "Kookt", "Past op", "Wast af")
        of(v, "Omhoog", "Wast af")
        waits(v, "Kookt", "Wast af", "Past op")
        of(v, "Omlaag", "Kookt")
        waits(v, "Wast af", "Kookt", "Past op")
        of(v, "Weg", "Past op")
        of(v, "Aanpassen", "Kookt")
        assert v.page.get_by_label("Wat is er afgesproken?").input_value() == "Kookt"
        v.fill("Wat is er afgesproken?", "Kookt op zondag")
        v.press("In het plan zetten")
        waits(v, "Wast af", "Kookt op zondag")

        # What the house has already: one down, one away, and one that stays after all.
        tap(v, "Omlaag", "Haalt Sem op")
        tap(v, "Weg", "Brengt Sem weg")
        tap(v, "Weg", "Belt oma")
        waits(v, "Wast af", "Kookt op zondag", "Omlaag: Haalt Sem op", "Weg: Brengt Sem weg", "Weg: Belt oma")
        of(v, "Toch niet", "Weg: Belt oma")
        v.sees("Nog niet bewaard: 4")
        v.look("114-write-offline-mended")
        assert in_plan() == ["Haalt Sem op", "Brengt Sem weg", "Belt oma"]
        v.regain_line()
        stands(v, "Haalt Sem op", "Belt oma", "Wast af", "Kookt op zondag")
        expect(v.page.locator("[data-waiting-list]")).to_be_hidden()

    assert in_plan() == ["Haalt Sem op", "Belt oma", "Wast af", "Kookt op zondag"]


def test_one_that_is_being_written_is_not_lost_for_one_that_is_put_right(visit: Any) -> None:
    family = presenting()
    written(family)
    with visit(PHONE, family.coordinator) as v:
        v.go(write_url(family))
        v.lose_line()
        write(v, "Samira", "Kookt")
        v.fill("Wat is er afgesproken?", "Half af")
        of(v, "Aanpassen", "Kookt")

        assert v.page.get_by_label("Wat is er afgesproken?").input_value() == "Half af"
        waits(v, "Kookt")


@pytest.mark.parametrize("way", ["Rondom de afspraken", "Plan voorleggen", "Veranderen", "Foto's van de flappen"])
def test_another_page_does_not_open_and_this_one_stays_with_all_that_was_typed(visit: Any, way: str) -> None:
    family = presenting()
    written(family, "Haalt Sem op")
    with visit(PHONE, family.coordinator) as v:
        v.go(write_url(family))
        v.lose_line()
        write(v, "Samira", "Kookt")
        v.fill("Wat is er afgesproken?", "Half af")
        v.page.get_by_role("link", name=re.compile(f"^{way}")).first.click()
        v.sees("een andere bladzijde opent dan niet")
        assert v.page.get_by_label("Wat is er afgesproken?").input_value() == "Half af"
        v.regain_line()
        count(v, 2)
        assert v.page.get_by_label("Wat is er afgesproken?").input_value() == "Half af"


def test_taking_back_waits_for_the_line_and_says_so(visit: Any) -> None:
    family = presenting()
    written(family)
    with visit(PHONE, family.coordinator) as v:
        v.go(write_url(family))
        write(v, "Samira", "Kookt")
        count(v, 1)
        v.lose_line()
        v.page.get_by_role("button", name="Ongedaan maken").click()
        v.sees("een andere bladzijde opent dan niet")
        v.regain_line()
        v.press("Ongedaan maken")
        count(v, 0)

    assert in_plan() == []


def test_a_line_that_is_cut_after_the_house_heard_it_counts_once(visit: Any) -> None:
    family = presenting()
    written(family)
    cut: list[str] = []

    def halfway(route: Route) -> None:
        if route.request.method == "POST" and not cut:
            cut.append(route.request.url)
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    with visit(PHONE, family.coordinator) as v:
        v.go(write_url(family))
        v.page.route("**/schrijven/", halfway)
        v.offline = True
        write(v, "Samira", "Kookt")
        v.sees("Nog niet bewaard: 1")
        expect(v.page.locator("[data-waiting-list] button")).to_have_count(0)
        write(v, "Samira", "Wast af")
        count(v, 2)

    assert len(cut) == 1
    assert in_plan() == ["Kookt", "Wast af"]


def test_a_session_that_ended_meanwhile_is_said_and_after_signing_in_everything_arrives(visit: Any) -> None:
    family = presenting()
    written(family, "Haalt Sem op")
    with visit(PHONE, family.coordinator) as v:
        v.go(write_url(family))
        v.lose_line()
        write(v, "Samira", "Kookt")
        tap(v, "Weg", "Haalt Sem op")
        Session.objects.all().delete()
        v.regain_line()
        v.sees("Je bent niet meer ingelogd")
        waits(v, "Kookt", "Weg: Haalt Sem op")
        assert in_plan() == ["Haalt Sem op"]
        v.be(family.coordinator)
        v.go(write_url(family))
        expect(v.page.locator("[data-waiting-list]")).to_be_hidden()
        count(v, 1)

    assert in_plan() == ["Kookt"]


def test_somebody_else_who_signs_in_on_this_phone_sends_nothing_of_it(visit: Any, people: Any) -> None:
    family = presenting()
    written(family)
    with visit(PHONE, family.coordinator) as v:
        v.go(write_url(family))
        v.lose_line()
        write(v, "Samira", "Kookt")
        Session.objects.all().delete()
        v.regain_line()
        v.sees("Je bent niet meer ingelogd")
        v.be(people.manager)
        v.be(family.coordinator)
        v.go(write_url(family))
        v.sees("Er staat nog geen afspraak in het plan.")

    assert in_plan() == []


def test_a_page_that_was_loaded_anew_without_a_line_still_has_what_waits(visit: Any) -> None:
    family = presenting()
    written(family)
    with visit(PHONE, family.coordinator) as v:
        v.go(write_url(family))
        v.lose_line()
        write(v, "Samira", "Kookt")
        v.page.once("dialog", lambda dialog: dialog.accept())
        with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
            v.page.reload()
        v.regain_line()
        v.go(write_url(family))
        count(v, 1)

    assert in_plan() == ["Kookt"]


@pytest.mark.parametrize(
    ("route", "label", "press"),
    [
        ("rondom", "Wie let op het plan", "Bewaren"),
        ("voorleggen", "Wie let erop dat het plan wordt uitgevoerd?", "Vaststellen"),
    ],
)
def test_what_is_asked_aloud_without_a_line_stays_on_its_page_and_goes_later(
    visit: Any, route: str, label: str, press: str
) -> None:
    family = presenting()
    written(family, "Haalt Sem op")
    with visit(PHONE, family.coordinator) as v:
        v.go(f"/zaken/{family.case.number}/plan/{route}/")
        for field in [] if route == "rondom" else v.page.locator("main textarea, main input[type=text]").all():
            field.fill("Dat weten we later.")
        v.fill(label, "Oma Toos")
        v.lose_line()
        v.press(press)
        v.sees("Er is nu geen verbinding")
        assert v._named(label).input_value() == "Oma Toos"
        v.regain_line()
        v.press(press)
        v.page.wait_for_url(f"**/zaken/{family.case.number}/plan/")

    version = family.case.plan.versions.get()
    if route == "rondom":
        assert version.monitor == "Oma Toos"
    else:
        assert "Oma Toos" in {point.reason for point in version.open_points.all()}


def test_two_tabs_without_a_line_both_arrive_and_what_one_took_out_the_other_is_told_of(visit: Any) -> None:
    family = presenting()
    written(family, "Haalt Sem op", "Belt oma")
    with visit(PHONE, family.coordinator) as one, visit(PHONE, family.coordinator) as other:
        for v in (one, other):
            v.go(write_url(family))
            v.lose_line()
        write(one, "Samira", "Kookt")
        write(other, "Noor", "Wast af")
        for v in (one, other):
            tap(v, "Weg", "Haalt Sem op")
        one.regain_line()
        stands(one, "Belt oma", "Kookt")
        other.regain_line()
        stands(other, "Belt oma", "Kookt", "Wast af")
        gone = other.page.locator("[data-refusal]")
        expect(gone).to_contain_text("Deze afspraak staat niet meer in het plan.", timeout=60_000)

    assert in_plan() == ["Belt oma", "Kookt", "Wast af"]
