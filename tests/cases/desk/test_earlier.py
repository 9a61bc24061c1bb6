"""Earlier cases of the same family."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.codes import RepeatReason
from cases.desk.acts.earlier import link_earlier, set_earlier_aside
from cases.desk.reads.earlier import likely_earlier
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_case, make_circle_person, make_likely, make_main_person, make_region

pytestmark = pytest.mark.django_db


# --- earlier cases ------------------------------------------------------------------------------------------------
def test_same_name_and_birth_date_or_same_phone_is_found_in_own_regions_alone(carla):
    case = make_case(received_on=local_today())
    case.main_persons.update(phone="+31 6 1234 5678")
    same_person = make_likely(case)
    same_phone = make_case(main_persons=["Noor"])
    make_circle_person(same_phone, phone="06-12345678")
    elsewhere = make_likely(case, region=make_region("limburg"))
    make_case(main_persons=["Sem"])

    found = {each.case: (each.same_person, each.same_phone) for each in likely_earlier(case, carla)}
    assert found == {same_person: (True, False), same_phone: (False, True)}
    assert elsewhere not in found


def test_name_is_compared_without_accents_and_capitals(carla):
    case = make_case(main_persons=(), received_on=local_today())
    make_main_person(case, name="ŞÜKRÜ Öz", birth_date=dt.date(2014, 3, 2))
    other = make_case(main_persons=())
    make_main_person(other, name="Sukru Oz", birth_date=dt.date(2014, 3, 2))
    assert [each.case for each in likely_earlier(case, carla)] == [other]


def test_short_number_matches_nobody(carla):
    case, other = make_case(received_on=local_today()), make_case()
    case.main_persons.update(phone="112")
    other.main_persons.update(phone="112")
    assert likely_earlier(case, carla) == []


def test_link_makes_a_herhalingsverzoek_with_its_reason(desk, new_case):
    other = make_likely(new_case)
    url = reverse("cases:earlier_link", args=[new_case.number, other.pk])
    assert desk.post(url, {"repeat_reason": ""}).status_code == 200
    desk.post(url, {"repeat_reason": RepeatReason.STALLED})
    new_case.refresh_from_db()
    assert (new_case.previous_case, new_case.repeat_reason) == (other, RepeatReason.STALLED)
    assert desk.post(url, {"repeat_reason": RepeatReason.STALLED}).status_code == 404


def test_set_aside_asks_a_reason_and_shows_it_no_more(carla, new_case):
    other = make_likely(new_case)
    with pytest.raises(Refusal):
        set_earlier_aside(new_case, other, by=carla, note=" ")
    set_earlier_aside(new_case, other, by=carla, note="Andere familie")
    assert likely_earlier(new_case, carla) == []
    with pytest.raises(Refusal):
        link_earlier(new_case, other, by=carla, repeat_reason=RepeatReason.STALLED)


def test_number_of_a_strange_case_tells_nothing(desk, new_case):
    strange = make_likely(new_case, region=make_region("limburg"))
    unlike = make_case(main_persons=["Iemand"])
    for other in (strange, unlike):
        assert desk.get(reverse("cases:earlier_link", args=[new_case.number, other.pk])).status_code == 404
