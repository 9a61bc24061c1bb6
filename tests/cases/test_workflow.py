"""The table of moves: every pair in it works, every other pair is refused, for every role (design 4.1)."""

import itertools

import pytest

from cases.codes import CaseOutcome, CaseState, WaitingReason
from cases.models import Case, CaseMove
from cases.moves import move_case
from cases.signals import case_moved
from cases.workflow import MOVES, WORKFLOW
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_case, make_user

ROLES = tuple(Role)
ALLOWED = [(move, role) for move in MOVES for role in sorted(move.roles)]
OTHER_ROLE = [(move, role) for move in MOVES for role in ROLES if role not in move.roles]
NOT_IN_TABLE = [
    (state, action)
    for state, action in itertools.product(CaseState.values, sorted(WORKFLOW.actions))
    if (state, action) not in WORKFLOW.table
]


def fields_of(case: Case, target: str) -> dict:
    """What the database asks of a case in this state, beside the state itself."""
    if target == CaseState.WAITING:
        return {"waiting_reason": WaitingReason.NO_COORDINATOR}
    if target == CaseState.REGISTERED:
        return {"outcome": case.outcome or CaseOutcome.CONFERENCE_HELD}
    if target == CaseState.CLOSED:
        return {"closed_on": local_today()}
    # What is reopened is not closed any more.
    return {"closed_on": None} if case.closed_on else {}


def name_of(value) -> str:
    return f"{value.source}-{value.action}" if hasattr(value, "action") else str(value)


@pytest.mark.parametrize(("move", "role"), ALLOWED, ids=name_of)
def test_move_in_the_table_works_and_is_written_down(db, move, role):
    case = make_case(state=move.source, with_coordinator=False)
    user = make_user(role)

    moved = move_case(case, move.action, by=user, reason="Daarom.", **fields_of(case, move.target))

    case.refresh_from_db()
    assert (moved.state, case.state) == (move.target, move.target)
    written = CaseMove.objects.filter(case=case).latest("pk")
    assert (written.action, written.source, written.target) == (move.action, move.source, move.target)
    assert (written.by, written.role, written.reason) == (user, role, "Daarom.")


@pytest.mark.parametrize(("state", "action"), NOT_IN_TABLE)
def test_pair_outside_the_table_is_refused_in_dutch_and_changes_nothing(db, state, action):
    case = make_case(state=state, with_coordinator=False, main_persons=())
    before, moves = Case.objects.values().get(pk=case.pk), case.moves.count()

    with pytest.raises(Refusal) as refused:
        move_case(case, action, by=None)

    label, stands = str(WORKFLOW.labels[action]), str(CaseState(state).label)
    assert refused.value.reason.startswith(f"“{label}” kan nu niet: de zaak staat op “{stands}”.")
    assert Case.objects.values().get(pk=case.pk) == before
    assert case.moves.count() == moves


@pytest.mark.parametrize(("move", "role"), OTHER_ROLE, ids=name_of)
def test_move_of_another_role_is_refused_with_whom_to_ask(move, role):
    class Somebody:
        pass

    somebody = Somebody()
    somebody.role = role

    with pytest.raises(Refusal) as refused:
        WORKFLOW.find(move.source, move.action, by=somebody)

    assert "hoort niet bij uw rol. Vraag het aan:" in refused.value.reason
    assert all(str(Role(each).label) in refused.value.reason for each in move.roles)


def test_wrong_role_leaves_the_row_as_it_was(db):
    case = make_case(state=CaseState.ACTIVATION)
    before = Case.objects.values().get(pk=case.pk)

    with pytest.raises(Refusal):
        move_case(case, "schedule", by=make_user(Role.REGIONAL_MANAGER))

    assert Case.objects.values().get(pk=case.pk) == before


def test_move_reads_the_state_anew_so_that_the_second_of_two_is_refused(db):
    case = make_case(state=CaseState.ACTIVATION)
    stale = Case.objects.get(pk=case.pk)
    move_case(case, "schedule", by=None)

    with pytest.raises(Refusal):
        move_case(stale, "schedule", by=None)


def test_floors_above_hear_of_a_move_inside_its_transaction(db):
    case = make_case(state=CaseState.ACTIVATION)
    heard = []

    def listen(**told):
        heard.append((told["case"].pk, told["action"], told["source"], told["by"]))

    case_moved.connect(listen)
    try:
        move_case(case, "schedule", by=None)
    finally:
        case_moved.disconnect(listen)

    assert heard == [(case.pk, "schedule", CaseState.ACTIVATION, None)]


def test_every_state_can_be_reached():
    assert {move.target for move in MOVES} == set(CaseState.values)
