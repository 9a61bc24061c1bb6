"""A coordinator's contract: what is paid, and its end, which is the end of the access to the file (R-03)."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Case, Coordinator, CoordinatorContract
from cases.querysets import working_contracts
from ekc import dutch
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.figures import euros
from ekc.refusal import Refusal

from ..reads.contracts import NOTHING, training_costs_left


@transaction.atomic
def change_contract(
    contract: CoordinatorContract,
    *,
    by: User,
    fee: Decimal | None,
    training_deduction: Decimal | None = None,
    expenses: Decimal | None = None,
    signed_on: dt.date | None = None,
    paid_on: dt.date | None = None,
) -> CoordinatorContract:
    """Write down what was agreed and paid, in euros (domain.md 3.3).

    Raises Refusal on an amount below nothing, a deduction above the fee or above what is left of the training
    costs, a fee or deduction that changes after payment, a payment without fee or signature, and on dates that
    are still to come or out of order.
    """
    # The coordinator's row is locked first: two contracts must not both deduct the last of the training.
    coordinator = Coordinator.objects.select_for_update(of=("self",)).get(pk=contract.coordinator_id)
    locked: CoordinatorContract = CoordinatorContract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    _check_amounts(locked, coordinator, fee, training_deduction, expenses)
    if locked.paid_on is not None and (fee, training_deduction) != (locked.fee, locked.training_deduction):
        raise Refusal(_("Dit contract is al betaald. De vergoeding en de inhouding liggen vast."))
    _check_dates(locked, fee, signed_on, paid_on)
    locked.fee, locked.training_deduction, locked.expenses = fee, training_deduction, expenses
    locked.signed_on, locked.paid_on = signed_on, paid_on
    locked.save(update_fields=["fee", "training_deduction", "expenses", "signed_on", "paid_on"])
    return locked


def _check_amounts(
    contract: CoordinatorContract,
    coordinator: Coordinator,
    fee: Decimal | None,
    deduction: Decimal | None,
    expenses: Decimal | None,
) -> None:
    if any(amount is not None and amount < 0 for amount in (fee, deduction, expenses)):
        raise Refusal(_("Een bedrag is nul of meer."))
    if not deduction:
        return
    if deduction > (fee or NOTHING):
        raise Refusal(_("De inhouding kan niet hoger zijn dan de vergoeding."), at="training_deduction")
    left = training_costs_left(coordinator, besides=contract)
    if deduction > left:
        raise Refusal(
            _("Van de kosten van de training staat nog %(left)s open. Houd niet meer in dan dat.")
            % {"left": euros(left)}
        )


def _check_dates(
    contract: CoordinatorContract, fee: Decimal | None, signed_on: dt.date | None, paid_on: dt.date | None
) -> None:
    today = local_today()
    if any(day is not None and day > today for day in (signed_on, paid_on)):
        raise Refusal(_("Deze datum is nog niet geweest. Vul hem in als het zover is."))
    if signed_on is not None and signed_on < contract.started_on:
        raise Refusal(
            _("Het contract begint op %(day)s. Het kan niet eerder getekend zijn.")
            % {"day": dutch.long_date(contract.started_on)},
            at="signed_on",
        )
    if paid_on is None:
        return
    if fee is None or signed_on is None:
        raise Refusal(
            _("Vul eerst in wat de vergoeding is en wanneer het contract is getekend."), at=("fee", "signed_on")
        )
    if paid_on < signed_on:
        raise Refusal(_("De betaling kan niet vóór de handtekening zijn. Kijk de datum na."))


@transaction.atomic
def end_contract(case: Case, *, reason: str, ended_on: dt.date | None = None) -> CoordinatorContract | None:
    """End the active contract of this case; from now on its coordinator no longer reaches the file (R-03).

    `reason` is a Dutch sentence for the contract. Ends today unless `ended_on` says otherwise, and never
    before the contract began. Returns the contract, or None when there was none to end.
    """
    contract = active_contract_of(case)
    if contract is None:
        return None
    contract.ended_on = max(ended_on or local_today(), contract.started_on)
    contract.end_reason = str(reason)[:200]
    contract.save(update_fields=["ended_on", "end_reason"])
    return contract


def active_contract_of(case: Case) -> CoordinatorContract | None:
    """The contract under which somebody works on this case now, locked; None without one."""
    found = working_contracts().select_for_update(of=("self",)).select_related("coordinator__user")
    contract: CoordinatorContract | None = found.filter(case=case).first()
    return contract
