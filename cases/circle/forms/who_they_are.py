"""Who the main persons are: somebody who was forgotten, something that was wrong, somebody entered by mistake."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case, MainPerson, MainPersonChange
from ekc.accounts.models import User
from ekc.forms import HouseForm, KnownDateField
from ekc.shared_edit import SharedEditMixin

from ..acts.main_persons import (
    Identity,
    add_main_person,
    correct_main_person,
    identity_of,
    take_off_main_person,
)

BORN, UNBORN, MINOR, ADULT = "datum", "ongeboren", "minderjarig", "volwassen"
BIRTHS = [
    (BORN, _("De geboortedatum is bekend")),
    (UNBORN, _("Nog niet geboren")),
    (MINOR, _("De datum is niet bekend: jonger dan 18")),
    (ADULT, _("De datum is niet bekend: 18 jaar of ouder")),
]
GENDERS = [("v", _("Meisje of vrouw")), ("m", _("Jongen of man")), ("", _("Niet bekend"))]


class IdentityForm(SharedEditMixin, HouseForm):
    """Name, birth and gender of a main person, and why that is put right now."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    birth = forms.ChoiceField(label=_("Geboren"), choices=BIRTHS, widget=forms.RadioSelect, initial=BORN)
    birth_date = KnownDateField(label=_("Geboortedatum"), required=False)
    gender = forms.ChoiceField(label=_("Geslacht"), choices=GENDERS, widget=forms.RadioSelect, required=False)
    reason = forms.CharField(
        label=_("Waarom verandert dit?"),
        max_length=300,
        help_text=_("Bijvoorbeeld: de moeder belde dat de datum niet klopt. Dit staat bij het verloop van de zaak."),
    )
    conditional = ("birth_date",)
    layout = Layout("name", "birth", "birth_date", "gender", "reason")

    def __init__(self, *args: Any, case: Case, user: User, person: MainPerson | None = None, **kwargs: Any) -> None:
        self.case, self.user, self.person = case, user, person
        super().__init__(*args, initial=_initial(person) if person else {}, **kwargs)
        if person is None:
            self.fields["reason"].label = _("Waarom komt deze persoon erbij?")
            self.fields["reason"].help_text = _("Bijvoorbeeld: een broertje dat bij de aanmelding was vergeten.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("birth") == BORN and not data.get("birth_date") and "birth_date" not in self.errors:
            self.add_error("birth_date", _("Vul de geboortedatum in, of kies hierboven een ander antwoord."))
        return data

    @property
    def identity(self) -> Identity:
        data = self.cleaned_data
        return Identity(
            name=data["name"],
            birth_date=data["birth_date"] if data["birth"] == BORN else None,
            unborn=data["birth"] == UNBORN,
            is_minor=data["birth"] != ADULT,
            is_female={"v": True, "m": False}.get(data["gender"]),
        )

    def save(self) -> MainPerson:
        """Add or put right through the act. Raises Refusal."""
        reason = self.cleaned_data["reason"]
        if self.person is None:
            return add_main_person(self.case, self.identity, by=self.user, reason=reason)
        self.refuse_overtaken()
        return correct_main_person(self.person, self.identity, by=self.user, reason=reason)


class TakeOffForm(HouseForm):
    """Somebody was entered by mistake, or twice."""

    reason = forms.CharField(
        label=_("Waarom hoort deze persoon hier niet?"),
        max_length=300,
        help_text=_("Bijvoorbeeld: staat er dubbel in, of hoort bij een ander gezin."),
    )
    same_as = forms.ModelChoiceField(
        label=_("Staat deze persoon er dubbel in? Wie is het?"),
        queryset=MainPerson.objects.none(),
        required=False,
        empty_label=_("Nee, het is iemand anders"),
        help_text=_("Wat er al vastligt, zoals contacten en uitnodigingen, gaat dan mee."),
    )

    def __init__(self, *args: Any, person: MainPerson, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.user = person, user
        same_as: Any = self.fields["same_as"]
        same_as.queryset = MainPerson.objects.filter(case=person.case_id).exclude(pk=person.pk)
        if not same_as.queryset.exists():
            del self.fields["same_as"]

    def save(self) -> MainPersonChange:
        """Raises Refusal."""
        return take_off_main_person(self.person, by=self.user, **self.cleaned_data)


def _initial(person: MainPerson) -> dict[str, Any]:
    known = identity_of(person)
    birth = BORN if known.birth_date else UNBORN if known.unborn else MINOR if known.is_minor else ADULT
    gender = {True: "v", False: "m", None: ""}[known.is_female]
    return {"name": known.name, "birth": birth, "birth_date": known.birth_date, "gender": gender}
