"""What the tests of the day share: a case that can be planned, and a day in the future."""

import datetime as dt
from typing import Any

from cases.codes import CaseState
from cases.models import Case
from conferences.codes import ConferenceState
from conferences.models import Conference
from conferences.planning.acts.planning import plan_conference
from ekc.dates import at_local, local_today
from tests.factories import make_case, make_conference
from tests.people import coordinator_of

CLOCKS = {
    "started": dt.time(13),
    "private_from": dt.time(14),
    "private_until": dt.time(16, 30),
    "ended": dt.time(17, 30),
}


def preparing(**fields: Any) -> Case:
    return make_case(state=CaseState.ACTIVATION, **fields)


def plan(case: Case, days: int = 14, **planning: Any) -> Conference:
    start = at_local(local_today() + dt.timedelta(days=days), dt.time(13))
    values = {"planned_start": start, "planned_end": start + dt.timedelta(hours=5), **planning}
    return plan_conference(case, by=coordinator_of(case), **values)


def running(**fields: Any) -> Conference:
    """A meeting in which the family is by itself."""
    case = make_case(state=CaseState.IN_CONFERENCE)
    return make_conference(case, state=ConferenceState.PRIVATE_TIME, held_on=local_today(), **fields)


def reload(obj: Any) -> Any:
    return type(obj).objects.get(pk=obj.pk)
