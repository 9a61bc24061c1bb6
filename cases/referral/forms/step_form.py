"""What the forms of all pages of an aanmelding share (domain.md 3.2, steps 1-5; 3.3).

Citizens are addressed with "je", professionals with "u". The lists of people stand in `people.py`; which page comes
when stands in `cases/referral/reads/steps.py`.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Region
from ekc.forms import HouseForm

YES_NO = [("ja", _("Ja")), ("nee", _("Nee"))]


PHONE = {"autocomplete": "tel", "class": "is-medium"}


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
    """One page. `texts` replaces labels and help by the kind of referrer; on the phone nothing must be known."""

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


class RegionMixin(forms.Form):
    """Where the municipality does not say which region it is."""

    region = forms.ModelChoiceField(
        label=_("Regio"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=_("Volgt uit de woonplaats"),
        help_text=_("Alleen nodig als we de woonplaats niet kennen, of als die in een ander land ligt."),
    )


def open_regions(form: forms.Form) -> None:
    """Every region may be chosen: it is asked of whoever does not know the municipality."""
    regions: Any = form.fields["region"]
    regions.queryset = Region.objects.order_by("sort_order")


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
