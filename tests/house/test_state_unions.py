"""No union of states is written by hand: not in the program, not in a template, not in SQL."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from .test_state_groups import APPS, GROUPS, TABLE, in_its_room, modules

# What somebody answered to an invitation is grouped as states are.
KINDS = ("State", "InvitationAnswer")


class HandWritten(ast.NodeVisitor):
    """Finds what puts states together: two of one kind in a literal, a call or a `case`, set algebra, `or` between two
    of them or between two groups, two conditions of the database that know nothing but the state.

    A mapping from states says something else of each of them, and so does a condition of the database that joins
    `Q(state=...)` with facts: those are no groups. Asking whether a state is in such a mapping makes it one.
    """

    def __init__(self, tree: ast.Module) -> None:
        self.kinds: set[str] = set()
        self.mappings: set[str] = set()
        self.found: list[tuple[int, str]] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                self.kinds |= {each.asname or each.name for each in node.names if each.name.endswith(KINDS)}
        for node in tree.body:
            if isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Dict):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if sum(self._is_state(key) for key in node.value.keys if key is not None) > 1:
                    self.mappings |= {target.id for target in targets if isinstance(target, ast.Name)}
        self.visit(tree)

    def _is_state(self, node: ast.AST) -> bool:
        return self._kind_of(node) != ""

    def _kind_of(self, node: ast.AST) -> str:
        """`CaseState` of `CaseState.ASKED` and of `codes.CaseState.ASKED`; empty for anything else."""
        if not isinstance(node, ast.Attribute):
            return ""
        kind = ast.unparse(node.value).rpartition(".")[2]
        return kind if kind in self.kinds or kind.endswith(KINDS) else ""

    def _is_group(self, node: ast.AST) -> bool:
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id in ("set", "frozenset") and any(
                self._is_group(each) or self._names_a_kind(each) for each in node.args
            )
        return name.endswith(("_STATES", "_ANSWERS")) or (
            isinstance(node, ast.Set) and any(map(self._is_state, node.elts))
        )

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

    def visit_Call(self, node: ast.Call) -> None:
        handed = [self._kind_of(each) for each in node.args if self._is_state(each)]
        is_one_of_two = self._state_alone(node) and any(
            self._state_alone(inner) == self._state_alone(node)
            for inner in ast.walk(node.func)
            if isinstance(inner, ast.Call)
        )
        if len(handed) > len(set(handed)) or is_one_of_two:
            self._note(node, node.lineno)
        self.generic_visit(node)

    def visit_MatchOr(self, node: ast.MatchOr) -> None:
        if sum(isinstance(each, ast.MatchValue) and self._is_state(each.value) for each in node.patterns) > 1:
            self.found.append((node.lineno, ast.unparse(node)))
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        if any(isinstance(each, ast.Name) and each.id in self.mappings for each in node.comparators):
            self._note(node, node.lineno)
        self.generic_visit(node)

    def _state_alone(self, node: ast.AST) -> str:
        """`Q` of `Q(state=S.ASKED)` and `exclude` of `rows.exclude(state=S.ASKED)`; empty where facts come with it."""
        if not isinstance(node, ast.Call) or node.args or [each.arg for each in node.keywords] != ["state"]:
            return ""
        name = ast.unparse(node.func).rpartition(".")[2]
        return name if name in ("Q", "filter", "exclude") and self._is_state(node.keywords[0].value) else ""

    def visit_BinOp(self, node: ast.BinOp) -> None:
        algebra = isinstance(node.op, ast.BitOr | ast.BitAnd | ast.BitXor | ast.Sub)
        both = self._state_alone(node.left) and self._state_alone(node.right)
        if algebra and (both or self._is_group(node.left) or self._is_group(node.right)):
            self._note(node, node.lineno)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        compared = [
            ast.unparse(each.left)
            for each in node.values
            if isinstance(each, ast.Compare)
            and any(self._is_state(side) or self._is_group(side) for side in each.comparators)
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
        "plan_is(S.WAITING, S.ASKED)",
        "codes.CaseState.WAITING in (codes.CaseState.WAITING, codes.CaseState.ASKED)",
        "case.state in codes.NEW_STATES or case.state in codes.DAY_STATES",
        "case.state == S.ASKED or case.state in codes.DAY_STATES",
        "match case.state:\n    case S.ASKED | S.WAITING:\n        pass",
        "Q(state=S.ASKED) | Q(state=S.WAITING)",
        "rows.filter(state=S.ASKED) | rows.filter(state=S.WAITING)",
        "rows.exclude(state=S.ASKED).exclude(state=S.WAITING)",
        "WORDS = {S.WAITING: 'a', S.ASKED: 'b'}\ncase.state in WORDS",
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
        "rows.exclude(state=S.ASKED).filter(state=S.ASKED, at__lte=now)",
        "match case.state:\n    case S.ASKED:\n        pass\n    case S.WAITING:\n        pass",
        "WORDS = {S.WAITING: 'a', S.ASKED: 'b'}\nWORDS[case.state]",
    ],
)
def test_what_says_something_of_one_state_each_is_left_alone(line: str) -> None:
    assert by_hand(f"from cases.codes import CaseState as S\n{line}") == []


# --- where no Python is -------------------------------------------------------------------------------------

VALUES = {str(state.value) for states in TABLE for state in states}
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
LIST_OF_SQL = re.compile(r"\b(?:in|any)\s*\(\s*(?:array)?\s*[\[(]?([^)\]]*)", re.IGNORECASE)


def named_twice(text: str) -> bool:
    """Whether this piece of a template or of SQL writes down two states of the house."""
    return len(VALUES & set(re.findall(r"""['"]([a-z0-9_]+)['"]""", text))) > 1


def test_no_template_puts_states_together() -> None:
    root = Path(settings.BASE_DIR)
    found = {
        str(path.relative_to(root)): tags
        for path in sorted((root / "templates").rglob("*.html"))
        if (tags := [tag for tag in TAG.findall(path.read_text()) if named_twice(tag)])
    }
    assert found == {}


def test_no_sql_puts_states_together() -> None:
    root = Path(settings.BASE_DIR)
    texts = {str(path.relative_to(root)): [path.read_text()] for app in APPS for path in (root / app).rglob("*.sql")}
    for name, path in modules():
        constants = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
        texts[name] = [node.value for node in constants if isinstance(node.value, str)]
    found = {
        name: lists
        for name, pieces in texts.items()
        if (lists := [each for text in pieces for each in LIST_OF_SQL.findall(text) if named_twice(each)])
    }
    assert len([name for name in texts if name.endswith(".sql")]) > 1
    assert found == {}


def test_every_group_is_of_use() -> None:
    """A group that nobody asks for is a rule that nobody keeps."""
    uses = Counter(name for _name, path in modules() for name in re.findall(r"\b([A-Z_]+)_STATES\b", path.read_text()))
    assert [name for name in GROUPS if uses[name] < 2] == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("{% if case.state == 'wacht' or case.state == 'aangemeld' %}", True),
        ("{% if button.state == 'next' or button.state == 'later' %}", False),
        ("{% if case.state == 'wacht' %}", False),
    ],
)
def test_what_names_two_states_is_found(text: str, is_found: bool) -> None:
    assert named_twice(text) is is_found
