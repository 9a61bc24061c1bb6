"""A row of a plan or a frame, once more."""

from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def copied(row: Row, **fields: object) -> Row:
    """A new row that says what this one says, but for `fields`; inside the caller's transaction."""
    new: Row = type(row)._base_manager.get(pk=row.pk)
    new.pk, new._state.adding = None, True
    for name, value in fields.items():
        setattr(new, name, value)
    new.save()
    return new
