"""The ways in which a preparation ends without a meeting, and a case that is handed back (moves 3 and 6)."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from cases.casepage.next_step import missed_term
from cases.codes import CaseOutcome, ContactGroup, EndReason, LeavingReason, Refuser, WaitingReason
from cases.coordinators.acts.contracts import end_contract
from cases.coordinators.acts.handing_over import check_leaving_reason, leaving_words
from cases.locks import lock_case
from cases.models import Case, ContactTotal
from cases.moves import move_case
from cases.notices import tell_of_return
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal


@transaction.atomic
def hand_back(case: Case, *, by: User, reason: str, reason_code: str = LeavingReason.OTHER) -> Case:
    """The coordinator cannot go on; the regional manager looks for another one (move 3).

    Ends the contract, and with it the access (R-03). What was recorded stays for the next coordinator. The case
    waits for what it waits for: illness is illness, and no lack of somebody who fits.
    The regional manager gets a neutral mail. Raises Refusal without a coded reason, and for "anders" without words.
    """
    check_leaving_reason(reason_code, reason)
    words = reason if reason_code == LeavingReason.OTHER else leaving_words(reason_code, reason)
    is_ill = reason_code == LeavingReason.ILLNESS
    case = move_case(
        case,
        "hand_back",
        by=by,
        reason=words,
        reason_code=reason_code,
        waiting_reason=WaitingReason.COORDINATOR_ILL if is_ill else WaitingReason.COORDINATOR_STOPPED,
        missed_on=missed_term(case),
    )
    contract = end_contract(case, reason=words)
    if contract is not None:
        contract.leaving_since, contract.leaving_reason = local_today(), reason_code
        contract.save(update_fields=["leaving_since", "leaving_reason"])
    tell_of_return(case, by=by)
    return case


@transaction.atomic
def end_in_activation(
    case: Case,
    *,
    by: User,
    reason: str,
    refused_by: Iterable[str] = (),
    explanation: str = "",
    contact_totals: Mapping[str, int] | None = None,
    variant_reason: str = "",
) -> Case:
    """The preparation stops before there was any meeting: a fase 1 case (move 6, R-10).

    `reason` is an EndReason; with a refusal `refused_by` says who (Refuser), and "anders" needs an
    explanation. `contact_totals` counts the persons spoken to per ContactGroup (WESP 2.7.2) and replaces
    what was counted before. `variant_reason` is a VariantEndReason beside "anders". Raises Refusal, also when a
    meeting was held: then the case is no fase 1 case.
    """
    refusers = list(refused_by)
    _check_ending(reason, refusers, explanation)
    case = lock_case(case)
    if case.meetings_held:
        raise Refusal(
            _("Er is al een bijeenkomst geweest. Leg bij Conferentie vast dat er geen volgende bijeenkomst komt.")
        )
    if case.preparation_started_on is None:
        raise Refusal(_("De voorbereiding is nog niet begonnen. Leg vast dat de familie ervan afziet."))
    case = move_case(
        case,
        "end_in_activation",
        by=by,
        reason=explanation,
        outcome=CaseOutcome.ENDED_IN_ACTIVATION,
        not_held_reason=reason,
        not_held_note=explanation,
        variant_end_reason=variant_reason,
        refused_by=refusers if reason == EndReason.REFUSAL else [],
    )
    _count_contacts(case, contact_totals or {})
    return case


@transaction.atomic
def plan_without_meeting(case: Case, *, by: User, explanation: str) -> Case:
    """The family made its plan without coming together formally: an outcome of its own (move 6).

    Raises Refusal without an explanation, and when a meeting was held.
    """
    _need_reason(explanation, _("Schrijf op hoe het plan er zonder bijeenkomst kwam."))
    case = lock_case(case)
    if case.meetings_held:
        raise Refusal(
            _("Er is al een bijeenkomst geweest. Leg bij Conferentie vast dat er geen volgende bijeenkomst komt.")
        )
    return move_case(
        case,
        "plan_without_meeting",
        by=by,
        reason=explanation,
        outcome=CaseOutcome.PLAN_WITHOUT_MEETING,
        not_held_note=explanation,
    )


def _need_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Refusal(sentence, at="reason")


def _check_ending(reason: str, refusers: list[str], explanation: str) -> None:
    if reason not in EndReason.values:
        raise Refusal(_("Kies waarom het niet doorgaat."), at="reason")
    if set(refusers) - set(Refuser.values):
        raise Refusal(_("Kies wie weigerde uit de lijst."), at="refused_by")
    if reason == EndReason.REFUSAL and not refusers:
        raise Refusal(_("Kies wie niet wilde meewerken."), at="refused_by")
    if reason == EndReason.OTHER:
        _need_reason(explanation, _("Schrijf in de toelichting waarom het niet doorgaat."))


def _count_contacts(case: Case, totals: Mapping[str, int]) -> None:
    if set(totals) - set(ContactGroup.values):
        raise Refusal(_("Kies de groep uit de lijst."))
    ContactTotal.objects.filter(case=case).delete()
    ContactTotal.objects.bulk_create(
        ContactTotal(case=case, group=group, persons=persons) for group, persons in totals.items() if persons
    )
