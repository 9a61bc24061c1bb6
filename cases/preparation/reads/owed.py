"""What the coordinator of a case has still to fill in, so that the access does not end before it is there (R-03)."""

from django.utils.translation import gettext_lazy

from cases.coordinators.reads.hours import total_of_contract
from cases.models import Case, CoordinatorContract

from .registration import Missing, missing_for_registration

HOURS = Missing(gettext_lazy("je uren"), "cases:work_add", "", True)


def owed_by(contract: CoordinatorContract, case: Case) -> list[Missing]:
    """What this coordinator knows and nobody has written down yet; empty when nothing.

    Time is owed where none at all was written down.
    """
    owed = [missing for missing in missing_for_registration(case) if missing.of_coordinator]
    return owed if total_of_contract(contract).minutes else [*owed, HOURS]
