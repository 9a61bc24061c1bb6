"""A house with an engine of its own that keeps what is written, and copies of it in a folder."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from ekc.backups.envelopes import new_key
from tests import database
from tests.forking import Commands

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class House:
    """`var`: the folder of its engine. Each command is a process of its own, as on the machine itself; what is asked of
    the house that stays is a fork of one that has loaded the program (`tests/forking.py`)."""

    var: Path
    folder: Path
    key: Path
    public: str
    settings: dict[str, str] = field(default_factory=dict)
    rights: tuple[str, ...] = ()
    """What goes in front of each command: with which rights of the machine it is called."""
    forks: Commands | None = None

    @property
    def copies(self) -> Path:
        return self.folder / "copies"

    def manage(self, *command: str, fails: bool = False) -> str:
        done = self._run(*command)
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def python(self, code: str) -> str:
        """What it prints; the log goes elsewhere."""
        done = self._run("shell", "--no-imports", "-c", code)
        assert not done.returncode, done.stdout + done.stderr
        return done.stdout.strip()

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        if self.forks is not None and not self.rights:
            return self.forks.run(*command)
        asked = [*self.rights, sys.executable, "manage.py", *command]
        return subprocess.run(asked, cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False)

    def stop(self) -> None:
        code = "from ekc import embedded; embedded.stop_postgres()"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=self.environment(), check=True)

    def elsewhere(self, name: str) -> "House":
        """Another machine, where nothing is yet."""
        var = self.folder / name
        var.mkdir(mode=0o711)
        return House(var, self.folder, self.key, self.public)

    def logged_in_as(self, role: str) -> "House":
        """The same database, by another login."""
        code = "from django.db import connection; print(connection.settings_dict['HOST'])"
        return self.under(DATABASE_URL=f"postgres://{role}@:5432/{quote(self.python(code))}/ekc")

    def under(self, **settings: str) -> "House":
        """The same, under other settings."""
        return replace(self, settings=settings, forks=None)

    @contextmanager
    def spoiled(self) -> Iterator[None]:
        """What is done to its copies in here is undone at the end."""
        aside = self.folder / "aside"
        shutil.copytree(self.copies, aside)
        try:
            yield
        finally:
            shutil.rmtree(self.copies)
            aside.rename(self.copies)

    def environment(self) -> dict[str, str]:
        ours = {
            "DJANGO_SETTINGS_MODULE": "ekc.settings.dev",
            "EKC_VAR": str(self.var),
            "EKC_BACKUP_TO": str(self.copies),
            "EKC_BACKUP_KEY": self.public,
            "MEDIA_ROOT": str(self.var / "media"),
            "EKC_DURABLE": "1",
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "SECRET_KEY": "one-for-all-the-machines-of-these-tests-000000",
        }
        return {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            **ours,
            **self.settings,
        }


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """With the tables as the migrations left them, and nothing else in them than what those wrote."""
    # Not below pytest's own folder: that is closed each time anybody's tests begin, and the engine is another account.
    folder = Path(tempfile.mkdtemp(prefix="ekc-house-"))
    folder.chmod(0o711)
    private, public = new_key()
    key = folder / "key"
    key.write_text(private)
    house = House(folder / "var", folder, key, public)
    house.var.mkdir(mode=0o711)
    house.forks = Commands(house.environment())
    socket = house.python("from django.conf import settings; print(settings.DATABASES['default']['HOST'])")
    with django_db_blocker.unblock():
        database.write_down(folder / "tables")
    database.pour(folder / "tables", socket)
    yield house
    house.forks.stop()
    house.stop()
    shutil.rmtree(folder, ignore_errors=True)
