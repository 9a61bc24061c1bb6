"""What landelijk beheer types about a breach. `save` calls one act, which may refuse."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.forms import HouseForm, MomentField, as_answers
from ekc.shared_edit import SharedEditMixin

from . import acts
from .codes import TellPeople, ToldAuthority
from .models import Breach, Concerned


def _text(label: Any, *, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, widget=forms.Textarea({"rows": 4}))


class BreachForm(SharedEditMixin, HouseForm):
    """For a new one, and for saying better what is known."""

    title = forms.CharField(
        label=_("Korte naam"), max_length=120, help_text=_("Bijvoorbeeld: laptop kwijt in de trein. Zonder namen.")
    )
    found_at = MomentField(label=_("Wanneer is het ontdekt?"), help_text=_("Vanaf dan lopen de 72 uur."))
    happened_at = MomentField(label=_("Wanneer gebeurde het?"), required=False)
    what = _text(_("Wat is er gebeurd?"))
    data = _text(_("Om welke gegevens gaat het?"), required=False)
    numbers = _text(_("Om welke zaken gaat het?"), help_text=_("Elk zaaknummer op een eigen regel."), required=False)
    accounts = _text(
        _("Om welke accounts gaat het?"),
        help_text=_("Elk mailadres op een eigen regel: van wie het wachtwoord of apparaat was, of wie keek."),
        required=False,
    )
    measures = _text(_("Wat is er gedaan?"), help_text=_("U kunt dit later aanvullen."), required=False)

    def __init__(self, *args: Any, by: User, breach: Breach | None = None, **kwargs: Any) -> None:
        self.by, self.breach = by, breach
        if breach is not None:
            names = ("title", "found_at", "happened_at", "what", "data", "measures")
            known = {name: getattr(breach, name) for name in names}
            addresses = sorted(breach.accounts.values_list("email", flat=True))
            lists = {"numbers": "\n".join(breach.case_numbers), "accounts": "\n".join(addresses)}
            kwargs.setdefault("initial", {**known, **lists})
        super().__init__(*args, **kwargs)

    def save(self) -> Breach:
        """Raises Refusal."""
        values = dict(self.cleaned_data)
        values["case_numbers"] = values.pop("numbers").splitlines()
        values["accounts"] = values["accounts"].splitlines()
        if self.breach is None:
            return acts.record_breach(by=self.by, **values)
        return acts.change_breach(self.breach, by=self.by, **values)


class AuthorityForm(SharedEditMixin, HouseForm):
    conditional = ("authority_at", "authority_why")
    authority = forms.ChoiceField(
        label=_("Is het gemeld bij de Autoriteit Persoonsgegevens?"),
        choices=as_answers(ToldAuthority.choices),
        widget=forms.RadioSelect,
    )
    authority_at = MomentField(
        label=_("Wanneer is het gemeld?"), help_text=_("Alleen als het is gemeld."), required=False
    )
    authority_reference = forms.CharField(label=_("Kenmerk van de AP"), max_length=60, required=False)
    authority_why = _text(
        _("Waarom niet, of waarom later dan 72 uur?"),
        help_text=_("Niet nodig als het binnen 72 uur is gemeld."),
        required=False,
    )

    def __init__(self, *args: Any, by: User, breach: Breach, **kwargs: Any) -> None:
        self.by, self.breach = by, breach
        names = ("authority", "authority_at", "authority_reference", "authority_why")
        kwargs.setdefault("initial", {name: getattr(breach, name) for name in names})
        super().__init__(*args, **kwargs)

    def save(self) -> Breach:
        """Raises Refusal."""
        return acts.decide_authority(self.breach, by=self.by, **self.cleaned_data)


class PeopleForm(SharedEditMixin, HouseForm):
    conditional = ("people_why", *acts.LETTER)
    tell_people = forms.ChoiceField(
        label=_("Krijgen de mensen om wie het gaat bericht?"),
        choices=as_answers(TellPeople.choices),
        widget=forms.RadioSelect,
        help_text=_("Bij een hoog risico moet het. Over gezinnen ligt er veel vast: kies bij twijfel ja."),
    )
    people_why = _text(_("Waarom geen bericht?"), help_text=_("Alleen als zij geen bericht krijgen."), required=False)
    letter_what = _text(
        _("In de brief: wat is er gebeurd?"),
        help_text=_("In gewone woorden. De brief is nodig als zij bericht krijgen."),
        required=False,
    )
    letter_risk = _text(_("In de brief: wat kan dit betekenen?"), required=False)
    letter_done = _text(_("In de brief: wat hebben wij gedaan?"), required=False)
    letter_advice = _text(_("In de brief: wat kan iemand zelf doen?"), required=False)
    letter_contact = forms.CharField(
        label=_("In de brief: wie kan men bellen?"),
        max_length=120,
        help_text=_("Een naam en een telefoonnummer."),
        required=False,
    )

    def __init__(self, *args: Any, by: User, breach: Breach, **kwargs: Any) -> None:
        self.by, self.breach = by, breach
        names = ("tell_people", "people_why", *acts.LETTER)
        kwargs.setdefault("initial", {name: getattr(breach, name) for name in names})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Every part of the letter that is still empty is said at once; the act refuses the first of them."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("tell_people") == TellPeople.YES:
            for name in acts.LETTER:
                if name not in self.errors and not data.get(name, "").strip():
                    self.add_error(name, acts.NEEDED_IN_LETTER)
        return data

    def save(self) -> Breach:
        """Raises Refusal."""
        return acts.decide_people(self.breach, by=self.by, **self.cleaned_data)


class ConcernedForm(HouseForm):
    name = forms.CharField(label=_("Naam"), max_length=120)
    case_number = forms.CharField(label=_("Zaaknummer"), max_length=40, required=False)

    def __init__(self, *args: Any, by: User, breach: Breach, **kwargs: Any) -> None:
        self.by, self.breach = by, breach
        super().__init__(*args, **kwargs)

    def save(self) -> Concerned:
        """Raises Refusal."""
        return acts.add_person(self.breach, by=self.by, **self.cleaned_data)


class ToldForm(HouseForm):
    told_on = forms.DateField(label=_("Wanneer?"), initial=local_today)
    told_how = forms.CharField(
        label=_("Hoe?"), max_length=200, help_text=_("Bijvoorbeeld: brief, of gebeld door de coördinator.")
    )

    def __init__(self, *args: Any, by: User, person: Concerned, **kwargs: Any) -> None:
        self.by, self.person = by, person
        super().__init__(*args, **kwargs)

    def save(self) -> Concerned:
        """Raises Refusal."""
        return acts.tell_person(self.person, by=self.by, **self.cleaned_data)
