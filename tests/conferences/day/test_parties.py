"""Herstelconferentie and Alle Hens: sides, parties, the order of speaking."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState, PartyKind, Variant
from cases.models import PartyMember
from cases.variants.acts.kind import choose_variant
from cases.variants.acts.parties import PartyText, Seat, save_parties, seat_people
from cases.variants.reads.order import speaking_order
from ekc.accounts.codes import Role
from ekc.refusal import Refusal
from tests.factories import make_case, make_circle_person, make_main_person, make_user

from ..people import coordinator_of, preparing, reload

pytestmark = pytest.mark.django_db
BOTH = [
    PartyText("Levi en wie bij hem hoort", kind=PartyKind.OFFENDER),
    PartyText("Tobias en wie bij hem hoort", "Dat het filmpje weggaat.", kind=PartyKind.HARMED),
]


def restorative():
    """Levi did it, Tobias was harmed; each has somebody at his side."""
    case = preparing(variant=Variant.RESTORATIVE, main_persons=("Levi",))
    people = {
        "Levi": {"main_person": case.main_persons.get()},
        "Tobias": {"main_person": make_main_person(case, name="Tobias")},
        "Hetty": {"person": make_circle_person(case, name="Hetty")},
        "Arjan": {"person": make_circle_person(case, name="Arjan")},
    }
    offending, harmed = save_parties(case, BOTH, by=coordinator_of(case))
    seats = {
        "Levi": Seat(offending, is_central=True, **people["Levi"]),
        "Hetty": Seat(offending, **people["Hetty"]),
        "Tobias": Seat(harmed, is_central=True, **people["Tobias"]),
        "Arjan": Seat(harmed, **people["Arjan"]),
    }
    return case, seats


def test_without_numbers_everybody_speaks_in_the_usual_order() -> None:
    case, seats = restorative()

    seat_people(case, seats.values(), by=coordinator_of(case))

    assert [str(member) for member in speaking_order(case)] == ["Levi", "Tobias", "Arjan", "Hetty"]


def test_numbers_go_before_the_usual_order() -> None:
    case, seats = restorative()
    seats["Tobias"] = Seat(seats["Tobias"].party, main_person=seats["Tobias"].main_person, speaks_at=1)

    seat_people(case, seats.values(), by=coordinator_of(case))

    assert str(speaking_order(case)[0]) == "Tobias"


def test_two_people_cannot_speak_at_the_same_place() -> None:
    case, seats = restorative()
    same = [Seat(seat.party, person=seat.person, main_person=seat.main_person, speaks_at=1) for seat in seats.values()]

    with pytest.raises(Refusal, match="hetzelfde nummer"):
        seat_people(case, same, by=coordinator_of(case))

    assert not PartyMember.objects.exists()


def test_a_restorative_conference_has_exactly_its_two_sides() -> None:
    case = preparing(variant=Variant.RESTORATIVE)

    with pytest.raises(Refusal, match="twee kanten"):
        save_parties(case, [PartyText("De buurt"), PartyText("De school")], by=coordinator_of(case))


def test_an_ordinary_conference_has_no_parties() -> None:
    case = preparing()

    with pytest.raises(Refusal, match="horen bij een herstelconferentie"):
        save_parties(case, BOTH, by=coordinator_of(case))
    client = Client()
    client.force_login(coordinator_of(case))
    assert client.get(reverse("conferences:parties", args=[case.number])).status_code == 404


def test_alle_hens_has_as_many_parties_as_there_are_and_none_is_lost_by_a_new_name() -> None:
    case = preparing(variant=Variant.COMMUNITY, main_persons=())
    by = coordinator_of(case)
    old = save_parties(case, [PartyText("Bewoners"), PartyText("Jongeren"), PartyText("Winkeliers")], by=by)
    seat_people(case, [Seat(old[0], person=make_circle_person(case))], by=by)

    texts = [PartyText("Jongeren", pk=old[0].pk), PartyText("Bewoners", pk=old[1].pk)]
    save_parties(case, texts, by=by)

    assert [str(party) for party in case.parties.all()] == ["Jongeren", "Bewoners"]
    assert PartyMember.objects.get().party_id == old[0].pk


def test_alle_hens_needs_two_parties() -> None:
    case = preparing(variant=Variant.COMMUNITY)

    with pytest.raises(Refusal, match="ten minste twee"):
        save_parties(case, [PartyText("Bewoners")], by=coordinator_of(case))


def test_sides_and_order_are_kept_from_the_pages() -> None:
    case = preparing(variant=Variant.RESTORATIVE)
    client = Client()
    client.force_login(coordinator_of(case))
    sides = {
        "parties-TOTAL_FORMS": "2",
        "parties-INITIAL_FORMS": "2",
        "parties-0-kind": "dader",
        "parties-0-name": "Levi's kant",
        "parties-1-kind": "gedupeerde",
        "parties-1-name": "Tobias' kant",
    }
    client.post(reverse("conferences:parties", args=[case.number]), sides)
    harmed = case.parties.get(kind=PartyKind.HARMED)
    child = case.main_persons.get()

    client.post(
        reverse("conferences:seats", args=[case.number]),
        {f"m{child.pk}-party": str(harmed.pk), f"m{child.pk}-is_central": "on"},
    )

    member = PartyMember.objects.get()
    assert (member.party, member.main_person, member.is_central) == (harmed, child, True)


# --- which kind it is ------------------------------------------------------------------------------------------


def test_the_regional_manager_says_which_kind_of_conference_it_is() -> None:
    case = make_case(state=CaseState.SCREENING)
    manager = make_user(Role.REGIONAL_MANAGER)
    client = Client()
    client.force_login(manager)

    client.post(reverse("cases:variant", args=[case.number]), {"variant": "herstel", "reason": "Er is iets aangedaan."})

    assert reload(case).variant == Variant.RESTORATIVE


def test_once_the_first_meeting_began_the_kind_is_fixed() -> None:
    case = make_case(state=CaseState.IN_CONFERENCE)

    with pytest.raises(Refusal, match="ligt vast"):
        choose_variant(case, by=make_user(Role.REGIONAL_MANAGER), variant=Variant.COMMUNITY, reason="Met de straat.")


def test_only_alle_hens_can_be_about_nobody() -> None:
    case = make_case(state=CaseState.SCREENING, variant=Variant.COMMUNITY, main_persons=())

    with pytest.raises(Refusal, match="Zonder hoofdpersoon"):
        choose_variant(case, by=make_user(Role.REGIONAL_MANAGER), variant=Variant.FAMILY, reason="Toch een gezin.")
