"""The demo world as a whole: everything is there, and time is right."""

from collections import Counter
from typing import Any

from django.utils import timezone

from cases.codes import CaseState, Channel
from cases.models import Case, CirclePerson, Contact, MainPerson, Referrer
from demo.backdating import DATES, MOMENTS
from demo.people import MAIL_DOMAIN
from demo.stories import STORIES
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from tests.demo.world.building import snapshot
from tests.demo.world.following import FOLLOWED

# Nothing makes an offer yet; every other state of a case is in the world.
WITHOUT_ACT = {CaseState.OFFERED, CaseState.OFFER_DECLINED}


# --- the world as a whole -----------------------------------------------------------------------------
def test_every_state_is_there(living: dict[str, Case]) -> None:
    states = {case.state for case in living.values()}

    assert states == set(CaseState.values) - WITHOUT_ACT
    assert {key: case.state for key, case in living.items()} == {story.key: story.ends for story in STORIES}


def test_pilot_is_there_as_closed_cases(demo: None) -> None:
    pilot = Case.objects.filter(channel=Channel.IMPORT)

    assert pilot.filter(state=CaseState.CLOSED, programme__name="Families zelf aan zet").count() == 73


def test_living_cases_are_spread_over_the_regions_of_both_managers(living: dict[str, Case]) -> None:
    per_region = Counter(case.region.code for case in living.values())

    assert set(per_region) == {"noord_holland", "stadsregio_amsterdam", "utrecht", "gelderland"}
    assert min(per_region.values()) >= 9


def test_there_is_somebody_for_every_role(demo: None) -> None:
    roles = Counter(User.objects.values_list("role", flat=True))

    assert roles == {
        Role.REGIONAL_MANAGER: 2,
        Role.COORDINATOR: 23,
        Role.PROFESSIONAL: 4,
        Role.RESEARCHER: 1,
        Role.FUNDER: 1,
        Role.NATIONAL: 1,
    }


def test_after_every_act_each_case_keeps_the_step_that_the_table_says(demo: None) -> None:
    assert FOLLOWED.acts > 500
    assert FOLLOWED.strayed == []


def test_same_day_gives_the_same_world(worlds: list[Any], demo: None) -> None:
    assert snapshot() == worlds


def test_all_people_are_fictional(demo: None) -> None:
    """Mail goes to a domain that cannot exist, phone numbers are of one range."""
    addresses = [address for model in (User, CirclePerson, MainPerson, Referrer) for address in emails_of(model)]
    phones = [phone for model in (User, CirclePerson, MainPerson, Referrer) for phone in phones_of(model)]

    assert {address.rpartition("@")[2] for address in addresses} == {MAIL_DOMAIN}
    assert all(phone.startswith("0612 345 ") for phone in phones)


def emails_of(model: Any) -> list[str]:
    return list(model.objects.exclude(email="").values_list("email", flat=True))


def phones_of(model: Any) -> list[str]:
    return list(model.objects.exclude(phone="").values_list("phone", flat=True))


def test_persons_of_the_pilot_have_no_names(demo: None) -> None:
    assert not MainPerson.objects.filter(case__channel=Channel.IMPORT).exclude(name="").exists()


# --- time -------------------------------------------------------------------------------------------------
def test_moves_of_a_case_follow_each_other(living: dict[str, Case]) -> None:
    for key, case in living.items():
        moments = list(case.moves.order_by("pk").values_list("at", flat=True))
        assert moments == sorted(moments), key
        assert timezone.localdate(moments[0]) == case.received_on, key
        assert moments[-1] == case.state_since, key
        assert moments[-1] < timezone.now(), key


def test_only_what_happens_today_has_the_date_of_today(living: dict[str, Case]) -> None:
    today = local_today()
    busy = living["vandaag"]

    for model, path, columns in DATES:
        for column in columns:
            assert not model._default_manager.filter(**{column: today}).exclude(**{path: busy.pk}).exists(), column
    for model, path, columns in MOMENTS:
        for column in columns:
            late = model._default_manager.filter(**{f"{column}__date": today})
            assert not late.exclude(**{path: busy.pk}).exclude(**in_pilot(path)).exists(), column


def in_pilot(path: str) -> dict[str, str]:
    prefix = "" if path == "pk" else f"{path}__"
    return {f"{prefix}channel": Channel.IMPORT}


def test_nobody_was_contacted_before_the_aanmelding_or_after_now(living: dict[str, Case]) -> None:
    for contact in Contact.objects.select_related("case"):
        assert timezone.localdate(contact.at) >= contact.case.received_on
        assert contact.at < timezone.now()


def test_contract_began_before_the_preparation_and_the_vog_before_the_contract(living: dict[str, Case]) -> None:
    for case in living.values():
        for contract in case.contracts.select_related("coordinator"):
            assert contract.coordinator.vog_date < contract.started_on >= case.received_on
            assert case.preparation_started_on is None or contract.started_on <= case.preparation_started_on
