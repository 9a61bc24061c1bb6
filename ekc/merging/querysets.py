"""Which merges stand."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet


class MergeQuerySet(QuerySet[Any]):
    def of(self, *rows: models.Model) -> "MergeQuerySet":
        """Those in which one of these rows, of one table, was kept or was the double; the oldest first."""
        keys = [row.pk for row in rows]
        kind = rows[0]._meta.label_lower
        return self.filter(Q(kept_id__in=keys) | Q(double_id__in=keys), kind=kind)

    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at__isnull=True)
