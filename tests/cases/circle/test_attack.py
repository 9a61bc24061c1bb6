import pytest
from django.utils import timezone
from cases.circle.acts.merging import merge_people, undo_merged_people
from cases.models import *
from ekc.merging.models import Merge
from plans.models import *
from tests.people import coordinator_of
from tests.cases.circle.test_merging_everything import a_case, around, give_everything, everything, give_both_everything, pair, make_circle_person
from tests.factories import before_it_was_established
from ekc.merging.hangings import HANGINGS, How, hangings_of
pytestmark = pytest.mark.django_db

def test_established(pair):
    keep, double = pair
    known = give_both_everything(pair)
    PlanVersion.objects.update(established_at=timezone.now())
    before = everything()
    merge_people(keep, double, by=coordinator_of(keep.case))
    left = {each.name: each.rows_of(double).count() for each in hangings_of(CirclePerson) if each.how != How.STAYS}
    assert {n: c for n, c in left.items() if c} == {}
    undo_merged_people(Merge.objects.get(), by=coordinator_of(keep.case), reason="x")
    assert everything() == before
