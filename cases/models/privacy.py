"""What people ask about what is kept of them, and the answer (docs/adr/0051)."""

import datetime as dt

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ekc.dates import local_today
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import AskedAs, IdentityCheck, PrivacyRequestState, RefusalGround, RightKind, Verdict
from ..querysets import CaseBoundQuerySet, OwnStatementQuerySet, PrivacyRequestQuerySet
from .case import Case
from .people import CirclePerson, MainPerson

UNANSWERED = [PrivacyRequestState.OPEN.value, PrivacyRequestState.WITHDRAWN.value]
WITH_A_GROUND = [PrivacyRequestState.PARTLY.value, PrivacyRequestState.REFUSED.value]


@pghistory.track()
class PrivacyRequest(models.Model):
    """Somebody asks to see, correct, destroy or take along what is kept of one person of a file."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="privacy_requests")
    # Of whom: a main person, or somebody of the circle.
    main_person = models.ForeignKey(
        MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="privacy_requests"
    )
    person = models.ForeignKey(
        CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="privacy_requests"
    )
    kind = models.CharField(_("wat wordt gevraagd"), max_length=30, choices=RightKind)
    what = SealedTextField(_("in eigen woorden"), blank=True)
    # One person is taken out of a file: by which other names the texts call them.
    also_called = SealedCharField(_("ook genoemd"), max_length=300, blank=True, db_default="")
    asked_as = models.CharField(_("namens wie"), max_length=20, choices=AskedAs)
    asked_by = SealedCharField(_("wie vraagt"), max_length=120)
    # Whose age decides who may ask: on the day of the request.
    age = models.PositiveSmallIntegerField(_("leeftijd op de dag van het verzoek"))
    identity = models.CharField(_("hoe is nagegaan wie vraagt"), max_length=20, choices=IdentityCheck)
    paper = SealedCharField(_("welk papier is gezien"), max_length=200, blank=True)
    child_view = SealedTextField(_("wat het kind er zelf van vindt"), blank=True)
    received_on = models.DateField(_("ontvangen op"))
    due_on = models.DateField(_("beantwoorden uiterlijk"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    extended_on = models.DateField(_("verlengd op"), null=True, blank=True)
    extended_reason = SealedCharField(_("waarom verlengd"), max_length=300, blank=True)
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("stand"), max_length=20, choices=PrivacyRequestState, default=PrivacyRequestState.OPEN)
    ground = models.CharField(_("waarom niet of niet alles"), max_length=30, choices=RefusalGround, blank=True)
    answer = SealedTextField(_("antwoord"), blank=True)
    settled_on = models.DateField(_("beantwoord of ingetrokken op"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    # Inzage: when a person looked over what goes out, and a key of what that was (`reads/inzage.py`).
    checked_at = models.DateTimeField(_("nagekeken"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_key = models.CharField(max_length=64, blank=True)

    objects = PrivacyRequestQuerySet.manager("privacy")

    class Meta:
        verbose_name = _("verzoek over gegevens")
        verbose_name_plural = _("verzoeken over gegevens")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(main_person__isnull=False, person__isnull=True)
                | Q(main_person__isnull=True, person__isnull=False),
                name="privacy_request_of_one_person",
            ),
            models.CheckConstraint(condition=Q(kind__in=RightKind.values), name="privacy_request_kind_known"),
            models.CheckConstraint(condition=Q(asked_as__in=AskedAs.values), name="privacy_request_asked_as_known"),
            models.CheckConstraint(
                condition=Q(identity__in=IdentityCheck.values), name="privacy_request_identity_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=PrivacyRequestState.values), name="privacy_request_state_known"
            ),
            models.CheckConstraint(
                condition=Q(asked_as=AskedAs.SELF) | ~Q(paper=""), name="privacy_request_for_another_with_paper"
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True, checked_key="")
                | Q(checked_at__isnull=False, checked_by__isnull=False) & ~Q(checked_key=""),
                name="privacy_request_checked_by_somebody",
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("received_on")), name="privacy_request_has_a_term"),
            models.CheckConstraint(
                condition=Q(extended_on__isnull=True, extended_reason="", extended_by__isnull=True)
                | Q(extended_on__isnull=False, extended_by__isnull=False) & ~Q(extended_reason=""),
                name="privacy_request_extended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=PrivacyRequestState.OPEN, settled_on__isnull=True, settled_by__isnull=True)
                | ~Q(state=PrivacyRequestState.OPEN) & Q(settled_on__isnull=False, settled_by__isnull=False),
                name="privacy_request_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNANSWERED) | ~Q(answer=""), name="privacy_request_answered_in_words"
            ),
            models.CheckConstraint(
                condition=Q(state__in=WITH_A_GROUND) & ~Q(ground="") & Q(ground__in=RefusalGround.values)
                | ~Q(state__in=WITH_A_GROUND) & Q(ground=""),
                name="privacy_request_refused_on_a_ground",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(state=PrivacyRequestState.OPEN), name="privacy_request_open_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.of_whom}"

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def of_whom(self) -> MainPerson | CirclePerson:
        found: MainPerson | CirclePerson = self.main_person or self.person
        return found

    @property
    def is_open(self) -> bool:
        return self.state == PrivacyRequestState.OPEN

    @property
    def is_answered(self) -> bool:
        return self.state not in UNANSWERED

    @property
    def days_left(self) -> int:
        """Until the end of the term; below nothing once it is over."""
        left: dt.timedelta = self.due_on - local_today()
        return left.days


class OwnStatement(models.Model):
    """What somebody says of their own file, beside what stands there (docs/adr/0054). It changes nothing of the record,
    is never changed itself, and its words go when they take it back: no history keeps them."""

    request = models.ForeignKey(PrivacyRequest, on_delete=models.CASCADE, related_name="statements")
    # About which passage: a row of a table of the register of inzage, and its column. Empty: about the whole file.
    table = models.CharField(max_length=63, blank=True)
    row_key = models.BigIntegerField(null=True, blank=True)
    column = models.CharField(max_length=63, blank=True)
    about = SealedCharField(_("waar het over gaat"), max_length=300)
    text = SealedTextField(_("eigen verklaring"), blank=True)
    recorded_on = models.DateField(_("vastgelegd op"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(_("teruggenomen op"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OwnStatementQuerySet.manager("privacy", path="request__case")

    class Meta:
        verbose_name = _("eigen verklaring")
        verbose_name_plural = _("eigen verklaringen")
        ordering = ["recorded_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(table="", column="", row_key__isnull=True)
                | ~Q(table="") & ~Q(column="") & Q(row_key__isnull=False),
                name="own_statement_about_a_passage_or_all",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True) & ~Q(text="")
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False, text=""),
                name="own_statement_stands_or_is_gone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request.of_whom}: {self.about}"

    @property
    def case(self) -> Case:
        found: Case = self.request.case
        return found

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def is_about_all(self) -> bool:
        return not self.table


class InzageVerdict(models.Model):
    """What a person decided about one text that mentions somebody else, before a file goes out; or about one that
    names who is taken out of the file. Decided anew by changing it; of a text that changed since, nothing was decided
    (`text_key`)."""

    request = models.ForeignKey(PrivacyRequest, on_delete=models.CASCADE, related_name="verdicts")
    # Which text: a row of a table of the register, and its column.
    table = models.CharField(max_length=63)
    row_key = models.BigIntegerField()
    column = models.CharField(max_length=63)
    text_key = models.CharField(max_length=64)
    verdict = models.CharField(_("besluit"), max_length=20, choices=Verdict)
    words = SealedTextField(_("andere woorden"), blank=True, db_default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("wanneer"), auto_now=True)

    objects = CaseBoundQuerySet.manager("privacy", path="request__case")

    class Meta:
        verbose_name = _("besluit over een tekst bij inzage")
        verbose_name_plural = _("besluiten over teksten bij inzage")
        constraints = [
            models.UniqueConstraint(fields=["request", "table", "row_key", "column"], name="inzage_verdict_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="inzage_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.REWRITTEN) & ~Q(words="") | ~Q(verdict=Verdict.REWRITTEN) & Q(words=""),
                name="inzage_verdict_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_key} {self.column}"

    @property
    def case_number(self) -> str:
        return self.request.case.number
