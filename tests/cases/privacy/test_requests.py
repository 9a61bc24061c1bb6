"""From request to answer: the term, made longer once, reminders, the answer with its ground."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction

from cases.codes import AskedAs, PrivacyRequestState, RefusalGround
from cases.models import PrivacyRequest
from cases.privacy.acts.answering import answer_request, withdraw_request
from cases.privacy.acts.recording import extend_term
from ekc.dates import add_months, at_local, local_today
from ekc.outbox.acts import run_due_rows
from ekc.outbox.codes import DueState
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from ekc.retention.querysets import is_unfinished
from tests.factories import make_case, make_main_person


@pytest.mark.parametrize(
    ("received", "due"), [("2026-01-15", dt.date(2026, 2, 15)), ("2026-01-31", dt.date(2026, 2, 28))]
)
def test_the_term_is_a_month_from_the_day_that_the_request_came(person_of, ask, received, due):
    day = dt.date(*map(int, received.split("-")))
    with time_machine.travel(f"{received} 12:00:00+01:00", tick=False):
        assert ask(person_of(30), received_on=day).due_on == due


def test_whoever_asks_alone_is_named_as_the_person(person_of, ask):
    assert ask(person_of(30)).asked_by == "Noor 30"


def test_the_same_request_is_written_down_once_until_it_is_answered(person_of, ask, carla):
    somebody = person_of(30)
    first = ask(somebody)

    with pytest.raises(Refusal, match="staat er al"):
        ask(somebody)

    answer_request(first, by=carla, action="refuse", ground=RefusalGround.IDENTITY, answer="Wij weten niet wie u bent.")
    assert ask(somebody).is_open


def test_a_day_to_come_and_somebody_of_another_file_are_refused(person_of, ask):
    with pytest.raises(Refusal, match="nog niet geweest"):
        ask(person_of(30), received_on=local_today() + dt.timedelta(days=1))
    with pytest.raises(Refusal, match="uit dit dossier"):
        ask(make_main_person(make_case(main_persons=())))


def test_the_term_is_made_longer_once_with_a_reason_and_by_two_months_at_most(person_of, ask, carla):
    asked = ask(person_of(30))
    last = add_months(asked.due_on, 2)

    for until, reason, said in (
        (last, " ", "waarom"),
        (asked.due_on, "Veel papier.", "Kies een dag na"),
        (last + dt.timedelta(days=1), "Veel papier.", "uiterlijk"),
    ):
        with pytest.raises(Refusal, match=said):
            extend_term(asked, by=carla, until=until, reason=reason)
    extended = extend_term(asked, by=carla, until=last, reason="Veel papier.")
    with pytest.raises(Refusal, match="al een keer verlengd"):
        extend_term(extended, by=carla, until=last + dt.timedelta(days=1), reason="Nog meer papier.")
    assert (extended.due_on, extended.extended_by, extended.extended_on) == (last, carla, local_today())


def test_a_term_that_is_over_is_not_made_longer(person_of, ask, carla):
    asked = ask(person_of(30), received_on=local_today() - dt.timedelta(days=40))

    assert asked.days_left < 0
    with pytest.raises(Refusal, match="al voorbij"):
        extend_term(asked, by=carla, until=local_today() + dt.timedelta(days=20), reason="Druk.")


def test_whoever_keeps_the_file_is_reminded_twice_and_reads_nothing_of_it_in_the_mail(person_of, ask, carla):
    asked = ask(person_of(30))
    Message.objects.all().delete()

    for days in (14, 3):
        with time_machine.travel(at_local(asked.due_on - dt.timedelta(days=days), dt.time(9, 5)), tick=False):
            run_due_rows()
    mails = list(Message.objects.order_by("pk"))

    assert [mail.to for mail in mails] == [carla.email, carla.email]
    assert all("Noor" not in mail.body + mail.subject and "nzage" not in mail.body + mail.subject for mail in mails)
    assert f"/zaken/{asked.case.number}/verzoeken/{asked.pk}/" in mails[0].body


def test_a_longer_term_has_its_own_reminders(person_of, ask, carla):
    asked = ask(person_of(30))
    with time_machine.travel(at_local(asked.due_on - dt.timedelta(days=2), dt.time(9, 5)), tick=False):
        run_due_rows()
        extend_term(asked, by=carla, until=add_months(asked.due_on, 2), reason="Veel papier.")

    assert set(DueRow.objects.filter(object_id=asked.pk).values_list("state", flat=True)) == {DueState.WAITING}


def test_an_answer_ends_the_reminders(person_of, ask, carla):
    asked = ask(person_of(30))

    withdraw_request(asked, by=carla)

    assert set(DueRow.objects.filter(object_id=asked.pk).values_list("state", flat=True)) == {DueState.CANCELLED}


@pytest.mark.parametrize(
    ("action", "state"), [("grant_partly", PrivacyRequestState.PARTLY), ("refuse", PrivacyRequestState.REFUSED)]
)
def test_what_is_not_wholly_granted_has_a_ground(person_of, ask, carla, action, state):
    asked = ask(person_of(30), kind="correctie")

    with pytest.raises(Refusal, match="waarom niet alles"):
        answer_request(asked, by=carla, action=action, answer="Nee.")
    with pytest.raises(Refusal, match="Schrijf het antwoord op"):
        answer_request(asked, by=carla, action=action, answer=" ", ground=RefusalGround.OTHERS)
    answered = answer_request(asked, by=carla, action=action, answer="Nee.", ground=RefusalGround.OTHERS)

    assert (answered.state, answered.settled_by, answered.settled_on) == (state, carla, local_today())


def test_an_answered_request_is_not_answered_again(person_of, ask, carla):
    asked = withdraw_request(ask(person_of(30)), by=carla)

    with pytest.raises(Refusal, match="kan nu niet"):
        answer_request(asked, by=carla, action="grant", answer="Ja.")


def test_a_file_with_an_open_request_is_not_destroyed_by_its_term(person_of, ask, carla, case):
    asked = ask(person_of(30))
    assert type(case).objects.filter(is_unfinished(), pk=case.pk).exists()

    withdraw_request(asked, by=carla)

    assert not type(case).objects.filter(is_unfinished(), pk=case.pk).exists()


ROWS = [
    ("privacy_request_kind_known", {"kind": "verzonnen"}),
    ("privacy_request_asked_as_known", {"asked_as": "verzonnen", "paper": "x"}),
    ("privacy_request_identity_known", {"identity": "verzonnen"}),
    ("privacy_request_state_known", {"state": "verzonnen", "answer": "Ja.", "settled_on": dt.date(2026, 1, 1)}),
    ("privacy_request_for_another_with_paper", {"asked_as": AskedAs.PARENT}),
    ("privacy_request_of_one_person", {"main_person": None}),
    ("privacy_request_has_a_term", {"due_on": dt.date(2000, 1, 1)}),
    ("privacy_request_extended_with_reason", {"extended_reason": "Druk."}),
    ("privacy_request_ended_by_somebody", {"state": PrivacyRequestState.WITHDRAWN}),
    ("privacy_request_answered_in_words", {"state": PrivacyRequestState.GRANTED, "settled_on": dt.date(2026, 1, 1)}),
    ("privacy_request_refused_on_a_ground", {"ground": RefusalGround.OTHERS}),
]


@pytest.mark.parametrize(("name", "values"), ROWS)
def test_the_database_refuses_an_impossible_request_by_name(person_of, ask, carla, name, values):
    asked = ask(person_of(30))
    if "settled_on" in values:
        values = {**values, "settled_by": carla}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PrivacyRequest.objects.filter(pk=asked.pk).update(**values)
