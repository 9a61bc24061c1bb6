"""From the information visit to the preparation, and the ways in which a case ends without a meeting (moves 3-6)."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from cases.casepage.next_step import missed_term
from cases.circle.acts.questions import NewQuestion, word_question
from cases.circle.reads.contacts import spoken_to_per_group
from cases.codes import CaseOutcome, CaseState, ContactGroup, EndReason, LeavingReason, Refuser, Variant, WaitingReason
from cases.coordinators.acts.contracts import active_contract_of, end_contract
from cases.coordinators.acts.hand_over_mails import tell_of_hand_back
from cases.coordinators.acts.handing_over import check_leaving_reason, leaving_words
from cases.locks import lock_case
from cases.models import Case, ContactTotal
from cases.moves import move_case
from cases.queries import current_questions
from cases.workflow import MAY_END_IN_ACTIVATION_STATES
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
        raise Refusal(_("Schrijf op wie bij de uitleg waren."))
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
    contract = active_contract_of(case)
    if contract is None:
        raise Refusal(
            _("Er is geen lopend contract voor deze zaak. Vraag de regiomanager om een coördinator toe te wijzen.")
        )
    if case.information_visit_on is None:
        raise Refusal(_("Leg eerst vast wanneer je de familie uitleg hebt gegeven."))
    _check_day(case, applied_on)
    if applied_on < case.information_visit_on:
        raise Refusal(_("De voorbereiding kan niet vóór de uitleg beginnen. Kijk de datum na."))
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
    _need_reason(reason, _("Schrijf op waarom de familie ervan afziet."))
    case = lock_case(case)
    if case.preparation_started_on is not None:
        raise Refusal(_("De voorbereiding is al eerder begonnen. Leg vast dat de zaak is gestopt in de voorbereiding."))
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
    if case.manager != by:
        tell_of_hand_back(case, case.moves.latest("pk"))
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
) -> Case:
    """The preparation stops before there was any meeting: a fase 1 case (move 6, R-10).

    `reason` is an EndReason; with a refusal `refused_by` says who (Refuser), and "anders" needs an
    explanation. `contact_totals` counts the persons spoken to per ContactGroup (WESP 2.7.2) and replaces
    what was counted before. Raises Refusal, also when a meeting was held: then the case is no fase 1 case.
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


@transaction.atomic
def record_responsibility(case: Case, *, by: User, takes_responsibility: bool, explanation: str = "") -> Case:
    """Herstelconferentie: the offender takes responsibility, or the preparation stops at once (domain.md 3.6).

    Stopping is a fase 1 case with reason "anders": the code list of the figures has no other (4.6). The counts of
    contacts come from the log. Raises Refusal for another variant, and without an explanation when it stops.
    """
    locked = lock_case(case)
    if locked.variant != Variant.RESTORATIVE:
        raise Refusal(_("Dit hoort alleen bij een herstelconferentie."))
    if locked.state not in MAY_END_IN_ACTIVATION_STATES:
        raise Refusal(
            _("Dit kan nu niet worden vastgelegd: de stand is “%(state)s”.") % {"state": locked.get_state_display()}
        )
    if takes_responsibility:
        locked.responsibility_on = locked.responsibility_on or local_today()
        locked.save(update_fields=["responsibility_on"])
        return locked
    _need_reason(explanation, _("Schrijf op wat er gebeurde."))
    locked.responsibility_on = None
    locked.save(update_fields=["responsibility_on"])
    return end_in_activation(
        locked,
        by=by,
        reason=EndReason.OTHER,
        explanation=_("De dader neemt geen verantwoordelijkheid: %(what)s") % {"what": explanation.strip()},
        contact_totals=spoken_to_per_group(locked),
    )


def _check_day(case: Case, day: dt.date) -> None:
    if day > local_today():
        raise Refusal(_("Deze datum is nog niet geweest."))
    if day < case.received_on:
        raise Refusal(_("Deze datum is vóór de aanmelding. Kijk de datum na."))


def _need_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Refusal(sentence)


def _check_ending(reason: str, refusers: list[str], explanation: str) -> None:
    if reason not in EndReason.values:
        raise Refusal(_("Kies waarom het niet doorgaat."))
    if set(refusers) - set(Refuser.values):
        raise Refusal(_("Kies wie weigerde uit de lijst."))
    if reason == EndReason.REFUSAL and not refusers:
        raise Refusal(_("Kies wie niet wilde meewerken."))
    if reason == EndReason.OTHER:
        _need_reason(explanation, _("Schrijf in de toelichting waarom het niet doorgaat."))


def _count_contacts(case: Case, totals: Mapping[str, int]) -> None:
    if set(totals) - set(ContactGroup.values):
        raise Refusal(_("Kies de groep uit de lijst."))
    ContactTotal.objects.filter(case=case).delete()
    ContactTotal.objects.bulk_create(
        ContactTotal(case=case, group=group, persons=persons) for group, persons in totals.items() if persons
    )
