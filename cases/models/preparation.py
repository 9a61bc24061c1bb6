"""The activeringsfase: contacts, safety signals, and the counts that the registration keeps."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..codes import ContactGroup, ContactMethod, SafetyMeasure
from ..queries import CaseBoundQuerySet
from .case import Case, code_list
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
    note = models.TextField(_("aantekening"), blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacten")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(main_person__isnull=True), name="contact_with_one_person"
            ),
            models.CheckConstraint(condition=Q(group__in=ContactGroup.values), name="contact_group_known"),
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


@pghistory.track()
class SafetySignal(models.Model):
    """A worry about somebody's safety. It must lead to a recorded decision before the day (domain.md 3.3)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="safety_signals")
    signalled_by = models.CharField(_("van wie"), max_length=120)
    about = models.TextField(_("wat is de zorg"))
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("gemeld"), auto_now_add=True)
    measures = code_list(_("maatregelen"), SafetyMeasure)
    decision = models.TextField(_("besluit"), blank=True)
    decided_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("besloten"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("signaal over veiligheid")
        verbose_name_plural = _("signalen over veiligheid")
        ordering = ["-reported_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(decision="") & Q(decided_with__isnull=False),
                name="safety_decision_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.about[:60]

    @property
    def case_number(self) -> str:
        return self.case.number


class ChecklistItem(models.Model):
    """One point of "klaar voor de dag", done or passed over with a reason."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checklist")
    code = models.CharField(max_length=40)
    done_on = models.DateField(null=True, blank=True)
    skipped_reason = models.CharField(_("waarom niet"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("punt van de voorbereiding")
        verbose_name_plural = _("punten van de voorbereiding")
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="checklist_item_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def case_number(self) -> str:
        return self.case.number
