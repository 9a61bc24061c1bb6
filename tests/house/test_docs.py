"""What the map of the house names, is there: a file, a folder, a test, a command, a name in a module."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/design.md",
    "docs/deploy.md",
    "docs/bench.md",
    "docs/threats.md",
)
PATH = re.compile(r"(?<![\w./{<*])((?:[\w-]+/)+[\w.-]*|[\w-]+\.(?:md|py|toml|yml))(?![\w*{<])")
ROOMS = frozenset(path.name for path in ROOT.iterdir() if path.is_dir()) - {"var"}


def named_in(page: str) -> set[str]:
    """The paths of this house that a page names in code or as the target of a link."""
    text = (ROOT / page).read_text(encoding="utf-8")
    spoken = re.findall(r"`([^`\n]+)`", text) + re.findall(r"\]\(([^)#\s]+)", text)
    found = {path for words in spoken for path in PATH.findall(words)}
    return {path for path in found if path.split("/")[0] in ROOMS}


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_is_there(page: str) -> None:
    # A record of a choice is named by its number: docs/adr/0012.
    gone = sorted(path for path in named_in(page) if not (ROOT / path).exists() and not list(ROOT.glob(f"{path}*")))

    assert gone == []


def test_the_map_names_paths_at_all() -> None:
    assert len(named_in("docs/architecture.md")) > 30
    assert len(named_in("CONTRIBUTING.md")) > 20


@pytest.mark.parametrize("page", PAGES)
def test_every_name_behind_a_module_is_in_it(page: str) -> None:
    """`lift_ban` in `cases/preparation/acts/safety.py`, and the other way round with brackets."""
    text = (ROOT / page).read_text(encoding="utf-8")
    pairs = re.findall(r"`(\w+)` in `([\w/]+\.py)`", text)
    pairs += [(name, path) for path, name in re.findall(r"`([\w/]+\.py)` \(`(\w+)`\)", text)]

    assert [(name, path) for name, path in pairs if not re.search(rf"\b{name}\b", (ROOT / path).read_text())] == []
