"""That a professional without an account was invited to one, from the case whose veiligheidskader they will write."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Organisation

from ..querysets import CaseBoundQuerySet
from .case import Case
from .kept_step import marks_case


@pghistory.track()
class AccountInvitation(models.Model):
    """One professional, invited by the regional manager. The account is made (`person`) once landelijk beheer knows
    the organisation, and the invitation is over when that person logs in (`accepted_at`)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="account_invitations")
    full_name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("e-mail"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_on = models.DateField(_("uitgenodigd op"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="account_invitations"
    )
    accepted_at = models.DateTimeField(_("ingelogd"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("frame")

    class Meta:
        verbose_name = _("uitnodiging voor een account")
        verbose_name_plural = _("uitnodigingen voor een account")
        triggers = [marks_case()]
        ordering = ["-invited_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_account_invitation_per_case",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(person__isnull=False), name="account_invitation_accepted_by"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="account_invitation_one_ending",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def waits_for_organisation(self) -> bool:
        """Landelijk beheer has not looked at the organisation yet, so there is no account."""
        return self.person_id is None
