"""What a column becomes of which the words go: nothing, or as little as the rules of the database take."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Value, When

from .register import Place

GONE = "-"
"""Stands where something was written. Where nothing was written stands nothing, so that every rule still holds that
asks for words, or for none."""


def blanked(place: Place) -> dict[str, Any]:
    """For each column that loses what it says: what it becomes, as an expression of an update."""
    return {name: _nothing(place, name) for name in place.blanks}


def _nothing(place: Place, name: str) -> Any:
    if name in place.neutral:
        return place.neutral[name]
    column = place.model._meta.get_field(name)
    if column.null:
        return None
    if isinstance(column, ArrayField):
        return []
    if isinstance(column, models.BooleanField):
        return False
    if isinstance(column, models.CharField | models.TextField):
        if column.choices:
            return ""
        return Case(When(**{name: ""}, then=Value("")), default=Value(GONE))
    raise TypeError(f"{place.name}.{name} has no value that says nothing: give it one in `neutral`.")
