"""Somebody applies on a phone: with and without JavaScript, with a lost connection, another language, and a pause."""

import re
import time

import pytest

from cases.models import Case, ReferralDraft
from ekc.outbox.acts import send_messages
from ekc.outbox.models import DeliveredMail

from .arrival import be_no_program, fill_in_as_grandfather
from .browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {**PHONE, "viewport": {"width": 320, "height": 700}}
MOST_BYTES = 150_000
"""Of the pages themselves; style, script and font come once (R97)."""


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_grandfather_applies_on_a_phone(visit, people, scripts):
    with visit(PHONE, java_script_enabled=scripts) as v:
        v.go("/aanmelden/")
        began = time.monotonic()
        v.press("Voor iemand uit mijn familie of omgeving")
        fill_in_as_grandfather(v, look=f"80-phone-{'js' if scripts else 'plain'}")
        assert len(v.page.content()) < MOST_BYTES
        be_no_program(v, began)
        v.press("Versturen")
        v.sees("De aanmelding is ontvangen")
        number = re.search(r"EK-\d{4}-\d+", v.page.get_by_role("main").inner_text())[0]
        with v.page.expect_download() as download:
            v.page.get_by_role("link", name="Eigen kopie ophalen (PDF)").click()
        assert download.value.suggested_filename == f"{number}.pdf"

    assert Case.objects.get().main_persons.get().name == "Noor de Wit"


def test_a_mistake_and_a_second_child_without_javascript_lose_nothing(visit, people):
    with visit(PHONE, java_script_enabled=False) as v:
        v.go("/aanmelden/")
        v.press("Voor iemand uit mijn familie of omgeving")
        key = ReferralDraft.objects.get().key
        v.go(f"/aanmelden/{key}/voor-wie/")
        v.fill("Naam", "Noor de Wit")
        v.choose("Weet ik niet of zeg ik niet: jonger dan 18")
        v.press("Nog iemand toevoegen")
        with v.within("Persoon 2"):
            v.fill("Naam", "Daan de Wit")
            v.choose("Nog niet geboren")
        v.press("Verder")
        v.sees("Vul de woonplaats in, of kies de regio.")
        v.look("81-mistake")
        assert v.page.get_by_role("group", name="Persoon 2").get_by_label("Naam").input_value() == "Daan de Wit"


def test_browser_is_killed_half_way_and_another_goes_on_with_link_and_code(visit, people):
    v = visit(PHONE)
    v.go("/aanmelden/")
    v.press("Voor mezelf")
    v.fill("Je naam", "Karin Bakker")
    v.press("Verder")
    v.fill("Telefoonnummer", "06 5555 0101")
    v.page.get_by_role("button", name="Later verdergaan").click()
    v.look("82-pause")
    code = v.page.locator(".big-code").inner_text()
    v.fill("Naar welk e-mailadres sturen we de link?", "karin@familie.example")
    v.press("Mail mij de link")
    v.sees("We hebben de link gemaild")
    v.page.go_back()
    key = ReferralDraft.objects.get().key
    v.go(f"/aanmelden/{key}/situatie/")
    v.fill("Wat is er aan de hand?", "Ik kan het niet meer alleen.")
    # Typed and never sent: what the page saves by itself is there all the same.
    v.sees("Bewaard.")
    v.context.close()

    send_messages()
    link = re.search(r"http\S+", DeliveredMail.objects.get().body)[0]
    with visit(PHONE) as other:
        other.page.goto(link)
        other.look("83-resume")
        other.fill("Je code", "1234 5678" if code != "1234 5678" else "8765 4321")
        other.press("Verder")
        other.sees("Deze code hoort niet bij deze link")
        other.fill("Je code", code)
        other.press("Verder")
        other.sees("Hoe kunnen we je veilig bereiken?")
        assert other.page.get_by_label("Telefoonnummer").input_value() == "06 5555 0101"
        other.go(f"/aanmelden/{key}/situatie/")
        assert other.page.get_by_label("Wat is er aan de hand?").input_value() == "Ik kan het niet meer alleen."


def test_phone_that_gives_up_without_a_pause_goes_on_with_the_code_that_stood_on_the_page(visit, people):
    v = visit(PHONE)
    v.go("/aanmelden/")
    v.press("Voor mezelf")
    v.fill("Je naam", "Karin Bakker")
    v.press("Verder")
    v.fill("Telefoonnummer", "06 5555 0101")
    v.sees("Bewaard.")
    address, code = v.page.url, v.page.locator("form + .muted strong").inner_text()
    v.context.close()

    with visit(PHONE) as other:
        other.page.goto(address)
        other.fill("Je code", code)
        other.press("Verder")
        other.sees("Hoe kunnen we je veilig bereiken?")
        assert other.page.get_by_label("Telefoonnummer").input_value() == "06 5555 0101"


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_second_tab_on_the_same_page_is_shown_what_the_first_one_saved(visit, people, scripts):
    with visit(PHONE, java_script_enabled=scripts) as v:
        v.go("/aanmelden/")
        v.press("Voor mezelf")
        first, address = v.page, v.page.url
        second = v.context.new_page()
        second.goto(address)
        first.get_by_label("Je naam").fill("Karin")
        first.get_by_role("button", name="Verder", exact=True).last.click()
        first.wait_for_url("**/bereik/")
        second.get_by_label("Je naam").fill("Karin Bakker")
        second.get_by_role("button", name="Verder", exact=True).last.click()
        v.page = second
        v.sees("Deze pagina is ook ergens anders ingevuld")
        v.look(f"87-second-tab-{'js' if scripts else 'plain'}")
        assert second.get_by_label("Je naam").input_value() == "Karin Bakker"
        second.get_by_role("button", name="Verder", exact=True).last.click()
        second.wait_for_url("**/bereik/")
        second.goto(address)
        assert second.get_by_label("Je naam").input_value() == "Karin Bakker"


def test_professional_applies_for_a_street_on_a_phone(visit, people):
    with visit(PHONE, java_script_enabled=False) as v:
        v.go("/aanmelden/")
        v.press("Ik ben professional en meld een familie aan")
        key = ReferralDraft.objects.get().key
        v.go(f"/aanmelden/{key}/soort/")
        v.choose("Om een straat, een school, een club of een organisatie (Alle Hens)")
        v.press("Verder")
        v.look("88-street")
        v.fill("Hoe heet de groep?", "De bewoners van de Lindestraat")
        v.choose("Een straat of buurt")
        v.fill("Gemeente", "Zeist")
        v.press("Verder")
        v.sees("Welke partijen zijn er?")
        v.fill("Welke partij?", "Bewoners")
        v.look("88-parties")
        v.press("Verder")
        v.sees("Mogen we mensen bellen?")
        v.choose("Nee, of dat is nog niet gevraagd")
        v.press("Verder")
        v.sees("Met wie kan de coördinator een afspraak maken?")


def test_without_a_connection_the_page_stays_with_all_that_was_typed(visit, people):
    with visit(PHONE) as v:
        v.go("/aanmelden/")
        v.press("Voor mezelf")
        v.fill("Je naam", "Karin Bakker")
        v.lose_line()
        v.page.get_by_role("button", name="Verder", exact=True).last.click()
        v.sees("Geen verbinding")
        assert v.page.get_by_label("Je naam").input_value() == "Karin Bakker"
        v.regain_line()
        v.page.get_by_role("button", name="Verder", exact=True).last.click()
        v.sees("Hoe kunnen we je veilig bereiken?")


@pytest.mark.parametrize("screen", [PHONE, NARROW], ids=["390", "320"])
@pytest.mark.parametrize("name", ["العربية", "Türkçe", "Polski"])
def test_every_page_in_another_language_fits_the_phone_and_passes_axe(visit, people, screen, name):
    with visit(screen) as v:
        v.go("/aanmelden/")
        v.page.get_by_role("button", name=name).click()
        v.look(f"84-{name}-start")
        v.page.locator("button[name=kind]").last.click()
        key = ReferralDraft.objects.get().key
        language = v.page.locator("html").get_attribute("lang")
        assert (v.page.locator("html").get_attribute("dir") == "rtl") == (language == "ar")
        for step in (
            "naam",
            "bereik",
            "soort",
            "voor-wie",
            "toestemming",
            "naasten",
            "hulp",
            "veiligheid",
            "spoed",
            "wensen",
        ):
            v.go(f"/aanmelden/{key}/{step}/")
            v.page.locator("form#bladzijde > .submit-row button").first.click()
            v.page.wait_for_load_state()
            v.look(f"84-{language}-{step}")
        for page in ("controle", "pauze"):
            v.go(f"/aanmelden/{key}/{page}/")
            v.look(f"84-{language}-{page}")


def test_switching_language_keeps_what_was_just_typed(visit, people):
    with visit(PHONE, java_script_enabled=False) as v:
        v.go("/aanmelden/")
        v.press("Voor mezelf")
        v.fill("Je naam", "Karin Bakker")
        v.page.get_by_role("button", name="Polski").click()
        v.sees("Jak się nazywasz?")
        assert v.page.locator("#id_name").input_value() == "Karin Bakker"


def test_call_is_written_down_with_the_keyboard_alone(visit, people, screen):
    said = {
        "name": "Els",
        "referrer_kind": "Wijkteam",
        "persons-0-name": "Sem Bakker",
        "persons-0-birth_date_0": "3",
        "persons-0-birth_date_1": "april",
        "persons-0-birth_date_2": "2015",
        "persons-0-place": "Zeist",
    }
    with visit(screen, people.manager) as v:
        v.go("/aanmelden/telefoon/")
        v.page.get_by_role("button", name="Een professional").press("Enter")
        v.sees("Soort organisatie")
        for _press in range(200):
            v.page.keyboard.press("Tab")
            field = v.page.locator(":focus")
            if field.inner_text() == "Aanmelding opslaan":
                break
            v.page.keyboard.type(said.pop(field.get_attribute("name") or "", ""))
        assert said == {}
        v.page.keyboard.press("Enter")
        v.sees("De aanmelding is opgeslagen.")

    assert Case.objects.get().main_persons.get().name == "Sem Bakker"


def test_manager_writes_down_a_call_on_one_page(visit, people):
    with visit(PHONE, people.manager) as v:
        v.go("/aanmelden/")
        v.look("85-desk-start")
        v.press("Iemand uit de familie of omgeving")
        v.fill("Naam van de beller", "Henk de Wit")
        v.press("Nog iemand toevoegen")
        with v.within("Persoon 1"):
            v.fill("Naam", "Noor de Wit")
        v.press("Aanmelding opslaan")
        v.sees("Vul de woonplaats in, of kies de regio.")
        v.look("86-desk-mistake")
        v.page.locator("[name=persons-0-place]").fill("Zeist")
        v.press("Aanmelding opslaan")
        v.sees("De aanmelding is opgeslagen.")
    assert Case.objects.get().main_persons.get().name == "Noor de Wit"
