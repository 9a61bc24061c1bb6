"""What the forms of a case are made of. Each `save` calls one act and may raise Refusal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.forms import HouseForm
from ekc.number_field import NumberField

from .acts import checklist


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


class ReasonForm(ActForm):
    """An act that needs only a reason."""

    reason_label: Any = _("Waarom?")
    reason_help: Any = ""
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = self.reason_label
        self.fields["reason"].help_text = self.reason_help


class GoOnForm(ReasonForm):
    reason_label = _("Waarom gaan jullie toch door?")
    reason_help = _("Je reden blijft staan bij elk punt dat nog ontbreekt.")

    def save(self) -> list[str]:
        return checklist.go_on_although(self.case, by=self.user, reason=self.cleaned_data["reason"])


def amount(label: Any, *, places: int) -> NumberField:
    """Kilometres, or euros: never below nothing, and may be left open."""
    return NumberField(label=label, required=False, min_value=0, decimal_places=places)


def long_text(label: Any, **kwargs: Any) -> forms.CharField:
    """Several lines."""
    return forms.CharField(label=label, widget=forms.Textarea({"rows": 4}), **{"max_length": 2000, **kwargs})
