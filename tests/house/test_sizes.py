"""Nothing in the house is too long to be read in one go."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 50


FOLDERS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports", "demo", "tests", "scripts")


def own_files() -> list[Path]:
    """Every Python file that people write: migrations are history."""
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in paths if "migrations" not in path.parts)


@pytest.fixture(scope="module")
def files() -> list[Path]:
    found = own_files()
    assert len(found) > 500, "the files of the house were not found"
    return found


def test_no_file_is_longer_than_can_be_read_in_one_go(files: list[Path]) -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FILE} == {}


def test_no_function_is_longer_than_a_screen(files: list[Path]) -> None:
    lengths = {
        f"{path.relative_to(ROOT)}: {node.name}": node.end_lineno - node.lineno + 1
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
    }
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FUNCTION} == {}
