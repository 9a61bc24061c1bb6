"""Somebody with a link to a questionnaire: a child by keyboard, in Arabic, aloud; a phone that loses its line."""

import datetime as dt

import pytest

from cases.codes import CaseState
from ekc.dates import local_today
from surveys.acts.handing_out import invite_respondent
from surveys.codes import Form
from surveys.models import SurveyInvitation
from tests.factories import make_case, make_conference
from tests.people import coordinator_of
from tests.surveys.filled import opened
from tests.surveys.test_answers import token_of

from .browser import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SPOKEN = """
    window.said = [];
    Object.defineProperty(window, "speechSynthesis", {value: {
        cancel: () => {}, speak: words => window.said.push([words.lang, words.text]),
    }});
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def link(form: str = Form.CHILD) -> str:
    case = make_case(state=CaseState.PLAN_SENT)
    make_conference(case, state="gehouden", held_on=local_today() - dt.timedelta(days=5))
    invite_respondent(case, by=coordinator_of(case), form=form, email="kind@voorbeeld.example")
    return f"/vragenlijst/{token_of('kind@voorbeeld.example')}/"


def press(v, go):
    """A button of the page; the line is tried first, so the next page is waited for."""
    with v.page.expect_navigation():
        v.page.locator(f"button[value={go}]").click()


def walk_by_keyboard(v, looked_at):
    """Through all questions with Space, Tab and Enter, the first answer of each; nothing is chosen beforehand."""
    seen = []
    while "vraag=klaar" not in v.page.url:
        code = v.page.locator("[name=question]").input_value()
        assert code not in seen, f"{code} came twice"
        seen.append(code)
        assert v.page.locator("input[name=answer]:checked").count() == 0
        if code in looked_at:
            v.look(f"91-survey-child-{code}")
        if v.page.locator("textarea").count():
            v.page.locator("textarea").press("Tab")
        else:
            v.page.locator("input[name=answer]").first.focus()
            v.page.keyboard.press("Space")
            v.page.keyboard.press("Tab")
        with v.page.expect_navigation():
            v.page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("language", "direction", "thanks"),
    [("nl", "ltr", "Bedankt voor het invullen"), ("ar", "rtl", "شكرًا")],
)
def test_a_child_fills_in_the_form_by_keyboard_and_hears_it(visit, language, direction, thanks):
    with visit(DESKTOP) as v:
        v.page.add_init_script(SPOKEN)
        v.go(link())
        if language != "nl":
            with v.page.expect_navigation():
                v.page.locator(f"button[lang={language}]").press("Enter")
        assert v.page.locator("html").get_attribute("lang") == language
        assert (v.page.locator("html").get_attribute("dir") or "ltr") == direction
        v.look(f"90-survey-child-welcome-{language}")
        v.page.locator("main .actions .btn-primary").press("Enter")
        v.page.wait_for_url("**vraag=gender")
        v.page.locator("[data-read-aloud]").press("Enter")
        # The question and every answer, in the language of the page.
        said = v.page.evaluate("window.said")
        words = v.page.locator("[data-aloud]").all_inner_texts()
        assert [lang for lang, _words in said] == [language] * len(words)
        assert [text for _lang, text in said[1:]] == words[1:]
        assert len(said) == 4
        walk_by_keyboard(v, ("at_ease", "grade_plan", "remarks"))
        v.look(f"92-survey-child-ready-{language}")
        with v.page.expect_navigation():
            v.page.locator("button[value=send]").press("Enter")
        v.sees(thanks)

    [response] = opened()
    assert response.answers["at_ease"] == "ja"
    assert response.answers["grade_conference"] == 1
    assert response.declined == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_child_reads_arabic_from_right_to_left_with_and_without_script(visit, scripts):
    with visit(PHONE, java_script_enabled=scripts) as v:
        v.go(f"{link()}?vraag=at_ease")
        v.page.locator("button[lang=ar]").click()
        v.page.wait_for_load_state()
        v.sees("هل كنت مرتاحًا؟")
        v.look(f"93-survey-arabic-{scripts}")
        v.page.locator("input[value=soms]").check()
        press(v, "next")
        v.sees("هل استمعوا إليك جيدًا؟")
        press(v, "back")
        assert v.page.locator("input[value=soms]").is_checked()
        press(v, "stop")
        v.sees("تم حفظ إجاباتك")


def test_what_was_chosen_waits_for_the_line_and_goes_along(visit):
    with visit(PHONE) as v:
        url = link(Form.ADULT)
        v.go(f"{url}?vraag=relation")
        v.lose_line()
        v.page.locator("input[value=vader]").check()
        v.page.locator("button[value=next]").click()
        v.sees("Er is nu geen verbinding")
        assert v.page.locator("input[value=vader]").is_checked()
        assert SurveyInvitation.objects.get().draft == ""
        v.regain_line()
        v.page.wait_for_url("**vraag=informed_purpose", timeout=20_000)
        v.go(f"{url}?vraag=relation")
        assert v.page.locator("input[value=vader]").is_checked()


def test_whoever_reloads_without_a_line_finds_the_choice_again(visit):
    with visit(PHONE) as v:
        v.go(f"{link(Form.ADULT)}?vraag=relation")
        v.page.locator("input[value=moeder]").check()
        v.page.reload()
        assert v.page.locator("input[value=moeder]").is_checked()
