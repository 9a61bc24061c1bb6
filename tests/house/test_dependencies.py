"""What the program needs is declared, in both lists alike, and nothing is declared that it does not need."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
APPS = PROJECT["tool"]["importlinter"]["root_packages"]
DECLARED = {
    "runtime": PROJECT["project"]["dependencies"],
    "dev": PROJECT["project"]["optional-dependencies"]["dev"],
}
# What no line of ours names, with what needs it.
USED_BY_OTHERS = {
    "argon2-cffi": "Django's Argon2PasswordHasher",
    "tzdata": "zoneinfo, where the system has no time zones",
}


def requirements(lines: list[str]) -> dict[str, Requirement]:
    found = [Requirement(line) for line in lines if line.strip() and not line.startswith(("#", "-r"))]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def pinned(kind: str) -> dict[str, Requirement]:
    return requirements((ROOT / "requirements" / f"{kind}.in").read_text().splitlines())


def installed(kind: str) -> dict[str, str]:
    """The versions that `scripts/setup` installs."""
    lines = (ROOT / "requirements" / f"{kind}.txt").read_text().splitlines()
    pins = [re.match(r"([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", line) for line in lines]
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


# They lie in one folder, whose name does not say which of them is meant: those that are declared bring the others.
SHARED = {name for names in packages_distributions().values() if len(set(names)) > 1 for name in names}
SHARED_AND_DECLARED = SHARED & set(requirements(DECLARED["runtime"]))


def modules_named() -> Iterator[tuple[str, bool]]:
    """The first part of every module that the program imports (True), or only names in a text (False)."""
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from ((alias.name.split(".")[0], True) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.split(".")[0], True
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value.split(".")[0], False


def distributions(*, imported_only: bool) -> set[str]:
    """The packages of others behind those modules."""
    packages = packages_distributions()
    names = {name for name, is_import in modules_named() if is_import or not imported_only}
    outside = names - set(APPS) - set(sys.stdlib_module_names)
    found = {canonicalize_name(package) for name in outside for package in set(packages.get(name, [])) - SHARED}
    return found | (SHARED_AND_DECLARED if any(set(packages.get(name, [])) & SHARED for name in outside) else set())


@pytest.mark.parametrize("kind", DECLARED)
def test_both_lists_name_the_same_packages(kind: str) -> None:
    assert sorted(pinned(kind)) == sorted(requirements(DECLARED[kind]))


@pytest.mark.parametrize("kind", DECLARED)
def test_what_is_installed_is_what_both_lists_allow(kind: str) -> None:
    versions = installed(kind)
    for lists in (pinned(kind), requirements(DECLARED[kind])):
        wrong = {
            name: (versions.get(name), str(requirement))
            for name, requirement in lists.items()
            if name not in versions or not requirement.specifier.contains(versions[name])
        }
        assert wrong == {}


def test_both_lists_ask_for_the_same_extras() -> None:
    declared = requirements(DECLARED["runtime"])
    assert {name: each.extras for name, each in pinned("runtime").items()} == {
        name: each.extras for name, each in declared.items()
    }


def test_every_package_that_the_program_imports_is_declared() -> None:
    imported = distributions(imported_only=True)
    assert len(imported) > 15
    assert imported - set(requirements(DECLARED["runtime"])) == set()


def test_every_package_that_is_declared_is_used() -> None:
    declared = set(requirements(DECLARED["runtime"]))
    assert declared - distributions(imported_only=False) == set(USED_BY_OTHERS)
