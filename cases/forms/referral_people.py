"""The people in an aanmelding: for whom it is, and whom the coordinator may call."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from ekc.forms import HouseForm, KnownDateField, SideBySide

from ..codes import Residence
from ..domain.referral import MOST_MAIN_PERSONS, PersonData, Reach, RelativeData

MOST_RELATIVES = 4
PHONE = forms.TextInput({"type": "tel", "autocomplete": "tel"})
GENDERS = [
    ("v", _("Meisje of vrouw")),
    ("m", _("Jongen of man")),
    ("", _("Weet ik niet, of zeg ik liever niet")),
]
BIRTHS = [
    ("datum", _("Ik weet de geboortedatum")),
    ("ongeboren", _("Nog niet geboren")),
    ("minderjarig", _("Geboortedatum onbekend, jonger dan 18")),
    ("volwassen", _("Geboortedatum onbekend, 18 of ouder")),
]


class PersonForm(HouseForm):
    """Somebody for whom the conference is."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    birth = forms.ChoiceField(
        label=_("Geboortedatum"),
        choices=BIRTHS,
        widget=forms.RadioSelect,
        initial="datum",
        help_text=_("Zo weten we of het om een kind gaat. Alleen wie met deze zaak werkt, ziet de datum."),
    )
    birth_date = KnownDateField(label=_("Dag, maand en jaar"), required=False)
    gender = forms.ChoiceField(label=_("Geslacht"), choices=GENDERS, widget=forms.RadioSelect, required=False)
    residence = forms.ChoiceField(
        label=_("Waar woont deze persoon nu?"), choices=[("", _("Weet ik niet")), *Residence.choices], required=False
    )
    place = forms.CharField(label=_("Woonplaats"), max_length=80, required=False)
    municipality = forms.CharField(
        label=_("Gemeente"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"list": "gemeenten", "autocomplete": "off"}),
        help_text=_("Hieraan zien we welke regiomanager meekijkt."),
    )
    phone = forms.CharField(label=_("Telefoon"), max_length=30, required=False, widget=PHONE)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    street = forms.CharField(label=_("Straat en huisnummer"), max_length=120, required=False)
    postcode = forms.CharField(
        label=_("Postcode"), max_length=10, required=False, widget=forms.TextInput({"class": "is-short"})
    )
    secret_address = forms.BooleanField(
        label=_("Dit adres is geheim"),
        required=False,
        help_text=_("Dan komt het nergens te staan: niet op een scherm, niet in een brief of mail."),
    )
    no_voicemail = forms.BooleanField(label=_("Spreek geen voicemail in"), required=False)
    best_time = forms.CharField(label=_("Beste tijd om te bellen"), max_length=80, required=False)

    layout = Layout(
        "name",
        "birth",
        "birth_date",
        "gender",
        "residence",
        SideBySide("place", "municipality"),
        SideBySide("phone", "email"),
        SideBySide("street", "postcode"),
        "secret_address",
        "no_voicemail",
        "best_time",
    )

    def __init__(self, *args: Any, number: int = 1, is_applicant: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In the summary above the form the errors of six people stand together.
        self.fields["name"].error_messages["required"] = _("Vul de naam in van persoon %(number)s.") % {
            "number": number
        }
        if is_applicant:
            # The applicant's own name and numbers stand in the first part of the form.
            for name in ("name", "phone", "email", "no_voicemail", "best_time"):
                del self.fields[name]
            self.fields["residence"].label = _("Waar woon je nu?")
            birth: Any = self.fields["birth"]
            birth.choices = [each for each in BIRTHS if each[0] != "ongeboren"]
            # crispy refuses a layout with names that are gone.
            self.layout = Layout(
                "birth", "birth_date", "gender", "residence", SideBySide("place", "municipality"),
                SideBySide("street", "postcode"), "secret_address",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("birth") == "datum" and not data.get("birth_date") and "birth_date" not in self.errors:
            self.add_error("birth_date", _("Vul de geboortedatum in, of kies hierboven wat je wel weet."))
        return data

    def to_data(self, name: str = "", **reach: Any) -> PersonData:
        data = self.cleaned_data
        return PersonData(
            name=data.get("name") or name,
            birth_date=data["birth_date"] if data["birth"] == "datum" else None,
            unborn=data["birth"] == "ongeboren",
            is_minor=data["birth"] != "volwassen",
            is_female={"v": True, "m": False}.get(data["gender"]),
            residence=data["residence"],
            reach=_reach(data, **reach),
        )


class RelativeForm(HouseForm):
    """A parent, carer or other person whom the coordinator may call."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    relation = forms.CharField(label=_("Wie is dit? Bijvoorbeeld moeder, opa of buurvrouw"), max_length=120)
    is_parent_or_carer = forms.BooleanField(label=_("Dit is een ouder of verzorger"), required=False)
    phone = forms.CharField(label=_("Telefoon"), max_length=30, required=False, widget=PHONE)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    no_voicemail = forms.BooleanField(label=_("Spreek geen voicemail in"), required=False)
    best_time = forms.CharField(label=_("Beste tijd om te bellen"), max_length=80, required=False)

    layout = Layout(
        SideBySide("name", "relation"), "is_parent_or_carer", SideBySide("phone", "email"), "no_voicemail", "best_time"
    )

    def to_data(self) -> RelativeData:
        data = self.cleaned_data
        return RelativeData(
            name=data["name"],
            relation=data["relation"],
            is_parent_or_carer=data["is_parent_or_carer"],
            reach=_reach(data),
        )


def _reach(data: dict[str, Any], **more: Any) -> Reach:
    known = {name: data[name] for name in Reach.__dataclass_fields__ if name in data}
    return Reach(**{**known, **more})


class PersonFormSet(BaseFormSet):  # type: ignore[type-arg]
    """One to six main persons; of a self-referral the first is the applicant."""

    def __init__(self, *args: Any, is_self: bool = False, **kwargs: Any) -> None:
        self.is_self = is_self
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        # The others have no empty rows: whoever added a row by mistake takes it away with its button.
        number = (index or 0) + 1
        return {"number": number, "is_applicant": self.is_self and index == 0, "empty_permitted": False}


TAMPERED = {"missing_management_form": _("De lijst van mensen kwam niet goed over. Stuur het formulier nog een keer.")}
PERSONS: Any = formset_factory(
    PersonForm,
    formset=PersonFormSet,
    extra=0,
    min_num=1,
    max_num=MOST_MAIN_PERSONS,
    absolute_max=MOST_MAIN_PERSONS + 1,
    validate_min=True,
    validate_max=True,
)
RELATIVES: Any = formset_factory(
    RelativeForm, extra=0, max_num=MOST_RELATIVES, absolute_max=MOST_RELATIVES + 1, validate_max=True
)
