"""Another coordinator goes on with a case, at any moment, and everything stays where it is (domain.md 3.7)."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import LeavingReason
from cases.locks import lock_case
from cases.models import Case, Coordinator, CoordinatorContract
from cases.moves import move_case
from cases.workflow import WORKFLOW
from ekc.accounts.holding import hold_accounts
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..reads.contracts import first_terms
from .assign import check_coach, lock_and_match, make_contract, needs_successor, refuse_unfit
from .contracts import active_contract_of, end_contract
from .hand_over_mails import tell_of_hand_over, tell_of_leaving


@transaction.atomic
def hand_over(
    case: Case,
    coordinator: Coordinator,
    *,
    by: User,
    reason_code: str,
    reason: str = "",
    coach: User | None = None,
    deviation_reason: str = "",
) -> CoordinatorContract:
    """Give a running case to another coordinator; its state, its day and all that was arranged stay.

    The contract of who had it ends, and with it the access (R-03). Who gets it, who had it, the referrer and the
    adult main persons with an address that may be used are told; the others hear it from who gets it, who is asked
    to introduce himself. Raises Refusal without a coded reason, in words where the code is "anders", for who has
    the case already, and for whom R-01, R-02, the VOG, leave or a full load stand in the way.
    """
    check_leaving_reason(reason_code, reason)
    coach = coach or (by if by.is_regional_manager else None)
    hold_accounts(*filter(None, (coordinator.user, coach)))
    locked = lock_case(case)
    WORKFLOW.find(locked.state, "hand_over", by=by)
    former = active_contract_of(locked)
    if former is not None and former.coordinator_id == coordinator.pk:
        raise Refusal(_("%(name)s heeft deze zaak al. Kies iemand anders.") % {"name": coordinator}, at="coordinator")
    found = lock_and_match(locked, coordinator)
    refuse_unfit(found, deviation_reason)
    if coach is not None:
        check_coach(coach)
    words = leaving_words(reason_code, reason)
    if former is not None:
        _leave(former, reason_code)
        end_contract(locked, reason=words)
    contract = make_contract(
        locked,
        coordinator,
        found,
        deviation_reason=deviation_reason,
        coach=coach,
        takes_over=True,
        **first_terms(coordinator, locked.programme),
    )
    move_case(case, "hand_over", by=by, reason=words, reason_code=reason_code)
    tell_of_hand_over(contract, former)
    return contract


@transaction.atomic
def appoint_successor(
    case: Case, coordinator: Coordinator, *, by: User, deviation_reason: str = ""
) -> CoordinatorContract:
    """Let this coordinator go on with a case whose coordinator is gone; where it stands does not change.

    The contract of a closed account ends. Raises Refusal when somebody works on the case, when it does not need
    anybody, and for a coordinator who cannot have it, as `assign_coordinator` does.
    """
    hold_accounts(coordinator.user, by)
    if not needs_successor(lock_case(case)):
        raise Refusal(_("Deze zaak heeft nu geen andere coördinator nodig."))
    return hand_over(case, coordinator, by=by, reason_code=LeavingReason.GONE, deviation_reason=deviation_reason)


@transaction.atomic
def ask_for_successor(case: Case, *, by: User, reason_code: str, reason: str = "") -> Case:
    """The coordinator cannot go on, and the case may not wait: the regional manager hears it and finds another.

    The access stays until there is one. Raises Refusal without a coded reason, and when it was asked already.
    """
    check_leaving_reason(reason_code, reason)
    locked = lock_case(case)
    contract = active_contract_of(locked)
    if contract is None or contract.coordinator.user_id != by.pk:
        raise Refusal(_("Alleen wie de zaak heeft, kan vragen om een ander."))
    if contract.leaving_since is not None:
        raise Refusal(_("De regiomanager weet het al, en zoekt een andere coördinator."))
    moved = move_case(
        case, "ask_for_successor", by=by, reason=leaving_words(reason_code, reason), reason_code=reason_code
    )
    _leave(contract, reason_code)
    tell_of_leaving(moved, moved.moves.latest("pk"))
    return moved


@transaction.atomic
def introduce_oneself(case: Case, *, by: User) -> CoordinatorContract:
    """Who took the case over made acquaintance with the family. Raises Refusal for anybody else."""
    contract = active_contract_of(lock_case(case))
    if contract is None or contract.coordinator.user_id != by.pk or not contract.takes_over:
        raise Refusal(_("Dit is alleen voor wie een zaak van iemand anders overnam."))
    contract.introduced_on = contract.introduced_on or local_today()
    contract.save(update_fields=["introduced_on"])
    return contract


def _leave(contract: CoordinatorContract, reason_code: str) -> None:
    contract.leaving_since = contract.leaving_since or local_today()
    contract.leaving_reason = reason_code
    contract.save(update_fields=["leaving_since", "leaving_reason"])


def check_leaving_reason(reason_code: str, reason: str) -> None:
    """Raises Refusal without a reason of the list, and for "anders" without words."""
    if reason_code not in LeavingReason.values:
        raise Refusal(_("Kies waarom de coördinator niet verder gaat."), at="reason_code")
    if reason_code == LeavingReason.OTHER and not reason.strip():
        raise Refusal(_("Schrijf op waarom de coördinator niet verder gaat."), at="reason")


def leaving_words(reason_code: str, reason: str) -> str:
    """Why somebody leaves, in one line."""
    label = str(LeavingReason(reason_code).label)
    return f"{label}. {reason.strip()}" if reason.strip() else f"{label}."
