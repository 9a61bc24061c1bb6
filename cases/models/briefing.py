"""What coordinator and professional talk through before the day, and what the professional would have decided."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import HelpWish, IntendedHelp
from ..querysets import CaseBoundQuerySet, IntendedPlanQuerySet
from .case import Case, code_list


@pghistory.track()
class Briefing(models.Model):
    """The talk of the coordinator with the professional (US-26): known, not known, and words of the law."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="briefing")
    known = SealedTextField(_("wat je weet"), blank=True)
    unknown = SealedTextField(_("wat je nog niet weet"), blank=True)
    # Codes of `cases.preparation.legal_terms`: which words were explained.
    legal_words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    spoken_on = models.DateField(_("besproken op"), null=True, blank=True)
    spoken_with = SealedCharField(_("met wie"), max_length=120, blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("gesprek met de professional")
        verbose_name_plural = _("gesprekken met de professional")
        constraints = [
            models.CheckConstraint(
                condition=Q(spoken_on__isnull=True) | ~Q(spoken_with=""), name="briefing_spoken_with_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class CurrentHelp(models.Model):
    """Help that there is now, and whether the family wants to keep it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="current_help")
    what = SealedCharField(_("welke hulp"), max_length=200)
    provider = SealedCharField(_("van wie"), max_length=120, blank=True)
    wish = models.CharField(_("houden of stoppen"), max_length=20, choices=HelpWish, default=HelpWish.OPEN)
    reason = SealedCharField(_("waarom"), max_length=200, blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("hulp die er nu is")
        verbose_name_plural = _("hulp die er nu is")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(wish__in=HelpWish.values), name="current_help_wish_known"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def case_number(self) -> str:
        return self.case.number


class IntendedPlan(models.Model):
    """What the professional would have decided without the conference (M-09); no history, because nobody reads it.

    `sealed` is encrypted (`ekc.encryption`). Only the author opens it, until the meeting begins; from then on it is
    locked, and shown to onderzoekers alone, without case and name, once a data manager took names out. Then only
    what was left of it is kept.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="intended_plans")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    help_codes = code_list(_("welke hulp"), IntendedHelp)
    sealed = models.TextField(blank=True)
    written_at = models.DateTimeField(auto_now=True)
    locked_at = models.DateTimeField(_("vastgezet op"), null=True, blank=True)
    redacted = SealedTextField(_("na het nakijken"), blank=True)
    redacted_on = models.DateField(_("nagekeken op"), null=True, blank=True)
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = IntendedPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan dat de professional voor ogen had")
        verbose_name_plural = _("plannen die professionals voor ogen hadden")
        constraints = [
            models.UniqueConstraint(fields=["case", "author"], name="intended_plan_once"),
            models.CheckConstraint(
                condition=Q(help_codes__contained_by=IntendedHelp.values), name="intended_plan_help_known"
            ),
            models.CheckConstraint(
                condition=Q(redacted_on=None, redacted_by=None, redacted="") & ~Q(sealed="")
                | Q(redacted_on__isnull=False, redacted_by__isnull=False, locked_at__isnull=False, sealed=""),
                name="intended_plan_sealed_until_redacted",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def case_number(self) -> str:
        return self.case.number
