"""Wie keek in mijn dossier: who read a file, for the people whom it is about (NEN 7513 ch. 9; R33).

By day, role and organisation, with what was looked at. By name stands only whom the family knows: who worked on the
case, who keeps it, and the professional who applied or writes the frame.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from cases.queries import reads_of
from ekc.accounts.codes import Role
from ekc.audit.models import ReadLine
from ekc.dutch import long_date

MOST_LINES = 20_000
"""So many lines of the read log are looked at, newest first: years of one file."""


@dataclass(frozen=True)
class Look:
    """The looks of one person on one day."""

    on: dt.date
    who: str
    what: str
    times: int

    @property
    def day(self) -> str:
        return long_date(self.on)

    def as_data(self) -> dict[str, Any]:
        return {"dag": self.day, "wie": self.who, "wat": self.what, "keer": self.times}


def looks_at(case: Case) -> list[Look]:
    """Newest day first."""
    known = _known_to_the_family(case)
    days: dict[tuple[dt.date, int | None, str], list[ReadLine]] = {}
    for line in reads_of(case).select_related("user__organisation")[:MOST_LINES]:
        days.setdefault((timezone.localdate(line.at), line.user_id, line.role), []).append(line)
    return [
        Look(
            day,
            _who(rows[0], known),
            ", ".join(dict.fromkeys(row.what for row in reversed(rows))),
            len(rows),
        )
        for (day, _user, _role), rows in days.items()
    ]


def _known_to_the_family(case: Case) -> set[int]:
    working = set(case.contracts.values_list("coordinator__user", flat=True))
    referrer = getattr(case, "referrer", None)
    others = {case.manager_id, case.safety_professional_id, referrer.user_id if referrer else None}
    return {key for key in working | others if key is not None}


def _who(line: ReadLine, known: set[int]) -> str:
    if line.user is None:
        return str(_("iemand met een persoonlijke link"))
    role = str(Role(line.role).label) if line.role else ""
    organisation = str(line.user.organisation) if line.user.organisation_id else ""
    name = line.user_name if line.user_id in known else ""
    return ", ".join(filter(None, [name, role, organisation]))
