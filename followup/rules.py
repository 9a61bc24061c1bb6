"""Rights on calls and follow-up."""

from typing import Any

import rules

from cases.rules import case_is_open, case_of, coordinator_may_write, office_completes
from ekc.accounts.matrix import Subject
from ekc.accounts.models import User
from ekc.accounts.rules import may

from .codes import LATER_ROUND_STATES, LATER_ROUNDS, REVIEW_STATES, CallKind


@rules.predicate
def is_experience_call(user: User, call: Any) -> bool:
    return bool(call.kind == CallKind.EXPERIENCE)


@rules.predicate
def is_later_round(user: User, call: Any) -> bool:
    return call.kind in LATER_ROUNDS and call.case.state in LATER_ROUND_STATES


@rules.predicate
def may_be_reviewed(user: User, obj: Any) -> bool:
    return case_of(obj).state in REVIEW_STATES


may_change = (may(Subject.FOLLOWUP, "U") & coordinator_may_write & case_is_open) | office_completes
# The professional tells the regional manager how it went, also with the coordinator (domain.md 3.1, move 16).
may_ask_experience = may(Subject.REFERRAL, "U") & case_is_open

# The plan of a family goes on when our part is over, and so may the office that helps it on.
office_reviews = may(Subject.REFERRAL, "U") & may_be_reviewed

PERMISSIONS = {
    "followup.evaluate": may_change | office_reviews | (may(Subject.FOLLOWUP, "U") & may_be_reviewed),
    "followup.review": office_reviews,
    # Takes a row of a case: a new link, or none.
    "followup.guest": may_change | office_reviews,
    "followup.view": may(Subject.FOLLOWUP, "R"),
    "followup.change": may_change,
    "followup.experience": may_ask_experience,
    # Takes a Call: whose it is goes by its kind.
    "followup.call": (is_experience_call & may_ask_experience)
    | (~is_experience_call & may_change)
    # The coordinator's work is over by then, and the case may be closed: the office asks.
    | (is_later_round & may(Subject.REFERRAL, "U")),
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
