"""The plan of the family: versions, agreements, the test, and who received it."""

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CirclePerson, ConferenceQuestion, MainPerson, Referrer
from cases.models.kept_step import marks_case
from cases.querysets import CaseBoundQuerySet
from ekc import figures
from ekc.links import KEPT_OF_LINK, PersonalLink
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import (
    ASKED_HELP,
    ESTABLISHED_STATES,
    AgreementKind,
    AgreementState,
    DeliveryChannel,
    LifeArea,
    PlanLife,
    PlanState,
    Restitution,
)
from .frame import BottomLine
from .frozen import (
    CASE_OF_AGREEMENT,
    CASE_OF_PLAN,
    CASE_OF_VERSION,
    CASE_OF_WRITTEN,
    is_the_familys_after_closing,
    keeps_established_links,
    keeps_established_rows,
    keeps_established_version,
)

if TYPE_CHECKING:
    from .writing import HelpAnswer

TEXT_OF_PLAN = (
    "own_words",
    "monitor",
    "monitor_is_family",
    "convener",
    "contact_person",
    "contact_agreement",
    "review_date",
    "reviewers",
    "contingency",
    "professional_help",
)
"""What the family decides around its agreements."""


@pghistory.track()
class Plan(models.Model):
    """That there is a plan, where it stands, and the facts that the figures count (WESP 2.8.4)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="plan")
    state = models.CharField(_("stand"), max_length=20, choices=PlanState, default=PlanState.DRAFTED)
    life = models.CharField(_("verloop"), max_length=20, choices=PlanLife, default=PlanLife.ACTIVE)
    life_reason = SealedCharField(_("toelichting op het verloop"), max_length=300, blank=True)

    # Facts for the registration. Imported ones have these only; entered ones are set when the plan is established.
    plan_agreed = models.BooleanField(_("plan overeengekomen"), null=True)
    accepted_as_safe = models.BooleanField(_("als veilig geaccepteerd"), null=True)
    evaluation_agreed = models.BooleanField(_("evaluatie afgesproken"), null=True)
    reconvening_agreed = models.BooleanField(_("opnieuw bijeenkomen afgesproken"), null=True)
    professional_help_requested = models.BooleanField(_("professionele hulp gevraagd"), null=True)
    persons_changing_residence = models.PositiveSmallIntegerField(
        _("personen van wie de verblijfplaats verandert"), default=0
    )
    # Before the plan; what became of it follows from who lives where (M-15).
    placement_threatened = models.ManyToManyField(
        MainPerson, blank=True, related_name="+", verbose_name=_("bij wie uithuisplaatsing dreigde")
    )
    enough_people_present = models.BooleanField(_("genoeg mensen om een plan te maken"), null=True, blank=True)
    sent_on = models.DateField(_("verstuurd op"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("plan_outcome")

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plannen")
        triggers = [marks_case(), is_the_familys_after_closing(CASE_OF_WRITTEN, "life", "life_reason")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(state__in=sorted(ESTABLISHED_STATES)),
                name="plan_sent_only_when_established",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def is_established(self) -> bool:
        return self.state in ESTABLISHED_STATES


class PlanMove(models.Model):
    """One change of state of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="moves")
    action = models.CharField(max_length=40)
    source = models.CharField(max_length=20, choices=PlanState, blank=True)
    target = models.CharField(max_length=20, choices=PlanState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = SealedTextField(blank=True)

    objects = CaseBoundQuerySet.manager("plan_outcome", "plan__case")

    class Meta:
        verbose_name = _("stap van een plan")
        verbose_name_plural = _("stappen van een plan")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.source} > {self.target}"

    @property
    def case_number(self) -> str:
        return self.plan.case_number


@pghistory.track()
class PlanVersion(models.Model):
    """The text of the plan at a moment. Frozen once established; a change is a new version, with by whom and why."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versie"), default=1)
    own_words = SealedTextField(_("hoe de familie het zelf zegt"), blank=True)
    monitor = SealedCharField(_("wie let op het plan"), max_length=120, blank=True)
    monitor_is_family = models.BooleanField(_("uit de eigen kring"), default=True)
    convener = SealedCharField(_("wie roept iedereen bij elkaar"), max_length=120, blank=True)
    contact_person = SealedCharField(_("aanspreekpunt voor de professional"), max_length=120, blank=True)
    contact_agreement = SealedTextField(_("hoe houden jullie contact met de professional"), blank=True)
    review_date = models.DateField(_("wanneer komen jullie weer bij elkaar"), null=True, blank=True)
    reviewers = SealedCharField(_("wie zijn daar dan bij"), max_length=200, blank=True)
    contingency = SealedTextField(_("wat als het anders loopt (noodplan)"), blank=True)
    professional_help = SealedTextField(_("welke hulp vragen jullie aan professionals"), blank=True)
    changed_by = SealedCharField(_("gewijzigd door"), max_length=120, blank=True)
    change_reason = SealedCharField(_("reden van de wijziging"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    established_at = models.DateTimeField(_("vastgesteld op"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("plan", "plan__case")

    class Meta:
        verbose_name = _("versie van het plan")
        verbose_name_plural = _("versies van het plan")
        ordering = ["plan", "number"]
        triggers = [
            *keeps_established_version("plan_id", "number", "changed_by", "change_reason", *TEXT_OF_PLAN),
            is_the_familys_after_closing(CASE_OF_PLAN),
        ]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan} v{self.number}"

    @property
    def case_number(self) -> str:
        return self.plan.case_number

    @property
    def is_frozen(self) -> bool:
        return self.established_at is not None


@pghistory.track()
class Agreement(models.Model):
    """One afspraak: who does what, where, when."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="agreements")
    sort_order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(
        _("wie voert het uit"), max_length=30, choices=AgreementKind, default=AgreementKind.OWN_CIRCLE
    )
    # Who does it, by tap; `who` is how the family says it.
    people = models.ManyToManyField(CirclePerson, blank=True, related_name="agreements", verbose_name=_("mensen"))
    main_people = models.ManyToManyField(
        MainPerson, blank=True, related_name="agreements", verbose_name=_("hoofdpersonen")
    )
    # Of what is asked of a service: the kind of help, beside what the professional had in mind (M-09).
    help_code = models.CharField(_("wat voor hulp"), max_length=20, choices=ASKED_HELP, blank=True)
    who = SealedCharField(_("wie"), max_length=200)
    what = SealedTextField(_("wat"))
    where_to = SealedCharField(_("waar"), max_length=200, blank=True)
    when_or_how_often = SealedCharField(_("wanneer of hoe vaak"), max_length=200, blank=True)
    life_area = models.CharField(_("levensgebied"), max_length=30, choices=LifeArea, blank=True)
    questions = models.ManyToManyField(
        ConferenceQuestion, blank=True, related_name="agreements", verbose_name=_("vragen")
    )
    bottom_lines = models.ManyToManyField(
        BottomLine, blank=True, related_name="agreements", verbose_name=_("bodem-eisen")
    )
    restitution = models.CharField(_("hoe het goedmaakt"), max_length=20, choices=Restitution, blank=True)
    # Of what makes it good again: how much money, who pays, and until when it is done.
    amount = models.DecimalField(_("bedrag"), max_digits=8, decimal_places=2, null=True, blank=True)
    payer = SealedCharField(_("wie betaalt"), max_length=120, blank=True)
    due_on = models.DateField(_("uiterlijk op"), null=True, blank=True)
    is_emergency = models.BooleanField(_("hoort bij het noodplan"), default=False)
    paid_from_pgb = models.BooleanField(_("betaald uit pgb"), default=False)
    estimated_value = models.DecimalField(_("geschatte waarde"), max_digits=8, decimal_places=2, null=True, blank=True)
    agreed_by_absent = models.BooleanField(_("afwezige moet nog instemmen"), default=False)
    state = models.CharField(_("stand"), max_length=30, choices=AgreementState, default=AgreementState.OPEN)

    objects = CaseBoundQuerySet.manager("plan", "version__plan__case")

    class Meta:
        verbose_name = _("afspraak")
        verbose_name_plural = _("afspraken")
        ordering = ["sort_order", "pk"]
        triggers = [
            keeps_established_rows("state", "agreed_by_absent"),
            is_the_familys_after_closing(CASE_OF_VERSION, "state", "agreed_by_absent"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(who="") & ~Q(what=""), name="agreement_says_who_and_what"),
            models.CheckConstraint(condition=Q(kind__in=AgreementKind.values), name="agreement_kind_known"),
            models.CheckConstraint(
                condition=Q(help_code="")
                | Q(kind=AgreementKind.PROFESSIONAL_REQUEST, help_code__in=[code for code, _words in ASKED_HELP]),
                name="agreement_help_only_of_a_request",
            ),
            models.CheckConstraint(
                condition=Q(restitution__in=["", *Restitution.values]), name="agreement_restitution_known"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, payer="") | Q(restitution=Restitution.COMPENSATION),
                name="agreement_amount_only_of_compensation",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="agreement_amount_positive"
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | ~Q(restitution=""), name="agreement_term_of_restitution"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.what}"

    @property
    def answered(self) -> "HelpAnswer | None":
        """What a service answered; ask for it with `select_related("help_answer")`."""
        return getattr(self, "help_answer", None)

    @property
    def asks_service(self) -> bool:
        return self.kind == AgreementKind.PROFESSIONAL_REQUEST

    @property
    def details(self) -> list[str]:
        """When, where and what is special, in the order in which a family asks."""
        emergency = [gettext("noodplan")] if self.is_emergency else []
        return [*self.when_and_where, *emergency, *self.remarks]

    @property
    def when_and_where(self) -> list[str]:
        """In the words of the family."""
        return [each for each in (self.when_or_how_often, self.where_to) if each]

    @property
    def remarks(self) -> list[str]:
        """What is special about it besides the noodplan, in the words of the house: in the language of the page."""
        return [*_restitution_of(self), *_special_of(self)]

    @property
    def case_number(self) -> str:
        return self.version.case_number


class PlacementThreatened(Plan.placement_threatened.through):  # type: ignore[name-defined, misc]
    """For whom a placement threatened, by itself only for what the database refuses; so are the four below."""

    class Meta:
        proxy = True
        triggers = [is_the_familys_after_closing(CASE_OF_PLAN)]


_KEPT_LINKS = (keeps_established_links(), is_the_familys_after_closing(CASE_OF_AGREEMENT))


class AgreementPerson(Agreement.people.through):  # type: ignore[name-defined, misc]
    class Meta:
        proxy = True
        triggers = [*_KEPT_LINKS]


class AgreementMainPerson(Agreement.main_people.through):  # type: ignore[name-defined, misc]
    class Meta:
        proxy = True
        triggers = [*_KEPT_LINKS]


class AgreementQuestion(Agreement.questions.through):  # type: ignore[name-defined, misc]
    class Meta:
        proxy = True
        triggers = [*_KEPT_LINKS]


class AgreementBottomLine(Agreement.bottom_lines.through):  # type: ignore[name-defined, misc]
    class Meta:
        proxy = True
        triggers = [*_KEPT_LINKS]


def _special_of(agreement: Agreement) -> list[str]:
    known = [
        (agreement.asks_service, _("vraag aan hulpverlening")),
        (agreement.paid_from_pgb, _("betaald uit pgb")),
        (agreement.agreed_by_absent, _("moet nog ja zeggen")),
        (agreement.restitution, agreement.get_restitution_display().lower()),
    ]
    return [str(label) for holds, label in known if holds]


def _restitution_of(agreement: Agreement) -> list[str]:
    """How much, who pays and until when, of what makes it good again."""
    details = []
    if agreement.amount is not None:
        said = {"amount": figures.euros(agreement.amount), "payer": agreement.payer}
        details.append(gettext("%(amount)s, betaald door %(payer)s") % said)
    if agreement.due_on:
        details.append(gettext("uiterlijk %(day)s") % {"day": date_format(agreement.due_on, "j E Y")})
    return details


@pghistory.track(exclude=[*KEPT_OF_LINK, "referrer"])
class Distribution(PersonalLink):
    """Who received which version, how and when (move 12)."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="distributions")
    person = models.ForeignKey(CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    main_person = models.ForeignKey(MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    referrer = models.ForeignKey(Referrer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recipient = SealedCharField(_("ontvanger"), max_length=120)
    channel = models.CharField(_("hoe"), max_length=20, choices=DeliveryChannel)
    sent_on = models.DateField(_("verstuurd op"))
    # The personal link, for as long as the plan lives; only its hash is kept.
    token_hash = models.CharField(max_length=64, blank=True)

    objects = CaseBoundQuerySet.manager("plan", "version__plan__case")

    class Meta:
        verbose_name = _("verzending van het plan")
        verbose_name_plural = _("verzendingen van het plan")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.recipient

    @property
    def doer(self) -> CirclePerson | MainPerson | None:
        """Whose own page is behind the link; None of who applied, and of a name on paper."""
        return self.person or self.main_person

    @property
    def case_number(self) -> str:
        return self.version.case_number
