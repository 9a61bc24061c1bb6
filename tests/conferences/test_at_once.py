"""People who press at the same moment: one outcome, and a sentence for who came second."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from cases.codes import CaseState
from cases.locks import lock_case
from cases.models import Case
from conferences.codes import ConferenceState
from conferences.day.acts.day import hold_conference, start_information, start_presentation, start_private_time
from conferences.models import Conference, ConferenceMove
from conferences.planning.acts.planning import plan_conference, postpone_conference
from ekc.refusal import Refusal
from tests.at_once import at_once
from tests.factories import make_case, make_conference

from .people import coordinator_of, plan, preparing, reload

pytestmark = pytest.mark.django_db(transaction=True)


def began() -> dict[str, Any]:
    """Two hours ago, whatever the hour is now."""
    start = timezone.now() - dt.timedelta(hours=2)
    return {"held_on": timezone.localdate(start), "started_at": start}


def in_private_time() -> Conference:
    case = make_case(state=CaseState.IN_CONFERENCE)
    since = timezone.now() - dt.timedelta(hours=1)
    return make_conference(case, state=ConferenceState.PRIVATE_TIME, private_time_from=since, **began())


def wait_for_a_lock() -> None:
    """Until another connection stands still at a row that this one holds."""
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("Nobody waits.")


def test_an_act_on_the_meeting_waits_for_the_case_with_empty_hands() -> None:
    """Planning holds the case and wants the meeting; whoever held the meeting and wanted the case would block it."""
    conference = plan(preparing())
    by = coordinator_of(conference.case)

    def put_off() -> None:
        try:
            postpone_conference(conference, by=by, reason="Oma is ziek")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            lock_case(conference.case)
            postponed = other.submit(put_off)
            wait_for_a_lock()
            assert Conference.objects.select_for_update(nowait=True).get(pk=conference.pk).state == "gepland"
        postponed.result(timeout=20)
    assert reload(conference).state == ConferenceState.POSTPONED


def test_moving_and_putting_off_the_day_at_once_ends_in_one_of_both() -> None:
    conference = plan(preparing())
    case, by = conference.case, coordinator_of(conference.case)
    later = conference.planned_start + dt.timedelta(days=7)

    def move() -> None:
        plan_conference(case, by=by, planned_start=later, planned_end=later + dt.timedelta(hours=5))

    def put_off() -> None:
        postpone_conference(conference, by=by, reason="Oma is ziek")

    refused = at_once([move, put_off, move, put_off, move])

    assert all(sentence.endswith(".") for sentence in refused)
    kept, now = reload(conference), Case.objects.get(pk=case.pk)
    assert (kept.state, now.state) in [
        (ConferenceState.PLANNED, CaseState.SCHEDULED),
        (ConferenceState.POSTPONED, CaseState.ACTIVATION),
    ]


def test_five_people_begin_the_day_and_it_begins_once() -> None:
    case = make_case(state=CaseState.SCHEDULED)
    conference = make_conference(case)
    by = coordinator_of(case)

    refused = at_once([lambda: start_information(Conference.objects.get(pk=conference.pk), by=by)] * 5)

    assert len(refused) == 4
    assert ConferenceMove.objects.filter(conference=conference, action="start_information").count() == 1
    assert Case.objects.get(pk=case.pk).state == CaseState.IN_CONFERENCE


def test_presenting_and_finishing_at_once_leaves_a_day_with_one_end() -> None:
    conference = in_private_time()
    case, by = conference.case, coordinator_of(conference.case)
    start_presentation(conference, by=by)

    def finish() -> None:
        hold_conference(Conference.objects.get(pk=conference.pk), by=by, with_plan=True)

    refused = at_once([finish] * 5)

    assert len(refused) == 4
    assert Case.objects.get(pk=case.pk).meetings_held == 1


def test_a_part_that_has_begun_does_not_begin_again() -> None:
    case = make_case(state=CaseState.IN_CONFERENCE)
    conference = make_conference(case, state=ConferenceState.INFORMATION, **began())
    by = coordinator_of(case)

    refused = at_once([lambda: start_private_time(Conference.objects.get(pk=conference.pk), by=by)] * 5)

    assert len(refused) == 4
    with pytest.raises(Refusal):
        start_private_time(reload(conference), by=by)
