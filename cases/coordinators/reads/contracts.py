"""What a contract starts from: the fee of the programme, and what is left of the costs of the training."""

from decimal import Decimal

from django.db.models import Sum

from cases.models import Coordinator, CoordinatorContract, FundingProgramme

NOTHING = Decimal(0)


def first_terms(coordinator: Coordinator, programme: FundingProgramme | None) -> dict[str, Decimal]:
    """What a new contract begins with: the fee of the programme, less what is left of the training costs."""
    if programme is None or programme.coordinator_fee is None:
        return {}
    fee = programme.coordinator_fee
    return {"fee": fee, "training_deduction": min(training_costs_left(coordinator), fee)}


def training_costs_left(coordinator: Coordinator, *, besides: CoordinatorContract | None = None) -> Decimal:
    """What is still to be deducted from fees; `besides`: as if this contract deducted nothing."""
    contracts = coordinator.contracts.exclude(pk=besides.pk) if besides else coordinator.contracts.all()
    deducted = contracts.aggregate(found=Sum("training_deduction"))["found"] or NOTHING
    return max((coordinator.training_costs or NOTHING) - deducted, NOTHING)
