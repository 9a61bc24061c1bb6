"""Whether an unpacked copy is the one that the engine made: every file, its size and its checksum.

The engine's list of what is in a copy (`backup_manifest`, version 2) is read here, and not by `pg_verifybackup`: the
program of that name in the embedded engine's package crashes on every copy.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

MANIFEST = "backup_manifest"
FORMER_ENGINE = ".s.PGSQL."
"""How the lock of its socket begins, where that lay with the data: of no use to whoever brings the copy back."""
_LAST = b'"Manifest-Checksum"'


def faults_in(folder: Path) -> list[str]:
    """What of a copy is missing or not what it was, a line each; so too where the list itself was changed."""
    written = (folder / MANIFEST).read_bytes()
    told = json.loads(written)
    body = written[: written.rindex(_LAST)]
    if hashlib.sha256(body).hexdigest() != told["Manifest-Checksum"]:
        return [f"{MANIFEST} was changed"]
    return [fault for each in told["Files"] if (fault := _fault_of(folder, each))]


def _fault_of(folder: Path, told: dict[str, Any]) -> str:
    name = told["Path"] if "Path" in told else bytes.fromhex(told["Encoded-Path"]).decode(errors="surrogateescape")
    file = folder / name
    if name.startswith(FORMER_ENGINE):
        return ""
    if not file.is_file():
        return f"{name} is missing"
    if file.stat().st_size != told["Size"]:
        return f"{name} has another size"
    with file.open("rb") as opened:
        sum_of_it = hashlib.file_digest(opened, told["Checksum-Algorithm"].lower()).hexdigest()
    return "" if sum_of_it == told["Checksum"] else f"{name} holds something else"
