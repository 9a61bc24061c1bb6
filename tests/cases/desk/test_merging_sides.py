"""Merging where there are sides: nobody is harmed by what they did themselves, and bans between sides stand."""

from typing import Any

import pytest
from django.urls import reverse

from cases.circle.acts.merging import merge_people
from cases.circle.reads.merging import coming_together
from cases.codes import BanSource, CaseState, PartyKind, Responsibility, Variant
from cases.desk.acts.merging import merge_cases
from cases.models import Case, CirclePerson, ContactBan, MainPerson, Party, PartyMember
from cases.preparation.acts.reopening import reopen_case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.merging.models import Merge
from ekc.merging.preview import what_comes_together
from ekc.refusal import Refusal
from tests.factories import make_case, make_circle_person, make_main_person
from tests.rows import the_one

pytestmark = pytest.mark.django_db


def side(case: Case, kind: str, name: str, **members: Any) -> Party:
    party = Party.objects.create(case=case, kind=kind, name=name)
    for who in members.values():
        key = "main_person" if isinstance(who, MainPerson) else "person"
        PartyMember.objects.create(party=party, is_central=isinstance(who, MainPerson), **{key: who})
    return party


def rows() -> dict[str, list[tuple[Any, ...]]]:
    tables = (Party, PartyMember, ContactBan, MainPerson, CirclePerson)
    return {table.__name__: sorted(table.objects.values_list(), key=str) for table in tables}


# --- people ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def harm(anna: User) -> Case:
    return make_case(state=CaseState.ACTIVATION, with_coordinator=anna, variant=Variant.RESTORATIVE, main_persons=())


def two_of(case: Case, first: str, second: str) -> tuple[CirclePerson, CirclePerson]:
    people = tuple(make_circle_person(case, name=name) for name in ("Rob", "Rob de Wit"))
    for person, kind in zip(people, (first, second), strict=True):
        side(case, kind, f"Kant van {person.name}", one=person)
    return people


@pytest.mark.parametrize("kinds", [(PartyKind.OFFENDER, PartyKind.HARMED), (PartyKind.HARMED, PartyKind.OFFENDER)])
def test_two_on_opposite_sides_are_not_made_one(client, harm: Case, anna: User, kinds: tuple[str, str]) -> None:
    keep, double = two_of(harm, *kinds)
    url = reverse("cases:circle_merge_with", args=[harm.number, keep.pk, double.pk])
    client.force_login(anna)
    before = rows()
    assert "aan welke kant deze persoon hoort" in client.get(url).content.decode()

    answer = client.post(url, {each.key: "blijft" for each in coming_together(keep, double).questions})

    assert "aan welke kant deze persoon hoort" in answer.content.decode()
    assert rows() == before
    assert not Merge.objects.exists()


@pytest.mark.parametrize(("answer", "stays"), [("blijft", "Kant van Rob"), ("dubbel", "Kant van Rob de Wit")])
def test_of_two_sides_of_one_kind_somebody_says_which_it_is(harm: Case, anna: User, answer: str, stays: str) -> None:
    keep, double = two_of(harm, PartyKind.HARMED, PartyKind.HARMED)
    questions = coming_together(keep, double).questions

    merge_people(keep, double, by=anna, answers={each.key: answer for each in questions})

    assert PartyMember.objects.get().party.name == stays


# --- cases ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def pair(carla: User) -> tuple[Case, Case]:
    """What Levi did to Tobias, applied for by the school and by the police."""
    made = []
    for _each in range(2):
        case = make_case(state=CaseState.SCREENING, manager=carla, variant=Variant.RESTORATIVE, main_persons=())
        for name, kind in (("Levi", PartyKind.OFFENDER), ("Tobias", PartyKind.HARMED)):
            side(case, kind, f"{name} en wie erbij hoort", one=make_main_person(case, name=name))
        made.append(case)
    return made[0], made[1]


def test_sides_and_seats_that_stand_in_both_are_one_and_come_apart_again(pair, carla: User) -> None:
    keep, double = pair
    taken = PartyMember.objects.get(party__case=double, main_person=the_one(double.main_persons, name="Levi"))
    taken.responsibility, taken.responsibility_on = Responsibility.TAKES, local_today()
    taken.save()
    before = rows()

    merge_cases(keep, double, by=carla)

    seats = PartyMember.objects.order_by("party__kind")
    assert {(each.party.case, str(each.main_person), each.responsibility) for each in seats} == {
        (keep, "Levi", Responsibility.TAKES),
        (keep, "Tobias", ""),
    }
    assert Party.objects.count() == MainPerson.objects.count() == 2
    reopen_case(double, by=carla, reason="Het was een andere dag.")
    after = rows()
    # The ban between the sides of the case that goes on stands from now on.
    assert {name: after[name] for name in after if name != "ContactBan"} == {
        name: before[name] for name in before if name != "ContactBan"
    }


def test_sides_that_meet_by_a_merge_have_a_ban_between_them_until_it_is_undone(pair, carla: User) -> None:
    keep, double = pair
    for name, other in (("Levi", "Kim"), ("Tobias", "Noor")):
        person = the_one(double.main_persons, name=name)
        MainPerson.objects.filter(pk=person.pk).update(name=other)
        parties = [party.pk for party in Party.objects.filter(case=double) if party.name.startswith(name)]
        Party.objects.filter(pk__in=parties).update(name=f"{other} en wie erbij hoort")

    merge_cases(keep, double, by=carla)

    between = {(each.party.name[:4], each.other_party.name[:4]) for each in ContactBan.objects.all()}
    assert between == {(one, other) for one in ("Levi", "Kim ") for other in ("Tobi", "Noor")}
    assert set(ContactBan.objects.values_list("source", flat=True)) == {BanSource.SIDES}
    reopen_case(double, by=carla, reason="Toch twee zaken.")
    bans = ContactBan.objects.select_related("case", "party__case", "other_party__case")
    assert all(each.party.case == each.other_party.case == each.case for each in bans)


def test_a_side_that_did_it_in_one_and_was_harmed_in_the_other_is_put_right_first(client, pair, carla: User) -> None:
    keep, double = pair
    PartyMember.objects.all().delete()
    Party.objects.filter(case=double, kind=PartyKind.HARMED).delete()
    Party.objects.filter(case=double).update(kind=PartyKind.HARMED)
    assert any("de kant van wie het deed" in str(each) for each in what_comes_together(keep, double).ruled)

    with pytest.raises(Refusal, match="de kant van wie het deed"):
        merge_cases(keep, double, by=carla)

    assert not Merge.objects.exists()


def test_cases_of_another_kind_of_conference_are_made_the_same_kind_first(pair, carla: User) -> None:
    keep, _double = pair
    other = make_case(state=CaseState.SCREENING, manager=carla)

    for one, two in ((keep, other), (other, keep)):
        with pytest.raises(Refusal, match="soort conferentie"):
            merge_cases(one, two, by=carla)
