"""Clock times of a meeting as moments: local times of Europe/Amsterdam, past midnight allowed."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from ekc.dates import at_local, hour_fault, is_next_day
from ekc.refusal import Refusal

LATEST_END = dt.time(6, 0)
LONGEST = dt.timedelta(hours=16)


class ImpossibleTime(Refusal):
    """The clock at `index` cannot be: `problem` is "order", "length" or "skipped"."""

    def __init__(self, problem: str, index: int, reason: str) -> None:
        super().__init__(reason)
        self.problem = problem
        self.index = index


def moments_of(day: dt.date, clocks: Sequence[dt.time]) -> list[dt.datetime]:
    """Turn the successive clock times of one meeting that starts on `day` into aware moments.

    A time that is smaller than the one before it is on the next day, at most until 06:00, and the
    whole lasts at most 16 hours of real time. Raises ImpossibleTime where that cannot be, or where the
    clock skips the time that night. A time that comes twice that night is the one that its `fold` says: the first
    one, unless that would put it before its predecessor.
    """
    date, moments = day, [_moment(day, clocks[0], index=0)]
    for index, (before, clock) in enumerate(zip(clocks, clocks[1:], strict=False), start=1):
        days = (date - day).days + is_next_day(date, before, clock)
        if days > 1 or (days == 1 and clock > LATEST_END):
            reason = _("De tijden volgen niet op elkaar. Vul ze in de volgorde van de dag in.")
            raise ImpossibleTime("order", index, reason)
        date = day + dt.timedelta(days=days)
        moment = _moment(date, clock, index=index)
        if moment < moments[-1]:
            moment = _moment(date, clock, index=index, fold=1)
        moments.append(moment)
    if moments[-1] - moments[0] > LONGEST:
        reason = _("De conferentie duurt zo langer dan 16 uur. Kijk de tijden na.")
        raise ImpossibleTime("length", len(clocks) - 1, reason)
    return moments


def _moment(day: dt.date, clock: dt.time, *, index: int, fold: int | None = None) -> dt.datetime:
    if hour_fault(day, clock) == "skipped":
        reason = _("Deze tijd bestaat niet: in die nacht ging de klok een uur vooruit.")
        raise ImpossibleTime("skipped", index, reason)
    return at_local(day, clock if fold is None else clock.replace(fold=fold)).astimezone(dt.UTC)
