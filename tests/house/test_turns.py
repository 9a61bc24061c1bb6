"""What is done by one at a time: each number stands once, and nobody locks another by hand."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from ekc.turns import Turn, hold, is_free, keep_if_free, let_go, wait_for
from tests import database

ROOT = Path(settings.BASE_DIR)
APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports", "demo")
BY_HAND = {
    # Where the locking is, and a trigger, which can ask nobody.
    "ekc/turns.py",
    "ekc/audit/review_triggers.py",
}


def test_nobody_locks_a_number_by_hand() -> None:
    found = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "advisory" in path.read_text()
    }

    assert found == BY_HAND


def test_no_two_turns_have_one_number_and_tests_take_none_of_them() -> None:
    tree = ast.parse((ROOT / "ekc" / "turns.py").read_text())
    numbers = [
        ast.literal_eval(node.value)
        for each in tree.body
        if isinstance(each, ast.ClassDef)
        for node in each.body
        if isinstance(node, ast.Assign)
    ]

    # `unique` sees two names of one number; this sees a name that is given twice.
    assert len(numbers) == len(set(numbers)) == len(Turn)
    assert {database.LOCK, database.ROLES_LOCK} & set(numbers) == set()
    assert database.LOCK != database.ROLES_LOCK


@pytest.mark.django_db(transaction=True)
def test_a_turn_is_of_one_until_the_transaction_ends() -> None:
    other = connection.copy()
    with transaction.atomic():
        wait_for(Turn.DEMO)
        wait_for(Turn.REVIEW, of=7)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [Turn.DEMO.value])
            assert cursor.fetchone() == (False,)
            # Of another review, and of drawing, nobody has the turn.
            cursor.execute("SELECT pg_try_advisory_lock(%s, 7)", [Turn.REVIEW.value])
            assert cursor.fetchone() == (False,)
            cursor.execute("SELECT pg_try_advisory_lock(%s, 8)", [Turn.REVIEW.value])
            assert cursor.fetchone() == (True,)
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [Turn.REVIEW.value])
            assert cursor.fetchone() == (True,)
    with other.cursor() as cursor:
        hold(Turn.DEMO, cursor)
        with transaction.atomic():
            assert not is_free(Turn.DEMO)
        assert not keep_if_free(Turn.DEMO)
        let_go(Turn.DEMO, cursor)
    with transaction.atomic():
        assert is_free(Turn.DEMO)
    other.close()
