"""The 72 hours remind landelijk beheer twice, and stop once it was decided whether the AP is told."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ekc.accounts.codes import Role
from ekc.breaches.acts import change_breach, decide_authority
from ekc.breaches.codes import DuePurpose
from ekc.breaches.models import Breach
from ekc.outbox.acts import run_due_rows
from ekc.outbox.codes import DueState
from ekc.outbox.models import DueRow, Message
from tests.breaches.made import make_breach
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db
NEARS, OVER = "Nog 24 uur om een datalek te melden", "Te laat: een datalek is nog niet gemeld"


@pytest.fixture
def lena() -> Any:
    return make_user(Role.NATIONAL)


def subjects() -> list[str]:
    found = Message.objects.filter(subject__in=[NEARS, OVER])
    return list(found.order_by("pk").values_list("subject", flat=True))


def waiting() -> dict[str, dt.datetime]:
    return dict(DueRow.objects.filter(state=DueState.WAITING).values_list("purpose", "due_at"))


def test_landelijk_beheer_is_reminded_when_a_day_is_left_and_when_it_is_over(lena: Any) -> None:
    breach = make_breach(lena, hours_ago=1, is_bare=True)

    for hours, so_far in ((46, []), (48, [NEARS]), (71, [NEARS]), (72, [NEARS, OVER]), (90, [NEARS, OVER])):
        with time_machine.travel(breach.found_at + dt.timedelta(hours=hours, minutes=1), tick=False):
            run_due_rows()
            assert subjects() == so_far
    mail = Message.objects.get(subject=NEARS)
    assert mail.to == lena.email
    assert "Laptop" not in mail.subject + mail.body


@pytest.mark.parametrize("authority", ["gemeld", "niet_gemeld"])
def test_what_was_decided_ends_both_and_takes_it_off_vandaag(lena: Any, authority: str) -> None:
    breach = make_breach(lena, is_bare=True)
    client = Client()
    client.force_login(lena)
    for address in ("/", reverse("cases:today")):
        assert "nog 70 uur" in client.get(address, follow=True).content.decode()

    at = timezone.now() if authority == "gemeld" else None
    decide_authority(breach, by=lena, authority=authority, authority_at=at, authority_why="Versleuteld.")

    assert waiting() == {}
    for address in ("/", reverse("cases:today")):
        assert "Datalek" not in client.get(address, follow=True).content.decode().split("<main")[1].split("tabs")[0]
    with time_machine.travel(breach.found_at + dt.timedelta(hours=80)):
        run_due_rows()
    assert subjects() == []


def test_the_clock_moves_with_when_it_was_found(lena: Any) -> None:
    breach = make_breach(lena, hours_ago=2, is_bare=True)
    facts = {"title": "x", "what": "y", "happened_at": None, "data": "", "measures": "", "case_numbers": []}
    earlier = breach.found_at - dt.timedelta(hours=50)

    changed = change_breach(breach, by=lena, found_at=earlier, **facts)

    assert waiting() == {DuePurpose.TERM_ENDS: changed.due_at}
    change_breach(changed, by=lena, found_at=breach.found_at, **facts)
    assert len(waiting()) == 2


def test_a_breach_that_is_gone_or_long_over_reminds_nobody(lena: Any) -> None:
    make_breach(lena, hours_ago=100, is_bare=True)

    assert waiting() == {}
    assert Breach.objects.count() == 1
    assert subjects() == []


def test_only_landelijk_beheer_sees_the_clock(lena: Any) -> None:
    make_breach(lena, is_bare=True)
    client = Client()
    client.force_login(make_user(Role.REGIONAL_MANAGER, region=make_case().region))

    assert "Datalek" not in client.get(reverse("cases:today")).content.decode()
