"""The demo world, built once for all tests of this folder."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from cases.codes import Channel
from cases.models import Case
from demo.stories import STORIES
from tests.demo.world.building import build, snapshot
from tests.demo.world.following import FOLLOWED


@pytest.fixture(scope="package")
def worlds(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Any]]:
    """The demo world for all tests of this folder; before it, the same world was built once and thrown away.

    Both at one moment: else a night that falls between them makes two worlds of two days.
    """
    moment = timezone.now()
    with django_db_blocker.unblock(), transaction.atomic():
        with transaction.atomic(), time_machine.travel(moment, tick=True):
            with FOLLOWED.every_act():
                build()
            first = snapshot()
            transaction.set_rollback(True)
        with time_machine.travel(moment, tick=True):
            build()
        yield first
        transaction.set_rollback(True)


@pytest.fixture
def demo(worlds: list[Any], db: None) -> None:
    """The demo world; what a test changes in it is undone."""


@pytest.fixture
def living(demo: None) -> dict[str, Case]:
    """The living cases by the key of their story."""
    cases = Case.objects.exclude(channel=Channel.IMPORT).order_by("pk")
    return {story.key: case for story, case in zip(STORIES, cases, strict=True)}
