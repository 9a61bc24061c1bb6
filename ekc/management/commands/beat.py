"""The clock of the workers, once: `manage.py beat`. Of several the one ticks that has the lock in the database."""

import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connection

from ekc.turns import Turn, keep_if_free

LOOK_EVERY = 5.0


class Command(BaseCommand):
    help = (
        "Wait until no other clock ticks, and then tick: celery beat, for as long as the lock in the database is ours."
    )
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        self._clock: subprocess.Popen[bytes] | None = None
        self._is_ending = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        try:
            while not self._is_ending:
                self._round()
                time.sleep(LOOK_EVERY if not self._is_ending else 0)
        finally:
            self._stop()

    def _end(self, *_: object) -> None:
        self._is_ending = True
        if self._clock is not None:
            self._clock.terminate()

    def _round(self) -> None:
        """Start the clock where the lock is ours now; stop it where it is not any more."""
        try:
            is_ours = self._holds()
        except Error:
            # The server let go of the lock with the line; another clock may have it.
            connection.close()
            is_ours = False
        if not is_ours:
            self._stop()
        elif self._clock is None or self._clock.poll() is not None:
            self.stdout.write("This clock ticks.")
            folder = Path(tempfile.mkdtemp(prefix="ekc-beat-"))
            command = [
                "celery",
                "-A",
                "ekc",
                "beat",
                "--loglevel=INFO",
                f"--schedule={folder / 'schedule'}",
                "--pidfile=",
            ]
            self._clock = subprocess.Popen([sys.executable, "-m", *command])

    def _holds(self) -> bool:
        if self._clock is None:
            return keep_if_free(Turn.CLOCK)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True

    def _stop(self) -> None:
        clock, self._clock = self._clock, None
        if clock is not None:
            clock.terminate()
            clock.wait(20)
