"""When something of the copies was last done. It travels along in them: a copy says itself how far it goes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Done(models.TextChoices):
    SHIPPED = "verstuurd", _("weggeschreven")
    BASE = "basis", _("hele kopie")
    DRILL = "oefening", _("hersteloefening")


class BackupMark(models.Model):
    """The last time that this was done, and went well."""

    done = models.CharField(max_length=12, choices=Done, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reservekopie")
        verbose_name_plural = _("reservekopieën")
        constraints = [models.CheckConstraint(condition=models.Q(done__in=Done.values), name="backup_mark_known")]

    def __str__(self) -> str:
        return f"{self.done} {self.at}"
