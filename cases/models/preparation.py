"""The activeringsfase: contacts and other work, the worksheet, the checklist, and counts for the registration."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import ContactGroup, ContactMethod, SearchArea, WorkKind
from ..querysets import CaseBoundQuerySet
from .case import Case
from .kept_step import marks_case
from .people import CirclePerson, MainPerson


@pghistory.track()
class Contact(models.Model):
    """One contact of the coordinator in the preparation. The family may read the note."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contacts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("wanneer"), default=timezone.now)
    group = models.CharField(_("met wie"), max_length=40, choices=ContactGroup)
    person = models.ForeignKey(
        CirclePerson,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("persoon"),
    )
    main_person = models.ForeignKey(
        MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    method = models.CharField(_("hoe"), max_length=20, choices=ContactMethod)
    reached = models.BooleanField(_("bereikt"), default=True)
    minutes = models.PositiveSmallIntegerField(_("minuten"), null=True, blank=True)
    travel_km = models.DecimalField(_("gereden kilometers"), max_digits=6, decimal_places=1, null=True, blank=True)
    expenses = models.DecimalField(_("onkosten"), max_digits=7, decimal_places=2, null=True, blank=True)
    note = SealedTextField(_("aantekening"), blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacten")
        triggers = [marks_case()]
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(main_person__isnull=True), name="contact_with_one_person"
            ),
            models.CheckConstraint(condition=Q(group__in=ContactGroup.values), name="contact_group_known"),
            models.CheckConstraint(
                condition=(Q(travel_km__isnull=True) | Q(travel_km__gte=0))
                & (Q(expenses__isnull=True) | Q(expenses__gte=0)),
                name="contact_costs_not_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d-%m-%Y} {self.get_group_display()}"

    @property
    def case_number(self) -> str:
        return self.case.number


class ContactTotal(models.Model):
    """Persons spoken to per group, as registered at the end of a case without a conference (table 2.7.2)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contact_totals")
    group = models.CharField(_("met wie"), max_length=40, choices=ContactGroup)
    persons = models.PositiveSmallIntegerField(_("aantal personen"))

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("aantal contacten")
        verbose_name_plural = _("aantallen contacten")
        constraints = [
            models.UniqueConstraint(fields=["case", "group"], name="contact_total_once"),
            models.CheckConstraint(condition=Q(group__in=ContactGroup.values), name="contact_total_group_known"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.persons}"

    @property
    def case_number(self) -> str:
        return self.case.number


class ChecklistItem(models.Model):
    """One point of "klaar voor de dag" (domain.md 3.2, step 7): ticked by hand, or passed over with a reason.

    Points that follow from the file itself have no row until somebody goes on without them.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checklist")
    code = models.CharField(max_length=40)
    done_on = models.DateField(null=True, blank=True)
    skipped_reason = SealedCharField(_("waarom niet"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("punt van de voorbereiding")
        verbose_name_plural = _("punten van de voorbereiding")
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="checklist_item_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=False) | ~Q(skipped_reason=""), name="checklist_done_or_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class SearchRow(models.Model):
    """One row of the worksheet: was this corner of somebody's life looked at, and what came of it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="search_rows")
    area = models.CharField(_("waar gezocht"), max_length=20, choices=SearchArea)
    asked_on = models.DateField(_("besproken op"), null=True, blank=True)
    note = SealedTextField(_("wat kwam eruit"), blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("regel van het werkblad")
        verbose_name_plural = _("regels van het werkblad")
        constraints = [
            models.UniqueConstraint(fields=["case", "area"], name="search_area_once"),
            models.CheckConstraint(condition=Q(area__in=SearchArea.values), name="search_area_known"),
        ]

    def __str__(self) -> str:
        return self.get_area_display()

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class WorkEntry(models.Model):
    """Time, kilometres and costs of a coordinator that belong to no contact with somebody."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="work_entries")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The regional manager, where the coordinator could not do it.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    day = models.DateField(_("datum"))
    kind = models.CharField(_("wat"), max_length=20, choices=WorkKind)
    minutes = models.PositiveSmallIntegerField(_("minuten"), default=0)
    travel_km = models.DecimalField(_("gereden kilometers"), max_digits=6, decimal_places=1, default=0)
    expenses = models.DecimalField(_("onkosten"), max_digits=7, decimal_places=2, default=0)
    note = SealedCharField(_("toelichting"), max_length=200, blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("werk aan een zaak")
        verbose_name_plural = _("werk aan een zaak")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=WorkKind.values), name="work_kind_known"),
            models.CheckConstraint(condition=Q(minutes__lte=24 * 60), name="work_at_most_a_day"),
            models.CheckConstraint(
                condition=Q(travel_km__gte=0) & Q(expenses__gte=0), name="work_costs_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gt=0) | Q(travel_km__gt=0) | Q(expenses__gt=0), name="work_is_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y} {self.get_kind_display()}"

    @property
    def case_number(self) -> str:
        return self.case.number
