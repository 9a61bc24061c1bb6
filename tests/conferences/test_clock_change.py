"""A day by the buttons that goes on past midnight, and through both nights in which the clock changes."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState
from conferences.day.acts.day import (
    correct_times,
    hold_conference,
    record_conference,
    start_information,
    start_presentation,
    start_private_time,
)
from conferences.models import Conference
from tests.factories import make_case, make_conference

from .people import coordinator_of, reload

pytestmark = pytest.mark.django_db
WINTER_TIME = dt.date(2025, 10, 25)
SUMMER_TIME = dt.date(2026, 3, 28)


def utc(day: dt.date, clock: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(clock), tzinfo=dt.UTC)


def by_the_buttons(day: dt.date, *clocks: str) -> Conference:
    """The day itself with the four presses, in UTC; a clock smaller than the first is on the next day."""
    received = day - dt.timedelta(days=60)
    case = make_case(state=CaseState.SCHEDULED, received_on=received, preparation_started_on=received)
    conference = make_conference(case, planned_start=utc(day, clocks[0]), planned_end=None)
    by = coordinator_of(case)
    moments = [utc(day + dt.timedelta(days=clock < clocks[0]), clock) for clock in clocks]
    conference = start_information(conference, by=by, at=moments[0])
    conference = start_private_time(conference, by=by, at=moments[1])
    conference = start_presentation(conference, by=by, at=moments[2])
    return hold_conference(conference, by=by, with_plan=True, at=moments[3])


def clocks_of(conference: Conference) -> dict[str, dt.time]:
    """The four times as the form shows them: no seconds, no summer or winter."""
    names = {"started": "started_at", "private_from": "private_time_from"}
    names |= {"private_until": "private_time_until", "ended": "ended_at"}
    shown = {name: timezone.localtime(getattr(conference, field)) for name, field in names.items()}
    return {name: moment.time().replace(second=0, microsecond=0) for name, moment in shown.items()}


def page(conference: Conference) -> str:
    client = Client()
    client.force_login(coordinator_of(conference.case))
    return client.get(reverse("conferences:conference", args=[conference.case_number])).content.decode()


def test_past_midnight_the_page_says_that_the_end_is_on_the_day_after() -> None:
    conference = by_the_buttons(dt.date(2026, 5, 9), "17:00", "18:00", "21:30", "22:40")

    shown = page(conference)

    assert conference.held_on == dt.date(2026, 5, 9)
    assert "00:40 (de dag erna)" in shown
    assert "vanaf 23:30<" in shown


def test_in_the_night_of_winter_time_two_equal_clocks_are_an_hour_apart() -> None:
    conference = by_the_buttons(WINTER_TIME, "20:00", "21:00", "00:30", "01:30")

    assert conference.ended_at - conference.private_time_until == dt.timedelta(hours=1)
    assert page(conference).count("02:30 (de dag erna)") == 2


def test_putting_one_time_right_does_not_lose_the_hour_of_winter_time() -> None:
    conference = by_the_buttons(WINTER_TIME, "20:00", "21:00", "00:10", "01:30")
    ended = conference.ended_at

    clocks = {**clocks_of(conference), "started": dt.time(21, 45)}
    corrected = correct_times(conference, by=coordinator_of(conference.case), day=WINTER_TIME, **clocks)

    assert reload(corrected).ended_at == ended
    assert reload(corrected).started_at == utc(WINTER_TIME, "19:45")


def test_putting_one_time_right_keeps_the_seconds_of_the_others() -> None:
    conference = by_the_buttons(dt.date(2026, 5, 9), "11:00:40", "12:00:20", "14:00:10", "15:00:50")

    clocks = {**clocks_of(conference), "ended": dt.time(17, 30)}
    corrected = correct_times(conference, by=coordinator_of(conference.case), day=dt.date(2026, 5, 9), **clocks)

    assert reload(corrected).private_time_from == utc(dt.date(2026, 5, 9), "12:00:20")


def test_a_time_put_right_in_the_minute_of_another_is_no_impossible_meeting() -> None:
    conference = by_the_buttons(dt.date(2026, 5, 9), "11:00:40", "12:00:20", "14:00:10", "15:00:50")

    clocks = {**clocks_of(conference), "private_from": dt.time(13, 0)}
    corrected = correct_times(conference, by=coordinator_of(conference.case), day=dt.date(2026, 5, 9), **clocks)

    assert reload(corrected).private_time_from == reload(corrected).started_at == utc(dt.date(2026, 5, 9), "11:00")


def test_in_the_night_of_summer_time_an_hour_is_missing() -> None:
    conference = by_the_buttons(SUMMER_TIME, "20:00", "21:00", "00:30", "01:30")

    shown = page(conference)

    assert conference.ended_at - conference.private_time_until == dt.timedelta(hours=1)
    assert "01:30 (de dag erna)" in shown
    assert "03:30 (de dag erna)" in shown


def test_times_written_down_by_hand_give_the_same_moments_as_the_buttons() -> None:
    pressed = by_the_buttons(SUMMER_TIME, "20:00", "21:00", "00:30", "01:30")
    received = SUMMER_TIME - dt.timedelta(days=60)
    case = make_case(state=CaseState.SCHEDULED, received_on=received, preparation_started_on=received)
    typed = record_conference(
        make_conference(case), by=coordinator_of(case), day=SUMMER_TIME, with_plan=True, **clocks_of(pressed)
    )

    names = ("started_at", "private_time_from", "private_time_until", "ended_at")
    assert [getattr(typed, name) for name in names] == [getattr(pressed, name) for name in names]
