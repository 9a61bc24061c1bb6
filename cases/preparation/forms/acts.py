"""The forms of the coordinator's acts on a case. Each `save` calls one act and may raise Refusal."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.circle.acts.contacts import spoken_to_per_group
from cases.circle.acts.questions import NewQuestion, current_questions, word_question
from cases.codes import BackgroundProblem, ContactGroup, EndReason, HelpDuration, QuestionAuthor, Refuser, Topic
from cases.models import Case, ConferenceQuestion
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.forms import HouseForm, Section

from ..acts import preparation, registration


def many(label: Any, choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    """Several of one code list, in columns where there is room."""
    widget = forms.CheckboxSelectMultiple()
    widget.in_columns = True
    return forms.MultipleChoiceField(label=label, choices=choices, widget=widget, **kwargs)


class ActForm(HouseForm):
    """A form of one act on a case by a person."""

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user

    def save(self) -> Any:
        raise NotImplementedError


class InformationVisitForm(ActForm):
    visited_on = forms.DateField(label=_("Wanneer heb je uitleg gegeven?"), initial=local_today)
    present = forms.CharField(
        label=_("Wie waren erbij?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: moeder, Sem en oma."),
    )

    def save(self) -> Case:
        return preparation.record_information_visit(self.case, by=self.user, **self.cleaned_data)


class QuestionForm(ActForm):
    """A question in open words. `replaces` is the wording that this one takes the place of."""

    text = forms.CharField(
        label=_("De vraag"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Open en concreet, zonder oplossing erin. Bijvoorbeeld: wat is er nodig zodat Sem veilig opgroeit?"
        ),
    )
    worded_by = forms.ChoiceField(
        label=_("Wie heeft de vraag zo gezegd?"), choices=QuestionAuthor.choices, widget=forms.RadioSelect
    )
    topics = many(_("Waar gaat de vraag over?"), Topic.choices)

    def __init__(self, *args: Any, replaces: ConferenceQuestion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.replaces = replaces

    @property
    def question(self) -> NewQuestion:
        data = self.cleaned_data
        return NewQuestion(data["text"], data["worded_by"], tuple(data["topics"]))

    def save(self) -> ConferenceQuestion:
        return word_question(self.case, by=self.user, question=self.question, replaces=self.replaces)


class StartActivationForm(QuestionForm):
    """The application form: its date, and a first question where there is none yet."""

    applied_on = forms.DateField(
        label=_("Datum van het aanmeldformulier"),
        initial=local_today,
        help_text=_("Op deze dag begint de voorbereiding."),
    )
    field_order = ("applied_on", "text", "worded_by", "topics")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(current_questions(self.case))
        parts = [Section(_("De voorbereiding"), "applied_on")]
        if self.questions:
            for name in ("text", "worded_by", "topics"):
                del self.fields[name]
        else:
            parts.append(Section(_("De eerste vraag"), "text", "worded_by", "topics"))
        self.layout = Layout(*parts)

    def save(self) -> Case:
        question = None if self.questions else self.question
        return preparation.start_activation(
            self.case, by=self.user, applied_on=self.cleaned_data["applied_on"], question=question
        )


class ReasonForm(ActForm):
    """An act that needs only a reason."""

    reason_label: Any = _("Waarom?")
    reason_help: Any = ""
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = self.reason_label
        self.fields["reason"].help_text = self.reason_help


class DeclineForm(ReasonForm):
    reason_label = _("Waarom ziet de familie ervan af?")
    reason_help = _("Zoals de familie het zelf zegt. De aanmelder hoort dat er geen conferentie komt, niet waarom.")

    def save(self) -> Case:
        return preparation.decline_after_information(self.case, by=self.user, reason=self.cleaned_data["reason"])


class HandBackForm(ReasonForm):
    reason_label = _("Waarom geef je de zaak terug?")
    reason_help = _("De regiomanager leest dit en zoekt een andere coördinator.")

    def save(self) -> Case:
        return preparation.hand_back(self.case, by=self.user, reason=self.cleaned_data["reason"])


class PlanWithoutMeetingForm(ReasonForm):
    reason_label = _("Hoe kwam het plan er?")
    reason_help = _("Bijvoorbeeld: oma en tante maakten samen met moeder aan de keukentafel een plan.")

    def save(self) -> Case:
        return preparation.plan_without_meeting(self.case, by=self.user, explanation=self.cleaned_data["reason"])


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
        return preparation.end_in_activation(
            self.case,
            by=self.user,
            reason=data["reason"],
            refused_by=data["refused_by"],
            explanation=data["explanation"],
            contact_totals={group: data[self._name(group)] or 0 for group in ContactGroup.values},
        )


class RegistrationForm(ActForm):
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
