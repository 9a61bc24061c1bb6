"""Kept lists are read once for many pages, and nobody ever sees one as it was before a change."""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from ekc.accounts.codes import Role
from ekc.lists.acts import add_code, change_code, reopen_code, retire_code
from ekc.lists.codes import KeptList
from ekc.lists.models import SHELF, ListedCode
from ekc.lists.queries import kept
from ekc.memory import Shelf
from tests.factories import make_user

FAITH = KeptList.FAITH


def winti() -> ListedCode:
    return ListedCode.objects.get(in_list=FAITH, code="winti")


def queries_of_reading() -> int:
    with CaptureQueriesContext(connection) as captured:
        kept(FAITH)
    return len(captured)


@pytest.mark.django_db(transaction=True)
def test_a_list_is_read_once_and_again_after_every_change() -> None:
    lena = make_user(Role.NATIONAL)
    kept(FAITH)
    assert queries_of_reading() == 0

    retire_code(winti(), by=lena)
    assert "winti" not in kept(FAITH).open
    assert queries_of_reading() == 0
    reopen_code(winti(), by=lena)
    assert "winti" in kept(FAITH).open


@pytest.mark.django_db
def test_who_changes_a_list_sees_it_before_it_is_committed() -> None:
    lena = make_user(Role.NATIONAL)
    kept(FAITH)
    made = add_code(FAITH, by=lena, label="Druïde")
    assert kept(FAITH).code("druide") == made.code
    change_code(made, by=lena, label="Heiden")
    assert kept(FAITH).names[made.code] == "Heiden"


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_leaves_nothing_on_the_shelf() -> None:
    lena = make_user(Role.NATIONAL)
    kept(FAITH)
    with transaction.atomic():
        retire_code(winti(), by=lena)
        assert "winti" not in kept(FAITH).open
        transaction.set_rollback(True)

    assert "winti" in kept(FAITH).open
    assert queries_of_reading() == 0


WRITES: list[Callable[[], object]] = [
    lambda: winti().save(),
    lambda: ListedCode.objects.filter(code="winti").update(place=90),
    lambda: ListedCode.objects.create(in_list=FAITH, code="druide", label="Druïde", place=91),
    lambda: ListedCode.objects.bulk_create([ListedCode(in_list=FAITH, code="heiden", label="Heiden", place=92)]),
    lambda: ListedCode.objects.bulk_update([winti()], ["place"]),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write", WRITES)
def test_another_process_reads_anew_after_whatever_was_written(write: Callable[[], object]) -> None:
    elsewhere: Shelf[int] = Shelf("lists")
    read = iter(range(10)).__next__
    assert [elsewhere.get(FAITH, read) for _time in range(3)] == [0, 0, 0]

    write()

    assert [elsewhere.get(FAITH, read) for _time in range(3)] == [1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_a_change_while_somebody_reads_is_not_missed() -> None:
    elsewhere: Shelf[str] = Shelf("lists")

    def read_the_old() -> str:
        winti().save()
        return "old"

    assert elsewhere.get(FAITH, read_the_old) == "old"
    assert elsewhere.get(FAITH, lambda: "new") == "new"


@pytest.mark.django_db
def test_what_is_kept_speaks_the_language_of_each_page() -> None:
    names = []
    for page in ("nl", "tr", "nl", "ar"):
        with translation.override(page):
            names.append(kept(FAITH).names["islam"])

    assert names == ["Islam", "İslam", "Islam", "الإسلام"]


@pytest.mark.django_db
def test_without_a_cache_the_database_is_asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    kept(FAITH)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(caches["engine"], "get", refuse)
    monkeypatch.setattr(caches["engine"], "set", refuse)
    assert (queries_of_reading(), queries_of_reading()) == (1, 1)
    winti().save()
    assert "winti" in kept(FAITH).open


@pytest.mark.django_db
def test_a_cache_that_was_emptied_says_nothing_of_what_is_kept() -> None:
    kept(FAITH)
    caches["engine"].clear()

    assert (queries_of_reading(), queries_of_reading()) == (1, 0)
    assert isinstance(SHELF, Shelf)


@pytest.mark.django_db
def test_nothing_is_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    kept(FAITH)
    monkeypatch.setattr(Shelf, "LONGEST", 0)

    assert queries_of_reading() == 1
