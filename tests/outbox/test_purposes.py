"""What is planned for later is known by name, and somebody does it."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from ekc.outbox.acts import HANDLERS, purpose_label
from ekc.outbox.codes import Purpose

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = sorted(
    {config.name.split(".")[0] for config in apps.get_app_configs() if (ROOT / config.name.split(".")[0]).is_dir()}
)
PLANNING = {"plan_due", "cancel_due"}
THE_OUTBOX_ITSELF = ROOT / "ekc" / "outbox" / "domain" / "due.py"


def purposes() -> list[Purpose]:
    """Every purpose that an app of the house declares."""
    return [purpose for kind in Purpose.__subclasses__() if kind.__module__.split(".")[0] in HOUSE for purpose in kind]


def planned() -> Iterator[tuple[str, Any]]:
    """Where something is planned or cancelled, and for which purposes."""
    for path in sorted(path for app in HOUSE for path in (ROOT / app).rglob("*.py")):
        source = path.read_text()
        if path == THE_OUTBOX_ITSELF or not any(name in source for name in PLANNING):
            continue
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLANNING:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                for purpose in _values(node.args[0], module):
                    yield where, purpose


def _values(argument: ast.expr, module: Any) -> list[Any]:
    """What an argument can be: a member by name, or all members of a table that it is looked up in."""
    if isinstance(argument, ast.Subscript):
        table = eval(ast.unparse(argument.value), vars(module))
        return list(table.values())
    return [eval(ast.unparse(argument), vars(module))]


def test_every_purpose_that_is_declared_has_a_handler_and_no_handler_is_without_one() -> None:
    assert sorted(purposes()) == sorted(HANDLERS.names())


def test_every_purpose_that_the_code_plans_is_declared_and_each_that_is_declared_is_planned() -> None:
    found = list(planned())
    strange = [where for where, purpose in found if not isinstance(purpose, Purpose)]
    assert strange == []
    assert {purpose for _where, purpose in found} == set(purposes())


def test_no_two_apps_want_one_purpose() -> None:
    names = [purpose.value for purpose in purposes()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("purpose", purposes())
def test_the_failure_list_has_words_for_every_purpose(purpose: Purpose) -> None:
    assert purpose_label(purpose.value) == str(purpose.label)
    assert " " in purpose_label(purpose.value)
    assert "_" not in purpose_label(purpose.value)


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", purposes())
def test_every_act_does_nothing_when_its_object_is_gone(purpose: Purpose) -> None:
    HANDLERS[purpose].act(0)
