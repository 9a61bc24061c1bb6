"""A group of states has one name and one place, and every state was put in it, or left out of it, on purpose."""

import ast
import importlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from django.conf import settings

from cases.codes import CaseState, RequestState
from conferences.codes import ConferenceState, SuggestionState
from ekc.outbox.codes import DueState, MessageState
from followup.codes import CallState
from plans.codes import AgreementState, FrameState, PlanState
from reports.codes import DownloadState

APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports", "demo")
ROOMS = ("codes", "workflow")
"""Where groups stand. Anywhere else a union would be a second list that somebody forgets."""

# What stands in a group is read from left to right: this state is in these groups, and in no other.
TABLE: dict[type[Enum], dict[str, str]] = {
    CaseState: {
        CaseState.OFFERED: "ALL COMING_IN LIVING FRAME_WRITING",
        CaseState.OFFER_DECLINED: "ALL NEVER_STARTED FINISHED NO_CALLS",
        CaseState.REFERRED: (
            "ALL NEW COMING_IN DESK BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD LIVING RECEIVED "
            "NOT_YET_STARTED TAKES_PLACE ASSIGNABLE FRAME_WRITING UNPREPARED MAY_END_IN_ACTIVATION"
        ),
        CaseState.SCREENING: (
            "ALL NEW COMING_IN DESK BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD LIVING RECEIVED "
            "NOT_YET_STARTED TAKES_PLACE ASSIGNABLE FRAME_WRITING UNPREPARED MAY_END_IN_ACTIVATION"
        ),
        CaseState.ASKED: (
            "ALL DESK BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD LIVING RECEIVED NOT_YET_STARTED "
            "TAKES_PLACE ASSIGNABLE FRAME_WRITING UNPREPARED MAY_END_IN_ACTIVATION"
        ),
        CaseState.WAITING: (
            "ALL DESK BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD LIVING RECEIVED NOT_YET_STARTED "
            "TAKES_PLACE ASSIGNABLE FRAME_WRITING UNPREPARED MAY_END_IN_ACTIVATION"
        ),
        CaseState.NOT_SUITABLE: "ALL NEVER_STARTED FINISHED RECEIVED NO_CALLS UNPREPARED",
        CaseState.WITHDRAWN: "ALL NEVER_STARTED FINISHED RECEIVED NO_CALLS UNPREPARED",
        CaseState.ASSIGNED: (
            "ALL PREPARING TOWARDS_FIRST_MEETING TOWARDS_A_MEETING BEFORE_FIRST_MEETING BEFORE_A_MEETING "
            "UNTIL_HELD LIVING RECEIVED NOT_YET_STARTED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES "
            "FRAME_WRITING UNPREPARED MAY_END_IN_ACTIVATION WORK_LOGGED"
        ),
        CaseState.DECLINED_AFTER_INFORMATION: "ALL NEVER_STARTED FINISHED RECEIVED NO_CALLS",
        CaseState.ACTIVATION: (
            "ALL PREPARING TOWARDS_FIRST_MEETING TOWARDS_A_MEETING BEFORE_FIRST_MEETING BEFORE_A_MEETING "
            "UNTIL_HELD LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES "
            "SCHEDULABLE MAY_END_IN_ACTIVATION DAY_TO_COME FRAME_WRITING WORK_LOGGED"
        ),
        CaseState.SCHEDULED: (
            "ALL TOWARDS_FIRST_MEETING TOWARDS_A_MEETING BEFORE_FIRST_MEETING BEFORE_A_MEETING UNTIL_HELD "
            "DAY LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES "
            "MAY_END_IN_ACTIVATION DAY_TO_COME FRAME_WRITING WORK_LOGGED OFFICE_COMPLETES CONCLUDABLE"
        ),
        CaseState.IN_CONFERENCE: (
            "ALL UNTIL_HELD DAY LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE WITH_COORDINATOR "
            "COORDINATOR_WRITES WRITING WORK_LOGGED OFFICE_COMPLETES"
        ),
        CaseState.ADJOURNED: (
            "ALL PREPARING TOWARDS_A_MEETING BEFORE_A_MEETING UNTIL_HELD LIVING STARTED UNREGISTERED "
            "RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES SCHEDULABLE DAY_TO_COME FRAME_WRITING "
            "NO_CALLS WORK_LOGGED OFFICE_COMPLETES CONCLUDABLE"
        ),
        CaseState.HELD_WITH_PLAN: (
            "ALL AFTER_CONFERENCE AFTERWARDS LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE "
            "WITH_COORDINATOR COORDINATOR_WRITES PLAN_TO_SEND WRITING HELD WORK_LOGGED "
            "OFFICE_COMPLETES JUST_MET OUTCOME_CHANGES"
        ),
        CaseState.HELD_WITHOUT_PLAN: (
            "ALL AFTER_CONFERENCE AFTERWARDS LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE "
            "WITH_COORDINATOR COORDINATOR_WRITES TO_BE_CALLED HELD WORK_LOGGED "
            "OFFICE_COMPLETES JUST_MET ASKED_ABOUT OUTCOME_CHANGES"
        ),
        CaseState.PLAN_WITHOUT_MEETING: (
            "ALL AFTER_CONFERENCE AFTERWARDS LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE "
            "WITH_COORDINATOR COORDINATOR_WRITES PLAN_TO_SEND WRITING WORK_LOGGED OFFICE_COMPLETES"
        ),
        CaseState.ENDED_IN_ACTIVATION: (
            "ALL AFTERWARDS LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE WITH_COORDINATOR "
            "COORDINATOR_WRITES NO_CALLS WORK_LOGGED OFFICE_COMPLETES"
        ),
        CaseState.PLAN_SENT: (
            "ALL AFTER_CONFERENCE AFTERWARDS LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE "
            "WITH_COORDINATOR COORDINATOR_WRITES TO_BE_CALLED PLAN_SENT HELD "
            "WORK_LOGGED OFFICE_COMPLETES ASKED_ABOUT"
        ),
        CaseState.ONE_MONTH_CALLED: (
            "ALL AFTER_CONFERENCE AFTERWARDS LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE "
            "WITH_COORDINATOR COORDINATOR_WRITES TO_BE_CALLED CALLED_AFTER_ONE_MONTH PLAN_SENT HELD "
            "WORK_LOGGED OFFICE_COMPLETES ASKED_ABOUT"
        ),
        CaseState.FOLLOWED_UP: (
            "ALL AFTER_CONFERENCE AFTERWARDS LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE "
            "WITH_COORDINATOR COORDINATOR_WRITES ASKED_AFTER_THREE_MONTHS CALLED_AFTER_ONE_MONTH PLAN_SENT "
            "HELD WORK_LOGGED OFFICE_COMPLETES"
        ),
        CaseState.BROKEN_OFF: (
            "ALL AFTER_CONFERENCE AFTERWARDS LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE WITH_COORDINATOR "
            "COORDINATOR_WRITES TO_BE_CALLED ASKED_ABOUT WORK_LOGGED OFFICE_COMPLETES JUST_MET"
        ),
        CaseState.STOPPED_AFTERWARDS: (
            "ALL AFTER_CONFERENCE AFTERWARDS LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE WITH_COORDINATOR "
            "COORDINATOR_WRITES NO_CALLS WORK_LOGGED OFFICE_COMPLETES PLAN_SENT HELD"
        ),
        CaseState.REOPENED: (
            "ALL AFTERWARDS LIVING STARTED UNREGISTERED RECEIVED TAKES_PLACE WITH_COORDINATOR COORDINATOR_WRITES "
            "NO_CALLS FORGOTTEN ASKED_ABOUT WORK_LOGGED OFFICE_COMPLETES WAS_REGISTERED ASKED_AFTER_THREE_MONTHS "
            "CALLED_AFTER_ONE_MONTH PLAN_SENT HELD"
        ),
        CaseState.REGISTERED: (
            "ALL AFTERWARDS LIVING COUNTED STARTED RECEIVED TAKES_PLACE WITH_COORDINATOR NO_CALLS "
            "ASKED_AFTER_THREE_MONTHS CALLED_AFTER_ONE_MONTH PLAN_SENT HELD WORK_LOGGED WAS_REGISTERED"
        ),
        CaseState.CLOSED: (
            "ALL FINISHED COUNTED STARTED RECEIVED TAKES_PLACE WITH_COORDINATOR NO_CALLS "
            "ASKED_AFTER_THREE_MONTHS CALLED_AFTER_ONE_MONTH PLAN_SENT WAS_REGISTERED"
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
    ConferenceState: {
        ConferenceState.PLANNED: "NOT_BEGUN ANOTHER_DAY READ_OUT",
        ConferenceState.POSTPONED: "NOT_BEGUN ANOTHER_DAY",
        ConferenceState.INFORMATION: "RUNNING BEGUN READ_OUT",
        ConferenceState.PRIVATE_TIME: "RUNNING BEGUN",
        ConferenceState.PRESENTATION: "RUNNING BEGUN",
        ConferenceState.ADJOURNED: "MET OVER BEGUN ANOTHER_DAY",
        ConferenceState.BROKEN_OFF: "OVER BEGUN ANOTHER_DAY",
        ConferenceState.HELD: "MET OVER BEGUN",
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
        AgreementState.DONE: "TOLD_AGREEMENT",
        AgreementState.PARTLY: "TOLD_AGREEMENT",
        AgreementState.NOT_DONE: "TOLD_AGREEMENT",
        AgreementState.NOT_APPLICABLE: "TOLD_AGREEMENT",
    },
    CallState: {
        CallState.DUE: "",
        CallState.REACHED: "DONE",
        CallState.PARTLY: "DONE",
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
        MessageState.WAITING: "COMING_MESSAGE",
        MessageState.CLAIMED: "COMING_MESSAGE",
        MessageState.SENT: "",
        MessageState.FAILED: "",
        MessageState.CANCELLED: "",
    },
    DownloadState: {
        DownloadState.WAITING: "BUSY",
        DownloadState.CLAIMED: "BUSY",
        DownloadState.READY: "",
        DownloadState.FAILED: "",
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


# --- and no union is written by hand ------------------------------------------------------------------------


class HandWritten(ast.NodeVisitor):
    """Finds what puts states together: a literal with two of one kind, set algebra, `or` between two of them.

    A mapping from states says something else of each of them, and so does a condition of the database that joins
    `Q(state=...)` with facts: those are no groups.
    """

    def __init__(self, tree: ast.Module) -> None:
        self.kinds: set[str] = set()
        self.found: list[tuple[int, str]] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                self.kinds |= {each.asname or each.name for each in node.names if each.name.endswith("State")}
        self.visit(tree)

    def _is_state(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in self.kinds

    def _kind_of(self, node: ast.AST) -> str:
        return node.value.id if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) else ""

    def _is_group(self, node: ast.AST) -> bool:
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id in ("set", "frozenset") and any(
                self._is_group(each) or self._names_a_kind(each) for each in node.args
            )
        return name.endswith("_STATES") or (isinstance(node, ast.Set) and any(map(self._is_state, node.elts)))

    def _names_a_kind(self, node: ast.AST) -> bool:
        """`CaseState` itself, or `CaseState.values`."""
        if isinstance(node, ast.Attribute) and node.attr == "values":
            node = node.value
        return isinstance(node, ast.Name) and node.id in self.kinds

    def _note(self, node: ast.expr | ast.comprehension, line: int) -> None:
        self.found.append((line, ast.unparse(node)))

    def _literal(self, node: ast.Set | ast.List | ast.Tuple) -> None:
        kinds = [self._kind_of(each) for each in node.elts if self._is_state(each)]
        if len(kinds) > len(set(kinds)):
            self._note(node, node.lineno)
        self.generic_visit(node)

    visit_Set = visit_List = visit_Tuple = _literal

    def visit_BinOp(self, node: ast.BinOp) -> None:
        algebra = isinstance(node.op, ast.BitOr | ast.BitAnd | ast.BitXor | ast.Sub)
        if algebra and (self._is_group(node.left) or self._is_group(node.right)):
            self._note(node, node.lineno)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        compared = [
            ast.unparse(each.left)
            for each in node.values
            if isinstance(each, ast.Compare) and any(map(self._is_state, each.comparators))
        ]
        if len(compared) > len(set(compared)):
            self._note(node, node.lineno)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        if self._names_a_kind(node.iter) and node.ifs:
            self._note(node, node.iter.lineno)
        self.generic_visit(node)


def by_hand(source: str) -> list[tuple[int, str]]:
    return HandWritten(ast.parse(source)).found


def test_no_states_are_put_together_outside_codes_and_workflow() -> None:
    found = {name: by_hand(path.read_text()) for name, path in modules() if not in_its_room(path)}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "NEAR = frozenset({S.WAITING, S.ASKED})",
        "rows.filter(state__in=[S.WAITING, S.ASKED])",
        "case.state in (S.WAITING, S.ASKED)",
        "case.state not in NEW_STATES | {S.ASKED}",
        "codes.NEW_STATES - {S.REFERRED}",
        "frozenset(S.values) - {S.CLOSED}",
        "set(S) - codes.NEW_STATES",
        "case.state == S.ASKED or case.state == S.WAITING",
        "case.state != S.ASKED and case.state != S.WAITING",
        "[each for each in S if each not in done]",
    ],
)
def test_what_puts_states_together_is_found(line: str) -> None:
    assert by_hand(f"from cases.codes import CaseState as S\n{line}")


@pytest.mark.parametrize(
    "line",
    [
        "TONES = {S.WAITING: 'waiting', S.ASKED: 'waiting'}",
        "case.state in codes.DESK_STATES",
        "case.state == S.ASKED or case.is_urgent",
        "Q(state=S.WAITING, at__lte=now) | Q(state=S.ASKED, at__lte=then)",
        "CHOICES = [(S.WAITING, 'a'), (S.ASKED, 'b')]",
        "[str(each.label) for each in S]",
    ],
)
def test_what_says_something_of_one_state_each_is_left_alone(line: str) -> None:
    assert by_hand(f"from cases.codes import CaseState as S\n{line}") == []
