"""Every allowed pair of state and action, and every other pair, computed from the tables (design 4.1)."""

import itertools
from types import SimpleNamespace

import pytest

from cases.workflow import REQUEST_WORKFLOW as OFFERS
from cases.workflow import RIGHT_WORKFLOW as RIGHTS
from cases.workflow import WORKFLOW as CASES
from conferences.workflow import WORKFLOW as CONFERENCES
from ekc.accounts.codes import Role
from ekc.refusal import Refusal
from ekc.workflow import Move, Workflow
from followup.workflow import WORKFLOW as CALLS
from plans.workflow import FRAME_WORKFLOW as FRAMES
from plans.workflow import WORKFLOW as PLANS
from reports.workflow import EDITION_WORKFLOW as EDITIONS

WORKFLOWS = {
    "case": CASES,
    "conference": CONFERENCES,
    "plan": PLANS,
    "frame": FRAMES,
    "call": CALLS,
    "offer": OFFERS,
    "edition": EDITIONS,
    "right": RIGHTS,
}
ALLOWED = [(name, move) for name, workflow in WORKFLOWS.items() for move in workflow.moves]
OTHERS = [
    (name, state, action)
    for name, workflow in WORKFLOWS.items()
    for state, action in itertools.product(workflow.states.values, sorted(workflow.actions))
    if (state, action) not in workflow.table
]


def person(role: str) -> SimpleNamespace:
    return SimpleNamespace(role=role)


@pytest.mark.parametrize(("name", "move"), ALLOWED)
def test_an_allowed_move_is_found_for_each_of_its_roles(name: str, move: Move) -> None:
    for role in move.roles:
        assert WORKFLOWS[name].find(move.source, move.action, by=person(role)) == move
    assert WORKFLOWS[name].find(move.source, move.action, by=None) == move


@pytest.mark.parametrize(("name", "move"), ALLOWED)
def test_an_allowed_move_is_refused_to_every_other_role(name: str, move: Move) -> None:
    for role in set(Role.values) - move.roles:
        with pytest.raises(Refusal, match="hoort niet bij uw rol"):
            WORKFLOWS[name].find(move.source, move.action, by=person(role))


@pytest.mark.parametrize(("name", "state", "action"), OTHERS)
def test_every_other_pair_is_refused_with_a_dutch_reason(name: str, state: str, action: str) -> None:
    workflow = WORKFLOWS[name]

    with pytest.raises(Refusal) as refused:
        workflow.find(state, action, by=None)

    assert str(workflow.states(state).label) in refused.value.reason
    assert refused.value.reason.endswith(".")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_state_can_be_reached_or_is_where_things_begin(name: str) -> None:
    workflow = WORKFLOWS[name]
    begins = {"case": {"aangeboden", "aangemeld"}, "conference": {"gepland"}, "plan": {"opgesteld"}}
    begins |= {"frame": {"concept"}, "call": {"te_doen"}, "offer": {"in_rij"}, "edition": {"concept"}}
    begins |= {"right": {"open"}}

    reached = {move.target for move in workflow.moves} | begins[name]

    assert reached == set(workflow.states.values)


def test_a_table_with_two_answers_to_one_question_is_refused() -> None:
    twice = (Move("concept", "submit", "ingediend", frozenset()), Move("concept", "submit", "vastgezet", frozenset()))

    with pytest.raises(ValueError, match="Two moves"):
        Workflow(twice, states=FRAMES.states, labels={"submit": "Indienen"}, thing="het kader")


def test_an_action_without_a_name_on_the_screen_is_refused() -> None:
    with pytest.raises(ValueError, match="without a label"):
        Workflow((Move("concept", "submit", "ingediend", frozenset()),), states=FRAMES.states, labels={}, thing="x")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_sources_of_an_action_are_the_states_from_which_it_is_allowed(name: str) -> None:
    workflow = WORKFLOWS[name]
    for action in workflow.actions:
        allowed = {state for state in workflow.states.values if workflow.allows(state, action, by=None)}
        assert workflow.sources(action) == allowed


def test_sources_of_an_action_that_does_not_exist_are_not_nothing() -> None:
    with pytest.raises(ValueError, match="assingn"):
        CASES.sources("assingn")
