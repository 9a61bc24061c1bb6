"""A database with words in it is sealed by the migrations, and opened again on the way back."""

import pytest
from django.core.management import call_command
from django.db import connection

from cases.search import tokens_of, update_search
from ekc.migrating import EmptyDatabaseState, QuickExecutor
from tests.factories import make_case
from tests.house.test_migrations import COLUMNS, INDEXES, RULES, TRIGGERS, found

WORDS = ("Sem slaapt slecht", "Zoals oma het zegt")


def cells():
    with connection.cursor() as cursor:
        cursor.execute("SELECT situation, other_professionals, tsvector_to_array(search) FROM cases_case")
        [row] = cursor.fetchall()
        cursor.execute("SELECT situation FROM cases_caseevent ORDER BY pgh_id")
        return (*row, [text for (text,) in cursor.fetchall()])


class OneByOneState(EmptyDatabaseState):
    one_by_one = True


class WayBack(QuickExecutor):
    """Takes migrations back, each step with the one model that it is about: Django draws all models at every step,
    which takes a minute. On the way forward the test does as an upgrade does."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> OneByOneState:
        state = super()._create_project_state(with_applied_migrations)
        state.__class__ = OneByOneState
        return state


def tables() -> list[list[tuple[str, ...]]]:
    return [found(sql) for sql in (COLUMNS, RULES, INDEXES, TRIGGERS)]


@pytest.mark.django_db(transaction=True)
def test_words_are_sealed_by_the_migrations_and_opened_on_the_way_back():
    case = make_case(situation=WORDS[0], other_professionals=WORDS[1])
    case.main_persons.create(kind="minderjarig", name="Sem", place="Zeist")
    update_search(case)
    before = tables()

    try:
        WayBack(connection).migrate(list(BEFORE.items()))
        situation, professionals, words, history = cells()
        assert (situation, professionals) == WORDS
        assert {"sem", "zeist"} <= set(words)
        assert set(history) == {WORDS[0]}
    finally:
        call_command("migrate", verbosity=0, interactive=False)
    assert tables() == before
    situation, professionals, words, history = cells()
    assert situation.startswith("s1.")
    assert professionals.startswith("s1.")
    assert set(tokens_of(["sem", "zeist"])) <= set(words)
    assert all(text.startswith("s1.") for text in history)
    case.refresh_from_db()
    assert (case.situation, case.other_professionals) == WORDS


BEFORE = {
    "cases": "0035_destroyed_files",
    "conferences": "0013_why_broken_off",
    "plans": "0021_decisions_name_their_lines",
    "followup": "0006_rounds_and_windows",
    "surveys": "0005_invitations_are_forgotten",
}
