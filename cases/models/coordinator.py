"""The independent coordinator and the contract per conference (domain.md 2: R-01, R-02, R-03)."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Organisation

from ..codes import ContractKind, Gender
from ..queries import CaseBoundQuerySet, CoordinatorQuerySet
from .case import Case


@pghistory.track()
class Coordinator(models.Model):
    """Profile of a coordinator: what a regional manager needs to match, and what R-01 needs to block."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coordinator")
    gender = models.CharField(_("geslacht"), max_length=20, choices=Gender, default=Gender.UNKNOWN)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("talen"))
    background = models.CharField(_("achtergrond"), max_length=80, blank=True)
    faith = models.CharField(_("geloof"), max_length=80, blank=True)
    trainings = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("trainingen"))
    employers = models.ManyToManyField(
        Organisation, blank=True, related_name="coordinators", verbose_name=_("werkgevers")
    )
    employers_declared_on = models.DateField(_("werkgevers opgegeven op"), null=True, blank=True)
    vog_date = models.DateField(_("datum VOG"), null=True, blank=True)
    max_cases = models.PositiveSmallIntegerField(_("zaken tegelijk"), default=2)
    available = models.BooleanField(_("beschikbaar"), default=True)
    on_leave_until = models.DateField(_("met verlof tot"), null=True, blank=True)

    objects = CoordinatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("coördinator")
        verbose_name_plural = _("coördinatoren")
        ordering = ["user__full_name"]

    def __str__(self) -> str:
        return str(self.user)


class CoordinatorTie(models.Model):
    """A personal or working tie of a coordinator to somebody in a case: not selectable there (R-02)."""

    coordinator = models.ForeignKey(Coordinator, on_delete=models.CASCADE, related_name="ties")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ties")
    description = models.CharField(_("welke band"), max_length=200)

    objects = CaseBoundQuerySet.manager("contract")

    class Meta:
        verbose_name = _("band met een zaak")
        verbose_name_plural = _("banden met een zaak")
        constraints = [models.UniqueConstraint(fields=["coordinator", "case"], name="tie_once")]

    def __str__(self) -> str:
        return self.description

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class CoordinatorContract(models.Model):
    """One contract per conference, also when it ends in the activeringsfase. Its end ends the access (R-03)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contracts")
    coordinator = models.ForeignKey(Coordinator, on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField(_("soort"), max_length=20, choices=ContractKind, default=ContractKind.CONFERENCE)
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("coach"),
    )
    started_on = models.DateField(_("begint op"))
    ended_on = models.DateField(_("eindigt op"), null=True, blank=True)
    end_reason = models.CharField(_("reden van einde"), max_length=200, blank=True)
    deviation_reason = models.CharField(_("waarom anders dan gewenst"), max_length=300, blank=True)
    signed_on = models.DateField(_("getekend op"), null=True, blank=True)
    fee = models.DecimalField(_("vergoeding"), max_digits=8, decimal_places=2, null=True, blank=True)
    training_deduction = models.DecimalField(
        _("inhouding training"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    expenses = models.DecimalField(_("onkosten"), max_digits=8, decimal_places=2, null=True, blank=True)
    paid_on = models.DateField(_("betaald op"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("contract")

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracten")
        ordering = ["started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(ended_on__isnull=True), name="one_active_contract_per_case"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="contract_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coordinator} ({self.case})"

    @property
    def case_number(self) -> str:
        return self.case.number
