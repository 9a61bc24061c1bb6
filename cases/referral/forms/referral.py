"""The questions of an aanmelding, one form per page (domain.md 3.2, steps 1-5; 3.3).

Citizens are addressed with "je", professionals with "u". The lists of people stand in `referral_people.py`; which
page comes when stands in `cases/pages/referral_steps.py`.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import (
    PROFESSIONAL_REFERRERS,
    Applicant,
    Gender,
    HelpDuration,
    PreferenceKind,
    ReferrerRole,
    ReferrerType,
    RepeatReason,
    Residence,
    SafetyTrigger,
)
from ekc.accounts.models import Region
from ekc.forms import HouseForm, KnownDateField, PhoneField, PhoneInput

YES_NO = [("ja", _("Ja")), ("nee", _("Nee"))]
PHONE = {"autocomplete": "tel", "class": "is-medium"}
NOTHING_OF_THIS = "geen"
GENDERS = [
    ("v", _("Meisje of vrouw")),
    ("m", _("Jongen of man")),
    ("", _("Wil ik niet zeggen of weet ik niet")),
]
BIRTHS = [
    ("datum", _("Ik vul de geboortedatum in")),
    ("ongeboren", _("Nog niet geboren")),
    ("minderjarig", _("Weet ik niet of zeg ik niet: jonger dan 18")),
    ("volwassen", _("Weet ik niet of zeg ik niet: 18 jaar of ouder")),
]
BIRTH_HELP = _("Zo weten we of het om een kind gaat. Alleen wie met deze aanmelding werkt, ziet de datum.")


class StepForm(HouseForm):
    """One page. `texts` replaces labels and help by the kind of applicant; on the phone nothing must be known."""

    texts: Mapping[str, Mapping[str, str | Promise]] = {}
    # Needed after some other answer: "not required" would mislead there.
    conditional: tuple[str, ...] = ()
    needed_on_the_phone: tuple[str, ...] = ()

    def __init__(self, *args: Any, kind: str, on_the_phone: bool = False, **kwargs: Any) -> None:
        self.kind, self.on_the_phone = kind, on_the_phone
        super().__init__(*args, **kwargs)
        for name, text in self.texts.get(kind, {}).items():
            field, _sep, what = name.partition(".")
            setattr(self.fields[field], what or "label", text)
        if on_the_phone:
            self.mark_optional = False
            for field_name, field in self.fields.items():
                field.required = field_name in self.needed_on_the_phone


# --- who you are ---------------------------------------------------------------------------------


class SelfNameForm(StepForm):
    name = forms.CharField(label=_("Je naam"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))


class NetworkNameForm(SelfNameForm):
    relation = forms.CharField(
        label=_("Wat ben je van de persoon om wie het gaat?"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld moeder, opa of buurvrouw."),
    )


class ProfessionalNameForm(StepForm):
    # No case is without the kind of its applicant: the figures are split by it.
    needed_on_the_phone = ("referrer_kind",)
    name = forms.CharField(label=_("Uw naam"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    function = forms.CharField(label=_("Uw functie"), max_length=120, required=False)
    organisation_name = forms.CharField(
        label=_("Uw organisatie"), max_length=120, widget=forms.TextInput({"autocomplete": "organization"})
    )
    referrer_kind = forms.ChoiceField(
        label=_("Soort organisatie"),
        choices=[("", _("Kies")), *(each for each in ReferrerType.choices if each[0] in PROFESSIONAL_REFERRERS)],
    )


class RoleForm(StepForm):
    role_in_family = forms.ChoiceField(
        label=_("Wat is uw rol in het gezin?"), choices=ReferrerRole, widget=forms.RadioSelect
    )


class ReachForm(StepForm):
    """How to reach the applicant, and what is safe."""

    phone = PhoneField(label=_("Telefoonnummer"), widget=PhoneInput(PHONE))
    voicemail = forms.ChoiceField(
        label=_("Mogen we een voicemail inspreken?"),
        choices=[("ja", _("Ja")), ("nee", _("Nee, dat is niet veilig of niet handig"))],
        widget=forms.RadioSelect,
    )
    best_time = forms.CharField(
        label=_("Wanneer kunnen we je het beste bellen?"),
        max_length=80,
        required=False,
        help_text=_("Bijvoorbeeld: 's avonds, of niet als mijn partner thuis is."),
    )
    email = forms.EmailField(
        label=_("E-mailadres"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("In een mail staat alleen dat er een bericht is. Leest er iemand mee? Laat het dan leeg."),
    )

    texts = {
        Applicant.PROFESSIONAL: {
            "best_time": _("Wanneer bent u het beste te bereiken?"),
            "best_time.help_text": "",
            "email.help_text": _("In een mail staat alleen dat er een bericht is, nooit iets over de familie."),
        }
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.kind == Applicant.PROFESSIONAL:
            del self.fields["voicemail"]
            self.fields["email"].required = not self.on_the_phone


class RegionMixin(forms.Form):
    """Where the municipality does not say which region it is."""

    region = forms.ModelChoiceField(
        label=_("Regio"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=_("Volgt uit de gemeente"),
        help_text=_("Alleen nodig als de gemeente niet bekend is, of in een ander land ligt."),
    )


class AddressForm(RegionMixin, StepForm):
    """Where the main person lives who applies; in a shelter the address is secret."""

    place = forms.CharField(label=_("Woonplaats"), max_length=80, required=False)
    municipality = forms.CharField(
        label=_("Gemeente"),
        max_length=80,
        widget=forms.TextInput({"list": "gemeenten", "autocomplete": "off"}),
        required=False,
        help_text=_("Hieraan zien we wie je aanmelding leest."),
    )
    street = forms.CharField(
        label=_("Straat en huisnummer"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=10,
        required=False,
        widget=forms.TextInput({"class": "is-short", "autocomplete": "postal-code"}),
    )
    secret_address = forms.BooleanField(
        label=_("Mijn adres is geheim"),
        required=False,
        help_text=_("Dan komt het nergens te staan: niet op een scherm, niet in een brief en niet in een mail."),
    )
    conditional = ("municipality", "region")
    field_order = ["place", "municipality", "region", "street", "postcode", "secret_address"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_regions(self)


def open_regions(form: forms.Form) -> None:
    """Every region may be chosen: it is asked of whoever does not know the municipality."""
    regions: Any = form.fields["region"]
    regions.queryset = Region.objects.order_by("sort_order")


class BirthForm(StepForm):
    """Of the main person who applies."""

    conditional = ("birth_date",)
    birth = forms.ChoiceField(
        label=_("Wanneer ben je geboren?"),
        choices=[
            ("datum", _("Ik vul mijn geboortedatum in")),
            ("minderjarig", _("Wil ik niet zeggen: ik ben jonger dan 18")),
            ("volwassen", _("Wil ik niet zeggen: ik ben 18 jaar of ouder")),
        ],
        widget=forms.RadioSelect,
        initial="datum",
        help_text=_("Is iemand jonger dan 18, dan praten we ook met een ouder of verzorger."),
    )
    birth_date = KnownDateField(label=_("Geboortedatum"), required=False)
    gender = forms.ChoiceField(
        label=_("Ben je een man of een vrouw?"),
        choices=[
            ("v", _("Meisje of vrouw")),
            ("m", _("Jongen of man")),
            ("", _("Wil ik niet zeggen")),
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("We vragen dit voor de cijfers. Op een tabel staat nooit iemands naam."),
    )
    residence = forms.ChoiceField(
        label=_("Hoe woon je nu?"),
        choices=[("", _("Wil ik niet zeggen of weet ik niet")), *Residence.choices],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        return require_birth_date(self, super().clean())


def require_birth_date(form: forms.Form, data: dict[str, Any] | None) -> dict[str, Any]:
    """Who says to fill in the date of birth does so. Whoever only filled in the date has said it by that."""
    found = data or form.cleaned_data
    if found.get("birth_date") and not found.get("birth"):
        found["birth"] = "datum"
    on_the_phone = getattr(form, "on_the_phone", False)
    has_error = "birth_date" in form.errors
    if found.get("birth") == "datum" and not found.get("birth_date") and not has_error and not on_the_phone:
        form.add_error("birth_date", _("Vul de geboortedatum in, of kies hierboven een ander antwoord."))
    return found


# --- consent (R-06) ---------------------------------------------------------------------------------


class ConsentForm(StepForm):
    """R-06: who consented to passing on the contact data of the family, when and how."""

    conditional = ("consent_by", "consent_on", "consent_how")
    has_consent = forms.ChoiceField(
        label=_("Vindt de familie het goed dat u hun telefoonnummer doorgeeft?"),
        choices=[("ja", _("Ja, daar is toestemming voor")), ("nee", _("Nee, of dat is nog niet gevraagd"))],
        widget=forms.RadioSelect,
    )
    consent_by = forms.CharField(
        label=_("Wie gaf toestemming?"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld: Ria de Wit, de moeder. De familie kan dit later nalezen."),
    )
    consent_on = KnownDateField(label=_("Wanneer?"), required=False)
    consent_how = forms.CharField(
        label=_("Hoe?"), max_length=120, required=False, help_text=_("Bijvoorbeeld: in een gesprek, of per mail.")
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("has_consent") == "ja":
            for name, text in CONSENT.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, text)
        return data


class GroupConsentForm(ConsentForm):
    """The same of a street or an organisation, where there is no family."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["has_consent"].label = _("Vinden deze mensen het goed dat u hun telefoonnummer doorgeeft?")
        self.fields["consent_by"].help_text = _("Wie het telefoonnummer geeft, kan dit later nalezen.")


CONSENT = {
    "consent_by": _("Vul in wie toestemming gaf om de contactgegevens door te geven."),
    "consent_on": _("Vul in wanneer de toestemming is gegeven."),
    "consent_how": _("Vul in hoe de toestemming is gegeven."),
}


# --- what is going on ---------------------------------------------------------------------------------


class SituationForm(StepForm):
    situation = forms.CharField(
        label=_("Wat is er aan de hand?"),
        widget=forms.Textarea({"rows": 6}),
        max_length=4000,
        help_text=_("Een paar zinnen is genoeg. De regiomanager en de coördinator lezen dit. De familie mag het zien."),
    )
    question = forms.CharField(
        label=_("Waarvoor moet er een plan komen?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("Schrijf het als open vraag. Bijvoorbeeld: hoe zorgen we dat Noor elke dag naar school gaat?"),
    )


class HelpForm(StepForm):
    conditional = ("repeat_reason",)
    other_professionals = forms.CharField(
        label=_("Welke hulpverleners zijn er nu bij betrokken?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("Bijvoorbeeld een wijkteam, een gezinscoach of een mentor op school."),
    )
    help_duration = forms.ChoiceField(
        label=_("Hoe lang is er al hulp?"),
        choices=[
            *(each for each in HelpDuration.choices if each[0] != HelpDuration.UNKNOWN),
            ("", _("Wil ik niet zeggen of weet ik niet")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    earlier_conference = forms.ChoiceField(
        label=_("Was er al eerder een Eigen Kracht-conferentie?"),
        choices=[("nee", _("Nee, of dat weet ik niet")), ("ja", _("Ja"))],
        widget=forms.RadioSelect,
    )
    repeat_reason = forms.ChoiceField(
        label=_("Zo ja: waarom nu weer?"), choices=[("", _("Kies een reden")), *RepeatReason.choices], required=False
    )

    texts = {Applicant.PROFESSIONAL: {"other_professionals": _("Welke andere professionals zijn er betrokken?")}}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("earlier_conference") == "ja" and not data.get("repeat_reason") and not self.on_the_phone:
            self.add_error("repeat_reason", _("Kies waarom er weer een conferentie nodig is."))
        return data


class SafetyForm(StepForm):
    safety_triggers = forms.MultipleChoiceField(
        label=_("Wat speelt er?"),
        choices=[*SafetyTrigger.choices, (NOTHING_OF_THIS, _("Niets hiervan"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kruis aan wat er speelt, of kies “Niets hiervan”.")},
        help_text=_(
            "Kruist u een zorg aan, dan is een veiligheidskader nodig: uw zorgen, en waaraan het plan moet voldoen. "
            "U vult dat in vóór de conferentie. Daarna kunt u er niets meer aan toevoegen."
        ),
    )

    def clean_safety_triggers(self) -> list[str]:
        found: list[str] = self.cleaned_data["safety_triggers"]
        if NOTHING_OF_THIS in found and len(found) > 1:
            raise forms.ValidationError(_("U kruiste een zorg aan, en ook “Niets hiervan”. Haal één van de twee weg."))
        return found


class UrgencyForm(StepForm):
    conditional = ("urgent_reason",)
    is_urgent = forms.ChoiceField(
        label=_("Is er haast bij?"),
        choices=[("nee", _("Nee")), ("ja", _("Ja, er moet snel een plan zijn"))],
        widget=forms.RadioSelect,
    )
    urgent_reason = forms.CharField(
        label=_("Waarom is er haast?"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Nodig als er haast bij is. Is er nu gevaar? Bel 112."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_urgent") == "ja" and not data.get("urgent_reason"):
            self.add_error("urgent_reason", _("Schrijf op waarom er haast bij is."))
        return data


class WishesForm(StepForm):
    wish_gender = forms.ChoiceField(
        label=_("Man of vrouw"),
        choices=[("", _("Maakt niet uit")), (Gender.WOMAN, _("Vrouw")), (Gender.MAN, _("Man"))],
        widget=forms.RadioSelect,
        required=False,
    )
    wish_language = forms.CharField(label=_("Taal"), max_length=40, required=False)
    wish_culture = forms.CharField(label=_("Cultuur"), max_length=80, required=False)
    wish_faith = forms.CharField(label=_("Geloof"), max_length=80, required=False)
    wish_other = forms.CharField(label=_("Iets anders"), max_length=120, required=False)

    kinds = {
        PreferenceKind.GENDER: "wish_gender",
        PreferenceKind.LANGUAGE: "wish_language",
        PreferenceKind.CULTURE: "wish_culture",
        PreferenceKind.FAITH: "wish_faith",
        PreferenceKind.OTHER: "wish_other",
    }

    def wishes(self) -> list[tuple[str, str]]:
        return [(kind, self.cleaned_data[name]) for kind, name in self.kinds.items() if self.cleaned_data.get(name)]


class PlaceForm(RegionMixin, StepForm):
    """Goes with the list of main persons."""

    conditional = ("region",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_regions(self)


# --- a street or an organisation ---------------------------------------------------------------------------------

FAMILY, GROUP = "gezin", "groep"


class AboutForm(StepForm):
    """A conference of a family, or Alle Hens: about nobody in particular (domain.md 3.6)."""

    about = forms.ChoiceField(
        label=_("Om wie gaat het?"),
        choices=[
            (FAMILY, _("Om een gezin, een familie of één persoon")),
            (GROUP, _("Om een straat, een buurt of een organisatie (Alle Hens)")),
        ],
        widget=forms.RadioSelect,
        initial=FAMILY,
    )


class GroupForm(RegionMixin, StepForm):
    """Whom an Alle Hens-conferentie is about. On the phone the region is asked with the people."""

    group_name = forms.CharField(
        label=_("Welke straat, buurt of organisatie is het?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: de bewoners van de Lindestraat."),
    )
    group_parties = forms.CharField(
        label=_("Welke partijen zijn er?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        required=False,
        help_text=_("Bijvoorbeeld: bewoners, jongeren, de school en de winkeliers. Noem hier geen namen van mensen."),
    )
    municipality = forms.CharField(
        label=_("Gemeente"),
        max_length=80,
        widget=forms.TextInput({"list": "gemeenten", "autocomplete": "off"}),
        required=False,
    )
    conditional = ("municipality", "region")
    field_order = ["group_name", "group_parties", "municipality", "region"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_regions(self)
        if self.on_the_phone:
            del self.fields["municipality"], self.fields["region"]


# --- sending, pausing, coming back ---------------------------------------------------------------------------------


class SendForm(HouseForm):
    """The last page. `website` is for programs: people do not see it."""

    website = forms.CharField(
        label=_("Laat dit veld leeg"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def forget_website(self) -> None:
        """A browser may have filled it in by itself: the next try starts with an empty field."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["website"] = ""
        self.data = data


class PauseForm(HouseForm):
    email = forms.EmailField(
        label=_("Naar welk e-mailadres sturen we de link?"), widget=forms.EmailInput({"autocomplete": "email"})
    )


class ResumeForm(HouseForm):
    code = forms.CharField(
        label=_("Je code"),
        max_length=20,
        help_text=_("Acht cijfers. Je kreeg ze op het scherm te zien."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "is-short"}),
    )
