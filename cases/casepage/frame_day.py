"""Since when a case has its veiligheidskader. The app that keeps the frames registers how to find out."""

import datetime as dt
from collections.abc import Callable

from cases.models import Case

FrameDay = Callable[[Case], dt.date | None]
_KNOWN: list[FrameDay] = []


def register_frame_day(finder: FrameDay) -> FrameDay:
    """Register the one function that knows on which day the frame was submitted; None while there is none."""
    _KNOWN[:] = [finder]
    return finder


def frame_submitted_on(case: Case) -> dt.date | None:
    """The day on which the frame that counts was submitted; None for a draft or no frame (R-07)."""
    return _KNOWN[0](case) if _KNOWN else None
