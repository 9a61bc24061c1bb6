"""Main persons can be put right: by coordinator and regional manager, in every state before the end, with a reason."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.circle.acts.contacts import log_contact
from cases.circle.acts.main_persons import (
    Identity,
    add_main_person,
    correct_main_person,
    take_off_main_person,
)
from cases.codes import FINISHED_STATES, ContactMethod, Gender, MainPersonKind
from cases.codes import CaseState as S
from cases.models import Case, MainPerson, MainPersonChange
from cases.search import search_cases
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_case, make_region, make_user
from tests.rows import the_one

pytestmark = pytest.mark.django_db
WHY = "De moeder belde."
OPEN = sorted(set(S.values) - FINISHED_STATES - {S.OFFERED})


def years_ago(years: int) -> dt.date:
    today = local_today()
    return today.replace(year=today.year - years, day=1)


@pytest.fixture
def manager() -> User:
    return make_user(Role.REGIONAL_MANAGER, region=make_region())


@pytest.fixture
def case(manager: User) -> Case:
    return make_case(state=S.ACTIVATION, region=manager.regions.get())


def person_of(case: Case) -> MainPerson:
    return case.main_persons.get()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(**changed: Any) -> dict[str, Any]:
    born = years_ago(9)
    return {
        "name": "Samira el Amrani",
        "birth": "datum",
        "birth_date_0": born.day,
        "birth_date_1": born.month,
        "birth_date_2": born.year,
        "gender": "v",
        "reason": WHY,
        **changed,
    }


@pytest.mark.parametrize("state", OPEN)
def test_a_name_and_a_birth_are_put_right_in_every_state_before_the_end(manager: User, state: str) -> None:
    case = make_case(state=state, region=manager.regions.get())
    coordinators = [contract.coordinator.user for contract in case.contracts.all() if contract.ended_on is None]

    for number, user in enumerate([manager, *coordinators]):
        name = f"Samira {'abc'[number]}"
        url = reverse("cases:main_person_correct", args=[case.number, person_of(case).pk])
        assert client_of(user).post(url, sent(name=name)).status_code == 302
        assert person_of(case).name == name

    person = person_of(case)
    assert (person.kind, person.gender) == (MainPersonKind.MINOR, Gender.GIRL)
    assert person.age_at_referral in (8, 9)
    assert case.main_person_changes.count() == 1 + len(coordinators)


@pytest.mark.parametrize("state", sorted(FINISHED_STATES))
def test_after_the_end_the_main_persons_stay_as_they_are(manager: User, state: str) -> None:
    case = make_case(state=state, region=manager.regions.get())

    with pytest.raises(Refusal, match="De zaak is klaar"):
        correct_main_person(person_of(case), Identity("Sam"), by=manager, reason=WHY)


def test_the_age_and_minor_or_adult_follow_from_the_birth_date(case: Case, manager: User) -> None:
    corrected = correct_main_person(
        person_of(case), Identity("Sam", years_ago(30), is_female=False), by=manager, reason=WHY
    )

    assert (corrected.kind, corrected.gender) == (MainPersonKind.ADULT, Gender.MAN)
    assert corrected.age_at_referral in (29, 30)


def test_a_child_that_was_born_after_all_is_no_longer_unborn_and_is_nought_at_the_aanmelding(
    case: Case, manager: User
) -> None:
    person = add_main_person(case, Identity("Baby", unborn=True), by=manager, reason=WHY)
    assert (person.unborn, person.age_at_referral) == (True, None)

    born = correct_main_person(person, Identity("Lina", local_today()), by=manager, reason="Geboren!")

    assert (born.unborn, born.age_at_referral, born.kind) == (False, 0, MainPersonKind.MINOR)
    page = client_of(manager).get(case.get_absolute_url()).content.decode()
    assert "geboren na de aanmelding" in page


def test_what_stood_there_and_why_it_changed_stands_in_the_history_for_who_works_on_the_case(
    case: Case, manager: User
) -> None:
    case.main_persons.update(name="Sem")
    correct_main_person(person_of(case), Identity("Sam", years_ago(9)), by=manager, reason=WHY)
    url = reverse("cases:history", args=[case.number])
    professional = make_user(Role.PROFESSIONAL)
    case.referrer.user = professional
    case.referrer.save()

    seen = client_of(manager).get(url).content.decode()
    assert "Naam: Sem → Sam" in seen
    assert WHY in seen
    assert WHY not in client_of(professional).get(url).content.decode()


def test_a_forgotten_brother_is_added_and_the_case_is_found_by_his_name(case: Case, manager: User) -> None:
    url = reverse("cases:main_person_add", args=[case.number])
    client_of(manager).post(url, sent(name="Yusuf Yılmaz"))

    assert case.main_persons.count() == 2
    assert list(search_cases(Case.objects.all(), "yilmaz")) == [case]


def test_more_than_six_are_a_second_aanmelding(case: Case, manager: User) -> None:
    for number in range(5):
        add_main_person(case, Identity(f"Kind {number}"), by=manager, reason=WHY)

    with pytest.raises(Refusal, match="hoogstens zes"):
        add_main_person(case, Identity("Kind zeven"), by=manager, reason=WHY)


def test_who_was_entered_by_mistake_is_taken_off_and_the_history_says_who_it_was(case: Case, manager: User) -> None:
    double = add_main_person(case, Identity("Dubbele Sem"), by=manager, reason=WHY)
    url = reverse("cases:main_person_take_off", args=[case.number, double.pk])
    client_of(manager).post(url, {"reason": "Staat er dubbel in."})

    assert [str(person) for person in case.main_persons.all()] == ["Sem"]
    assert the_one(MainPersonChange.objects, name="Dubbele Sem", reason="Staat er dubbel in.")
    assert not search_cases(Case.objects.all(), "dubbele").exists()


def test_what_hangs_on_a_double_goes_along_to_who_it_is(case: Case, manager: User) -> None:
    coordinator = case.contracts.get().coordinator.user
    real = person_of(case)
    double = add_main_person(case, Identity("Sem dubbel"), by=manager, reason=WHY)
    contact = log_contact(case, by=coordinator, method=ContactMethod.VISIT, main_person=double)

    with pytest.raises(Refusal, match="ligt al iets vast: contacten"):
        take_off_main_person(double, by=manager, reason=WHY)
    take_off_main_person(double, by=manager, reason=WHY, same_as=real)

    contact.refresh_from_db()
    assert contact.main_person == real


def test_a_case_keeps_somebody_that_it_is_about(case: Case, manager: User) -> None:
    with pytest.raises(Refusal, match="gaat altijd over iemand"):
        take_off_main_person(person_of(case), by=manager, reason=WHY)


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        (Identity("  "), "Vul de naam in"),
        (Identity("Sam", local_today() + dt.timedelta(days=1)), "in de toekomst"),
        (Identity("Sam", dt.date(1900, 1, 1)), "te lang geleden"),
        (Identity("Sam", years_ago(2), unborn=True), "nog geen geboortedatum"),
    ],
)
def test_what_cannot_be_is_refused_in_words(case: Case, manager: User, identity: Identity, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        correct_main_person(person_of(case), identity, by=manager, reason=WHY)


def test_two_tabs_do_not_overwrite_each_other(case: Case, manager: User) -> None:
    url = reverse("cases:main_person_correct", args=[case.number, person_of(case).pk])
    first, second = client_of(manager), client_of(manager)
    as_read = first.get(url).context["form"].as_read
    first.post(url, {**sent(name="Samira"), "zoals_gelezen": as_read})
    answer = second.post(url, {**sent(name="Samir"), "zoals_gelezen": as_read})

    assert "Dit is intussen veranderd" in answer.content.decode()
    assert person_of(case).name == "Samira"


def test_a_professional_changes_no_main_person(case: Case) -> None:
    professional = make_user(Role.PROFESSIONAL)
    case.referrer.user = professional
    case.referrer.save()

    answer = client_of(professional).get(reverse("cases:main_person_add", args=[case.number]))
    assert answer.status_code == 403
