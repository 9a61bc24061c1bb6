"""Coordinators are asked for a case in turn, until one says yes (domain.md 3.1, move 3).

Lock order in every act: the accounts of who gets work (`hold_accounts`), the case, then its requests, so that two
answers at once cannot deadlock.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import LIVE_REQUEST_STATES, DuePurpose, RequestRefusal, RequestState
from cases.keepers import keepers_of
from cases.locks import lock_case
from cases.models import Case, Coordinator, CoordinatorContract, CoordinatorRequest, CoordinatorTie, FundingProgramme
from cases.queries import independence_to_check
from cases.querysets import working_contracts
from cases.recipients import inform, tell
from cases.workflow import REQUEST_WORKFLOW, WORKFLOW
from ekc.accounts.holding import hold_accounts
from ekc.accounts.models import User
from ekc.outbox.acts import cancel_due, plan_due
from ekc.refusal import Refusal

from ..judging import Match
from ..matching import match_for
from ..reads.requests import moment_words
from .assign import assign_coordinator, check_coach, check_programme, refuse_unchecked
from .contracts import active_contract_of
from .handing_over import check_leaving_reason, hand_over

MOST_HOURS = 14 * 24


@transaction.atomic
def ask_coordinators(
    case: Case,
    coordinators: Sequence[Coordinator],
    *,
    by: User,
    coach: User | None = None,
    programme: FundingProgramme | None = None,
    term_hours: int | None = None,
    deviation_reason: str = "",
    leaving_reason: str = "",
    leaving_note: str = "",
) -> list[CoordinatorRequest]:
    """Offer the case to these coordinators, one after the other in this order; the first is asked now.

    Each has `term_hours` to answer (the norm without it). Who was asked already stays in front. With `leaving_reason`
    (LeavingReason) a case that is under way is handed over to who says yes; it stays where it is meanwhile. Raises
    Refusal when the state of the case does not allow an assignment, when one of them may not have the case (R-01, R-02,
    VOG, leave, full), is in the row already, or does not meet a wish while `deviation_reason` is empty.
    """
    hold_accounts(*(each.user for each in coordinators), coach or by)
    case = lock_case(case)
    WORKFLOW.find(case.state, "hand_over" if leaving_reason else "assign", by=by)
    if not coordinators:
        raise Refusal(_("Kies minstens één coördinator."))
    if leaving_reason:
        _check_handing_over(case, coordinators, leaving_reason, leaving_note)
    hours = _hours_to_think(case, term_hours)
    check_coach(coach or by)
    check_programme(case, programme)
    matches = {each.pk: match_for(case, each) for each in coordinators}
    _refuse_unfit(case, list(matches.values()), len(coordinators), deviation_reason)
    last = CoordinatorRequest.objects.filter(case=case).order_by("-position").values_list("position", flat=True).first()
    requests = CoordinatorRequest.objects.bulk_create(
        CoordinatorRequest(
            case=case,
            coordinator=coordinator,
            position=position,
            term_hours=hours,
            asked_by=by,
            coach=coach or by,
            programme=programme,
            deviation_reason=deviation_reason.strip() if matches[coordinator.pk].deviates else "",
            leaving_reason=leaving_reason,
            leaving_note=leaving_note.strip(),
        )
        for position, coordinator in enumerate(coordinators, start=(last or 0) + 1)
    )
    _ask_next(case)
    return requests


def _hours_to_think(case: Case, term_hours: int | None) -> int:
    hours: int = norms.request_hours(is_urgent=case.is_urgent) if term_hours is None else term_hours
    if not 1 <= hours <= MOST_HOURS:
        raise Refusal(_("Geef een bedenktijd van één uur tot veertien dagen."))
    return hours


def _refuse_unfit(case: Case, matches: Sequence[Match], chosen: int, deviation_reason: str) -> None:
    live = set(CoordinatorRequest.objects.live().filter(case=case).values_list("coordinator_id", flat=True))
    if len(matches) < chosen or live & {each.candidate.pk for each in matches}:
        raise Refusal(_("Iemand staat twee keer in de rij. Kies iedereen één keer."))
    for each in matches:
        refuse_unchecked(each)
        if each.blocks:
            raise Refusal(
                _("%(name)s kan deze zaak niet krijgen. %(reasons)s Kies iemand anders.")
                % {"name": each.candidate.name, "reasons": " ".join(each.blocks)}
            )
    deviating = [each.candidate.name for each in matches if each.deviates]
    if deviating and not deviation_reason.strip():
        raise Refusal(
            _("Bij %(names)s wordt niet elke wens van de familie vervuld. Schrijf op waarom u toch deze keus maakt.")
            % {"names": ", ".join(deviating)},
            at="deviation_reason",
        )


@transaction.atomic
def accept_request(asking: CoordinatorRequest, *, by: User) -> CoordinatorContract:
    """The coordinator says yes: the case is assigned, the others in the row are asked no more.

    Raises Refusal when the request is not `by`'s, is over, or when something came in the way meanwhile
    (R-01, R-02, VOG, leave, full).
    """
    hold_accounts(asking.coordinator.user, asking.asked_by, asking.coach)
    case, asking = _lock(asking)
    _refuse_other(asking, by)
    REQUEST_WORKFLOW.find(asking.state, "accept", by=by)
    _refuse_late(asking)
    managers = {each.pk: each for each in keepers_of(case) if each.is_regional_manager}
    if not managers:
        raise Refusal(_("In deze regio werkt nu geen regiomanager. Landelijk beheer zoekt iemand; je hoort van ons."))
    # Who asked, while they are there; else whoever has the region now.
    manager = managers.get(asking.asked_by_id) or next(iter(managers.values()))
    if independence_to_check(case):
        # Who has not got the case reads no name of it, nor of an organisation.
        raise Refusal(_("De regiomanager kijkt eerst nog iets na. Je kunt nog geen ja zeggen; bel de regio."))
    _end(asking, RequestState.ACCEPTED)
    contract = _give(case, asking, by=manager)
    _tell_manager(asking, _("Een coördinator zei ja"), _("Een coördinator zei ja tegen een zaak."))
    return contract


def _give(case: Case, asking: CoordinatorRequest, *, by: User) -> CoordinatorContract:
    coach = asking.coach if asking.coach.is_active and asking.coach.is_regional_manager else by
    how: dict[str, Any] = {"by": by, "coach": coach, "deviation_reason": asking.deviation_reason}
    if asking.leaving_reason:
        why: dict[str, Any] = {"reason_code": asking.leaving_reason, "reason": asking.leaving_note}
        return hand_over(case, asking.coordinator, **how, **why)
    return assign_coordinator(case, asking.coordinator, programme=asking.programme, **how)


def _check_handing_over(case: Case, coordinators: Sequence[Coordinator], reason: str, note: str) -> None:
    check_leaving_reason(reason, note)
    has_it = active_contract_of(case)
    if has_it is not None and has_it.coordinator in coordinators:
        raise Refusal(_("%(name)s heeft deze zaak al. Kies iemand anders.") % {"name": has_it.coordinator})


@transaction.atomic
def decline_request(asking: CoordinatorRequest, *, by: User, refusal: str, note: str = "") -> CoordinatorRequest:
    """The coordinator says no, for a coded reason; the next one is asked.

    Who knows somebody in the case is tied to it from now on (R-02). Raises Refusal when the request is not `by`'s
    or is over, and without a reason.
    """
    case, asking = _lock(asking)
    _refuse_other(asking, by)
    REQUEST_WORKFLOW.find(asking.state, "decline", by=by)
    if refusal not in RequestRefusal.values:
        raise Refusal(_("Kies waarom je nee zegt."), at="refusal")
    _end(asking, RequestState.DECLINED, refusal=refusal, note=note.strip())
    if refusal == RequestRefusal.KNOWS_SOMEBODY:
        words = note.strip() or _("kent iemand in deze zaak")
        CoordinatorTie.objects.get_or_create(
            coordinator=asking.coordinator, case=case, defaults={"description": words[:200]}
        )
    _go_on(case, asking)
    return asking


@transaction.atomic
def stop_request(asking: CoordinatorRequest, *, by: User) -> CoordinatorRequest:
    """The regional manager takes one coordinator out of the row; when it was the one asked, the next is asked.

    Raises Refusal when the request is over.
    """
    case, asking = _lock(asking)
    was_open = asking.state == RequestState.OPEN
    REQUEST_WORKFLOW.find(asking.state, "stop", by=by)
    _stop(asking)
    if was_open:
        _ask_next(case)
    return asking


@transaction.atomic
def stop_requests(case: Case, *, by: User) -> int:
    """The regional manager stops asking. Returns how many were in the row. Raises Refusal when nobody was."""
    case = lock_case(case)
    live = list(CoordinatorRequest.objects.live().filter(case=case).select_for_update(of=("self",)))
    if not live:
        raise Refusal(_("Er staat niemand meer in de rij."))
    for asking in live:
        REQUEST_WORKFLOW.find(asking.state, "stop", by=by)
        _stop(asking)
    return len(live)


def end_requests(case: Case, *, by: User | None) -> None:
    """Nobody is asked any more: the case was decided. Who got it directly while thinking, said yes. Quietly."""
    live = CoordinatorRequest.objects.live().filter(case=case).select_related("coordinator__user", "case")
    for asking in live.select_for_update(of=("self",)):
        works = working_contracts().filter(case=case, coordinator=asking.coordinator)
        has_it = works.exists()
        if has_it and asking.state == RequestState.OPEN:
            _end(asking, RequestState.ACCEPTED)
        else:
            _stop(asking)


def drop_out(case: Case, person: User) -> None:
    """Who leaves is asked no more: the next in the row is, or the manager hears that the row is empty. Quietly."""
    case = lock_case(case)
    live = CoordinatorRequest.objects.live().filter(case=case, coordinator__user=person)
    for asking in live.select_related("coordinator__user", "asked_by", "case").select_for_update(of=("self",)):
        was_open = asking.state == RequestState.OPEN
        REQUEST_WORKFLOW.find(asking.state, "stop", by=None)
        _end(asking, RequestState.STOPPED, note=_("Het account is gesloten."))
        if was_open:
            _go_on(case, asking)


def lapse_request(pk: int) -> None:
    """The term has passed: ask the next one. Nothing when there was an answer, or the term was moved."""
    asking = CoordinatorRequest.objects.select_related("case").filter(pk=pk).first()
    if asking is None:
        return
    case, asking = _lock(asking)
    if asking.state != RequestState.OPEN or asking.answer_by is None or asking.answer_by > timezone.now():
        return
    REQUEST_WORKFLOW.find(asking.state, "lapse", by=None)
    # Its own row ends by itself.
    _end(asking, RequestState.LAPSED, with_row=False)
    _go_on(case, asking)


# --- the parts ------------------------------------------------------------------------------------------


def _lock(asking: CoordinatorRequest) -> tuple[Case, CoordinatorRequest]:
    case = lock_case(asking.case)
    locked = CoordinatorRequest.objects.select_related("coordinator__user", "asked_by", "coach", "programme", "case")
    found: CoordinatorRequest = locked.select_for_update(of=("self",)).get(pk=asking.pk)
    return case, found


def _refuse_other(asking: CoordinatorRequest, by: User) -> None:
    if asking.coordinator.user_id != by.pk:
        raise Refusal(_("Deze vraag is aan iemand anders gesteld."))


def _refuse_late(asking: CoordinatorRequest) -> None:
    if asking.answer_by is not None and asking.answer_by <= timezone.now():
        raise Refusal(_("De tijd om te antwoorden is voorbij. Bel de regiomanager als je de zaak nog wilt."))


def _go_on(case: Case, asking: CoordinatorRequest) -> None:
    """After a no or a silence: ask the next, or tell the manager that the row is empty."""
    if _ask_next(case) is None:
        _tell_manager(
            asking,
            _("Niemand zei ja"),
            _("Voor een zaak heeft nog geen coördinator ja gezegd, en de rij is leeg. Kies opnieuw wie u vraagt."),
        )


def _ask_next(case: Case) -> CoordinatorRequest | None:
    """Ask the first in the row who still may have the case, unless somebody is asked already."""
    rows = CoordinatorRequest.objects.filter(case=case).select_related("coordinator__user")
    asked: CoordinatorRequest | None = rows.filter(state=RequestState.OPEN).first()
    if asked is not None:
        return asked
    row: list[CoordinatorRequest] = list(
        rows.filter(state=RequestState.QUEUED).order_by("position").select_for_update(of=("self",))
    )
    for asking in row:
        found = match_for(case, asking.coordinator)
        blocks = [*filter(None, [found.to_check]), *found.blocks]
        if not blocks:
            _ask(asking, case)
            return asking
        REQUEST_WORKFLOW.find(asking.state, "stop", by=None)
        _end(asking, RequestState.STOPPED, note=" ".join(blocks)[:300])
    return None


def _ask(asking: CoordinatorRequest, case: Case) -> None:
    REQUEST_WORKFLOW.find(asking.state, "ask", by=None)
    asking.state, asking.opened_at = RequestState.OPEN, timezone.now()
    asking.answer_by = asking.opened_at + dt.timedelta(hours=asking.term_hours)
    asking.save(update_fields=["state", "opened_at", "answer_by"])
    plan_due(DuePurpose.REQUEST_TERM, asking, asking.answer_by, case_number=case.number, region_id=case.region_id)
    tell(
        case,
        asking.coordinator.user,
        key=f"asking:{asking.pk}",
        subject=_("We hebben een vraag voor je"),
        # Not a word of the family, and no number of the case: who else reads this mail learns nothing.
        body=_(
            "Hallo,\n\nEr is een zaak die misschien bij je past. Lees de vraag en zeg ja of nee. Dat kan tot "
            "%(moment)s:\n\n%(link)s\n\nJe logt eerst in. Kun je niet? Zeg dan nee; dan vragen we iemand anders.\n"
        ),
        words={"moment": moment_words(asking.answer_by)},
        path=request_path(asking),
    )


def _stop(asking: CoordinatorRequest) -> None:
    was_open = asking.state == RequestState.OPEN
    _end(asking, RequestState.STOPPED)
    if was_open:
        inform(
            asking.case,
            asking.coordinator.user,
            key=f"asking-stopped:{asking.pk}",
            subject=_("Je hoeft niet meer te antwoorden"),
            body=_("Hallo,\n\nDe vraag die we je stelden is niet meer nodig. Je hoeft niets te doen. Dank je wel!\n"),
        )


def _end(asking: CoordinatorRequest, state: str, *, refusal: str = "", note: str = "", with_row: bool = True) -> None:
    if state not in LIVE_REQUEST_STATES and with_row:
        cancel_due(DuePurpose.REQUEST_TERM, asking)
    asking.state, asking.ended_at, asking.refusal, asking.note = state, timezone.now(), refusal, note
    asking.save(update_fields=["state", "ended_at", "refusal", "note"])


def _tell_manager(asking: CoordinatorRequest, subject: str, sentence: str) -> None:
    tell(
        asking.case,
        asking.asked_by,
        key=f"asking-{asking.state}:{asking.pk}:manager",
        subject=subject,
        body=_("Goedendag,\n\n%(sentence)s Log in om te zien hoe het staat:\n\n%(link)s\n"),
        words={"sentence": sentence},
    )


def request_path(asking: CoordinatorRequest) -> str:
    """The page where the coordinator answers; its address holds no case number."""
    return reverse("cases:coordinator_request", args=[asking.pk])
