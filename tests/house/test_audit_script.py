"""What the program is made of stands on a bill, and what nobody could look up is not called sound."""

import importlib.machinery
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ekc.embedded import ROOT
from tests.house.test_delivery import pins

SCRIPT = ROOT / "scripts" / "audit"


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("audit_script", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("audit_script", loader))
    loader.exec_module(module)
    return module


def test_the_bill_names_every_package_with_what_it_is_known_by(tmp_path: Path):
    done = subprocess.run([sys.executable, str(SCRIPT), "--bill-only", "--to", str(tmp_path)], cwd=ROOT)
    bill = json.loads((tmp_path / "ekc.cdx.json").read_text())

    assert done.returncode == 0
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    names = {part["name"] for part in bill["components"]}
    assert names == {name.partition("[")[0].lower() for name in pins("runtime.txt")}
    assert all(part["hashes"] and part["purl"].startswith("pkg:pypi/") for part in bill["components"])
    assert next(part for part in bill["components"] if part["name"] == "django")["licenses"]


@pytest.mark.parametrize(
    ("told", "code", "said"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], 0, "No weakness is known of these 1 packages."),
        ([{"name": "a", "skip_reason": "not found"}], 2, "NOT LOOKED UP: 1 of 1"),
        (
            [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}],
            1,
            "a 1: CVE-1, mended in 2",
        ),
        ([], 2, ""),
    ],
)
def test_what_could_not_be_looked_up_is_no_good_news(audit: ModuleType, capsys, told, code, said):
    assert audit.judged(told) == code
    assert said in capsys.readouterr().out
