"""Handing out, reminding and answering: an answer leads to nobody (design 4.9)."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from cases import norms
from cases.codes import PROFESSIONAL_POSITIONS, CaseState, Position
from cases.models import Case, Referrer
from conferences.signals import conference_held
from ekc.dates import at_local, local_today
from ekc.outbox.acts import run_due_rows
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from surveys.acts.answering import save_answers
from surveys.acts.handing_out import hand_out, hand_out_forms, hand_over_forms, invite_respondent
from surveys.codes import Form, Way
from surveys.models import HandedOut, Question, Questionnaire, Response, SurveyInvitation, WaitingAnswer
from surveys.queries import questionnaire_for
from surveys.routing import asked_answers
from surveys.tasks import mix_answers as mix_answers_at_night
from tests.at_once import at_once
from tests.factories import make_case, make_circle_person, make_conference
from tests.people import coordinator_of
from tests.surveys.filled import fill_in, opened, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    found = make_case(state=CaseState.PLAN_SENT)
    make_conference(found, state="gehouden", held_on=local_today() - dt.timedelta(days=5))
    return found


def token_of(email: str) -> str:
    message = Message.objects.filter(to=email).latest("pk")
    return message.body.split("/vragenlijst/")[1].split("/")[0]


def invited(case: Case, form: str = Form.ADULT) -> str:
    invite_respondent(case, by=coordinator_of(case), form=form, email="ria@voorbeeld.example")
    return token_of("ria@voorbeeld.example")


def test_numbers_handed_out_can_be_put_right_and_taken_back(case: Case) -> None:
    by = coordinator_of(case)
    hand_out(case, by=by, form=Form.ADULT, number=12)
    hand_out(case, by=by, form=Form.ADULT, number=10)
    assert HandedOut.objects.get(case=case).number == 10

    hand_out(case, by=by, form=Form.ADULT, number=0)

    assert not HandedOut.objects.exists()


def test_nothing_is_handed_out_before_the_conference() -> None:
    early = make_case(state=CaseState.SCHEDULED)

    with pytest.raises(Refusal, match="na de conferentie"):
        hand_out(early, by=coordinator_of(early), form=Form.ADULT, number=1)


def test_a_lay_referrer_gets_no_professional_form(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(referrer_type="familie_netwerk")

    with pytest.raises(Refusal, match="alleen voor de aanmelder"):
        hand_out(case, by=coordinator_of(case), form=Form.PROFESSIONAL, number=1)


def test_only_the_hash_of_a_link_is_kept_and_the_mail_says_nothing_of_the_case(case: Case) -> None:
    token = invited(case)

    assert token not in SurveyInvitation.objects.get().token_hash
    message = Message.objects.get(to="ria@voorbeeld.example")
    assert "Sem" not in message.subject + message.body


def test_opening_the_link_changes_nothing_and_answering_uses_it_up(case: Case) -> None:
    url = f"/vragenlijst/{invited(case)}/"
    assert Client().get(url).status_code == 200
    assert not SurveyInvitation.objects.get().is_used

    fill_in(Client(), url, {"relation": "oom_tante", "could_say": "ja"})

    [response] = opened()
    assert response.answers["relation"] == "oom_tante"
    assert "asked_by" not in {*response.answers, *response.declined}, "asked_by was not asked"
    assert SurveyInvitation.objects.get().is_used
    again = press(Client(), url, "relation", "vader")
    for answer in (Client().get(url, follow=True), again, press(Client(), url, "klaar", go="send")):
        assert "Bedankt voor het invullen" in answer.content.decode()
    assert opened() == [response]


def test_an_answer_carries_region_programme_and_quarter_and_no_way_back(case: Case) -> None:
    save_answers(invited(case), {"could_say": "ja"})

    fields = {field.name for field in Response._meta.get_fields()}
    assert fields == {
        *("id", "questionnaire", "form", "programme", "region", "subregion", "quarter", "reference", "answers"),
        "declined",
    }
    [response] = opened()
    assert (response.region, response.subregion, response.reference) == (case.region, None, "")
    assert response.pk.version == 4


def test_the_version_goes_by_the_date_of_the_conference(case: Case) -> None:
    invited(case)
    invitation = SurveyInvitation.objects.get()
    assert questionnaire_for(invitation).version == "2026"

    case.conferences.update(held_on=dt.date(2011, 1, 1))
    assert questionnaire_for(invitation).version == "2011"

    case.conferences.update(held_on=dt.date(2010, 6, 1))

    assert questionnaire_for(invitation).version == "2009"


def test_a_question_is_asked_only_after_the_answer_that_leads_to_it() -> None:
    questions = list(Questionnaire.objects.get(form=Form.ADULT, version="2009").questions.all())

    assert asked_answers(questions, {"referred_by_professional": "nee", "grade_referrer": 8}) == {
        "referred_by_professional": "nee"
    }
    assert asked_answers(questions, {"referred_by_professional": "ja", "grade_referrer": 8})["grade_referrer"] == 8


def due(days: int) -> None:
    SurveyInvitation.objects.update(sent_on=local_today() - dt.timedelta(days=days))
    DueRow.objects.filter(purpose="questionnaire_reminder", state="wacht").update(
        due_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    )
    run_due_rows()


def test_two_reminders_go_out_and_no_third_and_the_newest_link_works(case: Case) -> None:
    first = invited(case)
    due(14)
    due(28)
    due(42)

    assert SurveyInvitation.objects.get().reminders_sent == 2
    assert Message.objects.filter(to="ria@voorbeeld.example").count() == 3
    assert Client().get(f"/vragenlijst/{first}/").status_code == 410
    assert Client().get(f"/vragenlijst/{token_of('ria@voorbeeld.example')}/").status_code == 200


def test_reminders_stop_with_the_answer(case: Case) -> None:
    save_answers(invited(case), {"could_say": "ja"})

    due(14)

    assert Message.objects.filter(to="ria@voorbeeld.example").count() == 1


def test_no_moment_of_an_answer_stays_with_its_reminder(case: Case) -> None:
    save_answers(invited(case), {"could_say": "ja"})

    assert DueRow.objects.get(purpose="questionnaire_reminder").state == "wacht"


def test_reminders_move_with_the_date_of_the_conference_unless_the_form_is_back(case: Case) -> None:
    save_answers(invited(case), {"could_say": "ja"})
    invited(case)
    back, out = SurveyInvitation.objects.order_by("-is_used")
    SurveyInvitation.objects.update(sent_on=local_today() - dt.timedelta(days=4))
    conference = case.conferences.get()
    planned = due_at(back)

    conference.held_on = local_today()
    conference.save(update_fields=["held_on"])
    conference_held.send(sender=type(conference), conference=conference)

    assert due_at(out) == at_local(local_today() + dt.timedelta(days=14), dt.time(10))
    assert due_at(back) == planned


def due_at(invitation: SurveyInvitation) -> dt.datetime:
    return DueRow.objects.get(purpose="questionnaire_reminder", object_id=invitation.pk).due_at


def test_a_reminder_never_comes_sooner_because_the_conference_was_earlier(case: Case) -> None:
    invited(case)
    planned = due_at(SurveyInvitation.objects.get())
    conference = case.conferences.get()
    conference.held_on = local_today() - dt.timedelta(days=60)
    conference.save(update_fields=["held_on"])

    conference_held.send(sender=type(conference), conference=conference)

    assert due_at(SurveyInvitation.objects.get()) == planned


def test_an_expired_link_is_refused(case: Case) -> None:
    token = invited(case)
    SurveyInvitation.objects.update(expires_on=local_today() - dt.timedelta(days=1))

    with pytest.raises(Refusal, match="verlopen"):
        save_answers(token, {"could_say": "ja"})


def test_a_link_that_is_gone_says_so_in_a_friendly_page(case: Case) -> None:
    invited(case)

    answer = Client().get("/vragenlijst/zomaar/")

    assert answer.status_code == 410
    assert "Deze link werkt niet meer" in answer.content.decode()


@pytest.mark.parametrize(("mark", "kept"), [("0", None), ("11", None), ("10", 10), ("1", 1), ("", None)])
def test_a_mark_is_one_to_ten(case: Case, mark: str, kept: int | None) -> None:
    url = f"/vragenlijst/{invited(case)}/"
    press(Client(), url, "referred_by_professional", "ja")

    page = press(Client(), url, "grade_referrer", mark)

    assert page.context["walk"].answers.get("grade_referrer") == kept


def test_no_way_of_handing_out_is_left_out_of_the_base_of_the_response(case: Case) -> None:
    by = coordinator_of(case)
    for way in Way:
        before = getattr(HandedOut.objects.filter(case=case, form=Form.ADULT).first(), "number", 0)
        if way == Way.MAIL:
            invited(case)
        else:
            hand_over_forms(case, by=by, form=Form.ADULT, way=way, number=2)

        assert HandedOut.objects.get(case=case).number == before + (1 if way == Way.MAIL else 2), way

    with pytest.raises(Refusal, match="al 7 uitgereikt"):
        hand_out(case, by=by, form=Form.ADULT, number=6)
    hand_out(case, by=by, form=Form.ADULT, number=9)
    assert HandedOut.objects.get(case=case).number == 9


@pytest.mark.parametrize("position", sorted(PROFESSIONAL_POSITIONS - {Position.REFERRER}))
@pytest.mark.parametrize("form", [Form.ADULT, Form.CHILD])
def test_who_came_to_give_information_gets_no_form(case: Case, position: str, form: str) -> None:
    make_circle_person(case, email="juf@school.example", position=position)

    with pytest.raises(Refusal, match="Informatiegevers"):
        invite_respondent(case, by=coordinator_of(case), form=form, email="Juf@school.example")


def test_the_form_of_the_referrer_goes_to_nobody_else(case: Case) -> None:
    Referrer.objects.filter(case=case).update(email="dirk@bureau.example", user=None)
    fresh = Case.objects.get(pk=case.pk)
    by = coordinator_of(fresh)

    with pytest.raises(Refusal, match="alleen naar het mailadres van de aanmelder"):
        invite_respondent(fresh, by=by, form=Form.PROFESSIONAL, email="collega@bureau.example")

    assert invite_respondent(fresh, by=by, form=Form.PROFESSIONAL, email="dirk@bureau.example").pk


def test_the_first_page_welcomes_knows_nobody_again_and_is_not_kept(case: Case) -> None:
    answer = Client().get(f"/vragenlijst/{invited(case)}/")

    assert "Niemand kan zien" in answer.content.decode()
    # The switch of languages has a form, with the key of forms; there is no session.
    assert set(answer.cookies) <= {"csrftoken"}
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_questions_take_a_fixed_number_of_queries(case: Case, django_assert_max_num_queries) -> None:
    url = f"/vragenlijst/{invited(case)}/"

    # One of them: whether the family objects to research.
    with django_assert_max_num_queries(8):
        Client().get(url, {"vraag": "could_say"})


def test_numbers_are_kept_all_or_none(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(referrer_type="familie_netwerk")

    with pytest.raises(Refusal):
        hand_out_forms(case, by=coordinator_of(case), numbers={Form.ADULT: 3, Form.PROFESSIONAL: 1})

    assert not HandedOut.objects.exists()


def test_the_tab_counts_what_went_out_and_never_what_came_back(case: Case, django_assert_max_num_queries) -> None:
    hand_out(case, by=coordinator_of(case), form=Form.ADULT, number=3)
    token = invited(case)
    client = Client()
    client.force_login(coordinator_of(case))
    before = links_on(client, case)
    save_answers(token, {"could_say": "ja"})

    with django_assert_max_num_queries(24):
        page = client.get(f"/zaken/{case.number}/vragenlijsten/")

    assert [row.number for row in page.context["handed_out"]] == [4], "three by hand, and the mail"
    # Where a link went is said, for "Nieuwe link"; one that came back stands there as one that did not.
    assert "ria@" in before
    assert links_on(client, case) == before


def links_on(client: Client, case: Case) -> str:
    """What the tab says of links, without the numbers of its forms."""
    page = client.get(f"/zaken/{case.number}/vragenlijsten/").content.decode()
    return re.sub(r'value="[^"]*"', "", page[page.index('<ul class="row-list">') :].split("</ul>")[0])


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("handed_out_form_known", lambda case: HandedOut.objects.create(case=case, form="zomaar", number=1)),
        ("survey_invitation_way_known", lambda case: SurveyInvitation.objects.update(way="zomaar")),
        ("survey_draft_dies_with_the_answer", lambda case: SurveyInvitation.objects.update(draft="v1.x")),
        ("waiting_is_sealed", lambda case: waiting(case, sealed="")),
        ("waiting_quarter_written_well", lambda case: waiting(case, quarter="2026-05")),
        ("survey_invitation_form_known", lambda case: SurveyInvitation.objects.update(form="zomaar")),
        ("response_form_known", lambda case: Response.objects.update(form="zomaar")),
        ("questionnaire_form_known", lambda case: Questionnaire.objects.update(form="zomaar")),
        ("question_type_known", lambda case: Question.objects.update(type="zomaar")),
        (
            "questionnaire_version_once",
            lambda case: Questionnaire.objects.create(form="kind", version="2009", valid_from=local_today()),
        ),
    ],
)
def test_the_database_refuses_what_no_code_list_knows(case: Case, name: str, change: Callable[[Case], Any]) -> None:
    save_answers(invited(case), {"could_say": "ja"})
    opened()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change(case)


def waiting(case: Case, **fields: Any) -> WaitingAnswer:
    values = {"quarter": "2026-Q1", "sealed": "v1.x", "opens_on": local_today(), "region": case.region, **fields}
    return WaitingAnswer.objects.create(id=uuid.uuid4(), questionnaire=Questionnaire.objects.first(), **values)


def test_the_database_refuses_an_answer_with_a_finer_moment_than_a_quarter(case: Case) -> None:
    save_answers(invited(case), {"could_say": "ja"})
    opened()

    with pytest.raises(IntegrityError, match="response_quarter_written_well"), transaction.atomic():
        Response.objects.update(quarter="2026-05")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_five_answers_at_once_leave_one() -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    make_conference(case, state="gehouden")
    token = invited(case)

    refused = at_once([partial(save_answers, token, {"could_say": "ja"})] * 5)

    assert refused == []
    assert WaitingAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_answers_at_the_same_moment_none_is_lost() -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    make_conference(case, state="gehouden")
    tokens = []
    for number in range(13):
        invite_respondent(case, by=coordinator_of(case), form=Form.ADULT, email=f"r{number}@voorbeeld.example")
        tokens.append(token_of(f"r{number}@voorbeeld.example"))

    at_once([partial(save_answers, token, {"could_say": "ja"}) for token in tokens])

    assert Response.objects.count() + WaitingAnswer.objects.count() == 13
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM surveys_response GROUP BY xmin::text")
        assert all(number >= norms.SURVEY_BATCH for (number,) in cursor.fetchall()), "none came out by fewer"
    mix_answers_at_night()
    assert WaitingAnswer.objects.count() < norms.SURVEY_BATCH, "those that had left others for each other"
    assert Response.objects.count() + WaitingAnswer.objects.count() == 13
