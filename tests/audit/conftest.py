import pytest

from ekc.accounts.codes import Role
from tests.accounts.people import make_person


@pytest.fixture
def national(db):
    return make_person(Role.NATIONAL, full_name="Nadia Beheer")


@pytest.fixture
def office(client, national):
    client.force_login(national)
    return client
