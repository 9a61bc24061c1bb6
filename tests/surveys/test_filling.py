"""Filling in, one question a page: stop and go on, routing while one answers, nothing chosen beforehand."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cases.codes import CaseState
from cases.models import Case
from ekc.dates import local_today
from surveys.acts.answering import keep_draft, save_answers
from surveys.acts.handing_out import invite_respondent
from surveys.codes import DECLINED, Form
from surveys.forms.filling import QuestionForm
from surveys.models import OpenAnswer, Question, Questionnaire, Response, SurveyInvitation, WaitingAnswer
from surveys.reads.filling import READY, Walk
from surveys.unsafe import sounds_unsafe
from tests.factories import make_case, make_conference
from tests.people import coordinator_of
from tests.surveys.filled import fill_in, opened, press
from tests.surveys.test_answers import token_of

pytestmark = pytest.mark.django_db
STATIC = Path(settings.BASE_DIR) / "static" / "ekc"
FORM_OF_BEFORE = 58_248
"""Bytes of the page that asked all questions to adults at once."""
MOST_WITH_SCRIPT = 30_000


@pytest.fixture
def case() -> Case:
    found = make_case(state=CaseState.PLAN_SENT)
    make_conference(found, state="gehouden", held_on=local_today() - dt.timedelta(days=5))
    return found


def link(case: Case, form: str = Form.ADULT, email: str = "ria@voorbeeld.example") -> str:
    invite_respondent(case, by=coordinator_of(case), form=form, email=email)
    return f"/vragenlijst/{token_of(email)}/"


@pytest.mark.parametrize("form", Form.values)
def test_a_whole_form_is_filled_in_page_by_page_in_every_version(case: Case, form: str) -> None:
    for number, questionnaire in enumerate(Questionnaire.objects.filter(form=form).order_by("version")):
        case.conferences.update(held_on=questionnaire.valid_from)
        page = fill_in(Client(), link(case, form, f"r{number}@voorbeeld.example"), {})

        assert "Bedankt voor het invullen" in page.content.decode(), questionnaire

    answered = opened()
    assert {each.questionnaire.version for each in answered} == set(
        Questionnaire.objects.filter(form=form).values_list("version", flat=True)
    )
    for each in answered:
        free = each.questionnaire.questions.exclude(type="text").filter(asked_if={})
        # "Geen antwoord" is a word of the form itself; everything else was declined.
        assert {*each.declined, *each.answers} == set(free.values_list("code", flat=True))
        assert set(each.answers.values()) <= {"geen_antwoord"}


def test_nothing_is_chosen_beforehand_in_any_question_of_any_version() -> None:
    for question in Question.objects.select_related("questionnaire"):
        form = QuestionForm(question=question)

        assert not form.initial, question
        assert "checked" not in str(form["answer"]), question


def test_whoever_presses_on_without_choosing_is_asked_once_more_and_nothing_is_kept(case: Case) -> None:
    url = link(case)

    page = press(Client(), url, "relation")

    assert "Kies een antwoord" in page.content.decode()
    assert page.context["question"].code == "relation"
    assert page.context["walk"].answers == {}


def test_an_empty_form_is_not_sent_but_asked_about_and_the_link_lives(case: Case) -> None:
    url = link(case)

    page = press(Client(), url, READY, go="send")

    assert "U hebt nog niets ingevuld" in page.content.decode()
    assert not WaitingAnswer.objects.exists()
    assert not SurveyInvitation.objects.get().is_used
    assert Client().get(url).status_code == 200


def test_rather_not_is_an_answer_that_is_kept_apart_from_the_figures(case: Case) -> None:
    url = link(case)
    press(Client(), url, "relation", DECLINED)
    press(Client(), url, "referred_by_professional", "weet_niet")
    press(Client(), url, READY, go="send")

    [response] = opened()
    assert response.answers == {"referred_by_professional": "weet_niet"}
    assert response.declined == ["relation"]


def test_where_a_form_has_its_own_words_for_no_answer_no_second_is_offered() -> None:
    for question in Question.objects.exclude(type="text").select_related("questionnaire"):
        codes = [code for code, _label in QuestionForm(question=question).fields["answer"].choices]
        assert len({"geen_antwoord", DECLINED} & set(codes)) == 1, question


def test_stopping_keeps_what_was_filled_in_and_the_same_link_goes_on_there(case: Case) -> None:
    url = link(case)
    press(Client(), url, "relation", "vader")

    page = press(Client(), url, "informed_purpose", "ja", go="stop")

    assert "Uw antwoorden zijn bewaard" in page.content.decode()
    again = Client().get(url)
    assert "Verdergaan" in again.content.decode()
    assert again.context["walk"].here == "informed_procedure"
    assert 'value="vader" checked' in re.sub(
        r'\s(?:class|id|aria-\w+)="[^"]*"', "", Client().get(f"{url}?vraag=relation").content.decode()
    )


def test_back_keeps_what_is_chosen_and_asks_nothing(case: Case) -> None:
    url = link(case)
    press(Client(), url, "relation", "vader")

    with_choice = press(Client(), url, "informed_purpose", "nee", go="back")
    without = press(Client(), url, "informed_procedure", go="back")

    assert with_choice.context["question"].code == "relation"
    assert with_choice.context["walk"].answers == {"relation": "vader", "informed_purpose": "nee"}
    assert without.context["question"].code == "informed_purpose"


def test_an_answer_leads_to_its_questions_and_taking_it_back_takes_them_away(case: Case) -> None:
    url = link(case)
    asks = press(Client(), url, "asked_information_needs", "ja")
    assert asks.context["question"].code == "asked_by"
    press(Client(), url, "asked_by", ["coordinator", "hulpverlener"])

    skips = press(Client(), url, "asked_information_needs", "nee")

    assert skips.context["question"].code == "added_information"
    assert skips.context["of"] == asks.context["of"] - 2
    press(Client(), url, READY, go="send")
    assert opened()[0].answers == {"asked_information_needs": "nee"}


def test_routing_leads_through_every_question_of_every_version(case: Case) -> None:
    for questionnaire in Questionnaire.objects.all():
        walk = Walk(questionnaire, {})
        for question in walk.questions:
            walk.answers |= {code: allowed[0] for code, allowed in question.asked_if.items()}
        order = [walk.asked[0].code]
        while (following := walk.after(order[-1])) != READY:
            order.append(following)

        assert order == [each.code for each in walk.questions], questionnaire
        assert walk.before(order[0]) == ""
        assert [walk.before(code) for code in order[1:]] == order[:-1]


def test_what_is_written_stands_apart_from_the_form_and_is_sealed(case: Case) -> None:
    url = link(case)
    press(Client(), url, "could_say", "ja")
    press(Client(), url, "remarks", "Tante Ria hielp enorm.")
    press(Client(), url, READY, go="send")

    [response] = opened()
    assert response.answers == {"could_say": "ja"}
    text = OpenAnswer.objects.get()
    assert (text.code, text.text, text.redacted_on) == ("remarks", "", None)
    assert "Ria" not in text.sealed
    assert "response" not in {field.name for field in OpenAnswer._meta.get_fields()}


def test_several_choices_are_kept_and_rather_not_is_not_one_of_them(case: Case) -> None:
    url = link(case)
    press(Client(), url, "asked_information_needs", "ja")

    both = press(Client(), url, "asked_by", ["coordinator", DECLINED])
    assert "Niet allebei" in both.content.decode()
    page = press(Client(), url, "asked_by", ["coordinator", "hulpverlener"])

    assert page.context["walk"].answers["asked_by"] == ["coordinator", "hulpverlener"]


@pytest.mark.parametrize("answer", ["buurman", "", "<script>", "0", "11", "ja;nee"])
def test_an_answer_that_is_none_of_the_choices_is_not_kept_and_the_link_lives(case: Case, answer: str) -> None:
    url = link(case)

    page = press(Client(), url, "relation", answer)

    assert page.context["question"].code == "relation"
    assert "Kies een antwoord" in page.content.decode()
    assert page.context["walk"].answers == {}


def test_a_question_that_is_not_asked_leads_to_the_one_that_is(case: Case) -> None:
    url = link(case)

    for code in ("zomaar", "grade_referrer"):
        assert press(Client(), url, code, "5").context["question"].code == "relation"
        assert Client().get(f"{url}?vraag={code}", follow=True).context["question"].code == "relation"


def test_an_act_refuses_an_empty_form_too(case: Case) -> None:
    token = link(case).split("/")[2]

    with pytest.raises(Exception, match="nog niets ingevuld"):
        save_answers(token, {"relation": "", "remarks": "   ".strip()})


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben bang voor mijn oom.",
        "Hij SLAAT mij als mama weg is",
        "het is niet  veilig thuis",
        "I am scared at home",
        "he hits me",
        "Babam beni dövüyor",
        "Korkuyorum",
        "أنا خائف",
        "Boję się taty",
        "On mnie bije",
    ],
)
def test_whoever_writes_that_they_are_not_safe_reads_a_number_and_no_promise(case: Case, text: str) -> None:
    url = link(case, Form.CHILD)
    assert sounds_unsafe(text)

    page = press(Client(), url, "remarks", text)
    body = page.content.decode()
    assert "is-safety" in body
    assert "0800\N{NO-BREAK SPACE}0432" in body
    assert "leest niemand meteen" in body

    press(Client(), url, "at_ease", "nee")
    thanks = press(Client(), url, READY, go="send").content.decode()
    assert "is-safety" in thanks
    assert "0800\N{NO-BREAK SPACE}0432" in thanks
    assert "0800\N{NO-BREAK SPACE}2000" in thanks


@pytest.mark.parametrize(
    "text", ["", "Het was gezellig, ook het eten.", "Een mestvork en een belangrijk bangkokverhaal"]
)
def test_an_ordinary_remark_is_no_alarm(case: Case, text: str) -> None:
    assert not sounds_unsafe(text)


def test_a_child_reads_je_on_every_page_and_in_the_mail_and_an_adult_u(case: Case) -> None:
    for form, wrong in ((Form.CHILD, r"\b(u|uw|Uw|U)\b"), (Form.ADULT, r"\b(je|jij|jouw|Je|Jij)\b")):
        url = link(case, form, f"{form}@voorbeeld.example")
        pages = [Client().get(url), Client().get(f"{url}?vraag={READY}")]
        pages += [press(Client(), url, "grade_conference"), press(Client(), url, "grade_conference", "7")]
        pages += [Client().get(f"{url}?vraag={READY}"), Client().get(f"{url}?vraag=gestopt")]
        for page in pages:
            inside = page.content.decode().split("<main", 1)[1].split("</main>")[0]
            words = re.sub(r"<[^>]+>", " ", inside)
            assert not re.search(wrong, words), re.search(rf".{{60}}{wrong}.{{20}}", words, re.DOTALL)


@pytest.mark.parametrize(("form", "language"), [(f, code) for f in Form.values for code, _name in settings.LANGUAGES])
def test_a_page_with_its_script_stays_small(case: Case, form: str, language: str) -> None:
    url = link(case, form)
    client = Client(headers={"accept-language": language})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    scripts = 0
    for question in Walk(Questionnaire.objects.get(form=form, version="2026"), {}).asked:
        page = client.get(f"{url}?vraag={question.code}").content
        scripts = scripts or sum(
            (STATIC / name).stat().st_size for name in re.findall(r'src="/static/ekc/([\w.]+\.js)"', page.decode())
        )
        size = len(re.sub(rb'value="[\w-]{36,}"', b'value=""', page))
        assert size <= FORM_OF_BEFORE / 10, (question, size)
        assert len(page) + scripts <= MOST_WITH_SCRIPT


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_question_is_asked_in_the_language_of_the_reader(case: Case, language: str) -> None:
    url = link(case, Form.CHILD)
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    question = Question.objects.get(questionnaire__form="kind", questionnaire__version="2026", code="at_ease")
    text = question.words[language]["text"] if language != "nl" else question.text

    page = client.get(f"{url}?vraag=at_ease").content.decode()

    assert f"<h1>{text}</h1>" in page
    assert f'lang="{language}"' in page
    assert ('dir="rtl"' in page.split(">", 2)[1] + page.split(">", 2)[0]) == (language == "ar")


def test_the_switch_of_languages_keeps_what_is_chosen_and_keeps_nothing_of_it(case: Case) -> None:
    url = link(case)
    data = {"question": "relation", "answer": "vader", "language": "pl"}

    page = Client().post(f"{url}?vraag=relation", data)

    assert page.context["form"]["answer"].value() == "vader"
    assert "Ojciec" in page.content.decode()
    assert SurveyInvitation.objects.get().draft == ""


def test_looking_at_any_page_changes_nothing(case: Case) -> None:
    url = link(case)
    keep_draft(url.split("/")[2], {"relation": "vader"})
    before = SurveyInvitation.objects.values().get()

    for page in ("", "?vraag=relation", f"?vraag={READY}", "?vraag=gestopt", "?vraag=zomaar", "?begin=ja"):
        Client().get(url + page)
        Client().head(url + page)

    assert SurveyInvitation.objects.values().get() == before
    assert not WaitingAnswer.objects.exists()
    assert not Response.objects.exists()


def test_what_has_no_words_in_a_language_is_shown_in_dutch_marked_as_dutch(case: Case) -> None:
    client: Any = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    page = f"{link(case, Form.PROFESSIONAL)}?vraag=informed_meaning"
    assert "Bent u vooraf" not in client.get(page).content.decode()

    Question.objects.update(words={})

    assert '<span lang="nl" dir="ltr">Bent u vooraf' in client.get(page).content.decode()
