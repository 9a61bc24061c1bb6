"""Sides of a herstelconferentie, and the many parties of an Alle Hens-conferentie (domain.md 3.6)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import SIDES, PartyKind, Position, Responsibility, Variant
from ..querysets import CaseBoundQuerySet
from .case import Case
from .kept_step import marks_case, marks_case_of_party
from .people import CirclePerson, MainPerson


@pghistory.track()
class Party(models.Model):
    """Somebody who was harmed or who did it with those around them, or a group of a neighbourhood."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    kind = models.CharField(_("soort partij"), max_length=20, choices=PartyKind, default=PartyKind.GROUP)
    name = models.CharField(_("naam van de partij"), max_length=120)
    # The police, the municipality, the housing corporation: they leave at private time.
    is_professional = models.BooleanField(_("professionals: niet bij de besloten tijd"), default=False)
    # What this party wants to say or ask, as the coordinator may read it out in part 1.
    concern = SealedCharField(_("wat deze partij wil bespreken"), max_length=300, blank=True)
    # Of Alle Hens: about how many people they are, whom nobody writes down one by one.
    size = models.PositiveSmallIntegerField(_("met hoeveel zij ongeveer zijn"), null=True, blank=True)
    # Of a side: since when they agree to meet the other one. Before that nobody is written to together.
    agreed_on = models.DateField(_("wil meedoen sinds"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_note = SealedCharField(_("wie dat zei, en wat ervoor nodig is"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("partij")
        verbose_name_plural = _("partijen")
        ordering = ["pk"]
        triggers = [marks_case()]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PartyKind.values), name="party_is_of_a_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="party_is_named"),
            models.CheckConstraint(
                condition=Q(is_professional=False) | Q(kind=PartyKind.GROUP), name="party_of_professionals_is_a_group"
            ),
            models.CheckConstraint(condition=Q(size__isnull=True) | Q(size__gte=1), name="party_has_people"),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(kind__in=SIDES), name="party_that_agreed_is_a_side"
            ),
            # At the end of the act: two parties may exchange names.
            models.UniqueConstraint(
                fields=["case", "name"], name="party_is_named_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def position(self) -> Position:
        """As what its people count where nobody said who they are of the main person."""
        return Position.OTHER_PROFESSIONAL if self.is_professional else Position.OTHER_NETWORK

    @property
    def is_side(self) -> bool:
        return self.kind in SIDES

    @property
    def is_ended(self) -> bool:
        """Everybody of it who did it denies: this side has no part any more. Reads the members as they were fetched."""
        if self.kind != PartyKind.OFFENDER:
            return False
        central = [member for member in self.members.all() if member.is_central]
        return bool(central) and all(member.denies for member in central)


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
    # The spokesperson of a party, and the contact person of a side.
    speaks_for = models.BooleanField(_("spreekt voor deze partij"), default=False)
    speaks_at = models.PositiveSmallIntegerField(_("spreekt als"), null=True, blank=True)
    responsibility = models.CharField(_("verantwoordelijkheid"), max_length=20, choices=Responsibility, blank=True)
    responsibility_on = models.DateField(_("gevraagd op"), null=True, blank=True)
    responsibility_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    responsibility_note = SealedTextField(_("wat er werd gezegd"), blank=True)

    objects = CaseBoundQuerySet.manager("circle", "party__case")

    class Meta:
        verbose_name = _("lid van een partij")
        verbose_name_plural = _("leden van partijen")
        ordering = ["pk"]
        triggers = [marks_case_of_party()]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, main_person__isnull=True)
                | Q(person__isnull=True, main_person__isnull=False),
                name="seat_is_of_one_person",
            ),
            models.UniqueConstraint(fields=["person"], condition=Q(person__isnull=False), name="seat_of_person_once"),
            models.UniqueConstraint(
                fields=["main_person"], condition=Q(main_person__isnull=False), name="seat_of_main_person_once"
            ),
            models.CheckConstraint(
                condition=Q(speaks_at__isnull=True) | Q(speaks_at__gte=1), name="seat_speaks_from_one"
            ),
            models.CheckConstraint(
                condition=Q(responsibility="", responsibility_on__isnull=True)
                | Q(responsibility__in=Responsibility.values, responsibility_on__isnull=False, is_central=True),
                name="responsibility_has_a_day_and_is_of_who_did_it",
            ),
            models.CheckConstraint(
                condition=~Q(responsibility=Responsibility.DENIES) | ~Q(responsibility_note=""),
                name="responsibility_denied_says_what_happened",
            ),
        ]

    def __str__(self) -> str:
        return str(self.who)

    @property
    def case_number(self) -> str:
        return self.party.case_number

    @property
    def who(self) -> CirclePerson | MainPerson:
        found: CirclePerson | MainPerson = self.person or self.main_person
        return found

    @property
    def denies(self) -> bool:
        return self.responsibility == Responsibility.DENIES


class VariantChange(models.Model):
    """A case became another variant: why, by whom, and what was decided of each thing that did not fit."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="variant_changes")
    source = models.CharField(_("van"), max_length=20, choices=Variant)
    target = models.CharField(_("naar"), max_length=20, choices=Variant)
    reason = SealedCharField(_("waarom"), max_length=300)
    # One line a thing, in Dutch.
    decisions = SealedTextField(_("wat er besloten is"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("rol toen"), max_length=20)
    at = models.DateTimeField(_("wanneer"), auto_now_add=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("verandering van soort conferentie")
        verbose_name_plural = _("veranderingen van soort conferentie")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="variant_change_has_a_reason"),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="variant_change_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.source} > {self.target}"

    @property
    def case_number(self) -> str:
        return self.case.number
