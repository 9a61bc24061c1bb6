"""What kind of conference it is about: of a family, of a group (Alle Hens), or after harm (herstelconferentie)."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import many
from cases.codes import GroupKind, GroupTopic, PartyKind, ReferrerKind
from ekc.forms import HouseForm

from ..acts.referral import PartyData
from .step_form import RegionMixin, StepForm, open_regions

FAMILY, GROUP, HARM = "gezin", "groep", "herstel"
OWN_SIDES = [
    (PartyKind.HARMED.value, _("Mij is iets aangedaan")),
    (PartyKind.OFFENDER.value, _("Ik heb iemand iets aangedaan")),
]
SIDES_OF_PEOPLE = [
    (PartyKind.HARMED.value, _("Deze persoon is iets aangedaan")),
    (PartyKind.OFFENDER.value, _("Deze persoon deed het")),
]
SIDES_AROUND = [
    ("", _("Bij geen van beide, of dat weet ik niet")),
    (PartyKind.HARMED.value, _("Bij wie iets is aangedaan")),
    (PartyKind.OFFENDER.value, _("Bij wie het deed")),
]
MOST_PARTIES = 12


class AboutForm(StepForm):
    """A plan for a family, Alle Hens about nobody in particular, or putting right what was done to somebody."""

    about = forms.ChoiceField(
        label=_("Waar gaat het om?"),
        choices=[
            (FAMILY, _("Om een plan voor een gezin, een familie of één persoon")),
            (HARM, _("Er is iemand iets aangedaan, en dat moet worden goedgemaakt (herstelconferentie)")),
            (GROUP, _("Om een straat, een school, een club of een organisatie (Alle Hens)")),
        ],
        widget=forms.RadioSelect,
        initial=FAMILY,
        required=False,
    )
    own_side = forms.ChoiceField(
        label=_("Als er iets is aangedaan: wat past bij jou?"),
        choices=OWN_SIDES,
        widget=forms.RadioSelect,
        required=False,
    )
    conditional = ("own_side",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.kind != ReferrerKind.SELF:
            del self.fields["own_side"]
            return
        about: Any = self.fields["about"]
        about.choices = [(FAMILY, _("Om een plan voor mij of mijn gezin")), *about.choices[1:2]]

    def clean_about(self) -> str:
        """Who began before this was asked, applied for a family."""
        return self.cleaned_data["about"] or FAMILY

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        asks = self.kind == ReferrerKind.SELF and data.get("about") == HARM and not self.on_the_phone
        if asks and not data.get("own_side"):
            self.add_error("own_side", _("Kies wat bij jou past."))
        return data


class GroupForm(RegionMixin, StepForm):
    """Whom an Alle Hens-conferentie is about. On the phone the region is asked with the people."""

    group_name = forms.CharField(
        label=_("Hoe heet de groep?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: de bewoners van de Lindestraat. Onder deze naam staat de aanmelding in elke lijst."),
    )
    group_kind = forms.ChoiceField(
        label=_("Wat voor groep is het?"), choices=GroupKind.choices, widget=forms.RadioSelect
    )
    group_place = forms.CharField(label=_("Plaats"), max_length=80, required=False)
    group_topics = many(_("Waar gaat het over?"), GroupTopic.choices, required=False)
    municipality = forms.CharField(
        label=_("Gemeente"),
        max_length=80,
        widget=forms.TextInput({"list": "gemeenten", "autocomplete": "off"}),
        required=False,
    )
    conditional = ("municipality", "region")
    field_order = ["group_name", "group_kind", "group_place", "municipality", "region", "group_topics"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_regions(self)
        if self.on_the_phone:
            del self.fields["municipality"], self.fields["region"]


class PartyForm(HouseForm):
    """One party of an Alle Hens, and who speaks for it. No phone number: those are asked with consent (R-06)."""

    name = forms.CharField(
        label=_("Welke partij?"), max_length=120, help_text=_("Bijvoorbeeld: bewoners, of de school.")
    )
    size = forms.IntegerField(
        label=_("Met hoeveel zijn zij ongeveer?"),
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.NumberInput({"class": "is-short"}),
    )
    spokesperson = forms.CharField(label=_("Wie spreekt voor hen?"), max_length=120, required=False)
    is_professional = forms.BooleanField(label=_("Dit zijn professionals"), required=False)

    layout = Layout("name", "size", "spokesperson", "is_professional")

    def __init__(self, *args: Any, number: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        self.fields["name"].error_messages["required"] = _("Vul de naam in van partij %(number)s.") % {"number": number}

    def to_data(self) -> PartyData:
        return PartyData(**self.cleaned_data)
