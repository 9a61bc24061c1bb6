"""A row in any table, filled in by what its columns ask for."""

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

_numbers = itertools.count(1)


ASKED: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "cases_consent": lambda _given: {"way": "bij_aanmelding"},
    "cases_consentlink": lambda given: {"speaks_as": "ouder" if "person" in given else "zelf"},
    "cases_endedaccess": lambda _given: {"why": "familie"},
    "cases_privacyrequest": lambda _given: {
        "received_on": timezone.localdate() - dt.timedelta(days=1),
        "due_on": timezone.localdate() + dt.timedelta(days=30),
    },
}
"""What rules of the database ask beside what must be filled in, of a row with what was given for it."""


def make_row(model: type[models.Model], around: Mapping[type[models.Model], Any], **given: Any) -> Any:
    """A row with what must be filled in; what it hangs on comes from `around`, or is made along."""
    asked = ASKED.get(model._meta.db_table)
    values = {**(asked(given) if asked else {}), **given}
    for field in model._meta.concrete_fields:
        if field.name not in values and _is_needed(field):
            values[field.name] = _value(field, around)
    return model._base_manager.create(**values)


def _is_needed(field: Any) -> bool:
    if field.primary_key or field.null or field.has_default() or getattr(field, "auto_now_add", False):
        return False
    return not getattr(field, "auto_now", False) and not (field.blank and not field.is_relation)


def _value(field: Any, around: Mapping[type[models.Model], Any]) -> Any:
    if field.is_relation:
        known = around.get(field.related_model)
        return known if known is not None else make_row(field.related_model, around)
    if field.choices:
        return field.choices[0][0]
    return _plain(field)


def _plain(field: Any) -> Any:
    number = next(_numbers)
    for kind, value in (
        (models.BooleanField, False),
        (models.DateTimeField, timezone.now()),
        (models.DateField, timezone.localdate()),
        (models.DurationField, dt.timedelta(0)),
        (models.DecimalField, Decimal(number)),
        (models.IntegerField, number),
        (ArrayField, []),
        (models.JSONField, {}),
        (models.EmailField, f"rij{number}@voorbeeld.example"),
    ):
        if isinstance(field, kind):
            return value
    return f"rij {number}"[: getattr(field, "max_length", None) or 40]


def those_that_say(rows: Any, **said: str) -> list[Any]:
    """The rows of a manager or queryset with these texts: what lies sealed the database cannot find."""
    return [row for row in rows.all() if all(getattr(row, name) == text for name, text in said.items())]


def the_one(rows: Any, **said: str) -> Any:
    """The only one of them."""
    [row] = those_that_say(rows, **said)
    return row
