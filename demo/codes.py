"""Groups of states as the stories need them."""

from cases.codes import DESK_STATES
from cases.codes import CaseState as S

UNPREPARED_STATES = DESK_STATES | {S.NOT_SUITABLE, S.WITHDRAWN, S.ASSIGNED}
"""In these the question still reads as it came in."""
ASKED_AFTER_THREE_MONTHS_STATES = frozenset({S.FOLLOWED_UP, S.REGISTERED, S.CLOSED})
CALLED_AFTER_ONE_MONTH_STATES = ASKED_AFTER_THREE_MONTHS_STATES | {S.ONE_MONTH_CALLED}
PLAN_SENT_STATES = CALLED_AFTER_ONE_MONTH_STATES | {S.PLAN_SENT}
HELD_STATES = frozenset(
    {S.HELD_WITH_PLAN, S.HELD_WITHOUT_PLAN, S.PLAN_SENT, S.ONE_MONTH_CALLED, S.FOLLOWED_UP, S.REGISTERED}
)
"""Of a case that was made in one go: its conference was held."""
