"""Photos of the flip-over sheets on which the family wrote its plan."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.querysets import CaseBoundQuerySet

from .plan import Plan


class FlipSheet(models.Model):
    """One photo, beside which the plan is written out. Encrypted, and without history: what is thrown away is gone."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sheets")
    sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = CaseBoundQuerySet.manager("plan", "plan__case")

    class Meta:
        verbose_name = _("foto van een flap")
        verbose_name_plural = _("foto's van flappen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def case_number(self) -> str:
        return self.plan.case_number
