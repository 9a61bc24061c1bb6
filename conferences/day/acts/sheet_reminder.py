"""The day before: a mail to the coordinator to take the run sheet along, for where there is no network."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.coordinators.acts.contracts import active_contract_of
from cases.recipients import Post, tell
from conferences.codes import ConferenceState, DuePurpose
from conferences.models import Conference, ConferenceMove
from ekc.dates import at_local
from ekc.outbox.acts import cancel_due, plan_due

REMIND_AT = dt.time(17, 0)
DATING_ACTIONS = ("plan", "replan")


def plan_sheet_reminder(conference: Conference) -> dt.datetime | None:
    """Plan the mail for the afternoon before the meeting, in place of any earlier one; None when that is past.

    The row hangs on the move that set the date: a row that was done cannot be planned again, and a
    meeting that is put off after its mail went out needs a second one.
    """
    cancel_sheet_reminder(conference)
    if conference.planned_start is None:
        return None
    due_at = at_local(timezone.localdate(conference.planned_start) - dt.timedelta(days=1), REMIND_AT)
    move = _dating_moves(conference).last()
    if move is None or due_at <= timezone.now():
        return None
    plan_due(
        DuePurpose.CONFERENCE_TOMORROW,
        move,
        due_at,
        case_number=conference.case_number,
        region_id=conference.case.region_id,
    )
    return due_at


def cancel_sheet_reminder(conference: Conference) -> None:
    """Nothing has to be taken along."""
    for move in _dating_moves(conference):
        cancel_due(DuePurpose.CONFERENCE_TOMORROW, move)


def _dating_moves(conference: Conference) -> QuerySet[ConferenceMove]:
    found: QuerySet[ConferenceMove] = conference.moves.filter(action__in=DATING_ACTIONS)
    return found.order_by("at", "pk")


def repeat_sheet_reminder(conference: Conference) -> None:
    """Somebody else runs the meeting now: the mail that went out already goes to them, once."""
    move = _dating_moves(conference).last()
    if move is None or conference.planned_start is None or conference.planned_start < timezone.now():
        return
    if at_local(timezone.localdate(conference.planned_start) - dt.timedelta(days=1), REMIND_AT) <= timezone.now():
        remind_of_sheet(move.pk)


def remind_of_sheet(move_id: int) -> None:
    """Mail whoever runs the meeting, while it is still planned. Nothing of the case stands in the mail."""
    move = ConferenceMove.objects.select_related("conference__case").filter(pk=move_id).first()
    if move is None:
        return
    conference: Conference = move.conference
    if conference.state != ConferenceState.PLANNED or conference.planned_start is None:
        return
    # Whoever took over since gets it anew.
    contract = active_contract_of(conference.case)
    tell(
        conference.case,
        Post.COORDINATOR,
        key=f"run-sheet-{move.pk}" + (f"-{contract.pk}" if contract is not None else ""),
        subject=_("Morgen heb je een afspraak"),
        body=_(
            "Hallo,\n\nMorgen is de bijeenkomst die je hebt voorbereid. Bewaar het draaiboek nu op je telefoon, of "
            "print het. Dan kun je door, ook zonder internet. Log in en open:\n\n%(link)s\n"
        ),
        path=reverse("conferences:run_sheet", args=[conference.case_number]),
    )
