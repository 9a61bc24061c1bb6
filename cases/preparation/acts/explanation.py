"""From the information visit to the start of the preparation, or to a family that does not want it (moves 4 and 5)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.circle.acts.questions import NewQuestion, word_question
from cases.codes import CaseOutcome, CaseState
from cases.coordinators.acts.contracts import end_contract
from cases.locks import lock_case
from cases.models import Case, CoordinatorContract
from cases.moves import move_case
from cases.queries import current_questions
from cases.querysets import working_contracts
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal


@transaction.atomic
def record_information_visit(case: Case, *, by: User, visited_on: dt.date, present: str) -> Case:
    """Write down when the coordinator explained what a conference is, and who was there (move 4).

    May be put right as long as the family did not decide. Raises Refusal in another state, without names,
    and on a date to come or before the aanmelding.
    """
    case = lock_case(case)
    if case.state != CaseState.ASSIGNED:
        raise Refusal(
            _("Uitleg vastleggen kan nu niet: de stand is “%(state)s”.") % {"state": case.get_state_display()}
        )
    if not present.strip():
        raise Refusal(_("Schrijf op wie bij de uitleg waren."), at="present")
    _check_day(case, visited_on)
    case.information_visit_on, case.information_visit_with = visited_on, present.strip()
    case.save(update_fields=["information_visit_on", "information_visit_with"])
    return case


@transaction.atomic
def start_activation(case: Case, *, by: User, applied_on: dt.date, question: NewQuestion | None = None) -> Case:
    """The family chose a conference: the preparation begins on the date of the application form (move 5b).

    Needs the information visit, an active contract (R-10: from here on the case counts) and at least one
    question; `question` words a first one. The contract is signed on the same date unless it was already.
    A preparation that began earlier, under another coordinator, keeps its date. Raises Refusal.
    """
    case = lock_case(case)
    contract = _active_contract(case)
    if contract is None:
        raise Refusal(
            _("Er is geen lopend contract voor deze zaak. Vraag de regiomanager om een coördinator toe te wijzen.")
        )
    if case.information_visit_on is None:
        raise Refusal(_("Leg eerst vast wanneer je de familie uitleg hebt gegeven."))
    _check_day(case, applied_on)
    if applied_on < case.information_visit_on:
        raise Refusal(_("De voorbereiding kan niet vóór de uitleg beginnen. Kijk de datum na."), at="applied_on")
    if question is None and not current_questions(case).exists():
        raise Refusal(_("Schrijf ten minste één vraag op waar het plan antwoord op moet geven."))
    case = move_case(case, "start_activation", by=by, preparation_started_on=case.preparation_started_on or applied_on)
    if question is not None:
        word_question(case, by=by, question=question)
    if contract.signed_on is None:
        contract.signed_on = applied_on
        contract.save(update_fields=["signed_on"])
    return case


@transaction.atomic
def decline_after_information(case: Case, *, by: User, reason: str) -> Case:
    """The family does not want a conference after the explanation (move 5a). Not a fase 1 case: nothing began.

    Ends the contract, and with it the coordinator's access (R-03). Raises Refusal without a reason, and for
    a case whose preparation began earlier under another coordinator: that one counts (R-10).
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom de familie ervan afziet."), at="reason")
    case = lock_case(case)
    if case.preparation_started_on is not None:
        raise Refusal(
            _("De voorbereiding is al eerder begonnen. Start opnieuw, en leg dan vast dat de zaak is gestopt.")
        )
    case = move_case(
        case,
        "decline_after_information",
        by=by,
        reason=reason,
        outcome=CaseOutcome.NOT_STARTED,
        closed_on=local_today(),
    )
    end_contract(case, reason=_("De familie zag na de uitleg af van een conferentie."))
    return case


def _check_day(case: Case, day: dt.date) -> None:
    if day > local_today():
        raise Refusal(_("Deze datum is nog niet geweest."), at="day")
    if day < case.received_on:
        raise Refusal(_("Deze datum is vóór de aanmelding. Kijk de datum na."), at="day")


def _active_contract(case: Case) -> CoordinatorContract | None:
    found: CoordinatorContract | None = working_contracts().select_for_update(of=("self",)).filter(case=case).first()
    return found
