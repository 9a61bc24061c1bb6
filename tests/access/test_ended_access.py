"""A professional whose access ended reads nothing of the case any more, on any page (docs/adr/0055)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from cases.casepage.acts.ending_access import let_in_again, stop_working_on
from cases.codes import CaseState, PreferenceKind
from cases.models import Case, EndedAccess, MainPerson
from cases.norms import PROFESSIONAL_ACCESS_DAYS
from ekc.accounts.acts import change_person
from ekc.accounts.models import User
from ekc.dates import local_today
from plans.acts.guests import ask_tester
from tests.access.matrix import ROUTES, CaseRoute
from tests.access.test_crawler import REACHED, address, signed_in
from tests.factories import make_organisation, make_preference, make_user
from tests.world import World

WorldIn = Callable[[str], World]
THEIRS = sorted(
    (name for name, row in ROUTES.items() if isinstance(row, CaseRoute) and "P" in row.who),
    key=lambda name: (ROUTES[name].state, name),
)


def move(person: User, by: User, to: Any = None) -> User:
    """To another organisation, as landelijk beheer does it."""
    fields = {"email": person.email, "full_name": person.full_name, "role": person.role}
    return change_person(person, by=by, organisation=to or make_organisation(), **fields)


def moves(world: World) -> None:
    User.objects.filter(pk=world.dirk.pk).update(organisation=make_organisation(name="Hier"))
    move(world.dirk, world.lena)


def stops(world: World) -> None:
    stop_working_on(world.own.case, by=world.dirk)


def case_is_over(world: World, days: int = PROFESSIONAL_ACCESS_DAYS + 1) -> None:
    day = local_today() - dt.timedelta(days=days)
    over = {"state": CaseState.CLOSED, "outcome": "conferentie", "closed_on": day}
    long_ago = dict.fromkeys(("received_on", "preparation_started_on"), day - dt.timedelta(days=200))
    Case.objects.filter(pk=world.own.case.pk).update(**over, **long_ago, information_visit_on=None, waiting_reason="")


WAYS = {"the case is over": case_is_over, "another organisation": moves, "they said so": stops}


@pytest.mark.parametrize("name", THEIRS)
def test_no_page_of_the_case_opens_after_the_end(name: str, world_in: WorldIn) -> None:
    world = world_in(ROUTES[name].state)
    url = address(name, ROUTES[name], world.own, world)
    client = signed_in(world.dirk)
    for way, end in WAYS.items():
        with transaction.atomic():
            end(world)
            assert client.get(url).status_code in ({404, 405} if ROUTES[name].acts else {404}), (name, way)
            assert client.post(url).status_code in {404, 405}, (name, way)
            transaction.set_rollback(True)


def test_the_pages_of_a_professional_were_found() -> None:
    assert {"cases:case", "cases:history", "plans:frame", "plans:plan", "cases:access_stop"} <= set(THEIRS)


@pytest.mark.parametrize("way", WAYS)
def test_the_list_names_the_case_by_its_number_and_says_why(way: str, world: World) -> None:
    WAYS[way](world)
    client = signed_in(world.dirk)

    page = client.get(reverse("cases:my_referrals")).content.decode()

    why = {"the case is over": "De zaak is klaar.", "another organisation": "U werkt bij een andere organisatie."}
    assert world.own.case.number in page
    assert why.get(way, "U zei dat u er niet meer aan werkt.") in page
    assert [text for text in world.own.canaries.values() if text in page] == []
    assert world.own.case.get_absolute_url() not in page


@pytest.mark.parametrize(("days", "code"), [(PROFESSIONAL_ACCESS_DAYS, 200), (PROFESSIONAL_ACCESS_DAYS + 1, 404)])
def test_a_case_that_is_over_is_read_for_some_time(days: int, code: int, world: World) -> None:
    case_is_over(world, days)
    assert signed_in(world.dirk).get(world.own.case.get_absolute_url()).status_code == code


def test_who_tests_a_plan_along_stops_too_and_is_waited_for_no_more(world_in: WorldIn) -> None:
    world = world_in("presented")
    tester = make_user(world.dirk.role)
    asked = ask_tester(world.own.case, by=world.carla, professional=tester, function="Raadsonderzoeker")
    client = signed_in(tester)
    assert client.get(world.own.case.get_absolute_url()).status_code == 200

    stop_working_on(world.own.case, by=tester)

    asked.refresh_from_db()
    assert asked.released_at is not None
    assert client.get(world.own.case.get_absolute_url()).status_code == 404


def test_the_regional_manager_lets_somebody_in_again(world: World) -> None:
    stops(world)
    ended = EndedAccess.objects.get()
    manager = signed_in(world.carla)
    back = reverse("cases:access_back", args=[world.own.case.number, ended.pk])
    assert back in manager.get(world.own.case.get_absolute_url()).content.decode()

    manager.post(back)

    assert signed_in(world.dirk).get(world.own.case.get_absolute_url()).status_code == 200
    assert back not in manager.get(world.own.case.get_absolute_url()).content.decode()


def test_who_turns_out_to_work_there_after_all_reads_on_but_not_where_they_stopped_themselves(world: World) -> None:
    here = make_organisation(name="Hier")
    User.objects.filter(pk=world.dirk.pk).update(organisation=here)
    moved = move(world.dirk, world.lena)
    move(moved, world.lena, here)
    assert signed_in(world.dirk).get(world.own.case.get_absolute_url()).status_code == 200

    stops(world)
    move(move(world.dirk, world.lena), world.lena, here)

    assert signed_in(world.dirk).get(world.own.case.get_absolute_url()).status_code == 404
    let_in_again(EndedAccess.objects.get(given_back_on=None), by=world.carla)
    assert signed_in(world.dirk).get(world.own.case.get_absolute_url()).status_code == 200


# --- what a professional may see of preferences and safe contact --------------------------------------------------

PRIVATE = {
    "phone": "06-7777 8888",
    "email": "veilig@voorbeeld.example",
    "street": "Kanariestraat 7",
    "postcode": "4321 ZY",
    "place": "Kanariedorp",
    "best_time": "Kanarie-na-het-eten",
    "contact_wish": "Kanarie-niet-als-hij-thuis-is",
}


@pytest.mark.parametrize("name", THEIRS)
def test_a_professional_reads_nowhere_how_the_family_is_reached(name: str, world_in: WorldIn) -> None:
    """Whether an address is secret or not."""
    row = ROUTES[name]
    if row.acts:
        return
    world = world_in(row.state)
    MainPerson.objects.filter(case=world.own.case).update(**PRIVATE, no_voicemail=True)
    MainPerson.objects.filter(pk=world.own.main_person.pk).update(secret_address=False)

    answer = signed_in(world.dirk).get(address(name, row, world.own, world))

    assert answer.status_code in REACHED
    if not answer.streaming and "html" in answer.headers["Content-Type"]:
        page = answer.content.decode()
        assert [field for field, text in PRIVATE.items() if text in page] == []


def test_a_professional_reads_the_warnings_that_tell_nothing(world: World) -> None:
    MainPerson.objects.filter(case=world.own.case).update(**PRIVATE, no_voicemail=True)

    page = signed_in(world.dirk).get(world.own.case.get_absolute_url()).content.decode()

    assert "Geheim adres: geef het adres aan niemand door." in page
    assert "Spreek geen voicemail in." in page
    assert "Veilig contact" not in page


@pytest.mark.parametrize("kind", PreferenceKind.values)
def test_wishes_are_read_by_the_professional_who_wrote_them_down_and_by_no_other(kind: str, world: World) -> None:
    values = {
        PreferenceKind.GENDER: {"codes": ["vrouw"]},
        PreferenceKind.FAITH: {"codes": ["islam"]},
        PreferenceKind.CULTURE: {"codes": ["turks"]},
    }
    case = world.own.case
    case.preferences.all().delete()
    make_preference(case, kind=kind, **values.get(PreferenceKind(kind), {"wish": "Kanarie-wens"}))
    writer = make_user(world.dirk.role)
    Case.objects.filter(pk=case.pk).update(safety_professional=writer)

    def sees(person: User) -> bool:
        return bool(signed_in(person).get(case.get_absolute_url()).context["wishes"])

    assert [sees(person) for person in (world.dirk, world.carla, world.anna, writer)] == [True, True, True, False]
