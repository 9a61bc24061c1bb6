"""`manage.py demo` where there is no demo world yet: what it refuses, and that any day will do."""

import datetime as dt
import io
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command

from cases.codes import CaseState, Channel
from cases.models import Case
from ekc.accounts.codes import Role
from ekc.accounts.models import User

pytestmark = pytest.mark.django_db


def test_other_data_is_never_mixed_with_the_demo_world() -> None:
    User.objects.create_user(email="echt@organisatie.example", full_name="Iemand Anders", role=Role.NATIONAL)

    with pytest.raises(CommandError, match="holds data that is not of the demo world"):
        call_command("demo")

    assert User.objects.count() == 1


def test_demo_world_is_not_built_where_it_is_no_demo(settings: Any) -> None:
    settings.EKC_DEMO = False

    with pytest.raises(CommandError, match="EKC_DEMO is off"):
        call_command("demo")

    assert not User.objects.exists()


def printed_logins() -> str:
    out = io.StringIO()
    call_command("demo", logins=True, stdout=out)
    return out.getvalue()


def test_logins_of_another_database_are_not_made_up() -> None:
    User.objects.create_user(email="echt@organisatie.example", full_name="Iemand Anders", role=Role.NATIONAL)

    assert printed_logins().startswith("No demo logins")


@pytest.mark.long
def test_world_is_alive_on_an_awkward_day() -> None:
    """A Sunday, the last day of a month, an hour that was skipped, half past three at night."""
    with time_machine.travel(dt.datetime(2030, 3, 31, 3, 30, tzinfo=ZoneInfo("Europe/Amsterdam")), tick=True):
        call_command("demo", verbosity=0)
        states = set(Case.objects.exclude(channel=Channel.IMPORT).values_list("state", flat=True))

    assert states == set(CaseState.values) - {CaseState.OFFERED, CaseState.OFFER_DECLINED}
