"""Decisions of the regional manager on an aanmelding (domain.md 3.1, moves 2 and 3)."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.casepage.next_step import missed_term
from cases.codes import AdviceReason, CaseOutcome, WaitingReason, WithdrawReason
from cases.keepers import takes_over
from cases.locks import lock_case
from cases.models import Case
from cases.moves import move_case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept
from ekc.refusal import Refusal


@transaction.atomic
def start_screening(case: Case, *, by: User) -> Case:
    """Take the aanmelding in hand: from now on `by` is its regional manager. Raises Refusal."""
    return move_case(case, "start_screening", by=by, **takes_over(case, by))


@transaction.atomic
def let_wait(case: Case, *, by: User, waiting_reason: str, note: str = "") -> Case:
    """Let the case wait for a coded reason, which the figures count. Raises Refusal without one.

    A term that is over already stays over: waiting does not wipe it.
    """
    if waiting_reason not in WaitingReason.values:
        raise Refusal(_("Kies waarop de zaak wacht."), at="waiting_reason")
    label = str(WaitingReason(waiting_reason).label)
    return move_case(
        case,
        "let_wait",
        by=by,
        reason=f"{label}. {note}".strip() if note else label,
        reason_code=waiting_reason,
        waiting_reason=waiting_reason,
        missed_on=missed_term(case),
        decision_note=note,
        **takes_over(case, by),
    )


@transaction.atomic
def advise_otherwise(case: Case, *, by: User, advice: str, reason_code: str = AdviceReason.OTHER) -> Case:
    """Advise something else than a conference, in words and a code. It ends the case. Raises Refusal without words."""
    missing = _("Schrijf op wat u de aanmelder adviseert.")
    if reason_code not in kept(KeptList.ADVICE).open:
        raise Refusal(_("Kies waarom u iets anders adviseert."), at="reason_code")
    return _finish(case, "advise_otherwise", by=by, reason=advice, code=reason_code, missing=missing)


@transaction.atomic
def withdraw_case(case: Case, *, by: User, reason: str, reason_code: str = WithdrawReason.OTHER) -> Case:
    """The referrer takes the aanmelding back. It ends the case. Raises Refusal without a reason and its code."""
    missing = _("Schrijf op waarom de aanmelding wordt ingetrokken.")
    if reason_code not in kept(KeptList.WITHDRAWAL).open:
        raise Refusal(_("Kies waarom de aanmelding wordt ingetrokken."), at="reason_code")
    return _finish(case, "withdraw", by=by, reason=reason, code=reason_code, missing=missing)


def _finish(case: Case, action: str, *, by: User, reason: str, code: str, missing: str) -> Case:
    if not reason.strip():
        raise Refusal(missing, at="reason")
    if lock_case(case).preparation_started_on is not None:
        # a preparation that began under an earlier coordinator counts.
        raise Refusal(_("De voorbereiding was al begonnen. Leg vast dat de zaak is gestopt in de voorbereiding."))
    return move_case(
        case,
        action,
        by=by,
        reason=reason,
        reason_code=code,
        outcome=CaseOutcome.NOT_STARTED,
        decision_note=reason,
        closed_on=local_today(),
        **takes_over(case, by),
    )
