"""Rights on the meeting: the matrix, and whether the state still lets it change."""

import rules

from cases.rules import coordinator_may_write, office_completes
from ekc.accounts.matrix import Subject
from ekc.accounts.rules import may

PERMISSIONS = {
    "conference.view": may(Subject.CONFERENCE, "R"),
    "conference.change": may(Subject.CONFERENCE, "U") & coordinator_may_write,
    "conference.run": may(Subject.CONFERENCE, "U") & coordinator_may_write,
    # Writing down afterwards how a meeting went, and who was there: the office too, where it was forgotten.
    "conference.complete": (may(Subject.CONFERENCE, "U") & coordinator_may_write) | office_completes,
    "invitation.view": may(Subject.CIRCLE, "R"),
    "invitation.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
    "day_poll.view": may(Subject.CIRCLE, "R"),
    "day_poll.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
    "party.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
