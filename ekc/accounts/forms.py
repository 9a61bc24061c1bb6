"""Forms of landelijk beheer, and the one to log in. `save` calls one act; each act may still refuse."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ekc.addresses import mail_key
from ekc.forms import HouseForm, PhoneField
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept
from ekc.shared_edit import SharedEditMixin

from . import acts
from .codes import Role
from .leaving import Leaving, hand_over, owed_by
from .models import Municipality, Organisation, Region, User
from .organisations import organisation_named


class LoginForm(AllauthLoginForm):
    """Without a link between address and password: whoever tabs from the one to the other types in the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class AddKeyForm(AddWebAuthnForm):
    """A passkey or key, in Dutch: allauth has no translation of these labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Naam van de sleutel")
        self.fields["passwordless"].label = _("Inloggen zonder wachtwoord")
        self.fields["passwordless"].help_text = _(
            "U logt dan in met alleen deze sleutel. Die vraagt wel om uw vinger, uw gezicht of een pincode."
        )


class PersonForm(SharedEditMixin, HouseForm):
    """A person with an account; new when `person` is None."""

    full_name = forms.CharField(label=_("Naam"), max_length=120)
    email = forms.EmailField(
        label=_("E-mailadres"),
        help_text=_("Hiermee logt deze persoon in. Op dit adres komt ook de link voor een wachtwoord."),
    )
    phone = PhoneField(label=_("Telefoon"), required=False)
    role = forms.ChoiceField(
        label=_("Rol"),
        choices=[("", _("Kies een rol")), *Role.choices],
        help_text=_("De rol bepaalt wat deze persoon ziet en mag doen."),
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("Regio's"),
        queryset=Region.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nodig voor een regiomanager en een coördinator."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisatie"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Geen organisatie"),
        help_text=_(
            "Nodig voor een professional en een financier. Bij een coördinator: waar deze persoon werkt. "
            "Wie bij een zorg- of beslissende organisatie werkt, kan geen zaak als coördinator krijgen."
        ),
    )

    def __init__(self, *args: Any, by: User, person: User | None = None, **kwargs: Any) -> None:
        self.by, self.person = by, person
        if person is not None:
            kwargs.setdefault("initial", _initial_of(person))
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["regions"].queryset = Region.objects.for_user(by)
        fields["regions"].widget.in_columns = True
        fields["organisation"].queryset = Organisation.objects.for_user(by)

    def clean_email(self) -> str:
        email = mail_key(self.cleaned_data["email"])
        taken = User.objects.filter(email__iexact=email)
        if self.person is not None:
            taken = taken.exclude(pk=self.person.pk)
        if taken.exists():
            raise forms.ValidationError(
                _("Er is al een account met dit e-mailadres. Zoek het op in de lijst van mensen.")
            )
        return email

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        missing = acts.missing_for_role(
            data.get("role", ""), regions=data.get("regions") or [], organisation=data.get("organisation")
        )
        for field, reason in missing.items():
            if field not in self.errors:
                self.add_error(field, reason)
        return data

    def save(self) -> User:
        """Raises Refusal."""
        if self.person is None:
            self.person = acts.register_person(by=self.by, **self.cleaned_data)
        else:
            self.person = acts.change_person(self.person, by=self.by, **self.cleaned_data)
        return self.person


def _initial_of(person: User) -> dict[str, Any]:
    return {
        "full_name": person.full_name,
        "email": person.email,
        "phone": person.phone,
        "role": person.role,
        "regions": list(person.regions.all()),
        "organisation": person.organisation_id,
    }


LAY = ("hoofdpersoon", "familie_netwerk")
"""Referrers who are no organisation."""


BY_ITSELF = "vanzelf"
"""Among the heirs: nobody in particular."""


class HandOverForm(HouseForm):
    """To whom goes what a person has under their hands: a choice per part, or whoever gets it by itself."""

    def __init__(self, *args: Any, leaving: Leaving, by: User, closes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaving, self.by, self.closes = leaving, by, closes
        self.owed = owed_by(leaving)
        for owed in self.owed:
            if owed.heirs:
                self.fields[owed.key] = forms.TypedChoiceField(
                    label=owed.title,
                    choices=[(BY_ITSELF, owed.otherwise), *((str(heir.pk), heir.full_name) for heir in owed.heirs)],
                    coerce=lambda value: None if value == BY_ITSELF else int(value),
                    initial=BY_ITSELF,
                    help_text=_numbers(owed.numbers),
                )

    @property
    def goes_by_itself(self) -> list[tuple[Any, Any, str]]:
        """What cannot be given to one person here: what it is, to whom it goes, and the cases."""
        return [(owed.title, owed.otherwise, _numbers(owed.numbers)) for owed in self.owed if not owed.heirs]

    def save(self) -> int:
        """Raises Refusal."""
        people = {heir.pk: heir for owed in self.owed for heir in owed.heirs}
        heirs = {key: people.get(pk) for key, pk in self.cleaned_data.items()}
        if self.closes:
            return acts.hand_over_and_close(self.leaving.person, by=self.by, heirs=heirs)
        return hand_over(self.leaving, by=self.by, heirs=heirs)


MOST_NUMBERS = 12


def _numbers(numbers: tuple[str, ...]) -> str:
    """The cases by number, as many as a line holds."""
    shown = ", ".join(numbers[:MOST_NUMBERS])
    more = len(numbers) - MOST_NUMBERS
    return gettext("%(shown)s en nog %(more)d") % {"shown": shown, "more": more} if more > 0 else shown


class OrganisationForm(SharedEditMixin, HouseForm):
    """An organisation that refers, pays or employs; new when `organisation` is None."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    is_care_or_deciding = forms.BooleanField(
        label=_("Dit is een zorg- of beslissende organisatie"),
        required=False,
        help_text=_(
            "Bijvoorbeeld jeugdbescherming, een zorgaanbieder of de gemeente. Een coördinator is een onafhankelijke "
            "burger: wie bij zo'n organisatie werkt, kan geen zaak als coördinator krijgen."
        ),
    )
    referrer_type = forms.ChoiceField(
        label=_("Soort aanmelder"),
        required=False,
        help_text=_("Voor de cijfers: zo telt een aanmelding van deze organisatie mee."),
    )

    frames_are_cosigned = forms.BooleanField(
        label=_("Een teamleider tekent het veiligheidskader mee"),
        required=False,
        help_text=_("Wie hier werkt, kan een veiligheidskader dan pas indienen als een teamleider heeft getekend."),
    )

    def __init__(self, *args: Any, by: User, organisation: Organisation | None = None, **kwargs: Any) -> None:
        self.by, self.organisation = by, organisation
        if organisation is not None:
            kwargs.setdefault(
                "initial",
                {
                    "name": organisation.name,
                    "is_care_or_deciding": organisation.is_care_or_deciding,
                    "referrer_type": organisation.referrer_type,
                    "frames_are_cosigned": organisation.frames_are_cosigned,
                },
            )
        super().__init__(*args, **kwargs)
        kinds = kept(KeptList.REFERRER)
        now = organisation.referrer_type if organisation else ""
        chosen = kinds.choices(keep=[now], without=LAY)
        retired = _("%(name)s (bestaat niet meer: kies een ander)")
        field: Any = self.fields["referrer_type"]
        field.choices = [
            ("", _("Meldt niemand aan")),
            *((code, name if code in kinds.open else retired % {"name": name}) for code, name in chosen),
        ]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        taken = organisation_named(name)
        if taken is not None and taken != self.organisation:
            raise forms.ValidationError(_("Er is al een organisatie met deze naam. Kies die, of geef een andere naam."))
        return name

    def save(self) -> Organisation:
        """Raises Refusal."""
        data = self.cleaned_data
        if self.organisation is None:
            return acts.register_organisation(by=self.by, **data)
        return acts.change_organisation(self.organisation, by=self.by, **data)


class RegionForm(SharedEditMixin, HouseForm):
    phone = PhoneField(label=_("Telefoon"), required=False)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    deputy = forms.ModelChoiceField(
        label=_("Welke regio neemt waar als hier geen regiomanager is?"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=_("Geen: dan liggen de zaken bij landelijk beheer"),
        help_text=_("De regiomanagers van die regio krijgen dan de zaken van deze regio, tot hier weer iemand werkt."),
    )

    def __init__(self, *args: Any, by: User, region: Region, **kwargs: Any) -> None:
        self.by, self.region = by, region
        kwargs.setdefault("initial", {"phone": region.phone, "email": region.email, "deputy": region.deputy_id})
        super().__init__(*args, **kwargs)
        deputy: Any = self.fields["deputy"]
        deputy.queryset = Region.objects.for_user(by).exclude(pk=region.pk)

    def save(self) -> Region:
        """Raises Refusal."""
        return acts.change_region(self.region, by=self.by, **self.merged())


class MunicipalityForm(HouseForm):
    name = forms.CharField(
        label=_("Naam van de gemeente"), max_length=80, help_text=_("Bijvoorbeeld na een herindeling.")
    )

    def __init__(self, *args: Any, by: User, region: Region, **kwargs: Any) -> None:
        self.by, self.region = by, region
        super().__init__(*args, **kwargs)

    def save(self) -> Municipality:
        """Raises Refusal."""
        return acts.add_municipality(self.region, by=self.by, **self.cleaned_data)
