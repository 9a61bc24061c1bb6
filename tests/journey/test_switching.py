"""A page with several forms keeps what is typed in all of them when its language is switched."""

import pytest
from playwright.sync_api import expect

from tests.links.sent import BUILDERS
from tests.links.test_switching import SEVERAL

from .browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILL = """() => document.querySelectorAll("main details").forEach(fold => { fold.open = true; }) ||
    Array.from(document.querySelectorAll("main form")).flatMap(form => Array.from(form.elements))
        .filter(field => field.name && !["hidden", "submit", "button", "file"].includes(field.type))
        .forEach((field, turn) => {
            if (["checkbox", "radio"].includes(field.type)) { field.checked = true; }
            else if (field.tagName === "SELECT") { field.selectedIndex = field.options.length - 1; }
            else { field.value = field.type === "date" ? "2026-12-01" : `Getypt ${turn}`; }
        })"""
STANDS = """() => Array.from(document.querySelectorAll("main form")).map(form => Array.from(form.elements)
    .filter(field => field.name && !["hidden", "submit", "button", "file"].includes(field.type))
    .map(field => [field.name, field.value, Boolean(field.checked)]))"""
KEPT_HERE = "() => Object.values(window.sessionStorage).join()"


@pytest.mark.parametrize("name", sorted(SEVERAL))
def test_every_form_of_the_page_is_given_back(visit, name):
    sent = BUILDERS[name]()
    with visit(PHONE) as v:
        v.go(sent.paths[0])
        v.press("Document openen")
        v.page.evaluate(FILL)
        typed = v.page.evaluate(STANDS)
        v.press("Türkçe")
        v.page.locator("html[lang=tr]").wait_for()
        assert v.page.evaluate(STANDS) == typed
        assert sum(map(len, typed)) > 3
        assert "Getypt" not in v.page.evaluate(KEPT_HERE)
        v.look("69-own-page-after-the-switch")


@pytest.mark.parametrize("name", sorted(SEVERAL))
def test_what_waits_for_the_other_language_goes_with_the_way_out(visit, name, settings, live_server):
    settings.EKC_QUICK_EXIT = f"{live_server.url}/gezondheid/levend"
    sent = BUILDERS[name]()
    with visit(PHONE) as v:
        v.go(sent.paths[0])
        v.press("Document openen")
        v.page.evaluate(FILL)
        # The page in the other language never comes.
        v.page.evaluate("document.addEventListener('submit', press => press.preventDefault(), { once: true })")
        v.page.get_by_role("button", name="Türkçe").click()
        assert "Getypt" in v.page.evaluate(KEPT_HERE)
        v.page.get_by_role("button", name="Sluit deze pagina").click()
        expect(v.page).to_have_url(settings.EKC_QUICK_EXIT)
        v.go("/uitnodiging/")
        assert "Getypt" not in v.page.evaluate(KEPT_HERE)
