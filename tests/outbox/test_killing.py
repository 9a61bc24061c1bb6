"""Six of the kills of `killing.py`, each time that the tests run; a hundred stand in docs/bench.md."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import database

from .killing import ROOT, TARGETS


@pytest.mark.long
@pytest.mark.worker
def test_nothing_is_lost_and_nothing_doubled_whoever_is_killed_and_whenever(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    tables = tmp_path / "tables"
    with django_db_blocker.unblock():
        database.write_down(tables)
    asked = ["--kills", "6", "--rows", "300", "--tables", str(tables)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.outbox.killing", *asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said = done.stdout
    assert done.returncode == 0, said + done.stderr
    assert {"rows: 300", "lost: 0", "doubled: 0", "on the failure list: 0"} <= set(said.splitlines())
    assert all(f"'{target}'" in said for target in TARGETS)
