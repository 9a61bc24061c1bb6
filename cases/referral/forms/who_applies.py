"""Who applies, and how to reach them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import LAY_REFERRERS, ReferrerKind, ReferrerRole, Residence
from ekc.accounts.organisation_question import OrganisationQuestionMixin
from ekc.accounts.organisations import organisations_that_refer
from ekc.forms import KnownDateField, PhoneField, PhoneInput
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept

from .living_place import LivingPlaceMixin
from .step_form import PHONE, RegionMixin, StepForm, open_regions, require_birth_date


class SelfNameForm(StepForm):
    name = forms.CharField(label=_("Je naam"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))


class NetworkNameForm(SelfNameForm):
    relation = forms.CharField(
        label=_("Wat ben je van de persoon om wie het gaat?"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld moeder, opa of buurvrouw."),
    )


class ProfessionalNameForm(OrganisationQuestionMixin, StepForm):
    # No case is without the kind of its referrer: the figures are split by it.
    needed_on_the_phone = ("referrer_kind",)
    name = forms.CharField(label=_("Uw naam"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    function = forms.CharField(label=_("Uw functie"), max_length=120, required=False)
    organisation_name = forms.CharField(
        label=_("Uw organisatie"), max_length=120, widget=forms.TextInput({"autocomplete": "organization"})
    )
    referrer_kind = forms.ChoiceField(
        label=_("Soort organisatie"), error_messages={"invalid_choice": _("Kies het soort organisatie uit de lijst.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["referrer_kind"]
        kind.choices = [("", _("Kies")), *kept(KeptList.REFERRER).choices(without=LAY_REFERRERS)]
        self.ask_organisation(organisations_that_refer())


class RoleForm(StepForm):
    role_in_family = forms.ChoiceField(
        label=_("Wat is uw rol in het gezin?"), choices=ReferrerRole, widget=forms.RadioSelect
    )


class ReachForm(StepForm):
    """How to reach the referrer, and what is safe."""

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

    interpreter = forms.CharField(
        label=_("Heb je een tolk nodig? In welke taal?"),
        max_length=80,
        required=False,
        help_text=_("Laat dit leeg als je geen tolk nodig hebt."),
    )

    texts = {
        ReferrerKind.PROFESSIONAL: {
            "interpreter": _("Heeft de familie een tolk nodig? In welke taal?"),
            "interpreter.help_text": _("Laat dit leeg als er geen tolk nodig is."),
            "best_time": _("Wanneer bent u het beste te bereiken?"),
            "best_time.help_text": "",
            "email.help_text": _("In een mail staat alleen dat er een bericht is, nooit iets over de familie."),
        }
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.kind == ReferrerKind.PROFESSIONAL:
            del self.fields["voicemail"]
            self.fields["email"].required = not self.on_the_phone


class AddressForm(LivingPlaceMixin, RegionMixin, StepForm):
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
