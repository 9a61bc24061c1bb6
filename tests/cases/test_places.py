"""The municipality follows from the place; it is asked only where several places have the name."""

import csv

import pytest
from django.test import Client

from cases.circle.acts.main_persons import change_main_person
from cases.codes import CaseState
from cases.models import Case, MainPerson
from cases.places import SOURCE, municipalities_of, municipality_of
from cases.referral.forms.people import PersonForm
from ekc.accounts.models import Municipality
from tests.cases.referral.referral_data import ReferrerKind, person, persons
from tests.factories import make_case


@pytest.mark.parametrize(
    ("place", "municipality"),
    [
        ("Hoofddorp", "Haarlemmermeer"),
        ("hoofddorp ", "Haarlemmermeer"),
        ("Sneek", "Súdwest-Fryslân"),
        ("Heerhugowaard", "Dijk en Waard"),
        ("1e Exloërmond", "Borger-Odoorn"),
        ("Den Haag", "Den Haag"),
        ("'s-Gravenhage", "Den Haag"),
        ("den bosch", "'s-Hertogenbosch"),
        ("Bergen NH", "Bergen"),
        ("Sudwest Fryslan", "Súdwest-Fryslân"),
        ("Hoorn", ""),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_a_municipality_follows_from_the_name_of_a_place(place: str, municipality: str) -> None:
    assert municipality_of(place) == municipality


@pytest.mark.parametrize("place", ["Hoorn", "Laren", "Bergen", "Hengelo", "Beek"])
def test_a_name_of_several_places_gives_them_all(place: str) -> None:
    assert len(municipalities_of(place)) > 1


@pytest.mark.django_db
def test_every_municipality_of_the_list_of_places_lies_in_a_region() -> None:
    lines = [line for line in SOURCE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    named = {row["municipality"] for row in csv.DictReader(lines)}
    assert len(named) > 300
    assert named <= set(Municipality.objects.values_list("name", flat=True))


def form(**typed: str) -> PersonForm:
    return PersonForm({"name": "Sem", "birth": "minderjarig", **typed})


def test_the_municipality_is_not_asked_where_it_follows() -> None:
    asked = form(place="Hoofddorp")
    assert asked["municipality"].is_hidden
    assert asked.is_valid()
    assert asked.cleaned_data["municipality"] == "Haarlemmermeer"
    assert PersonForm()["municipality"].is_hidden


def test_what_was_typed_for_another_place_does_not_stay() -> None:
    moved = form(place="Zeist", municipality="Haarlemmermeer")
    assert moved.is_valid()
    assert moved.cleaned_data["municipality"] == "Zeist"


def test_of_a_name_that_two_have_the_municipality_is_chosen_from_those() -> None:
    unclear = form(place="Hoorn")
    assert not unclear.is_valid()
    assert "Er zijn meer plaatsen die “Hoorn” heten" in str(unclear.errors["municipality"])
    choices = [name for name, _label in unclear.fields["municipality"].widget.choices]
    assert choices == ["", *municipalities_of("Hoorn")]
    assert form(place="Hoorn", municipality="Terschelling").is_valid()


def test_a_place_that_nobody_knows_asks_for_the_municipality_and_keeps_it() -> None:
    abroad = form(place="Maaseik", municipality="Maaseik")
    assert not abroad["municipality"].is_hidden
    assert abroad.is_valid()
    assert abroad.cleaned_data["municipality"] == "Maaseik"


@pytest.mark.django_db
def test_an_aanmelding_with_a_place_alone_goes_to_the_region_of_its_municipality(client: Client) -> None:
    kind = ReferrerKind(client)
    kind.fill(voor_wie=persons(person(place="Hoofddorp", municipality=""))).send()

    made = Case.objects.get()
    assert made.main_persons.get().municipality == "Haarlemmermeer"
    assert made.region.code == "stadsregio_amsterdam"


@pytest.mark.django_db
def test_who_moves_gets_the_municipality_of_the_new_place() -> None:
    case = make_case(state=CaseState.ACTIVATION)
    coordinator = case.contracts.get().coordinator.user
    found: MainPerson = case.main_persons.get()
    moved = change_main_person(found, by=coordinator, place="Zeist")
    assert moved.municipality == "Zeist"
    assert change_main_person(moved, by=coordinator, place="Hoorn").municipality == ""
