"""A copy of the whole database searched for a way from an answer to a person (design 4.9; docs/adr/0004)."""

import datetime as dt
import itertools
import threading
from typing import Any

import pghistory.models
import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction

from cases import norms
from cases.codes import CaseState
from cases.models import Case
from ekc.dates import local_today, quarter_of
from ekc.links import look_up, renew_link
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from reports.models import StaleCount
from reports.models.kept_count import Stale
from surveys.acts.answering import keep_draft, save_answers
from surveys.acts.handing_out import hand_out, hand_over_forms, invite_respondent
from surveys.acts.mixing import mix_answers
from surveys.acts.waiting import next_quarter, open_overdue
from surveys.models import HandedOut, OpenAnswer, Response, SurveyInvitation, WaitingAnswer
from surveys.sealing import unseal_draft
from surveys.tasks import mix_answers as mix_answers_at_night
from tests.at_once import at_once
from tests.factories import make_case, make_conference, make_programme
from tests.surveys.filled import opened

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


def test_an_answer_has_no_history_and_no_trigger_but_that_something_must_be_counted_anew() -> None:
    tracked = {model.pgh_tracked_model for model in apps.get_models() if issubclass(model, pghistory.models.Event)}

    assert tracked.isdisjoint({Response, SurveyInvitation, WaitingAnswer, OpenAnswer})
    for table in ("surveys_response", "surveys_waitinganswer", "surveys_openanswer"):
        trigger = f"SELECT tgname FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND NOT tgisinternal"
        assert {name for (name,) in rows(trigger)} <= {
            f"counts_{table}_{act}" for act in ("insert", "update", "delete")
        }


def test_answering_writes_the_answer_and_one_boolean_and_nothing_else(case: Case) -> None:
    token = invited(case)
    before = copy_of_the_database()

    save_answers(token, {"could_say": "ja"})

    after = copy_of_the_database()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"surveys_waitinganswer", "surveys_surveyinvitation", "reports_stalecount"}
    # What must be counted anew is said of all that many share, and of no case.
    [mark] = StaleCount.objects.filter(what=Stale.ANSWERS)
    assert (mark.case_id, mark.region_id, mark.programme_id) == (None, case.region_id, case.programme_id)
    assert mark.quarter == quarter_of(local_today())
    [(was,), (now,)] = [[row for row in copy["surveys_surveyinvitation"]] for copy in (before, after)]
    assert now == was.replace(",f,", ",t,")


def test_an_answer_stands_nowhere_else_and_names_nobody(case: Case) -> None:
    token = invited(case)
    save_answers(token, {"could_say": "ja"})
    opened()

    copy = copy_of_the_database()
    [answer] = copy.pop("surveys_response")
    assert not [name for name, found in copy.items() if str(Response.objects.get().pk) in "".join(found)]
    invitation = SurveyInvitation.objects.get()
    for trace in (case.number, token, invitation.token_hash, "ria@"):
        assert trace not in answer


def send(case: Case, marks: list[int]) -> list[dict[str, list[str]]]:
    """Forms of one group come back one by one, each with a mark that is its own; a copy after each."""
    copies = [copy_of_the_database()]
    for mark in marks:
        save_answers(invited(case, f"r{mark}@voorbeeld.example"), {**RATES, "grade_referrer": mark})
        copies.append(copy_of_the_database())
    return copies


RATES = {"referred_by_professional": "ja"}


def test_two_copies_before_enough_came_back_show_no_answer_at_all(case: Case) -> None:
    copies = send(case, [1, 2, 3, 4])

    for copy in copies:
        assert copy["surveys_response"] == []
        assert "grade_referrer" not in "".join(copy["surveys_waitinganswer"])
    # Not the length, not the key, not the place: what waited before has other keys after the next one came.
    keys = [{row.split(",")[0] for row in copy["surveys_waitinganswer"]} for copy in copies]
    assert all(one.isdisjoint(other) for one, other in itertools.combinations(keys, 2))
    assert len({len(sealed) for sealed in WaitingAnswer.objects.values_list("sealed", flat=True)}) == 1


def test_answers_come_out_together_so_that_none_is_of_the_last_link(case: Case) -> None:
    *before, last = send(case, [1, 2, 3, 4, 5])

    assert before[-1]["surveys_response"] == []
    assert len(last["surveys_response"]) == norms.SURVEY_BATCH
    assert last["surveys_waitinganswer"] == []
    written = rows("SELECT DISTINCT xmin::text FROM surveys_response")
    assert len(written) == 1
    in_order = [pk for (pk,) in rows("SELECT id FROM surveys_response ORDER BY ctid")]
    assert in_order == sorted(in_order)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_waits_names_no_transaction_but_that_of_the_last() -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    make_conference(case, state="gehouden", held_on=local_today())
    send(case, [1, 2, 3, 4])

    ties = rows(
        "SELECT w.id FROM surveys_waitinganswer w JOIN surveys_surveyinvitation i ON i.xmin = w.xmin"
        " GROUP BY w.id HAVING count(*) > 0"
    )
    assert len(ties) == 4, "all four stand with the last link, so that it says nothing of any"


def tied_to_a_link() -> int:
    tie = "i.xmin = w.xmin AND i.is_used"
    return len(rows(f"SELECT w.id FROM surveys_waitinganswer w JOIN surveys_surveyinvitation i ON {tie}"))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_night_takes_what_waits_alone_from_its_link() -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    make_conference(case, state="gehouden", held_on=local_today())
    send(case, [1])
    kept = set(WaitingAnswer.objects.values_list("sealed", "quarter"))
    assert tied_to_a_link() == 1

    mix_answers_at_night()

    assert tied_to_a_link() == 0
    assert set(WaitingAnswer.objects.values_list("sealed", "quarter")) == kept
    send(case, [2, 3, 4, 5])
    assert Response.objects.count() == norms.SURVEY_BATCH


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nobody_waits_for_another_answer_of_the_group_and_the_night_brings_them_together() -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    make_conference(case, state="gehouden", held_on=local_today())
    send(case, [1, 2, 3])
    slow, quick = invited(case, "r4@voorbeeld.example"), invited(case, "r5@voorbeeld.example")
    is_held, is_in = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            save_answers(slow, {"could_say": "ja"})
            is_held.set()
            assert is_in.wait(20), "the other one waited"

    def answer() -> None:
        assert is_held.wait(20)
        save_answers(quick, {"could_say": "ja"})
        is_in.set()

    at_once([hold, answer])

    assert WaitingAnswer.objects.count() == norms.SURVEY_BATCH
    mix_answers_at_night()
    assert not WaitingAnswer.objects.exists()
    assert Response.objects.count() == norms.SURVEY_BATCH


def test_what_waits_is_of_one_group_and_another_group_does_not_open_it(case: Case) -> None:
    other = make_case(state=CaseState.PLAN_SENT, programme=case.programme)
    make_conference(other, state="gehouden", held_on=local_today() - dt.timedelta(days=200))
    send(case, [1, 2, 3, 4])
    save_answers(invited(other, "ver@voorbeeld.example"), {"could_say": "ja"})

    assert not Response.objects.exists()
    assert WaitingAnswer.objects.values("quarter").distinct().count() == 2


def test_fewer_than_are_waited_for_come_out_when_the_quarter_is_over_and_not_before(case: Case) -> None:
    save_answers(invited(case), {"could_say": "ja"})
    opens_on = WaitingAnswer.objects.get().opens_on

    assert open_overdue() == 0
    with time_machine.travel(dt.datetime.combine(opens_on, dt.time(4)), tick=False):
        assert open_overdue() == 1
        assert open_overdue() == 0
    assert Response.objects.get().answers == {"could_say": "ja"}


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        (dt.date(2026, 1, 1), dt.date(2026, 4, 1)),
        (dt.date(2026, 3, 31), dt.date(2026, 4, 1)),
        (dt.date(2026, 9, 30), dt.date(2026, 10, 1)),
        (dt.date(2026, 10, 1), dt.date(2027, 1, 1)),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1)),
    ],
)
def test_a_quarter_ends_at_the_first_day_of_the_next(day: dt.date, opens: dt.date) -> None:
    assert next_quarter(day) == opens


def test_a_draft_is_read_by_nobody_but_who_has_the_link_and_dies_with_the_answer(case: Case) -> None:
    token = invited(case)
    keep_draft(token, {"remarks": "Kanariepiet"})
    kept = SurveyInvitation.objects.get()

    assert unseal_draft(kept.draft, token) == {"remarks": "Kanariepiet"}
    assert "Kanariepiet" not in "".join("".join(found) for found in copy_of_the_database().values())
    # The house has its own key and the row, and not the link.
    assert unseal_draft(kept.draft, kept.token_hash) == {}
    assert unseal_draft(kept.draft, "") == {}

    save_answers(token, {"remarks": "Kanariepiet"})

    assert SurveyInvitation.objects.get().draft == ""


def test_nothing_is_kept_of_who_stopped_and_got_another_link_or_did_not_come_back(case: Case) -> None:
    keep_draft(invited(case), {"relation": "oom_tante"})
    renew_link(SurveyInvitation.objects.get(), to="ria@voorbeeld.example")
    assert SurveyInvitation.objects.get().draft == ""

    keep_draft(invited(case, "an@voorbeeld.example"), {"relation": "vader"})
    SurveyInvitation.objects.update(expires_on=local_today() - dt.timedelta(days=1))
    mix_answers_at_night()
    assert not SurveyInvitation.objects.exists()


def test_a_link_is_forgotten_in_the_night_after_its_term_whether_it_was_used_or_not(case: Case) -> None:
    by = case.contracts.get().coordinator.user
    used = invited(case)
    invited(case, "an@voorbeeld.example")
    hand_over_forms(case, by=by, form="volwassene", way="papier", number=2)
    save_answers(used, {"could_say": "ja"})
    last_day = SurveyInvitation.objects.first().expires_on

    with time_machine.travel(dt.datetime.combine(last_day, dt.time(3, 30)), tick=False):
        mix_answers_at_night()
    assert SurveyInvitation.objects.count() == 4

    with time_machine.travel(dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time(3, 30)), tick=False):
        mix_answers_at_night()
        # What lies on paper somewhere can still come back.
        assert set(SurveyInvitation.objects.values_list("way", "is_used")) == {("papier", False)}
        # What was handed out stays counted, and cannot be made fewer.
        assert HandedOut.objects.get().number == 4
        with pytest.raises(Refusal):
            hand_out(case, by=by, form="volwassene", number=3)
    with time_machine.travel(
        dt.datetime.combine(last_day + dt.timedelta(days=norms.PAPER_DAYS + 1), dt.time(3, 30)), tick=False
    ):
        mix_answers_at_night()
        assert not SurveyInvitation.objects.exists()
        assert look_up(SurveyInvitation, used).closed


def leading_back() -> list[tuple[Any, ...]]:
    return rows("SELECT r.id FROM surveys_response r JOIN surveys_surveyinvitation i ON i.xmin = r.xmin")


def file_of_the_answers() -> Any:
    return rows("SELECT pg_relation_filenode('surveys_response')")


@pytest.mark.django_db(transaction=True)
def test_at_night_neither_transaction_nor_order_ties_an_answer_to_its_invitation() -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    make_conference(case, state="gehouden", held_on=local_today())
    for number in range(10):
        save_answers(
            invited(case, f"r{number}@voorbeeld.example"), {"referred_by_professional": "ja", "grade_referrer": number}
        )
    assert len(rows("SELECT DISTINCT xmin::text FROM surveys_response")) == 2
    before = sorted(Response.objects.values_list("pk", "answers__grade_referrer", "quarter"))
    file = file_of_the_answers()

    assert mix_answers() == 10

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

    assert not WaitingAnswer.objects.exists()
    assert not SurveyInvitation.objects.get().is_used
