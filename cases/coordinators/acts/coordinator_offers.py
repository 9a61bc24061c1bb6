"""A case is offered to coordinators in turn, until one says yes (domain.md 3.1, move 3).

Lock order in every act: the case first, then its offers, so that two answers at once cannot deadlock.
"""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import LIVE_OFFER_STATES, CaseState, DuePurpose, OfferRefusal, OfferState
from cases.locks import lock_case
from cases.models import Case, Coordinator, CoordinatorContract, CoordinatorOffer, CoordinatorTie, FundingProgramme
from cases.norms import offer_hours
from cases.notices import case_link
from cases.workflow import OFFER_WORKFLOW, WORKFLOW
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.outbox.domain import cancel_due, plan_due, queue_message
from ekc.refusal import Refusal

from ..matching import Match, match_for
from ..reads.coordinator_offers import moment_words
from .assign import assign_coordinator, check_coach, check_programme

MOST_HOURS = 14 * 24


@transaction.atomic
def offer_case(
    case: Case,
    coordinators: Sequence[Coordinator],
    *,
    by: User,
    coach: User | None = None,
    programme: FundingProgramme | None = None,
    term_hours: int | None = None,
    deviation_reason: str = "",
) -> list[CoordinatorOffer]:
    """Offer the case to these coordinators, one after the other in this order; the first is asked now.

    Each has `term_hours` to answer (the norm without it). Who was asked already stays in front. Raises Refusal
    when the state of the case does not allow an assignment, when one of them may not have the case (R-01, R-02,
    VOG, leave, full), is in the row already, or does not meet a wish while `deviation_reason` is empty.
    """
    case = lock_case(case)
    WORKFLOW.find(case.state, "assign", by=by)
    if not coordinators:
        raise Refusal(_("Kies minstens één coördinator."))
    hours = offer_hours(is_urgent=case.is_urgent) if term_hours is None else term_hours
    if not 1 <= hours <= MOST_HOURS:
        raise Refusal(_("Geef een bedenktijd van één uur tot veertien dagen."))
    check_coach(coach or by)
    check_programme(case, programme)
    matches = {each.pk: match_for(case, each) for each in coordinators}
    _refuse_unfit(case, list(matches.values()), len(coordinators), deviation_reason)
    last = CoordinatorOffer.objects.filter(case=case).order_by("-position").values_list("position", flat=True).first()
    offers = CoordinatorOffer.objects.bulk_create(
        CoordinatorOffer(
            case=case,
            coordinator=coordinator,
            position=position,
            term_hours=hours,
            offered_by=by,
            coach=coach or by,
            programme=programme,
            deviation_reason=deviation_reason.strip() if matches[coordinator.pk].deviates else "",
        )
        for position, coordinator in enumerate(coordinators, start=(last or 0) + 1)
    )
    _ask_next(case)
    return offers


def _refuse_unfit(case: Case, matches: Sequence[Match], chosen: int, deviation_reason: str) -> None:
    live = set(CoordinatorOffer.objects.live().filter(case=case).values_list("coordinator_id", flat=True))
    if len(matches) < chosen or live & {each.candidate.pk for each in matches}:
        raise Refusal(_("Iemand staat twee keer in de rij. Kies iedereen één keer."))
    for each in matches:
        if each.blocks:
            raise Refusal(
                _("%(name)s kan deze zaak niet krijgen. %(reasons)s Kies iemand anders.")
                % {"name": each.candidate.name, "reasons": " ".join(each.blocks)}
            )
    deviating = [each.candidate.name for each in matches if each.deviates]
    if deviating and not deviation_reason.strip():
        raise Refusal(
            _("Bij %(names)s wordt niet elke wens van de familie vervuld. Schrijf op waarom u toch deze keus maakt.")
            % {"names": ", ".join(deviating)}
        )


@transaction.atomic
def accept_offer(offer: CoordinatorOffer, *, by: User) -> CoordinatorContract:
    """The coordinator says yes: the case is assigned, the others in the row are asked no more.

    Raises Refusal when the offer is not `by`'s, is over, or when something came in the way meanwhile
    (R-01, R-02, VOG, leave, full).
    """
    case, offer = _lock(offer)
    _refuse_other(offer, by)
    OFFER_WORKFLOW.find(offer.state, "accept", by=by)
    _refuse_late(offer)
    manager = offer.offered_by
    if manager.role != Role.REGIONAL_MANAGER or not manager.is_active:
        raise Refusal(_("De regiomanager die je vroeg, werkt hier niet meer. Bel de regio."))
    _end(offer, OfferState.ACCEPTED)
    contract = assign_coordinator(
        case,
        offer.coordinator,
        by=manager,
        coach=offer.coach,
        programme=offer.programme,
        deviation_reason=offer.deviation_reason,
    )
    _tell_manager(offer, _("Een coördinator zei ja"), _("Een coördinator zei ja tegen een zaak."))
    return contract


@transaction.atomic
def decline_offer(offer: CoordinatorOffer, *, by: User, refusal: str, note: str = "") -> CoordinatorOffer:
    """The coordinator says no, for a coded reason; the next one is asked.

    Who knows somebody in the case is tied to it from now on (R-02). Raises Refusal when the offer is not `by`'s
    or is over, and without a reason.
    """
    case, offer = _lock(offer)
    _refuse_other(offer, by)
    OFFER_WORKFLOW.find(offer.state, "decline", by=by)
    if refusal not in OfferRefusal.values:
        raise Refusal(_("Kies waarom je nee zegt."))
    _end(offer, OfferState.DECLINED, refusal=refusal, note=note.strip())
    if refusal == OfferRefusal.KNOWS_SOMEBODY:
        words = note.strip() or _("kent iemand in deze zaak")
        CoordinatorTie.objects.get_or_create(
            coordinator=offer.coordinator, case=case, defaults={"description": words[:200]}
        )
    _go_on(case, offer)
    return offer


@transaction.atomic
def stop_offer(offer: CoordinatorOffer, *, by: User) -> CoordinatorOffer:
    """The regional manager takes one coordinator out of the row; when it was the one asked, the next is asked.

    Raises Refusal when the offer is over.
    """
    case, offer = _lock(offer)
    was_open = offer.state == OfferState.OPEN
    OFFER_WORKFLOW.find(offer.state, "stop", by=by)
    _stop(offer)
    if was_open:
        _ask_next(case)
    return offer


@transaction.atomic
def stop_offers(case: Case, *, by: User) -> int:
    """The regional manager stops asking. Returns how many were in the row. Raises Refusal when nobody was."""
    case = lock_case(case)
    live = list(CoordinatorOffer.objects.live().filter(case=case).select_for_update(of=("self",)))
    if not live:
        raise Refusal(_("Er staat niemand meer in de rij."))
    for offer in live:
        OFFER_WORKFLOW.find(offer.state, "stop", by=by)
        _stop(offer)
    return len(live)


def end_offers(case: Case, *, by: User | None) -> None:
    """Nobody is asked any more: the case was decided. Who got it directly while thinking, said yes. Quietly."""
    live = CoordinatorOffer.objects.live().filter(case=case).select_related("coordinator__user", "case")
    for offer in live.select_for_update(of=("self",)):
        has_it = case.state == CaseState.ASSIGNED and offer.coordinator.contracts.filter(
            case=case, ended_on__isnull=True
        )
        if has_it and offer.state == OfferState.OPEN:
            _end(offer, OfferState.ACCEPTED)
        else:
            _stop(offer)


def lapse_offer(pk: int) -> None:
    """The term has passed: ask the next one. Nothing when there was an answer, or the term was moved."""
    offer = CoordinatorOffer.objects.select_related("case").filter(pk=pk).first()
    if offer is None:
        return
    case, offer = _lock(offer)
    if offer.state != OfferState.OPEN or offer.answer_by is None or offer.answer_by > timezone.now():
        return
    OFFER_WORKFLOW.find(offer.state, "lapse", by=None)
    # Its own row ends by itself.
    _end(offer, OfferState.LAPSED, with_row=False)
    _go_on(case, offer)


# --- the parts ------------------------------------------------------------------------------------------


def _lock(offer: CoordinatorOffer) -> tuple[Case, CoordinatorOffer]:
    case = lock_case(offer.case)
    locked = CoordinatorOffer.objects.select_related("coordinator__user", "offered_by", "coach", "programme", "case")
    found: CoordinatorOffer = locked.select_for_update(of=("self",)).get(pk=offer.pk)
    return case, found


def _refuse_other(offer: CoordinatorOffer, by: User) -> None:
    if offer.coordinator.user_id != by.pk:
        raise Refusal(_("Deze vraag is aan iemand anders gesteld."))


def _refuse_late(offer: CoordinatorOffer) -> None:
    if offer.answer_by is not None and offer.answer_by <= timezone.now():
        raise Refusal(_("De tijd om te antwoorden is voorbij. Bel de regiomanager als je de zaak nog wilt."))


def _go_on(case: Case, offer: CoordinatorOffer) -> None:
    """After a no or a silence: ask the next, or tell the manager that the row is empty."""
    if _ask_next(case) is None:
        _tell_manager(
            offer,
            _("Niemand zei ja"),
            _("Voor een zaak heeft nog geen coördinator ja gezegd, en de rij is leeg. Kies opnieuw wie u vraagt."),
        )


def _ask_next(case: Case) -> CoordinatorOffer | None:
    """Ask the first in the row who still may have the case, unless somebody is asked already."""
    rows = CoordinatorOffer.objects.filter(case=case).select_related("coordinator__user")
    asked: CoordinatorOffer | None = rows.filter(state=OfferState.OPEN).first()
    if asked is not None:
        return asked
    row: list[CoordinatorOffer] = list(
        rows.filter(state=OfferState.QUEUED).order_by("position").select_for_update(of=("self",))
    )
    for offer in row:
        blocks = match_for(case, offer.coordinator).blocks
        if not blocks:
            _ask(offer, case)
            return offer
        OFFER_WORKFLOW.find(offer.state, "stop", by=None)
        _end(offer, OfferState.STOPPED, note=" ".join(blocks)[:300])
    return None


def _ask(offer: CoordinatorOffer, case: Case) -> None:
    OFFER_WORKFLOW.find(offer.state, "ask", by=None)
    offer.state, offer.opened_at = OfferState.OPEN, timezone.now()
    offer.answer_by = offer.opened_at + dt.timedelta(hours=offer.term_hours)
    offer.save(update_fields=["state", "opened_at", "answer_by"])
    plan_due(DuePurpose.OFFER_TERM, offer, offer.answer_by, case_number=case.number, region_id=case.region_id)
    queue_message(
        key=f"offer:{offer.pk}",
        to=offer.coordinator.user.email,
        subject=_("We hebben een vraag voor je"),
        # Not a word of the family, and no number of the case: who else reads this mail learns nothing.
        body=_(
            "Hallo,\n\nEr is een zaak die misschien bij je past. Lees de vraag en zeg ja of nee. Dat kan tot "
            "%(moment)s:\n\n%(link)s\n\nJe logt eerst in. Kun je niet? Zeg dan nee; dan vragen we iemand anders.\n"
        )
        % {"moment": moment_words(offer.answer_by), "link": offer_link(offer)},
        case_number=case.number,
        region_id=case.region_id,
    )


def _stop(offer: CoordinatorOffer) -> None:
    was_open = offer.state == OfferState.OPEN
    _end(offer, OfferState.STOPPED)
    if was_open:
        queue_message(
            key=f"offer-stopped:{offer.pk}",
            to=offer.coordinator.user.email,
            subject=_("Je hoeft niet meer te antwoorden"),
            body=_("Hallo,\n\nDe vraag die we je stelden is niet meer nodig. Je hoeft niets te doen. Dank je wel!\n"),
            case_number=offer.case_number,
            region_id=offer.case.region_id,
        )


def _end(offer: CoordinatorOffer, state: str, *, refusal: str = "", note: str = "", with_row: bool = True) -> None:
    if state not in LIVE_OFFER_STATES and with_row:
        cancel_due(DuePurpose.OFFER_TERM, offer)
    offer.state, offer.ended_at, offer.refusal, offer.note = state, timezone.now(), refusal, note
    offer.save(update_fields=["state", "ended_at", "refusal", "note"])


def _tell_manager(offer: CoordinatorOffer, subject: str, sentence: str) -> None:
    queue_message(
        key=f"offer-{offer.state}:{offer.pk}:manager",
        to=offer.offered_by.email,
        subject=subject,
        body=_("Goedendag,\n\n%(sentence)s Log in om te zien hoe het staat:\n\n%(link)s\n")
        % {"sentence": sentence, "link": case_link(offer.case)},
        case_number=offer.case_number,
        region_id=offer.case.region_id,
    )


def offer_link(offer: CoordinatorOffer) -> str:
    """The full address of the page where the coordinator answers; it holds no case number."""
    return str(settings.EKC_BASE_URL).rstrip("/") + reverse("cases:coordinator_offer", args=[offer.pk])
