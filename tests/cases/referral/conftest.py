"""What tests of an aanmelding start from."""

import pytest
from django.core.cache import cache
from django.test import Client

from cases.codes import ReferrerToday
from ekc.accounts.codes import Role
from tests.factories import make_organisation, make_user


@pytest.fixture(autouse=True)
def _nobody_counted():
    cache.clear()


@pytest.fixture
def dirk(db):
    organisation = make_organisation(referrer_type=ReferrerToday.CERTIFIED, is_care_or_deciding=True)
    return make_user(Role.PROFESSIONAL, full_name="Dirk", organisation=organisation)


@pytest.fixture
def office(client: Client, dirk):
    client.force_login(dirk)
    return client


# --- by telephone ----------------------------------------------------------------------------------------
@pytest.fixture
def desk(client):
    manager = make_user(Role.REGIONAL_MANAGER, full_name="Carla Manager")
    client.force_login(manager)
    client.manager = manager
    return client
