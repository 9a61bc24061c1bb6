"""Who objects to research at the desk of requests is out of it, with full effect (R17)."""

import pytest

from cases.codes import AskedAs, RightKind
from cases.privacy.acts.answering import answer_request
from ekc.accounts.codes import Role
from tests.factories import make_case, make_circle_person, make_main_person, make_privacy_request, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla():
    return make_user(Role.REGIONAL_MANAGER)


@pytest.fixture
def case():
    return make_case(main_persons=())


@pytest.mark.parametrize(
    ("who", "fields", "objector"),
    [
        ("child", {}, "gezaghebbende"),
        ("child", {"asked_as": AskedAs.SELF, "age": 14}, "hoofdpersoon"),
        ("aunt", {"asked_as": AskedAs.SELF, "age": 50}, "kring"),
    ],
)
def test_a_granted_objection_takes_the_file_out_of_research(case, carla, who, fields, objector):
    person = make_main_person(case, age_at_referral=8) if who == "child" else make_circle_person(case, name="Tante Els")
    asked = make_privacy_request(person, by=carla, kind=RightKind.OBJECTION, **fields)

    answer_request(asked, by=carla, action="grant", answer="De zaak telt niet meer mee.")

    case.refresh_from_db()
    assert case.research_objection
    assert [each.objector for each in case.research_objections.all()] == [objector]


def test_asked_twice_it_stands_once_and_refused_it_stands_not(case, carla):
    child = make_main_person(case, age_at_referral=8)
    first = make_privacy_request(child, by=carla, kind=RightKind.OBJECTION)
    answer_request(first, by=carla, action="refuse", ground="herhaald", answer="Dit is al zo.")
    assert not case.research_objections.exists()

    for _time in range(2):
        asked = make_privacy_request(child, by=carla, kind=RightKind.OBJECTION)
        answer_request(asked, by=carla, action="grant", answer="De zaak telt niet meer mee.")

    assert case.research_objections.count() == 1
