"""Rights on frame and plan. R-05: a professional reads the plan as a participant, and never the circle."""

from typing import Any

import rules

from cases.queries import frame_professional
from cases.rules import case_is_open, case_of, coordinator_may_write
from ekc.accounts.matrix import Subject
from ekc.accounts.models import User
from ekc.accounts.rules import may

from .codes import FRAME_WRITING_STATES, PlanState
from .queries import awaited_of, plan_is_established, plan_of


@rules.predicate
def frame_may_change(user: User, obj: Any) -> bool:
    """Until the plan is established; what a later version may change is said by the acts (R-08)."""
    case = case_of(obj)
    return case.state in FRAME_WRITING_STATES and not plan_is_established(case)


@rules.predicate
def is_frame_professional(user: User, obj: Any) -> bool:
    """The professional who answers for the child's safety."""
    return frame_professional(case_of(obj)) == user


@rules.predicate
def plan_is_shown(user: User, obj: Any) -> bool:
    """A professional sees the text from the moment the family presents it."""
    plan = plan_of(case_of(obj))
    return not user.is_professional or (plan is not None and plan.state != PlanState.DRAFTED)


@rules.predicate
def plan_is_there(user: User, obj: Any) -> bool:
    """It was established: there is something to send."""
    return plan_is_established(case_of(obj))


@rules.predicate
def plan_awaits_my_test(user: User, obj: Any) -> bool:
    """The plan lies there, this person decides on it, and has not yet done so."""
    return any(each.user == user for each in awaited_of(plan_of(case_of(obj))))


_asks_others = (may(Subject.REFERRAL, "U") | may(Subject.FRAME, "U") & is_frame_professional) & case_is_open
PERMISSIONS = {
    "laws.keep": may(Subject.LAW, "U"),
    "frame.view": may(Subject.FRAME, "R"),
    "frame.change": may(Subject.FRAME, "U") & is_frame_professional & frame_may_change & case_is_open,
    "frame.assign": may(Subject.REFERRAL, "U") & case_is_open,
    "frame.not_needed": _asks_others,
    # Who asks somebody without an account to write, sign or test, and looks after the link.
    "frame.guests": _asks_others,
    "plan.outcome": may(Subject.PLAN_OUTCOME, "R"),
    "plan.view": may(Subject.PLAN, "R") & plan_is_shown,
    # Somebody was forgotten, or lost it, or their link must end: as long as anybody looks after the file.
    "plan.copy": (may(Subject.PLAN, "U") | may(Subject.REFERRAL, "U")) & plan_is_there,
    "plan.write": may(Subject.PLAN, "U") & coordinator_may_write,
    "plan.test": may(Subject.PLAN, "R") & may(Subject.PLAN_OUTCOME, "U") & plan_awaits_my_test,
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
