"""Which merges stand."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet


class MergeQuerySet(QuerySet[Any]):
    def of(self, row: models.Model) -> "MergeQuerySet":
        """Those in which this row was kept or was the double; the oldest first."""
        return self.filter(Q(kept_id=row.pk) | Q(double_id=row.pk), kind=row._meta.label_lower)

    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at__isnull=True)

    def into(self, row: models.Model) -> "MergeQuerySet":
        """Those that stand and in which this row was kept, with by whom; the newest first."""
        kept = self.standing().filter(kind=row._meta.label_lower, kept_id=row.pk)
        return kept.select_related("by").order_by("-pk")

    def from_double(self, row: models.Model) -> "MergeQuerySet":
        """The one that stands and in which this row was the double."""
        return self.standing().filter(kind=row._meta.label_lower, double_id=row.pk)
