"""One's own aanmelding in a list: how it stands in words, and what is asked of the referrer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.casepage.next_step import NextStep, next_steps_for
from cases.casepage.outside_steps import OUTSIDE
from cases.casepage.phases import state_tone
from cases.codes import NEW_STATES, CaseState
from cases.keepers import is_unkept
from cases.models import Case
from cases.queries import who_of
from ekc.accounts.models import User


@dataclass(frozen=True)
class ReferralRow:
    case: Case
    names: str
    tone: str
    state: str
    words: str
    asked: NextStep | None


def rows_of(cases: Sequence[Case], user: User) -> list[ReferralRow]:
    """The rows of cases that were fetched with `with_file`. A step without an address is somebody else's."""
    return [_row(case, step) for case, step in zip(cases, next_steps_for(cases, user), strict=True)]


def _words(case: Case) -> str:
    if case.state in NEW_STATES and is_unkept(case):
        return _("Landelijk beheer zoekt een regiomanager voor uw aanmelding.")
    return f"{OUTSIDE[case.state_for_outside].words}."


def _row(case: Case, step: NextStep | None) -> ReferralRow:
    return ReferralRow(
        case=case,
        names=who_of(case),
        tone=state_tone(case.state_for_outside),
        state=str(CaseState(case.state_for_outside).label),
        words=_words(case),
        asked=step if step and step.url else None,
    )
