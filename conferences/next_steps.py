"""What comes next around the meeting."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casepage.next_step import NextStep, register_step
from cases.codes import CaseState
from cases.models import Case
from cases.norms import CONFERENCE_DAYS
from cases.workflow import SCHEDULABLE_STATES
from ekc.accounts.models import User
from ekc.dates import local_today

from .codes import ABOUT_THE_MEETING_STATES, ConferenceState
from .models import Conference


def _url(user: User, name: str, case: Case) -> str:
    return reverse(f"conferences:{name}", args=[case.number]) if user.is_coordinator else ""


@register_step(40)
def conference_step(case: Case, user: User) -> NextStep | None:
    """Plan, invite, begin, go on, write down who was there. The preparation is not the professional's (R-05)."""
    if user.is_professional:
        return _for_professional(case)
    if case.state in SCHEDULABLE_STATES:
        return _plan(case, user)
    if case.state not in ABOUT_THE_MEETING_STATES:
        return None
    conference = case.conferences.order_by("-sequence").first()
    if conference is None:
        return None
    if conference.state == ConferenceState.PLANNED:
        return _before_the_day(case, user, conference)
    if conference.state == ConferenceState.HELD:
        return _after_the_day(case, user, conference)
    return NextStep(
        _("De conferentie is bezig: %(part)s") % {"part": conference.get_state_display().lower()},
        _("Druk op de knop als het volgende deel begint."),
        url=_url(user, "day", case),
        button=_("Naar de dag"),
        who=_("de coördinator"),
    )


def _for_professional(case: Case) -> NextStep | None:
    conference = case.conferences.order_by("-sequence").first() if case.state == CaseState.SCHEDULED else None
    if conference is None or conference.planned_start is None:
        return None
    day = timezone.localdate(conference.planned_start)
    return NextStep(
        _("De conferentie is vandaag") if day == local_today() else _("De conferentie is gepland"),
        _("In het eerste deel vertelt u over uw zorgen, en welke hulp er is. Bij de besloten tijd bent u niet."),
        who=_("u"),
        due_on=day,
    )


def _plan(case: Case, user: User) -> NextStep | None:
    if case.state == CaseState.ACTIVATION and not case.contacts.exists():
        return None
    start = case.preparation_started_on or case.received_on
    return NextStep(
        _("Kies met de familie een dag en een plek"),
        _("Intussen wordt de kring zo groot mogelijk, en bereid je iedereen voor."),
        url=_url(user, "plan", case),
        button=_("Conferentie plannen"),
        who=_("de coördinator, met de familie"),
        due_on=start + dt.timedelta(days=CONFERENCE_DAYS),
    )


def _before_the_day(case: Case, user: User, conference: Conference) -> NextStep:
    day = timezone.localdate(conference.planned_start) if conference.planned_start else None
    if day is not None and day <= local_today():
        return NextStep(
            _("Begin met deel 1, de informatie") if day == local_today() else _("Leg vast hoe de conferentie ging"),
            _("Lees eerst de vragen voor, en het veiligheidskader als dat er is."),
            url=_url(user, "day" if day == local_today() else "record", case),
            button=_("Naar de dag") if day == local_today() else _("Achteraf vastleggen"),
            who=_("de coördinator"),
            due_on=day,
        )
    if not conference.invitations.exists():
        return NextStep(
            _("Nodig iedereen uit"),
            url=_url(user, "invite", case),
            button=_("Uitnodigen"),
            who=_("de coördinator"),
            due_on=day,
        )
    return NextStep(
        _("Bereid de dag voor"),
        _("Heeft iedereen geantwoord? Zijn plek, eten en tolk geregeld?"),
        url=_url(user, "conference", case),
        button=_("Bekijk de conferentie"),
        who=_("de coördinator"),
        due_on=day,
    )


def _after_the_day(case: Case, user: User, conference: Conference) -> NextStep | None:
    if conference.attendances.exists():
        return None
    return NextStep(
        _("Leg vast wie er bij de conferentie waren"),
        url=_url(user, "attendance", case),
        button=_("Aanwezigheid vastleggen"),
        who=_("de coördinator"),
    )
