"""Answers that wait for each other, and open answers that wait for a data manager (docs/adr/0035, 0036)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import FundingProgramme
from ekc.accounts.models import Region
from ekc.sealed.columns import SealedTextField

from ..querysets import NobodysQuerySet, OpenAnswerQuerySet
from .survey import Questionnaire

QUARTER = r"^\d{4}-Q[1-4]$"


class WaitingAnswer(models.Model):
    """One returned form that waits, sealed, until enough others of the same group are there.

    All rows are written anew each time one is added, so that neither their place nor the transaction that wrote them
    says which came with which link. The key is drawn, and is not the key of the answer later.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="waiting")
    programme = models.ForeignKey(
        FundingProgramme, on_delete=models.PROTECT, null=True, blank=True, related_name="waiting_answers"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="waiting_answers")
    quarter = models.CharField(_("kwartaal van de conferentie"), max_length=7)
    # The first day of the quarter after the one it was given in: nothing finer.
    opens_on = models.DateField(_("wacht uiterlijk tot"))
    sealed = models.TextField()

    objects = NobodysQuerySet.as_manager()

    class Meta:
        verbose_name = _("antwoord dat wacht")
        verbose_name_plural = _("antwoorden die wachten")
        constraints = [
            models.CheckConstraint(condition=Q(quarter__regex=QUARTER), name="waiting_quarter_written_well"),
            models.CheckConstraint(condition=~Q(sealed=""), name="waiting_is_sealed"),
        ]
        indexes = [models.Index(fields=["questionnaire", "quarter", "region"], name="waiting_group")]

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.quarter}"


class OpenAnswer(models.Model):
    """What somebody wrote, apart from the form it stood on: nobody reads it before a data manager took names out.

    Until then it is sealed; afterwards only what was left of it is kept.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="open_answers")
    code = models.SlugField(_("vraag"), max_length=60)
    programme = models.ForeignKey(
        FundingProgramme, on_delete=models.PROTECT, null=True, blank=True, related_name="open_answers"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="open_answers")
    quarter = models.CharField(_("kwartaal van de conferentie"), max_length=7)
    sealed = models.TextField(blank=True)
    text = SealedTextField(_("na het nakijken"), blank=True)
    redacted_on = models.DateField(_("nagekeken op"), null=True, blank=True)
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="redacted_answers"
    )

    objects = OpenAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("open antwoord")
        verbose_name_plural = _("open antwoorden")
        constraints = [
            models.CheckConstraint(condition=Q(quarter__regex=QUARTER), name="open_answer_quarter_written_well"),
            models.CheckConstraint(
                condition=Q(redacted_on=None, redacted_by=None, text="") & ~Q(sealed="")
                | Q(redacted_on__isnull=False, redacted_by__isnull=False, sealed=""),
                name="open_answer_sealed_until_redacted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.code}"


class PaperEntry(models.Model):
    """A paper form that was entered once and waits for the second time; sealed, and gone when both agree."""

    invitation = models.OneToOneField("surveys.SurveyInvitation", on_delete=models.CASCADE, related_name="paper_entry")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entered_questionnaires"
    )
    sealed = models.TextField()

    objects = NobodysQuerySet.as_manager()

    class Meta:
        verbose_name = _("eerste keer ingevoerd")
        verbose_name_plural = _("eerste keer ingevoerd")

    def __str__(self) -> str:
        return str(self.pk)
