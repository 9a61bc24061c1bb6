"""The forms by which somebody else goes on with a case."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import LeavingReason
from cases.models import Case, Coordinator, CoordinatorContract
from ekc.forms import Section

from ..acts.handing_over import ask_for_successor, hand_over, introduce_oneself
from ..matching import Match
from .assign import RequestForm

OWN_WORDS: Mapping[str, Promise] = {
    LeavingReason.ILLNESS: _("Ik ben ziek"),
    LeavingReason.NO_TIME: _("Ik heb er geen tijd meer voor"),
    LeavingReason.KNOWS_SOMEBODY: _("Ik ken iemand in deze zaak"),
    LeavingReason.GONE: _("Ik stop als coördinator"),
    LeavingReason.NO_CLICK: _("Het past niet tussen de familie en mij"),
}
"""The reasons as the coordinator says them."""


class LeavingForm(ActForm):
    """Why a coordinator does not go on."""

    reason_code = forms.ChoiceField(
        label=_("Waarom gaat de coördinator niet verder?"), choices=LeavingReason.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Toelichting"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Alleen de regiomanager leest dit."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user.is_coordinator:
            field: Any = self.fields["reason_code"]
            field.label = _("Waarom kun je niet verder?")
            field.choices = [(code, OWN_WORDS.get(code, label)) for code, label in LeavingReason.choices]


class SuccessorForm(LeavingForm):
    """The coordinator asks for somebody else, and stays until there is one."""

    def save(self) -> Case:
        return ask_for_successor(self.case, by=self.user, **self.cleaned_data)


class HandOverForm(LeavingForm):
    """Gives the case to one of these coordinators, best fit first."""

    coordinator = forms.TypedChoiceField(label=_("Wie gaat verder?"), coerce=int, widget=forms.RadioSelect)
    deviation_reason = forms.CharField(
        label=_("Wordt niet elke wens van de familie vervuld? Waarom kiest u toch deze coördinator?"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    conditional = ("deviation_reason",)
    layout = Layout(Section(_("Waarom"), "reason_code", "reason"), Section(_("Wie"), "coordinator", "deviation_reason"))

    def __init__(self, *args: Any, matches: list[Match], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["coordinator"]
        field.choices = [(match.candidate.pk, _words_of(match)) for match in matches]

    def save(self) -> CoordinatorContract:
        data = dict(self.cleaned_data)
        coordinator = Coordinator.objects.for_user(self.user).select_related("user").get(pk=data.pop("coordinator"))
        return hand_over(self.case, coordinator, by=self.user, **data)


class HandOverRequestForm(LeavingForm, RequestForm):
    """Asks these coordinators in turn to take over a case that is under way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("programme", None)
        self.layout = Layout(Section(_("Waarom"), "reason_code", "reason"), *self.layout.fields)

    def asked(self) -> dict[str, Any]:
        data = super().asked()
        why = {"leaving_reason": data.pop("reason_code"), "leaving_note": data.pop("reason")}
        return {**data, **why}


class IntroductionForm(ActForm):
    """Only a button."""

    def save(self) -> CoordinatorContract:
        return introduce_oneself(self.case, by=self.user)


def _words_of(match: Match) -> str:
    """Who it is, and what a choice turns on."""
    candidate = match.candidate
    load = _("%(load)s van %(most)s zaken") % {"load": candidate.load, "most": candidate.max_cases}
    met = sum(bool(answer.met) for answer in match.answers)
    wishes = [_("%(met)s van %(all)s wensen") % {"met": met, "all": len(match.answers)}] if match.answers else []
    region = _("deze regio") if match.in_region else _("andere regio")
    return f"{candidate.name} ({', '.join(str(each) for each in [*wishes, region, load])})"
