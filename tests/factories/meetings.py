"""Conference, frame and plan."""

import datetime as dt
from contextlib import AbstractContextManager
from typing import Any

import pgtrigger
from django.utils import timezone

from cases.codes import (
    Position,
)
from cases.models import (
    Case,
    CirclePerson,
    MainPerson,
)
from conferences.codes import ConferenceState, LocationType
from conferences.inviting.reads.links import give_link
from conferences.models import Attendance, Conference, Invitation
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import at_local, local_today
from ekc.links import give_token
from ekc.pictures import Picture
from plans.acts.guests import ask_guest
from plans.acts.sheets import add_sheets
from plans.codes import FrameMeasure, FrameState, GuestTask, PlanState
from plans.models import Agreement, BottomLine, FlipSheet, FrameConcern, FrameGuest, Plan, PlanVersion, SafetyFrame
from plans.queries import unanswered_points
from surveys.codes import Form
from surveys.models import SurveyInvitation

from .people import make_user, numbers


def make_conference(case: Case, *, state: str = ConferenceState.PLANNED, **fields: Any) -> Conference:
    """A meeting in a state: planned for next week, or with the times that its state asks for."""
    today = local_today()
    held_on = fields.pop("held_on", today - dt.timedelta(days=10))
    values: dict[str, Any] = {
        "state": state,
        "planned_start": at_local(today + dt.timedelta(days=7), dt.time(13)),
        "planned_end": at_local(today + dt.timedelta(days=7), dt.time(18)),
        "location_type": LocationType.COMMUNITY_CENTRE,
        "venue_name": "Buurthuis",
        **_times(state, held_on),
        **fields,
    }
    return Conference.objects.create(case=case, **values)


def _times(state: str, held_on: dt.date) -> dict[str, Any]:
    """The moments that a meeting has reached in this state."""
    if state == ConferenceState.POSTPONED:
        return {"planned_start": None, "planned_end": None}
    if state == ConferenceState.PLANNED:
        return {}
    why = (
        {"broken_off_code": "onrust", "broken_off_reason": "Het werd te onrustig."}
        if state == ConferenceState.BROKEN_OFF
        else {}
    )
    reached: dict[str, Any] = {**why, "held_on": held_on, "started_at": at_local(held_on, dt.time(13))}
    if state == ConferenceState.INFORMATION:
        return reached
    reached["private_time_from"] = at_local(held_on, dt.time(14))
    if state == ConferenceState.PRIVATE_TIME:
        return reached
    reached["private_time_until"] = at_local(held_on, dt.time(16, 30))
    if state != ConferenceState.PRESENTATION:
        reached["ended_at"] = at_local(held_on, dt.time(17, 30))
    return {**reached, "planned_start": reached["started_at"], "planned_end": at_local(held_on, dt.time(18))}


def make_invitation(conference: Conference, person: CirclePerson | MainPerson, **fields: Any) -> Invitation:
    """Somebody who was asked to come, with a link of their own."""
    key = "main_person" if isinstance(person, MainPerson) else "person"
    invitation = give_link(Invitation(conference=conference, **{key: person}, **fields))
    invitation.save()
    return invitation


def make_survey_invitation(case: Case, *, email: str = "ria@voorbeeld.example", **fields: Any) -> SurveyInvitation:
    """A questionnaire of which the link went to a mail address."""
    today = local_today()
    values = {"form": Form.ADULT, "sent_on": today, "expires_on": today + dt.timedelta(days=56), **fields}
    invitation = SurveyInvitation(case=case, email=email, **values)
    give_token(invitation, to=email)
    invitation.save()
    return invitation


def make_attendance(conference: Conference, **fields: Any) -> Attendance:
    return Attendance.objects.create(conference=conference, **{"position": Position.AUNT_OR_UNCLE, **fields})


def make_frame(
    case: Case, *, author: User | None = None, state: str = FrameState.SUBMITTED, bottom_lines: int = 1, **fields: Any
) -> SafetyFrame:
    """A veiligheidskader, submitted unless said otherwise, with bottom lines."""
    now = timezone.now()
    values: dict[str, Any] = {
        "state": state,
        "author": author or make_user(Role.PROFESSIONAL),
        "measure": FrameMeasure.SUPERVISION_ORDER,
        "concerns": "Sem was drie keer 's nachts alleen thuis.",
        "submitted_at": None if state == FrameState.DRAFT else now,
        "locked_at": now if state == FrameState.LOCKED else None,
        **fields,
    }
    # Bottom lines come and go with a draft only.
    frame = SafetyFrame.objects.create(case=case, **{**values, "state": FrameState.DRAFT})
    for number in range(1, bottom_lines + 1):
        BottomLine.objects.create(frame=frame, text=f"Sem is 's nachts nooit alleen ({number}).", sort_order=number)
    FrameConcern.objects.create(frame=frame, what="Sem stond op straat", when="op 3 maart", by_whom="de buurvrouw")
    frame.state = state
    # It may be made after the meeting, as if it was there before.
    with pgtrigger.ignore("plans.SafetyFrame:announces_no_more"):
        frame.save(update_fields=["state"])
    return frame


def make_frame_guest(case: Case, *, by: User, task: str = GuestTask.TESTS, **fields: Any) -> FrameGuest:
    """Somebody without an account who was asked, and mailed a link."""
    values = {
        "full_name": f"Wim Woonconsulent {next(numbers)}",
        "organisation": "Woonstad",
        "function": "Woonconsulent",
        "email": f"gast{next(numbers)}@voorbeeld.example",
        **fields,
    }
    return ask_guest(case, by=by, task=task, **values)


def make_sheet(plan: Plan, *, by: User) -> FlipSheet:
    """A photo of a flip-over sheet."""
    [sheet] = add_sheets(plan, [Picture(b"jpeg", told_place=False)], by=by)
    return sheet


def drop_frames(case: Case) -> None:
    """As if no frame was ever handed in; the database keeps one that was."""
    with pgtrigger.ignore(
        "plans.BottomLine:keeps_submitted_lines",
        "plans.FrameConcern:keeps_submitted_concerns",
        "plans.FrameReading:keeps_readings",
    ):
        case.frames.all().delete()


def make_plan(
    case: Case, *, state: str = PlanState.DRAFTED, agreements: int = 1, number: int = 1, **fields: Any
) -> Plan:
    """A plan with one version and its agreements; frozen when its state says it is established."""
    sent_on = fields.pop("sent_on", None)
    established = timezone.now() if state in (PlanState.ACCEPTED, PlanState.NOT_NEEDED) else None
    with before_it_was_established():
        plan = Plan.objects.create(case=case, state=state, sent_on=sent_on)
        version = PlanVersion.objects.create(plan=plan, number=number, **fields)
        for index in range(1, agreements + 1):
            make_agreement(version, sort_order=index)
        version.established_at = established
        version.save(update_fields=["established_at"])
    return plan


def left_open(plan: Plan) -> dict[str, str]:
    """Why the family leaves open whatever its plan does not say."""
    version = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    return {point.key: "Daar komen we later op terug." for point in unanswered_points(version)} if version else {}


def before_it_was_established() -> AbstractContextManager[None]:
    """Write in a version that is fixed, or of a case that is closed, as if that happened before; the database refuses
    it otherwise."""
    return _asleep("keeps_established_", "is_the_familys_after_closing")


def nothing_is_fixed() -> AbstractContextManager[None]:
    """Change also what the database keeps as it is: as if it were other, or longer ago, from the beginning."""
    return _asleep("keeps_", "is_the_familys_")


def _asleep(*names: str) -> AbstractContextManager[None]:
    """Without the triggers of which the name begins so."""
    kept = [
        f"{model._meta.label}:{trigger.name}"
        for model, trigger in pgtrigger.registered()
        if str(trigger.name).startswith(names)
    ]
    found: AbstractContextManager[None] = pgtrigger.ignore(*kept)
    return found


def make_agreement(version: PlanVersion, **fields: Any) -> Agreement:
    """One agreement; also in a version that was established, as if it was in it by then."""
    values = {"who": "Oma", "what": f"Haalt Sem op van school ({next(numbers)})", **fields}
    with before_it_was_established():
        return Agreement.objects.create(version=version, **values)
