"""Rights on the meeting: the matrix, and whether the state still lets it change."""

from typing import Any

import rules

from cases.codes import CaseState
from cases.rules import case_of, coordinator_may_write, office_completes
from ekc.accounts.matrix import Subject
from ekc.accounts.models import User
from ekc.accounts.rules import may

from .codes import ConferenceState


@rules.predicate
def day_was_put_off(user: User, obj: Any) -> bool:
    """The case is back in the preparation, and had a day."""
    case = case_of(obj)
    return case.state == CaseState.ACTIVATION and case.conferences.filter(state=ConferenceState.POSTPONED).exists()


PERMISSIONS = {
    "conference.view": may(Subject.CONFERENCE, "R"),
    "conference.change": may(Subject.CONFERENCE, "U") & coordinator_may_write,
    "conference.run": may(Subject.CONFERENCE, "U") & coordinator_may_write,
    # Writing down afterwards how a meeting went, and who was there: the office too, where it was forgotten.
    "conference.complete": (may(Subject.CONFERENCE, "U") & coordinator_may_write) | office_completes,
    # Choosing the day: the office too, from the first day that was planned.
    "conference.plan": (
        (may(Subject.CONFERENCE, "U") & coordinator_may_write)
        | office_completes
        | (may(Subject.REFERRAL, "U") & day_was_put_off)
    ),
    "invitation.view": may(Subject.CIRCLE, "R"),
    "invitation.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
    "day_poll.view": may(Subject.CIRCLE, "R"),
    "day_poll.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
    "party.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
