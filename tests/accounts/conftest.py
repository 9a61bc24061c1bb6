from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from ekc.accounts.codes import Role
from ekc.accounts.models import User

from .jeugdzorg import MAIL, open_door
from .oidc_provider import Provider, running_provider
from .people import make_organisation, make_person


@pytest.fixture(autouse=True)
def _fresh_rate_limits():
    # Rate limits and used codes are counted in the cache, which outlives a test.
    cache.clear()


@pytest.fixture
def national(db):
    return make_person(full_name="Nadia Beheer")


@pytest.fixture
def office(client: Client, national):
    """The browser of landelijk beheer."""
    client.force_login(national)
    return client


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(served: Provider, settings: Any) -> Provider:
    """The organisation of Dirk, with a door."""
    served.claims, served.is_forged, served.algorithm, served.error = {}, False, "RS256", ""
    served.asked.clear()
    served.organisation = make_organisation(name="Jeugdzorg")  # type: ignore[attr-defined]
    open_door(settings, served)
    return served


@pytest.fixture
def dirk(provider: Provider) -> User:
    return make_person(Role.PROFESSIONAL, email=MAIL, organisation=provider.organisation)  # type: ignore[attr-defined]


@pytest.fixture
def required(settings: Any) -> None:
    settings.EKC_REQUIRE_SECOND_FACTOR = True
