"""Forms of the ways in which the preparation stops."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm, ReasonForm
from cases.circle.reads.contacts import spoken_to_per_group
from cases.codes import ContactGroup, EndReason, Refuser
from cases.coordinators.forms.handing_over import LeavingForm
from cases.models import Case
from ekc.forms import Section

from ..acts import ending, finishing, reopening


class HandBackForm(LeavingForm):
    def save(self) -> Case:
        return ending.hand_back(self.case, by=self.user, **self.cleaned_data)


class ReopenForm(ReasonForm):
    reason_label = _("Waarom moet de zaak weer open?")
    reason_help = _(
        "Dit blijft in het verloop staan, met uw naam. Bijvoorbeeld: er is iemand vergeten bij wie er waren."
    )

    def save(self) -> Case:
        return reopening.reopen_case(self.case, by=self.user, reason=self.cleaned_data["reason"])


class ResumeForm(ReasonForm):
    reason_label = _("Waarom gaat de voorbereiding weer door?")
    reason_help = _("Bijvoorbeeld: de familie wil toch een conferentie.")

    def save(self) -> Case:
        return reopening.resume_preparation(self.case, by=self.user, reason=self.cleaned_data["reason"])


class StopAfterwardsForm(ReasonForm):
    reason_label = _("Waarom stopt de nazorg?")
    reason_help = _("Bijvoorbeeld: de familie wil niet meer gebeld worden.")

    def save(self) -> Case:
        return reopening.stop_afterwards(self.case, by=self.user, reason=self.cleaned_data["reason"])


class FinishWorkForm(ActForm):
    no_hours = forms.BooleanField(label=_("Ik heb geen uren op te schrijven"), required=False)

    def save(self) -> Case:
        return finishing.finish_work(self.case, by=self.user, **self.cleaned_data)


class PlanWithoutMeetingForm(ReasonForm):
    reason_label = _("Hoe kwam het plan er?")
    reason_help = _("Bijvoorbeeld: oma en tante maakten samen met moeder aan de keukentafel een plan.")

    def save(self) -> Case:
        return ending.plan_without_meeting(self.case, by=self.user, explanation=self.cleaned_data["reason"])


class EndForm(ActForm):
    """Stopping in the preparation, with the persons spoken to per group as the log counts them."""

    reason = forms.ChoiceField(
        label=_("Waarom gaat het niet door?"), choices=EndReason.choices, widget=forms.RadioSelect
    )
    refused_by = forms.MultipleChoiceField(
        label=_("Wie wilde niet meewerken?"),
        choices=Refuser.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen als iemand weigerde."),
    )
    explanation = forms.CharField(
        label=_("Toelichting"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wat gebeurde er, in een paar zinnen?"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counted = spoken_to_per_group(self.case)
        for group, label in ContactGroup.choices:
            self.fields[self._name(group)] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=999,
                required=False,
                initial=counted.get(group, 0),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        self.layout = Layout(
            Section(_("Waarom"), "reason", "refused_by", "explanation"),
            Section(_("Met hoeveel mensen heb je gesproken?"), *(self._name(group) for group in ContactGroup.values)),
        )

    @staticmethod
    def _name(group: str) -> str:
        return f"totaal_{group}"

    def save(self) -> Case:
        data = self.cleaned_data
        return ending.end_in_activation(
            self.case,
            by=self.user,
            reason=data["reason"],
            refused_by=data["refused_by"],
            explanation=data["explanation"],
            contact_totals={group: data[self._name(group)] or 0 for group in ContactGroup.values},
        )
