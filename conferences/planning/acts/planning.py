"""Choosing the day with the family, moving it, putting it off (moves 7 and 10)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import CaseState
from cases.locks import lock_case
from cases.models import Case
from cases.moves import move_case
from cases.workflow import SCHEDULABLE_STATES
from conferences.codes import OVER_STATES, ConferenceState, InterpreterKind
from conferences.models import Conference, ConferenceMove, FoodShare
from conferences.moves import move_conference
from conferences.signals import conference_planned, conference_postponed
from conferences.workflow import WORKFLOW
from ekc.accounts.models import User
from ekc.refusal import Refusal

# What the family arranged once holds for a second meeting too, until it says otherwise.
ARRANGED_FIELDS = (
    "location_type",
    "venue_name",
    "venue_address",
    "venue_phone",
    "reachable",
    "wheelchair",
    "family_room",
    "professionals_room",
    "child_corner",
    "venue_notes",
    "food",
    "diets",
    "food_cost",
    "food_paid_by",
    "child_care",
    "transport",
    "comings_and_goings",
    "what_if",
    "interpreter",
    "interpreter_language",
    "interpreter_name",
    "interpreter_phone",
    "interpreter_wished_by",
)
PLANNING_FIELDS = frozenset({"planned_start", "planned_end", "day_part", *ARRANGED_FIELDS})


@dataclass(frozen=True)
class Dish:
    """Who brings what."""

    who: str
    what: str


@transaction.atomic
def plan_conference(case: Case, *, by: User, dishes: Sequence[Dish] | None = None, **planning: Any) -> Conference:
    """Set or move the day of the coming meeting; `planning` are fields of PLANNING_FIELDS.

    Makes the first meeting, or the next one after an adjournment, and moves the case to "gepland".
    `dishes` replaces who brings what; None leaves it. Tells the floors above, so that all that hangs on
    the date moves along; `followed` of the result says in Dutch what did. Raises Refusal.
    """
    if unknown := set(planning) - PLANNING_FIELDS:
        raise TypeError(f"No planning fields: {sorted(unknown)}")
    case = lock_case(case)
    conference = _coming_meeting(case)
    # A meeting that was put off has no date any more, whatever its row still says.
    before = conference.planned_start if conference.state == ConferenceState.PLANNED and conference.pk else None
    start = _checked_start(case, planning.get("planned_start"), before)
    _check_interpreter(conference, planning)
    if conference.pk is None:
        for name, value in planning.items():
            setattr(conference, name, value)
        _refuse_first_day(case, by)
        conference.save()
        ConferenceMove.objects.create(conference=conference, action="plan", target=conference.state, by=by)
    else:
        conference = move_conference(conference, "replan", by=by, **planning)
    if dishes is not None:
        _save_dishes(conference, dishes)
    if case.state != CaseState.SCHEDULED:
        is_again = case.state == CaseState.ACTIVATION and by.is_regional_manager
        move_case(case, "schedule_again" if is_again else "schedule", by=by)
    conference.followed = tell(conference_planned, conference, moved=before != start)
    return conference


def plan_next_meeting(conference: Conference, *, by: User, start: dt.datetime, end: dt.datetime | None) -> Conference:
    """The family knows the day of the next meeting already; it takes over place, food and the like. Raises Refusal."""
    arranged = {name: getattr(conference, name) for name in ARRANGED_FIELDS}
    return plan_conference(conference.case, by=by, planned_start=start, planned_end=end, **arranged)


def tell(signal: Signal, conference: Conference, **more: Any) -> list[str]:
    """Send one of our signals, and gather what its receivers say moved along."""
    answers = signal.send(sender=Conference, conference=conference, **more)
    return [str(sentence) for _receiver, sentences in answers for sentence in sentences or []]


def _refuse_first_day(case: Case, by: User) -> None:
    if case.state not in SCHEDULABLE_STATES:
        raise Refusal(_("Plannen kan pas als de voorbereiding is begonnen."))
    if by.is_regional_manager and case.state == CaseState.ACTIVATION:
        raise Refusal(_("De eerste dag kiest de coördinator met de familie. Laat de dag hier leeg."))


def _checked_start(case: Case, start: dt.datetime | None, before: dt.datetime | None) -> dt.datetime:
    if start is None:
        raise Refusal(_("Kies een dag en een begintijd."), at=("day", "start"))
    if timezone.localdate(start) < (case.preparation_started_on or case.received_on):
        raise Refusal(
            _("De conferentie kan niet vóór het begin van de voorbereiding zijn. Kijk de datum na."), at="day"
        )
    last = case.conferences.filter(state__in=sorted(OVER_STATES)).order_by("-sequence").first()
    if last is not None and last.ended_at is not None and start < last.ended_at:
        raise Refusal(
            _("De tweede bijeenkomst kan niet vóór het einde van de eerste zijn. Kijk de datum na."), at="day"
        )
    return start


def _check_interpreter(conference: Conference, planning: dict[str, Any]) -> None:
    kind = planning.get("interpreter", conference.interpreter)
    language = planning.get("interpreter_language", conference.interpreter_language)
    if kind != InterpreterKind.NONE and not language:
        raise Refusal(_("Schrijf op in welke taal de tolk vertaalt."), at="interpreter_language")


def _coming_meeting(case: Case) -> Conference:
    last: Conference | None = case.conferences.order_by("-sequence").first()
    if last is None:
        return Conference(case=case, sequence=1)
    if last.state in OVER_STATES:
        arranged = {name: getattr(last, name) for name in ARRANGED_FIELDS}
        return Conference(case=case, sequence=last.sequence + 1, **arranged)
    if not WORKFLOW.allows(last.state, "replan", by=None):
        raise Refusal(_("De conferentie is al begonnen: de planning kan niet meer veranderen."))
    return last


def _save_dishes(conference: Conference, dishes: Sequence[Dish]) -> None:
    conference.food_shares.all().delete()
    FoodShare.objects.bulk_create(
        FoodShare(conference=conference, who=dish.who.strip(), what=dish.what.strip(), sort_order=index)
        for index, dish in enumerate(dishes)
    )


@transaction.atomic
def postpone_conference(conference: Conference, *, by: User, reason: str) -> Conference:
    """Take the date away: the case goes back to the preparation, or waits for its second meeting again.

    Raises Refusal without a reason.

    `followed` of the result says in Dutch what lapsed with the date.
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom de conferentie wordt uitgesteld."), at="reason")
    conference = move_conference(conference, "postpone", by=by, reason=reason)
    is_next = conference.case.conferences.filter(state__in=sorted(OVER_STATES)).exists()
    move_case(conference.case, "postpone_second" if is_next else "postpone", by=by, reason=reason)
    conference.followed = tell(conference_postponed, conference)
    return conference
