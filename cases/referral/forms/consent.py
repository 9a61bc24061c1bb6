"""R-06: consent to passing on contact data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.forms import KnownDateField

from .step_form import StepForm


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
    "consent_by": _("Schrijf op wie toestemming gaf om de contactgegevens door te geven."),
    "consent_on": _("Schrijf op wanneer de toestemming is gegeven."),
    "consent_how": _("Schrijf op hoe de toestemming is gegeven."),
}
