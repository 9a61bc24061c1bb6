"""Handing out: how many, to whom, and by which way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.forms import HouseForm, HouseModelForm
from ekc.shared_edit import SharedEditMixin

from ..acts.handing_out import (
    MOST_AT_ONCE,
    correct_address,
    hand_out_forms,
    hand_over_forms,
    invite_respondent,
)
from ..codes import Form, Way
from ..models import SurveyInvitation


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


class HandOverForm(HouseForm):
    """Forms to be handed over on paper or in a message."""

    form = forms.ChoiceField(label=_("Welke vragenlijst?"), widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("Hoe geeft u ze?"),
        choices=[(way.value, way.label) for way in Way if way != Way.MAIL],
        widget=forms.RadioSelect,
    )
    number = forms.IntegerField(
        label=_("Hoeveel?"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        widget=forms.NumberInput(attrs={"class": "is-short", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.fields["form"].choices = forms_for(case)

    def save(self, *, by: User) -> list[tuple[SurveyInvitation, str]]:
        return hand_over_forms(self.case, by=by, **self.cleaned_data)
