"""A group of states has one name and one place, and every state was put in it, or left out of it, on purpose."""

import ast
import importlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from django.conf import settings

from cases.codes import CaseState, ConsentState, PrivacyRequestState, RequestState
from conferences.codes import ConferenceState, SuggestionState
from ekc.outbox.codes import DueState, MessageState
from followup.codes import CallState
from plans.codes import AgreementState, FrameState, PlanState
from reports.codes import DownloadState, EditionState

APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports", "demo")
ROOMS = ("codes", "workflow")
"""Where groups stand. Anywhere else a union would be a second list that somebody forgets."""

# What stands in a group is read from left to right: this state is in these groups, and in no other.
TABLE: dict[type[Enum], dict[str, str]] = {
    CaseState: {
        CaseState.OFFERED: "ALL COMING_IN LIVING FRAME_WRITING",
        CaseState.OFFER_DECLINED: "ALL NEVER_STARTED FINISHED NO_CALLS NO_LATER_ROUND",
        CaseState.REFERRED: (
            "ALL COMING_IN LIVING FRAME_WRITING NEW DESK BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD "
            "RECEIVED NOT_YET_STARTED TAKES_PLACE ASSIGNABLE UNPREPARED FRAME_MATTERS MAY_END_IN_ACTIVATION"
        ),
        CaseState.SCREENING: (
            "ALL COMING_IN LIVING FRAME_WRITING NEW DESK BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD "
            "RECEIVED NOT_YET_STARTED TAKES_PLACE ASSIGNABLE UNPREPARED FRAME_MATTERS MAY_END_IN_ACTIVATION"
        ),
        CaseState.ASKED: (
            "ALL LIVING FRAME_WRITING DESK BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD RECEIVED "
            "NOT_YET_STARTED TAKES_PLACE ASSIGNABLE UNPREPARED FRAME_MATTERS MAY_END_IN_ACTIVATION"
        ),
        CaseState.WAITING: (
            "ALL LIVING FRAME_WRITING DESK BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD RECEIVED "
            "NOT_YET_STARTED TAKES_PLACE ASSIGNABLE UNPREPARED FRAME_MATTERS MAY_END_IN_ACTIVATION "
            "REFERRER_HEARS"
        ),
        CaseState.NOT_SUITABLE: "ALL NEVER_STARTED FINISHED NO_CALLS RECEIVED UNPREPARED REFERRER_HEARS NO_LATER_ROUND",
        CaseState.WITHDRAWN: "ALL NEVER_STARTED FINISHED NO_CALLS RECEIVED UNPREPARED REFERRER_HEARS NO_LATER_ROUND",
        CaseState.ASSIGNED: (
            "ALL LIVING FRAME_WRITING BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD RECEIVED NOT_YET_STARTED "
            "TAKES_PLACE UNPREPARED FRAME_MATTERS MAY_END_IN_ACTIVATION PREPARING TOWARDS_FIRST_MEETING "
            "TOWARDS_A_MEETING WITH_COORDINATOR COORDINATOR_WRITES HAND_BACK NEEDS_COORDINATOR WORK_LOGGED"
        ),
        CaseState.DECLINED_AFTER_INFORMATION: (
            "ALL NEVER_STARTED FINISHED NO_CALLS RECEIVED REFERRER_HEARS NO_LATER_ROUND"
        ),
        CaseState.ACTIVATION: (
            "ALL LIVING FRAME_WRITING BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD RECEIVED TAKES_PLACE "
            "FRAME_MATTERS MAY_END_IN_ACTIVATION PREPARING TOWARDS_FIRST_MEETING TOWARDS_A_MEETING "
            "WITH_COORDINATOR COORDINATOR_WRITES HAND_BACK NEEDS_COORDINATOR WORK_LOGGED STARTED UNREGISTERED "
            "SCHEDULABLE DAY_TO_COME"
        ),
        CaseState.SCHEDULED: (
            "ALL LIVING FRAME_WRITING BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD RECEIVED TAKES_PLACE "
            "FRAME_MATTERS MAY_END_IN_ACTIVATION TOWARDS_FIRST_MEETING TOWARDS_A_MEETING WITH_COORDINATOR "
            "COORDINATOR_WRITES NEEDS_COORDINATOR WORK_LOGGED STARTED UNREGISTERED DAY_TO_COME DAY "
            "ABOUT_THE_MEETING OFFICE_COMPLETES CONCLUDABLE"
        ),
        CaseState.IN_CONFERENCE: (
            "ALL LIVING FRAME_WRITING UNTIL_HELD RECEIVED TAKES_PLACE FRAME_MATTERS WITH_COORDINATOR "
            "COORDINATOR_WRITES NEEDS_COORDINATOR WORK_LOGGED STARTED UNREGISTERED DAY ABOUT_THE_MEETING "
            "OFFICE_COMPLETES WRITING"
        ),
        CaseState.ADJOURNED: (
            "ALL LIVING FRAME_WRITING NO_CALLS BEFORE_A_MEETING UNTIL_HELD RECEIVED TAKES_PLACE FRAME_MATTERS "
            "PREPARING TOWARDS_A_MEETING WITH_COORDINATOR COORDINATOR_WRITES NEEDS_COORDINATOR WORK_LOGGED "
            "STARTED UNREGISTERED SCHEDULABLE DAY_TO_COME OFFICE_COMPLETES CONCLUDABLE NO_LATER_ROUND"
        ),
        CaseState.HELD_WITH_PLAN: (
            "ALL LIVING FRAME_WRITING RECEIVED TAKES_PLACE FRAME_MATTERS WITH_COORDINATOR COORDINATOR_WRITES "
            "NEEDS_COORDINATOR WORK_LOGGED STARTED UNREGISTERED ABOUT_THE_MEETING OFFICE_COMPLETES WRITING "
            "AFTER_CONFERENCE AFTERWARDS PLAN_TO_SEND MEETS_AGAIN HELD JUST_MET OUTCOME_CHANGES"
        ),
        CaseState.HELD_WITHOUT_PLAN: (
            "ALL LIVING RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES NEEDS_COORDINATOR WORK_LOGGED "
            "STARTED UNREGISTERED ABOUT_THE_MEETING OFFICE_COMPLETES AFTER_CONFERENCE AFTERWARDS HELD JUST_MET "
            "MEETS_AGAIN TO_BE_CALLED OUTCOME_CHANGES ASKED_ABOUT REVIEW"
        ),
        CaseState.PLAN_WITHOUT_MEETING: (
            "ALL LIVING FRAME_WRITING RECEIVED TAKES_PLACE FRAME_MATTERS WITH_COORDINATOR COORDINATOR_WRITES "
            "NEEDS_COORDINATOR WORK_LOGGED STARTED UNREGISTERED ABOUT_THE_MEETING OFFICE_COMPLETES WRITING "
            "AFTER_CONFERENCE AFTERWARDS PLAN_TO_SEND MEETS_AGAIN"
        ),
        CaseState.ENDED_IN_ACTIVATION: (
            "ALL LIVING NO_CALLS RECEIVED TAKES_PLACE REFERRER_HEARS WITH_COORDINATOR COORDINATOR_WRITES "
            "WORK_LOGGED STARTED UNREGISTERED OFFICE_COMPLETES AFTERWARDS NO_LATER_ROUND"
        ),
        CaseState.BROKEN_OFF: (
            "ALL LIVING RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES NEEDS_COORDINATOR WORK_LOGGED "
            "STARTED UNREGISTERED ABOUT_THE_MEETING OFFICE_COMPLETES AFTER_CONFERENCE AFTERWARDS JUST_MET MEETS_AGAIN "
            "TO_BE_CALLED ASKED_ABOUT REVIEW"
        ),
        CaseState.PLAN_SENT: (
            "ALL LIVING RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES NEEDS_COORDINATOR WORK_LOGGED "
            "STARTED UNREGISTERED ABOUT_THE_MEETING OFFICE_COMPLETES AFTER_CONFERENCE AFTERWARDS HELD "
            "TO_BE_CALLED PLAN_SENT ASKED_ABOUT REVIEW"
        ),
        CaseState.ONE_MONTH_CALLED: (
            "ALL LIVING RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES WORK_LOGGED STARTED "
            "UNREGISTERED ABOUT_THE_MEETING OFFICE_COMPLETES AFTER_CONFERENCE AFTERWARDS HELD TO_BE_CALLED "
            "PLAN_SENT CALLED_AFTER_ONE_MONTH ASKED_ABOUT REVIEW"
        ),
        CaseState.FOLLOWED_UP: (
            "ALL LIVING RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES WORK_LOGGED STARTED "
            "UNREGISTERED ABOUT_THE_MEETING OFFICE_COMPLETES AFTER_CONFERENCE AFTERWARDS HELD PLAN_SENT "
            "CALLED_AFTER_ONE_MONTH ASKED_AFTER_THREE_MONTHS LATER_ROUND REVIEW"
        ),
        CaseState.STOPPED_AFTERWARDS: (
            "ALL LIVING NO_CALLS RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES WORK_LOGGED STARTED "
            "UNREGISTERED ABOUT_THE_MEETING OFFICE_COMPLETES AFTER_CONFERENCE AFTERWARDS HELD PLAN_SENT "
            "NO_LATER_ROUND"
        ),
        CaseState.REOPENED: (
            "ALL LIVING NO_CALLS RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES WORK_LOGGED STARTED "
            "UNREGISTERED OFFICE_COMPLETES AFTERWARDS HELD PLAN_SENT CALLED_AFTER_ONE_MONTH "
            "ASKED_AFTER_THREE_MONTHS FORGOTTEN WAS_REGISTERED ASKED_ABOUT"
        ),
        CaseState.REGISTERED: (
            "ALL LIVING NO_CALLS RECEIVED TAKES_PLACE WITH_COORDINATOR WORK_LOGGED STARTED AFTERWARDS HELD "
            "PLAN_SENT CALLED_AFTER_ONE_MONTH ASKED_AFTER_THREE_MONTHS WAS_REGISTERED COUNTED LATER_ROUND REVIEW"
        ),
        CaseState.CLOSED: (
            "ALL FINISHED NO_CALLS RECEIVED TAKES_PLACE WITH_COORDINATOR STARTED PLAN_SENT "
            "CALLED_AFTER_ONE_MONTH ASKED_AFTER_THREE_MONTHS WAS_REGISTERED COUNTED LATER_ROUND REVIEW"
        ),
    },
    RequestState: {
        RequestState.QUEUED: "LIVE_REQUEST",
        RequestState.OPEN: "LIVE_REQUEST",
        RequestState.ACCEPTED: "",
        RequestState.DECLINED: "TURNED_DOWN_REQUEST",
        RequestState.LAPSED: "TURNED_DOWN_REQUEST",
        RequestState.STOPPED: "",
    },
    PrivacyRequestState: {
        PrivacyRequestState.OPEN: "ASKED_PRIVACY",
        PrivacyRequestState.GRANTED: "GRANTED_PRIVACY ASKED_PRIVACY",
        PrivacyRequestState.PARTLY: "GRANTED_PRIVACY ASKED_PRIVACY",
        PrivacyRequestState.REFUSED: "",
        PrivacyRequestState.WITHDRAWN: "",
    },
    ConferenceState: {
        ConferenceState.PLANNED: "NOT_BEGUN ANOTHER_DAY READ_OUT",
        ConferenceState.POSTPONED: "NOT_BEGUN ANOTHER_DAY",
        ConferenceState.INFORMATION: "READ_OUT RUNNING BEGUN",
        ConferenceState.PRIVATE_TIME: "RUNNING BEGUN",
        ConferenceState.PRESENTATION: "RUNNING BEGUN",
        ConferenceState.ADJOURNED: "ANOTHER_DAY BEGUN MET OVER",
        ConferenceState.BROKEN_OFF: "ANOTHER_DAY BEGUN OVER",
        ConferenceState.HELD: "BEGUN MET OVER",
    },
    SuggestionState: {
        SuggestionState.OPEN: "",
        SuggestionState.ADDED: "",
        SuggestionState.NOT_NOW: "",
    },
    FrameState: {
        FrameState.DRAFT: "",
        FrameState.SUBMITTED: "",
        FrameState.LOCKED: "",
    },
    PlanState: {
        PlanState.DRAFTED: "",
        PlanState.PRESENTED: "",
        PlanState.ACCEPTED: "ESTABLISHED TESTED",
        PlanState.NOT_NEEDED: "ESTABLISHED",
        PlanState.REJECTED: "TESTED",
    },
    AgreementState: {
        AgreementState.OPEN: "",
        AgreementState.DONE: "",
        AgreementState.PARTLY: "",
        AgreementState.NOT_DONE: "",
        AgreementState.NOT_APPLICABLE: "",
    },
    CallState: {
        CallState.DUE: "",
        CallState.REACHED: "DONE SPOKEN",
        CallState.PARTLY: "DONE SPOKEN",
        CallState.NOT_REACHED: "DONE",
        CallState.REFUSED: "DONE",
        CallState.CANCELLED: "",
    },
    DueState: {
        DueState.WAITING: "COMING_DUE",
        DueState.CLAIMED: "COMING_DUE",
        DueState.DONE: "SETTLED_DUE",
        DueState.CANCELLED: "SETTLED_DUE",
        DueState.FAILED: "",
    },
    MessageState: {
        MessageState.WAITING: "COMING_MESSAGE MISSED_MESSAGE",
        MessageState.CLAIMED: "COMING_MESSAGE",
        MessageState.SENT: "ENDED_MESSAGE",
        MessageState.FAILED: "MISSED_MESSAGE",
        MessageState.CANCELLED: "ENDED_MESSAGE",
    },
    DownloadState: {
        DownloadState.WAITING: "BUSY",
        DownloadState.CLAIMED: "BUSY",
        DownloadState.READY: "",
        DownloadState.FAILED: "",
    },
    ConsentState: dict.fromkeys(ConsentState, ""),
    EditionState: {
        EditionState.DRAFT: "",
        EditionState.APPROVED: "CHECKED_EDITION",
        EditionState.PUBLISHED: "CHECKED_EDITION ISSUED_EDITION KEPT_EDITION",
        EditionState.REPLACED: "CHECKED_EDITION ISSUED_EDITION KEPT_EDITION",
        EditionState.WITHDRAWN: "CHECKED_EDITION ISSUED_EDITION GONE_EDITION",
        EditionState.DISCARDED: "GONE_EDITION",
    },
}


def modules() -> Iterator[tuple[str, Path]]:
    root = Path(settings.BASE_DIR)
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(root)), path


def in_its_room(path: Path) -> bool:
    return path.stem in ROOMS or path.parent.name in ROOMS


def groups() -> dict[str, frozenset[str]]:
    """Every group of states of the house, by its name without `_STATES`."""
    found: dict[str, frozenset[str]] = {}
    for name, path in modules():
        if not in_its_room(path):
            continue
        module = importlib.import_module(name.removesuffix(".py").replace("/", "."))
        for key, value in vars(module).items():
            if key.endswith("_STATES"):
                short = key.removesuffix("_STATES")
                assert found.setdefault(short, value) == value, f"two groups are called {key}"
    return found


GROUPS = groups()


@pytest.mark.parametrize("states", TABLE, ids=lambda states: states.__name__)
def test_every_state_has_its_place_in_the_table(states: type[Enum]) -> None:
    assert {str(state.value) for state in states} == set(TABLE[states])


@pytest.mark.parametrize(
    ("states", "state"),
    [(states, state) for states, rows in TABLE.items() for state in rows],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_state_is_in_the_groups_of_the_table_and_in_no_other(states: type[Enum], state: str) -> None:
    of_this_kind = {name for row in TABLE[states].values() for name in row.split()}
    assert sorted(name for name in of_this_kind if state in GROUPS[name]) == sorted(TABLE[states][state].split())


def test_every_group_stands_in_the_table_of_its_kind() -> None:
    named = [name for rows in TABLE.values() for name in {each for row in rows.values() for each in row.split()}]
    assert sorted(named) == sorted(GROUPS)


def test_every_kind_of_state_has_a_table() -> None:
    defined = {
        node.name
        for name, path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        and node.name.endswith("State")
        and any("Choices" in ast.unparse(base) for base in node.bases)
    }
    assert defined == {states.__name__ for states in TABLE}
