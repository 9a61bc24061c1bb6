"""What a regional manager writes down at the desk: questions to the referrer, earlier cases, advice, saved filters."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Region
from ekc.links import KEPT_OF_LINK, PersonalLink
from ekc.name_keys import Named, thing_key_column
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import Callee, CaseState, NewsChannel, RepeatReason, Suitability
from ..querysets import AdviceQuerySet, CaseBoundQuerySet, OwnFilterQuerySet
from .case import Case


@pghistory.track(exclude=["token_hash", *KEPT_OF_LINK])
class ReferrerQuestion(PersonalLink):
    """A question to the referrer, answered by a personal link without an account, or by telephone.

    Answered, it keeps its link: who sends the answer twice reads that it came in.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrer_questions")
    text = SealedTextField(_("vraag"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("gevraagd"), auto_now_add=True)
    # Empty where there is no mail address: then the manager asks by telephone.
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    expires_on = models.DateField(_("link geldig tot en met"))
    answer = SealedTextField(_("antwoord"), blank=True)
    answered_at = models.DateTimeField(_("beantwoord"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("vraag aan de aanmelder")
        verbose_name_plural = _("vragen aan de aanmelder")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="referrer_question_has_text"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="referrer_answer_whole",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(token_hash__isnull=False, answered_at__isnull=True),
                name="referrer_question_one_open_link",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track(exclude=["token_hash", *KEPT_OF_LINK])
class ReferrerNews(PersonalLink):
    """That a decision was told to who applied, and how. What the decision is, the page behind the link reads from the
    case; only the newest link of a case opens."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrer_news")
    state = models.CharField(_("stand waarover"), max_length=30, choices=CaseState)
    channel = models.CharField(_("hoe"), max_length=10, choices=NewsChannel)
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    expires_on = models.DateField(_("link geldig tot en met"), null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    # Of a letter: when somebody printed it.
    sent_at = models.DateTimeField(_("verstuurd"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("bericht aan de aanmelder")
        verbose_name_plural = _("berichten aan de aanmelder")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=NewsChannel.values), name="referrer_news_channel_known"),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="referrer_news_state_known"),
            models.CheckConstraint(
                condition=Q(token_hash__isnull=True) | Q(expires_on__isnull=False) & ~Q(channel=NewsChannel.ACCOUNT),
                name="referrer_news_link_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(token_hash__isnull=False), name="referrer_news_one_open_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_state_display()}"

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class EarlierCase(models.Model):
    """What was decided on a possible earlier case: linked, which `Case.previous_case` says too, or set aside."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="earlier_cases")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    # Empty: it is another family, or another request, and `note` says why.
    repeat_reason = models.CharField(_("reden herhalingsverzoek"), max_length=40, choices=RepeatReason, blank=True)
    note = SealedCharField(_("toelichting"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("wanneer"), auto_now_add=True)
    # What the case said of itself before it was linked, so that a wrong link leaves nothing behind.
    reason_before = models.CharField(max_length=40, choices=RepeatReason, blank=True)
    conference_before = models.BooleanField(default=False)
    undone_at = models.DateTimeField(_("teruggedraaid"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_reason = SealedCharField(_("waarom teruggedraaid"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("mogelijke eerdere zaak")
        verbose_name_plural = _("mogelijke eerdere zaken")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "other"], condition=Q(undone_at__isnull=True), name="earlier_case_judged_once"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(repeat_reason="") & Q(undone_at__isnull=True),
                name="earlier_case_one_link",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_reason="")
                | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason=""),
                name="earlier_case_undone_whole",
            ),
            models.CheckConstraint(condition=~Q(case=F("other")), name="earlier_case_is_another"),
            models.CheckConstraint(condition=~Q(repeat_reason="", note=""), name="earlier_case_has_reason"),
            models.CheckConstraint(
                condition=Q(repeat_reason__in=["", *RepeatReason.values]), name="earlier_case_reason_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} > {self.other_id}"

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class TriageCall(models.Model):
    """The regional manager called about an aanmelding: whom, and whether anybody answered. Before a coordinator."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="triage_calls")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("wanneer"), auto_now_add=True)
    callee = models.CharField(_("met wie"), max_length=20, choices=Callee)
    reached = models.BooleanField(_("gesproken"))
    note = SealedCharField(_("wat is er besproken"), max_length=500, blank=True)

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("telefoontje over een aanmelding")
        verbose_name_plural = _("telefoontjes over een aanmelding")
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(callee__in=Callee.values), name="triage_call_callee_known")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_callee_display()}"

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class SuitabilityAdvice(models.Model):
    """Advice to a professional in doubt, with a case or without one. It names nobody of the family."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("regio"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField(_("datum"))
    asked_by = SealedCharField(_("wie vroeg advies"), max_length=160)
    doubt = SealedTextField(_("waarover de twijfel ging"))
    advice = models.CharField(_("advies"), max_length=30, choices=Suitability)
    note = SealedTextField(_("toelichting"), blank=True)
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, null=True, blank=True, related_name="advices", verbose_name=_("zaak")
    )

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("advies over geschiktheid")
        verbose_name_plural = _("adviezen over geschiktheid")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(advice__in=Suitability.values), name="suitability_advice_known"),
            models.CheckConstraint(condition=~Q(doubt="") & ~Q(asked_by=""), name="suitability_advice_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.given_on} {self.get_advice_display()}"

    @property
    def case_number(self) -> str:
        return self.case.number if self.case else ""


class SavedFilter(Named):
    """A way of looking at the worklist that somebody keeps: the address without `?` and without the page."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="worklist_filters")
    name = models.CharField(_("naam"), max_length=40)
    name_key = thing_key_column()
    query = models.CharField(max_length=600)
    is_default = models.BooleanField(_("begin hiermee"), default=False)

    objects = OwnFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("bewaard filter")
        verbose_name_plural = _("bewaarde filters")
        ordering = ["name_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_filter_name_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(is_default=True), name="saved_filter_one_default"),
            models.CheckConstraint(condition=~Q(query="") & ~Q(name=""), name="saved_filter_whole"),
        ]

    def __str__(self) -> str:
        return self.name
