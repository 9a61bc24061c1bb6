"""Who brings what to eat and drink."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.querysets import CaseBoundQuerySet
from ekc.sealed.columns import SealedCharField

from .conference import Conference


class FoodShare(models.Model):
    """One dish or drink and who takes care of it, in the family's words."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="food_shares")
    who = SealedCharField(_("wie"), max_length=120)
    what = SealedCharField(_("wat"), max_length=120)
    sort_order = models.PositiveSmallIntegerField(default=0)

    objects = CaseBoundQuerySet.manager("circle", "conference__case")

    class Meta:
        verbose_name = _("wie neemt wat mee")
        verbose_name_plural = _("wie neemt wat mee")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(who="") & ~Q(what=""), name="food_share_says_who_and_what"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.what}"

    @property
    def case_number(self) -> str:
        return self.conference.case_number
