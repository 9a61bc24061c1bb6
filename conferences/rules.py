"""Rights on the meeting: the matrix, and whether the state still lets it change."""

from typing import Any

import rules

from cases.rules import coordinator_may_write
from ekc.accounts.matrix import Subject
from ekc.accounts.models import User
from ekc.accounts.rules import may

from .codes import BEGUN_STATES, RUNNING_STATES
from .models import Conference


@rules.predicate
def is_running(user: User, conference: Any) -> bool:
    return isinstance(conference, Conference) and conference.state in RUNNING_STATES


@rules.predicate
def has_begun(user: User, conference: Any) -> bool:
    return isinstance(conference, Conference) and conference.state in BEGUN_STATES


PERMISSIONS = {
    "conference.view": may(Subject.CONFERENCE, "R"),
    "conference.change": may(Subject.CONFERENCE, "U") & coordinator_may_write,
    "conference.run": may(Subject.CONFERENCE, "U") & coordinator_may_write,
    "attendance.change": may(Subject.CONFERENCE, "U") & coordinator_may_write & has_begun,
    "invitation.view": may(Subject.CIRCLE, "R"),
    "invitation.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
    "day_poll.view": may(Subject.CIRCLE, "R"),
    "day_poll.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
    "party.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
