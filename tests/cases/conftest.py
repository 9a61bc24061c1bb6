import pytest

from cases.codes import CaseState
from ekc.accounts.codes import Role
from tests.factories import make_case, make_user


@pytest.fixture
def anna(db):
    """The coordinator of the cases in these tests."""
    return make_user(Role.COORDINATOR, full_name="Anna Coördinator")


@pytest.fixture
def carla(db):
    return make_user(Role.REGIONAL_MANAGER, full_name="Carla Manager")


@pytest.fixture
def desk(client, carla):
    """A browser in which carla is signed in."""
    client.force_login(carla)
    return client


@pytest.fixture
def assigned(anna, carla):
    """A case of which anna is coordinator since five days after the aanmelding; nothing happened yet."""
    return make_case(state=CaseState.ASSIGNED, with_coordinator=anna, manager=carla)


@pytest.fixture
def preparing(anna, carla):
    """A case that anna prepares."""
    return make_case(state=CaseState.ACTIVATION, with_coordinator=anna, manager=carla)
