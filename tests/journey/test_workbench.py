"""The coordinator's workbench by thumb: two taps, a connection that is lost, and two tabs on one circle."""

import pytest
from playwright.sync_api import Locator, expect

from cases.codes import CaseState, Position
from cases.models import Contact
from cases.preparation.acts.safety import report_signal
from tests import factories
from tests.house.test_names_of_peoples import PAIRS

from .browser import DESKTOP, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTE = "Oma wil dat Sem eerst mag praten."


@pytest.fixture
def case(people):
    case = factories.make_case(
        state=CaseState.ACTIVATION,
        region=people.manager.regions.get(),
        with_coordinator=people.coordinator,
        manager=people.manager,
    )
    factories.make_circle_person(case, name="Oma Toos", position=Position.GRANDPARENT, side="moeder", closeness=1)
    return case


def test_a_contact_is_logged_in_two_taps(visit, people, case):
    with visit(PHONE, people.coordinator) as v:
        first = v.page.get_by_role("link", name="Contact vastleggen").first
        assert is_in_sight(first)
        first.tap()
        v.look("80-workbench-contact")
        name = v.page.get_by_role("button", name="Oma Toos", exact=True)
        assert is_in_sight(name)
        name.tap()
        v.sees("Het contact is vastgelegd.")

    assert Contact.objects.get(case=case).person.name == "Oma Toos"


def test_an_open_desk_shows_a_signal_within_a_minute_and_keeps_what_is_typed(visit, people, case):
    with visit(DESKTOP, people.manager) as v:
        v.go("/adviezen/nieuw/")
        v.page.locator("main textarea").first.fill(NOTE)
        report_signal(case, by=people.coordinator, signalled_by="Oma Toos", about="Er wordt gedreigd.")
        expect(v.page.get_by_role("alert")).to_contain_text("signaal over veiligheid", timeout=60_000)
        v.look("83-manager-signal")
        assert v.page.locator("main textarea").first.input_value() == NOTE
        v.follow("Naar de signalen")
        v.sees(case.number)


def test_a_lost_connection_keeps_the_text_and_says_so(visit, people, case):
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        v.fill("Wat is er afgesproken?", NOTE)
        v.choose("Bezoek")
        v.lose_line()
        v.page.get_by_role("button", name="Oma Toos", exact=True).tap()
        expect(v.page.locator("[data-keep-note]")).to_contain_text("geen verbinding")
        assert v.page.get_by_label("Wat is er afgesproken?").input_value() == NOTE
        assert not Contact.objects.exists()
        v.look("81-workbench-offline")

        v.regain_line()
        v.page.get_by_role("button", name="Oma Toos", exact=True).tap()
        v.sees("Het contact is vastgelegd.")

        contact = Contact.objects.get()
        assert (contact.note, contact.method, contact.person.name) == (NOTE, "bezoek", "Oma Toos")
        # What was sent is not offered again.
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        assert v.page.get_by_label("Wat is er afgesproken?").input_value() == ""


def test_what_was_typed_is_back_after_the_page_was_loaded_anew(visit, people, case):
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        v.fill("Wat is er afgesproken?", NOTE)
        v.page.reload()

        assert v.page.get_by_label("Wat is er afgesproken?").input_value() == NOTE
        expect(v.page.locator("[data-keep-note]")).to_contain_text("nog niet verstuurd")


def test_signing_out_leaves_nothing_on_the_phone(visit, people, case):
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        v.fill("Wat is er afgesproken?", NOTE)
        assert NOTE in kept(v)
        v.go("/account/logout/")
        v.page.locator("main form button[type=submit]").first.click()
        v.page.wait_for_load_state()

        assert NOTE not in kept(v)


def test_text_that_came_back_does_not_undo_what_another_tab_saved(visit, people, case):
    """Typed, lost and restored: only what was typed here is written over what was saved meanwhile."""
    oma = case.circle.get()
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/kring/{oma.pk}/wijzigen/")
        v.fill("In eigen woorden", "de moeder van Karin")
        other = v.context.new_page()
        other.goto(f"/zaken/{case.number}/kring/{oma.pk}/wijzigen/")
        other.get_by_label("Telefoon").fill("06 22222222")
        other.get_by_role("button", name="Bewaren", exact=True).first.click()
        other.get_by_text("Bewaard.").first.wait_for()
        v.page.reload()
        assert v.page.get_by_label("In eigen woorden").input_value() == "de moeder van Karin"
        v.press("Bewaren")
        v.sees("Bewaard.")

    oma.refresh_from_db()
    assert (oma.relation, oma.phone) == ("de moeder van Karin", "06 22222222")


def test_two_tabs_that_change_the_same_show_both_texts(visit, people, case):
    oma = case.circle.get()
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/kring/{oma.pk}/wijzigen/")
        other = v.context.new_page()
        other.goto(f"/zaken/{case.number}/kring/{oma.pk}/wijzigen/")
        other.get_by_label("In eigen woorden").fill("oma van vader")
        other.get_by_role("button", name="Bewaren", exact=True).first.click()
        other.get_by_text("Bewaard.").first.wait_for()
        v.fill("In eigen woorden", "oma van moeder")
        v.press("Bewaren")
        v.sees("oma van vader")
        assert v.page.get_by_label("In eigen woorden").input_value() == "oma van moeder"
        v.look("82-workbench-two-tabs")
        v.press("Bewaren")
        v.sees("Bewaard.")

    oma.refresh_from_db()
    assert oma.relation == "oma van moeder"


def test_a_shape_of_the_drawing_leads_to_the_page_of_the_person(visit, people, case):
    oma = case.circle.get()
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/kring/tekening/")
        v.look("83-workbench-circle-drawing")
        v.page.locator(".circle-drawing a.person").first.tap()
        v.page.wait_for_url(f"**/kring/{oma.pk}/")
        v.look("83-workbench-person")


@pytest.mark.parametrize(
    "path",
    [
        "kring/toevoegen/",
        "kring/werkblad/",
        "kring/werkblad/school/",
        "voorbereiding/",
        "voorbereiding/toch-doorgaan/",
        "signalen/nieuw/",
        "contactverboden/nieuw/",
        "wensen/nieuw/",
        "gesprek/",
        "hulp/nieuw/",
        "uren/",
        "uren/nieuw/",
    ],
)
def test_every_page_of_the_workbench_fits_a_thumb(visit, people, case, path):
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/{path}")
        v.look(f"84-workbench-{path.strip('/').replace('/', '-')}")
        assert small_targets(v) == []


def is_in_sight(it: Locator) -> bool:
    """Whether a thumb reaches it on a small phone without scrolling."""
    box = it.bounding_box()
    return box is not None and box["y"] + box["height"] <= 664


def test_thirty_people_stand_on_five_screens(visit, people, case):
    for number in range(29):
        factories.make_circle_person(
            case, name=f"Nicht {number} van moederskant", relation="een nicht die vaak langskomt", phone="06 12345678"
        )
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/kring/")
        v.look("85-workbench-thirty")
        assert v.page.evaluate("document.documentElement.scrollHeight") < 5000
        assert small_targets(v) == []
        v.page.get_by_label("Zoek in de kring").fill("nicht 17")
        expect(v.page.locator(".people li:visible")).to_have_count(1)
        v.page.get_by_label("Zoek in de kring").fill("niemand heet zo")
        expect(v.page.locator("[data-nobody]")).to_be_visible()
        v.go(f"/zaken/{case.number}/kring/tekening/")
        v.look("85-workbench-thirty-drawn")
        assert v.page.evaluate("document.documentElement.scrollHeight") < 5000


def test_a_name_of_any_people_is_found_while_one_types(visit, people, case):
    for stored, _typed in PAIRS:
        factories.make_circle_person(case, name=stored)
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/kring/")
        missed = set()
        for stored, typed in PAIRS:
            v.page.get_by_label("Zoek in de kring").fill(typed)
            if stored not in v.page.locator(".people li:visible p:first-child > a:first-child").all_inner_texts():
                missed.add((stored, typed))

    assert missed == set()


def test_the_parts_of_a_case_are_one_menu_on_a_phone(visit, people, case):
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/")
        tabs = v.page.get_by_role("navigation", name="Onderdelen van de zaak")
        expect(tabs.get_by_role("link", name="Contacten")).to_be_hidden()
        step, number = v.page.locator(".next-step"), tabs.get_by_role("button")
        assert step.bounding_box()["y"] < number.bounding_box()["y"]
        number.tap()
        v.look("86-workbench-menu")
        tabs.get_by_role("link", name="Contacten").tap()
        v.page.wait_for_url("**/contacten/")


def kept(v: Visitor) -> str:
    found: str = v.page.evaluate("JSON.stringify(window.sessionStorage)")
    return found


def small_targets(v: Visitor) -> list[str]:
    """Buttons, and links that stand by themselves, lower than 44 px."""
    found: list[str] = v.page.evaluate(
        """() => ["main .btn", "main .doing a", "main .section-head a", "main .card-links a"]
            .flatMap(where => Array.from(document.querySelectorAll(where)))
            .filter(it => it.offsetParent && !it.classList.contains("visually-hidden"))
            .filter(it => it.getBoundingClientRect().height < 43.5)
            .map(it => it.innerText)"""
    )
    return found
