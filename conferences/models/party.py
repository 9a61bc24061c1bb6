"""Sides of a herstelconferentie, and the many parties of an Alle Hens-conferentie (domain.md 3.6)."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CirclePerson, MainPerson
from cases.querysets import CaseBoundQuerySet

from ..codes import PartyKind


@pghistory.track()
class Party(models.Model):
    """One side: who was harmed with those around them, who did it with theirs, or a group of a neighbourhood."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    kind = models.CharField(_("soort partij"), max_length=20, choices=PartyKind, default=PartyKind.GROUP)
    name = models.CharField(_("naam van de partij"), max_length=120)
    # The police, the municipality, the housing corporation: they leave at private time.
    is_professional = models.BooleanField(_("professionals: niet bij de besloten tijd"), default=False)
    # What this party wants to say or ask, as the coordinator may read it out in part 1.
    concern = models.CharField(_("wat deze partij wil bespreken"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("partij")
        verbose_name_plural = _("partijen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PartyKind.values), name="party_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="party_has_a_name"),
            models.CheckConstraint(
                condition=Q(is_professional=False) | Q(kind=PartyKind.GROUP), name="professional_party_is_a_group"
            ),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=~Q(kind=PartyKind.GROUP), name="one_harmed_and_one_offending_party"
            ),
            # At the end of the act: two parties may exchange names.
            models.UniqueConstraint(
                fields=["case", "name"], name="party_name_once_per_case", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class PartyMember(models.Model):
    """Somebody on a side. `is_central`: harmed, or did it, in person; the others stand by them."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    main_person = models.ForeignKey(
        MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    is_central = models.BooleanField(_("om wie het gaat"), default=False)
    speaks_at = models.PositiveSmallIntegerField(_("spreekt als"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("circle", "party__case")

    class Meta:
        verbose_name = _("lid van een partij")
        verbose_name_plural = _("leden van partijen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, main_person__isnull=True)
                | Q(person__isnull=True, main_person__isnull=False),
                name="party_member_is_one_person",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(person__isnull=False), name="party_member_person_once"
            ),
            models.UniqueConstraint(
                fields=["main_person"], condition=Q(main_person__isnull=False), name="party_member_main_person_once"
            ),
            models.CheckConstraint(
                condition=Q(speaks_at__isnull=True) | Q(speaks_at__gte=1), name="party_member_speaks_from_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.main_person)

    @property
    def case_number(self) -> str:
        return self.party.case_number
