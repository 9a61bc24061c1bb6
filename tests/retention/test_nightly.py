"""Nothing grows without end: what belongs to no file has a term of its own, carried out each night."""

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from cases.codes import CaseState
from cases.models import SuitabilityAdvice
from ekc.accounts.codes import Role
from ekc.audit.codes import Outcome, ReadAction
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from ekc.outbox.codes import MessageState
from ekc.outbox.models import DueRow, Message
from ekc.retention.accounts import CALLED, anonymise_old_accounts
from ekc.retention.kept_until import kept_until
from ekc.retention.nightly import forget_what_is_over
from ekc.retention.register import PLACES
from tests.factories import make_case, make_contract, make_coordinator, make_user

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def at_four(day: dt.date) -> time_machine.travel:
    return time_machine.travel(dt.datetime.combine(day, dt.time(4), tzinfo=timezone.get_current_timezone()), tick=False)


def test_a_line_of_the_read_log_is_kept_five_years_and_not_a_day_longer() -> None:
    ReadLine.objects.create(action=ReadAction.READ, outcome=Outcome.SHOWN, what="x", route="y", case_number="EK-1")
    last = kept_until(local_today(), 60)

    with at_four(last):
        assert "audit_readline" not in forget_what_is_over()
    with at_four(last + DAY):
        assert forget_what_is_over()["audit_readline"] == 1

    assert not ReadLine.objects.exists()


def test_mail_that_was_sent_goes_after_its_term_and_what_reached_nobody_stays() -> None:
    mail = {"to": "a@b.example", "subject": "s", "body": "b", "next_try_at": timezone.now()}
    Message.objects.create(key="sent", state=MessageState.SENT, sent_at=timezone.now(), **mail)
    Message.objects.create(key="failed", state=MessageState.FAILED, **mail)
    DueRow.objects.create(purpose="p", object_type="x", object_id=1, due_at=timezone.now())

    with at_four(kept_until(local_today(), 24) + DAY):
        told = forget_what_is_over()

    assert told == {"outbox_message": 1}
    assert Message.objects.get().key == "failed"


def test_what_failed_and_was_sent_anew_goes_before_the_mail_that_stood_in_for_it() -> None:
    mail = {"to": "a@b.example", "subject": "s", "body": "b", "next_try_at": timezone.now()}
    failed = Message.objects.create(key="failed", state=MessageState.FAILED, **mail)
    with at_four(local_today() + 5 * DAY):
        anew = Message.objects.create(
            key="anew", state=MessageState.SENT, sent_at=timezone.now(), replaces=failed, **mail
        )

    with at_four(kept_until(local_today(), 24) + DAY):
        assert forget_what_is_over() == {"outbox_message": 1}

    anew.refresh_from_db()
    assert anew.replaces is None


def test_a_session_that_is_over_goes() -> None:
    Session.objects.create(session_key="old", session_data="x", expire_date=timezone.now() - DAY)
    Session.objects.create(session_key="new", session_data="x", expire_date=timezone.now() + DAY)

    assert forget_what_is_over() == {"django_session": 1}
    assert Session.objects.get().session_key == "new"


def test_advice_without_a_case_loses_its_words_and_keeps_its_number_once() -> None:
    carla = make_user(Role.REGIONAL_MANAGER)
    said = {"asked_by": "Jan", "doubt": "Twijfel over Sem", "advice": "later", "given_on": local_today()}
    advice = SuitabilityAdvice.objects.create(region=make_case().region, given_by=carla, **said)

    with at_four(kept_until(local_today(), 24) + DAY):
        assert forget_what_is_over() == {"cases_suitabilityadvice": 1}
        assert forget_what_is_over() == {}

    advice.refresh_from_db()
    assert (advice.doubt, advice.asked_by, advice.advice) == ("-", "-", "later")
    assert "Sem" not in repr(list(SuitabilityAdvice.pgh_event_model.objects.values()))  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [place.name for place in PLACES if place.own is not None])
def test_every_table_with_a_term_of_its_own_is_looked_at_each_night(name: str) -> None:
    from ekc.retention.nightly import over

    found = over(PLACES[name], local_today())

    assert found.query.is_empty() is False
    assert list(found) == []


def test_an_account_keeps_its_name_as_long_as_a_file_of_it_is_kept() -> None:
    gone, busy = (make_user(Role.COORDINATOR, full_name=name) for name in ("Gina Weg", "Bas Bezig"))
    make_coordinator(gone)
    case = make_case(state=CaseState.CLOSED, with_coordinator=False)
    make_contract(case, busy, ended_on=local_today())
    for user in (gone, busy):
        user.is_active = False
        user.save(update_fields=["is_active"])
    here = make_user(Role.COORDINATOR, full_name="Hanna Hier")

    with at_four(kept_until(local_today(), 24)):
        assert anonymise_old_accounts() == 0
    with at_four(kept_until(local_today(), 24) + 2 * DAY):
        assert anonymise_old_accounts() == 1
        assert anonymise_old_accounts() == 0

    for user in (gone, busy, here):
        user.refresh_from_db()
    assert (gone.full_name, busy.full_name, here.full_name) == (CALLED, "Bas Bezig", "Hanna Hier")
    assert gone.email == f"weg-{gone.pk}@vernietigd.invalid"
    assert not gone.has_usable_password()
    assert "Gina" not in repr(list(type(gone).pgh_event_model.objects.values()))  # type: ignore[attr-defined]
