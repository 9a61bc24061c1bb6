"""Writing the same thing in every text of a row."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, InternalError, transaction
from django.db.utils import DataError


def write_in(row: Any, texts: Mapping[str, str]) -> int:
    """Write these into a row: all at once, or each by itself where that is refused; returns how many were written."""
    return _written(row, texts) or sum(_written(row, {name: text}) for name, text in texts.items())


def _written(row: Any, texts: Mapping[str, str]) -> int:
    try:
        with transaction.atomic():
            return len(texts) * row.update(**texts) if texts else 0
    except (IntegrityError, InternalError, DataError):
        return 0
