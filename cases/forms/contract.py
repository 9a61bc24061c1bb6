"""The form on a contract: what was agreed, signed and paid."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.figures import euros
from ekc.forms import HouseForm, Section, SideBySide

from ..domain.contracts import change_contract, training_costs_left
from ..models import CoordinatorContract

FIELDS = ("fee", "training_deduction", "expenses", "signed_on", "paid_on")


def amount(label: Any, **kwargs: Any) -> forms.DecimalField:
    """Euros and cents, written as people write them: 450 or 450,50."""
    widget = forms.TextInput({"inputmode": "decimal", "class": "is-short"})
    errors = {"invalid": _("Schrijf een bedrag in euro's. Bijvoorbeeld 450,00.")}
    return forms.DecimalField(
        label=label,
        max_digits=8,
        decimal_places=2,
        min_value=0,
        required=False,
        localize=True,
        widget=widget,
        error_messages=errors,
        **kwargs,
    )


class ContractTermsForm(HouseForm):
    fee = amount(_("Vergoeding"))
    training_deduction = amount(_("Inhouding voor de training"))
    expenses = amount(_("Onkosten"), help_text=_("Bijvoorbeeld reiskosten, zoals de coördinator ze opgaf."))
    signed_on = forms.DateField(label=_("Getekend op"), required=False)
    paid_on = forms.DateField(label=_("Betaald op"), required=False)
    layout = Layout(
        Section(_("Bedragen in euro's"), SideBySide("fee", "training_deduction", "expenses")),
        Section(_("Datums"), SideBySide("signed_on", "paid_on")),
    )

    def __init__(self, *args: Any, contract: CoordinatorContract, user: User, **kwargs: Any) -> None:
        initial = {name: getattr(contract, name) for name in FIELDS}
        super().__init__(*args, initial=initial, **kwargs)
        self.contract, self.user = contract, user
        left = training_costs_left(contract.coordinator, besides=contract)
        self.fields["training_deduction"].help_text = (
            _("Er staat nog %(left)s open.") % {"left": euros(left)} if left else _("Er staat niets meer open.")
        )

    def save(self) -> CoordinatorContract:
        return change_contract(self.contract, by=self.user, **self.cleaned_data)
