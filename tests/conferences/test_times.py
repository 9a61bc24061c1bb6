"""Clock times of a meeting: the order of a day, midnight, and the nights of the clock change."""

import datetime as dt

import pytest

from conferences.times import moments_of
from ekc.refusal import Refusal

DAY = dt.date(2026, 5, 9)


def clocks(*texts: str) -> list[dt.time]:
    return [dt.time.fromisoformat(text) for text in texts]


def hours(day: dt.date, *texts: str) -> float:
    moments = moments_of(day, clocks(*texts))
    return (moments[-1] - moments[0]).total_seconds() / 3600


def test_an_ordinary_day_lasts_as_long_as_the_clock_says() -> None:
    assert hours(DAY, "13:00", "13:30", "16:00", "17:30") == 4.5


def test_a_meeting_may_run_past_midnight() -> None:
    assert hours(DAY, "19:00", "20:00", "23:30", "00:30") == 5.5


def test_private_time_may_run_past_midnight_too() -> None:
    assert hours(DAY, "20:00", "21:00", "00:15", "01:00") == 5


def test_six_in_the_morning_is_the_latest_end() -> None:
    assert hours(DAY, "19:00", "20:00", "23:00", "06:00") == 11
    with pytest.raises(Refusal, match="volgen niet op elkaar"):
        moments_of(DAY, clocks("19:00", "20:00", "23:00", "06:01"))


def test_private_time_before_the_beginning_is_refused() -> None:
    with pytest.raises(Refusal, match="volgen niet op elkaar"):
        moments_of(DAY, clocks("13:00", "12:30", "15:00", "16:00"))


def test_two_midnights_are_refused() -> None:
    with pytest.raises(Refusal, match="volgen niet op elkaar"):
        moments_of(DAY, clocks("22:00", "01:00", "00:30", "02:00"))


def test_longer_than_sixteen_hours_is_refused() -> None:
    assert hours(DAY, "13:00", "14:00", "23:00", "05:00") == 16
    with pytest.raises(Refusal, match="langer dan 16 uur"):
        moments_of(DAY, clocks("12:59", "14:00", "23:00", "05:00"))


def test_the_night_of_summer_time_is_an_hour_shorter() -> None:
    assert hours(dt.date(2026, 3, 28), "22:00", "22:30", "23:30", "03:30") == 4.5


def test_a_time_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(Refusal, match="bestaat niet"):
        moments_of(dt.date(2026, 3, 28), clocks("22:00", "22:30", "23:30", "02:30"))


def test_the_night_of_winter_time_is_an_hour_longer() -> None:
    assert hours(dt.date(2026, 10, 24), "22:00", "22:30", "23:30", "03:30") == 6.5
