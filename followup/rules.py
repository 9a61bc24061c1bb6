"""Rights on calls and follow-up."""

import rules

from cases.rules import case_is_open, coordinator_may_write
from ekc.accounts.matrix import Subject
from ekc.accounts.rules import may

PERMISSIONS = {
    "followup.view": may(Subject.FOLLOWUP, "R"),
    "followup.change": may(Subject.FOLLOWUP, "U") & coordinator_may_write & case_is_open,
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
