"""`Sluit deze pagina`: who looks at this phone next sees nothing of what was typed; the code opens it again."""

import re

import pytest
from playwright.sync_api import expect

from cases.models import ReferralDraft

from .browser import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "Hij slaat mij"


@pytest.fixture
def away(settings, live_server) -> str:
    """A page without anything of ours, in place of the weather."""
    settings.EKC_QUICK_EXIT = f"{live_server.url}/gezondheid/levend"
    return settings.EKC_QUICK_EXIT


def shows_nothing(v: Visitor) -> None:
    assert SECRET not in v.page.content()
    values = v.page.locator("input:not([type=hidden]), textarea").evaluate_all("fields => fields.map(f => f.value)")
    assert not any(SECRET in value or "Karin" in value for value in values)


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_back_and_the_start_page_show_nothing_and_the_code_opens_it_again(visit, people, away, scripts):
    with visit(PHONE, java_script_enabled=scripts) as v:
        v.go("/aanmelden/")
        v.press("Voor mezelf")
        v.fill("Je naam", "Karin Bakker")
        v.press("Verder")
        key = ReferralDraft.objects.get().key
        v.go(f"/aanmelden/{key}/situatie/")
        code = v.page.locator("form + .muted strong").inner_text()
        v.fill("Wat is er aan de hand?", SECRET)
        if not scripts:
            v.press("Verder")

        v.page.get_by_role("button", name="Sluit deze pagina").click()
        expect(v.page).to_have_url(away)

        for _page in range(4):
            v.page.go_back()
            v.page.wait_for_load_state()
            shows_nothing(v)
        v.go("/aanmelden/")
        v.sees_not("Je was al begonnen")
        shows_nothing(v)
        v.go(f"/aanmelden/{key}/situatie/")
        shows_nothing(v)
        v.sees("Vul je code in")
        assert v.page.evaluate("sessionStorage.length + localStorage.length") == 0 if scripts else True
        kept = {cookie["name"] for cookie in v.context.cookies()} - {"taal", "csrftoken", "__Host-csrftoken"}
        v.look("85-left")

        v.fill("Je code", code)
        v.press("Verder")
        v.go(f"/aanmelden/{key}/situatie/")
        assert v.page.get_by_label("Wat is er aan de hand?").input_value() == SECRET
        assert not [name for name in kept if re.search("draft|aanmeld", name)]


def test_whoever_is_signed_in_is_signed_out_by_it(visit, people, away):
    with visit(PHONE, people.professional) as v:
        v.go("/aanmelden/")
        v.press("Beginnen")
        v.page.evaluate("sessionStorage.setItem('keep:form:/zaken/#0', 'Hij slaat mij')")
        v.page.get_by_role("button", name="Sluit deze pagina").click()
        expect(v.page).to_have_url(away)
        assert v.page.evaluate("sessionStorage.length") == 0

        v.page.go_back()
        v.go("/mijn-aanmeldingen/")
        v.sees("Inloggen")
