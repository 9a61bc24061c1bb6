"""The same pages by another way in: with the keyboard alone, and without JavaScript."""

import pytest

from cases.codes import CaseState
from cases.models import Contact
from tests import factories

from .browser import DESKTOP, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_contact_is_logged_with_the_keyboard_alone(visit, people):
    case = factories.make_case(
        state=CaseState.ACTIVATION, region=people.manager.regions.get(), with_coordinator=people.coordinator
    )
    keyboard = Keyboard(visit(DESKTOP))

    keyboard.visitor.go("/account/login/")
    keyboard.to("E-mailadres").type(people.coordinator.email).press("Tab")
    assert keyboard.here() == "Wachtwoord"
    keyboard.type(factories.PASSWORD)
    keyboard.press("Enter")
    keyboard.visitor.page.wait_for_url("**/mijn-zaken/")
    keyboard.to("Sem").press("Enter")
    keyboard.visitor.page.wait_for_url(f"**/{case.number}/")
    keyboard.to("Contacten").press("Enter")
    keyboard.visitor.page.wait_for_url("**/contacten/")
    keyboard.to("Contact vastleggen").press("Enter")
    keyboard.visitor.page.wait_for_url("**/vastleggen/")
    keyboard.to("Of iemand anders").press("ArrowDown")
    keyboard.to("Ik heb deze persoon gesproken of bereikt").press("Space").press("Space")
    keyboard.to("Wat is er afgesproken?").type("Donderdag koffie.")
    keyboard.to("Bewaren").press("Enter")
    keyboard.visitor.sees("Donderdag koffie.")

    contact = Contact.objects.get(case=case)
    assert (contact.note, contact.reached, str(contact.main_person)) == ("Donderdag koffie.", True, "Sem")


def test_first_tab_leads_past_the_menu(visit, people):
    keyboard = Keyboard(visit(PHONE, people.coordinator))
    keyboard.visitor.go("/mijn-zaken/")

    assert keyboard.press("Tab").here() == "Naar de inhoud"
    keyboard.press("Enter")

    assert keyboard.visitor.page.url.endswith("#inhoud")


class Keyboard:
    """Somebody without a mouse: goes from one thing to the next with Tab, and sees where the focus is."""

    MOST_TABS = 80
    # What a screen reader would say of the thing that has the focus.
    NAME = """() => {
        const it = document.activeElement;
        const label = it.labels && it.labels.length ? it.labels[0] : it;
        return (label.innerText || it.getAttribute("aria-label") || "").trim();
    }"""
    OUTLINE = """() => {
        const style = getComputedStyle(document.activeElement);
        const label = document.activeElement.nextElementSibling;
        const near = label ? getComputedStyle(label) : style;
        return style.outlineStyle !== "none" || style.boxShadow !== "none" || near.outlineStyle !== "none";
    }"""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def here(self) -> str:
        return self.visitor.page.evaluate(self.NAME)

    def to(self, name: str) -> "Keyboard":
        """Tab until the focus is on what has this name; it must be seen there."""
        passed = []
        for _tab in range(self.MOST_TABS):
            if self.here().removesuffix(" (niet verplicht)") == name:
                assert self.visitor.page.evaluate(self.OUTLINE), f"the focus on “{name}” cannot be seen"
                return self
            self.press("Tab")
            passed.append(self.here())
        raise AssertionError(f"no way to “{name}” by Tab; passed {passed}")

    def press(self, key: str) -> "Keyboard":
        self.visitor.page.keyboard.press(key)
        return self

    def type(self, text: str) -> "Keyboard":
        self.visitor.page.keyboard.type(text)
        return self
