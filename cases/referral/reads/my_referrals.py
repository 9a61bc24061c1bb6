"""One's own aanmelding in a list: how it stands in words, and what is asked of the referrer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.casepage.next_step import NextStep, next_steps_for
from cases.casepage.phases import state_tone
from cases.codes import CaseState
from cases.models import Case
from cases.queries import who_of
from ekc.accounts.models import User

IN_WORDS: Mapping[str, str | Promise] = {
    CaseState.REFERRED: _("De regiomanager bekijkt uw aanmelding."),
    CaseState.SCREENING: _("De regiomanager bespreekt de aanmelding."),
    CaseState.WAITING: _("We zoeken een passende coördinator, of wachten op een besluit."),
    CaseState.NOT_SUITABLE: _("De regiomanager heeft iets anders geadviseerd."),
    CaseState.WITHDRAWN: _("De aanmelding is ingetrokken."),
    CaseState.ASSIGNED: _("De coördinator gaat de familie uitleg geven."),
    CaseState.DECLINED_AFTER_INFORMATION: _("De familie wil nu geen conferentie."),
    CaseState.ACTIVATION: _("De coördinator bereidt de conferentie voor met de familie."),
    CaseState.SCHEDULED: _("De dag van de conferentie is bekend."),
    CaseState.IN_CONFERENCE: _("De conferentie is bezig."),
    CaseState.ADJOURNED: _("Er komt een tweede bijeenkomst."),
    CaseState.HELD_WITH_PLAN: _("De familie heeft een plan gemaakt."),
    CaseState.HELD_WITHOUT_PLAN: _("De conferentie was er. Er is geen plan gekomen."),
    CaseState.BROKEN_OFF: _("De conferentie is begonnen, en afgebroken."),
    CaseState.PLAN_WITHOUT_MEETING: _("De familie heeft een plan gemaakt, zonder bijeenkomst."),
    CaseState.ENDED_IN_ACTIVATION: _("De voorbereiding is gestopt."),
    CaseState.PLAN_SENT: _("Het plan is verstuurd. De familie voert het uit."),
    CaseState.ONE_MONTH_CALLED: _("De familie voert het plan uit."),
    CaseState.FOLLOWED_UP: _("We hebben gevraagd hoe het gaat. De zaak wordt afgerond."),
    CaseState.STOPPED_AFTERWARDS: _("De familie gaat zonder ons verder. De zaak wordt afgerond."),
    CaseState.REOPENED: _("De zaak wordt afgerond."),
    CaseState.REGISTERED: _("De zaak wordt afgerond."),
    CaseState.CLOSED: _("De zaak is afgesloten."),
}


@dataclass(frozen=True)
class ReferralRow:
    case: Case
    names: str
    tone: str
    words: str | Promise
    asked: NextStep | None


def rows_of(cases: Sequence[Case], user: User) -> list[ReferralRow]:
    """The rows of cases that were fetched with `with_file`. A step without an address is somebody else's."""
    return [_row(case, step) for case, step in zip(cases, next_steps_for(cases, user), strict=True)]


def _row(case: Case, step: NextStep | None) -> ReferralRow:
    return ReferralRow(
        case=case,
        names=who_of(case),
        tone=state_tone(case.state),
        words=IN_WORDS.get(case.state, case.get_state_display()),
        asked=step if step and step.url else None,
    )
