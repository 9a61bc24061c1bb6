"""What is due: not one day early, and never what lives, is unfinished or is held."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.codes import FINISHED_STATES, LIVING_STATES, NEVER_STARTED_STATES, CaseOutcome, CaseState
from cases.models import Case
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.codes import DueState, MessageState
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from ekc.retention.acts.changing_terms import change_term
from ekc.retention.acts.holds import hold_file, lift_hold
from ekc.retention.codes import Kept
from ekc.retention.kept_until import kept_until, starts_over
from ekc.retention.models import RetentionClass
from ekc.retention.querysets import coming_up, due_files, last_day_of, waiting_files
from followup.models import Call
from tests.factories import make_case, make_user

DAY = dt.timedelta(days=1)
days = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(today=days, months=st.integers(1, 480))
def test_the_last_day_that_is_over_is_over_and_the_next_is_not(today: dt.date, months: int) -> None:
    start = starts_over(today, months)

    assert kept_until(start, months) < today <= kept_until(start + DAY, months)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (dt.date(2024, 2, 29), 12, dt.date(2025, 3, 1)),
        (dt.date(2024, 2, 29), 48, dt.date(2028, 2, 29)),
        (dt.date(2025, 1, 31), 1, dt.date(2025, 3, 1)),
        (dt.date(2006, 11, 29), 240, dt.date(2026, 11, 29)),
    ],
)
def test_a_month_that_is_too_short_takes_no_day_away(start: dt.date, months: int, last: dt.date) -> None:
    assert kept_until(start, months) == last


def closed(on: dt.date, **fields: object) -> Case:
    case = make_case(state=CaseState.CLOSED, outcome=CaseOutcome.CONFERENCE_HELD)
    long_ago = {"received_on": on - 90 * DAY, "preparation_started_on": on - 80 * DAY, "information_visit_on": None}
    Case.objects.filter(pk=case.pk).update(**{**long_ago, "registered_on": on, "closed_on": on, **fields})
    case.refresh_from_db()
    return case


def over() -> dt.date:
    return starts_over(local_today(), 240)


@pytest.mark.django_db
def test_a_closed_file_is_due_the_day_after_its_last_day_and_not_before() -> None:
    case = closed(dt.date(2006, 2, 28))

    assert last_day_of(case.number) == dt.date(2026, 2, 28)
    assert list(due_files(dt.date(2026, 2, 28))) == []
    assert list(due_files(dt.date(2026, 3, 1))) == [case]


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(LIVING_STATES))
def test_a_file_that_lives_is_never_due(state: str) -> None:
    case = make_case(state=state)
    Case.objects.filter(pk=case.pk).update(state_since=timezone.now() - dt.timedelta(days=20_000))

    assert not due_files().exists()
    assert last_day_of(case.number) is None


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(FINISHED_STATES))
def test_every_state_that_is_over_has_a_class_and_is_due_in_the_end(state: str) -> None:
    case = make_case(state=state)

    with time_machine.travel(timezone.now() + dt.timedelta(days=20_000), tick=False):
        found = due_files().get(pk=case.pk)

    assert (found.kept_in == Kept.REFERRAL) == (state in NEVER_STARTED_STATES)


@pytest.mark.django_db
def test_a_file_with_mail_to_come_something_due_or_an_open_call_is_not_due() -> None:
    cases = [closed(over()) for _each in range(6)]
    now, mail = timezone.now(), {"to": "a@b.example", "subject": "s", "body": "b", "next_try_at": timezone.now()}
    Message.objects.create(key="1", case_number=cases[0].number, **mail)
    Message.objects.create(key="2", case_number=cases[1].number, state=MessageState.FAILED, **mail)
    Message.objects.create(key="3", case_number=cases[2].number, state=MessageState.SENT, sent_at=now, **mail)
    DueRow.objects.create(purpose="p", object_type="x", object_id=1, case_number=cases[3].number, due_at=now)
    done = {"state": DueState.DONE, "done_at": now, "due_at": now}
    DueRow.objects.create(purpose="p", object_type="x", object_id=2, case_number=cases[4].number, **done)
    Call.objects.create(case=cases[5], kind="na_3_maanden", due_on=local_today(), opens_on=local_today())

    assert set(due_files()) == {cases[2], cases[4]}


@pytest.mark.django_db
def test_a_double_waits_for_the_case_that_it_was_merged_into() -> None:
    keep = make_case(state=CaseState.ACTIVATION)
    double = make_case(state=CaseState.WITHDRAWN)
    long_ago = timezone.now() - dt.timedelta(days=20_000)
    Case.objects.filter(pk=double.pk).update(merged_into=keep, state_since=long_ago)

    assert not due_files().exists()


@pytest.mark.django_db
def test_a_hold_on_a_double_holds_the_case_that_it_goes_along_with() -> None:
    keep, double = closed(over()), make_case(state=CaseState.WITHDRAWN)
    Case.objects.filter(pk=double.pk).update(merged_into=keep)
    assert list(due_files()) == [keep]

    hold_file(double.number, by=make_user(Role.NATIONAL), reason="klacht", until=local_today())

    assert list(due_files()) == []
    assert list(waiting_files()) == [keep]


@pytest.mark.django_db
def test_a_held_file_is_not_due_until_the_hold_is_over_or_lifted() -> None:
    lena, case, other = make_user(Role.NATIONAL), closed(over()), closed(over())
    until = local_today() + 30 * DAY
    hold_file(case.number, by=lena, reason="Er loopt een klacht.", until=until)
    held = hold_file(other.number, by=lena, reason="Er loopt een klacht.", until=until)

    assert list(due_files()) == []
    assert set(waiting_files()) == {case, other}
    assert list(coming_up()) == []
    lift_hold(held, by=lena)
    assert list(due_files()) == [other]
    with time_machine.travel(timezone.now() + 31 * DAY, tick=False):
        assert set(due_files()) == {case, other}


@pytest.mark.django_db
def test_a_hold_needs_a_reason_a_day_to_come_and_a_file() -> None:
    lena, case = make_user(Role.NATIONAL), closed(over())
    tomorrow = local_today() + DAY

    with pytest.raises(Refusal, match="Schrijf op"):
        hold_file(case.number, by=lena, reason=" ", until=tomorrow)
    with pytest.raises(Refusal, match="die nog komt"):
        hold_file(case.number, by=lena, reason="klacht", until=local_today() - DAY)
    with pytest.raises(Refusal, match="geen zaak"):
        hold_file("EK-1900-0001", by=lena, reason="klacht", until=tomorrow)


@pytest.mark.django_db
def test_another_term_makes_other_files_due_and_never_goes_below_the_law() -> None:
    lena = make_user(Role.NATIONAL)
    refused = make_case(state=CaseState.WITHDRAWN)
    Case.objects.filter(pk=refused.pk).update(state_since=timezone.now() - 100 * DAY)
    assert list(due_files()) == []

    change_term(Kept.REFERRAL, by=lena, months=3)

    assert list(due_files()) == [refused]
    with pytest.raises(Refusal, match="van 240 tot"):
        change_term(Kept.WITH, by=lena, months=239)
    with pytest.raises(Refusal, match="geen eigen termijn"):
        change_term(Kept.FRAMES, by=lena, months=12)
    with pytest.raises(IntegrityError, match="retention_not_below_the_law"):
        RetentionClass.objects.filter(code=Kept.WITH).update(months=239)


@pytest.mark.django_db
def test_what_comes_up_in_three_months_is_named_once() -> None:
    soon, due = closed(over() + 60 * DAY), closed(over())
    closed(over() + 200 * DAY)

    assert list(coming_up()) == [soon]
    assert list(due_files()) == [due]
