"""Rights on calls and follow-up."""

from typing import Any

import rules

from cases.rules import case_is_open, coordinator_may_write, office_completes
from ekc.accounts.matrix import Subject
from ekc.accounts.models import User
from ekc.accounts.rules import may

from .codes import CallKind


@rules.predicate
def is_experience_call(user: User, call: Any) -> bool:
    return bool(call.kind == CallKind.EXPERIENCE)


may_change = (may(Subject.FOLLOWUP, "U") & coordinator_may_write & case_is_open) | office_completes
# The professional tells the regional manager how it went, also with the coordinator (domain.md 3.1, move 16).
may_ask_experience = may(Subject.REFERRAL, "U") & case_is_open

PERMISSIONS = {
    "followup.view": may(Subject.FOLLOWUP, "R"),
    "followup.change": may_change,
    "followup.experience": may_ask_experience,
    # Takes a Call: whose it is goes by its kind.
    "followup.call": (is_experience_call & may_ask_experience) | (~is_experience_call & may_change),
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
