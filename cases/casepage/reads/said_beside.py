"""What people say of their own file, beside the part that it is about, for one reader (docs/adr/0054)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.codes import AskedAs
from cases.models import Case, OwnStatement
from cases.rules import can
from cases.told_text import Secrets
from ekc.accounts.models import User
from ekc.inzage import STANDS

OVERVIEW = "overview"
WHOLE_FILE: tuple[str, ...] = ("circle.view",)
"""Who reads a statement about the whole file: it may tell of every part, also of the circle."""


@dataclass(frozen=True)
class SaidBeside:
    who: str
    about: str
    text: str
    on: dt.date


def said_beside(case: Case, user: User, tab: str) -> list[SaidBeside]:
    """On the overview every statement that this person may read; on another tab those about what stands there."""
    if not getattr(case, "has_statements", True):
        return []
    rows = OwnStatement.objects.standing().of_case(case.number)
    rows = rows.select_related("request__main_person", "request__person")
    shown = [row for row in rows if tab in (OVERVIEW, _tab_of(row)) and _may_read(row, case, user)]
    secrets = None if can(user, "circle.view", case) else Secrets(case)
    return [
        SaidBeside(_who(row), row.about, secrets.told(row.text) if secrets else row.text, row.recorded_on)
        for row in shown
    ]


def _tab_of(row: OwnStatement) -> str:
    stands = STANDS.get(row.table)
    return stands.tab if stands else ""


def _may_read(row: OwnStatement, case: Case, user: User) -> bool:
    """Whoever may read the passage; and of somebody of the circle nobody who may not know who is in it."""
    if row.request.person_id is not None and not can(user, "circle.view", case):
        return False
    if row.is_about_all:
        rights = WHOLE_FILE
    else:
        stands = STANDS.get(row.table)
        if stands is None:
            return False
        rights = stands.rights_of(row.column)
    return all(can(user, right, case) for right in rights)


def _who(row: OwnStatement) -> str:
    asked = row.request
    if asked.asked_as == AskedAs.SELF:
        return str(asked.of_whom)
    said_by = str(asked.get_asked_as_display())
    return _("Namens %(name)s: %(said_by)s") % {"name": asked.of_whom, "said_by": said_by}
