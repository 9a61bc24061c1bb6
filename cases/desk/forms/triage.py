"""The forms of the decisions on an aanmelding. Each `save` calls one act and may raise Refusal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import WaitingReason
from cases.models import Case
from cases.told_text import TellsOthersMixin
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept

from ..acts import triage


class ScreeningForm(ActForm):
    """Only a button: who presses it takes the aanmelding in hand."""

    def save(self) -> Case:
        return triage.start_screening(self.case, by=self.user)


class WaitForm(ActForm):
    waiting_reason = forms.ChoiceField(
        label=_("Waar wacht de zaak op?"), choices=WaitingReason, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Toelichting"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("Voor collega's. De aanmelder leest dit niet, wel waar de aanmelding op wacht."),
    )

    def save(self) -> Case:
        return triage.let_wait(self.case, by=self.user, **self.cleaned_data)


class KeptReasonForm(TellsOthersMixin, ActForm):
    """With a reason out of a list that landelijk beheer keeps."""

    reasons: KeptList

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason: Any = self.fields["reason_code"]
        reason.choices = kept(self.reasons).choices()


class AdviceForm(KeptReasonForm):
    tells = ("advice",)
    reasons = KeptList.ADVICE
    reason_code = forms.ChoiceField(label=_("Waarom past een conferentie nu niet?"), widget=forms.RadioSelect)
    advice = forms.CharField(
        label=_("Wat adviseert u, en waarom?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text=_("De aanmelder krijgt bericht en leest dit letterlijk. Noem geen namen."),
    )

    def save(self) -> Case:
        return triage.advise_otherwise(self.case, by=self.user, **self.cleaned_data)


class WithdrawForm(KeptReasonForm):
    tells = ("reason",)
    reasons = KeptList.WITHDRAWAL
    reason_code = forms.ChoiceField(label=_("Waarom wordt de aanmelding ingetrokken?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Toelichting"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text=_(
            "Bijvoorbeeld: de familie heeft zelf een oplossing gevonden. De aanmelder leest dit niet, wel dat de "
            "aanmelding is ingetrokken."
        ),
    )

    def save(self) -> Case:
        return triage.withdraw_case(self.case, by=self.user, **self.cleaned_data)
