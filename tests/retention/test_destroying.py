"""A file that is destroyed is nowhere any more, and every figure stays what it was."""

import pghistory
import pytest
from django.db import connection

from cases.codes import CaseState, Variant
from conferences.codes import ConferenceState
from ekc.dates import local_today
from ekc.merging.models import Merge
from ekc.retention.destroying import destroy_files
from followup.models import Interview
from tests.factories import make_case, make_circle_person, make_conference, make_contact, make_research
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
    assert told["cases_circleperson"]["leeggemaakt"] >= 2
    own.refresh_from_db()
    assert own.destroyed_on == local_today()


def test_words_that_a_rule_of_the_database_asks_for_or_forbids_go_as_well() -> None:
    world = make_world(state=CaseState.CLOSED)
    case, told = world.own.case, {"contacted_on": local_today(), "role": "volwassen_hoofdpersoon"}
    Interview.objects.create(case=case, number=1, quote="KanarieZin", quote_may_be_used=True, **told)
    broken = {"broken_off_code": "anders", "broken_off_reason": "KanarieWaarom", "sequence": 9}
    make_conference(case, state=ConferenceState.BROKEN_OFF, **broken)
    group = make_case(state=CaseState.CLOSED, variant=Variant.COMMUNITY, group_name="KanarieGroep", group_kind="straat")

    destroy_files([case.pk, group.pk], on=local_today())

    assert found("KanarieZin") == found("KanarieWaarom") == found("KanarieGroep") == {}


def test_what_was_taken_away_long_before_is_forgotten_by_the_history_too() -> None:
    world = make_world(state=CaseState.CLOSED)
    case = world.own.case
    contact = make_contact(case, by=world.anna, note="KanarieWeg")
    with pghistory.context(path="KanarieContext"):
        contact.note = "KanarieAnders"
        contact.save()
    contact.delete()
    person = make_circle_person(case, name="KanariePersoon")
    person.delete()
    assert set(found("Kanarie")) >= {"cases_contactevent", "cases_circlepersonevent", "pghistory_context"}

    destroy_files([case.pk], on=local_today())

    assert found("KanarieWeg") == found("KanarieAnders") == found("KanariePersoon") == {}
    assert found("KanarieContext") == {}


def test_a_context_in_which_something_else_changed_as_well_stays() -> None:
    world = make_world(state=CaseState.CLOSED)
    with pghistory.context(path="KanarieContext"):
        for case in (world.own.case, world.other.case):
            make_circle_person(case, name="Bea")

    destroy_files([world.own.case.pk], on=local_today())

    assert found("KanarieContext") == {"pghistory_context": 1}


def test_a_double_goes_along_with_what_the_merge_wrote_down() -> None:
    world = make_world(state=CaseState.CLOSED)
    keep = world.own.case
    double = make_case(state=CaseState.WITHDRAWN, main_persons=["KanarieDubbel"], merged_into=keep)
    Merge.objects.create(
        kind="cases.case",
        kept_id=keep.pk,
        double_kind="cases.case",
        double_id=double.pk,
        by=world.carla,
        changes=[{"model": "cases.mainperson", "pk": 1, "after": {"name": "KanarieDubbel"}}],
    )

    destroy_files([keep.pk], on=local_today())

    double.refresh_from_db()
    assert double.destroyed_on == local_today()
    assert found("KanarieDubbel") == {}
    assert not Merge.objects.exists()
