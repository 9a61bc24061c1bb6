"""Earlier cases of the same family."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.codes import RepeatReason
from cases.desk.acts.earlier import link_earlier, set_earlier_aside, undo_earlier
from cases.desk.reads.earlier import likely_earlier
from cases.search import update_search
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_case, make_circle_person, make_likely, make_main_person, make_region, make_user

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
    for other in (strange, new_case):
        assert desk.get(reverse("cases:earlier_link", args=[new_case.number, other.pk])).status_code == 404


# --- by hand, and back again --------------------------------------------------------------------------------------
def page_of(desk, case, **query):
    return desk.get(reverse("cases:earlier", args=[case.number]), query).content.decode()


def test_an_earlier_case_is_found_by_hand_by_number_and_by_a_name_in_any_spelling(desk, new_case):
    other = make_case(main_persons=["Łukasz al-Hassan"])
    elsewhere = make_case(main_persons=["Lukasz Elders"], region=make_region("limburg"))
    update_search(other)
    update_search(elsewhere)

    for sought in (other.number, "lukasz", "ALHASSAN", "al hassan", "lukaszal hassan"):
        assert other.number in page_of(desk, new_case, zoek=sought), sought
    assert elsewhere.number not in page_of(desk, new_case, zoek="lukasz")
    assert "valt er niets te zoeken" in page_of(desk, new_case, zoek="?!")


def test_a_case_that_was_found_by_hand_is_linked(desk, new_case):
    other = make_case(main_persons=["Iemand"])
    desk.post(reverse("cases:earlier_link", args=[new_case.number, other.pk]), {"repeat_reason": RepeatReason.STALLED})
    new_case.refresh_from_db()
    assert new_case.previous_case == other


@pytest.mark.parametrize("between", [0, 1, 3])
def test_of_two_cases_of_one_day_only_one_is_the_earlier(carla, between):
    cases = [make_case(received_on=local_today()) for _number in range(between + 2)]
    for earlier, later in zip(cases, cases[1:], strict=False):
        link_earlier(later, earlier, by=carla, repeat_reason=RepeatReason.STALLED)
    with pytest.raises(Refusal, match="hoort zelf al bij deze zaak"):
        link_earlier(cases[0], cases[-1], by=carla, repeat_reason=RepeatReason.STALLED)
    cases[0].refresh_from_db()
    assert cases[0].previous_case is None


def test_the_overview_says_which_case_and_why_to_who_works_on_it(desk, carla, new_case):
    other = make_case(main_persons=["Iemand"])
    link_earlier(new_case, other, by=carla, repeat_reason=RepeatReason.STALLED)
    dirk = make_user(Role.PROFESSIONAL)
    new_case.referrer.user = dirk
    new_case.referrer.save()

    page = desk.get(new_case.get_absolute_url()).content.decode()
    assert f'href="{other.get_absolute_url()}"' in page
    assert str(RepeatReason.STALLED.label) in page
    desk.force_login(dirk)
    assert other.number not in desk.get(new_case.get_absolute_url()).content.decode()


def test_a_case_of_another_region_is_named_without_a_link(desk, carla, new_case):
    other = make_case(main_persons=["Iemand"])
    link_earlier(new_case, other, by=carla, repeat_reason=RepeatReason.STALLED)
    other.region = make_region("limburg")
    other.save()

    page = desk.get(new_case.get_absolute_url()).content.decode()
    assert other.number in page
    assert other.get_absolute_url() not in page


def test_a_wrong_link_is_undone_and_leaves_the_case_as_it_was(desk, carla, new_case):
    new_case.repeat_reason, new_case.earlier_conference = RepeatReason.STALLED, True
    new_case.save()
    wrong, right = make_case(main_persons=["Iemand"]), make_case(main_persons=["Ander"])
    other_reason = next(reason for reason in RepeatReason if reason != RepeatReason.STALLED)
    judged = link_earlier(new_case, wrong, by=carla, repeat_reason=other_reason)

    url = reverse("cases:earlier_undo", args=[new_case.number, judged.pk])
    assert "Schrijf iets op bij" in desk.post(url, {"reason": ""}).content.decode()
    desk.post(url, {"reason": "Een ander gezin."})

    new_case.refresh_from_db()
    assert (new_case.previous_case, new_case.repeat_reason) == (None, RepeatReason.STALLED)
    assert new_case.earlier_conference
    assert "Een ander gezin." in page_of(desk, new_case)
    link_earlier(new_case, right, by=carla, repeat_reason=other_reason)
    with pytest.raises(Refusal, match="al teruggedraaid"):
        undo_earlier(judged, by=carla, reason="Nog eens")


def test_what_was_set_aside_by_mistake_is_a_possibility_again(carla, new_case):
    other = make_likely(new_case)
    judged = set_earlier_aside(new_case, other, by=carla, note="Andere familie")
    undo_earlier(judged, by=carla, reason="Het was haar zus.")
    assert [each.case for each in likely_earlier(new_case, carla)] == [other]
