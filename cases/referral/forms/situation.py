"""What is going on."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import HelpDuration, ReferrerKind, RepeatReason, SafetyTrigger
from ekc.forms import Fold

from .step_form import RegionMixin, StepForm, open_regions
from .third_person import REGION

NOTHING_OF_THIS = "geen"


class SituationForm(StepForm):
    situation = forms.CharField(
        label=_("Wat is er aan de hand?"),
        widget=forms.Textarea({"rows": 6}),
        max_length=4000,
        help_text=_("Een paar zinnen is genoeg. De regiomanager en de coördinator lezen dit. De familie mag het zien."),
    )
    question = forms.CharField(
        label=_("Waarvoor moet er een plan komen?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("Schrijf het als open vraag. Bijvoorbeeld: hoe zorgen we dat Noor elke dag naar school gaat?"),
    )


class HelpForm(StepForm):
    conditional = ("repeat_reason",)
    other_professionals = forms.CharField(
        label=_("Welke hulpverleners zijn er nu bij betrokken?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("Bijvoorbeeld een wijkteam, een gezinscoach of een mentor op school."),
    )
    help_duration = forms.ChoiceField(
        label=_("Hoe lang is er al hulp?"),
        choices=[
            *(each for each in HelpDuration.choices if each[0] != HelpDuration.UNKNOWN),
            ("", _("Wil ik niet zeggen of weet ik niet")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    earlier_conference = forms.ChoiceField(
        label=_("Was er al eerder een Eigen Kracht-conferentie?"),
        choices=[("nee", _("Nee, of dat weet ik niet")), ("ja", _("Ja"))],
        widget=forms.RadioSelect,
    )
    repeat_reason = forms.ChoiceField(
        label=_("Zo ja: waarom nu weer?"), choices=[("", _("Kies een reden")), *RepeatReason.choices], required=False
    )

    texts = {ReferrerKind.PROFESSIONAL: {"other_professionals": _("Welke andere professionals zijn er betrokken?")}}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("earlier_conference") == "ja" and not data.get("repeat_reason") and not self.on_the_phone:
            self.add_error("repeat_reason", _("Kies waarom er weer een conferentie nodig is."))
        return data


class SafetyForm(StepForm):
    safety_triggers = forms.MultipleChoiceField(
        label=_("Wat speelt er?"),
        choices=[*SafetyTrigger.choices, (NOTHING_OF_THIS, _("Niets hiervan"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kruis aan wat er speelt, of kies “Niets hiervan”.")},
        help_text=_(
            "Kruist u een zorg aan, dan is een veiligheidskader nodig: uw zorgen, en waaraan het plan moet voldoen. "
            "U vult dat in vóór de conferentie. Daarna kunt u er niets meer aan toevoegen."
        ),
    )

    def clean_safety_triggers(self) -> list[str]:
        found: list[str] = self.cleaned_data["safety_triggers"]
        if NOTHING_OF_THIS in found and len(found) > 1:
            raise forms.ValidationError(_("U kruiste een zorg aan, en ook “Niets hiervan”. Haal één van de twee weg."))
        return found


class UrgencyForm(StepForm):
    conditional = ("urgent_reason",)
    is_urgent = forms.ChoiceField(
        label=_("Is er haast bij?"),
        choices=[("nee", _("Nee")), ("ja", _("Ja, er moet snel een plan zijn"))],
        widget=forms.RadioSelect,
    )
    urgent_reason = forms.CharField(
        label=_("Waarom is er haast?"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Nodig als er haast bij is. Is er nu gevaar? Bel 112."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_urgent") == "ja" and not data.get("urgent_reason"):
            self.add_error("urgent_reason", _("Schrijf op waarom er haast bij is."))
        return data


class PlaceForm(RegionMixin, StepForm):
    """Goes with the list of main persons."""

    conditional = ("region",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_regions(self)
        if self.on_the_phone:
            self.layout = Layout(Fold(REGION, "region"))
