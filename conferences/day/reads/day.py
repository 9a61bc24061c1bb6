"""The page of the day: three large buttons, which one is next, and what to say at each."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.codes import Variant
from cases.models import ConferenceQuestion, PartyMember
from cases.queries import current_questions
from cases.variants.reads.order import speaking_order
from conferences.codes import OVER_STATES, READ_OUT_STATES, RETURNS, RUNNING_STATES, ConferenceState
from conferences.models import Conference
from conferences.times import LONGEST
from ekc.dutch import long_date
from ekc.registry import Registry

from .run_sheet import Section, sections_of


@dataclass(frozen=True)
class BigButton:
    """One part. `state`: "next" can be pressed, "now" is going on, "done" and "later" cannot."""

    title: str
    text: str
    state: str
    since: dt.datetime | None
    url: str
    label: str


@dataclass(frozen=True)
class PresentationAct:
    """What a higher floor has to do while the family presents: one button, which posts to `route` of the case."""

    label: str | Promise
    route: str


PRESENTATION_ACTS: Registry[PresentationAct] = Registry("act of the presentation")

BEFORE = {
    ConferenceState.INFORMATION: ConferenceState.PLANNED,
    ConferenceState.PRIVATE_TIME: ConferenceState.INFORMATION,
    ConferenceState.PRESENTATION: ConferenceState.PRIVATE_TIME,
}
"""The part, or the waiting, that each part follows upon."""


def goes_on_today(conference: Conference) -> bool:
    """Whether a meeting that was held to its end may still go on: later it would be another one."""
    is_held = conference.state == ConferenceState.HELD
    return is_held and conference.started_at is not None and timezone.now() - conference.started_at <= LONGEST


def is_another_day(conference: Conference, at: dt.datetime | None = None) -> bool:
    """Whether a planned meeting would begin on another day than the family chose. `at`: now, or when pressed."""
    start = conference.planned_start
    if conference.state != ConferenceState.PLANNED or start is None:
        return False
    return timezone.localdate(at) != timezone.localdate(start)


def another_day_in_words(conference: Conference) -> str:
    planned = timezone.localdate(conference.planned_start)
    words = _("De conferentie is gepland op %(planned)s. Vandaag is het %(today)s.")
    return words % {"planned": long_date(planned), "today": long_date(timezone.localdate())}


class DayPage:
    """What the coordinator sees at the table."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference
        self.case = conference.case
        self.is_over = conference.state in OVER_STATES
        self.is_running = conference.state in RUNNING_STATES
        self.is_planned = conference.state == ConferenceState.PLANNED
        self.is_another_day = is_another_day(conference)
        self.is_presenting = conference.state == ConferenceState.PRESENTATION
        may_skip = self.case.variant == Variant.RESTORATIVE and conference.state == ConferenceState.INFORMATION
        skip_url = reverse("conferences:press", args=[self.case.number, "zonder-besloten-tijd"])
        self.skip_url = skip_url if may_skip else ""
        self.went_without = conference.without_private_time
        reads_out = conference.state in READ_OUT_STATES
        self.questions: list[ConferenceQuestion] = list(current_questions(self.case))
        self.sections: list[Section] = sections_of(self.case) if reads_out else []
        self.order: list[PartyMember] = []
        if reads_out and self.case.variant != Variant.FAMILY:
            self.order = speaking_order(self.case)

    @property
    def presentation_acts(self) -> list[tuple[str, str | Promise]]:
        """Address and label of what is done while the family presents."""
        if not self.is_presenting:
            return []
        return [(reverse(act.route, args=[self.case.number]), act.label) for act in PRESENTATION_ACTS]

    @property
    def open_question(self) -> str:
        """With what the family went back the last time; empty when it did not."""
        if self.conference.state != ConferenceState.PRIVATE_TIME:
            return ""
        move = self.conference.moves.filter(action__in=RETURNS).last()
        return move.reason if move else ""

    @property
    def buttons(self) -> list[BigButton]:
        conference = self.conference
        return [
            self._button(
                _("Informatie"),
                _("Iedereen is erbij."),
                "informatie",
                ConferenceState.INFORMATION,
                conference.started_at,
                _("Informatie begint"),
            ),
            self._button(
                _("Besloten tijd"),
                _("Jij en de professionals gaan weg. Niemand schrijft op wat er wordt gezegd."),
                "besloten-tijd",
                ConferenceState.PRIVATE_TIME,
                conference.private_time_from,
                _("Besloten tijd begint"),
            ),
            self._button(
                _("Presentatie van het plan"),
                _("De familie is klaar en roept iedereen terug."),
                "presentatie",
                ConferenceState.PRESENTATION,
                conference.private_time_until,
                _("Presentatie begint"),
            ),
        ]

    def _button(
        self,
        title: str,
        text: str,
        action: str,
        during: ConferenceState,
        since: dt.datetime | None,
        label: str,
    ) -> BigButton:
        if self.conference.state == during:
            state = "now"
        elif self.conference.state == BEFORE[during]:
            state = "next"
        else:
            state = "done" if since else "later"
        url = reverse("conferences:press", args=[self.case.number, action])
        return BigButton(title, text, state, since, url, label)
