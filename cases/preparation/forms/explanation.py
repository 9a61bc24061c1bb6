"""Forms around the explanation at the family's: that it was given, and what the family chose."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm, ReasonForm
from cases.circle.forms.questions import QuestionForm
from cases.models import Case
from cases.queries import current_questions
from ekc.dates import local_today
from ekc.forms import Section

from ..acts import explanation


class InformationVisitForm(ActForm):
    visited_on = forms.DateField(label=_("Wanneer heb je uitleg gegeven?"), initial=local_today)
    present = forms.CharField(
        label=_("Wie waren erbij?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: moeder, Sem en oma."),
    )

    def save(self) -> Case:
        return explanation.record_information_visit(self.case, by=self.user, **self.cleaned_data)


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
        return explanation.start_activation(
            self.case, by=self.user, applied_on=self.cleaned_data["applied_on"], question=question
        )


class DeclineForm(ReasonForm):
    reason_label = _("Waarom ziet de familie ervan af?")
    reason_help = _("Zoals de familie het zelf zegt. De aanmelder hoort dat er geen conferentie komt, niet waarom.")

    def save(self) -> Case:
        return explanation.decline_after_information(self.case, by=self.user, reason=self.cleaned_data["reason"])
