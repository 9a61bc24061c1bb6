"""Names of many peoples are found in every search of the house, however they are typed."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cases.circle.reads.circle import circle_of
from cases.codes import CaseState
from cases.search import update_search
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.names import alike, index_words, plain, sought_words, words_of
from tests.factories import (
    make_case,
    make_circle_person,
    make_coordinator,
    make_main_person,
    make_organisation,
    make_user,
)

ROOT = Path(settings.BASE_DIR)

PEOPLES = {
    "Dutch": [
        ("Jan van den Berg", "vandenberg"),
        ("Sjoerd 't Hart", "thart sjoerd"),
        ("Zoë Vandenberg", "van den berg"),
    ],
    "Turkish": [
        ("Ayşe Nur Işık", "isik aysenur"),
        ("Mehmetali Çağlar", "mehmet ali caglar"),
        ("Gül Öztürk", "GÜL OZTURK"),
    ],
    "Arabic": [
        *[("Fatma al-Hassan", "Al Hassan"), ("Omar Alhassan", "al hassan omar"), ("Said Al Hassan", "alhassan said")],
        *[("Abd al-Rahman Ait Ouali", "abdalrahman aitouali"), ("ʿAzīz M’hamed", "aziz mhamed")],
        *[("فاطمة عبد الله", "فاطمه عبدالله"), ("أحمد علی", "احمد علي")],
    ],
    "Polish": [("Łukasz Żółć-Nowak", "lukasz zolc nowak"), ("Zofia Kowalska-Mazur", "kowalskamazur")],
    "Vietnamese": [("Đặng Thị Ước", "dang thi uoc"), ("Nguyễn Minh Khai", "nguyen minhkhai")],
    "Danish": [("Søren Ægidius Ørsted", "soren aegidius orsted"), ("Bjoern Dahl", "bjoern dahl")],
    "Italian": [("Luca d'Angelo", "dangelo"), ("Gianni Dangelo", "d’angelo")],
    "Moroccan": [
        *[
            ("Mohamed El Amrani", "elamrani"),
            ("Fatima-Zahra Bouazza", "fatimazahra"),
            ("Aït Ben Haddou", "ait benhaddou"),
        ],
        *[("Sidi M'Barek", "mbarek"), ("Nour-Eddine Ziani", "noureddine ziani"), ("Abd el Karim", "abdelkarim")],
    ],
    "Frisian": [
        *[
            ("Klaas van der Heijden", "vd heyden"),
            ("Aafke van der Heijden", "v.d. Heijden aafke"),
            ("Ymkje Sytsma", "sijtsma"),
        ],
        *[("Klaas v.d. Heyden", "van der Heijden klaas"), ("IJsbrand ten Cate", "ysbrand tencate")],
        *[("Fokke in 't Veld", "intveld"), ("Jantsje Hooghiemstra-de Jong", "dejong"), ("Jan D´Hondt", "dhondt")],
        *[("Wiebe van 't Hof", "vanthof"), ("Jan vd Berg", "van den berg"), ("Geertje Dĳkstra", "dykstra")],
    ],
    "Hindustani": [
        *[("Shanti Ramkisoen-Soekhoe", "ramkisoensoekhoe"), ("Radjindrepersad Bissesar", "radjindre persad")],
        *[("Rām Prasād Śrīmatī", "ramprasad srimati"), ("Anand Kalicharan", "kali charan"), ("लक्ष्मी", "लक्ष्मी")],
    ],
    "Azeri": [("Əli Məmmədov", "eli memmedov")],
}
PAIRS = [pair for pairs in PEOPLES.values() for pair in pairs]
WHOLE = [pair for pair in PAIRS if len({tuple(sorted("".join(words_of(name)))) for name in pair}) == 1]
BOTH_WAYS = [*PAIRS, *[(typed, stored) for stored, typed in WHOLE]]


@pytest.mark.parametrize(("stored", "typed"), BOTH_WAYS)
def test_what_is_typed_begins_a_word_that_the_name_is_found_by(stored: str, typed: str) -> None:
    known = index_words(stored)

    assert all(any(word.startswith(each) for word in known) for each in sought_words(typed))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[
            ("Mehmet Ali Kaya", "Kaya, Mehmetali"),
            ("Fatma Al Hassan", "alhassan fatma"),
            ("Đặng Thị Ước", "dang thi uoc"),
        ],
        *[("Abd al-Rahman Ait Ouali", "Abdalrahman Aitouali"), ("Łukasz Żółć-Nowak", "lukasz zolc nowak")],
        *[("Jan van den Berg", "Jan Vandenberg"), ("Jan van den Berg", "Jan v.d. Berg")],
        *[("Klaas van der Heijden", "heyden, klaas vd"), ("Sijbrand Sytsma", "Sybrand Sijtsma")],
        *[("فاطمة عبد الله", "فاطمه عبدالله")],
    ],
)
def test_one_person_of_any_people_is_known_again(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


# --- every search ------------------------------------------------------------------------------------------------


def _of_worklist(world: Any) -> tuple[Any, str, str]:
    return world.carla, reverse("cases:worklist"), "text"


SEARCHES: dict[str, Callable[[Any], tuple[Any, str, str]]] = {
    "cases/desk/filters.py": _of_worklist,
    "cases/desk/forms/earlier.py": lambda world: (
        *(world.carla, reverse("cases:earlier", args=[world.new.number]), "zoek"),
    ),
    "cases/circle/views/circle.py": lambda world: (
        *(world.carla, reverse("cases:circle", args=[world.case.number]), "zoek"),
    ),
    "cases/coordinators/filters.py": lambda world: (world.carla, reverse("cases:pool"), "text"),
    "ekc/accounts/filters.py": lambda world: (world.lena, reverse("accounts:people"), "text"),
    "ekc/accounts/filters.py, organisations": lambda world: (world.lena, reverse("accounts:organisations"), "text"),
}
# Seeks in lines that were written, by the account that wrote them: the same condition as accounts.
OF_LINES = {"ekc/audit/filters.py"}


def test_every_place_where_words_are_sought_is_tried_here() -> None:
    seeks = re.compile(r"= Words(Filter|Field)\(|read_sought\(request|GET\.get\(\"(zoek|text|q)\"")
    found = {
        str(path.relative_to(ROOT))
        for app in ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
        for path in (ROOT / app).rglob("*.py")
        if seeks.search(path.read_text())
    }

    assert found == {name.partition(",")[0] for name in SEARCHES} | OF_LINES


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """A case per name as main person, a row of the circle, a coordinator and an organisation: written once, in a
    transaction that is never committed, in which each test has one of its own."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        found = everybody()
    yield found
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(written: SimpleNamespace, db: None) -> SimpleNamespace:
    return written


def everybody() -> SimpleNamespace:
    carla, lena = make_user(Role.REGIONAL_MANAGER), make_user(Role.NATIONAL)
    region = carla.regions.get()
    case = make_case(state=CaseState.ACTIVATION, region=region, main_persons=["Sem"])
    new = make_case(region=region, main_persons=["Piet"], received_on=local_today())
    for stored, _typed in PAIRS:
        other = make_case(region=region, main_persons=())
        make_main_person(other, name=stored)
        update_search(other)
        make_circle_person(case, name=stored)
        make_coordinator(make_user(Role.COORDINATOR, full_name=stored))
        make_organisation(name=f"Stichting {stored}")
    return SimpleNamespace(carla=carla, lena=lena, case=case, new=new)


@pytest.mark.parametrize("where", SEARCHES)
def test_a_name_is_found_in_every_search(world: SimpleNamespace, where: str) -> None:
    user, url, field = SEARCHES[where](world)
    client = Client()
    client.force_login(user)
    missed = {
        (stored, typed)
        for stored, typed in PAIRS
        if stored not in unescape(client.get(url, {field: typed}).content.decode())
    }

    assert missed == set()


@pytest.mark.parametrize("signs", ["?!", "'-'", " – ", "،"])
@pytest.mark.parametrize("where", SEARCHES)
def test_signs_alone_are_sought_nowhere(world: SimpleNamespace, where: str, signs: str) -> None:
    user, url, field = SEARCHES[where](world)
    client = Client()
    client.force_login(user)

    assert "valt er niets te zoeken" in client.get(url, {field: signs}).content.decode()


def test_a_search_finds_nobody_else(world: SimpleNamespace) -> None:
    page = circle_of(world.case, world.carla, sought="vandenberg")
    names = {row.person.name for ring in page.rings for row in ring.rows}

    assert names == {"Jan van den Berg", "Zoë Vandenberg"}


# --- the list that is narrowed while one types -------------------------------------------------------------------


def test_the_browser_knows_the_same_plain_letters_as_the_server() -> None:
    script = (ROOT / "static/ekc/house.js").read_text()
    table = re.search(r"LETTERS = new Map\(\((.*?)\)\.split", script, re.DOTALL)
    assert table
    text = "".join(re.findall(r'"(.*?)"', table[1]))
    spelled = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    known = {pair[0]: pair[1:] for pair in spelled.split(" ")}

    def as_browser(letter: str) -> str:
        apart = unicodedata.normalize("NFKD", letter.lower())
        return "".join(known.get(sign, sign) for sign in apart if not unicodedata.category(sign).startswith(("M", "C")))

    letters = [chr(code) for code in (*range(0x61, 0x2B0), *range(0x620, 0x6D4), *range(0x1E00, 0x1EFA))]
    wrong = {
        each: (as_browser(each), plain(each)) for each in letters if each.isalpha() and as_browser(each) != plain(each)
    }

    assert wrong == {}
