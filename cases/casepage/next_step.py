"""What must happen next in a case, by whom and before when. Each app registers what it knows of."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from cases.models import Case
from cases.norms import NEARLY_LATE_DAYS
from ekc.accounts.models import User
from ekc.dates import local_today


@dataclass(frozen=True)
class NextStep:
    """One thing to do. `url` is empty for who looks on but is not the one to do it."""

    title: str | Promise
    text: str | Promise = ""
    url: str = ""
    button: str | Promise = ""
    who: str | Promise = ""
    due_on: dt.date | None = None
    is_safety: bool = False
    other_url: str = ""
    other_button: str | Promise = ""

    @property
    def term(self) -> str:
        """`in_time`, `nearly` or `late` on the day it is asked; empty without a date."""
        if self.due_on is None:
            return ""
        days_left = (self.due_on - local_today()).days
        if days_left < 0:
            return "late"
        return "nearly" if days_left <= NEARLY_LATE_DAYS else "in_time"


Step = Callable[[Case, User], NextStep | None]
_STEPS: list[tuple[int, str, Step]] = []


def register_step(order: int) -> Callable[[Step], Step]:
    """Register a function that knows a next step; the lowest order that returns one wins.

    Orders in use: 10 safety (a frame that is missing), 20-80 the work of the phases (cases 30,
    conferences 40, plans 50, followup 60), 100 what cases says when nobody above had anything.
    """

    def add(step: Step) -> Step:
        name = f"{step.__module__}.{step.__qualname__}"
        _STEPS[:] = [row for row in _STEPS if row[2] is not step]
        _STEPS.append((order, name, step))
        _STEPS.sort(key=lambda row: row[:2])
        return step

    return add


def next_step_for(case: Case, user: User) -> NextStep | None:
    """The one next step of this case as this person may know it; None when nothing is to be done."""
    for _order, _name, step in _STEPS:
        found = step(case, user)
        if found is not None:
            return found
    return None
