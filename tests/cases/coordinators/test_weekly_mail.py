"""The weekly mail: how many things wait, and where; nothing of any case."""

import datetime as dt

import pytest
from django.conf import settings

from cases import norms
from cases.codes import CaseState
from cases.coordinators.acts.weekly_mail import send_weekly_digests
from cases.coordinators.reads.weekly_mail import weekly_mail_of
from cases.models import Case
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.models import Message
from tests.factories import make_case, make_circle_person, make_contact, make_user

MONDAY = dt.date(2026, 3, 2)


@pytest.fixture
def silent(preparing, anna):
    """A case of anna in which nobody was contacted for three weeks."""
    early = local_today() - dt.timedelta(days=60)
    Case.objects.filter(pk=preparing.pk).update(received_on=early, information_visit_on=early)
    preparing.contracts.update(started_on=early)
    at = dt.datetime.now(dt.UTC) - dt.timedelta(days=21)
    make_contact(preparing, by=anna, at=at, person=make_circle_person(preparing, name="Tante Ria"))
    return preparing


def test_mail_counts_and_names_nothing_of_a_case(silent, anna):
    body = weekly_mail_of(anna)

    assert "1 zaak loopt." in body
    assert "In 1 zaak was er twee weken geen contact." in body
    assert "/mijn-zaken/" in body
    names = [str(person) for person in silent.main_persons.all()]
    for secret in (silent.number, *names, "Tante Ria", silent.region.name, anna.full_name):
        assert secret not in body


def test_who_has_no_case_gets_no_mail(anna):
    make_case(state=CaseState.CLOSED, with_coordinator=anna)

    assert weekly_mail_of(anna) == ""
    assert send_weekly_digests(today=MONDAY) == 0


def test_task_that_runs_three_times_on_a_monday_makes_one_mail(preparing, anna):
    for _time in range(3):
        send_weekly_digests(today=MONDAY)
    assert Message.objects.filter(to=anna.email).count() == 1

    send_weekly_digests(today=MONDAY + dt.timedelta(days=7))

    assert Message.objects.filter(to=anna.email).count() == 2


def test_mail_goes_to_coordinators_who_still_have_an_account(preparing, anna, carla):
    anna.is_active = False
    anna.save()

    send_weekly_digests(today=MONDAY)

    assert not Message.objects.exists()


def test_cases_of_others_do_not_count(preparing, anna):
    make_case(state=CaseState.ACTIVATION, with_coordinator=make_user(Role.COORDINATOR))

    assert "1 zaak loopt." in weekly_mail_of(anna)


def test_term_that_ran_out_is_counted(preparing, anna):
    long_ago = local_today() - dt.timedelta(days=200)
    Case.objects.filter(pk=preparing.pk).update(
        received_on=long_ago, information_visit_on=long_ago, preparation_started_on=long_ago
    )

    assert "Bij 1 zaak is de termijn voorbij." in weekly_mail_of(anna)


def test_clock_wakes_the_mail_on_mondays():
    entry = settings.CELERY_BEAT_SCHEDULE["weekly-digests"]

    assert entry["task"] == "cases.tasks.send_weekly_digests"
    assert entry["schedule"].day_of_week == {1}


def test_silence_is_as_long_as_the_norm_of_the_house_says(silent, anna, monkeypatch):
    monkeypatch.setattr(norms, "SILENCE_DAYS", 10)
    assert "In 1 zaak was er tien dagen geen contact." in weekly_mail_of(anna)

    monkeypatch.setattr(norms, "SILENCE_DAYS", 28)
    assert "geen contact" not in weekly_mail_of(anna)
