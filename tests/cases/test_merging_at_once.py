"""Two who merge at the same moment: one outcome, a sentence for the other, and nobody waits for ever."""

import pytest

from cases.codes import CaseState
from cases.desk.acts.merging import merge_cases
from cases.models import Case
from cases.preparation.acts.reopening import reopen_case
from ekc.accounts.codes import Role
from ekc.accounts.merging import merge_organisations, undo_merged_organisations
from ekc.accounts.models import Organisation, User
from ekc.merging.models import Merge
from tests.at_once import at_once
from tests.factories import make_case, make_circle_person, make_organisation, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def doubles(carla: User, number: int = 2) -> list[Case]:
    found = [make_case(state=CaseState.SCREENING, manager=carla) for _each in range(number)]
    for case in found:
        make_circle_person(case, name=f"Oma van {case.number}")
    return found


def heads(table: type[Case] | type[Organisation], pks: list[int]) -> dict[int, int | None]:
    return dict(table._base_manager.filter(pk__in=pks).values_list("pk", "merged_into"))


def test_two_cases_merged_both_ways_round_at_once_are_one(carla: User) -> None:
    one, other = doubles(carla)

    refused = at_once([lambda: merge_cases(one, other, by=carla), lambda: merge_cases(other, one, by=carla)] * 2)

    assert len(refused) == 3
    assert all("samengevoegd" in each for each in refused)
    merge = Merge.objects.get()
    assert heads(Case, [one.pk, other.pk]) == {merge.kept_id: None, merge.double_id: merge.kept_id}
    assert Case.objects.get(pk=merge.kept_id).circle.count() == 2


def test_three_cases_merged_in_a_ring_at_once_leave_no_case_without_one_that_goes_on(carla: User) -> None:
    a, b, c = doubles(carla, 3)

    refused = at_once(
        [lambda: merge_cases(a, b, by=carla), lambda: merge_cases(b, c, by=carla), lambda: merge_cases(c, a, by=carla)]
    )

    assert all("samengevoegd" in each for each in refused)
    found = heads(Case, [a.pk, b.pk, c.pk])
    going_on = [pk for pk, head in found.items() if head is None]
    assert len(going_on) == 3 - Merge.objects.count()
    assert going_on
    assert all(head is None or found[head] is None for head in found.values())


def test_merged_and_reopened_at_once_nobody_waits_for_the_other(carla: User) -> None:
    one, other = doubles(carla)
    merge_cases(one, other, by=carla)

    refused = at_once(
        [lambda: reopen_case(other, by=carla, reason="Toch twee."), lambda: merge_cases(one, other, by=carla)] * 2
    )

    assert all(each.endswith(".") for each in refused)
    standing = Merge.objects.standing().count()
    other.refresh_from_db()
    assert (other.merged_into_id is not None) == bool(standing)


def test_two_organisations_merged_both_ways_round_at_once_are_one() -> None:
    lena = make_user(Role.NATIONAL)
    one, other = make_organisation(name="JB Noord"), make_organisation(name="Jeugdbescherming Noord")
    people = [make_user(Role.PROFESSIONAL, organisation=each) for each in (one, other)]

    refused = at_once(
        [lambda: merge_organisations(one, other, by=lena), lambda: merge_organisations(other, one, by=lena)] * 2
    )

    assert len(refused) == 3
    assert all("samengevoegd" in each for each in refused)
    merge = Merge.objects.get()
    assert heads(Organisation, [one.pk, other.pk]) == {merge.kept_id: None, merge.double_id: merge.kept_id}
    assert {User.objects.get(pk=each.pk).organisation_id for each in people} == {merge.kept_id}


def test_an_organisation_is_undone_and_merged_further_at_once_without_a_double_of_a_double() -> None:
    lena = make_user(Role.NATIONAL)
    one, other, third = (make_organisation(name=name) for name in ("Noord", "Noord bv", "Noord Holding"))
    merge_organisations(one, other, by=lena)
    merge = Merge.objects.get()

    refused = at_once(
        [
            lambda: undo_merged_organisations(merge, by=lena, reason="Toch twee."),
            lambda: merge_organisations(third, one, by=lena),
        ]
    )

    found = heads(Organisation, [one.pk, other.pk, third.pk])
    assert found[one.pk] == third.pk
    assert found[other.pk] == (third.pk if refused else None)
