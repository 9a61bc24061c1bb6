"""The forms of the decisions on an aanmelding. Each `save` calls one act and may raise Refusal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import Role
from ekc.accounts.models import User

from ..codes import AdviceReason, WaitingReason, WithdrawReason
from ..domain import triage
from ..domain.assign import assign_coordinator
from ..matching import Match
from ..models import Case, Coordinator, CoordinatorContract, FundingProgramme
from ..queries import programmes_of
from .acts import ActForm


class ScreeningForm(ActForm):
    """Only a button: who presses it takes the aanmelding in hand."""

    def save(self) -> Case:
        return triage.start_screening(self.case, by=self.user)


class WaitForm(ActForm):
    waiting_reason = forms.ChoiceField(
        label=_("Waar wacht de zaak op?"), choices=WaitingReason, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Toelichting"), widget=forms.Textarea({"rows": 3}), max_length=1000, required=False)

    def save(self) -> Case:
        return triage.let_wait(self.case, by=self.user, **self.cleaned_data)


class AdviceForm(ActForm):
    reason_code = forms.ChoiceField(
        label=_("Waarom past een conferentie nu niet?"), choices=AdviceReason, widget=forms.RadioSelect
    )
    advice = forms.CharField(
        label=_("Wat adviseert u, en waarom?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text=_("De aanmelder kan dit lezen."),
    )

    def save(self) -> Case:
        return triage.advise_otherwise(self.case, by=self.user, **self.cleaned_data)


class WithdrawForm(ActForm):
    reason_code = forms.ChoiceField(
        label=_("Waarom wordt de aanmelding ingetrokken?"), choices=WithdrawReason, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Toelichting"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text=_("Bijvoorbeeld: de familie heeft zelf een oplossing gevonden."),
    )

    def save(self) -> Case:
        return triage.withdraw_case(self.case, by=self.user, **self.cleaned_data)


class AssignForm(ActForm):
    """Who coaches, which programme pays, and why this coordinator where a wish is not met."""

    coach = forms.ModelChoiceField(
        label=_("Coach"),
        queryset=User.objects.none(),
        empty_label=None,
        help_text=_("De regiomanager die de coördinator bij deze zaak begeleidt."),
    )
    programme = forms.ModelChoiceField(
        label=_("Programma"),
        queryset=FundingProgramme.objects.none(),
        required=False,
        empty_label=_("Geen programma"),
        help_text=_("Wie de conferentie betaalt. Zonder programma telt de zaak niet mee in de cijfers."),
    )
    deviation_reason = forms.CharField(
        label=_("Waarom kiest u toch deze coördinator?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=300,
        help_text=_("Niet elke wens van de familie wordt vervuld. Uw reden blijft bij de zaak staan."),
    )

    def __init__(self, *args: Any, coordinator: Coordinator, match: Match, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coordinator = coordinator
        coach: Any = self.fields["coach"]
        coach.queryset = (
            User.objects.for_user(self.user).active().filter(role=Role.REGIONAL_MANAGER, regions=self.case.region)
        )
        coach.initial = self.user.pk
        self._offer_programmes()
        if not match.deviates:
            del self.fields["deviation_reason"]

    def _offer_programmes(self) -> None:
        found = programmes_of(self.case)
        if not found:
            del self.fields["programme"]
            return
        programme: Any = self.fields["programme"]
        programme.queryset = found
        programme.initial = self.case.programme_id or (found[0].pk if len(found) == 1 else None)

    def save(self) -> CoordinatorContract:
        return assign_coordinator(self.case, self.coordinator, by=self.user, **self.cleaned_data)
