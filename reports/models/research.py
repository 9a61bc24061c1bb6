"""Who studies rows, on what ground and until when; and of which cases rows were given (R17)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Consent
from cases.querysets import CaseBoundQuerySet
from ekc.dates import local_today

from ..codes import ObjectionWay, Objector, ResearchDates
from ..querysets import ResearchQuerySet


class ResearchProject(models.Model):
    """A research project that gets pseudonymised rows. Its code makes its pseudonyms, and so never changes."""

    slug = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    ground = models.TextField(_("grondslag"))
    dates = models.CharField(_("datums"), max_length=10, choices=ResearchDates, default=ResearchDates.QUARTER)
    starts_on = models.DateField(_("begint op"), default=local_today)
    ends_on = models.DateField(_("eindigt op"))

    objects = ResearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("onderzoek")
        verbose_name_plural = _("onderzoeken")
        ordering = ["-starts_on", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="research_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(ground=""), name="research_has_a_ground"),
            models.CheckConstraint(condition=Q(dates__in=ResearchDates.values), name="research_dates_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def runs(self) -> bool:
        """Whether rows may be given for it today."""
        return self.starts_on <= local_today() <= self.ends_on


class ResearchProvision(models.Model):
    """Rows of a case were given to a research project: the note in the file that the law asks for."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="research_provisions")
    project = models.ForeignKey(ResearchProject, on_delete=models.PROTECT, related_name="provisions")
    first_on = models.DateField(_("voor het eerst gegeven op"))
    last_on = models.DateField(_("het laatst gegeven op"))

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("verstrekking aan onderzoek")
        verbose_name_plural = _("verstrekkingen aan onderzoek")
        ordering = ["first_on", "project"]
        constraints = [
            models.UniqueConstraint(fields=["case", "project"], name="research_provision_once"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="research_provision_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.project}"

    @property
    def case_number(self) -> str:
        return self.case.number


class ResearchObjection(models.Model):
    """Somebody of a family objects to research with their file (R17). Kept in the file, also when it is taken back."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="research_objections")
    objector = models.CharField(_("wie"), max_length=20, choices=Objector)
    way = models.CharField(_("hoe"), max_length=20, choices=ObjectionWay)
    received_on = models.DateField(_("ontvangen op"))
    # The file in which it was said, where that is another one of the same family.
    said_in = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # Nobody for who said so by their own link.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(_("opgeschreven op"), auto_now_add=True)
    # The word in the register of consent by which it came: another word there takes it back.
    consent = models.ForeignKey(Consent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(_("ingetrokken op"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("bezwaar tegen onderzoek")
        verbose_name_plural = _("bezwaren tegen onderzoek")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(objector__in=Objector.values), name="research_objector_known"),
            models.CheckConstraint(condition=Q(way__in=ObjectionWay.values), name="research_objection_way_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("received_on")),
                name="research_objection_withdrawn_later",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False)
                | Q(withdrawn_on__isnull=False, consent__isnull=False),
                name="research_objection_withdrawn_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["case", "objector"], condition=Q(withdrawn_on__isnull=True), name="research_objects_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_objector_display()}"

    @property
    def case_number(self) -> str:
        return self.case.number
