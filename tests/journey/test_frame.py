"""The veiligheidskader and the test of a plan by keyboard alone, on a phone: nothing typed waits for a button."""

import pytest
from playwright.sync_api import expect

from cases.codes import CaseState
from plans.acts.testing import present_plan
from plans.codes import FrameState, PlanState
from plans.models import Plan
from plans.queries import current_frame
from tests import factories

from .browser import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def make(people):
    def of(state):
        return factories.make_case(
            state=state,
            region=people.manager.regions.get(),
            with_coordinator=people.coordinator,
            manager=people.manager,
            needs_frame=True,
            referred_by=people.professional,
        )

    return of


def tab_to(page, name: str) -> None:
    """Press Tab until the field of this name has the focus."""
    for _press in range(120):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by keyboard")


@pytest.mark.parametrize("screen", [PHONE, DESKTOP])
def test_a_frame_is_written_by_keyboard_kept_while_one_types_and_hinted_at(visit, people, make, screen):
    case = make(CaseState.ACTIVATION)
    with visit(screen, people.professional) as v:
        v.go(f"/zaken/{case.number}/veiligheidskader/invullen/")
        for name, text in (
            ("seen-0-what", "Sem stond alleen op straat"),
            ("seen-0-when", "zaterdag 3 maart"),
            ("seen-0-by_whom", "de buurvrouw"),
            ("concerns", "Het is onveilig."),
        ):
            tab_to(v.page, name)
            v.page.keyboard.type(text)
        expect(v.page.locator("[data-vague-for=concerns]")).to_contain_text("onveilig")
        expect(v.page.locator("[data-draft-status]")).to_have_text("Concept bewaard.")
        assert case.frames.get().seen.get().by_whom == "de buurvrouw"
        tab_to(v.page, "lines-0-text")
        v.page.keyboard.type("Sem slaapt nooit alleen.")
        v.look("frame-by-keyboard")
        v.press("Indienen")
        v.sees("Het veiligheidskader is ingediend.")
    assert current_frame(case).bottom_lines.get().text == "Sem slaapt nooit alleen."


@pytest.mark.parametrize("screen", [PHONE, DESKTOP])
def test_a_plan_is_tested_by_keyboard(visit, people, make, screen):
    case = make(CaseState.HELD_WITH_PLAN)
    factories.make_frame(case, author=people.professional, state=FrameState.LOCKED)
    plan = factories.make_plan(case, own_words="Wij laten Sem niet los.")
    present_plan(plan, by=people.coordinator, reasons=factories.left_open(plan))
    line = current_frame(case).bottom_lines.get()
    with visit(screen, people.professional) as v:
        v.go(f"/zaken/{case.number}/plan/toetsen/")
        v.look("test-by-keyboard")
        for name in (f"line_{line.pk}", "accepted"):
            tab_to(v.page, name)
            v.page.keyboard.press("Space")
            if name != "accepted":
                tab_to(v.page, "capacity")
                v.page.keyboard.type("Jeugdbeschermer")
        v.press("Besluit vastleggen")
        v.sees("Uw besluit is vastgelegd.")
    assert Plan.objects.get(pk=plan.pk).state == PlanState.ACCEPTED


def test_what_a_plan_misses_is_asked_after_a_no(visit, people, make):
    case = make(CaseState.HELD_WITH_PLAN)
    factories.make_frame(case, author=people.professional, state=FrameState.LOCKED)
    plan = factories.make_plan(case, own_words="Wij laten Sem niet los.")
    present_plan(plan, by=people.coordinator, reasons=factories.left_open(plan))
    with visit(PHONE, people.professional) as v:
        v.go(f"/zaken/{case.number}/plan/toetsen/")
        asked = [v.page.get_by_label(name) for name in ("Wat vraagt u de familie", "Wat maakt het plan wel veilig")]
        for field in asked:
            expect(field).to_be_hidden()
        v.choose_in("Voldoet het plan hieraan?", "Nog niet")
        v.choose("Nog niet: er ontbreekt iets")
        for field in asked:
            expect(field).to_be_visible()
        v.fill("In welke functie toetst u dit plan?", "Jeugdbeschermer")
        v.press("Besluit vastleggen")
        v.sees("Er klopt nog iets niet")
        expect(v.page.locator(".has-error").get_by_label("Wat maakt het plan wel veilig")).to_be_visible()
        v.look("test-after-a-no")
