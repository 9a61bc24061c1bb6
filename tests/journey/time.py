"""Time goes by between two steps of the journey: what has happened is moved back in the database.

The clock cannot be moved instead: server, browser and database each have their own.
"""

import datetime as dt

from django.db import models, transaction
from django.db.models import F

from cases.models import Case, Contact, CoordinatorContract
from conferences.models import Conference
from followup.models import Call
from plans.models import Plan, SafetyFrame
from tests.factories import nothing_is_fixed

A_MONTH = dt.timedelta(days=31)
WHAT_MOVES: tuple[tuple[type[models.Model], str], ...] = (
    (Case, "pk"),
    (Contact, "case"),
    (CoordinatorContract, "case"),
    (SafetyFrame, "case"),
    (Conference, "case"),
    (Plan, "case"),
    (Call, "case"),
)


@transaction.atomic
def months_pass(number: str, months: int) -> None:
    """All dates and moments of this case lie `months` further back."""
    case = Case.objects.get(number=number)
    with nothing_is_fixed():
        _move_back(case, months)


def _move_back(case: Case, months: int) -> None:
    for model, path in WHAT_MOVES:
        moments = [field.name for field in model._meta.fields if isinstance(field, models.DateField)]
        model._default_manager.filter(**{path: case.pk}).update(
            **{name: F(name) - months * A_MONTH for name in moments}
        )
