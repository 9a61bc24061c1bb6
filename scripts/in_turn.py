"""A program of a checkout that is measured beside that of another one: it works when it is its turn.

Used by the scripts beside it. It gets a line to work by, and answers with a line of JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path


class InTurn:
    """Started with the virtual environment of its checkout, and with a place of its own for the database."""

    def __init__(self, folder: Path, code: str, *arguments: object) -> None:
        self.program = subprocess.Popen(
            [str(folder / ".venv/bin/python"), "-c", code, *map(str, arguments)],
            cwd=folder,
            env={**os.environ, "EKC_VAR": str(folder / "var" / "compare")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def heard(self) -> object:
        line = self.program.stdout.readline()
        if not line:
            sys.exit("One of the two stopped before the end; see above.")
        return json.loads(line)

    def asked(self, line: object) -> object:
        self.program.stdin.write(f"{line}\n")
        self.program.stdin.flush()
        return self.heard()

    def stop(self) -> None:
        self.program.stdin.write("stop\n")
        self.program.stdin.close()
        self.program.wait()
