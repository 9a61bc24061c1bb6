"""Clock times of a meeting: past midnight, in the nights of clock change, and what cannot be."""

import datetime as dt

import pytest

from conferences.models import Conference
from tests.reports.folders import copy_pilot, faults_of, put, run_import

pytestmark = pytest.mark.django_db
# NH-027 stands on line 2 of conferenties.csv and on line 28 of aanvragen.csv.
NAMES = ("started_at", "private_time_from", "private_time_until", "ended_at")


@pytest.fixture
def meeting(tmp_path):
    """Gives a function that sets day and times of the first conference."""
    folder = copy_pilot(tmp_path)

    def make(held_on: str, *times: str):
        put(folder, "aanvragen.csv", 28, closed_on="2012-01-01")
        put(folder, "followup.csv", 2, contacted_on="")
        put(folder, "followup.csv", 3, contacted_on="")
        put(folder, "followup.csv", 4, contacted_on="")
        put(folder, "conferenties.csv", 2, held_on=held_on, **dict(zip(NAMES, times, strict=True)))
        return folder

    return make


def hours(folder, capsys) -> tuple[dt.timedelta, dt.timedelta]:
    """How long meeting and private time last in the database."""
    run_import(folder, capsys)
    found = Conference.objects.get(case__external_id="NH-027")
    return found.ended_at - found.started_at, found.private_time_until - found.private_time_from


@pytest.mark.parametrize(
    ("day", "times", "meeting_minutes", "private_minutes"),
    [
        ("2010-10-02", ("17:30", "18:00", "23:50", "00:30"), 420, 350),
        ("2010-10-02", ("22:00", "23:59", "00:01", "06:00"), 480, 2),
        ("2010-10-02", ("22:00", "00:00", "00:00", "00:01"), 121, 0),
        ("2010-10-02", ("00:00", "00:00", "16:00", "16:00"), 960, 960),
        ("2010-10-02", ("09:00", "09:00", "09:00", "09:01"), 1, 0),
        # 31 October 2010: 03:00 becomes 02:00, the night is an hour longer.
        ("2010-10-30", ("22:00", "23:00", "02:30", "04:00"), 420, 210),
        ("2010-10-31", ("01:00", "01:30", "03:00", "03:30"), 210, 150),
        # 27 March 2011: 02:00 becomes 03:00, the night is an hour shorter.
        ("2011-03-26", ("22:00", "23:00", "03:00", "04:00"), 300, 180),
    ],
)
def test_times_are_real_elapsed_time(meeting, capsys, day, times, meeting_minutes, private_minutes):
    found = hours(meeting(day, *times), capsys)

    assert found == (dt.timedelta(minutes=meeting_minutes), dt.timedelta(minutes=private_minutes))


@pytest.mark.parametrize(
    ("day", "times", "told"),
    [
        (
            "2010-10-02",
            ("25:00", "25:30", "26:00", "27:00"),
            'started_at: "25:00" is not a time written as HH:MM, from 00:00 to 23:59',
        ),
        (
            "2010-10-02",
            ("24:00", "00:30", "01:00", "02:00"),
            'started_at: "24:00" is not a time written as HH:MM, from 00:00 to 23:59',
        ),
        (
            "2010-10-02",
            ("9:30", "10:00", "11:00", "12:00"),
            'started_at: "9:30" is not a time written as HH:MM, from 00:00 to 23:59',
        ),
        (
            "2010-10-02",
            ("10:00", "09:30", "11:00", "12:00"),
            "private_time_from: impossible time: does not follow started_at; a meeting may run on until 06:00",
        ),
        (
            "2010-10-02",
            ("10:00", "10:30", "10:15", "12:00"),
            "private_time_until: impossible time: does not follow private_time_from; a meeting may run on until 06:00",
        ),
        (
            "2010-10-02",
            ("17:00", "17:30", "20:00", "19:30"),
            "ended_at: impossible time: does not follow private_time_until; a meeting may run on until 06:00",
        ),
        (
            "2010-10-02",
            ("22:00", "23:00", "01:00", "06:01"),
            "ended_at: impossible time: does not follow private_time_until; a meeting may run on until 06:00",
        ),
        (
            "2010-10-02",
            ("22:00", "23:00", "06:01", "06:02"),
            "private_time_until: impossible time: does not follow private_time_from; a meeting may run on until 06:00",
        ),
        (
            "2010-10-02",
            ("10:00", "10:30", "11:00", "05:00"),
            "ended_at: impossible time: the conference would last longer than 16 hours",
        ),
        (
            "2010-10-02",
            ("00:00", "00:00", "16:00", "16:01"),
            "ended_at: impossible time: the conference would last longer than 16 hours",
        ),
        ("2010-10-02", ("10:00", "10:00", "10:00", "10:00"), "ended_at: impossible time: the same as started_at"),
        (
            "2011-03-26",
            ("22:00", "23:00", "02:30", "04:00"),
            "private_time_until: impossible time: the clock went forward that night and skipped it",
        ),
        (
            "2011-03-27",
            ("02:00", "03:00", "03:30", "04:00"),
            "started_at: impossible time: the clock went forward that night and skipped it",
        ),
    ],
)
def test_impossible_times_are_told(meeting, capsys, day, times, told):
    assert f"conferenties.csv:2:{told}" in faults_of(meeting(day, *times), capsys)
