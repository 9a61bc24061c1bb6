"""What landelijk beheer keeps: versions and languages, paper that comes back, and what people wrote."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.models import Case, IntendedPlan
from cases.preparation.acts.briefing import lock_intended_plans, unlock_intended_plans, write_intended_plan
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from reports.catalogue import Selection
from reports.catalogue.facts import gather
from reports.catalogue.key_figures import response
from reports.catalogue.shapes import values_of
from surveys.acts.answering import save_answers
from surveys.acts.entering import Differs, enter_paper, form_of_number
from surveys.acts.handing_out import hand_over_forms, invite_respondent
from surveys.acts.redacting import redact_answer, text_of
from surveys.codes import Form, Way
from surveys.models import OpenAnswer, PaperEntry, SurveyInvitation, WaitingAnswer
from tests.factories import make_case, make_conference, make_programme, make_user
from tests.people import coordinator_of
from tests.surveys.filled import as_user, opened
from tests.surveys.test_answers import token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena() -> User:
    return make_user(Role.NATIONAL)


@pytest.fixture
def case() -> Case:
    found = make_case(state=CaseState.PLAN_SENT, programme=make_programme(paper_twice=True))
    make_conference(found, state="gehouden", held_on=local_today() - dt.timedelta(days=5))
    return found


# --- paper -------------------------------------------------------------------------------------------------


def numbered(case: Case) -> SurveyInvitation:
    [(row, _link)] = hand_over_forms(case, by=coordinator_of(case), form=Form.CHILD, way=Way.PAPER, number=1)
    return row


def test_paper_is_in_when_the_second_time_says_the_same(case: Case, lena: User) -> None:
    row = numbered(case)

    assert enter_paper(row, by=lena, answers={"at_ease": "ja"}) is False
    assert not WaitingAnswer.objects.exists()
    assert "ja" not in PaperEntry.objects.get().sealed.split("v1.")[0]
    assert enter_paper(form_of_number(f" {row.number.lower()} "), by=lena, answers={"at_ease": "ja"}) is True

    assert opened()[0].answers == {"at_ease": "ja"}
    assert not PaperEntry.objects.exists()
    with pytest.raises(Refusal, match="al binnen"):
        form_of_number(row.number)


def test_where_both_times_differ_it_is_shown_and_what_is_looked_at_counts(case: Case, lena: User) -> None:
    row = numbered(case)
    enter_paper(row, by=lena, answers={"at_ease": "ja", "grade_plan": 7})

    with pytest.raises(Differs) as differs:
        enter_paper(row, by=lena, answers={"at_ease": "ja", "grade_plan": 8, "enough_people": "ja"})
    assert differs.value.codes == ["grade_plan", "enough_people"]
    assert not WaitingAnswer.objects.exists()

    enter_paper(row, by=lena, answers={"at_ease": "ja", "grade_plan": 8}, is_looked_at=True)
    assert opened()[0].answers == {"at_ease": "ja", "grade_plan": 8}


def test_once_is_enough_where_the_programme_says_so(case: Case, lena: User) -> None:
    case.programme.paper_twice = False
    case.programme.save(update_fields=["paper_twice"])

    assert enter_paper(numbered(case), by=lena, answers={"at_ease": "ja"}) is True


def test_the_pages_take_paper_twice_and_show_what_differs(case: Case, lena: User) -> None:
    row, client = numbered(case), as_user(lena)
    found = client.post(reverse("surveys:paper_number"), {"number": row.number})
    url = found.headers["Location"]

    client.post(url, {"at_ease": "ja", "grade_plan": "7"})
    page = client.post(url, {"at_ease": "nee", "grade_plan": "7"})
    assert "stond hier iets anders" in page.content.decode()
    assert page.context["form"]["at_ease"].value() == "nee"
    client.post(url, {"at_ease": "nee", "grade_plan": "7", "looked_at": "on"})

    assert opened()[0].answers == {"at_ease": "nee", "grade_plan": 7}
    wrong = client.post(reverse("surveys:paper_number"), {"number": "ZZZZ"})
    assert "niet bekend" in wrong.content.decode()


@pytest.mark.parametrize("way", [way for way in Way if way != Way.MAIL])
def test_what_is_handed_over_is_shown_once_with_a_link_that_opens(case: Case, way: str) -> None:
    client = as_user(coordinator_of(case))

    page = client.post(
        reverse("surveys:hand_over", args=[case.number]), {"form": Form.ADULT, "way": way, "number": "3"}
    )

    sheets = page.context["sheets"]
    assert len(sheets) == 3
    assert SurveyInvitation.objects.filter(way=way).count() == 3
    for sheet in sheets:
        assert sheet["number" if way == Way.PAPER else "link"] in page.content.decode()
        assert Client().get(urlsplit(sheet["link"]).path).status_code == 200


def test_the_questions_can_be_printed(case: Case) -> None:
    client = as_user(coordinator_of(case))

    for form in (Form.ADULT, Form.CHILD):
        paper = client.get(reverse("surveys:on_paper", args=[case.number, form]))
        assert paper.content.startswith(b"%PDF")
    assert client.get(reverse("surveys:on_paper", args=[case.number, "zomaar"])).status_code == 404


# --- open answers ------------------------------------------------------------------------------------------


def written(case: Case, text: str = "Tante Ria uit Hoorn hielp.") -> OpenAnswer:
    invite_respondent(case, by=coordinator_of(case), form=Form.ADULT, email="ria@voorbeeld.example")
    save_answers(token_of("ria@voorbeeld.example"), {"remarks": text, "could_say": "ja"})
    opened()
    return OpenAnswer.objects.get()


def test_nobody_but_the_data_manager_reads_what_was_written_and_researchers_what_is_left(
    case: Case, lena: User
) -> None:
    answer, eva = written(case), make_user(Role.RESEARCHER)
    page = reverse("surveys:open_answers")
    assert "Ria" not in as_user(eva).get(page).content.decode()
    assert as_user(eva).get(reverse("surveys:redact", args=[answer.pk])).status_code == 404
    assert "Ria" in as_user(lena).get(reverse("surveys:redact", args=[answer.pk])).content.decode()

    as_user(lena).post(reverse("surveys:redact", args=[answer.pk]), {"text": "Een tante hielp."})

    answer.refresh_from_db()
    assert (text_of(answer), answer.sealed, answer.redacted_by) == ("Een tante hielp.", "", lena)
    assert "Een tante hielp." in as_user(eva).get(page).content.decode()
    with pytest.raises(Refusal, match="al nagekeken"):
        redact_answer(answer, by=lena, text="Toch weer Ria.")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.NATIONAL, Role.RESEARCHER)])
def test_nobody_who_works_on_a_case_reaches_an_open_answer(case: Case, role: str) -> None:
    answer = written(case)
    user = coordinator_of(case) if role == Role.COORDINATOR else make_user(role)

    assert not OpenAnswer.objects.for_user(user).exists()
    for url in (
        reverse("surveys:to_redact"),
        reverse("surveys:open_answers"),
        reverse("surveys:redact", args=[answer.pk]),
    ):
        assert as_user(user).get(url).status_code == 404


def test_the_database_keeps_no_text_that_nobody_looked_at(case: Case) -> None:
    answer = written(case)

    for wrong in ({"text": "Ria"}, {"sealed": ""}, {"redacted_on": local_today()}):
        with pytest.raises(IntegrityError, match="open_answer_sealed_until_redacted"), transaction.atomic():
            OpenAnswer.objects.filter(pk=answer.pk).update(**wrong)


def test_a_plan_beforehand_is_read_by_researchers_only_after_it_was_looked_at(lena: User) -> None:
    dirk, eva = make_user(Role.PROFESSIONAL), make_user(Role.RESEARCHER)
    case = make_case(state=CaseState.ACTIVATION, referred_by=dirk)
    write_intended_plan(case, by=dirk, help_codes=["ots"], text="Sem gaat naar Ria.")
    plan = IntendedPlan.objects.get()
    assert not IntendedPlan.objects.for_user(lena).exists()
    lock_intended_plans(case)
    page = reverse("plans:intended_plans")
    assert "Ria" not in as_user(eva).get(page).content.decode()
    assert "Ria" in as_user(lena).get(reverse("surveys:redact_plan", args=[plan.pk])).content.decode()

    as_user(lena).post(reverse("surveys:redact_plan", args=[plan.pk]), {"text": "Het kind gaat naar familie."})

    plan.refresh_from_db()
    assert (plan.sealed, plan.redacted_by) == ("", lena)
    assert "Het kind gaat naar familie." in as_user(eva).get(page).content.decode()
    unlock_intended_plans(case)
    plan.refresh_from_db()
    assert plan.locked_at is not None, "what was taken out stays out"


# --- response ----------------------------------------------------------------------------------------------


def test_the_response_is_live_and_counts_what_waits_against_all_that_was_handed_out(case: Case, lena: User) -> None:
    for number in range(6):
        email = f"r{number}@voorbeeld.example"
        invite_respondent(case, by=coordinator_of(case), form=Form.ADULT, email=email)
        save_answers(token_of(email), {"could_say": "ja"})
    hand_over_forms(case, by=coordinator_of(case), form=Form.ADULT, way=Way.SHEET, number=2)
    assert WaitingAnswer.objects.count() == 1

    page = as_user(lena).get(reverse("surveys:response"))

    [row] = page.context["rows"]
    assert (row.programme, row.handed_out, row.returned, row.percentage) == (case.programme.name, 8, 6, 75)
    assert response_of(Selection(programme=case.programme))["volwassene"]["returned"] == 6


def response_of(selection: Selection) -> Any:
    return values_of(response(gather(selection)))
