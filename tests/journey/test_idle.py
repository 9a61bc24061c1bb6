"""Who does nothing is told in time, stays with one press, and finds what was typed after signing in again."""

import pytest
from playwright.sync_api import expect

from cases.codes import CaseState
from tests import factories

from .browser import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STAY = "Ik ben er nog"


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_page_warns_stays_after_a_press_and_keeps_what_was_typed(visit, people, settings, screen):
    settings.EKC_IDLE_MINUTES = {"": 0.2}
    case = factories.make_case(
        state=CaseState.ACTIVATION, region=people.manager.regions.get(), with_coordinator=people.coordinator
    )
    with visit(screen, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        form = v.page.locator("main form[data-keep]").first
        words = form.locator("textarea").first
        words.fill("Wat ik net hoorde van oma")
        over = v.page.get_by_text("U deed een tijd niets.")
        expect(v.page.get_by_role("button", name=STAY)).to_be_visible(timeout=20_000)
        v.look("80-idle-warning")
        v.page.get_by_role("button", name=STAY).click()
        expect(v.page.get_by_role("button", name=STAY)).to_be_hidden()
        expect(over).to_be_hidden()
        expect(over).to_be_visible(timeout=30_000)
        v.look("81-idle-over")
        settings.EKC_IDLE_MINUTES = {"": 15}
        v.page.get_by_role("link", name="Weer inloggen").click()
        v.fill("E-mail", people.coordinator.email)
        v.fill("Wachtwoord", factories.PASSWORD)
        v.press("Inloggen")
        expect(v.page.locator("main form[data-keep] textarea").first).to_have_value("Wat ik net hoorde van oma")
