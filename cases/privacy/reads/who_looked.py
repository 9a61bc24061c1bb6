"""Wie keek in mijn dossier: who read a file, for the people whom it is about (NEN 7513 ch. 9; R33).

By day, role and organisation, with what was looked at, in names that a family understands (`ekc/looked_at.py`). By name
stands only whom the family knows: who worked on the case, who keeps it, and the professional who applied or writes the
frame.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from cases.queries import reads_of
from ekc.accounts.codes import Role
from ekc.audit.codes import ReadAction
from ekc.audit.models import ReadLine
from ekc.dutch import long_date
from ekc.languages import listed
from ekc.looked_at import name_of

MOST_LINES = 20_000
"""So many lines of the read log are looked at, newest first: years of one file."""
AT_FIRST = 7
"""So many days stand in sight; those before them behind a press."""


@dataclass(frozen=True)
class Look:
    """The looks of one person on one day. `name` and `organisation` as they were typed; the rest as the page speaks."""

    on: dt.date
    name: str
    role: str
    organisation: str
    parts: tuple[str, ...]
    times: int

    @property
    def day(self) -> str:
        return long_date(self.on)

    @property
    def who(self) -> str:
        return ", ".join(filter(None, (self.name, self.role, self.organisation)))

    @property
    def what(self) -> str:
        return listed(self.parts)

    def as_data(self) -> dict[str, Any]:
        return {"dag": self.day, "wie": self.who, "wat": self.what, "keer": self.times}


@dataclass(frozen=True)
class LookedDay:
    """Everybody who looked on one day."""

    on: dt.date
    looks: tuple[Look, ...]


def looks_at(case: Case) -> list[Look]:
    """Newest day first."""
    known = _known_to_the_family(case)
    days: dict[tuple[dt.date, int | None, str], list[ReadLine]] = {}
    for line in reads_of(case).order_by("-at", "-pk").select_related("user__organisation")[:MOST_LINES]:
        days.setdefault((timezone.localdate(line.at), line.user_id, line.role), []).append(line)
    return [_look(day, rows, known) for (day, _user, _role), rows in days.items()]


def by_day(looks: Iterable[Look]) -> list[LookedDay]:
    """In the order in which they came."""
    days: dict[dt.date, list[Look]] = {}
    for look in looks:
        days.setdefault(look.on, []).append(look)
    return [LookedDay(day, tuple(there)) for day, there in days.items()]


def _look(day: dt.date, rows: list[ReadLine], known: set[int]) -> Look:
    """One look is all that was written in one second of one page: a file that goes out leaves two lines."""
    first = rows[0]
    moments = {(line.route, line.at.replace(microsecond=0)) for line in rows}
    if first.user is None:
        return Look(day, "", _("Iemand met een persoonlijke link"), "", _parts(rows), len(moments))
    return Look(
        day,
        first.user_name if first.user_id in known else "",
        str(Role(first.role).label) if first.role else "",
        str(first.user.organisation) if first.user.organisation_id else "",
        _parts(rows),
        len(moments),
    )


def _parts(rows: list[ReadLine]) -> tuple[str, ...]:
    """What was looked at, in the order of the day; what was taken along as a file is said so, once."""
    found: dict[str, bool] = {}
    for line in reversed(rows):
        name = name_of(line.route, in_a_list=line.action == ReadAction.SEARCH)
        found[name] = found.get(name, False) or line.action == ReadAction.EXPORT
    return tuple(_("%(page)s (als bestand)") % {"page": name} if taken else name for name, taken in found.items())


def _known_to_the_family(case: Case) -> set[int]:
    working = set(case.contracts.values_list("coordinator__user", flat=True))
    referrer = getattr(case, "referrer", None)
    others = {case.manager_id, case.safety_professional_id, referrer.user_id if referrer else None}
    return {key for key in working | others if key is not None}
