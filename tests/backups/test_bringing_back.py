"""Copies that come back: taken by the engine's own tools, sealed, and held against what was counted."""

import datetime as dt
import json
import re

import pytest

from ekc.backups.envelopes import new_key

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
    lost = float(re.search(r"([\d.]+) minutes of work lost", said).group(1))
    assert lost < 5


def test_nothing_of_a_copy_can_be_read_without_the_key(copied):
    files = [file for file in copied.copies.rglob("*") if file.is_file()]
    sealed = [file for file in files if file.name.endswith(".age")]

    assert {file.name for file in files} - {file.name for file in sealed} <= {"about.json", "destroyed.jsonl"}
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
    assert "no moment with its offset" in copied.manage("restore", *asked, "--at", "gisteren", fails=True)
    assert not (tmp_path / "x").exists()


def test_copy_is_not_restored_over_what_is_there(copied, tmp_path):
    (tmp_path / "of somebody").write_text("")

    said = copied.manage("restore", "--key", str(copied.key), "--into", str(tmp_path), fails=True)

    assert "is not empty" in said


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


def test_drill_is_red_when_the_list_of_what_was_destroyed_was_changed(copied):
    with copied.spoiled():
        (copied.copies / "destroyed.jsonl").write_text('{"file": 1, "number": "EK-2026-00001", "mark": "x"}\n')

        assert "was not written by this house" in copied.manage("restore_drill", "--key", str(copied.key), fails=True)


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
