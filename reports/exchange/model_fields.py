"""A row of a file as the fields of the model that keeps it, and which files are replaced and which are kept."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from cases.models import ContactTotal, MainPerson
from conferences.codes import MET_STATES, BrokenOffReason, ConferenceState, InterpreterKind
from conferences.models import Conference
from followup.models import Interview
from plans.codes import PlanState
from plans.models import Plan
from surveys.models import HandedOut

from .codebook import CONFERENCES, CONTACTS, FOLLOW_UP, HANDED_OUT, MAIN_PERSONS, PLANS
from .registrations import Values


def _main_person(values: Values) -> Values:
    fields = dict(values)
    return fields | {"age_at_referral": fields.pop("age")}


def meeting_fields(values: Values) -> Values:
    fields = dict(values)
    external, state = fields.pop("external_interpreter"), fields.pop("meeting_state")
    fields["sequence"] = fields.pop("meeting")
    if "private_time_away" in fields:
        fields["private_time_away"] = dt.timedelta(minutes=fields["private_time_away"])
    broken_off = state == ConferenceState.BROKEN_OFF
    if broken_off:
        fields.setdefault("broken_off_code", BrokenOffReason.OTHER)
    without = state in MET_STATES and fields["private_time_from"] is None
    return fields | {
        "state": state,
        "without_private_time": without,
        "broken_off_reason": "Ingelezen: de reden is niet bekend." if broken_off else "",
        "interpreter": InterpreterKind.EXTERNAL if external else InterpreterKind.NONE,
    }


def _plan(values: Values) -> Values:
    """A plan that was not safe is not established; "as far as applicable" asked for no test (R-09)."""
    states = {True: PlanState.ACCEPTED, False: PlanState.REJECTED, None: PlanState.NOT_NEEDED}
    agreed = values["plan_agreed"] is not False
    return {**values, "state": states[values["accepted_as_safe"]] if agreed else PlanState.DRAFTED}


def _contact_total(values: Values) -> Values:
    return {"group": values["category"], "persons": values["persons"]}


def _handed_out(values: Values) -> Values:
    return {"form": values["form"], "number": values["handed_out"]}


# Files whose rows are replaced as a whole where they differ.
CHILDREN: Mapping[str, tuple[Any, Callable[[Values], Values]]] = {
    MAIN_PERSONS: (MainPerson, _main_person),
    CONTACTS: (ContactTotal, _contact_total),
    HANDED_OUT: (HandedOut, _handed_out),
    FOLLOW_UP: (Interview, dict),
}
# The rows of these keep their keys when they change.
KEPT: Mapping[str, tuple[Any, Callable[[Values], Values]]] = {
    CONFERENCES: (Conference, meeting_fields),
    PLANS: (Plan, _plan),
}
