"""The municipality follows from the place; it is asked only where several places have the name."""

import csv
import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from cases.circle.acts.main_persons import change_main_person
from cases.codes import CaseState
from cases.models import Case, MainPerson
from cases.places import SOURCE, municipalities_of, municipality_of
from cases.referral.forms.people import PersonForm
from ekc.accounts.models import Municipality
from ekc.names import plain
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
        ("St. Oedenrode", "Meierijstad"),
        ("Capelle a/d IJssel", "Capelle aan den IJssel"),
        ("Nieuwerkerk ad Ijssel", "Zuidplas"),
        ("Alphen a.d. Rijn", "Alphen aan den Rijn"),
        ("Wijk b. Duurstede", "Wijk bij Duurstede"),
        ("Nieuw Vennep", "Haarlemmermeer"),
        ("NIEUWVENNEP", "Haarlemmermeer"),
        ("Ysselstein", "IJsselstein"),
        ("Amsterdam Zuidoost", "Amsterdam"),
        ("Rotterdam-Zuid", "Rotterdam"),
        ("R'dam", "Rotterdam"),
        ("The Hague", "Den Haag"),
        ("Zuid", ""),
        ("Hoorn", ""),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_a_municipality_follows_from_the_name_of_a_place(place: str, municipality: str) -> None:
    assert municipality_of(place) == municipality


def rows_of_the_list() -> list[dict[str, str]]:
    lines = [line for line in SOURCE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def written_out(name: str) -> str:
    return re.sub(r"\b(aan|bij|op) ('t|den?)\b", r"\1", re.sub(r"\bSt\b\.?", "Sint", name))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it stands": str,
    "capitals": str.upper,
    "without accents": plain,
    "without signs": lambda name: re.sub(r"[-'’.]", " ", name),
    "as one word": lambda name: re.sub(r"[-'’. ]", "", written_out(name)),
    "St. for Sint": lambda name: re.sub(r"\bSint[- ]", "St. ", name),
    "a/d": lambda name: re.sub(r"\baan den? ", "a/d ", name),
    "y for ij": lambda name: name.replace("IJ", "Y").replace("ij", "y"),
    "spaces around it": lambda name: f"  {name.replace(' ', '   ')} ",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_place_of_the_country_is_known_in_every_spelling(spelling: str) -> None:
    spelled = {(SPELLINGS[spelling](row["place"]), row["municipality"]) for row in rows_of_the_list()}

    # A letter of a province at the end of a name is part of the name there: "Bergen L".
    assert {pair for pair in spelled if pair[1] not in municipalities_of(pair[0])} == set()


def test_no_other_spelling_makes_one_place_of_two_that_the_list_tells_apart() -> None:
    rows = rows_of_the_list()
    named: dict[str, set[str]] = {}
    for row in rows:
        named.setdefault(row["place"], set()).add(row["municipality"])

    assert {
        name for name, lies_in in named.items() if len(lies_in) == 1 and municipality_of(name) not in {*lies_in, ""}
    } == set()


MADE_OF = {
    "Altena": ["Aalburg", "Werkendam", "Woudrichem"],
    "Beekdaelen": ["Nuth", "Onderbanken", "Schinnen"],
    "Berg en Dal": ["Groesbeek", "Millingen aan de Rijn", "Ubbergen"],
    "De Fryske Marren": ["Gaasterlân-Sleat", "Lemsterland", "Skarsterlân"],
    "Dijk en Waard": ["Heerhugowaard", "Langedijk"],
    "Eemsdelta": ["Appingedam", "Delfzijl", "Loppersum"],
    "Goeree-Overflakkee": ["Dirksland", "Goedereede", "Middelharnis", "Oostflakkee"],
    "Gooise Meren": ["Bussum", "Muiden", "Naarden"],
    "Het Hogeland": ["Bedum", "De Marne", "Eemsmond", "Winsum"],
    "Hoeksche Waard": ["Binnenmaas", "Cromstrijen", "Korendijk", "Oud-Beijerland", "Strijen"],
    "Krimpenerwaard": ["Bergambacht", "Nederlek", "Ouderkerk", "Schoonhoven", "Vlist"],
    "Land van Cuijk": ["Boxmeer", "Cuijk", "Grave", "Mill en Sint Hubert", "Sint Anthonis"],
    "Maashorst": ["Landerd", "Uden"],
    "Meierijstad": ["Schijndel", "Sint-Oedenrode", "Veghel"],
    "Midden-Groningen": ["Hoogezand-Sappemeer", "Menterwolde", "Slochteren"],
    "Molenlanden": ["Giessenlanden", "Graafstroom", "Liesveld", "Nieuw-Lekkerland"],
    "Nissewaard": ["Bernisse", "Spijkenisse"],
    "Noardeast-Fryslân": ["Dongeradeel", "Ferwerderadiel", "Kollumerland en Nieuwkruisland"],
    # Leerdam and Zederik lay in Zuid-Holland; the municipality lies in the province of Utrecht.
    "Vijfheerenlanden": ["Vianen"],
    "Voorne aan Zee": ["Brielle", "Hellevoetsluis", "Westvoorne"],
    "Waadhoeke": ["Franekeradeel", "Het Bildt", "Littenseradiel", "Menaldumadeel"],
    "West Betuwe": ["Geldermalsen", "Lingewaal", "Neerijnen"],
    "Westerkwartier": ["Grootegast", "Leek", "Marum", "Zuidhorn"],
    "Westerwolde": ["Bellingwedde", "Vlagtwedde"],
}
"""Of what the municipalities of after 2012 were made. Our own knowledge, from no published list; the test below holds
against the list of places what can be: the parts that are called after a place."""


@pytest.mark.django_db
def test_a_municipality_out_of_a_merger_lies_where_its_parts_lay() -> None:
    region_of = dict(Municipality.objects.values_list("name", "region__code"))
    since = json.loads((SOURCE.parent.parent.parent / "ekc/accounts/data/municipalities_since.json").read_text())

    assert sorted(MADE_OF) == sorted(name for names in since.values() for name in names)
    assert {
        name for name, parts in MADE_OF.items() if {region_of[part] for part in parts} != {region_of[name]}
    } == set()


def test_the_parts_that_are_called_after_a_place_lie_in_what_was_made_of_them() -> None:
    places = {row["place"] for row in rows_of_the_list()}
    named = [(name, part) for name, parts in MADE_OF.items() for part in parts if part in places]

    assert [(name, part) for name, part in named if name not in municipalities_of(part)] == []
    assert len(named) > len(MADE_OF)


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
