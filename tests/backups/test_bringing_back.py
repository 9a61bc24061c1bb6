"""Copies that come back: taken by the engine's own tools, sealed, and held against what was counted."""

import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from ekc.backups.envelopes import new_key
from ekc.embedded import ROOT

from .conftest import House

pytestmark = [pytest.mark.long]
QUEUE = """
from ekc.outbox.acts import queue_message
queue_message(key={key!r}, to="ria@voorbeeld.example", subject="Er staat iets voor u klaar", body="Kijk op de pagina.")
"""
STATES = """
from ekc.outbox.models import Message
print(dict(Message.objects.values_list("key", "state")))
"""
SEALED = """
from django.utils import timezone
from ekc.accounts.models import User
from ekc.breaches.models import Breach
lena = User.objects.create(email="lena@voorbeeld.example", full_name="Lena", role="landelijk_beheer")
Breach.objects.create(title="Laptop", what="Weg.", found_at=timezone.now(), recorded_by=lena)
"""
DESTROYED = """
import json
from ekc.retention.acts.replaying import _mark
told = {"list": 1, "file": 999, "number": "EK-2026-00999", "class": "met_conferentie", "on": "2026-01-01"}
print(json.dumps({**told, "mark": _mark(told)}, sort_keys=True))
"""
PLANTED = "Er staat iets voor u klaar"


def queue(house: House, key: str) -> None:
    house.python(QUEUE.format(key=key))


def states(house: House) -> dict[str, str]:
    return eval(house.python(STATES))


@pytest.fixture(scope="module")
def copied(house: House) -> House:
    """A mail before the whole copy, one after it, and one that was written and never brought away."""
    (house.var / "media").mkdir()
    (house.var / "media" / "brief.txt").write_text("Een bestand van het huis.")
    queue(house, "before")
    house.python(SEALED)
    assert "a whole copy" in house.manage("backup", "--base")
    queue(house, "after")
    house.manage("backup")
    return house


def test_drill_brings_the_newest_copy_back_and_says_what_it_cost(copied):
    said = copied.manage("restore_drill", "--key", str(copied.key))

    assert "The copy comes back whole." in said
    tables, rows = map(int, re.search(r"(\d+) tables, (\d+) rows", said).groups())
    assert tables > 100
    assert rows > 500
    assert "2 mails and terms held back" in said
    assert "1 files beside the database" in said
    lost = float(re.search(r"([\d.]+) minutes of work lost", said).group(1))
    assert lost < 5


def test_nothing_of_a_copy_can_be_read_without_the_key(copied):
    files = [file for file in copied.copies.rglob("*") if file.is_file()]
    sealed = [file for file in files if file.name.endswith(".age")]

    assert {file.name for file in files} - {file.name for file in sealed} <= {
        "about.json",
        "destroyed.jsonl",
        "shipped.json",
    }
    assert len(sealed) >= 3
    assert not [file for file in files if PLANTED.encode() in file.read_bytes()]
    assert list((copied.copies / "incoming").iterdir()) == []


def test_another_key_opens_nothing_and_is_told_so(copied, tmp_path):
    other = tmp_path / "other"
    other.write_text(new_key()[0])

    into = ["--into", str(tmp_path / "nieuw")]
    for said in (
        copied.manage("restore_drill", "--key", str(other), fails=True),
        copied.manage("restore", "--key", str(other), *into, fails=True),
    ):
        assert f"This copy was sealed for {copied.public}, and the private key that you gave belongs to" in said
        assert "Traceback" not in said
    assert not list((tmp_path / "nieuw").iterdir())
    other.write_text("# nothing\n")
    assert "is empty" in copied.manage("restore_drill", "--key", str(other), fails=True)


def test_drill_and_restore_name_the_key_of_the_text_that_is_missing(copied, tmp_path):
    (about,) = [json.loads(file.read_text()) for file in copied.copies.rglob("about.json")]
    (missing,) = about["keys"]
    stranger = copied.under(SECRET_KEY="of-another-house-altogether-00000000000000000000000")

    drilled = stranger.manage("restore_drill", "--key", str(copied.key), fails=True)
    restored = stranger.manage("restore", "--key", str(copied.key), "--into", str(tmp_path / "nieuw"))

    for said in (drilled, restored):
        assert f"The text in this copy was sealed with the key {missing}, and that key is not in EKC_KEYS" in said
        assert f"This copy was made under the EKC_FIELD_KEY {about['house_key']}" in said
        assert "Traceback" not in said
    assert (tmp_path / "nieuw" / "PG_VERSION").exists()


def test_restore_at_a_moment_between_two_acts_has_the_one_and_not_the_other(copied):
    queue(copied, "first act")
    between = dt.datetime.now(dt.UTC)
    queue(copied, "second act")
    copied.manage("backup")
    other = copied.elsewhere("between")

    asked = ["--into", str(other.var / "postgres"), "--files", str(other.var / "media"), "--at", between.isoformat()]
    (other.var / "media").mkdir()
    copied.manage("restore", "--key", str(copied.key), *asked)
    try:
        found = states(other)
        assert {"before", "after", "first act"} <= found.keys()
        assert "second act" not in found
        assert (other.var / "media" / "brief.txt").read_text() == "Een bestand van het huis."
        assert other.python("from ekc.outbox.acts.restored import hold_after_restore as h; h(); print(h())") == "0"
        assert set(states(other).values()) == {"mislukt"}
    finally:
        other.stop()


def test_moment_before_the_first_copy_is_refused_in_words(copied, tmp_path):
    asked = ["--key", str(copied.key), "--into", str(tmp_path / "x")]

    assert "from before that moment" in copied.manage(
        "restore", *asked, "--at", "2020-01-01T10:00:00+01:00", fails=True
    )
    assert "is no moment" in copied.manage("restore", *asked, "--at", "gisteren", fails=True)
    assert not (tmp_path / "x").exists()


def test_copy_is_not_restored_over_what_is_there(copied, tmp_path):
    (tmp_path / "of somebody").write_text("")

    said = copied.manage("restore", "--key", str(copied.key), "--into", str(tmp_path), fails=True)

    assert "is not empty" in said


def damaged(house: House, name: str) -> House:
    """The same copies in another folder, where a test may give them to others."""
    folder = house.folder / name
    shutil.copytree(house.copies, folder / "copies")
    return replace(house, folder=folder, forks=None)


@pytest.fixture
def spoiled(copied: House) -> Iterator[House]:
    with copied.spoiled():
        yield copied


def test_drill_is_red_when_rows_are_not_what_was_counted(copied):
    with copied.spoiled():
        [about] = copied.copies.glob("base/*/about.json")
        known = json.loads(about.read_text())
        for counted in (known["before"], known["after"]):
            counted["outbox_message"][0] += 1
        about.write_text(json.dumps(known))

        said = copied.manage("restore_drill", "--key", str(copied.key), fails=True)

    assert "outbox_message: 1 rows in place of 2" in said


def test_drill_is_red_when_a_copy_was_cut_off(copied):
    with copied.spoiled():
        [base] = copied.copies.glob("base/*/database.tar.gz.age")
        base.write_bytes(base.read_bytes()[:-1000])

        said = copied.manage("restore_drill", "--key", str(copied.key), fails=True)

    assert "does not open: another key, or the file is not whole" in said


def test_drill_is_red_when_the_files_beside_the_database_are_not_whole(spoiled):
    house = spoiled
    [files] = house.copies.glob("base/*/files.tar.gz.age")
    files.write_bytes(files.read_bytes()[:-5])

    said = house.manage("restore_drill", "--key", str(house.key), fails=True)

    assert "the files beside the database do not come back" in said


def test_drill_is_red_when_the_list_of_what_was_destroyed_was_changed(copied):
    with copied.spoiled():
        (copied.copies / "destroyed.jsonl").write_text('{"file": 1, "number": "EK-2026-00001", "mark": "x"}\n')

        assert "was not written by this house" in copied.manage("restore_drill", "--key", str(copied.key), fails=True)


def without_engine(house: House, tmp_path: Path) -> list[str]:
    """Arguments of `restore`, into folders that are there and empty."""
    (tmp_path / "files").mkdir()
    places = {"--into": "pg", "--wal": "wal", "--files": "files"}
    return ["restore", "--key", str(house.key), *(x for name, at in places.items() for x in (name, str(tmp_path / at)))]


def the_last_but_one(house: House) -> Path:
    return sorted((house.copies / "wal").glob("*.age"))[-2]


@pytest.mark.parametrize("how", ["missing", "changed"])
def test_gap_in_what_was_written_is_refused_unless_it_is_asked_to_stop_there(spoiled, tmp_path, how):
    house = spoiled
    segment = the_last_but_one(house)
    segment.unlink() if how == "missing" else segment.write_bytes(segment.read_bytes()[:-9])
    asked = without_engine(house, tmp_path)

    said = house.manage(*asked, fails=True)

    assert segment.name.removesuffix(".gz.age") in said
    assert "Nothing that was written after it comes back without it" in said
    assert [*(tmp_path / "pg").iterdir(), *(tmp_path / "wal").iterdir()] == []
    assert segment.name[:24] in house.manage("restore_drill", "--key", str(house.key), fails=True)
    assert "What was written after it is left out" in house.manage(*asked, "--up-to-the-gap")
    assert segment.name[:24] not in [file.name for file in (tmp_path / "wal").iterdir()]


def test_whole_copy_that_is_not_whole_gives_way_to_the_one_before_it(spoiled, tmp_path):
    house = spoiled
    base = min((house.copies / "base").iterdir())
    later, broken = (base.with_name(f"20991231T23595{second}Z") for second in (8, 9))
    shutil.copytree(base, later)
    (later / "database.tar.gz.age").write_bytes((base / "database.tar.gz.age").read_bytes()[:-1000])
    broken.mkdir()
    (broken / "about.json").write_text('{"began_at": "20')

    said = house.manage(*without_engine(house, tmp_path))

    assert f"{broken} was broken off while it was made, or brought over by half" in said
    assert f"{later}: database.tar.gz.age does not open" in said
    assert "The whole copy before it is taken" in said
    assert (tmp_path / "pg" / "PG_VERSION").exists()


def test_moment_after_the_last_that_was_brought_away_is_refused(copied, tmp_path):
    said = copied.manage(*without_engine(copied, tmp_path), "--at", "2099-01-01 10:00", fails=True)

    assert "What was written was brought away until" in said
    assert "Leave --at out" in said


def capabilities(service: str) -> list[str]:
    """In front of a command: root with what docker-compose.yml lets that service do, and nothing more."""
    if os.geteuid():
        return []
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    kept = "".join(f",+{name.lower()}" for name in compose[service].get("cap_add", []))
    return ["setpriv", f"--bounding-set=-all{kept}", "--inh-caps=-all", "--ambient-caps=-all", "--no-new-privs"]


def belongs_to(owner: int, *paths: Path) -> None:
    if not os.geteuid():
        for path in paths:
            os.chown(path, owner, owner)


def test_compose_may_do_what_bringing_back_asks_and_no_more(copied, tmp_path):
    """The copies, the key and the files belong to three others, as on the machine that fetched them."""
    copied.manage("backup")
    house = damaged(copied, "of-others")
    (house.folder / "key").write_bytes(copied.key.read_bytes())
    (house.folder / "key").chmod(0o600)
    belongs_to(4711, house.folder / "key")
    belongs_to(10001, house.copies, *house.copies.rglob("*"))
    asked = without_engine(replace(house, key=house.folder / "key"), tmp_path)
    belongs_to(10001, tmp_path / "files")

    replace(house, rights=(*capabilities("restore"),)).manage(*asked)

    owners = {path.stat().st_uid for path in [*(tmp_path / "pg").rglob("*"), tmp_path / "wal"]}
    assert owners == {(copied.var / "postgres").stat().st_uid}
    assert {path.stat().st_uid for path in (tmp_path / "files").rglob("*")} == {(tmp_path / "files").stat().st_uid}
    drilled = replace(house, key=house.folder / "key", rights=(*capabilities("drill"),))
    assert "The copy comes back whole" in drilled.manage("restore_drill", "--key", str(house.folder / "key"))


def test_copies_that_may_not_be_read_are_not_said_to_be_missing(copied, tmp_path):
    house = damaged(copied, "closed")
    belongs_to(10001, house.copies, *house.copies.rglob("*"))
    house.copies.chmod(0o700 if os.geteuid() == 0 else 0)

    # As `web`, which may do nothing of the kind.
    said = replace(house, rights=(*capabilities("web"),)).manage(*without_engine(house, tmp_path), fails=True)

    house.copies.chmod(0o700)
    assert "cannot be read by this account" in said


def test_drill_destroys_again_whoever_calls_it_and_where_there_is_no_house(copied):
    """A line of the list is enough: the login of the copies may not lock a file, nor destroy it."""
    line = copied.python(DESTROYED)
    copied.manage("database_roles")
    copied.manage("backup")
    house = damaged(copied, "destroyed")
    (house.copies / "destroyed.jsonl").write_text(f"{line}\n")

    by_the_copies = house.logged_in_as("ekc_backup").manage("restore_drill", "--key", str(house.key))
    nowhere = house.under(DATABASE_URL="postgres://ekc_app:secret@127.0.0.1:1/ekc")
    elsewhere = nowhere.manage("restore_drill", "--key", str(house.key))

    for said in (by_the_copies, elsewhere):
        assert "The copy comes back whole" in said
        assert "Traceback" not in said
    assert "does not know it yet" in elsewhere
    assert "--was-green-elsewhere" not in by_the_copies
    copied.manage("restore_drill", "--was-green-elsewhere")
    assert "DRILL" in copied.python(
        "from ekc.backups.models import *; print(BackupMark.objects.get(done=Done.DRILL), 'DRILL')"
    )


def test_list_of_what_was_destroyed_keeps_the_lines_that_this_database_does_not_know(copied):
    """Brought back from a copy of before, it knows less than the list that lies beside that copy."""
    file = copied.copies / "destroyed.jsonl"
    line = copied.python(DESTROYED)
    file.write_text(f'{line}\n{{"file": 1, "mark": "of somebody else"}}\n')

    copied.manage("backup")

    assert file.read_text() == f"{line}\n"


def test_dump_that_is_put_back_sends_nothing_by_itself_either(copied):
    """As somebody would do who knows pg_dump and not this house."""
    copied.python("from ekc.outbox.acts.restored import hold_after_restore as h; h()")
    queue(copied, "long gone")
    dump = str(copied.folder / "dump")
    tools = "import subprocess; from ekc.backups.engine import run, tool"
    copied.python(f"{tools}; run(tool('pg_dump'), '-Fc', '-f', {dump!r}, 'ekc')")

    copied.python(f"{tools}; run(tool('pg_restore'), '--clean', '--if-exists', '-d', 'ekc', {dump!r})")

    held = copied.python("from ekc.outbox.acts.restored import hold_after_restore as h; print(h())")
    assert int(held.splitlines()[-1]) >= 1
    assert states(copied)["long gone"] == "mislukt"


def test_key_is_written_once_and_never_over_another(copied, tmp_path):
    file = tmp_path / "key"

    said = copied.manage("backup", "--make-key", str(file))

    assert re.search(r"EKC_BACKUP_KEY=age1\w+", said)
    assert file.stat().st_mode & 0o077 == 0
    assert "is there already" in copied.manage("backup", "--make-key", str(file), fails=True)


def test_backup_without_a_key_says_what_to_do(copied):
    house = House(copied.var, copied.folder, copied.key, "")

    assert "EKC_BACKUP_KEY is not set" in house.manage("backup", fails=True)


def test_what_the_engine_no_longer_has_makes_the_copies_begin_anew(copied):
    """The last of these tests: what this house wrote has a gap after it."""
    copied.python("from ekc.backups.engine import *; print(ask('SELECT pg_drop_replication_slot(%s)::text', SLOT))")

    assert "begun anew, a whole copy" in copied.manage("backup")
    assert "begun anew" not in copied.manage("backup")
