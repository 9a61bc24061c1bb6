"""Rows that are put back are the rows that were written (`tests/put_back.py`)."""

import hashlib

import pytest
from django.db import connection

from cases.models import Case
from tests.factories import make_case
from tests.put_back import TABLES, PutBack

pytestmark = pytest.mark.django_db


def whole_database() -> dict[str, str]:
    """A sum over all rows of each table, in their order."""
    sums = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT row::text FROM {table} row ORDER BY 1")
            sums[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return sums


written: list[str] = []
left_behind: dict[str, str] = {}


def write() -> None:
    written.append("once")
    for _each in range(3):
        make_case(situation="Sem slaapt slecht")


twice = PutBack(write)


@pytest.mark.parametrize("turn", [1, 2])
def test_who_comes_second_finds_every_row_of_every_table_as_the_first_left_it(turn: int) -> None:
    """The two tests follow each other in one process; each begins with an empty database."""
    twice()

    found = whole_database()
    assert written == ["once"]
    assert found == (left_behind or found)
    left_behind.update(found)
    assert make_case().pk not in Case.objects.order_by("pk").values_list("pk", flat=True)[:3]
    assert Case.objects.count() == 4


def test_where_something_stands_already_everything_is_written_anew() -> None:
    make_case()
    again: list[str] = []
    write_again = PutBack(lambda: (again.append("once"), make_case()))

    write_again()
    write_again()

    assert again == ["once", "once"]
    assert Case.objects.count() == 3
