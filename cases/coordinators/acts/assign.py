"""A case gets its coordinator (domain.md 3.1, moves 3 and 5b; R-01, R-02)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import NEEDS_COORDINATOR_STATES
from cases.keepers import takes_over
from cases.locks import lock_case
from cases.models import Case, Coordinator, CoordinatorContract, FundingProgramme, Preference
from cases.moves import move_case
from cases.notices import tell_of_assignment
from cases.queries import programmes_of
from cases.querysets import open_contracts, working_contracts
from cases.workflow import WORKFLOW
from ekc.accounts.codes import Role
from ekc.accounts.holding import hold_accounts
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..judging import Match
from ..matching import match_for
from ..reads.contracts import first_terms
from .profiles import keep_cover_independent


@transaction.atomic
def assign_coordinator(
    case: Case,
    coordinator: Coordinator,
    *,
    by: User,
    coach: User | None = None,
    programme: FundingProgramme | None = None,
    deviation_reason: str = "",
) -> CoordinatorContract:
    """Accept the aanmelding and give it to this coordinator: the contract, the move, and who is told.

    Records of each wish whether it is met. The coach is `by` unless another is named. From now on the case counts
    for `programme`, which pays; without one it stays as it was. Raises Refusal when the state does not allow it, when
    somebody has the case already, when R-01, R-02, the VOG (R7), leave or a full load stand in the way, when the
    organisation of the referrer is not known yet (R-02), when the programme is not of this region, and when a wish is
    not met and `deviation_reason` is empty.
    """
    coach = coach or by
    hold_accounts(coordinator.user, coach)
    locked = lock_case(case)
    WORKFLOW.find(locked.state, "assign", by=by)
    found = lock_and_match(locked, coordinator)
    if working_contracts().filter(case=locked).exists():
        raise Refusal(_("Deze zaak heeft al een coördinator."))
    refuse_unfit(found, deviation_reason)
    check_coach(coach)
    check_programme(locked, programme)
    contract = make_contract(
        locked,
        coordinator,
        found,
        deviation_reason=deviation_reason,
        coach=coach,
        **first_terms(coordinator, programme or locked.programme),
    )
    known: dict[str, Any] = takes_over(locked, by)
    if programme is not None:
        known["programme"] = programme
    move_case(case, "assign", by=by, reason=contract.deviation_reason, **known)
    tell_of_assignment(contract)
    return contract


def needs_successor(case: Case) -> bool:
    """What comes next is the coordinator's alone, and there is none with an open account."""
    if case.state not in NEEDS_COORDINATOR_STATES:
        return False
    working = open_contracts().filter(case=case)
    return not working.filter(coordinator__user__is_active=True).exists()


def check_coach(coach: User) -> None:
    """Raises Refusal for who is no regional manager with an open account."""
    if coach.role != Role.REGIONAL_MANAGER or not coach.is_active:
        raise Refusal(_("Kies als coach een regiomanager met een open account."))


def check_programme(case: Case, programme: FundingProgramme | None) -> None:
    """Raises Refusal for a programme that does not pay for cases like this one now."""
    if programme is not None and programme not in programmes_of(case):
        raise Refusal(_("Dit programma is niet van deze regio. Kies een ander programma."), at="programme")


def refuse_unchecked(found: Match) -> None:
    """R-02: raises Refusal as long as nobody can tell who is independent of the referrer."""
    if found.to_check:
        raise Refusal(_("%(why)s Pas daarna kan iemand deze zaak krijgen.") % {"why": found.to_check})


def refuse_unfit(found: Match, deviation_reason: str) -> None:
    """Raises Refusal for who may not have the case, and where a wish is not met and nobody says why not."""
    refuse_unchecked(found)
    if found.blocks:
        raise Refusal(
            _("%(name)s kan deze zaak niet krijgen. %(reasons)s Kies iemand anders.")
            % {"name": found.candidate.name, "reasons": " ".join(found.blocks)}
        )
    if found.deviates and not deviation_reason.strip():
        raise Refusal(
            _("Niet elke wens van de familie wordt vervuld. Schrijf op waarom u toch deze coördinator kiest."),
            at="deviation_reason",
        )


def lock_and_match(case: Case, coordinator: Coordinator) -> Match:
    """How this coordinator fits; two cases at once must not both take the last free place of one."""
    Coordinator.objects.select_for_update(of=("self",)).get(pk=coordinator.pk)
    return match_for(case, coordinator)


def make_contract(
    case: Case, coordinator: Coordinator, found: Match, *, deviation_reason: str, **terms: Any
) -> CoordinatorContract:
    """The contract from today, with of each wish whether it is met; a reason stands only beside one that is not."""
    for answer in found.answers:
        Preference.objects.filter(pk=answer.wish.pk).update(met=answer.met)
    contract: CoordinatorContract = CoordinatorContract.objects.create(
        case=case,
        coordinator=coordinator,
        started_on=local_today(),
        deviation_reason=deviation_reason if found.deviates else "",
        **terms,
    )
    keep_cover_independent(contract)
    return contract
