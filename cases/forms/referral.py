"""The aanmelding as a form: who you are, for whom it is, what is going on (domain.md 3.2, step 3).

Three kinds of applicant, each asked only what they can know. `referral_page.py` puts the form and its two
lists of people on one page.
"""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Organisation, Region, User
from ekc.dates import local_today
from ekc.forms import DayField, HouseForm

from ..codes import (
    PROFESSIONAL_REFERRERS,
    Gender,
    HelpDuration,
    PreferenceKind,
    ReferrerRole,
    ReferrerType,
    RepeatReason,
    SafetyTrigger,
)
from ..domain.referral import Consent, ReferrerData
from .referral_people import PHONE

FASTEST_SECONDS = 4
"""Nobody reads and fills in this form in less: the time trap for programs."""
STAMP_SALT = "cases.referral.drawn-at"

YES_NO = [("nee", _("Nee")), ("ja", _("Ja"))]


def drawn_now() -> str:
    """A signed moment, to see afterwards how long a form was open."""
    return signing.dumps(timezone.now().timestamp(), salt=STAMP_SALT)


def seconds_since(stamp: str) -> float | None:
    """How long ago a form was drawn; None for a stamp that is not ours."""
    try:
        return timezone.now().timestamp() - float(signing.loads(stamp, salt=STAMP_SALT))
    except signing.BadSignature:
        return None


class ReferralForm(HouseForm):
    """What every applicant is asked. Its subclasses say who applies, and add what only they know."""

    # --- who you are
    name = forms.CharField(label=_("Je naam"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    phone = forms.CharField(label=_("Je telefoonnummer"), max_length=30, widget=PHONE)
    email = forms.EmailField(
        label=_("Je e-mailadres"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("Je krijgt alleen een bericht dat je aanmelding er is. Leest er iemand mee? Laat het dan leeg."),
    )
    no_voicemail = forms.BooleanField(label=_("Spreek geen voicemail in"), required=False)
    best_time = forms.CharField(
        label=_("Wanneer kunnen we je het beste bellen?"),
        max_length=80,
        required=False,
        help_text=_("Bijvoorbeeld: 's avonds, of niet als mijn partner thuis is."),
    )
    # --- for whom: the region, where the municipality does not say it
    region = forms.ModelChoiceField(
        label=_("Regio"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=_("Volgt uit de gemeente"),
        help_text=_("Alleen nodig als de gemeente niet bekend is."),
    )
    # --- what is going on
    situation = forms.CharField(
        label=_("Wat is er aan de hand?"),
        widget=forms.Textarea({"rows": 5}),
        max_length=4000,
        help_text=_("Een paar zinnen is genoeg. De regiomanager en de coördinator lezen dit; de familie mag het zien."),
    )
    question = forms.CharField(
        label=_("Waarvoor moet er een plan komen?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("Schrijf het als open vraag. Bijvoorbeeld: hoe zorgen we dat Noor elke dag naar school gaat?"),
    )
    other_professionals = forms.CharField(
        label=_("Welke hulpverleners zijn er betrokken?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
    )
    help_duration = forms.ChoiceField(
        label=_("Hoe lang is er al hulp?"), choices=HelpDuration, widget=forms.RadioSelect, required=False
    )
    earlier_conference = forms.ChoiceField(
        label=_("Was er al eerder een Eigen Kracht-conferentie?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        initial="nee",
    )
    repeat_reason = forms.ChoiceField(
        label=_("Zo ja: waarom nu weer?"), choices=[("", _("Kies een reden")), *RepeatReason.choices], required=False
    )
    # --- haste
    is_urgent = forms.BooleanField(label=_("Er is haast bij"), required=False)
    urgent_reason = forms.CharField(
        label=_("Waarom is er haast?"), max_length=300, required=False, help_text=_("Nodig als er haast bij is.")
    )
    # --- wishes for the coordinator
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
    # --- once, and by a person
    submit_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    drawn_at = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(
        label=_("Laat dit veld leeg"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    kind = ""
    who_fields: tuple[str, ...] = ("name", "phone", "email", "no_voicemail", "best_time")
    referrer_type = ""
    is_self = False
    first_relatives = 1
    texts: dict[str, Any] = {}

    def __init__(self, *args: Any, by: User | None = None, **kwargs: Any) -> None:
        self.by = by
        initial = {"submit_key": uuid.uuid4(), "drawn_at": drawn_now(), **self.initial_of(by)}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        regions: Any = self.fields["region"]
        regions.queryset = Region.objects.for_user(by or AnonymousUser())

    def initial_of(self, by: User | None) -> dict[str, Any]:
        return {}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_urgent") and not data.get("urgent_reason"):
            self.add_error("urgent_reason", _("Schrijf op waarom er haast bij is."))
        if data.get("earlier_conference") == "ja" and not data.get("repeat_reason"):
            self.add_error("repeat_reason", _("Kies waarom er weer een conferentie nodig is."))
        if self.by is None:
            self._refuse_programs(data)
        return data

    def _refuse_programs(self, data: dict[str, Any]) -> None:
        """Honeypot and time trap, for who is not signed in. A person who walks into one is told the way out."""
        if data.get("website"):
            self.add_error(None, _("Dit lijkt door een programma ingevuld. Stuur het nog een keer, of bel ons."))
            # A browser may have filled it in by itself: the next try starts with an empty field.
            self._put("website", "")
        seconds = seconds_since(data.get("drawn_at") or "")
        # Whoever still has something to mend is slow enough the next time.
        if not self.errors and (seconds is None or seconds < FASTEST_SECONDS):
            self.add_error(None, _("Dat ging heel snel. Kijk alles nog eens na, en verstuur het dan weer."))
            if seconds is None:
                self._put("drawn_at", drawn_now())

    def _put(self, name: str, value: str) -> None:
        """Change what the form will show of a field when it is drawn again."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, or the dict of a test
        data[self.add_prefix(name)] = value
        self.data = data

    def referrer(self) -> ReferrerData:
        """Raises nothing: call it on a valid form."""
        data = self.cleaned_data
        return ReferrerData(
            type=self.referrer_type,
            name=data["name"],
            phone=data["phone"],
            email=data["email"],
            no_voicemail=data["no_voicemail"],
            best_time=data["best_time"],
        )

    def wishes(self) -> list[tuple[str, str]]:
        fields = {
            PreferenceKind.GENDER: "wish_gender",
            PreferenceKind.LANGUAGE: "wish_language",
            PreferenceKind.CULTURE: "wish_culture",
            PreferenceKind.FAITH: "wish_faith",
            PreferenceKind.OTHER: "wish_other",
        }
        return [(kind, self.cleaned_data[name]) for kind, name in fields.items() if self.cleaned_data[name]]


class SelfReferralForm(ReferralForm):
    """The main person applies, and consents by doing so."""

    kind = "zelf"
    referrer_type = ReferrerType.MAIN_PERSON
    is_self = True
    first_relatives = 0
    texts = {
        "title": _("Aanmelden voor jezelf"),
        "who": _("Wie ben je?"),
        "first_person": _("Jij"),
        "persons_help": _("Is de conferentie ook voor iemand anders, zoals je kind? Voeg die dan toe."),
        "relatives_help": _("Mogen we ook iemand anders bellen? Een ouder, een vriend of iemand die je helpt."),
    }


class NetworkReferralForm(ReferralForm):
    """Somebody of the family or the network applies for another."""

    kind = "familie"
    referrer_type = ReferrerType.NETWORK
    texts = {
        "title": _("Aanmelden voor iemand uit je familie of omgeving"),
        "who": _("Wie ben je?"),
        "first_person": _("Persoon 1"),
        "persons_help": _("Voor wie moet er een plan komen? Dat kunnen meer mensen zijn, zoals broers en zussen."),
        "relatives_help": _("Wie mogen we bellen om kennis te maken? Bij een kind is dat meestal een ouder."),
    }
    who_fields = ("name", "relation", "phone", "email", "no_voicemail", "best_time")
    relation = forms.CharField(
        label=_("Wat ben je van de hoofdpersoon?"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld moeder, opa of buurvrouw."),
    )

    def referrer(self) -> ReferrerData:
        known = super().referrer()
        return ReferrerData(**{**vars(known), "function": self.cleaned_data["relation"]})


class ProfessionalReferralForm(ReferralForm):
    """A professional applies; safety and consent (R-06) are asked of nobody else."""

    kind = "professional"
    texts = {
        "title": _("Een familie aanmelden"),
        "who": _("Wie bent u?"),
        "first_person": _("Persoon 1"),
        "persons_help": _("In de jeugdzorg zijn dit de kinderen. Meld broers en zussen samen aan."),
        "relatives_help": _("Met wie kan de coördinator een afspraak maken? Bij kinderen meestal de ouders."),
    }
    referrer_kind = forms.ChoiceField(
        label=_("Soort organisatie"),
        choices=[("", _("Kies")), *(each for each in ReferrerType.choices if each[0] in PROFESSIONAL_REFERRERS)],
    )
    organisation_name = forms.CharField(label=_("Organisatie"), max_length=120)
    function = forms.CharField(label=_("Functie"), max_length=120, required=False)
    role_in_family = forms.ChoiceField(label=_("Uw rol in het gezin"), choices=ReferrerRole, widget=forms.RadioSelect)
    safety_triggers = forms.MultipleChoiceField(
        label=_("Wat speelt er?"),
        choices=SafetyTrigger,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Kruist u iets aan, dan is een veiligheidskader nodig: uw zorgen, en waaraan het plan moet voldoen. "
            "U vult dat in vóór de conferentie; daarna kunt u er niets meer aan toevoegen."
        ),
    )
    consent_by = forms.CharField(label=_("Wie gaf toestemming?"), max_length=120, required=False)
    consent_on = DayField(label=_("Wanneer?"), required=False)
    consent_how = forms.CharField(
        label=_("Hoe?"), max_length=120, required=False, help_text=_("Bijvoorbeeld: in een gesprek, of per mail.")
    )
    who_fields = (
        *("name", "function", "organisation_name", "referrer_kind", "role_in_family"),
        *("phone", "email", "best_time"),
    )

    def __init__(self, *args: Any, by: User | None = None, **kwargs: Any) -> None:
        self.organisation: Organisation | None = by.organisation if by and by.is_professional else None
        super().__init__(*args, by=by, **kwargs)
        del self.fields["no_voicemail"]
        labels = {
            "name": _("Naam"),
            "phone": _("Telefoon"),
            "email": _("E-mailadres"),
            "best_time": _("Wanneer bent u bereikbaar?"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
        self.fields["email"].required = True
        self.fields["earlier_conference"].label = _("Had deze familie al eerder een Eigen Kracht-conferentie?")
        if self.organisation is not None:
            self.fields["organisation_name"].disabled = True
            if self.organisation.referrer_type in PROFESSIONAL_REFERRERS:
                self.fields["referrer_kind"].disabled = True

    def initial_of(self, by: User | None) -> dict[str, Any]:
        if by is None or not by.is_professional:
            return {}
        organisation = by.organisation
        return {
            "name": by.full_name,
            "email": by.email,
            "phone": by.phone,
            "organisation_name": organisation.name if organisation else "",
            "referrer_kind": organisation.referrer_type if organisation else "",
        }

    def clean_consent_on(self) -> Any:
        day = self.cleaned_data["consent_on"]
        if day is not None and day > local_today():
            raise forms.ValidationError(_("Deze datum ligt in de toekomst. Vul in wanneer de toestemming is gegeven."))
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if any(data.get(name) for name in CONSENT):
            self.require_consent()
        return data

    def require_consent(self) -> None:
        """R-06 at the field: who, when and how, all three."""
        for name, text in CONSENT.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, text)

    def referrer(self) -> ReferrerData:
        data = self.cleaned_data
        consent = Consent(*(data[name] for name in CONSENT)) if data["consent_on"] else None
        return ReferrerData(
            type=data["referrer_kind"],
            name=data["name"],
            user=self.by if self.by and self.by.is_professional else None,
            organisation=self.organisation,
            organisation_name=data["organisation_name"],
            function=data["function"],
            role_in_family=data["role_in_family"],
            phone=data["phone"],
            email=data["email"],
            best_time=data["best_time"],
            consent=consent,
        )


CONSENT = {
    "consent_by": _("Vul in wie toestemming gaf om de contactgegevens door te geven."),
    "consent_on": _("Vul in wanneer de toestemming is gegeven."),
    "consent_how": _("Vul in hoe de toestemming is gegeven."),
}
KINDS: dict[str, type[ReferralForm]] = {
    form.kind: form for form in (SelfReferralForm, NetworkReferralForm, ProfessionalReferralForm)
}
