"""What is typed outlives a session that ends, is shown to nobody else, and Back makes nothing twice."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from cases.codes import CaseState, Position, SafetyTrigger, Variant
from cases.models import Contact, ReferralDraft
from ekc.accounts.codes import Role
from ekc.once.middleware import SAVED
from tests import factories

from .browser import DESKTOP, PHONE

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


def paths(case) -> list[str]:
    """Pages with a form that keeps text; the last is written out by hand, with a list in it."""
    names = ["cases:contact_add", "cases:signal_add", "cases:question_add", "cases:wish_add", "conferences:plan"]
    return [reverse(name, args=[case.number]) for name in names]


def sign_in_again(v, user) -> None:
    v.fill("E-mail", user.email)
    v.fill("Wachtwoord", factories.PASSWORD)
    v.press("Inloggen")


def text_of(v):
    return v.page.locator("main form[data-keep]").locator("textarea, input[type=text]").first


def test_after_signing_in_again_the_text_is_back_on_every_form(visit, people, case):
    with visit(PHONE, people.coordinator, by_page=True) as v:
        for path in paths(case):
            v.go(path)
            text_of(v).fill(NOTE)
            Session.objects.all().delete()
            v.page.locator("main form[data-keep] .submit-row button, main form[data-keep] button").last.click()
            v.page.get_by_role("heading", level=1, name="Inloggen").wait_for()
            v.sees("wat u schreef staat er dan nog")
            sign_in_again(v, people.coordinator)

            expect(text_of(v)).to_have_value(NOTE)
            expect(v.page.locator("[data-keep-note]")).to_contain_text("nog niet verstuurd")


def hens(people, case):
    case.variant = Variant.COMMUNITY
    case.save(update_fields=["variant"])
    return people.coordinator


def frame_writer(people, case):
    case.safety_professional, case.safety_triggers = people.professional, [SafetyTrigger.SUPERVISION_ORDER]
    case.save(update_fields=["safety_professional", "safety_triggers"])
    return people.professional


# By the name of their list: the page, the button that asks for a row, what is typed in it, and who does.
LISTS = {
    "dishes": ("conferences:plan", "Nog iets", "what", lambda people, _case: people.coordinator),
    "days": ("conferences:propose_days", "Nog een dag", "day", lambda people, _case: people.coordinator),
    "parties": ("conferences:parties", "Nog een partij", "concern", hens),
    "lines": ("plans:frame_edit", "Nog een bodem-eis", "text", frame_writer),
    "seen": ("plans:frame_edit", "Nog iets dat gezien is", "what", frame_writer),
}


def test_every_list_that_grows_is_tried():
    pages = Path(settings.BASE_DIR, "templates").rglob("*.html")
    assert {found for page in pages for found in re.findall(r'data-rows="(\w+)"', page.read_text())} == set(LISTS)


@pytest.mark.parametrize("rows_of", LISTS)
def test_rows_that_were_added_come_back_with_what_was_typed_in_them(visit, people, case, rows_of):
    name, button, field, begins = LISTS[rows_of]
    user = begins(people, case)
    with visit(PHONE, user, by_page=True) as v:
        v.go(reverse(name, args=[case.number]))
        rows = v.page.locator(f"main form[data-keep] [name={rows_of}-TOTAL_FORMS]")
        first = int(rows.get_attribute("value"))
        for more in (1, 2):
            v.press(button)
            expect(rows).to_have_attribute("value", str(first + more))
            v.page.wait_for_load_state()
        typed = [f"2031-03-{number + 1:02}" for number in range(first + 2)]
        for number, words in enumerate(typed):
            v.page.locator(f"[name='{rows_of}-{number}-{field}']").fill(words)
        Session.objects.all().delete()
        v.page.locator("main form[data-keep] button").last.click()
        v.page.get_by_role("heading", level=1, name="Inloggen").wait_for()
        sign_in_again(v, user)

        expect(rows).to_have_attribute("value", str(first + 2))
        for number, words in enumerate(typed):
            expect(v.page.locator(f"[name='{rows_of}-{number}-{field}']")).to_have_value(words)


def test_an_aanmelding_of_somebody_with_an_account_comes_back_too(visit, people):
    """What is typed reaches the server by itself, but not when the session is over."""
    starts = [
        (people.manager, "/aanmelden/telefoon/", "Iemand uit de familie", ""),
        (people.professional, "/aanmelden/", "Beginnen", "situatie"),
    ]
    for user, start, button, step in starts:
        with visit(PHONE, user, by_page=True) as v:
            v.go(start)
            v.page.get_by_role("button", name=button).first.click()
            v.page.locator("form[data-draft]").wait_for()
            if step:
                v.go(f"/aanmelden/{ReferralDraft.objects.latest('pk').key}/{step}/")
            form = v.page.locator("form[data-draft]")
            path = v.page.url
            field = form.locator("input[type=text]:visible, textarea:visible").first
            Session.objects.all().delete()
            field.fill(NOTE)
            form.locator("button[type=submit]").last.click()
            v.page.get_by_role("heading", level=1, name="Inloggen").wait_for()
            sign_in_again(v, user)

            expect(v.page).to_have_url(path)
            expect(field).to_have_value(NOTE)


def test_a_message_or_a_mistake_above_the_page_is_no_sign_that_it_was_saved(visit, people, case):
    oma = case.circle.get()
    with visit(PHONE, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        v.fill("Wat is er afgesproken?", NOTE)
        # Something else is saved in the same tab: its message stands above the form when one comes back.
        v.go(f"/zaken/{case.number}/kring/{oma.pk}/wijzigen/")
        v.fill("Telefoon", "06 22222222")
        v.press("Bewaren")
        v.sees("Bewaard.")
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        expect(v.page.get_by_label("Wat is er afgesproken?")).to_have_value(NOTE)
        # A mistake: the page comes back with it, and again later.
        v.page.locator("main form[data-keep]").evaluate("form => form.requestSubmit()")
        v.page.locator("[data-error-summary]").wait_for()
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        expect(v.page.get_by_label("Wat is er afgesproken?")).to_have_value(NOTE)

        v.page.get_by_role("button", name="Oma Toos", exact=True).tap()
        v.sees("Het contact is vastgelegd.")
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        expect(v.page.get_by_label("Wat is er afgesproken?")).to_have_value("")


def test_somebody_else_on_the_same_device_sees_nothing_of_it_and_neither_does_the_first_again(visit, people, case):
    other = factories.make_user(Role.REGIONAL_MANAGER, email="anders@eigenkracht.example", region=case.region)
    with visit(PHONE, people.coordinator, by_page=True) as v:
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        v.fill("Wat is er afgesproken?", NOTE)
        Session.objects.all().delete()
        v.go("/account/login/")
        sign_in_again(v, other)
        v.page.wait_for_load_state()
        kept = v.page.evaluate("JSON.stringify(Object.entries(window.sessionStorage))")
        assert NOTE not in kept
        Session.objects.all().delete()
        v.go("/account/login/")
        sign_in_again(v, people.coordinator)
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        expect(v.page.get_by_label("Wat is er afgesproken?")).to_have_value("")


def test_what_is_typed_on_after_back_is_not_taken_for_what_was_saved(visit, people, case):
    with visit(PHONE, people.coordinator, by_page=True) as v:
        path = f"/zaken/{case.number}/contacten/vastleggen/"
        v.go(path)
        v.fill("Wat is er afgesproken?", NOTE)
        number = v.page.locator("main form[data-keep] [name=formuliernummer]").get_attribute("value")
        # As after Back: the page stands there as it was, and its number was taken.
        v.context.add_cookies([{"name": SAVED, "value": number, "url": v.page.url}])
        v.fill("Wat is er afgesproken?", "Opa komt ook.")
        v.go(path)
        expect(v.page.get_by_label("Wat is er afgesproken?")).to_have_value("Opa komt ook.")


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_save_back_save_makes_one(visit, people, case, screen):
    with visit(screen, people.coordinator) as v:
        v.go(f"/zaken/{case.number}/contacten/vastleggen/")
        v.fill("Wat is er afgesproken?", NOTE)
        for _turn in range(3):
            v.page.get_by_role("button", name="Oma Toos", exact=True).click()
            v.sees("Het contact is vastgelegd.")
            v.page.go_back()
            v.page.wait_for_load_state()
            text = v.page.get_by_label("Wat is er afgesproken?")
            if text.input_value() != NOTE:
                text.fill(NOTE)

        text.fill("Opa wil er ook bij zijn.")
        v.page.get_by_role("button", name="Oma Toos", exact=True).click()
        v.sees("Dit is al bewaard")
        expect(v.page.get_by_label("Wat is er afgesproken?")).to_have_value("Opa wil er ook bij zijn.")

    assert Contact.objects.get().note == NOTE


def test_a_form_whose_answer_got_lost_is_offered_again_and_makes_nothing_twice(visit, people, case):
    """The line breaks after the server had it and before the browser knew."""

    def lose_the_answer(route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    path = reverse("cases:contact_add", args=[case.number])
    with visit(PHONE, people.coordinator) as v:
        v.go(path)
        v.fill("Wat is er afgesproken?", NOTE)
        v.page.route("**" + path, lose_the_answer)
        v.page.get_by_role("button", name="Oma Toos", exact=True).click()
        v.page.wait_for_timeout(1500)
        v.page.unroute("**" + path)
        v.complaints.clear()
        v.context.clear_cookies(name=SAVED)  # the answer in which it came was lost
        assert Contact.objects.count() == 1

        v.go(path)
        expect(v.page.get_by_label("Wat is er afgesproken?")).to_have_value(NOTE)
        v.page.get_by_role("button", name="Oma Toos", exact=True).click()
        v.page.wait_for_load_state()

    assert Contact.objects.count() == 1
