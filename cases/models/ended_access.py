"""That a professional reads a case no more: since when, why, and whether they were let in again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Organisation

from ..codes import AccessOver
from ..querysets import CaseBoundQuerySet
from .case import Case


class EndedAccess(models.Model):
    """One end of one access. It is over itself when somebody was let in again (`given_back_on`); the row stays.

    That a case was closed long enough ago stands in no row: it follows from the case (`still_open_to_professionals`).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ended_accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("waarom"), max_length=20, choices=AccessOver)
    # Where this person worked until then: who turns out to work there after all, reads on.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisatie")
    )
    ended_on = models.DateField(_("gestopt op"))
    # Nobody where a family withdrew its consent by its own link.
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_back_on = models.DateField(_("weer toegang op"), null=True, blank=True)
    given_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CaseBoundQuerySet.manager("keeping")

    class Meta:
        verbose_name = _("geëindigde toegang")
        verbose_name_plural = _("geëindigde toegangen")
        ordering = ["-ended_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(why__in=AccessOver.values), name="ended_access_why_known"),
            models.CheckConstraint(
                condition=Q(given_back_on__isnull=True, given_back_by__isnull=True)
                | Q(given_back_on__isnull=False, given_back_by__isnull=False)
                | Q(given_back_on__isnull=False, why=AccessOver.FAMILY),
                name="ended_access_given_back_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=False) | Q(why=AccessOver.FAMILY), name="ended_access_by_somebody"
            ),
            models.UniqueConstraint(
                fields=["user", "case"], condition=Q(given_back_on__isnull=True), name="ended_access_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.get_why_display()}"

    @property
    def case_number(self) -> str:
        return self.case.number
