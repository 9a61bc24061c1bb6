"""Forms of the ways in which the preparation stops."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm, ReasonForm
from cases.circle.reads.contacts import spoken_to_per_group
from cases.codes import ContactGroup, EndReason, Refuser
from cases.models import Case
from ekc.forms import Section

from ..acts import ending


class HandBackForm(ReasonForm):
    reason_label = _("Waarom geef je de zaak terug?")
    reason_help = _("De regiomanager leest dit en zoekt een andere coördinator.")

    def save(self) -> Case:
        return ending.hand_back(self.case, by=self.user, reason=self.cleaned_data["reason"])


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


class ResponsibilityForm(ActForm):
    takes_responsibility = forms.TypedChoiceField(
        label=_("Neemt de dader verantwoordelijkheid voor wat er is gebeurd?"),
        choices=((True, _("Ja, de voorbereiding gaat door")), (False, _("Nee, de voorbereiding stopt meteen"))),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    explanation = forms.CharField(
        label=_("Wat gebeurde er?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nodig als de voorbereiding stopt."),
    )

    def save(self) -> Case:
        return ending.record_responsibility(self.case, by=self.user, **self.cleaned_data)
