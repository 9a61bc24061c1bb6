"""Alle Hens: an aanmelding of a street or an organisation."""

import pytest

from cases.codes import ReferrerToday, Variant
from cases.models import Case, MainPerson, PartyMember
from cases.queries import who_of
from cases.referral.acts.drafts import parts_of
from cases.referral.reads.answers import Answers
from cases.search import search_cases
from tests.cases.referral.referral_data import (
    ALLE_HENS,
    ReferrerKind,
    apply_for_a_street,
    errors_of,
    lists,
    person,
    persons,
    phone_call,
)

pytestmark = pytest.mark.django_db


def test_professional_applies_for_a_street_without_a_main_person(client):
    referrer = apply_for_a_street(client)
    total = len(Answers("professional", parts_of(referrer.draft)).steps) + 1
    assert f"Stap {total} van {total}" in client.get(referrer.url("check")).content.decode()
    referrer.send()

    case = Case.objects.get()
    assert (case.variant, case.region.code, case.main_persons.count()) == (Variant.COMMUNITY, "utrecht", 0)
    group = (case.group_name, case.group_kind, case.group_place, case.group_topics)
    assert group == ("Bewoners van de Lindestraat", "straat", "Utrecht", ["overlast"])
    assert case.circle.get(name="Ria de Wit").phone == "0612345678"


def test_parties_of_a_street_are_kept_with_their_size_and_who_speaks_for_them(client):
    apply_for_a_street(client).send()

    case = Case.objects.get()
    assert list(case.parties.values_list("name", "size", "is_professional")) == [
        ("Bewoners", 60, False),
        ("De school", None, True),
    ]
    spokesperson = PartyMember.objects.get()
    assert (str(spokesperson), spokesperson.party.name, spokesperson.speaks_for) == ("Riet Hoogeveen", "Bewoners", True)


def test_a_party_that_is_spelled_in_two_ways_is_one_and_both_spokespersons_sit_in_it(client):
    referrer = apply_for_a_street(client)
    twice = {"parties-1-name": " BEWONERS ", "parties-1-spokesperson": "Kees Groen"}
    referrer.type("partijen", ALLE_HENS["partijen"] | twice)

    referrer.send()

    party = Case.objects.get().parties.get()
    assert party.name == "Bewoners"
    assert {str(member) for member in party.members.all()} == {"Riet Hoogeveen", "Kees Groen"}


def test_case_of_a_street_is_found_under_its_name(client):
    apply_for_a_street(client).send()

    case = Case.objects.get()
    assert who_of(case) == "Bewoners van de Lindestraat"
    assert list(search_cases(Case.objects.all(), "lindestraat")) == [case]


def test_who_was_named_before_it_turned_out_to_be_a_street_is_no_main_person(client):
    referrer = ReferrerKind(client, "professional").fill()
    for step, data in ALLE_HENS.items():
        referrer.type(step, data)
    referrer.send()

    assert Case.objects.get().variant == Variant.COMMUNITY
    assert not MainPerson.objects.exists()


def test_pages_about_people_are_not_asked_of_a_street_and_the_other_way_round(client):
    street, family = apply_for_a_street(client), ReferrerKind(client, "professional")

    for step in ("voor-wie", "bereiken"):
        assert client.get(street.url("step", step))["Location"] == street.url("check")
    assert client.get(family.url("step", "groep"))["Location"] == family.url("check")


def test_a_neighbour_can_apply_for_a_street(client):
    referrer = ReferrerKind(client, "familie")

    assert referrer.type("soort", {"about": "groep"}).status_code == 302
    assert "groep" in referrer.type("soort", {"about": "groep"})["Location"]


def test_who_applies_for_themselves_is_no_street(client):
    referrer = ReferrerKind(client, "zelf")

    assert set(errors_of(referrer.type("soort", {"about": "groep"}))) == {"about"}


def test_street_needs_a_name_and_a_region(client):
    referrer = ReferrerKind(client, "professional")
    referrer.type("soort", {"about": "groep"})

    assert set(errors_of(referrer.type("groep", {}))) == {"group_name", "group_kind", "region"}


@pytest.mark.parametrize("kind", ["familie", "professional"])
@pytest.mark.parametrize("cards", [{}, persons(person(name="", **{f"birth_date_{index}": "" for index in range(3)}))])
def test_manager_writes_down_a_call_about_a_street(desk, kind, cards):
    said = {"about": "groep", "group_name": "Winkeliers van het plein", "region": str(desk.manager.regions.get().pk)}
    desk.post(phone_call(desk, kind), {**lists(), **cards, **said, "referrer_kind": ReferrerToday.NEIGHBOURHOOD_TEAM})

    case = Case.objects.get()
    assert (case.variant, case.group_name) == (Variant.COMMUNITY, "Winkeliers van het plein")
    assert not MainPerson.objects.exists()
