"""The smallest valid person in each role."""

import itertools
from typing import Any

from ekc.accounts.codes import ROLES_WITH_ORGANISATION, ROLES_WITH_REGIONS, Role
from ekc.accounts.models import Organisation, Region, User

PASSWORD = "een lang wachtwoord"
_numbers = itertools.count(1)


def make_person(role: str = Role.NATIONAL, *, regions: list[Region] | None = None, **fields: Any) -> User:
    number = next(_numbers)
    fields = {"email": f"persoon{number}@voorbeeld.example", "full_name": f"Persoon {number}", **fields}
    if role in ROLES_WITH_ORGANISATION and "organisation" not in fields:
        fields["organisation"] = make_organisation()
    person = User.objects.create_user(password=PASSWORD, role=role, **fields)
    if regions is None and role in ROLES_WITH_REGIONS:
        regions = [Region.objects.get(code="utrecht")]
    person.regions.set(regions or [])
    return person


def make_organisation(**fields: Any) -> Organisation:
    return Organisation.objects.create(**{"name": f"Organisatie {next(_numbers)}", **fields})


def region(code: str) -> Region:
    return Region.objects.get(code=code)
