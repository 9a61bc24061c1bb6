"""What a professional may know of a case: that somebody is at it, and who; nothing of the preparation (R-05)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import CaseState as S
from cases.keepers import is_unkept
from cases.models import Case
from cases.queries import active_contract
from ekc.accounts.models import User

from .next_step import NO_TERM, Doer, Next, Step, Way
from .steps import PROFESSIONAL

OUTSIDE: Mapping[str, tuple[str | Promise, Doer]] = {
    S.OFFERED: (gettext_lazy("De familie denkt na over het aanbod"), Doer.REFERRER),
    S.REFERRED: (gettext_lazy("De regiomanager bekijkt de aanmelding"), Doer.MANAGER),
    S.SCREENING: (gettext_lazy("De regiomanager bekijkt de aanmelding"), Doer.MANAGER),
    S.ASKED: (gettext_lazy("De regiomanager heeft een vraag gesteld aan de aanmelder"), Doer.REFERRER),
    S.WAITING: (gettext_lazy("De aanmelding wacht op een coördinator of een besluit"), Doer.MANAGER),
    S.ASSIGNED: (gettext_lazy("De coördinator legt de familie uit wat een conferentie is"), Doer.COORDINATOR),
    S.ACTIVATION: (gettext_lazy("De voorbereiding loopt"), Doer.COORDINATOR),
    S.ADJOURNED: (gettext_lazy("Er komt een tweede bijeenkomst"), Doer.COORDINATOR),
}


def _outside_way(case: Case, user: User, step: Next) -> Way:
    text = _("U hoeft nu niets te doen. U hoort van ons zodra u nodig bent.")
    contract = active_contract(case)
    if case.state == S.ASSIGNED and contract and contract.coach:
        # Who starts and who coaches: what the one who applied is told (domain.md 3.2, step 4).
        coached = _("%(coordinator)s begint, %(coach)s begeleidt als coach.")
        text = f"{coached % {'coordinator': contract.coordinator, 'coach': contract.coach}} {text}"
    return Way(text)


def _title(case: Case, step: Next) -> str | Promise:
    title, doer = OUTSIDE[case.state]
    # Nobody looks at it yet where somebody has to be found first.
    return _("Landelijk beheer zoekt een regiomanager") if doer == Doer.MANAGER and is_unkept(case) else title


ROWS: tuple[tuple[int, str, Step], ...] = (
    (
        100,
        "outside",
        Step(
            lambda facts: NO_TERM if facts.case.state in OUTSIDE else None,
            _title,
            lambda case: OUTSIDE[case.state][1],
            _outside_way,
            readers=PROFESSIONAL,
        ),
    ),
)
