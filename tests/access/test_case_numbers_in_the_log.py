"""What stands as a case in the read log is a case: never the key of another row, and never what was typed."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from ekc.audit.codes import Outcome
from ekc.audit.models import ReadLine
from tests.access.matrix import LIBRARY_PREFIXES
from tests.world import World

NOBODYS = "EK-1999-99999"
KEYS = {IntConverter: 987_654_321, UUIDConverter: UUID("12345678-1234-4234-8234-123456789abc")}
WORD = "verzonnen-sleutel"
ROLES = {"C": "anna", "M": "carla", "P": "dirk", "O": "eva", "F": "frans", "L": "lena", "nobody": ""}


def routes_of(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of every address of the house, and the converters of its arguments."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes_of(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield namespace + pattern.name, pattern.pattern.converters


WITH_ARGUMENTS = {
    name: converters for name, converters in routes_of() if converters and not name.startswith(LIBRARY_PREFIXES)
}


def address(name: str, number: str) -> str:
    """The address with this case number, where it has one, and keys that nothing has."""
    converters = WITH_ARGUMENTS[name]
    keys = {argument: KEYS.get(type(converter), WORD) for argument, converter in converters.items()}
    return reverse(name, kwargs=keys | ({"number": number} if "number" in keys else {}))


@pytest.mark.parametrize("person", ROLES.values(), ids=ROLES)
def test_a_key_of_another_row_is_never_written_as_a_case_number(person: str, world: World) -> None:
    client = Client()
    if person:
        client.force_login(world.people[person])
    last = 0
    for name, number in cases_in_addresses(world):
        url = address(name, number)
        if client.get(url).status_code == 405:
            client.post(url)
        lines = list(ReadLine.objects.filter(pk__gt=last).order_by("pk"))
        last = lines[-1].pk if lines else last
        assert {line.case_number for line in lines} <= {"", number}, name
        if number == NOBODYS:
            assert {line.outcome for line in lines} <= {Outcome.NOT_FOUND, Outcome.REFUSED}, name


def cases_in_addresses(world: World) -> Iterator[tuple[str, str]]:
    """Every address with the number of no case; one of a row in a case also with the number of a case."""
    for name, converters in WITH_ARGUMENTS.items():
        yield name, NOBODYS if "number" in converters else ""
        if "number" in converters and len(converters) > 1:
            yield name, world.own.case.number


def test_a_case_that_does_not_exist_is_written_as_it_was_asked_for(world: World) -> None:
    """So that whoever tries numbers is seen (R30)."""
    client = Client()
    client.force_login(world.carla)

    client.get(address("cases:case", NOBODYS))

    line = ReadLine.objects.get()
    assert (line.case_number, line.outcome, line.user) == (NOBODYS, Outcome.NOT_FOUND, world.carla)


def test_every_way_to_name_a_case_in_an_address_is_walked() -> None:
    """An address that calls the number of its case otherwise would slip through the test above."""
    others = {argument for converters in WITH_ARGUMENTS.values() for argument in converters} - {"number"}
    assert others == {
        "pk",
        "row",
        "key",
        "token",
        "slug",
        "code",
        "action",
        "area",
        "step",
        "ref",
        "which",
        "double",
        "merge",
        "form",
        "language",
        "return_number",
        "main",
        "table",
    }
