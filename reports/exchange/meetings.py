"""The meetings of a case as its files tell them: which one counts, their moments, and what cannot be.

A folder of the published format has one row per case. Ours may have more, with the number of the meeting and how it
ended: the one that was held, those that were adjourned before it, those that were broken off.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from cases.codes import CaseOutcome, Variant
from conferences.codes import ConferenceState
from conferences.times import ImpossibleTime, moments_of

from .codebook import ATTENDANCE, CONFERENCES, FOLLOW_UP
from .faults import Faults, shown
from .reading import Row
from .registrations import Values

M = TypeVar("M")
PRIVATE_TIMES = ("private_time_from", "private_time_until")
TIMES = ("started_at", *PRIVATE_TIMES, "ended_at")
TIME_PROBLEMS = {
    "order": "impossible time: does not follow {before}; a meeting may run on until 06:00",
    "length": "impossible time: the conference would last longer than 16 hours",
    "skipped": "impossible time: the clock went forward that night and skipped it",
}
WITHOUT_HELD = frozenset({CaseOutcome.BROKEN_OFF, CaseOutcome.PLAN_WITHOUT_MEETING})
"""No meeting took place to its end: what stands there was broken off."""


def usual_state(phase: str) -> str:
    """How the only meeting of a case ended, where nothing is said."""
    return str(ConferenceState.BROKEN_OFF if phase in WITHOUT_HELD else ConferenceState.HELD)


def counting(meetings: Sequence[Values]) -> Values | None:
    """The meeting that counts, of those of a case in their order: the one that was held, or the last."""
    return counting_of(meetings, lambda values: values["meeting_state"])


def counting_of(meetings: Sequence[M], state_of: Callable[[M], str]) -> M | None:
    """The same of meetings in whichever shape."""
    last = meetings[-1] if meetings else None
    return next((each for each in meetings if state_of(each) == ConferenceState.HELD), last)


def _went_without(request: Row, row: Row) -> bool:
    """Both empty: of one without the other somebody forgot something."""
    return request["variant"] == Variant.RESTORATIVE and all(row[name] is None for name in PRIVATE_TIMES)


class Meetings:
    """Reads the meetings of one request after the other; every fault is added to `faults`."""

    def __init__(self, rows: Mapping[str, Mapping[str, list[Row]]], faults: Faults) -> None:
        self.rows = rows
        self.faults = faults

    def rows_of(self, case_id: str, phase: str) -> list[tuple[Row, Values]]:
        """The rows of a case in their order, each with its number and how it ended."""
        found = self.rows[CONFERENCES].get(case_id, ())
        said = [
            (row, {"meeting": row["meeting"] or 1, "meeting_state": row["meeting_state"] or usual_state(phase)})
            for row in found
        ]
        return sorted(said, key=lambda pair: pair[1]["meeting"])

    def held_on(self, case_id: str, phase: str) -> dt.date | None:
        """The day of the meeting that counts."""
        return next((row["held_on"] for row, _said in self._counting(case_id, phase)), None)

    def _counting(self, case_id: str, phase: str) -> list[tuple[Row, Values]]:
        found = self.rows_of(case_id, phase)
        values = counting([said for _row, said in found])
        return [(row, said) for row, said in found if said is values]

    def check(self, case_id: str, request: Row) -> None:
        """Everything that the rows of a case cannot say together."""
        found = self.rows_of(case_id, request["phase"])
        for row, said in found:
            self._check_private_times(request, row, said)
            self._check_why_broken_off(row, said)
            self._check_days(request, row)
        numbers = [said["meeting"] for _row, said in found]
        # What stands twice was told already.
        if len(set(numbers)) == len(numbers):
            self._check_numbers(found)
            if request.good("phase") and all(row.good("meeting_state") for row, _said in found):
                self._check_states(request["phase"], found)
        self._check_talks(case_id, self.held_on(case_id, request["phase"]))
        self._check_people(case_id, request["phase"], found)

    def _check_numbers(self, found: Sequence[tuple[Row, Values]]) -> None:
        for number, (row, said) in enumerate(found, start=1):
            if row.good("meeting") and said["meeting"] != number:
                what = f"{said['meeting']}, but the meetings of a case are numbered from 1 without gaps"
                self.faults.add(row.file, row.line, "meeting", what)
                return

    def _check_private_times(self, request: Row, row: Row, said: Values) -> None:
        """Every meeting has private time, but for one that was broken off before or in it, and a herstelconferentie
        that went without."""
        if said["meeting_state"] == ConferenceState.BROKEN_OFF or _went_without(request, row):
            return
        for column in PRIVATE_TIMES:
            if row.good(column) and row[column] is None:
                self.faults.add(row.file, row.line, column, "empty, but it is needed")

    def _check_why_broken_off(self, row: Row, said: Values) -> None:
        if row["broken_off_code"] and row.good("meeting_state") and said["meeting_state"] != ConferenceState.BROKEN_OFF:
            self.faults.add(row.file, row.line, "broken_off_code", "filled in, but the meeting was not broken off")

    def _check_states(self, phase: str, found: Sequence[tuple[Row, Values]]) -> None:
        states = [said["meeting_state"] for _row, said in found]
        if phase in WITHOUT_HELD:
            wrong = [row for row, said in found if said["meeting_state"] != ConferenceState.BROKEN_OFF]
            what = f"the phase is {phase}: each of its meetings was broken off"
        elif phase == CaseOutcome.CONFERENCE_HELD and states.count(ConferenceState.HELD) != 1:
            wrong, what = [row for row, _said in found][-1:], "a conference has exactly one meeting that is gehouden"
        else:
            return
        for row in wrong:
            self.faults.add(row.file, row.line, "meeting_state", what)

    def _check_days(self, request: Row, row: Row) -> None:
        held_on = row["held_on"]
        if held_on is None:
            return
        start = "preparation_started_on" if request["preparation_started_on"] else "received_on"
        if request.good(start) and request[start] and held_on < request[start]:
            self.faults.add(row.file, row.line, "held_on", f"before {start} ({request[start]})")
        closed = request["closed_on"]
        if request.good("closed_on") and closed and held_on > closed:
            self.faults.add(row.file, row.line, "held_on", f"after closed_on ({closed})")

    def _check_talks(self, case_id: str, held_on: dt.date | None) -> None:
        for talk in self.rows[FOLLOW_UP].get(case_id, ()):
            if held_on and talk["contacted_on"] is not None and talk["contacted_on"] < held_on:
                self.faults.add(talk.file, talk.line, "contacted_on", f"before the conference ({held_on})")

    def _check_people(self, case_id: str, phase: str, found: Sequence[tuple[Row, Values]]) -> None:
        """People stand once per case; only who was at a meeting that was broken off stands under its number."""
        counted = [said for _row, said in self._counting(case_id, phase)]
        numbers = {
            said["meeting"]
            for _row, said in found
            if said["meeting_state"] == ConferenceState.BROKEN_OFF and said not in counted
        }
        for row in self.rows[ATTENDANCE].get(case_id, ()):
            if row["meeting"] is not None and row["meeting"] not in numbers:
                what = f"{shown(case_id)} has no other meeting {row['meeting']} that was broken off"
                self.faults.add(row.file, row.line, "meeting", what)

    def moments(self, row: Row, said: Values) -> Values:
        """The clock times of a row as moments; nothing where they cannot be, with a fault."""
        # Where private time is needed and missing, that was told already.
        times = tuple(name for name in TIMES if row[name] is not None or name not in PRIVATE_TIMES)
        if not row.good("held_on", *TIMES) or not all(row[name] is not None for name in ("held_on", *times)):
            return {}
        try:
            moments = moments_of(row["held_on"], [row[name] for name in times])
        except ImpossibleTime as error:
            what = TIME_PROBLEMS[error.problem].format(before=times[error.index - 1])
            self.faults.add(row.file, row.line, times[error.index], what)
            return {}
        if moments[-1] == moments[0]:
            self.faults.add(row.file, row.line, "ended_at", "impossible time: the same as started_at")
        found = dict(zip(times, moments, strict=True))
        self._check_away(row, found)
        return found

    def _check_away(self, row: Row, moments: Mapping[str, dt.datetime]) -> None:
        away = dt.timedelta(minutes=row["private_time_away"] or 0)
        if not away:
            return
        if "private_time_until" not in moments or away > (moments["private_time_until"] - moments["private_time_from"]):
            self.faults.add(row.file, row.line, "private_time_away", "longer than the private time itself")
