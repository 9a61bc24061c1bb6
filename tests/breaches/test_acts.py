"""Acts on the register of breaches, and the clock of 72 hours."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cases.codes import CaseState
from ekc.accounts.codes import Role
from ekc.breaches.acts import (
    add_person,
    bring_people,
    change_breach,
    close_breach,
    decide_authority,
    decide_people,
    drop_person,
    record_breach,
    tell_person,
)
from ekc.breaches.models import Breach, Concerned
from ekc.breaches.reads import clock_of
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from ekc.retention.destroying import destroy_files
from ekc.retention.nightly import forget_what_is_over
from tests.breaches.made import LETTER, make_breach
from tests.factories import make_user
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(state=CaseState.CLOSED)


@pytest.mark.parametrize(
    ("hours_ago", "words", "light"),
    [(0, "nog 72 uur", "in_time"), (47, "nog 25 uur", "in_time"), (48, "nog 24 uur", "nearly"), (73, "1 uur", "late")],
)
def test_the_clock_runs_from_when_it_was_found(hours_ago: int, words: str, light: str) -> None:
    found = timezone.now() - dt.timedelta(hours=hours_ago)
    clock = clock_of(Breach(found_at=found), now=found + dt.timedelta(hours=hours_ago))

    assert words in clock.words
    assert clock.light == light


def test_the_others_of_landelijk_beheer_hear_at_once_and_the_mail_says_nothing_of_it(world: World) -> None:
    other = make_user(Role.NATIONAL)
    make_breach(world.lena, world.own.case, is_bare=True)

    mails = Message.objects.filter(key__startswith="breach:")
    assert [mail.to for mail in mails] == [other.email]
    assert "Laptop" not in mails[0].subject + mails[0].body


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"title": " "}, "korte naam"),
        ({"what": ""}, "wat er is gebeurd"),
        ({"found_at": timezone.now() + dt.timedelta(days=900)}, "nog niet geweest"),
        ({"happened_at": timezone.now() + dt.timedelta(days=1)}, "na de ontdekking"),
        ({"case_numbers": ["EK-1999-99999"]}, "EK-1999-99999"),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, Any], why: str) -> None:
    known = {"title": "Laptop", "what": "Weg.", "found_at": timezone.now()}

    with pytest.raises(Refusal, match=why):
        record_breach(by=make_user(Role.NATIONAL), **{**known, **values})


def test_who_does_not_tell_the_ap_or_too_late_says_why(world: World) -> None:
    late = make_breach(world.lena, hours_ago=80)

    with pytest.raises(Refusal, match="waarom u niet meldt"):
        decide_authority(late, by=world.lena, authority="niet_gemeld")
    with pytest.raises(Refusal, match="wanneer"):
        decide_authority(late, by=world.lena, authority="gemeld")
    with pytest.raises(Refusal, match="later dan 72 uur"):
        decide_authority(late, by=world.lena, authority="gemeld", authority_at=timezone.now())
    with pytest.raises(Refusal, match="voor de ontdekking"):
        early = late.found_at - dt.timedelta(hours=1)
        decide_authority(late, by=world.lena, authority="gemeld", authority_at=early)
    told = decide_authority(
        late, by=world.lena, authority="gemeld", authority_at=timezone.now(), authority_why="Het was Pasen."
    )
    assert told.is_told_late
    assert clock_of(told).light == ""


def test_the_main_persons_of_the_files_come_once_and_can_be_taken_off(world: World) -> None:
    breach = make_breach(world.lena, world.own.case, is_bare=True)
    names = [person.name for person in world.own.case.main_persons.all()]

    assert bring_people(breach, by=world.lena) == len(names) > 0
    assert bring_people(breach, by=world.lena) == 0
    assert [str(each) for each in breach.people.all()] == names
    drop_person(breach.people.first(), by=world.lena)
    assert breach.people.count() == len(names) - 1


def test_it_closes_when_all_is_decided_and_everybody_heard_and_then_stays(world: World) -> None:
    breach = make_breach(world.lena, is_bare=True)
    facts = {"title": "Laptop kwijt", "what": "Weg.", "found_at": breach.found_at, "happened_at": None, "data": ""}

    def refused(why: str) -> None:
        with pytest.raises(Refusal, match=why):
            close_breach(breach, by=world.lena)

    refused("gemeld bij de AP")
    decide_authority(breach, by=world.lena, authority="gemeld", authority_at=timezone.now())
    refused("wat er is gedaan")
    change_breach(breach, by=world.lena, **facts, measures="Gewist.", case_numbers=[])
    refused("bericht krijgen")
    with pytest.raises(Refusal, match="komt in de brief"):
        decide_people(breach, by=world.lena, tell_people="ja")
    decide_people(breach, by=world.lena, tell_people="ja", **LETTER)
    refused("Zet eerst op de lijst")
    person = add_person(breach, by=world.lena, name="Ria")
    refused("Nog niet iedereen")
    tell_person(person, by=world.lena, told_on=local_today(), told_how="brief")
    with pytest.raises(Refusal, match="blijft daarom staan"):
        drop_person(person, by=world.lena)
    closed = close_breach(breach, by=world.lena)

    assert closed.closed_by == world.lena
    with pytest.raises(Refusal, match="afgesloten"):
        add_person(breach, by=world.lena, name="Sem")
    with pytest.raises(Refusal, match="afgesloten"):
        tell_person(person, by=world.lena, told_on=local_today(), told_how="gebeld")
    with transaction.atomic(), pytest.raises(IntegrityError, match="breach_closed_once_decided"):
        Breach.objects.filter(pk=breach.pk).update(tell_people="")


def test_what_is_written_lies_sealed_and_every_change_is_in_the_history(world: World) -> None:
    breach = make_breach(world.lena, world.own.case)

    with connection.cursor() as cursor:
        cursor.execute("SELECT b::text || c::text FROM breaches_breach b JOIN breaches_concerned c ON true")
        lying = " ".join(text for (text,) in cursor.fetchall())
    assert not [word for word in ("Laptop", "trein", "gestolen", "Ria") if word in lying]
    assert Breach.pgh_event_model.objects.filter(pgh_obj=breach).count() == 2


def test_the_people_go_with_their_file_and_a_closed_breach_after_five_years(world: World) -> None:
    breach = make_breach(world.lena, world.own.case)
    decide_authority(breach, by=world.lena, authority="gemeld", authority_at=timezone.now())
    running = make_breach(world.lena)
    destroy_files([world.own.case.pk], on=local_today())
    assert [str(each) for each in breach.people.all()] == ["Ria Bakker"]

    long_ago = timezone.now() - dt.timedelta(days=6 * 365)
    Breach.objects.filter(pk=breach.pk).update(closed_at=long_ago, closed_by=world.lena)
    forget_what_is_over()

    assert list(Breach.objects.all()) == [running]
    assert set(Concerned.objects.values_list("breach", flat=True)) == {running.pk}
