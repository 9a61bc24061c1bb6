"""Who read which file: one line per case shown, never changed (NEN 7513, R30-R32)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import Role

from .codes import OUTCOME_TONES, Outcome, ReadAction
from .querysets import ReadLineQuerySet


class ReadLine(models.Model):
    """One line of the read log. The database refuses to change or delete it."""

    at = models.DateTimeField(_("wanneer"), auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("wie")
    )
    user_name = models.CharField(_("naam toen"), max_length=120, blank=True)
    role = models.CharField(_("rol toen"), max_length=20, choices=Role, blank=True)
    action = models.CharField(_("handeling"), max_length=1, choices=ReadAction)
    case_number = models.CharField(_("zaak"), max_length=40, blank=True, db_index=True)
    what = models.CharField(_("wat"), max_length=80)
    route = models.CharField(_("pagina"), max_length=120)
    outcome = models.CharField(_("uitkomst"), max_length=20, choices=Outcome)
    address = models.GenericIPAddressField(_("adres"), null=True)

    objects = ReadLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("regel van het leeslog")
        verbose_name_plural = _("leeslog")
        ordering = ["-at"]
        indexes = [models.Index(fields=["case_number", "-at"], name="readline_case_at")]
        constraints = [
            models.CheckConstraint(condition=models.Q(action__in=ReadAction.values), name="readline_action_known"),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="readline_outcome_known"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d-%m-%Y %H:%M} {self.user_name} {self.case_number} {self.what}"

    @property
    def tone(self) -> str:
        return OUTCOME_TONES[Outcome(self.outcome)]
