"""Handing out, and a form made from the questions that are data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.forms import HouseForm, HouseModelForm
from ekc.shared_edit import SharedEditMixin

from .acts.handing_out import correct_address, hand_out_forms, invite_respondent
from .codes import Form, QuestionType
from .models import Question, Questionnaire, SurveyInvitation


def forms_for(case: Case) -> list[tuple[str, Any]]:
    """The forms that can be handed out in this case: no professional form for a lay referrer."""
    professional = case.is_referred_by_professional
    return [(code, label) for code, label in Form.choices if professional or code != Form.PROFESSIONAL]


class AddressForm(SharedEditMixin, HouseModelForm):
    """Where a questionnaire went, put right."""

    class Meta:
        model = SurveyInvitation
        fields = ("email",)
        labels = {"email": _("E-mailadres")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def save(self, *, by: User) -> SurveyInvitation:  # type: ignore[override]  # through the act
        return correct_address(self.instance, by=by, email=self.cleaned_data["email"])


class HandOutForm(HouseForm):
    """How many of each form were handed out."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        known = dict(case.handed_out.values_list("form", "number"))
        for code, label in forms_for(case):
            self.fields[code] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=200,
                initial=known.get(code, 0),
                widget=forms.NumberInput(attrs={"class": "is-short", "inputmode": "numeric"}),
                error_messages={
                    "required": _("Vul een getal in. Nul mag ook."),
                    "invalid": _("Vul een heel getal in."),
                    "min_value": _("Een aantal kan niet kleiner zijn dan nul."),
                    "max_value": _("Dat zijn er erg veel. Kijk het aantal na."),
                },
            )

    def save(self, *, by: User) -> None:
        hand_out_forms(self.case, by=by, numbers=self.cleaned_data)


class InviteForm(HouseForm):
    """A personal link by mail."""

    form = forms.ChoiceField(label=_("Welke vragenlijst?"), widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("E-mailadres"), error_messages={"invalid": _("Dit is geen e-mailadres. Kijk het na.")}
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.fields["form"].choices = forms_for(case)

    def save(self, *, by: User) -> None:
        invite_respondent(self.case, by=by, **self.cleaned_data)


FACES = {"ja": "😀", "soms": "😐", "nee": "🙁", "geen_mening": "🤷"}


class AnswerForm(HouseForm):
    """The questions of one questionnaire; every one may be left open."""

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_child = questionnaire.form == Form.CHILD
        self.questions = list(questionnaire.questions.all())
        for question in self.questions:
            self.fields[question.code] = self._field(question)

    def _field(self, question: Question) -> forms.Field:
        common = {"label": question.text, "help_text": question.help_text, "required": False}
        if question.type == QuestionType.CODES:
            return forms.MultipleChoiceField(choices=question.options, widget=forms.CheckboxSelectMultiple, **common)
        if question.type == QuestionType.MARK:
            marks = [(str(mark), str(mark)) for mark in range(1, 11)]
            field = forms.TypedChoiceField(
                choices=[*marks, ("", _("liever niet"))],
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                **common,
            )
            field.widget.in_columns = True
            return field
        if question.type == QuestionType.BOOLEAN:
            return forms.TypedChoiceField(
                choices=[("ja", _("Ja")), ("nee", _("Nee")), ("", _("liever niet"))],
                coerce=lambda value: value == "ja",
                empty_value=None,
                widget=forms.RadioSelect,
                **common,
            )
        options = [(code, self._words(code, label)) for code, label in question.options]
        return forms.ChoiceField(choices=[*options, ("", _("liever niet"))], widget=forms.RadioSelect, **common)

    def _words(self, code: str, label: str) -> str:
        """A child gets a face beside the word."""
        return f"{FACES[code]} {label}" if self.is_child and code in FACES else label

    def sections(self) -> list[tuple[str, list[Any]]]:
        """The questions under their headings, in printed order."""
        found: list[tuple[str, list[Any]]] = []
        for question in self.questions:
            if not found or found[-1][0] != question.section:
                found.append((question.section, []))
            found[-1][1].append(self[question.code])
        return found
