"""What was counted before, and the marks that say which of it must be counted anew (docs/adr/0049).

Whatever writes a row that a figure is made of leaves a `StaleCount`, in its own transaction: triggers of the database
see to it, an import and a line of SQL included. `reports.catalogue.kept` counts those anew before it tells anything.
"""

from django.db import models
from django.db.models import Q

from surveys.querysets import NobodysQuerySet

QUARTER = r"^\d{4}-Q[1-4]$"


class KeptKind(models.TextChoices):
    """Of what a cell holds the counts."""

    CASES = "zaken", "zaken"
    HANDED_OUT = "uitgereikt", "uitgereikte vragenlijsten"
    ANSWERS = "antwoorden", "antwoorden"


class Stale(models.TextChoices):
    """What a mark is about."""

    CASE = "zaak", "een zaak, waar die nu ook staat"
    CASES = "zaken", "de zaken van een cel"
    ANSWERS = "antwoorden", "de antwoorden van een cel"
    ALL = "alles", "alles"


class KeptCell(models.Model):
    """The cases that came in, or the answers of conferences held, of one programme in one region and one quarter.

    No keys to programme and region: counting makes nobody wait, and a cell of what is gone is empty.
    """

    kind = models.CharField(max_length=12, choices=KeptKind)
    programme_id = models.BigIntegerField(null=True)
    region_id = models.BigIntegerField()
    quarter = models.CharField(max_length=7)
    # Of the statements that counted it: other statements count anew.
    fingerprint = models.CharField(max_length=64)
    # Only right on this day; empty where no day is asked after.
    only_on = models.DateField(null=True)

    objects = NobodysQuerySet.as_manager()

    class Meta:
        verbose_name = "cel die geteld is"
        verbose_name_plural = "cellen die geteld zijn"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "programme_id", "region_id", "quarter"], name="kept_cell_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(kind__in=KeptKind.values), name="kept_cell_kind_known"),
            models.CheckConstraint(condition=Q(quarter__regex=QUARTER), name="kept_cell_quarter_written_well"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.quarter}"


class KeptCount(models.Model):
    """One number of a cell, as the statements of `catalogue/sql` give it."""

    cell = models.ForeignKey(KeptCell, on_delete=models.CASCADE, related_name="counts")
    field = models.TextField()
    group = models.TextField()
    code = models.TextField()
    number = models.BigIntegerField()

    objects = NobodysQuerySet.as_manager()

    class Meta:
        verbose_name = "aantal dat geteld is"
        verbose_name_plural = "aantallen die geteld zijn"

    def __str__(self) -> str:
        return f"{self.field} {self.group} {self.code}: {self.number}"


class StaleCount(models.Model):
    """Something that must be counted anew. Only added to and taken away, so that no act waits for it.

    A case is marked by itself: in which cell it counts is asked when it is counted, for it may be moved meanwhile.
    """

    what = models.CharField(max_length=12, choices=Stale)
    case_id = models.BigIntegerField(null=True, db_index=True)
    programme_id = models.BigIntegerField(null=True)
    region_id = models.BigIntegerField(null=True)
    quarter = models.CharField(max_length=7, blank=True)

    objects = NobodysQuerySet.as_manager()

    class Meta:
        verbose_name = "telling die verouderd is"
        verbose_name_plural = "tellingen die verouderd zijn"
        constraints = [
            models.CheckConstraint(
                condition=Q(what=Stale.CASE, case_id__isnull=False)
                | Q(what=Stale.ALL)
                | Q(what__in=[Stale.CASES, Stale.ANSWERS], region_id__isnull=False, quarter__regex=QUARTER),
                name="stale_count_says_of_what",
            ),
        ]

    def __str__(self) -> str:
        return str(self.what)
