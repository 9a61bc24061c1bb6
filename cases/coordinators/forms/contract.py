"""The form on a contract: what was agreed, signed and paid."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import CoordinatorContract
from ekc.accounts.models import User
from ekc.figures import euros
from ekc.forms import HouseForm, Section, SideBySide
from ekc.number_field import NumberField
from ekc.shared_edit import SharedEditMixin

from ..acts.contracts import change_contract
from ..reads.contracts import training_costs_left

FIELDS = ("fee", "training_deduction", "expenses", "signed_on", "paid_on")


def amount(label: Any, **kwargs: Any) -> NumberField:
    """An amount that may be left empty."""
    wrong = dict.fromkeys(("invalid", "min_value"), _("Schrijf een bedrag in euro's. Bijvoorbeeld 450,00."))
    limits = {"min_value": 0, "max_digits": 8, "decimal_places": 2}
    return NumberField(label=label, required=False, error_messages=wrong, **limits, **kwargs)


class ContractTermsForm(SharedEditMixin, HouseForm):
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
