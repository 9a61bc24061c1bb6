"""The clock times of a day that is written down afterwards, and whether they can be."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from conferences.times import moments_of
from ekc.refusal import Refusal

CLOCKS_DIFFER = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class DayTimes:
    """The four clock times of a day that is written down afterwards; local, past midnight allowed."""

    day: dt.date
    started: dt.time
    private_from: dt.time | None
    private_until: dt.time | None
    ended: dt.time
    """Where it was broken off before, there was no private time, or no end of it."""
    # How long the private time was interrupted; None leaves what is known.
    minutes_away: int | None = None
    # Of a herstelconferentie: everybody stayed in the room.
    without_private_time: bool = False

    def fields(self) -> dict[str, Any]:
        """The fields of a meeting. Raises Refusal on times that cannot be, and on a day to come."""
        if self.day > timezone.localdate():
            raise Refusal(_("Deze dag is nog niet geweest."))
        if self.without_private_time and (self.private_from or self.private_until):
            raise Refusal(_("Was er geen besloten tijd? Laat dan begin en einde ervan leeg."))
        if self.private_from is None and self.private_until is not None:
            raise Refusal(_("Vul ook in wanneer de besloten tijd begon."))
        clocks = (self.started, self.private_from, self.private_until, self.ended)
        known = iter(moments_of(self.day, [clock for clock in clocks if clock is not None]))
        started_at, private_time_from, private_time_until, ended_at = (
            next(known) if clock is not None else None for clock in clocks
        )
        assert started_at is not None  # noqa: S101  begin and end are always there
        assert ended_at is not None  # noqa: S101
        if ended_at <= started_at:
            raise Refusal(_("Het einde moet na het begin zijn."))
        if ended_at > timezone.now() + CLOCKS_DIFFER:
            raise Refusal(_("Het einde is nog niet geweest. Kijk de tijden na."))
        return {
            "held_on": self.day,
            "started_at": started_at,
            "private_time_from": private_time_from,
            "private_time_until": private_time_until,
            "ended_at": ended_at,
            "without_private_time": self.without_private_time,
        }


def check_whole(times: DayTimes) -> None:
    """Raises Refusal where a part is missing: what was not whole, was broken off, and is written down as that."""
    if times.without_private_time:
        return
    if times.private_from is None or times.private_until is None:
        raise Refusal(
            _(
                "Vul begin en einde van de besloten tijd in. Was die er niet, of hield het daar op? "
                "Kies dan dat de bijeenkomst is afgebroken."
            )
        )
