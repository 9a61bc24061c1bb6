"""Six of the kills of `killing.py`, each time that the tests run; a hundred stand in docs/bench.md."""

import subprocess
import sys

import pytest

from .killing import ROOT, TARGETS


@pytest.mark.long
@pytest.mark.worker
def test_nothing_is_lost_and_nothing_doubled_whoever_is_killed_and_whenever():
    asked = ["--kills", "6", "--rows", "300"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.outbox.killing", *asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said = done.stdout
    assert done.returncode == 0, said + done.stderr
    assert {"rows: 300", "lost: 0", "doubled: 0", "on the failure list: 0"} <= set(said.splitlines())
    assert all(f"'{target}'" in said for target in TARGETS)
