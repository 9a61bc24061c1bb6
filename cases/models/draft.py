"""An aanmelding that is not sent yet: kept on the server, unreadable in the database, and only for a while."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.links import PersonalLink

from ..codes import ReferrerKind
from ..querysets import DraftQuerySet
from .case import Case


class ReferralDraft(PersonalLink):
    """What somebody has filled in so far. Read and written only through `domain/drafts.py`.

    `key` stands in the address, and is the number under which it is sent (`ekc/once`). With `case`, one to one, no
    draft can become two cases. Who has the address and not the session must give the code as well; it lies in
    `sealed`, with the answers. A mail holds a link of its own, which ends when another
    one is mailed.
    """

    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("wie meldt aan"), max_length=20, choices=ReferrerKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="referral_drafts"
    )
    is_by_phone = models.BooleanField(_("aan de telefoon"), default=False)
    sealed = models.TextField(editable=False)
    wrong_codes = models.PositiveSmallIntegerField(_("foute codes"), default=0)
    links_mailed = models.PositiveSmallIntegerField(_("links gemaild"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(_("laatst bewaard"))
    expires_at = models.DateTimeField(_("wordt gewist op"))
    case = models.OneToOneField(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="draft")

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("begonnen aanmelding")
        verbose_name_plural = _("begonnen aanmeldingen")
        ordering = ["-saved_at"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReferrerKind.values), name="draft_kind_known"),
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("saved_at")), name="draft_expires_after_saving"),
            models.CheckConstraint(
                condition=Q(is_by_phone=False) | Q(user__isnull=False), name="draft_by_phone_has_a_user"
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def is_sent(self) -> bool:
        return self.case_id is not None
