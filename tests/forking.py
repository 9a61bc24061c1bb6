"""A process that loads Django once, and forks for each command of `manage.py` that it is asked for.

What runs is a process of its own, as new as one that was started by itself, less the seconds of starting. For tests of
what commands do one after another; how a process starts, its settings among them, is tried with one that starts.

Started by `Commands`, this module answers on its standard output: one line of JSON for each line that it is asked.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn, TextIO

ROOT = Path(__file__).resolve().parent.parent


class Commands:
    """Runs commands of `manage.py` under one environment. Call `stop` when none follows."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._server: subprocess.Popen[str] | None = None

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        with tempfile.TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            code = self._ask({"command": command, "out": str(out), "err": str(err)})
            return subprocess.CompletedProcess(command, code, out.read_text(), err.read_text())

    def _ask(self, question: dict[str, object]) -> int:
        if self._server is None:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.forking"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(question) + "\n")
        self._server.stdin.flush()
        return int(json.loads(self._server.stdout.readline()))

    def stop(self) -> None:
        if self._server is not None:
            self._server.communicate()
            self._server = None


def load() -> None:
    """All that a command would load before it begins; nothing that a fork may not share."""
    import django
    from django.core.management import BaseCommand, call_command
    from django.db import connections

    django.setup()
    # It reads every address, view and form; and once is enough.
    call_command("check", verbosity=0)
    setattr(BaseCommand, "check", lambda _self, **_options: None)  # noqa: B010  in this process alone
    connections.close_all()
    gc.freeze()


def next_command(answers: TextIO) -> list[str] | None:
    """In a fork of its own the command that is asked for, its output where it was asked; None when none follows."""
    for line in sys.stdin:
        question = json.loads(line)
        pid = os.fork()
        if not pid:
            _turn("out", question, 1)
            _turn("err", question, 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            return list(question["command"])
        _pid, status = os.waitpid(pid, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()
    return None


def _turn(name: str, question: dict[str, str], number: int) -> None:
    file = os.open(question[name], os.O_WRONLY | os.O_CREAT, 0o600)
    os.dup2(file, number)
    os.close(file)


def carry_out(command: list[str]) -> NoReturn:
    """As `manage.py` would, and end without taking the whole program apart."""
    import manage

    sys.argv, code = ["manage.py", *command], 0
    try:
        manage.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    # What is said while loading is no answer.
    to_who_asks = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    load()
    asked = next_command(to_who_asks)
    if asked is not None:
        carry_out(asked)
