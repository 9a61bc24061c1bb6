"""The forms of landelijk beheer on programmes and who pays them. Each `save` calls one act and may raise Refusal."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import norms
from cases.codes import AccessEnd
from cases.coordinators.forms.contract import amount
from cases.models import Funder, FundingProgramme
from cases.models.programme import LATEST_CALL
from ekc import dutch
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User
from ekc.forms import HouseForm, Section, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts import programmes


def _months(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=_("Leeg: geen."),
        required=False,
        min_value=1,
        max_value=LATEST_CALL,
        widget=forms.NumberInput({"class": "is-short", "inputmode": "numeric"}),
    )


class ProgrammeForm(SharedEditMixin, HouseForm):
    """A programme; new when `programme` is None."""

    name = forms.CharField(label=_("Naam"), max_length=160)
    funder = forms.ModelChoiceField(
        label=_("Financier"), queryset=Funder.objects.none(), required=False, empty_label=_("Nog niet bekend")
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("Regio's"),
        queryset=Region.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In deze regio's kan een zaak uit dit programma betaald worden."),
    )
    starts_on = forms.DateField(label=_("Begint op"), required=False)
    ends_on = forms.DateField(label=_("Eindigt op"), required=False)
    target = forms.IntegerField(
        label=_("Doel: hoeveel conferenties?"),
        min_value=1,
        max_value=100_000,
        required=False,
        widget=forms.NumberInput({"class": "is-short", "inputmode": "numeric"}),
    )
    price = amount(_("Prijs per conferentie"), help_text=_("Wat de financier betaalt, in euro's."))
    coordinator_fee = amount(
        _("Vergoeding van de coördinator"), help_text=_("Staat klaar in elk nieuw contract, in euro's.")
    )
    coordinator_access_ends = forms.ChoiceField(
        label=_("Wanneer eindigt de toegang van de coördinator?"), choices=AccessEnd, widget=forms.RadioSelect
    )
    paper_twice = forms.BooleanField(
        label=_("Papieren vragenlijsten twee keer invoeren"),
        required=False,
        help_text=_("De tweede keer worden de verschillen getoond, zodat een tikfout opvalt."),
    )
    first_call_months = _months(_("Eerste gesprek na hoeveel maanden?"))
    follow_up_months = _months(_("Navraag na hoeveel maanden?"))
    second_follow_up_months = _months(_("Tweede navraag na hoeveel maanden?"))
    third_follow_up_months = _months(_("Derde navraag na hoeveel maanden?"))
    layout = Layout(
        Section(_("Welk programma"), "name", "funder", SideBySide("starts_on", "ends_on"), "regions"),
        Section(_("Aantallen en bedragen"), "target", SideBySide("price", "coordinator_fee")),
        Section(_("Afspraken"), "coordinator_access_ends", "paper_twice"),
        Section(
            _("Bellen na de conferentie"),
            SideBySide("first_call_months", "follow_up_months"),
            SideBySide("second_follow_up_months", "third_follow_up_months"),
        ),
    )

    def __init__(self, *args: Any, by: User, programme: FundingProgramme | None = None, **kwargs: Any) -> None:
        self.by, self.programme = by, programme
        initial: dict[str, Any] = {"coordinator_access_ends": AccessEnd.THREE_MONTHS}
        if programme is not None:
            initial = {name: getattr(programme, name) for name in programmes.PROGRAMME_FIELDS}
            initial["regions"] = list(programme.regions.all())
        super().__init__(*args, initial=initial, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["funder"].queryset = Funder.objects.all()
        fields["regions"].queryset = Region.objects.all()
        fields["regions"].widget.in_columns = True
        usual = {"first_call_months": norms.FIRST_CALL_MONTHS, "follow_up_months": norms.FOLLOW_UP_MONTHS}
        for field, months in usual.items():
            fields[field].help_text = _("Leeg: na %(months)s.") % {"months": dutch.months_in_words(months)}

    def save(self) -> FundingProgramme:
        if self.programme is None:
            self.programme = programmes.create_programme(by=self.by, **self.cleaned_data)
        else:
            programmes.change_programme(self.programme, by=self.by, **self.cleaned_data)
        return self.programme


class FunderForm(SharedEditMixin, HouseForm):
    """Who pays; new when `funder` is None."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    users = forms.ModelMultipleChoiceField(
        label=_("Wie ziet de totalen?"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Mensen met een account in de rol financier. Zij zien alleen aantallen, van hun eigen programma's."
        ),
    )

    def __init__(self, *args: Any, by: User, funder: Funder | None = None, **kwargs: Any) -> None:
        self.by, self.funder = by, funder
        initial = {"name": funder.name, "users": list(funder.users.all())} if funder else {}
        super().__init__(*args, initial=initial, **kwargs)
        users: Any = self.fields["users"]
        users.queryset = User.objects.for_user(by).active().filter(role=Role.FUNDER)

    def save(self) -> Funder:
        if self.funder is None:
            return programmes.create_funder(by=self.by, **self.cleaned_data)
        return programmes.change_funder(self.funder, by=self.by, **self.cleaned_data)
