"""The registration form."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm, many
from cases.codes import BackgroundProblem, HelpDuration, Topic
from cases.models import Case
from ekc.forms import HouseForm, Section
from ekc.shared_edit import SharedEditMixin

from ..acts import registration


class RegistrationForm(SharedEditMixin, ActForm):
    """The registration form. `save` keeps the answers; `complete` registers the case."""

    help_duration = forms.ChoiceField(
        label=_("Hoe lang is er al hulpverlening?"),
        choices=HelpDuration.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    problems = many(_("Wat speelde er op de achtergrond?"), BackgroundProblem.choices, required=False)
    subjects = many(_("Over welke onderwerpen ging het?"), Topic.choices, required=False)
    cooperation_grade = forms.TypedChoiceField(
        label=_("Welk cijfer geef je de samenwerking met de aanmelder?"),
        choices=[("", _("Geen cijfer")), *((str(mark), str(mark)) for mark in range(1, 11))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "is-medium"}),
    )
    cooperation_note = forms.CharField(
        label=_("Toelichting bij het cijfer, of waarom er geen cijfer is"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    layout = Layout(
        Section(_("De situatie"), "help_duration", "problems", "subjects"),
        Section(_("De samenwerking"), "cooperation_grade", "cooperation_note"),
    )
    # What is missing is said once, by the act that completes the registration.
    mark_optional = False

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        initial = {name: getattr(case, name) for name in registration.REGISTRATION_FIELDS}
        super().__init__(*args, case=case, initial=initial, **kwargs)

    def save(self) -> Case:
        return registration.save_registration(self.case, by=self.user, **self.cleaned_data)

    def complete(self) -> Case:
        return registration.register_case(self.case, by=self.user, **self.cleaned_data)


class DespiteGapsForm(HouseForm):
    """Closing, though the figures lack something: asked once, with all of it above."""

    despite_gaps = forms.BooleanField(
        label=_("Dit weten we niet. Sluit de zaak toch af."),
        error_messages={"required": _("Vul aan wat ontbreekt. Weten jullie het niet, kruis dat dan hier aan.")},
    )
