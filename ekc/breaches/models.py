"""The register of breaches (AVG 33 lid 5): what happened, whom it touches, what was done, and who was told."""

import datetime as dt
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ekc.sealed.columns import SealedCharField, SealedTextField

from .codes import TellPeople, ToldAuthority

HOURS = 72
"""So long after it was found, the AP must know of it (AVG 33 lid 1)."""


def _who(verbose_name: Any, *, empty: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=empty,
        blank=empty,
        related_name="+",
        verbose_name=verbose_name,
    )


@pghistory.track()
class Breach(models.Model):
    """One breach. What is written in it lies sealed; nothing changes once it is closed."""

    title = SealedCharField(_("korte naam"), max_length=120)
    what = SealedTextField(_("wat er is gebeurd"))
    data = SealedTextField(_("om welke gegevens het gaat"), blank=True)
    measures = SealedTextField(_("wat er is gedaan"), blank=True)
    happened_at = models.DateTimeField(_("gebeurd op"), null=True, blank=True)
    found_at = models.DateTimeField(_("ontdekt op"))
    case_numbers = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("zaken"))
    # Whose password or device it was; or who looked where they had no reason to.
    accounts = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("accounts")
    )

    authority = models.CharField(_("melding bij de AP"), max_length=20, choices=ToldAuthority, blank=True)
    authority_at = models.DateTimeField(_("gemeld op"), null=True, blank=True)
    authority_reference = SealedCharField(_("kenmerk van de AP"), max_length=60, blank=True)
    authority_why = SealedTextField(_("waarom niet, of waarom later dan 72 uur"), blank=True)

    tell_people = models.CharField(_("bericht aan de mensen"), max_length=20, choices=TellPeople, blank=True)
    people_why = SealedTextField(_("waarom geen bericht"), blank=True)
    # The letter, in the words of who reads it (AVG 34 lid 2).
    letter_what = SealedTextField(_("wat er is gebeurd"), blank=True)
    letter_risk = SealedTextField(_("wat dit kan betekenen"), blank=True)
    letter_done = SealedTextField(_("wat wij hebben gedaan"), blank=True)
    letter_advice = SealedTextField(_("wat iemand zelf kan doen"), blank=True)
    letter_contact = SealedCharField(_("wie men kan bellen"), max_length=120, blank=True)

    recorded_by = _who(_("vastgelegd door"))
    recorded_at = models.DateTimeField(_("vastgelegd op"), auto_now_add=True)
    closed_at = models.DateTimeField(_("afgesloten op"), null=True, blank=True)
    closed_by = _who(_("afgesloten door"), empty=True)

    class Meta:
        verbose_name = _("datalek")
        verbose_name_plural = _("datalekken")
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(authority="") | Q(authority__in=ToldAuthority.values), name="breach_authority_known"
            ),
            models.CheckConstraint(
                condition=Q(tell_people="") | Q(tell_people__in=TellPeople.values), name="breach_people_known"
            ),
            models.CheckConstraint(
                condition=Q(authority=ToldAuthority.TOLD, authority_at__isnull=False)
                | ~Q(authority=ToldAuthority.TOLD) & Q(authority_at__isnull=True),
                name="breach_told_on_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(happened_at__isnull=True) | Q(happened_at__lte=F("found_at")),
                name="breach_found_after_it_happened",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(authority="") & ~Q(tell_people=""),
                name="breach_closed_once_decided",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def due_at(self) -> dt.datetime:
        """Until when the AP can be told in time."""
        return self.found_at + dt.timedelta(hours=HOURS)

    @property
    def is_told_late(self) -> bool:
        return self.authority_at is not None and self.authority_at > self.due_at


class Concerned(models.Model):
    """Somebody whose data it is about, and when and how they heard."""

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="people")
    name = SealedCharField(_("naam"), max_length=120)
    case_number = models.CharField(_("zaaknummer"), max_length=40, blank=True)
    added_by = _who(_("toegevoegd door"))
    told_on = models.DateField(_("bericht op"), null=True, blank=True)
    told_how = SealedCharField(_("hoe"), max_length=200, blank=True)
    told_by = _who(_("bericht door"), empty=True)

    class Meta:
        verbose_name = _("betrokkene van een datalek")
        verbose_name_plural = _("betrokkenen van een datalek")
        ordering = ["case_number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_on__isnull=True, told_by__isnull=True)
                | Q(told_on__isnull=False, told_by__isnull=False),
                name="concerned_told_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
