"""What people see of keeping and destroying."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.codes import CaseState
from cases.locks import lock_case, lock_cases
from cases.models import Case
from cases.workflow import MOVES
from ekc.accounts.codes import Role
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from ekc.dutch import long_date
from ekc.refusal import Refusal
from ekc.retention.destroying import destroy_files
from ekc.retention.models import DestructionList, Hold
from ekc.retention.querysets import last_day_of
from tests.factories import make_user
from tests.retention.test_due import closed, over
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(state=CaseState.CLOSED)


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_a_closed_case_says_how_long_it_is_kept(world: World) -> None:
    page = signed_in(world.carla).get(world.own.case.get_absolute_url())
    last = last_day_of(world.own.case.number)

    assert last is not None
    assert f"Dit dossier wordt bewaard tot en met {long_date(last)}." in page.content.decode()


def test_of_a_destroyed_file_only_the_number_and_the_day_are_left_on_the_pages(world: World) -> None:
    case = world.own.case
    destroy_files([case.pk], on=local_today())
    client = signed_in(world.carla)
    said = f"Dossier vernietigd op {long_date(local_today())}"

    page = client.get(case.get_absolute_url()).content.decode()
    worklist = client.get(reverse("cases:worklist") + "?tab=afgesloten").content.decode()

    assert said in page
    assert said in worklist
    assert case.number in worklist
    for route in ("cases:circle", "cases:contacts", "cases:history", "plans:plan", "cases:reopen"):
        assert client.get(reverse(route, args=[case.number])).status_code == 404
    assert ReadLine.objects.filter(case_number=case.number, what="dat het dossier is vernietigd").count() == 1


def test_nobody_else_learns_that_there_was_a_file(world: World) -> None:
    case = world.own.case
    destroy_files([case.pk], on=local_today())

    for who in ("anna", "bram", "carel", "dirk", "eva", "frans"):
        assert signed_in(getattr(world, who)).get(case.get_absolute_url()).status_code == 404, who


def test_no_act_takes_hold_of_a_destroyed_file_and_the_database_refuses_as_well(world: World) -> None:
    from django.db import InternalError, transaction

    case = world.own.case
    destroy_files([case.pk], on=local_today())

    assert any(move.source == CaseState.CLOSED for move in MOVES)
    for act in (lambda: lock_case(case), lambda: lock_cases([case.pk])):
        with transaction.atomic(), pytest.raises(Refusal, match="is vernietigd"):
            act()
    with pytest.raises(InternalError, match="Cannot update or delete rows"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=CaseState.REOPENED, closed_on=None)
    bring_steps_up_to_date()


def test_a_list_is_made_by_one_and_approved_by_another_on_the_pages() -> None:
    lena, loes = make_user(Role.NATIONAL), make_user(Role.NATIONAL)
    case = closed(over())
    maker, second = signed_in(lena), signed_in(loes)

    assert case.number in maker.get(reverse("retention:overview")).content.decode()
    maker.post(reverse("retention:make"))
    made = DestructionList.objects.get()
    address = reverse("retention:list", args=[made.pk])
    assert "Een ander van landelijk beheer" in maker.get(address).content.decode()
    refused = maker.post(reverse("retention:approve", args=[made.pk]), follow=True)
    assert "zelf gemaakt" in refused.content.decode()
    assert reverse("retention:approve", args=[made.pk]) in second.get(address).content.decode()
    second.post(reverse("retention:approve", args=[made.pk]))

    made.refresh_from_db()
    assert made.decided_by == loes


def test_a_hold_is_typed_and_lifted_and_nothing_typed_is_lost() -> None:
    client, case = signed_in(make_user(Role.NATIONAL)), closed(over())
    wrong = client.post(reverse("retention:hold"), {"number": "EK-1", "reason": "Een klacht.", "until": "31-12-2099"})
    assert "Er is geen zaak met dit nummer." in wrong.content.decode()
    assert "Een klacht." in wrong.content.decode()

    client.post(reverse("retention:hold"), {"number": case.number, "reason": "Een klacht.", "until": "31-12-2099"})
    held = Hold.objects.get()
    assert "Een klacht." in client.get(reverse("retention:overview")).content.decode()
    client.post(reverse("retention:lift", args=[held.pk]))

    held.refresh_from_db()
    assert held.lifted_at is not None
