"""Every list with names in it is in the order that the program keeps, in whatever locale the server runs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.models import CirclePerson, Coordinator, Funder, FundingProgramme
from ekc.accounts.codes import Role
from ekc.accounts.models import Municipality, Organisation, Region, User
from ekc.name_keys import Named, NameKey
from ekc.names import person_order, thing_order
from tests.factories import make_case, make_circle_person, make_organisation, make_region, make_user
from tests.trees import modules, nodes_of

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports", "demo")
NAME = re.compile(r"(^|__)-?(full_name|name)$")
PEOPLE = ["Zoë de Wit", "jan de Vries", "Anna Zeeman", "Łukasz Abel", "Ørjan Özil", "fatma al-Hassan", "'t Hart"]


def own_models() -> list[type[models.Model]]:
    return [each for each in apps.get_models() if each.__module__.split(".")[0] in PACKAGES]


def columns_of_names() -> set[str]:
    """Where somebody or something is called by a name."""
    return {
        field.name
        for model in own_models()
        if issubclass(model, Named)
        for field in [model._meta.get_field(model.name_of)]
    }


def calls(method: str) -> Iterator[tuple[str, ast.Call]]:
    for name, path in modules(*PACKAGES):
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
                yield f"{name}:{node.lineno}", node


def test_no_model_is_ordered_by_a_name_as_the_server_sorts_it() -> None:
    ordered = {model.__name__: model._meta.ordering for model in own_models()}

    assert {name: fields for name, fields in ordered.items() if any(NAME.search(str(field)) for field in fields)} == {}


def test_no_query_is_ordered_by_a_name_as_the_server_sorts_it() -> None:
    found = {
        where: argument.value
        for where, node in calls("order_by")
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and NAME.search(argument.value)
    }
    assert found == {}


def test_no_query_leaves_capitals_and_accents_of_a_name_to_the_server() -> None:
    lookup = re.compile(rf"(^|__)({'|'.join(sorted(columns_of_names()))})__(i?contains|iexact|i?startswith|iregex)$")
    found = {
        where: word.arg
        for method in ("filter", "exclude", "get", "Q")
        for where, node in calls(method)
        for word in node.keywords
        if word.arg and lookup.search(word.arg)
    }
    direct = {
        f"{path.relative_to(ROOT)}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts and re.search(r"name__(icontains|iexact)", path.read_text())
    }
    assert found == {}
    assert direct == set()


def test_no_list_of_people_is_sorted_by_the_letters_of_a_name() -> None:
    found = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if "migrations" not in path.parts and re.search(r"key=(lambda \w+: \w+\.(full_)?name\b)", path.read_text()):
                found.add(str(path.relative_to(ROOT)))
    assert found == set()


def test_whatever_is_ordered_by_a_key_has_that_key_beside_its_name() -> None:
    keyed = {model for model in own_models() if any(isinstance(field, NameKey) for field in model._meta.fields)}

    assert keyed == {model for model in own_models() if issubclass(model, Named)}
    assert {User, CirclePerson, Organisation, Municipality, Funder, FundingProgramme} <= keyed
    for model in keyed:
        key: Any = model._meta.get_field("name_key")
        assert (key.of, key.db_collation) == (model.name_of, "C")


@pytest.mark.django_db
def test_a_key_is_kept_however_a_name_is_written() -> None:
    case = make_case()
    person = make_circle_person(case, name="Jan de Vries")
    assert person.name_key == person_order("Jan de Vries")
    person.name = "Ørjan Abel"
    person.save(update_fields=["name"])
    stored = CirclePerson.objects.get(pk=person.pk)
    assert stored.name_key == person_order("Ørjan Abel")
    CirclePerson.objects.filter(pk=person.pk).update(name="Zoë Zand")
    assert CirclePerson.objects.get(pk=person.pk).name_key == person_order("Zoë Zand")
    person.name = "Łukasz"
    CirclePerson.objects.bulk_update([person], ["name"])
    assert CirclePerson.objects.get(pk=person.pk).name_key == person_order("Łukasz")
    made = CirclePerson.objects.bulk_create([CirclePerson(case=case, name="'t Hart")])
    assert CirclePerson.objects.get(pk=made[0].pk).name_key == person_order("'t Hart")
    assert make_organisation(name="Café Élan").name_key == thing_order("Café Élan")


@pytest.mark.django_db
def test_rows_that_were_there_before_have_their_key_too() -> None:
    for model in (Municipality, Organisation, User):
        for row in model.objects.all():
            assert row.name_key


@pytest.mark.django_db
def test_people_come_in_order_whatever_the_server_thinks_of_letters() -> None:
    region = make_region()
    expected = sorted(PEOPLE, key=person_order)
    for name in reversed(expected):
        make_user(Role.COORDINATOR, region=region, full_name=name)
    case = make_case()
    for name in reversed(expected):
        make_circle_person(case, name=name)

    assert [user.full_name for user in User.objects.all() if user.full_name in PEOPLE] == expected
    found = [each.user.full_name for each in Coordinator.objects.select_related("user")]
    assert [name for name in found if name in PEOPLE] == expected
    assert [person.name for person in case.circle.all()] == expected
    with connection.cursor() as cursor:
        cursor.execute("SELECT collation_name FROM information_schema.columns WHERE column_name = 'name_key'")
        assert {row[0] for row in cursor.fetchall()} == {"C"}


def order_on(page: str) -> list[str]:
    places = {name: page.find(name.replace("'", "&#x27;")) for name in PEOPLE}
    assert -1 not in places.values(), places
    return sorted(PEOPLE, key=lambda name: places[name])


@pytest.mark.django_db
def test_the_pages_show_people_in_that_order() -> None:
    manager = make_user(Role.REGIONAL_MANAGER)
    national = make_user(Role.NATIONAL)
    expected = sorted(PEOPLE, key=person_order)
    case = make_case(state=CaseState.ACTIVATION, region=manager.regions.get())
    for name in PEOPLE:
        make_user(Role.COORDINATOR, full_name=name)
        make_circle_person(case, name=name)
    client = Client()
    for user, url in (
        (national, reverse("accounts:people")),
        (manager, reverse("cases:pool")),
        (manager, reverse("cases:circle", args=[case.number])),
    ):
        client.force_login(user)
        assert order_on(client.get(url).content.decode()) == expected, url


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.NATIONAL, "accounts:people"),
        (Role.NATIONAL, "accounts:organisations"),
        (Role.REGIONAL_MANAGER, "cases:pool"),
        (Role.REGIONAL_MANAGER, "cases:worklist"),
    ],
)
def test_a_search_of_signs_alone_says_that_there_is_nothing_to_seek(role: str, name: str) -> None:
    client = Client()
    client.force_login(make_user(role))

    for signs in ("?!", "'-'", " – "):
        page = client.get(reverse(name), {"text": signs}).content.decode()
        assert "valt er niets te zoeken" in page, signs


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Luca d'Angelo", "dangelo"),
        ("Luca Dangelo", "d'angelo"),
        ("Fatma al-Hassan", "alhassan"),
        ("Fatma Alhassan", "al-hassan"),
        ("Łukasz Nowak", "lukasz"),
        ("Lukasz Nowak", "Łukasz"),
        ("Ayşe Işık", "isik ayse"),
        ("Søren Ægidius", "aegidius"),
        ("Guðrún Þorsteins", "thorsteins gudrun"),
    ],
)
def test_somebody_is_found_in_every_spelling_on_every_list(stored: str, typed: str) -> None:
    national, manager = make_user(Role.NATIONAL), make_user(Role.REGIONAL_MANAGER)
    make_user(Role.COORDINATOR, full_name=stored)
    make_organisation(name=f"Stichting {stored}")
    other = make_user(Role.COORDINATOR, full_name="Piet Anders")
    client = Client()
    shown = stored.replace("'", "&#x27;")
    for user, name in ((national, "accounts:people"), (national, "accounts:organisations"), (manager, "cases:pool")):
        client.force_login(user)
        page = client.get(reverse(name), {"text": typed}).content.decode()
        assert shown in page, name
        assert other.full_name not in page


@pytest.mark.django_db
def test_one_name_in_two_spellings_is_one_organisation() -> None:
    organisation = make_organisation(name="Café Élan")

    assert Organisation.objects.called(" cafe  ELAN").get() == organisation
    assert not Organisation.objects.called("cafe elan zuid").exists()
    assert Region.objects.count() == 14
