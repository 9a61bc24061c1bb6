"""What was put right in a file, by whom and why: a line that is written once and never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import PersonChange
from ..querysets import CaseBoundQuerySet
from .case import Case


class MainPersonChange(models.Model):
    """A main person was added, put right or taken off after the aanmelding. Never changed, never deleted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="main_person_changes")
    what = models.CharField(_("wat"), max_length=20, choices=PersonChange)
    # The name as the file had it, and what changed in words: the row itself may be gone.
    name = SealedCharField(_("naam"), max_length=120)
    details = SealedTextField(_("wat er veranderde"), blank=True)
    reason = SealedCharField(_("waarom"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("rol toen"), max_length=20)
    at = models.DateTimeField(_("wanneer"), auto_now_add=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("verbetering van de hoofdpersonen")
        verbose_name_plural = _("verbeteringen van de hoofdpersonen")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(what__in=PersonChange.values), name="main_person_change_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="main_person_change_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.name}"

    @property
    def case_number(self) -> str:
        return self.case.number
