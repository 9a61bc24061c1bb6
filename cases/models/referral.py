"""What comes with an aanmelding: wishes for the coordinator, questions, offers and possible earlier cases."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Organisation, Region
from ekc.lists.codes import OTHER, KeptList
from ekc.lists.models import refuses_unknown_codes
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import Gender, OfferMoment, PreferenceKind, QuestionAuthor, Topic, WishAnswered, WishKind
from ..preferences import wish_in_words
from ..querysets import CaseBoundQuerySet, OfferQuerySet
from .case import Case, code_list


@pghistory.track()
class Preference(models.Model):
    """A wish about the coordinator: recorded, offered, met or not. Not a right (domain.md 3.3).

    One of `codes` will do: ISO codes of a language, or codes of a kept list. Only codes are matched; `wish` holds the
    words that a person judges, and is empty where the codes say all. `rather_not`: asked to avoid.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(_("soort wens"), max_length=20, choices=PreferenceKind)
    codes = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("wat gewenst is"))
    wish = SealedCharField(_("wens in woorden"), max_length=120, blank=True)
    rather_not = models.BooleanField(_("liever niet"), default=False)
    met = models.BooleanField(_("vervuld"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("wens voor de coördinator")
        verbose_name_plural = _("wensen voor de coördinator")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PreferenceKind.values), name="preference_kind_known"),
            models.CheckConstraint(condition=~Q(codes=[]) | ~Q(wish=""), name="preference_says_something"),
            models.CheckConstraint(
                condition=~Q(kind=PreferenceKind.GENDER)
                | Q(codes__contained_by=[Gender.WOMAN.value, Gender.MAN.value]),
                name="preference_gender_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PreferenceKind.OTHER) | Q(codes=[]), name="preference_other_is_in_words"
            ),
            models.CheckConstraint(
                condition=~Q(codes__contains=[OTHER]) | ~Q(wish=""), name="preference_anders_has_words"
            ),
        ]
        triggers = [
            refuses_unknown_codes(
                "codes",
                f"(CASE NEW.kind WHEN '{PreferenceKind.FAITH.value}' THEN '{KeptList.FAITH.value}' "
                f"WHEN '{PreferenceKind.CULTURE.value}' THEN '{KeptList.BACKGROUND.value}' END)",
                name="preference_codes_known",
                many=True,
                beside=("kind",),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.in_words}"

    @property
    def in_words(self) -> str:
        """`Turks of Koerdisch`; `liever niet: Christelijk`."""
        return wish_in_words(self.kind, self.codes, self.wish, rather_not=self.rather_not)

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class ConferenceQuestion(models.Model):
    """A question that the plan must answer, open and concrete (domain.md 3.5); a new wording is a new row."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="questions")
    text = SealedTextField(_("vraag"))
    worded_by = models.CharField(_("geformuleerd door"), max_length=20, choices=QuestionAuthor)
    topics = code_list(_("onderwerpen"), Topic)
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")
    worded_on = models.DateField(_("datum"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("bevestigd bij het begin van deel 1"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("referral")

    class Meta:
        verbose_name = _("conferentievraag")
        verbose_name_plural = _("conferentievragen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(topics__contained_by=Topic.values), name="question_topics_known"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class Offer(models.Model):
    """A conference was offered by a professional, at which moment, and the answer: refusals count too (move 0)."""

    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    offered_on = models.DateField(_("datum"))
    moment = models.CharField(_("moment"), max_length=20, choices=OfferMoment)
    accepted = models.BooleanField(_("aangenomen"), null=True, blank=True)
    answered_on = models.DateField(_("antwoord op"), null=True, blank=True)
    reason = SealedCharField(_("reden"), max_length=300, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="offer")

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("aanbod")
        verbose_name_plural = _("aanbiedingen")
        ordering = ["-offered_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(moment__in=OfferMoment.values), name="offer_moment_known"),
            models.CheckConstraint(condition=Q(case__isnull=True) | Q(accepted=True), name="offer_case_when_accepted"),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True, answered_on__isnull=True)
                | Q(accepted__isnull=False, answered_on__gte=models.F("offered_on")),
                name="offer_answer_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offered_on} {self.get_moment_display()}"

    @property
    def case_number(self) -> str:
        return self.case.number if self.case else ""


@pghistory.track()
class InformationWish(models.Model):
    """Who wants to know what, who will supply it, and whether it was supplied (domain.md 3.3).

    A question for a professional, collected beforehand, is one too: `kind` tells them apart, and only a question
    that was shared (`shared_on`) is shown to the professionals of the case.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="information_wishes")
    kind = models.CharField(_("soort"), max_length=20, choices=WishKind, default=WishKind.INFORMATION)
    wished_by = SealedCharField(_("wie wil het weten"), max_length=120)
    text = SealedCharField(_("wat"), max_length=300)
    supplier = SealedCharField(_("wie geeft de informatie"), max_length=120, blank=True)
    is_confirmed = models.BooleanField(_("die persoon heeft toegezegd"), default=False)
    answered = models.CharField(_("gegeven"), max_length=10, choices=WishAnswered, default=WishAnswered.OPEN)
    shared_on = models.DateField(_("gedeeld met de professional op"), null=True, blank=True)

    objects = CaseBoundQuerySet.manager("circle")

    class Meta:
        verbose_name = _("informatiewens")
        verbose_name_plural = _("informatiewensen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=WishKind.values), name="wish_kind_known"),
            models.CheckConstraint(condition=Q(answered__in=WishAnswered.values), name="wish_answer_known"),
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | ~Q(supplier=""), name="wish_confirmed_by_a_supplier"
            ),
            models.CheckConstraint(
                condition=Q(shared_on__isnull=True) | Q(kind=WishKind.QUESTION), name="wish_only_questions_are_shared"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        return self.case.number
