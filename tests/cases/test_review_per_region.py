"""The review of the read log per region: who keeps it looks at its readings, landelijk beheer at the rest and all."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cases import norms
from cases.reviewing.acts.drawing_reviews import draw_review, draw_reviews
from cases.reviewing.acts.review_reminders import remind_of_review
from cases.reviewing.acts.reviewing import judge_reading, sign_review
from cases.reviewing.month import Month
from cases.reviewing.suspicions import SUSPICIONS
from ekc.accounts.codes import Role
from ekc.accounts.models import Region
from ekc.audit.codes import DrawnBecause
from ekc.audit.models import Drawn, ReadLine, Review, SignedOff
from ekc.audit.reads import waiting_reviews
from ekc.breaches.models import Breach
from ekc.dates import at_local
from ekc.outbox.models import Message
from tests.access.test_crawler import signed_in
from tests.audit.reviewed import drawn_of, make_review, read_at
from tests.factories import make_case, make_coordinator, make_user

pytestmark = pytest.mark.django_db
MARCH = dt.date(2026, 3, 1)


def at_ten(day: int) -> dt.datetime:
    return at_local(dt.date(2026, 3, day), dt.time(10))


@pytest.fixture
def north() -> Any:
    return make_case(region=Region.objects.get(code="noord_holland"))


@pytest.fixture
def south() -> Any:
    return make_case(region=Region.objects.get(code="utrecht"))


@pytest.fixture
def carla(north: Any) -> Any:
    return make_user(Role.REGIONAL_MANAGER, region=north.region, full_name="Carla Noord")


@pytest.fixture
def bas(south: Any) -> Any:
    return make_user(Role.REGIONAL_MANAGER, region=south.region, full_name="Bas Zuid")


@pytest.fixture
def lena() -> Any:
    return make_user(Role.NATIONAL, full_name="Lena Landelijk")


def page_of(user: Any, name: str, *args: Any) -> str:
    return signed_in(user).get(reverse(name, args=args)).content.decode()


# --- drawing ------------------------------------------------------------------------------------------
def test_chance_draws_as_many_in_a_small_region_as_in_a_large_one(north: Any, south: Any) -> None:
    reader = make_coordinator().user
    for number in range(3 * norms.REVIEW_SAMPLE):
        read_at(at_ten(1 + number % 28), reader, north.number)
    for _number in range(3):
        read_at(at_ten(3), reader, south.number)
    draw_review(MARCH)

    drawn = {each.region: each.lines.count() for each in Review.objects.all()}

    assert drawn == {north.region: norms.REVIEW_SAMPLE, south.region: 3, None: 0}


def test_each_rule_draws_for_the_region_of_the_case_and_counts_for_it(north: Any, south: Any) -> None:
    reader = make_coordinator().user
    night = at_local(dt.date(2026, 3, 4), dt.time(3))
    line = read_at(night, reader, north.number)
    read_at(at_ten(5), reader, south.number)
    draw_review(MARCH)

    of_north, of_south = (Review.objects.get(region=each.region) for each in (north, south))

    assert [each.reading for each in of_north.lines.filter(why__contains=[DrawnBecause.NIGHT])] == [line.pk]
    assert (of_north.found["nacht"], of_south.found["nacht"]) == (1, 0)


def test_what_managers_and_landelijk_beheer_read_and_what_is_of_no_case_is_for_landelijk_beheer(
    north: Any, carla: Any, lena: Any
) -> None:
    for user, number in ((carla, north.number), (lena, north.number), (make_coordinator().user, "EK-1999-00001")):
        read_at(at_ten(3), user, number)

    review = draw_review(MARCH)

    assert review is not None
    assert (review.region, review.lines.count(), Review.objects.count()) == (None, 3, 1)


def test_who_keeps_a_region_hears_of_theirs_and_landelijk_beheer_of_what_nobody_keeps(
    north: Any, south: Any, carla: Any, lena: Any
) -> None:
    reader = make_coordinator().user
    for case in (north, south):
        read_at(at_ten(3), reader, case.number)
    with time_machine.travel(at_local(dt.date(2026, 4, 2), dt.time(10))):
        assert draw_reviews() == 1
        assert draw_reviews() == 0

    ready = Message.objects.filter(subject__contains="staat klaar")
    assert ready.filter(to=carla.email).count() == 1
    # The rest, and the region without a regional manager.
    assert ready.filter(to=lena.email).count() == 2
    own = Review.objects.get(region=north.region)
    remind_of_review(own.pk)
    assert Message.objects.get(subject="De controle van het leeslog wacht").to == carla.email


# --- who looks ----------------------------------------------------------------------------------------
def test_a_manager_sees_and_judges_the_own_region_and_no_other(
    north: Any, south: Any, carla: Any, bas: Any, lena: Any
) -> None:
    reader = make_coordinator().user
    own, other = (drawn_of(reader, case.number, review=make_review(region=case.region)) for case in (north, south))

    listed = page_of(carla, "cases:reviews")
    assert "Noord-Holland" in listed
    assert "Utrecht" not in listed
    assert signed_in(carla).get(reverse("cases:review", args=[own.review_id])).status_code == 200
    for user, drawn in ((carla, other), (bas, own)):
        client = signed_in(user)
        for name, key in (
            ("cases:review", drawn.review_id),
            ("cases:review_sign", drawn.review_id),
            ("cases:review_answer", drawn.pk),
        ):
            address = reverse(name, args=[key])
            assert client.get(address).status_code == 404, name
            assert client.post(address).status_code in {404, 405}, name
    everything = page_of(lena, "cases:reviews")
    assert "Noord-Holland" in everything
    assert "Utrecht" in everything


def test_a_manager_reviews_and_signs_a_region_on_its_pages(north: Any, carla: Any) -> None:
    reader = make_coordinator().user
    drawn = drawn_of(reader, north.number, review=make_review(region=north.region))
    other = read_at(timezone.now(), reader, north.number, what="de kring")
    client = signed_in(carla)

    question = page_of(carla, "cases:review_answer", drawn.pk)
    assert "Wat deze persoon die dag nog meer bekeek in uw regio" in question
    assert other.what in question
    assert "Alles wat deze persoon die dag bekeek" not in question
    client.post(reverse("cases:review_answer", args=[drawn.pk]), {"judged": "in_orde", "reason": "Eigen zaak."})
    done = client.post(reverse("cases:review_sign", args=[drawn.review_id]), follow=True).content.decode()

    assert "De maand is afgetekend." in done
    assert SignedOff.objects.get().by == carla
    looked = ReadLine.objects.filter(user=carla, case_number=north.number, what="controle van het leeslog")
    assert looked.exists()


def test_what_somebody_read_in_another_region_does_not_stand_beside_it(north: Any, south: Any, carla: Any) -> None:
    reader = make_coordinator().user
    drawn = drawn_of(reader, north.number, review=make_review(region=north.region))
    read_at(timezone.now(), reader, south.number)

    assert south.number not in page_of(carla, "cases:review_answer", drawn.pk)


def test_a_leak_that_a_manager_finds_goes_on_with_landelijk_beheer(north: Any, carla: Any, lena: Any) -> None:
    drawn = drawn_of(make_coordinator().user, north.number, review=make_review(region=north.region))
    typed = {"judged": "lek", "reason": "De buurvrouw van de familie."}

    said = signed_in(carla).post(reverse("cases:review_answer", args=[drawn.pk]), typed, follow=True)

    assert "Landelijk beheer kreeg bericht en gaat ermee verder." in said.content.decode()
    assert Breach.objects.get().case_numbers == [north.number]
    assert Message.objects.filter(to=lena.email, subject="Er is een datalek vastgelegd").exists()


def test_a_region_stands_on_vandaag_of_who_keeps_it_until_it_is_signed(
    north: Any, south: Any, carla: Any, lena: Any
) -> None:
    reader = make_coordinator().user
    own = drawn_of(reader, north.number, review=make_review(region=north.region))
    make_review(region=south.region)
    make_review()

    assert [each.review.region for each in waiting_reviews(carla)] == [north.region]
    # What is of no region, and the region that nobody keeps.
    assert {each.review.region for each in waiting_reviews(lena)} == {None, south.region}
    assert "Leeslog van januari 2026, Noord-Holland: kijk het na" in page_of(carla, "cases:today")
    judge_reading(own, by=carla, judged="in_orde", reason="Eigen zaak.")
    sign_review(own.review, by=carla)
    assert waiting_reviews(carla) == []


def test_many_reviews_are_listed_and_counted_in_as_many_questions_as_one(
    north: Any, lena: Any, django_assert_num_queries: Any
) -> None:
    reader = make_coordinator().user
    drawn_of(reader, north.number)
    with django_assert_num_queries(1):
        assert [each.waiting for each in waiting_reviews(lena)] == [1]
    for region in Region.objects.all()[:6]:
        for _number in range(2):
            drawn_of(reader, north.number, review=make_review(region=region))

    with django_assert_num_queries(1):
        found = waiting_reviews(lena)
    assert sum(each.waiting for each in found) == 1 + 12


# --- night --------------------------------------------------------------------------------------------
def found_at_night(month: dt.date) -> list[int]:
    rule = next(each for each in SUSPICIONS if each.because == DrawnBecause.NIGHT)
    return [each.reading for each in rule.finds(Month(month))]


def utc(*moment: int) -> dt.datetime:
    return dt.datetime(2026, *moment, tzinfo=dt.UTC)  # type: ignore[misc]


# On 29 March the clock goes from two to three: 01:00 in UTC is 03:00 here, and six is an hour earlier in UTC.
@pytest.mark.parametrize(
    ("moment", "is_found"),
    [
        (utc(3, 28, 21, 59), False),
        (utc(3, 28, 22, 0), True),
        (utc(3, 29, 0, 59), True),
        (utc(3, 29, 1, 0), True),
        (utc(3, 29, 3, 59), True),
        (utc(3, 29, 4, 0), False),
        (utc(3, 29, 4, 59), False),
        (utc(3, 29, 20, 59), False),
        (utc(3, 29, 21, 0), True),
        # On 25 October it is two to three twice; six comes an hour later in UTC.
        (utc(10, 24, 20, 59), False),
        (utc(10, 24, 21, 0), True),
        (utc(10, 25, 0, 30), True),
        (utc(10, 25, 1, 30), True),
        (utc(10, 25, 4, 30), True),
        (utc(10, 25, 4, 59), True),
        (utc(10, 25, 5, 0), False),
        (utc(10, 25, 21, 59), False),
        (utc(10, 25, 22, 0), True),
    ],
)
def test_the_night_in_which_the_clock_changes_goes_by_the_clock_on_the_wall(
    moment: dt.datetime, is_found: bool
) -> None:
    line = read_at(moment, make_coordinator().user, "EK-1")

    assert found_at_night(moment.date().replace(day=1)) == ([line.pk] if is_found else [])


@pytest.mark.parametrize(
    ("first", "others", "next_night"),
    [
        (utc(3, 28, 22, 30), [utc(3, 28, 23, 30), utc(3, 29, 0, 30), utc(3, 29, 3, 30)], utc(3, 29, 21, 30)),
        (utc(10, 24, 21, 30), [utc(10, 25, 0, 30), utc(10, 25, 1, 30), utc(10, 25, 4, 45)], utc(10, 25, 22, 30)),
        (utc(6, 10, 21, 30), [utc(6, 10, 22, 30), utc(6, 11, 3, 30)], utc(6, 11, 21, 30)),
    ],
)
def test_a_night_is_one_before_and_after_midnight_and_when_the_clock_changes(
    first: dt.datetime, others: list[dt.datetime], next_night: dt.datetime
) -> None:
    reader = make_coordinator().user
    begun = read_at(first, reader, "EK-1")
    for moment in others:
        read_at(moment, reader, "EK-2")
    later = read_at(next_night, reader, "EK-3")

    assert found_at_night(first.date().replace(day=1)) == [begun.pk, later.pk]
    assert Drawn.objects.count() == 0
