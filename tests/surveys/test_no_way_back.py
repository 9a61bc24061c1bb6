"""A copy of the whole database searched for a way from an answer to a person (design 4.9; docs/adr/0004)."""

from typing import Any

import pghistory.models
import pytest
from django.apps import apps
from django.db import connection, transaction

from cases.codes import CaseState
from cases.models import Case
from ekc.dates import local_today
from ekc.outbox.models import Message
from surveys.acts.answering import save_answers
from surveys.acts.handing_out import invite_respondent
from surveys.acts.mixing import mix_answers
from surveys.models import Response, SurveyInvitation
from tests.factories import make_case, make_conference, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    found = make_case(state=CaseState.PLAN_SENT, programme=make_programme())
    make_conference(found, state="gehouden", held_on=local_today())
    return found


def invited(case: Case, email: str = "ria@voorbeeld.example") -> str:
    by = case.contracts.get().coordinator.user
    invitation = invite_respondent(case, by=by, form="volwassene", email=email)
    body = Message.objects.get(key=f"survey-{invitation.pk}").body
    return body.split("/vragenlijst/")[1].split("/")[0]


def rows(sql: str, *args: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.fetchall()


def copy_of_the_database() -> dict[str, list[str]]:
    """Every row of every table as text."""
    tables = connection.introspection.table_names()
    return {name: sorted(row for (row,) in rows(f'SELECT t::text FROM "{name}" AS t')) for name in tables}


def test_no_key_leads_from_or_to_an_answer_but_to_what_many_share() -> None:
    keys = rows(
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
        " WHERE contype = 'f' AND 'surveys_response'::regclass IN (conrelid, confrelid)"
    )

    assert sorted(keys) == [
        ("surveys_response", "accounts_region"),
        ("surveys_response", "cases_fundingprogramme"),
        ("surveys_response", "cases_subregion"),
        ("surveys_response", "surveys_questionnaire"),
    ]


def test_an_answer_has_no_history_and_no_trigger() -> None:
    tracked = {model.pgh_tracked_model for model in apps.get_models() if issubclass(model, pghistory.models.Event)}

    assert tracked.isdisjoint({Response, SurveyInvitation})
    assert rows("SELECT tgname FROM pg_trigger WHERE tgrelid = 'surveys_response'::regclass AND NOT tgisinternal") == []


def test_answering_writes_the_answer_and_one_boolean_and_nothing_else(case: Case) -> None:
    token = invited(case)
    before = copy_of_the_database()

    save_answers(token, {"could_say": "ja"})

    after = copy_of_the_database()
    assert {name for name in after if after[name] != before[name]} == {"surveys_response", "surveys_surveyinvitation"}
    [(was,), (now,)] = [[row for row in copy["surveys_surveyinvitation"]] for copy in (before, after)]
    assert now == was.replace(",f,", ",t,")


def test_an_answer_stands_nowhere_else_and_names_nobody(case: Case) -> None:
    token = invited(case)
    save_answers(token, {"could_say": "ja"})

    copy = copy_of_the_database()
    [answer] = copy.pop("surveys_response")
    assert not [name for name, found in copy.items() if str(Response.objects.get().pk) in "".join(found)]
    invitation = SurveyInvitation.objects.get()
    for trace in (case.number, token, invitation.token_hash, "ria@"):
        assert trace not in answer


def leading_back() -> list[tuple[Any, ...]]:
    return rows("SELECT r.id FROM surveys_response r JOIN surveys_surveyinvitation i ON i.xmin = r.xmin")


def file_of_the_answers() -> Any:
    return rows("SELECT pg_relation_filenode('surveys_response')")


@pytest.mark.django_db(transaction=True)
def test_at_night_neither_transaction_nor_order_ties_an_answer_to_its_invitation() -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    make_conference(case, state="gehouden", held_on=local_today())
    for number in range(12):
        save_answers(
            invited(case, f"r{number}@voorbeeld.example"), {"referred_by_professional": "ja", "grade_referrer": number}
        )
    assert len(leading_back()) == 12
    before = sorted(Response.objects.values_list("pk", "answers__grade_referrer", "quarter"))
    file = file_of_the_answers()

    assert mix_answers() == 12

    assert leading_back() == []
    # Where a new row lands in a table that has lived is a matter of luck; in a new file it is not.
    assert file_of_the_answers() != file
    in_order = [pk for (pk,) in rows("SELECT id FROM surveys_response ORDER BY ctid")]
    assert in_order == sorted(in_order)
    assert sorted(Response.objects.values_list("pk", "answers__grade_referrer", "quarter")) == before
    assert mix_answers() == 0


def test_the_nightly_task_is_on_the_clock(settings: Any) -> None:
    assert "surveys.tasks.mix_answers" in {tick["task"] for tick in settings.CELERY_BEAT_SCHEDULE.values()}


def test_a_refused_answer_leaves_nothing(case: Case) -> None:
    token = invited(case)
    with transaction.atomic():
        save_answers(token, {"could_say": "ja"})
        transaction.set_rollback(True)

    assert not Response.objects.exists()
    assert not SurveyInvitation.objects.get().is_used
