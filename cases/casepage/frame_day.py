"""Since when a case has its veiligheidskader, or who said that it needs none: as the app that keeps frames can tell."""

import datetime as dt
from collections.abc import Callable

from cases.models import Case
from ekc.registry import Registry

WITHOUT_FRAME: Registry[Callable[[Case], str]] = Registry("who said that no frame is needed")
FRAME_DAYS: Registry[Callable[[Case], dt.date | None]] = Registry("day of the frame")


def frame_submitted_on(case: Case) -> dt.date | None:
    """The day on which the frame that counts was submitted; None for a draft or no frame (R-07)."""
    return next((day for submitted_on in FRAME_DAYS if (day := submitted_on(case))), None)


def without_frame(case: Case) -> str:
    """Who said, and when, that this case needs no frame; empty where nobody did."""
    return next((said for excuse in WITHOUT_FRAME if (said := excuse(case))), "")
