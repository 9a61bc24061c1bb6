"""Questionnaires as data, handing out, and answers that lead to nobody (design 4.9)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, FundingProgramme, Subregion
from cases.querysets import CaseBoundQuerySet
from ekc.accounts.models import Region
from ekc.links import PersonalLink

from ..codes import Form, QuestionType, Way
from ..querysets import FiguresQuerySet


class Questionnaire(models.Model):
    """One version of a form. A used version is frozen: a change is a new version (domain.md 3.8).

    Its translations may still grow. The database refuses a change of the questions themselves (docs/adr/0036).
    """

    form = models.CharField(_("formulier"), max_length=20, choices=Form)
    version = models.CharField(_("versie"), max_length=20)
    title = models.CharField(_("titel"), max_length=120)
    # None: still being written, and given to nobody.
    valid_from = models.DateField(_("voor conferenties vanaf"), null=True, blank=True)
    valid_until = models.DateField(_("tot en met"), null=True, blank=True)
    # Per language: {"en": {"title": "...", "sections": {"Over u": "About you"}}}.
    words = models.JSONField(_("in andere talen"), default=dict, blank=True)

    objects = FiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("vragenlijst")
        verbose_name_plural = _("vragenlijsten")
        ordering = ["form", "version"]
        constraints = [
            models.UniqueConstraint(fields=["form", "version"], name="questionnaire_version_once"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="questionnaire_form_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.version}"


class Question(models.Model):
    """One question; `code` is the column of the exchange format."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    code = models.SlugField(_("code"), max_length=60)
    text = models.CharField(_("vraag"), max_length=300)
    help_text = models.CharField(_("uitleg"), max_length=300, blank=True)
    type = models.CharField(_("soort"), max_length=20, choices=QuestionType)
    # Pairs of code and label, in printed order.
    options = models.JSONField(_("antwoorden"), default=list, blank=True)
    is_reversed = models.BooleanField(_("stelling wordt omgekeerd gescoord"), default=False)
    # {"code": ["ja"]}: asked only when that question has one of these answers.
    asked_if = models.JSONField(_("alleen als"), default=dict, blank=True)
    section = models.CharField(_("onderdeel"), max_length=80, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    # Per language: {"en": {"text": "...", "help": "...", "options": {"ja": "Yes"}}}.
    words = models.JSONField(_("in andere talen"), default=dict, blank=True)

    objects = FiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")
        ordering = ["questionnaire", "sort_order"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "code"], name="question_once_in_questionnaire"),
            models.CheckConstraint(condition=Q(type__in=QuestionType.values), name="question_type_known"),
        ]

    def __str__(self) -> str:
        return self.text


class HandedOut(models.Model):
    """How many forms of a kind were handed out at the conference of a case: the base of the response."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="handed_out")
    form = models.CharField(_("formulier"), max_length=20, choices=Form)
    number = models.PositiveSmallIntegerField(_("aantal uitgereikt"))
    # Of these, how many went out with a link or a return number: those rows themselves are forgotten after their term.
    counted = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = CaseBoundQuerySet.manager("conference")

    class Meta:
        verbose_name = _("uitgereikte vragenlijsten")
        verbose_name_plural = _("uitgereikte vragenlijsten")
        constraints = [
            models.UniqueConstraint(fields=["case", "form"], name="handed_out_form_once"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="handed_out_form_known"),
            models.CheckConstraint(condition=Q(number__gte=F("counted")), name="handed_out_with_what_was_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.form}: {self.number}"

    @property
    def case_number(self) -> str:
        return self.case.number


class SurveyInvitation(PersonalLink):
    """A personal link to a form. That it was used stands here; the answer stands elsewhere, with no way back.

    It is forgotten when its term is over (`forget_old_invitations`): from then on nobody can look up who was asked.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="survey_invitations")
    form = models.CharField(_("formulier"), max_length=20, choices=Form)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    sent_on = models.DateField(_("uitgereikt op"))
    expires_on = models.DateField(_("geldig tot en met"))
    is_used = models.BooleanField(_("ingevuld"), default=False)
    reminders_sent = models.PositiveSmallIntegerField(_("herinneringen"), default=0)
    way = models.CharField(_("hoe uitgereikt"), max_length=20, choices=Way, default=Way.MAIL)
    # What the office types over from a paper form that came back.
    number = models.CharField(_("retournummer"), max_length=12, blank=True)
    # What was filled in so far, sealed with the link itself, which the house does not keep. Dies with the answer.
    draft = models.TextField(blank=True, editable=False)

    objects = CaseBoundQuerySet.manager("survey")

    class Meta:
        verbose_name = _("uitnodiging voor een vragenlijst")
        verbose_name_plural = _("uitnodigingen voor vragenlijsten")
        constraints = [
            models.CheckConstraint(condition=Q(form__in=Form.values), name="survey_invitation_form_known"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="survey_invitation_way_known"),
            models.CheckConstraint(condition=Q(is_used=False) | Q(draft=""), name="survey_draft_dies_with_the_answer"),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="survey_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.form}"

    @property
    def case_number(self) -> str:
        return self.case.number


class Response(models.Model):
    """One returned form. Region, programme, quarter and kind are copied, nothing finer; there is no key to a case.

    `answers` maps question codes to a code, a list of codes or a mark. The primary key is random, so
    that the order of rows says nothing about the order of answering.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="responses")
    form = models.CharField(_("formulier"), max_length=20, choices=Form)
    programme = models.ForeignKey(
        FundingProgramme, on_delete=models.PROTECT, null=True, blank=True, related_name="responses"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="responses")
    subregion = models.ForeignKey(Subregion, on_delete=models.PROTECT, null=True, blank=True, related_name="responses")
    quarter = models.CharField(_("kwartaal van de conferentie"), max_length=7)
    # The number that the research bureau wrote on a paper form; empty for answers by link.
    reference = models.CharField(_("formuliernummer"), max_length=40, blank=True)
    answers = models.JSONField(_("antwoorden"), default=dict)
    # Codes of the questions to which somebody said that they would rather not answer.
    declined = models.JSONField(_("liever niet beantwoord"), default=list, blank=True)

    objects = FiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("ingevulde vragenlijst")
        verbose_name_plural = _("ingevulde vragenlijsten")
        constraints = [
            models.CheckConstraint(condition=Q(form__in=Form.values), name="response_form_known"),
            models.CheckConstraint(condition=Q(quarter__regex=r"^\d{4}-Q[1-4]$"), name="response_quarter_written_well"),
            models.UniqueConstraint(
                fields=["programme", "form", "reference"], condition=~Q(reference=""), name="response_reference_once"
            ),
        ]
        indexes = [models.Index(fields=["programme", "quarter"], name="response_programme_quarter")]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.quarter}"
