"""What a form that comes back asks of the database: counted, because a thousand come in at once (docs/bench.md)."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import norms
from cases.codes import CaseState
from cases.models import Case
from ekc.dates import local_today
from ekc.links import look_up, renew_link
from surveys.acts.answering import keep_draft, save_answers
from surveys.acts.handing_out import hand_over_forms, invite_respondent
from surveys.acts.waiting import open_overdue
from surveys.codes import Form, Way
from surveys.models import OpenAnswer, Question, Questionnaire, Response, SurveyInvitation, WaitingAnswer
from surveys.queries import readers_of
from surveys.reads.filling import READY
from tests.factories import make_ban, make_case, make_circle_person, make_conference, make_main_person
from tests.people import coordinator_of
from tests.surveys.filled import press
from tests.surveys.test_answers import token_of

pytestmark = pytest.mark.django_db
LOOK_UP, TRANSACTION, PUT_AWAY, OPENED, WORDS = 1, 2, 1, 1, 1
READERS = 2
"""Of a form that was mailed: who of the circle reads there, and who applied."""
BAN = 1


@pytest.fixture
def case() -> Case:
    found = make_case(state=CaseState.PLAN_SENT)
    make_conference(found, state="gehouden", held_on=local_today() - dt.timedelta(days=5))
    return found


def links(case: Case, form: str, number: int) -> list[str]:
    handed = hand_over_forms(case, by=coordinator_of(case), form=form, way=Way.SHEET, number=number)
    return [address.split("/vragenlijst/")[1].strip("/") for _invitation, address in handed]


def asked_by(token: str) -> int:
    client = Client()
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(f"/vragenlijst/{token}/", {"question": READY, "go": "send"})
    assert answer.status_code == 302
    return len(asked)


@pytest.mark.parametrize("form", Form.values)
def test_a_form_that_comes_back_is_looked_up_once_and_put_away_in_one_statement_in_every_version(
    case: Case, form: str
) -> None:
    for questionnaire in Questionnaire.objects.filter(form=form):
        case.conferences.update(held_on=questionnaire.valid_from)
        question = questionnaire.questions.filter(asked_if={}).exclude(type="text").first()
        *before, last = links(case, form, norms.SURVEY_BATCH)
        for token in (*before, last):
            keep_draft(token, {question.code: "liever_niet"})

        assert {asked_by(token) for token in before} == {LOOK_UP + TRANSACTION + PUT_AWAY}
        assert asked_by(last) == LOOK_UP + TRANSACTION + PUT_AWAY + OPENED

    assert Response.objects.count() == norms.SURVEY_BATCH * Questionnaire.objects.filter(form=form).count()


def test_what_was_written_costs_one_statement_more_when_it_comes_out(case: Case) -> None:
    *before, last = links(case, Form.ADULT, norms.SURVEY_BATCH)
    for token in (*before, last):
        keep_draft(token, {"could_say": "ja", "remarks": "Het eten was goed."})
    for token in before:
        assert asked_by(token) == LOOK_UP + TRANSACTION + PUT_AWAY

    assert asked_by(last) == LOOK_UP + TRANSACTION + PUT_AWAY + OPENED + WORDS
    assert OpenAnswer.objects.count() == norms.SURVEY_BATCH


def test_of_a_form_that_was_mailed_it_is_asked_besides_who_reads_there(case: Case) -> None:
    make_circle_person(case, email="ria@voorbeeld.example")
    invite_respondent(case, by=coordinator_of(case), form=Form.ADULT, email="ria@voorbeeld.example")
    token = token_of("ria@voorbeeld.example")
    keep_draft(token, {"could_say": "ja"})

    assert asked_by(token) <= LOOK_UP + READERS + TRANSACTION + PUT_AWAY


def test_where_a_contact_ban_was_written_down_it_is_asked_besides_whether_it_holds_for_the_reader(case: Case) -> None:
    by = coordinator_of(case)
    people = [make_circle_person(case, email=f"{name}@voorbeeld.example") for name in ("ria", "kees", "toos")]
    for person in people:
        invite_respondent(Case.objects.get(pk=case.pk), by=by, form=Form.ADULT, email=person.email)
        keep_draft(token_of(person.email), {"could_say": "ja"})
    make_ban(people[0], people[1], by=by)

    assert asked_by(token_of(people[2].email)) <= LOOK_UP + READERS + BAN + TRANSACTION + PUT_AWAY
    for person in people[:2]:
        answer = Client().post(f"/vragenlijst/{token_of(person.email)}/", {"question": READY, "go": "send"})
        assert answer.status_code == 410


def test_whoever_reads_a_mail_is_found_by_the_link_as_by_the_case(case: Case) -> None:
    person = make_circle_person(case, email="Ria@voorbeeld.example")
    main = make_main_person(case, email="sem@voorbeeld.example")
    referrer = case.referrer
    type(referrer).objects.filter(pk=referrer.pk).update(email="dirk@bureau.example", user=None)
    known = {"ria@voorbeeld.example": person, "SEM@voorbeeld.example": main, "dirk@bureau.example": referrer}
    for email, somebody in {**known, "an@voorbeeld.example": None}.items():
        invite_respondent(Case.objects.get(pk=case.pk), by=coordinator_of(case), form=Form.ADULT, email=email)
        row = look_up(SurveyInvitation, token_of(email)).row

        assert [each for each in readers_of(row) if each] == ([somebody] if somebody else []), email
        assert readers_of(SurveyInvitation.objects.get(pk=row.pk)) == readers_of(row)


def test_a_version_that_is_changed_before_its_first_answer_is_asked_as_it_is_by_then(case: Case) -> None:
    first, second = links(case, Form.ADULT, 2)
    press(Client(), f"/vragenlijst/{first}/", "could_say", "ja")
    Question.objects.filter(questionnaire__form=Form.ADULT, code="could_say").update(asked_if={"relation": ["vader"]})

    page = press(Client(), f"/vragenlijst/{first}/", READY, go="send")

    assert "U hebt nog niets ingevuld" in page.content.decode()
    assert not WaitingAnswer.objects.exists()
    page = press(Client(), f"/vragenlijst/{second}/", "could_say", "ja")
    assert page.context["walk"].answers == {}


def test_an_answer_that_was_read_before_another_page_was_kept_counts_with_that_page(case: Case) -> None:
    [token] = links(case, Form.ADULT, 1)
    keep_draft(token, {"could_say": "ja"})
    read_before = SurveyInvitation.objects.get()
    keep_draft(token, {"relation": "vader"})

    save_answers(token, found=read_before)

    WaitingAnswer.objects.update(opens_on=local_today())
    open_overdue()
    assert Response.objects.get().answers == {"relation": "vader", "could_say": "ja"}


def test_a_link_that_is_renewed_while_its_form_is_sent_takes_nothing_in(case: Case) -> None:
    [token] = links(case, Form.ADULT, 1)
    keep_draft(token, {"could_say": "ja"})
    read_before = SurveyInvitation.objects.get()
    renew_link(SurveyInvitation.objects.get())

    with pytest.raises(Exception, match="werkt niet meer"):
        save_answers(token, found=read_before)

    assert not WaitingAnswer.objects.exists()
    assert not SurveyInvitation.objects.get().is_used
