"""From every state a way leads on, computed from the tables of moves; the picture of all ways is drawn from them."""

import importlib.util
from pathlib import Path

import pytest
from django.conf import settings

from cases.codes import (
    COORDINATOR_WRITES_STATES,
    FINISHED_STATES,
    LIVING_STATES,
    NEVER_STARTED_STATES,
    CaseState,
    RequestState,
)
from cases.workflow import COORDINATOR_LEAVES, FAMILY_STOPS, REQUEST_WORKFLOW, WORKFLOW
from conferences.codes import ConferenceState
from conferences.workflow import WORKFLOW as MEETING
from ekc.accounts.codes import Role
from ekc.workflow import Workflow
from followup.codes import DONE_STATES
from followup.workflow import WORKFLOW as CALL
from plans.codes import ESTABLISHED_STATES
from plans.workflow import FRAME_WORKFLOW
from plans.workflow import WORKFLOW as PLAN
from reports.codes import EditionState
from reports.workflow import EDITION_WORKFLOW

# What is done when it stands there: of everything else somebody must be able to go on.
ENDS: dict[str, tuple[Workflow, frozenset[str]]] = {
    "case": (WORKFLOW, frozenset()),
    "meeting": (MEETING, frozenset()),
    # A change afterwards is a new version of the plan, not a move of it.
    "plan": (PLAN, ESTABLISHED_STATES),
    # A button that was pressed by mistake unlocks it.
    "frame": (FRAME_WORKFLOW, frozenset()),
    "call": (CALL, DONE_STATES),
    "edition": (EDITION_WORKFLOW, frozenset({EditionState.WITHDRAWN, EditionState.DISCARDED})),
    "request": (REQUEST_WORKFLOW, frozenset(RequestState.values) - {RequestState.QUEUED, RequestState.OPEN}),
}


def actions_of(state: str, role: Role | None = None) -> set[str]:
    return {move.action for move in WORKFLOW.moves if move.source == state and (role is None or role in move.roles)}


@pytest.mark.parametrize("name", ENDS)
def test_from_every_state_that_is_not_an_end_somebody_leads_on(name: str) -> None:
    workflow, ends = ENDS[name]
    going_on = {str(move.source) for move in workflow.moves}

    assert set(workflow.states.values) - going_on == {str(state) for state in ends}


@pytest.mark.parametrize("state", sorted(LIVING_STATES))
def test_in_every_state_before_closing_the_family_can_stop(state: str) -> None:
    assert actions_of(state) & FAMILY_STOPS


@pytest.mark.parametrize("state", sorted(COORDINATOR_WRITES_STATES))
def test_wherever_somebody_works_on_a_case_somebody_else_can_go_on(state: str) -> None:
    """Both who leaves can say so, and who finds the next can."""
    assert actions_of(state, Role.COORDINATOR) & COORDINATOR_LEAVES
    assert "hand_over" in actions_of(state, Role.REGIONAL_MANAGER)


def test_another_coordinator_changes_nothing_of_where_a_case_stands() -> None:
    staying = [move for move in WORKFLOW.moves if move.action in ("hand_over", "ask_for_successor")]

    assert all(move.source == move.target for move in staying)
    assert {str(move.source) for move in staying} == COORDINATOR_WRITES_STATES


@pytest.mark.parametrize("state", sorted(FINISHED_STATES | {CaseState.REGISTERED}))
def test_what_ended_can_be_reopened_by_the_regional_manager(state: str) -> None:
    move = WORKFLOW.table[state, "reopen"]

    assert Role.REGIONAL_MANAGER in move.roles
    assert move.target in LIVING_STATES


@pytest.mark.parametrize("state", sorted(CaseState.values))
def test_from_every_state_a_case_can_come_to_its_end(state: str) -> None:
    reached, new = {state}, {state}
    while new:
        new = {str(move.target) for move in WORKFLOW.moves if move.source in new} - reached
        reached |= new

    assert reached & (NEVER_STARTED_STATES | {CaseState.CLOSED})


@pytest.mark.parametrize("state", sorted(LIVING_STATES))
def test_the_office_alone_is_never_without_an_act(state: str) -> None:
    assert actions_of(state, Role.REGIONAL_MANAGER)


def test_a_meeting_can_be_broken_off_in_every_part_and_written_down_so_afterwards() -> None:
    parts = [ConferenceState.INFORMATION, ConferenceState.PRIVATE_TIME, ConferenceState.PRESENTATION]

    assert MEETING.sources("break_off") == frozenset(map(str, parts))
    assert MEETING.sources("record_broken_off") == frozenset(map(str, [ConferenceState.PLANNED, *parts]))


def test_the_picture_of_all_ways_is_up_to_date() -> None:
    """`scripts/draw_ways.py` draws it anew."""
    root = Path(settings.BASE_DIR)
    spec = importlib.util.spec_from_file_location("draw_ways", root / "scripts" / "draw_ways.py")
    assert spec is not None
    assert spec.loader is not None
    drawing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawing)

    assert drawing.draw() == (root / "docs" / "pictures" / "ways.svg").read_text(encoding="utf-8")
