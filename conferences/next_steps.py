"""The rows that the meeting brings to the table of next steps, and what they rest on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import norms
from cases.casepage.checklist import open_points
from cases.casepage.file_steps import MANAGER, PROFESSIONAL, act_way, since
from cases.casepage.next_step import NO_TERM, Doer, Due, Facts, Next, Step, Way, way_for
from cases.codes import CaseState
from cases.models import Case
from cases.querysets import leaves_on, open_contracts
from cases.workflow import SCHEDULABLE_STATES, WORKFLOW
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today

from .codes import ABOUT_THE_MEETING_STATES, JUST_MET_STATES, OVER_STATES, ConferenceState
from .models import Attendance, Conference, Invitation

DAY = dt.timedelta(days=1)


# --- facts --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingFacts:
    """What is known of the meetings of one case; of the newest, unless it says otherwise."""

    state: str = ""
    planned_on: dt.date | None = None
    was_invited: bool = False
    has_attendance: bool = False
    nobody_there: bool = False
    """The coordinator is on leave on the day that is planned, and nobody covers."""
    held_on: dt.date | None = None
    """The day of the last meeting that took place."""


def meeting_facts(cases: Sequence[Case]) -> Mapping[int, MeetingFacts]:
    """One query, of cases that can have a meeting that counts."""
    keys = [case.pk for case in cases if case.state in ABOUT_THE_MEETING_STATES]
    found: dict[int, MeetingFacts] = {}
    for row in _meetings(keys) if keys else ():
        before = found.get(row["case"], MeetingFacts())
        if row["state"] == ConferenceState.POSTPONED and before.held_on:
            # Another meeting was to come, and did not: the one that was is what there is to know.
            continue
        found[row["case"]] = MeetingFacts(
            state=row["state"],
            planned_on=timezone.localdate(row["planned_start"]) if row["planned_start"] else None,
            was_invited=row["was_invited"],
            has_attendance=row["has_attendance"],
            nobody_there=row["nobody_there"],
            held_on=row["held_on"] or before.held_on,
        )
    return found


def _meetings(keys: list[int]) -> Any:
    """From the first meeting to the newest."""
    return (
        Conference.objects.filter(case__in=keys)
        .order_by("sequence")
        .values("case", "state", "planned_start", "held_on")
        .annotate(planned_day=TruncDate("planned_start"))
        .annotate(
            was_invited=Exists(Invitation.objects.filter(conference=OuterRef("pk"))),
            has_attendance=Exists(Attendance.objects.filter(conference=OuterRef("pk"))),
            nobody_there=Exists(_uncovered_leave()),
        )
    )


def _uncovered_leave() -> Any:
    """The leave of who works on the case of a meeting, on its day, without anybody who stands in."""
    away = open_contracts().filter(case=OuterRef(OuterRef("case"))).values("coordinator")
    return leaves_on(OuterRef("planned_day")).filter(coordinator__in=away, cover__isnull=True)


def meeting_of(facts: Facts) -> MeetingFacts:
    """What is known of the meeting of this case; empty where there is none."""
    found: MeetingFacts = facts["meeting"] or MeetingFacts()
    return found


# --- terms --------------------------------------------------------------------------------------------------


def _day_to_choose(facts: Facts) -> Due | None:
    case = facts.case
    has_lost_its_day = case.state == CaseState.SCHEDULED and not meeting_of(facts).planned_on
    if case.state not in SCHEDULABLE_STATES and not has_lost_its_day:
        return None
    if case.state == CaseState.ADJOURNED or case.meetings_held:
        # The conference was held in its term; for a second meeting the house has none.
        return NO_TERM
    start = case.preparation_started_on or case.received_on
    return Due(start + norms.conference_days(is_urgent=case.is_urgent) * DAY)


def _day_comes_near(case: Case) -> int:
    """From six weeks on, where ten is the term."""
    if case.is_urgent:
        return norms.NEARLY_LATE_DAYS
    return max(norms.CONFERENCE_DAYS - norms.CONFERENCE_FROM_DAYS, norms.NEARLY_LATE_DAYS)


def _not_invited(facts: Facts) -> Due | None:
    return None if meeting_of(facts).was_invited else _planned_day(facts)


def _planned_day(facts: Facts) -> Due | None:
    meeting = meeting_of(facts)
    is_planned = facts.case.state == CaseState.SCHEDULED and meeting.state == ConferenceState.PLANNED
    return Due(meeting.planned_on) if is_planned and meeting.planned_on else None


def _running(facts: Facts) -> Due | None:
    if facts.case.state != CaseState.IN_CONFERENCE:
        return None
    return Due(since(facts.case) + norms.FINISH_CONFERENCE_DAYS * DAY)


def _attendance_missing(facts: Facts) -> Due | None:
    meeting = meeting_of(facts)
    if facts.case.state not in JUST_MET_STATES or meeting.state not in OVER_STATES or meeting.has_attendance:
        return None
    return plan_term(facts)


def plan_term(facts: Facts) -> Due:
    """Until when everybody has the plan; what comes before sending it, comes before that day."""
    return Due((meeting_of(facts).held_on or since(facts.case)) + norms.PLAN_TO_EVERYONE_DAYS * DAY)


# --- words --------------------------------------------------------------------------------------------------


def _before_the_day(title: str | Promise) -> Any:
    """The title, until the day is there."""

    def of(case: Case, step: Next) -> str | Promise:
        if step.due_on is None or step.due_on > local_today():
            return title
        return (
            _("Begin met deel 1, de informatie")
            if step.due_on == local_today()
            else _("Leg vast hoe de conferentie ging")
        )

    return of


def _invite_way(case: Case, user: User, step: Next) -> Way:
    return _way_of_the_day(case, user, step) or way_for(Role.COORDINATOR, "", "conferences:invite", _("Uitnodigen"))(
        case, user, step
    )


def _prepare_way(case: Case, user: User, step: Next) -> Way:
    """From ten days before the meeting, and on the day itself, what is still missing is named."""
    days = (step.due_on - local_today()).days if step.due_on else 0
    if 0 <= days <= norms.READY_DAYS and (missing := open_points(case)):
        text = _("Nog niet klaar: %(points)s") % {"points": "; ".join(str(point.label) for point in missing[:4])}
        return way_for(Role.COORDINATOR, text, "cases:preparation", _("Naar de lijst"))(case, user, step)
    if found := _way_of_the_day(case, user, step):
        return found
    text = _("Heeft iedereen geantwoord? Zijn plek, eten en tolk geregeld?")
    return way_for(Role.COORDINATOR, text, "conferences:conference", _("Bekijk de conferentie"))(case, user, step)


def _way_of_the_day(case: Case, user: User, step: Next) -> Way | None:
    if step.due_on is None or step.due_on > local_today():
        return None
    text = _("Lees eerst de vragen voor, en het veiligheidskader als dat er is.")
    if step.due_on == local_today():
        return way_for(Role.COORDINATOR, text, "conferences:day", _("Naar de dag"))(case, user, step)
    return way_for(Role.COORDINATOR, text, "conferences:record", _("Achteraf vastleggen"))(case, user, step)


def _running_way(case: Case, user: User, step: Next) -> Way:
    # Who looks on has no button to press.
    text = _("Druk op de knop als het volgende deel begint.") if user.is_coordinator else ""
    if conference := case.conferences.order_by("-sequence").first():
        text = f"{_('Nu: %(part)s.') % {'part': conference.get_state_display().lower()}} {text}".strip()
    return way_for(Role.COORDINATOR, text, "conferences:day", _("Naar de dag"))(case, user, step)


def _day_way(case: Case, user: User, step: Next) -> Way:
    text = _("Intussen wordt de kring zo groot mogelijk, en bereid je iedereen voor.")
    if case.state == CaseState.ADJOURNED:
        text = _("Wil de familie geen bijeenkomst meer? Leg dan vast hoe het afliep.")
    found = way_for(Role.COORDINATOR, text, "conferences:plan", _("Conferentie plannen"))(case, user, step)
    if case.state != CaseState.ADJOURNED or not WORKFLOW.allows(case.state, "conclude_without_plan", by=user):
        return found
    url = reverse("conferences:conclude", args=[case.number])
    return found._replace(other_url=url, other_button=_("Er komt geen volgende bijeenkomst"))


def _outside_title(case: Case, step: Next) -> str:
    return _("De conferentie is vandaag") if step.due_on == local_today() else _("De conferentie is gepland")


def _cover_to_find(facts: Facts) -> Due | None:
    """The day is planned, and the coordinator is on leave then: found before the day, and at once."""
    meeting = meeting_of(facts)
    if meeting.state != ConferenceState.PLANNED or not meeting.nobody_there or meeting.planned_on is None:
        return None
    return Due(meeting.planned_on - norms.READY_DAYS * DAY)


ROWS: tuple[tuple[int, str, Step], ...] = (
    (
        14,
        "find_cover",
        Step(
            _cover_to_find,
            gettext_lazy("Regel wie de dag begeleidt: de coördinator is dan met verlof"),
            Doer.MANAGER,
            act_way(
                gettext_lazy(
                    "Regel waarneming bij het verlof in het profiel, of kies iemand anders voor de hele zaak."
                ),
                "hand_over",
                "cases:hand_over",
                gettext_lazy("Andere coördinator kiezen"),
            ),
            readers=MANAGER,
            is_signal=True,
        ),
    ),
    (
        40,
        "choose_day",
        Step(
            _day_to_choose,
            gettext_lazy("Kies met de familie een dag en een plek"),
            Doer.COORDINATOR_WITH_FAMILY,
            _day_way,
            near=_day_comes_near,
        ),
    ),
    (
        41,
        "invite",
        Step(_not_invited, _before_the_day(gettext_lazy("Nodig iedereen uit")), Doer.COORDINATOR, _invite_way),
    ),
    (
        42,
        "prepare_day",
        Step(_planned_day, _before_the_day(gettext_lazy("Bereid de dag voor")), Doer.COORDINATOR, _prepare_way),
    ),
    (43, "finish_day", Step(_running, gettext_lazy("De conferentie is bezig"), Doer.COORDINATOR, _running_way)),
    (
        44,
        "attendance",
        Step(
            _attendance_missing,
            gettext_lazy("Leg vast wie er bij de conferentie waren"),
            Doer.COORDINATOR,
            way_for(Role.COORDINATOR, "", "conferences:attendance", gettext_lazy("Aanwezigheid vastleggen")),
        ),
    ),
    # only that there is a day, and what is asked there.
    (
        45,
        "day_outside",
        Step(
            _planned_day,
            _outside_title,
            Doer.READER,
            way_for(
                None,
                gettext_lazy(
                    "In het eerste deel vertelt u over uw zorgen, en welke hulp er is. "
                    "Bij de besloten tijd bent u niet."
                ),
            ),
            readers=PROFESSIONAL,
        ),
    ),
)
