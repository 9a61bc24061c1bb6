"""How far copies go back, what differs in a count, and whether they are late."""

import datetime as dt
import hashlib
import io
import json

import pyrage
import pytest
from django.db import connection
from django.utils import timezone

from ekc.backups.census import count_tables, definitions, differences
from ekc.backups.envelopes import SUFFIX, NotWhole, new_key, recipients_of, seal, unseal
from ekc.backups.fetching import first_gap, lacks_its_end
from ekc.backups.late import MOST, late_backups
from ekc.backups.manifest import faults_in
from ekc.backups.models import BackupMark, Done
from ekc.backups.store import STAMP, Store

SUM = hashlib.sha256(b"abc").hexdigest()
NOW = dt.datetime(2026, 11, 29, 3, tzinfo=dt.UTC)


def put_base(store: Store, days_ago: int, segment: int) -> str:
    taken = NOW - dt.timedelta(days=days_ago)
    folder = store.base / taken.strftime(STAMP)
    folder.mkdir()
    about = {"begins_in": f"00000001{segment:016X}", "ended_at": taken.isoformat()}
    (folder / "about.json").write_text(json.dumps(about))
    return folder.name


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "copies")
    store.make()
    for segment in range(1, 10):
        (store.wal / f"00000001{segment:016X}{SUFFIX}").touch()
    (store.wal / f"00000002.history{SUFFIX}").touch()
    return store


def test_copies_go_back_as_far_as_was_asked_and_no_further(store):
    names = [put_base(store, days, segment) for days, segment in ((5, 1), (3, 4), (1, 7))]

    store.prune(NOW - dt.timedelta(days=2))

    # Of two days ago one can still be brought back: by the copy of three days ago and what came after it.
    assert [base.folder.name for base in store.bases()] == names[1:]
    kept = sorted(file.name for file in store.wal.iterdir())
    assert kept == [f"00000001{segment:016X}{SUFFIX}" for segment in range(4, 10)] + [f"00000002.history{SUFFIX}"]


def test_the_newest_copy_is_never_removed(store):
    put_base(store, 400, 5)

    store.prune(NOW)

    assert len(store.bases()) == 1


def test_a_copy_that_was_broken_off_does_not_count(store):
    put_base(store, 2, 1)
    (store.base / NOW.strftime(STAMP)).mkdir()

    assert store.base_before(None).taken_at == NOW - dt.timedelta(days=2)
    assert store.base_before(NOW - dt.timedelta(days=3)) is None


def test_what_was_broken_off_goes_once_there_is_a_newer_copy(store):
    (store.base / (NOW - dt.timedelta(days=2)).strftime(STAMP)).mkdir()
    name = put_base(store, 1, 7)

    store.prune(NOW)

    assert [folder.name for folder in store.base.iterdir()] == [name]


@pytest.mark.parametrize(
    ("begin", "gone", "gap"),
    [
        (3, [], ""),
        (3, [6], "000000010000000000000006"),
        (3, [3], "000000010000000000000003"),
        (3, [2], ""),
        (3, [9], ""),
        (12, [], "00000001000000000000000C"),
    ],
)
def test_segment_that_is_missing_before_the_last_one_is_found(store, begin, gone, gap):
    put_base(store, 1, begin)
    for segment in gone:
        (store.wal / f"00000001{segment:016X}{SUFFIX}").unlink()

    assert first_gap(store, store.bases()[0]) == gap


def test_segments_are_counted_on_into_the_next_log_and_line_of_time(store):
    put_base(store, 1, 0xFE)
    names = ["0000000100000000000000FE", "0000000100000000000000FF", "000000020000000100000000"]
    for name in names:
        (store.wal / f"{name}{SUFFIX}").touch()
    assert first_gap(store, store.bases()[0]) == ""

    (store.wal / f"{names[1]}{SUFFIX}").unlink()

    assert first_gap(store, store.bases()[0]) == names[1]


def test_last_segment_that_was_brought_away_and_is_not_here_is_told(store):
    at = {"at": NOW.isoformat()}
    store.write("shipped.json", json.dumps({**at, "segment": f"00000001{9:016X}"}))
    assert (lacks_its_end(store), store.shipped_at()) == ("", NOW)

    store.write("shipped.json", json.dumps({**at, "segment": f"00000001{10:016X}"}))

    assert lacks_its_end(store) == f"00000001{10:016X}"


@pytest.fixture
def sealed(tmp_path):
    """A file that is sealed, and the keys that open it."""
    private, public = new_key()
    file = tmp_path / f"some{SUFFIX}"
    seal(io.BytesIO(b"0123456789" * 5000), file, recipients_of(public))
    return file, [pyrage.x25519.Identity.from_str(private)]


def test_disk_that_is_full_is_told_as_that_and_not_as_another_key(sealed):
    file, keys = sealed
    with (
        pytest.raises(OSError, match="No space left on device"),
        open("/dev/full", "wb") as full,
    ):
        unseal(file, full, keys)


def test_sealed_file_that_ends_too_early_is_not_whole(sealed):
    file, keys = sealed
    file.write_bytes(file.read_bytes()[:-1])

    with pytest.raises(NotWhole, match="not whole"):
        unseal(file, io.BytesIO(), keys)


def test_copy_that_breaks_off_leaves_no_half_file(tmp_path):
    class Broken(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, into):
            raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        seal(Broken(), tmp_path / "some", recipients_of(new_key()[1]))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_count_sees_a_row_that_changed_and_not_the_order_of_rows():
    for done in (Done.BASE, Done.SHIPPED):
        BackupMark.objects.create(done=done, at=NOW)
    before = count_tables()

    # Written anew, it lies elsewhere.
    BackupMark.objects.filter(done=Done.BASE).update(at=NOW)
    assert differences(before, before, count_tables()) == []
    BackupMark.objects.filter(done=Done.BASE).update(at=NOW + dt.timedelta(seconds=1))

    assert differences(before, before, count_tables()) == ["backups_backupmark: 2 rows in place of 2, or other ones"]


def put_copy(folder, said):
    (folder / "base").mkdir()
    (folder / "base" / "1").write_bytes(said)
    listed = {
        "Path": "base/1",
        "Size": 3,
        "Checksum-Algorithm": "SHA256",
        "Checksum": hashlib.sha256(b"abc").hexdigest(),
    }
    body = f'{{ "PostgreSQL-Backup-Manifest-Version": 2,\n"Files": [\n{json.dumps(listed)}\n],\n'
    checksum = hashlib.sha256(body.encode()).hexdigest()
    (folder / "backup_manifest").write_text(f'{body}"Manifest-Checksum": "{checksum}"}}\n')


@pytest.mark.parametrize(
    ("said", "faults"),
    [(b"abc", []), (b"abd", ["base/1 holds something else"]), (b"abcd", ["base/1 has another size"])],
)
def test_every_file_of_a_copy_is_held_against_its_list(tmp_path, said, faults):
    put_copy(tmp_path, said)

    assert faults_in(tmp_path) == faults


def test_file_that_is_missing_and_list_that_was_changed_are_told(tmp_path):
    put_copy(tmp_path, b"abc")
    listed = tmp_path / "backup_manifest"
    (tmp_path / "base" / "1").unlink()
    assert faults_in(tmp_path) == ["base/1 is missing"]

    listed.write_text(listed.read_text().replace("base/1", "base/2"))

    assert faults_in(tmp_path) == ["backup_manifest was changed"]


def test_table_in_which_people_worked_meanwhile_lies_between_the_two_counts():
    before, after = {"a": [3, "1"]}, {"a": [5, "2"]}

    assert differences(before, after, {"a": [4, "9"]}) == []
    assert differences(before, after, {"a": [6, "9"]}) == ["a: 6 rows, outside 3 to 5"]
    assert differences(before, after, {}) == ["a is missing"]


@pytest.mark.django_db
def test_definitions_tell_a_trigger_that_was_switched_off():
    before = definitions()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE outbox_message DISABLE TRIGGER USER")

    assert definitions() != before


@pytest.mark.django_db
def test_house_that_makes_no_copies_is_not_late_with_them(settings):
    settings.EKC_BACKUP_TO = ""
    assert late_backups() == []


@pytest.mark.django_db
@pytest.mark.parametrize("done", Done)
def test_copies_that_are_late_make_the_house_not_ready(client, settings, done):
    settings.EKC_BACKUP_TO = "/copies"
    for each in Done:
        BackupMark.objects.create(done=each, at=timezone.now())
    assert client.get("/gezondheid/klaar").status_code == 200

    BackupMark.objects.filter(done=done).update(at=timezone.now() - MOST[done] - dt.timedelta(minutes=1))

    assert [line.split(" since")[0] for line in late_backups()] == [f"no {done.name}"]
    assert client.get("/gezondheid/klaar").status_code == 503
