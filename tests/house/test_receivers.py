"""What an app does when something happened stands in one file, and what it brings to other floors in another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from cases.casepage.checklist import POINTS
from cases.casepage.frame_day import FRAME_DAYS
from cases.casepage.next_step import FACTS, STEPS
from cases.casepage.tabs import TABS
from cases.circle.reads.growth import LABELS, STAGES
from cases.preparation.reads.gaps import GAPS
from cases.preparation.reads.registration import REQUIREMENTS
from conferences.day.reads.run_sheet import SECTIONS
from ekc.accounts.leaving import DUTIES
from ekc.health import AMISS
from ekc.links import LINKS, RULES
from ekc.outbox.acts.due import HANDLERS
from tests.trees import tree_of

APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports", "demo")
REGISTRIES = {
    "TABS": TABS,
    "STEPS": STEPS,
    "FACTS": FACTS,
    "POINTS": POINTS,
    "STAGES": STAGES,
    "FRAME_DAYS": FRAME_DAYS,
    "SECTIONS": SECTIONS,
    "REQUIREMENTS": REQUIREMENTS,
    "GAPS": GAPS,
    "HANDLERS": HANDLERS,
    "LINKS": LINKS,
    "RULES": RULES,
    "DUTIES": DUTIES,
    "AMISS": AMISS,
}


def modules() -> Iterator[tuple[str, Path]]:
    root = Path(settings.BASE_DIR)
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(root)), path


def receives(tree: ast.Module) -> bool:
    """Whether a module ties a function to a signal, by the decorator or by `connect`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.dispatch":
            if any(each.name == "receiver" for each in node.names):
                return True
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".connect"):
            return ast.unparse(node.func) != "psycopg2.connect"
    return False


HELPERS = ("handle_due", "add_steps", "add_kind")


def fills(tree: ast.Module) -> set[str]:
    """The registries that a module adds to. The module of a registry itself only holds the way to add to it."""
    own = {
        target.id
        for node in tree.body
        if isinstance(node, ast.AnnAssign | ast.Assign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    added = {
        ast.unparse(func.value).rpartition(".")[2]
        for func in calls
        if isinstance(func, ast.Attribute) and func.attr == "add"
    }
    helped = {ast.unparse(func).rpartition(".")[2] for func in calls} & set(HELPERS)
    return {name for name in added - own if name.isupper()} | helped


def test_signals_are_received_in_receivers_only() -> None:
    found = {name for name, path in modules() if receives(tree_of(path))}
    assert found
    assert {name for name in found if not name.endswith("/receivers.py")} == set()


def test_what_an_app_brings_to_a_list_stands_in_its_ready() -> None:
    found = {name: fills(tree_of(path)) for name, path in modules()}
    by_apps = set().union(*(lists for name, lists in found.items() if name.endswith("/apps.py")))
    assert by_apps >= set(REGISTRIES) - {"HANDLERS", "STEPS", "LINKS"} | set(HELPERS)
    assert {name: lists for name, lists in found.items() if lists and not name.endswith("/apps.py")} == {}


@pytest.mark.parametrize("name", REGISTRIES)
def test_every_list_of_what_apps_bring_is_filled(name: str) -> None:
    assert len(REGISTRIES[name]) > 0


def test_every_tab_of_the_lifecycle_is_there_in_its_order() -> None:
    assert TABS.names() == [
        *("overview", "circle", "contacts", "preparation", "consents", "frame", "conference"),
        *("plan", "followup", "surveys", "contract", "history"),
    ]


def test_stages_that_floors_above_bring_are_stages_that_the_circle_shows() -> None:
    assert set(STAGES.names()) == set(LABELS) - {"known", "approached"}
