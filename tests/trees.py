"""The source of the house, read once per worker by all tests that look something up in it."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """This module. Nobody writes in what they get: it is everybody's."""
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """All of this module, as `ast.walk` goes."""
    return tuple(ast.walk(tree_of(path)))


def modules(*packages: str) -> Iterator[tuple[str, Path]]:
    """Every module of these packages, by its place in the house; a migration keeps what was true once."""
    for package in packages:
        for path in sorted(ROOT.joinpath(package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path
