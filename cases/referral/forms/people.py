"""The people in an aanmelding: for whom it is, how they are reached, and whom else the coordinator may call."""

import secrets
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.forms.formsets import formset_factory
from django.utils.translation import gettext_lazy as _

from cases.codes import Residence
from ekc.form_group import RowsFormSet
from ekc.forms import Fold, HouseForm, KnownDateField, PhoneField, PhoneInput, SideBySide

from ..acts.referral import MOST_MAIN_PERSONS, PersonData, Reach, RelativeData
from .group import MOST_PARTIES, SIDES_AROUND, SIDES_OF_PEOPLE, GroupPartyForm
from .living_place import LivingPlaceMixin
from .step_form import BIRTH_HELP, BIRTHS, GENDERS, PHONE, require_birth_date
from .third_person import MORE_OF_A_PERSON

MOST_RELATIVES = 8
CONTACT_FIELDS = ("phone", "email", "street", "postcode", "secret_address", "no_voicemail", "best_time")


PHONE_LAYOUT = Layout(
    "name",
    "birth",
    "birth_date",
    "side",
    SideBySide("place", "municipality"),
    Fold(MORE_OF_A_PERSON, "gender", "residence"),
    "row",
)
"""In a talk the name comes first, and whether it is a child."""


class PersonForm(LivingPlaceMixin, HouseForm):
    """Somebody for whom the conference is. `row` ties the contact data of another page to this person."""

    row = forms.CharField(widget=forms.HiddenInput, max_length=12, required=False)
    name = forms.CharField(label=_("Naam"), max_length=120)
    birth = forms.ChoiceField(
        label=_("Geboren"), choices=BIRTHS, widget=forms.RadioSelect, initial="datum", help_text=BIRTH_HELP
    )
    birth_date = KnownDateField(label=_("Geboortedatum"), required=False)
    gender = forms.ChoiceField(label=_("Geslacht"), choices=GENDERS, widget=forms.RadioSelect, required=False)
    residence = forms.ChoiceField(
        label=_("Waar woont deze persoon nu?"),
        choices=[("", _("Wil ik niet zeggen of weet ik niet")), *Residence.choices],
        required=False,
    )
    place = forms.CharField(label=_("Woonplaats"), max_length=80, required=False)
    municipality = forms.CharField(
        label=_("Gemeente"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"list": "gemeenten", "autocomplete": "off"}),
    )

    side = forms.ChoiceField(
        label=_("Wat is er met deze persoon?"), choices=SIDES_OF_PEOPLE, widget=forms.RadioSelect, required=False
    )

    conditional = ("birth_date", "municipality", "side")
    layout = Layout(
        "name", "side", "birth", "birth_date", "gender", "residence", SideBySide("place", "municipality"), "row"
    )  # fmt: skip

    def __init__(
        self, *args: Any, number: int = 1, on_the_phone: bool = False, asks_side: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.number, self.on_the_phone = number, on_the_phone
        self.asks_side = asks_side and not on_the_phone
        if not asks_side:
            del self.fields["side"]
        self.fields["row"].initial = lambda: secrets.token_hex(4)
        # In the summary above the form the errors of six people stand together.
        self.fields["name"].error_messages["required"] = _("Vul de naam in van persoon %(number)s.") % {
            "number": number
        }
        if on_the_phone:
            self.mark_optional = False
            self.fields["name"].required = self.fields["birth"].required = False
            self.layout = PHONE_LAYOUT

    def clean(self) -> dict[str, Any]:
        data = require_birth_date(self, super().clean())
        if self.asks_side and not data.get("side"):
            self.add_error("side", _("Kies of deze persoon iets is aangedaan, of dat deze persoon het deed."))
        return data

    @property
    def is_nobody(self) -> bool:
        """On the phone a card that was left open is nobody. Elsewhere it is a mistake, and told as one."""
        told = ("name", "birth_date", "gender", "residence", "place", "municipality")
        return self.on_the_phone and not any(self.cleaned_data.get(name) for name in told)

    def to_data(self, reach: Reach) -> PersonData:
        return person_data(self.cleaned_data, name=self.cleaned_data["name"], reach=reach)


def person_data(data: dict[str, Any], *, name: str, reach: Reach) -> PersonData:
    """A main person out of what was said about birth, gender and residence."""
    return PersonData(
        name=name,
        birth_date=data.get("birth_date") if data.get("birth") == "datum" else None,
        unborn=data.get("birth") == "ongeboren",
        is_minor=data.get("birth") != "volwassen",
        is_female={"v": True, "m": False}.get(data.get("gender") or ""),
        residence=data.get("residence") or "",
        side=data.get("side") or "",
        reach=reach,
    )


class PersonReachForm(HouseForm):
    """How the coordinator reaches one main person; of a child mostly nothing, because a parent is called."""

    phone = PhoneField(label=_("Telefoon"), required=False, widget=PhoneInput(PHONE))
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    street = forms.CharField(label=_("Straat en huisnummer"), max_length=120, required=False)
    postcode = forms.CharField(
        label=_("Postcode"), max_length=10, required=False, widget=forms.TextInput({"class": "is-short"})
    )
    secret_address = forms.BooleanField(
        label=_("Dit adres is geheim"),
        required=False,
        help_text=_("Dan komt het nergens te staan: niet op een scherm, niet in een brief en niet in een mail."),
    )
    no_voicemail = forms.BooleanField(label=_("Spreek geen voicemail in"), required=False)
    best_time = forms.CharField(label=_("Beste tijd om te bellen"), max_length=80, required=False)

    layout = Layout("phone", "no_voicemail", "best_time", "email", SideBySide("street", "postcode"), "secret_address")

    def to_reach(self, person: PersonForm | None = None) -> Reach:
        known = {name: self.cleaned_data.get(name) for name in CONTACT_FIELDS if self.cleaned_data.get(name)}
        return Reach(**known, **living(person.cleaned_data if person else {}))


def living(data: dict[str, Any]) -> dict[str, Any]:
    """Town and municipality: not contact data, and asked with the person."""
    return {name: data.get(name) or "" for name in ("place", "municipality")}


class RelativeForm(HouseForm):
    """A parent, carer or other person whom the coordinator may call."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    relation = forms.CharField(
        label=_("Wie is dit?"), max_length=120, required=False, help_text=_("Bijvoorbeeld moeder, opa of buurvrouw.")
    )
    is_parent_or_carer = forms.BooleanField(label=_("Dit is een ouder of verzorger"), required=False)
    phone = PhoneField(label=_("Telefoon"), required=False, widget=PhoneInput(PHONE))
    no_voicemail = forms.BooleanField(label=_("Spreek geen voicemail in"), required=False)
    best_time = forms.CharField(label=_("Beste tijd om te bellen"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    street = forms.CharField(label=_("Straat en huisnummer"), max_length=120, required=False)
    postcode = forms.CharField(
        label=_("Postcode"), max_length=10, required=False, widget=forms.TextInput({"class": "is-short"})
    )
    place = forms.CharField(label=_("Woonplaats"), max_length=80, required=False)
    secret_address = forms.BooleanField(label=_("Dit adres is geheim"), required=False)
    side = forms.ChoiceField(label=_("Bij wie hoort deze persoon?"), choices=SIDES_AROUND, required=False)

    layout = Layout(
        "name", "relation", "side", "is_parent_or_carer", "phone", "no_voicemail", "best_time", "email",
        SideBySide("street", "postcode"), "place", "secret_address",
    )  # fmt: skip

    def __init__(
        self, *args: Any, number: int = 1, with_contact: bool = True, asks_side: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        if not asks_side:
            del self.fields["side"]
        self.fields["name"].error_messages["required"] = _("Vul de naam in van contact %(number)s.") % {
            "number": number
        }
        if not with_contact:
            # without consent there is no place to write a phone number.
            for name in CONTACT_FIELDS:
                del self.fields[name]
            self.layout = Layout("name", "relation", "side", "is_parent_or_carer", "place")

    def to_data(self) -> RelativeData:
        data = self.cleaned_data
        known = {name: data.get(name) for name in (*CONTACT_FIELDS, "place") if data.get(name)}
        return RelativeData(
            name=data["name"],
            relation=data["relation"],
            is_parent_or_carer=data["is_parent_or_carer"],
            side=data.get("side") or "",
            reach=Reach(**known),
        )


class PeopleFormSet(RowsFormSet):
    """A list of people. Rows are added and taken away with buttons, so an empty row is one to fill in or remove."""

    may_be_empty = False

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = {**super().get_form_kwargs(index), "number": (index or 0) + 1}
        return kwargs if self.may_be_empty else {**kwargs, "empty_permitted": False}


class RelativeFormSet(PeopleFormSet):
    """A card that was left wholly empty is nobody."""

    may_be_empty = True


TAMPERED = {"missing_management_form": _("De lijst van mensen kwam niet goed over. Stuur het formulier nog een keer.")}


def people_formset(
    form: type[HouseForm], *, least: int, most: int, formset: type[PeopleFormSet] = PeopleFormSet
) -> Any:
    """The class of a list of `least` to `most` people."""
    return formset_factory(
        form,
        formset=formset,
        extra=0,
        min_num=least,
        max_num=most,
        absolute_max=most + 1,
        validate_min=True,
        validate_max=True,
    )


PERSONS: Any = people_formset(PersonForm, least=1, most=MOST_MAIN_PERSONS)
MORE_PERSONS: Any = people_formset(PersonForm, least=0, most=MOST_MAIN_PERSONS - 1)
RELATIVES: Any = people_formset(RelativeForm, least=0, most=MOST_RELATIVES, formset=RelativeFormSet)
PARTIES: Any = people_formset(GroupPartyForm, least=0, most=MOST_PARTIES, formset=RelativeFormSet)
