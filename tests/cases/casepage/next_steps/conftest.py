import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction

from ekc.accounts.codes import Role
from tests.factories import make_user

from .everything import Everything
from .situations import TODAY, People

NOON = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)


def make_people() -> People:
    return People(
        make_user(Role.COORDINATOR, full_name="Anna Coördinator"),
        make_user(Role.REGIONAL_MANAGER, full_name="Carla Manager"),
        make_user(Role.PROFESSIONAL, full_name="Dirk Professional"),
    )


@pytest.fixture
def monday() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def people(db: None, monday: None) -> People:
    return make_people()


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Everything]:
    """All situations, for a file of which every test asks for them: made once, and never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOON, tick=False):
            found = Everything(make_people())
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def everything(made_once: Everything, db: None, monday: None) -> Everything:
    """All situations on that Monday; what a test does to them is undone."""
    return made_once
