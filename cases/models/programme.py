"""Who pays for conferences: funder, programme with a target, and its sub-regions (domain.md 1.1, 4.5)."""

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Municipality, Region
from ekc.name_keys import Named, NamedQuerySet, thing_key_column

from ..codes import AccessEnd

CALL_MONTHS = ("first_call_months", "follow_up_months", "second_follow_up_months", "third_follow_up_months")
"""When a programme has people called after the conference, in this order."""
LATEST_CALL = 36
"""In months: what can be typed, and no term."""


def _months(verbose_name: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(verbose_name, null=True, blank=True)


def _in_order(*names: str) -> models.Q:
    """Each between one month and `LATEST_CALL`, and later than those before it."""
    condition = models.Q()
    for place, name in enumerate(names):
        empty = models.Q(**{f"{name}__isnull": True})
        condition &= empty | models.Q(**{f"{name}__gte": 1, f"{name}__lte": LATEST_CALL})
        for earlier in names[:place]:
            is_later = models.Q(**{f"{name}__gt": models.F(earlier)})
            condition &= empty | models.Q(**{f"{earlier}__isnull": True}) | is_later
    return condition


@pghistory.track(exclude=["name_key"])
class Funder(Named):
    name = models.CharField(_("naam"), max_length=120, unique=True)
    name_key = thing_key_column()
    users = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="funders", verbose_name=_("mensen die totalen zien")
    )

    objects = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = _("financier")
        verbose_name_plural = _("financiers")
        ordering = ["name_key", "pk"]

    def __str__(self) -> str:
        return self.name


@pghistory.track(exclude=["name_key"])
class FundingProgramme(Named):
    """A number of conferences, paid by one funder; `slug` is `project` in the exchange format."""

    slug = models.SlugField(_("code"), max_length=80, unique=True)
    name = models.CharField(_("naam"), max_length=160)
    name_key = thing_key_column()
    funder = models.ForeignKey(Funder, on_delete=models.PROTECT, null=True, blank=True, related_name="programmes")
    regions = models.ManyToManyField(Region, blank=True, related_name="programmes", verbose_name=_("regio's"))
    starts_on = models.DateField(_("begint op"), null=True, blank=True)
    ends_on = models.DateField(_("eindigt op"), null=True, blank=True)
    target = models.PositiveIntegerField(_("doel (conferenties)"), null=True, blank=True)
    price = models.DecimalField(_("prijs per conferentie"), max_digits=8, decimal_places=2, null=True, blank=True)
    coordinator_fee = models.DecimalField(
        _("vergoeding van de coördinator per conferentie"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    coordinator_access_ends = models.CharField(
        _("toegang van de coördinator eindigt"), max_length=20, choices=AccessEnd, default=AccessEnd.THREE_MONTHS
    )
    paper_twice = models.BooleanField(_("papieren vragenlijsten twee keer invoeren"), default=False)
    # How many months after the conference people are called. Empty: as the house does (the first two), or not at all.
    first_call_months = _months(_("eerste gesprek"))
    follow_up_months = _months(_("navraag"))
    second_follow_up_months = _months(_("tweede navraag"))
    third_follow_up_months = _months(_("derde navraag"))

    objects = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = _("programma")
        verbose_name_plural = _("programma's")
        ordering = ["name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="programme_ends_after_start",
            ),
            models.CheckConstraint(
                condition=(models.Q(price__isnull=True) | models.Q(price__gte=0))
                & (models.Q(coordinator_fee__isnull=True) | models.Q(coordinator_fee__gte=0)),
                name="programme_amounts_not_negative",
            ),
            models.CheckConstraint(condition=_in_order(*CALL_MONTHS), name="programme_calls_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class Subregion(models.Model):
    """A part of a programme's area, in printed order: the headings of the place tables."""

    programme = models.ForeignKey(FundingProgramme, on_delete=models.CASCADE, related_name="subregions")
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("naam"), max_length=80)
    sort_order = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    municipalities = models.ManyToManyField(Municipality, blank=True, related_name="subregions")

    class Meta:
        verbose_name = _("subregio")
        verbose_name_plural = _("subregio's")
        ordering = ["programme", "sort_order"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="subregion_once_in_programme")]

    def __str__(self) -> str:
        return self.name
