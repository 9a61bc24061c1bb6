"""The forms of the decisions on an aanmelding. Each `save` calls one act and may raise Refusal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import AdviceReason, WaitingReason, WithdrawReason
from cases.models import Case
from cases.told_text import TellsOthersMixin

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


class AdviceForm(TellsOthersMixin, ActForm):
    tells = ("advice",)
    reason_code = forms.ChoiceField(
        label=_("Waarom past een conferentie nu niet?"), choices=AdviceReason, widget=forms.RadioSelect
    )
    advice = forms.CharField(
        label=_("Wat adviseert u, en waarom?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text=_("De aanmelder krijgt bericht en leest dit letterlijk. Noem geen namen."),
    )

    def save(self) -> Case:
        return triage.advise_otherwise(self.case, by=self.user, **self.cleaned_data)


class WithdrawForm(TellsOthersMixin, ActForm):
    tells = ("reason",)
    reason_code = forms.ChoiceField(
        label=_("Waarom wordt de aanmelding ingetrokken?"), choices=WithdrawReason, widget=forms.RadioSelect
    )
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
