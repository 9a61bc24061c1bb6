"""What `make run` starts, watches and stops: engines, database, demo world, web server, worker and beat.

Each part runs out of the terminal's reach, so that Ctrl-C comes here only and the parts stop in
order: first those who use the engines, then the engines that were started here.
"""

import fcntl
import io
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NoReturn, cast

import psutil

from ekc import embedded
from ekc.run_engines import addresses_of_the_program, engines, is_embedded
from ekc.run_engines import say as _say

HOST = "127.0.0.1"
READY_SECONDS = 60
STOP_SECONDS = 40  # the worker itself gives a running task 30
# A part that was started this often within so many seconds does not stay up.
MOST_STARTS, NOT_UP_WITHIN = 5, 60
LARGEST_LOG = 5_000_000
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ALARMING = re.compile(r"\b(ERROR|CRITICAL)\b|^Traceback ")


class StartError(Exception):
    """The program cannot start; the message says why and what to do."""


def main() -> int:
    """Run everything until Ctrl-C. Returns 0 after that, 1 when something failed."""
    _listen_for_stop()
    try:
        port = _chosen_port(os.environ.get("PORT", "8000"))
        with _only_one_here(port):
            _end_leftovers()
            _check_port_is_free(port)
            _run_all(port)
    except (StartError, embedded.EngineError) as error:
        _say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        pass
    _say("Stopped. `make run` starts again with the same data.")
    return 0


def _run_all(port: int) -> None:
    with engines(_stop_listening) as kept, _Parts() as parts:
        environment = _environment(port)
        _step("database", environment, "migrate", "--no-input", "--verbosity", "0")
        if is_embedded():
            _step("roles", environment, "database_roles", "--verbosity", "0", "--skip-checks", announce=False)
        _step("demo world", environment, "demo", "--if-empty", "--skip-checks")
        for name, command in _commands().items():
            # They work in the tables and own none, as in production (docs/adr/0059).
            parts.start(name, command, environment | addresses_of_the_program())
        _wait_for_web(port, parts)
        _say(f"\n  Eigen Kracht is ready: http://{HOST}:{port}/\n")
        _step("demo logins", environment, "demo", "--logins", "--skip-checks", announce=False)
        _say(f"\n  Logs are in {_shown(_log_folder())}. Ctrl-C stops everything; the data stays.\n")
        parts.watch(kept)


# --- before the start -----------------------------------------------------------------------------


def _listen_for_stop() -> None:
    def stop(_number: int, _frame: object) -> None:
        _stop_listening()
        _say("\nStopping...")
        raise KeyboardInterrupt

    for number in STOP_SIGNALS:
        signal.signal(number, stop)


def _stop_listening() -> None:
    """From here everything is being stopped: a second Ctrl-C must not leave half of it running."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _chosen_port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise StartError(f"PORT is {text!r}. Give a number from 1 to 65535, for example: make run PORT=8001")
    return int(text)


@contextmanager
def _only_one_here(port: int) -> Iterator[None]:
    with (embedded.var_folder() / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StartError(f"It runs already, at http://{HOST}:{lock.read()}/. Stop that one first.") from None
        lock.truncate(0)
        lock.write(str(port))
        lock.flush()
        yield


def _check_port_is_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise StartError(f"Port {port} needs root. Choose another: make run PORT=8001") from None
        except OSError:
            raise StartError(
                f"Port {port} is taken by another program. Stop that one, or choose another port: "
                f"make run PORT={port + 1 if port < 65535 else 8001}"
            ) from None


def _environment(port: int) -> dict[str, str]:
    defaults = {"DJANGO_SETTINGS_MODULE": "ekc.settings.dev", "EKC_BASE_URL": f"http://{HOST}:{port}"}
    # The first step looks whether the program is sound; those after it need not, each by itself.
    ours = {"BIND": f"{HOST}:{port}", "PYTHONUNBUFFERED": "1", "CELERY_SKIP_CHECKS": "1"}
    return {**defaults, **os.environ, **ours}


def _step(name: str, environment: dict[str, str], *arguments: str, announce: bool = True) -> None:
    if announce:
        _say(f"{name[0].upper()}{name[1:]}...")
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=embedded.ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    if done.returncode:
        raise StartError(f"The step '{name}' failed (manage.py {' '.join(arguments)}); see above.")


# --- the parts --------------------------------------------------------------------------------------


# All that workers share stands in the database. Celery's talk among workers only gets in the way when Valkey goes and
# comes back: the worker then tells of an error in its talk, over a hundred lines, beside the one that matters.
ALONE = ("--without-gossip", "--without-mingle")


def _commands() -> dict[str, tuple[str, ...]]:
    schedule = embedded.var_folder() / "beat" / "schedule"
    schedule.parent.mkdir(exist_ok=True)
    python = (sys.executable, "-m")
    celery = (*python, "celery", "-A", "ekc")
    return {
        "web": (*python, "gunicorn", "-c", "python:ekc.gunicorn"),
        "worker": (*celery, "worker", *ALONE, "--loglevel=INFO", "--concurrency=2", "--hostname=worker@%h"),
        "beat": (*celery, "beat", "--loglevel=INFO", f"--schedule={schedule}", "--pidfile="),
    }


class _Parts:
    """The running parts. On leaving, all of them are stopped, whatever happened."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._readers: list[threading.Thread] = []
        self._ended: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._made: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {}
        self._began: defaultdict[str, list[float]] = defaultdict(list)

    def __enter__(self) -> "_Parts":
        return self

    def __exit__(self, *_: object) -> None:
        _stop_listening()
        # Only the head of each part is asked: it lets its own processes finish what they do.
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for name, process in self._running.items():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _say(f"The {name} does not stop; ending it by force.")
            _kill_group(process.pid)
            process.wait()
        for reader in self._readers:
            reader.join(2)
        _pid_file().unlink(missing_ok=True)

    def start(self, name: str, command: tuple[str, ...], environment: dict[str, str]) -> None:
        process = subprocess.Popen(
            command,
            cwd=embedded.ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._running[name] = process
        self._made[name] = (command, environment)
        self._began[name].append(time.monotonic())
        _pid_file().write_text(" ".join(str(part.pid) for part in self._running.values()))
        reader = threading.Thread(target=self._follow, args=(name, process), daemon=True)
        reader.start()
        self._readers.append(reader)

    def _follow(self, name: str, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        with _open_log(name) as log:
            _copy_lines(process.stdout, log, show=lambda line: _say(f"{name:<6} | {line}"))
        self._ended.put(name)

    def check(self) -> None:
        """Raise StartError when a part has ended by itself."""
        if not self._ended.empty():
            self._stopped(self._ended.get())

    def _stopped(self, name: str) -> NoReturn:
        code = self._running[name].wait()
        log = _log_folder() / f"{name}.log"
        raise StartError(f"The {name} stopped by itself (exit code {code}). Its log: {_shown(log)}")

    def watch(self, engines: Iterable[Callable[[], bool]] = ()) -> None:
        """Start again what ends by itself, until a signal interrupts. Raises StartError for what does not stay up."""
        while True:
            if any([keep() for keep in engines]):
                self._find_anew()
            while not self._ended.empty():
                self._again(self._ended.get())
            time.sleep(0.5)

    def _find_anew(self) -> None:
        """An engine is at another address: every part begins anew with that one."""
        _say("It is at another address now: every part is started again.")
        for name, (command, environment) in self._made.items():
            self._made[name] = (command, environment | addresses_of_the_program())
            # `_follow` notices that it ended, and `_again` starts it.
            self._running[name].terminate()
            self._began[name].clear()

    def _again(self, name: str) -> None:
        now = time.monotonic()
        began = [each for each in self._began[name] if now - each < NOT_UP_WITHIN]
        if len(began) >= MOST_STARTS:
            self._stopped(name)
        # What it had started goes with it: two of them would do the same work.
        _kill_group(self._running[name].pid)
        self._running[name].wait()
        _say(f"The {name} stopped by itself, and is started again.")
        self.start(name, *self._made[name])


def _copy_lines(source: IO[str], log: IO[str], *, show: Callable[[str], None]) -> None:
    """Copy every line to the log, and show the errors: a line that says so and the traceback below it."""
    in_trace = False
    for line in source:
        log.write(line)
        log.flush()
        line = line.rstrip()
        if in_trace or ALARMING.search(line):
            show(line)
        # A traceback goes on while its lines are indented, and ends with one that is not.
        in_trace = line.startswith("Traceback ") or (in_trace and line.startswith(" "))


def _kill_group(leader: int) -> None:
    """End a part and all the processes it made; each part leads a group of its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def _wait_for_web(port: int, parts: _Parts) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        parts.check()
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/gezondheid/levend", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise StartError(f"The web server does not answer. Its log: {_shown(_log_folder() / 'web.log')}")


def _end_leftovers() -> None:
    """End parts of an earlier run that was killed before it could stop them."""
    if not _pid_file().exists():
        return
    for pid in _pid_file().read_text().split():
        try:
            process = psutil.Process(int(pid))
            if str(embedded.ROOT) == process.cwd() and sys.executable in process.cmdline():
                _say(f"Ending process {pid}, left over from an earlier run.")
                _kill_group(process.pid)
                process.wait(5)
        except psutil.Error:
            continue
    _pid_file().unlink()


# --- files and words --------------------------------------------------------------------------------


def _pid_file() -> Path:
    return embedded.var_folder() / "run.pids"


def _log_folder() -> Path:
    folder = embedded.var_folder() / "log"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


class _Log(io.TextIOBase):
    """The log of one part: beyond `LARGEST_LOG` it begins anew, and one older file stays beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.open("a", encoding="utf-8")

    def write(self, text: str) -> int:
        if self.file.tell() > LARGEST_LOG:
            self.file.close()
            self.path.replace(self.path.with_suffix(".log.1"))
            self.file = self.path.open("a", encoding="utf-8")
        return self.file.write(text)

    def flush(self) -> None:
        if not self.file.closed:
            self.file.flush()

    def close(self) -> None:
        self.file.close()
        super().close()


def _open_log(name: str) -> IO[str]:
    return cast("IO[str]", _Log(_log_folder() / f"{name}.log"))


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


if __name__ == "__main__":
    sys.exit(main())
