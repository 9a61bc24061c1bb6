"""A button of the day that was pressed by mistake: what it began did not begin."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.locks import lock_case
from cases.models import Case
from cases.moves import move_case
from cases.queries import current_questions
from conferences.codes import BEGUN_STATES, TAKEN_BACK_BY
from conferences.models import Conference, ConferenceMove
from conferences.moves import before_move, move_conference
from conferences.signals import conference_start_taken_back
from ekc.accounts.models import User
from ekc.once.taking_back import ACCEPTED
from ekc.refusal import Refusal


def last_press(conference: Conference) -> ConferenceMove | None:
    """The last button that still holds, and can be taken back; None when there is none."""
    standing: list[ConferenceMove] = []
    for move in conference.moves.order_by("at", "pk"):
        if move.action in TAKEN_BACK_BY.values():
            standing.pop()
        else:
            standing.append(move)
    last = standing[-1] if standing else None
    return last if last is not None and last.action in TAKEN_BACK_BY else None


@transaction.atomic
def take_back_press(conference: Conference, *, by: User, reason: str = "") -> Conference:
    """The last button of the day was pressed by mistake: the meeting stands where it stood, with the times of then.

    Right after the press nobody is asked why. Raises Refusal without a reason later, and without a button to take
    back.
    """
    lock_case(conference.case)
    press = last_press(conference)
    if press is None:
        raise Refusal(_("Er is geen knop om terug te nemen."))
    if timezone.now() - press.at > ACCEPTED and not reason.strip():
        raise Refusal(_("Schrijf op waarom je de knop terugneemt."), at="reason")
    started_at = conference.started_at
    conference = move_conference(
        conference, TAKEN_BACK_BY[press.action], by=by, reason=reason.strip(), **before_move(press)
    )
    if press.action == "start_information":
        _take_back_start(conference, by=by, reason=reason.strip(), started_at=started_at)
    return conference


def _take_back_start(conference: Conference, *, by: User, reason: str, started_at: dt.datetime | None) -> None:
    case: Case = conference.case
    move_case(case, "take_back_start", by=by, reason=reason)
    if case.conferences.filter(state__in=BEGUN_STATES).exclude(pk=conference.pk).exists():
        return  # What an earlier meeting fixed stays fixed.
    current_questions(case).filter(confirmed_at=started_at).update(confirmed_at=None)
    conference_start_taken_back.send(sender=Conference, conference=conference)


def take_back_of(*, by: User, pk: int) -> Conference:
    """The way back of the button itself, right after it was pressed. Raises Refusal."""
    conference: Conference = Conference.objects.select_related("case").get(pk=pk)
    return take_back_press(conference, by=by)
