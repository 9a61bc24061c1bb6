"""The end of a coordinator's work before the case is closed (R-03, I-34): not while something is owed."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.coordinators.acts.contracts import active_contract_of, end_contract
from cases.locks import lock_case
from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..reads.owed import HOURS, owed_by


@transaction.atomic
def let_work_end(case: Case, *, reason: str) -> bool:
    """The work is over by what the programme says: the access ends now, or as soon as everything is filled in.

    Says whether it ended now. Nothing happens where nobody works on the case.
    """
    contract = active_contract_of(lock_case(case))
    if contract is None:
        return True
    if not owed_by(contract, case):
        end_contract(case, reason=reason)
        return True
    contract.closing_since = contract.closing_since or local_today()
    contract.save(update_fields=["closing_since"])
    return False


@transaction.atomic
def finish_work(case: Case, *, by: User, no_hours: bool = False) -> Case:
    """The coordinator, whose work is over, filled in everything: the access ends (R-03).

    `no_hours`: there is no time to write down. Raises Refusal that names what is still to be filled in, and for
    anybody whose work is not over.
    """
    locked = lock_case(case)
    contract = active_contract_of(locked)
    if contract is None or contract.coordinator.user_id != by.pk or contract.closing_since is None:
        raise Refusal(_("Je werk aan deze zaak is nog niet klaar."))
    owed = [each for each in owed_by(contract, locked) if not (no_hours and each is HOURS)]
    if owed:
        raise Refusal(
            _("Vul nog in: %(missing)s. Daarna eindigt je toegang.")
            % {"missing": "; ".join(str(each) for each in owed)}
        )
    end_contract(locked, reason=_("Het werk was klaar, en alles is ingevuld."))
    return locked
