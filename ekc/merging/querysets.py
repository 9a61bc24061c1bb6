"""Which merges stand."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet


class MergeQuerySet(QuerySet[Any]):
    def of(self, row: models.Model) -> "MergeQuerySet":
        """Those in which this row was kept or was the double; the oldest first."""
        kind = row._meta.label_lower
        return self.filter(Q(kind=kind, kept_id=row.pk) | Q(double_kind=kind, double_id=row.pk))

    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at__isnull=True)

    def into(self, row: models.Model) -> "MergeQuerySet":
        """Those that stand and in which this row was kept, with by whom; the newest first."""
        kept = self.standing().filter(kind=row._meta.label_lower, kept_id=row.pk)
        return kept.select_related("by").order_by("-pk")

    def into_another_kind(self, row: models.Model) -> "MergeQuerySet":
        """The one that stands and in which this row turned out to be a row of another table."""
        return self.from_double(row).exclude(kind=row._meta.label_lower)

    def from_double(self, row: models.Model) -> "MergeQuerySet":
        """The one that stands and in which this row was the double."""
        return self.standing().filter(double_kind=row._meta.label_lower, double_id=row.pk)
