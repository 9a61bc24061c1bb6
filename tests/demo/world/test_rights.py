"""What the demo world shows of consent, requests, the review of the read log and breaches."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import AskedAs, ConsentPurpose, ConsentState, ConsentWay
from cases.consented import consent_of
from cases.models import Case, Consent, ConsentLink, PrivacyRequest
from demo.people import MAIL_DOMAIN
from ekc.accounts.models import User
from ekc.audit.codes import DrawnBecause, Judged
from ekc.audit.models import Drawn, ReadLine, Review, ReviewAnswer
from ekc.audit.reads import waiting_reviews
from ekc.breaches.models import Breach
from ekc.breaches.reads import running_clocks
from ekc.dates import local_today


def person(key: str) -> User:
    return User.objects.get(email=f"{key}@{MAIL_DOMAIN}")


# --- consent ------------------------------------------------------------------------------------------
def test_consent_stands_in_every_way_in_which_it_can(living: dict[str, Case]) -> None:
    states = {
        consent_of(main, purpose)
        for case in living.values()
        for main in case.main_persons.all()
        for purpose in ConsentPurpose
    }

    assert states == set(ConsentState)
    assert set(Consent.objects.values_list("way", flat=True)) >= {
        *(ConsentWay.SPOKEN, ConsentWay.OWN_LINK, ConsentWay.REFERRAL)
    }
    assert set(Consent.objects.exclude(given_as="").values_list("given_as", flat=True)) == {
        *(AskedAs.SELF, AskedAs.PARENT, AskedAs.GUARDIAN)
    }
    assert ConsentLink.objects.exists()


def test_nobody_said_anything_before_the_aanmelding_or_today(living: dict[str, Case]) -> None:
    for said in Consent.objects.select_related("case").exclude(case=living["vandaag"]):
        assert said.case.received_on <= said.said_on < local_today(), said
        assert timezone.localdate(said.recorded_at) >= said.said_on
    for link in ConsentLink.objects.all():
        assert link.sent_on < link.expires_on


def test_a_family_that_does_not_want_to_go_on_is_spoken_with_first(living: dict[str, Case]) -> None:
    client = Client()
    client.force_login(person("carla"))

    page = client.get(reverse("cases:consents", args=[living["met-tolk"].number])).content.decode()

    assert "Geen toestemming" in page


# --- requests -----------------------------------------------------------------------------------------
def test_requests_wait_with_a_term_for_both_managers(demo: None) -> None:
    waiting = PrivacyRequest.objects.unanswered()

    assert {asked.case.region.code in ("utrecht", "gelderland") for asked in waiting} == {True, False}
    for asked in waiting:
        assert asked.received_on < local_today() < asked.due_on
        assert timezone.localdate(asked.recorded_at) >= asked.received_on


# --- the read log and its review ------------------------------------------------------------------------
def test_last_month_is_drawn_for_every_region_and_waits_for_who_keeps_it(demo: None) -> None:
    last = (local_today().replace(day=1) - dt.timedelta(days=1)).replace(day=1)

    assert set(Review.objects.values_list("month", flat=True)) == {last}
    for key in ("carla", "bas", "lena"):
        waiting = waiting_reviews(person(key))
        assert waiting
        assert all(not each.is_late for each in waiting)
        assert sum(each.waiting for each in waiting) > 0
    assert {Judged.FINE, Judged.ASKING} == set(ReviewAnswer.objects.values_list("judged", flat=True))
    assert any(DrawnBecause.NIGHT in drawn.why for drawn in Drawn.objects.all())


def test_nobody_read_a_case_that_was_not_there_yet(living: dict[str, Case]) -> None:
    cases = {case.number: case for case in living.values()}
    for line in ReadLine.objects.filter(case_number__in=list(cases)):
        assert timezone.localdate(line.at) >= cases[line.case_number].received_on
        assert line.at < timezone.now()


# --- breaches -------------------------------------------------------------------------------------------
def test_one_breach_has_its_clock_running_and_another_is_closed(demo: None) -> None:
    running, closed = Breach.objects.filter(closed_at=None).get(), Breach.objects.exclude(closed_at=None).get()

    assert running.due_at > timezone.now()
    assert running.people.exists()
    assert [clock for clock in running_clocks(person("lena"))]
    assert closed.found_at < closed.recorded_at < closed.closed_at < timezone.now()


# --- pages ----------------------------------------------------------------------------------------------
def pages(key: str, names: tuple[str, ...]) -> Iterator[str]:
    client = Client()
    client.force_login(person(key))
    for name in names:
        answer = client.get(reverse(name))
        assert answer.status_code == 200, name
        yield answer.content.decode()


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("lena", ("cases:reviews", "breaches:register", "audit:reads")),
        ("carla", ("cases:today", "cases:reviews", "cases:privacy_requests")),
        ("bas", ("cases:today", "cases:reviews", "cases:privacy_requests")),
    ],
)
def test_the_pages_about_rights_are_full(key: str, names: tuple[str, ...], demo: None) -> None:
    for page in pages(key, names):
        assert 'class="empty"' not in page
