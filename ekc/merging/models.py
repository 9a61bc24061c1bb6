"""What was merged, and every row that changed by it, as it was and as it became."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ekc.sealed.columns import SealedCharField, SealedJSONField

from .querysets import MergeQuerySet


class Merge(models.Model):
    """Two rows are one: `double_id` points to `kept_id` until this is undone.

    They are of one table, or `double_kind` is another (somebody of the circle who is a main person).

    `changes` holds per row only the columns that changed, before and after; of a row that gave way to one of the other,
    all of it. A plain pair and no generic key: this is on the ground floor and imports nothing from above.
    """

    kind = models.CharField(max_length=60)
    kept_id = models.BigIntegerField()
    double_kind = models.CharField(max_length=60)
    double_id = models.BigIntegerField()
    case_number = models.CharField(_("zaak"), max_length=40, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("wanneer"), auto_now_add=True)
    changes = SealedJSONField(default=list)
    undone_at = models.DateTimeField(_("ongedaan gemaakt"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_reason = SealedCharField(_("waarom ongedaan gemaakt"), max_length=300, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("samenvoeging")
        verbose_name_plural = _("samenvoegingen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["double_kind", "double_id"], condition=Q(undone_at__isnull=True), name="merge_double_once"
            ),
            models.CheckConstraint(
                condition=~Q(kept_id=F("double_id")) | ~Q(kind=F("double_kind")), name="merge_of_two"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_reason="")
                | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason=""),
                name="merge_undone_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "kept_id"], name="merge_of_kept"),
            models.Index(fields=["case_number"], name="merge_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.double_id} > {self.kept_id}"
