import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from ekc.accounts.codes import Role
from tests.factories import make_user

from .situations import TODAY, People


@pytest.fixture
def monday() -> Iterator[None]:
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(12), dt.UTC), tick=False):
        yield


@pytest.fixture
def people(db: None, monday: None) -> People:
    return People(
        make_user(Role.COORDINATOR, full_name="Anna Coördinator"),
        make_user(Role.REGIONAL_MANAGER, full_name="Carla Manager"),
        make_user(Role.PROFESSIONAL, full_name="Dirk Professional"),
    )
