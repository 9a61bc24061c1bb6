"""A file that is destroyed is nowhere any more, and every figure stays what it was."""

import pytest
from django.db import connection

from cases.codes import CaseState
from ekc.dates import local_today
from ekc.retention.destroying import destroy_files
from tests.factories import make_research
from tests.retention.whole import found, plant
from tests.world import make_world

pytestmark = pytest.mark.django_db


def test_no_word_of_a_destroyed_file_is_left_in_any_table_and_another_keeps_all_of_its_own() -> None:
    world = make_world(state=CaseState.CLOSED)
    own, other = world.own.case, world.other.case
    make_research()
    planted, refused = plant(own, "KanarieEen", by=world.lena)
    plant(other, "KanarieTwee", by=world.lena)
    before = found("KanarieTwee")
    assert planted > 150
    assert len(found("KanarieEen")) > 60

    told = destroy_files([own.pk], on=local_today())
    connection.check_constraints()

    assert found("KanarieEen") == {}
    assert found("Kanarie-Eigen") == {}
    assert found("KanarieTwee") == before
    assert told["cases_circleperson"]["vernietigd"] >= 2
    own.refresh_from_db()
    assert own.destroyed_on == local_today()
