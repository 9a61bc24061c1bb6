"""Choosing the day with the family, moving it, putting it off (moves 7 and 10)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import CaseState
from cases.domain.moves import move_case
from cases.models import Case
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import MET_STATES
from ..models import Conference, ConferenceMove
from ..signals import conference_planned, conference_postponed
from ..workflow import WORKFLOW
from .moves import move_conference

PLANNING_FIELDS = frozenset(
    {
        "planned_start",
        "planned_end",
        "day_part",
        "location_type",
        "venue_name",
        "venue_address",
        "rooms",
        "food",
        "child_care",
        "transport",
        "interpreter",
        "interpreter_language",
    }
)


@transaction.atomic
def plan_conference(case: Case, *, by: User, **planning: Any) -> Conference:
    """Set or move the day of the coming meeting; `planning` are fields of PLANNING_FIELDS.

    Makes the first meeting, or the next one after an adjournment, and moves the case to "gepland".
    Tells the floors above, so that all that hangs on the date moves along. Raises Refusal.
    """
    if unknown := set(planning) - PLANNING_FIELDS:
        raise TypeError(f"No planning fields: {sorted(unknown)}")
    case = Case.objects.select_for_update().get(pk=case.pk)
    start = planning.get("planned_start")
    if start is None:
        raise Refusal(_("Kies een dag en een begintijd."))
    if start.date() < (case.preparation_started_on or case.received_on):
        raise Refusal(_("De conferentie kan niet vóór het begin van de voorbereiding zijn. Kijk de datum na."))
    conference = _coming_meeting(case)
    if conference.pk is None:
        for name, value in planning.items():
            setattr(conference, name, value)
        if case.state not in (CaseState.ACTIVATION, CaseState.ADJOURNED):
            raise Refusal(_("Plannen kan pas als de voorbereiding is begonnen."))
        conference.save()
        ConferenceMove.objects.create(conference=conference, action="plan", target=conference.state, by=by)
    else:
        conference = move_conference(conference, "replan", by=by, **planning)
    if case.state != CaseState.SCHEDULED:
        move_case(case, "schedule", by=by)
    conference_planned.send(sender=Conference, conference=conference)
    return conference


def _coming_meeting(case: Case) -> Conference:
    last = case.conferences.order_by("-sequence").first()
    if last is None:
        return Conference(case=case, sequence=1)
    if last.state in MET_STATES:
        return Conference(case=case, sequence=last.sequence + 1)
    if not WORKFLOW.allows(last.state, "replan", by=None):
        raise Refusal(_("De conferentie is al begonnen: de planning kan niet meer veranderen."))
    return last


@transaction.atomic
def postpone_conference(conference: Conference, *, by: User, reason: str) -> Conference:
    """Take the date away; the case goes back to the preparation. Raises Refusal without a reason."""
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom de conferentie wordt uitgesteld."))
    conference = move_conference(conference, "postpone", by=by, reason=reason)
    move_case(conference.case, "postpone", by=by, reason=reason)
    conference_postponed.send(sender=Conference, conference=conference)
    return conference
