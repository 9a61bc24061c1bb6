"""The end of a coordinator's contract, which is the end of the access to the file (R-03)."""

import datetime as dt

from django.db import transaction

from ekc.dates import local_today

from ..models import Case, CoordinatorContract


@transaction.atomic
def end_contract(case: Case, *, reason: str, ended_on: dt.date | None = None) -> CoordinatorContract | None:
    """End the active contract of this case; from now on its coordinator no longer reaches the file (R-03).

    `reason` is a Dutch sentence for the contract. Ends today unless `ended_on` says otherwise, and never
    before the contract began. Returns the contract, or None when there was none to end.
    """
    contract: CoordinatorContract | None = (
        CoordinatorContract.objects.select_for_update().filter(case=case, ended_on__isnull=True).first()
    )
    if contract is None:
        return None
    contract.ended_on = max(ended_on or local_today(), contract.started_on)
    contract.end_reason = str(reason)[:200]
    contract.save(update_fields=["ended_on", "end_reason"])
    return contract
