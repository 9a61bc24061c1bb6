"""Reads of questionnaires and answers. Answers reach researchers only, and as figures."""

import datetime as dt
from typing import Any, Self

from django.db.models import QuerySet

from cases.models import Case
from ekc.accounts.matrix import READ, Subject, allows


class FiguresQuerySet(QuerySet[Any]):
    """Rows about nobody in particular."""

    def for_user(self, user: Any) -> Self:
        """All rows for who may read answers as figures (researchers); none for everybody else."""
        if not user.is_authenticated or not user.is_active or not allows(user.role, Subject.SURVEY, READ):
            return self.none()
        return self.all()


def held_on_of(case: Case) -> dt.date | None:
    """The day of the conference whose questionnaires these are; None without one."""
    found: dt.date | None = (
        case.conferences.exclude(held_on=None).order_by("-sequence").values_list("held_on", flat=True).first()
    )
    return found
