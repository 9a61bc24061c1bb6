import pytest
from django.core.cache import cache
from django.test import Client

from .people import make_person


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
