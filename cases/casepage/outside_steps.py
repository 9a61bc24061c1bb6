"""What a professional may know of a case: that somebody is at it, and who; nothing of the preparation (R-05)."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import LIVING_STATES
from cases.codes import CaseState as S
from cases.keepers import is_unkept
from cases.models import Case
from cases.queries import active_contract
from ekc.accounts.models import User

from .file_steps import PROFESSIONAL
from .next_step import NO_TERM, Doer, Next, Step, Way


class Told(NamedTuple):
    """How a case stands, for who is outside, and whose turn it is."""

    words: str | Promise
    doer: Doer = Doer.COORDINATOR


OUTSIDE: Mapping[str, Told] = {
    S.OFFERED: Told(gettext_lazy("De familie denkt na over het aanbod"), Doer.REFERRER),
    S.OFFER_DECLINED: Told(gettext_lazy("De familie wil nu geen conferentie")),
    S.REFERRED: Told(gettext_lazy("De regiomanager bekijkt de aanmelding"), Doer.MANAGER),
    S.SCREENING: Told(gettext_lazy("De regiomanager bespreekt de aanmelding"), Doer.MANAGER),
    S.ASKED: Told(gettext_lazy("De regiomanager heeft een vraag gesteld aan de aanmelder"), Doer.REFERRER),
    S.WAITING: Told(gettext_lazy("De aanmelding wacht op een coördinator of een besluit"), Doer.MANAGER),
    S.NOT_SUITABLE: Told(gettext_lazy("De regiomanager heeft iets anders geadviseerd")),
    S.WITHDRAWN: Told(gettext_lazy("De aanmelding is ingetrokken")),
    S.ASSIGNED: Told(gettext_lazy("De coördinator legt de familie uit wat een conferentie is")),
    S.DECLINED_AFTER_INFORMATION: Told(gettext_lazy("De familie wil nu geen conferentie")),
    S.ACTIVATION: Told(gettext_lazy("De voorbereiding loopt")),
    S.SCHEDULED: Told(gettext_lazy("De conferentie is gepland")),
    S.IN_CONFERENCE: Told(gettext_lazy("De conferentie is bezig")),
    S.ADJOURNED: Told(gettext_lazy("Er komt een tweede bijeenkomst")),
    S.HELD_WITH_PLAN: Told(gettext_lazy("De familie heeft een plan gemaakt")),
    S.HELD_WITHOUT_PLAN: Told(gettext_lazy("De conferentie was er. Er is geen plan gekomen")),
    S.BROKEN_OFF: Told(gettext_lazy("De conferentie is begonnen, en afgebroken")),
    S.PLAN_WITHOUT_MEETING: Told(gettext_lazy("De familie heeft een plan gemaakt, zonder bijeenkomst")),
    S.ENDED_IN_ACTIVATION: Told(gettext_lazy("De voorbereiding is gestopt"), Doer.COORDINATOR_ELSE_MANAGER),
    S.PLAN_SENT: Told(gettext_lazy("Het plan is verstuurd. De familie voert het uit"), Doer.FAMILY),
    S.ONE_MONTH_CALLED: Told(gettext_lazy("De familie voert het plan uit"), Doer.FAMILY),
    S.FOLLOWED_UP: Told(
        gettext_lazy("We hebben gevraagd hoe het gaat. De zaak wordt afgerond"), Doer.COORDINATOR_ELSE_MANAGER
    ),
    S.REGISTERED: Told(gettext_lazy("De zaak wordt afgerond"), Doer.COORDINATOR_ELSE_MANAGER),
    S.STOPPED_AFTERWARDS: Told(
        gettext_lazy("De familie gaat zonder ons verder. De zaak wordt afgerond"), Doer.COORDINATOR_ELSE_MANAGER
    ),
    S.REOPENED: Told(gettext_lazy("De zaak wordt afgerond"), Doer.COORDINATOR_ELSE_MANAGER),
    S.CLOSED: Told(gettext_lazy("De zaak is afgesloten")),
}
"""Of every state; "Mijn aanmeldingen" says it, and the page of a case where no row of the table is a professional's."""


def _outside_way(case: Case, user: User, step: Next) -> Way:
    text = _("U hoeft nu niets te doen. U hoort van ons zodra u nodig bent.")
    contract = active_contract(case)
    if case.state == S.ASSIGNED and contract and contract.coach:
        # Who starts and who coaches: what the one who applied is told (domain.md 3.2, step 4).
        coached = _("%(coordinator)s begint, %(coach)s begeleidt als coach.")
        text = f"{coached % {'coordinator': contract.coordinator, 'coach': contract.coach}} {text}"
    return Way(text)


def _title(case: Case, step: Next) -> str | Promise:
    title, doer = OUTSIDE[case.state_for_outside]
    # Nobody looks at it yet where somebody has to be found first.
    return _("Landelijk beheer zoekt een regiomanager") if doer == Doer.MANAGER and is_unkept(case) else title


ROWS: tuple[tuple[int, str, Step], ...] = (
    (
        100,
        "outside",
        Step(
            lambda facts: NO_TERM if facts.case.state in LIVING_STATES else None,
            _title,
            lambda case: OUTSIDE[case.state_for_outside].doer,
            _outside_way,
            readers=PROFESSIONAL,
        ),
    ),
)
