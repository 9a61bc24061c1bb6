"""The pages of landelijk beheer."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from ekc.accounts.codes import Role
from ekc.accounts.models import Municipality, Organisation, User
from ekc.audit.codes import Outcome
from ekc.audit.models import ReadLine
from ekc.outbox.models import Message

from .people import make_organisation, make_person, region

pytestmark = pytest.mark.django_db
NEW_PERSON = {"full_name": "Sam de Wit", "email": "sam@voorbeeld.example", "role": "onderzoeker"}
PAGES = [
    ("accounts:management", False),
    ("accounts:people", False),
    ("accounts:person_create", False),
    ("accounts:person", True),
    ("accounts:person_deactivate", True),
    ("accounts:person_remove_second_factor", True),
    ("accounts:organisations", False),
    ("accounts:organisation_create", False),
    ("accounts:regions", False),
]
ACTS = ["accounts:person_deactivate", "accounts:person_reactivate", "accounts:person_invite"]


def address(name, *args):
    return reverse(name, args=args)


def page_text(answer):
    return answer.content.decode()


def names_in_list(answer):
    return [person.full_name for person in answer.context["page"]]


# --- who gets in ------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [role for role in Role if role != Role.NATIONAL])
@pytest.mark.parametrize(("page", "has_person"), PAGES)
def test_other_roles_do_not_learn_that_the_page_exists(client, role, page, has_person):
    person = make_person(role)
    client.force_login(person)

    answer = client.get(address(page, person.pk) if has_person else address(page))

    assert answer.status_code == 404
    assert ReadLine.objects.get().outcome == Outcome.REFUSED


@pytest.mark.parametrize("act", [*ACTS, "accounts:person_remove_second_factor"])
def test_other_roles_cannot_act_on_a_person(client, act):
    target = make_person(Role.RESEARCHER)
    client.force_login(make_person(Role.REGIONAL_MANAGER))

    answer = client.post(address(act, target.pk))

    assert answer.status_code == 404
    assert not Message.objects.exists()


@pytest.mark.parametrize(("page", "has_person"), PAGES)
def test_landelijk_beheer_reaches_every_page(office, page, has_person):
    person = make_person(Role.RESEARCHER)

    answer = office.get(address(page, person.pk) if has_person else address(page), follow=True)

    assert answer.status_code == 200
    assert page_text(answer).count("<h1") == 1


@pytest.mark.parametrize("act", ["accounts:person_reactivate", "accounts:person_invite"])
def test_an_act_is_not_done_by_following_a_link(office, act):
    person = make_person(Role.RESEARCHER)

    assert office.get(address(act, person.pk)).status_code == 405
    assert not Message.objects.exists()


@pytest.mark.parametrize("page", ["accounts:person", "accounts:person_deactivate", "accounts:organisation"])
def test_what_does_not_exist_is_not_found(office, page):
    assert office.get(address(page, 999_999)).status_code == 404


# --- people -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"text": "anna"}, ["Anna Bakker"]),
        ({"text": "bakker ANNA"}, ["Anna Bakker"]),
        ({"text": "bram@"}, ["Bram Visser"]),
        ({"text": "gemeente hoorn"}, ["Bram Visser"]),
        ({"role": "coordinator"}, ["Anna Bakker"]),
        ({"state": "gesloten"}, ["Bram Visser"]),
        ({"text": "niemand heet zo"}, []),
    ],
)
def test_people_are_found(office, query, names):
    hoorn = make_organisation(name="Gemeente Hoorn")
    make_person(Role.COORDINATOR, full_name="Anna Bakker")
    make_person(
        Role.FUNDER, full_name="Bram Visser", email="bram@voorbeeld.example", organisation=hoorn, is_active=False
    )

    assert names_in_list(office.get(address("accounts:people"), query)) == names


def test_people_of_two_regions_are_listed_once(office):
    make_person(Role.COORDINATOR, full_name="Anna", regions=[region("utrecht"), region("drenthe")])

    answer = office.get(address("accounts:people"), {"region": region("utrecht").pk})

    assert names_in_list(answer) == ["Anna"]


def test_a_filter_that_does_not_exist_is_said_at_the_field(office):
    answer = office.get(address("accounts:people"), {"role": "burgemeester"})

    assert answer.status_code == 200
    assert "role" in answer.context["filter"].form.errors


def test_people_come_in_pages_that_keep_the_search(office):
    for number in range(30):
        make_person(Role.RESEARCHER, full_name=f"Onderzoeker {number:02}")

    answer = office.get(address("accounts:people"), {"role": "onderzoeker", "page": 2})

    assert names_in_list(answer) == [f"Onderzoeker {number:02}" for number in range(25, 30)]
    assert "?role=onderzoeker&amp;page=1" in page_text(answer)


def test_list_of_people_costs_the_same_for_one_and_for_many(office, django_assert_num_queries):
    make_person(Role.COORDINATOR)
    with django_assert_num_queries(8):
        office.get(address("accounts:people"))

    for _number in range(8):
        make_person(Role.COORDINATOR, organisation=make_organisation())
    with django_assert_num_queries(8):
        office.get(address("accounts:people"))


def test_new_person_is_made_and_mailed(office):
    answer = office.post(address("accounts:person_create"), NEW_PERSON)

    person = User.objects.get(email="sam@voorbeeld.example")
    assert answer.url == address("accounts:person", person.pk)
    assert Message.objects.get().to == person.email


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"full_name": ""}, "full_name", "Schrijf iets op bij “Naam”."),
        ({"role": ""}, "role", "Kies een antwoord bij “Rol”."),
        ({"email": "geen adres"}, "email", "e-mailadres"),
        ({"role": "coordinator"}, "regions", "minstens één regio"),
        ({"role": "professional"}, "organisation", "Kies de organisatie"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_nothing_typed_is_lost(office, change, field, sentence):
    answer = office.post(address("accounts:person_create"), {**NEW_PERSON, "phone": "06 12 34 56 78", **change})

    assert answer.status_code == 200
    assert sentence in str(answer.context["form"].errors[field])
    assert "06 12 34 56 78" in page_text(answer)
    assert not User.objects.filter(email=NEW_PERSON["email"]).exists()


def test_taken_address_is_said_at_the_field(office, national):
    answer = office.post(address("accounts:person_create"), {**NEW_PERSON, "email": national.email.upper()})

    assert "al een account" in str(answer.context["form"].errors["email"])


def test_extra_fields_of_a_post_are_ignored(office):
    person = make_person(Role.RESEARCHER)
    data = {"full_name": "Nieuw", "email": person.email, "role": person.role, "is_active": "", "password": "x"}

    office.post(address("accounts:person", person.pk), data)

    changed = User.objects.get(pk=person.pk)
    assert (changed.full_name, changed.is_active, changed.password) == ("Nieuw", True, person.password)


def test_own_role_stays_and_the_page_says_why(office, national):
    make_person(Role.NATIONAL)
    data = {"full_name": national.full_name, "email": national.email, "role": "onderzoeker"}

    answer = office.post(address("accounts:person", national.pk), data)

    assert "eigen rol niet veranderen" in page_text(answer)
    assert User.objects.get(pk=national.pk).role == Role.NATIONAL


def test_account_is_closed_after_a_question_and_opened_again(office):
    person = make_person(Role.RESEARCHER)
    assert "Er wordt niets gewist" in page_text(office.get(address("accounts:person_deactivate", person.pk)))
    assert User.objects.get(pk=person.pk).is_active

    office.post(address("accounts:person_deactivate", person.pk))
    assert not User.objects.get(pk=person.pk).is_active

    office.post(address("accounts:person_reactivate", person.pk))
    assert User.objects.get(pk=person.pk).is_active


def test_a_refused_act_says_why(office, national):
    answer = office.post(address("accounts:person_deactivate", national.pk), follow=True)

    assert "eigen account niet sluiten" in page_text(answer)


def test_new_link_is_mailed(office):
    person = make_person(Role.RESEARCHER)

    office.post(address("accounts:person_invite", person.pk))

    assert Message.objects.get().to == person.email


def test_lost_second_factor_is_taken_away_on_the_page(office):
    person = make_person(Role.RESEARCHER)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})

    office.post(address("accounts:person_remove_second_factor", person.pk))

    assert not Authenticator.objects.exists()


def test_coordinator_of_a_deciding_organisation_gets_a_warning_on_the_page(office):
    deciding = make_organisation(name="Jeugdbescherming Noord", is_care_or_deciding=True)
    person = make_person(Role.COORDINATOR, organisation=deciding)

    text = page_text(office.get(address("accounts:person", person.pk)))

    assert "Jeugdbescherming Noord is een zorg- of beslissende organisatie" in text


# --- organisations and regions ----------------------------------------------------------------
def test_organisation_is_added_and_changed(office):
    office.post(address("accounts:organisation_create"), {"name": "Zorg Oost", "is_care_or_deciding": "on"})
    organisation = Organisation.objects.get()
    assert organisation.is_care_or_deciding

    office.post(address("accounts:organisation", organisation.pk), {"name": "Zorg Oost"})
    organisation.refresh_from_db()
    assert not organisation.is_care_or_deciding


def test_form_of_an_organisation_explains_what_the_flag_does(office):
    text = page_text(office.get(address("accounts:organisation_create")))

    assert "kan geen zaak als coördinator krijgen" in text


def test_same_name_is_said_at_the_field(office):
    make_organisation(name="Zorg Oost")

    answer = office.post(address("accounts:organisation_create"), {"name": "zorg oost"})

    assert "al een organisatie" in str(answer.context["form"].errors["name"])


def test_organisations_are_found_by_name_and_flag(office):
    care = make_organisation(name="Zorg Oost", is_care_or_deciding=True)
    make_organisation(name="Bakkerij Oost")

    answer = office.get(address("accounts:organisations"), {"text": "oost", "flag": "ja"})

    assert list(answer.context["page"]) == [care]


def test_list_of_regions_shows_who_to_call(office):
    make_person(Role.REGIONAL_MANAGER, full_name="Carla Zeeuw", regions=[region("zeeland")])
    make_person(Role.REGIONAL_MANAGER, full_name="Oud Collega", regions=[region("zeeland")], is_active=False)

    text = page_text(office.get(address("accounts:regions")))

    assert "Carla Zeeuw" in text
    assert "Oud Collega" not in text


def test_list_of_regions_stands_in_the_order_of_the_field(office):
    codes = [found.code for found in office.get(address("accounts:regions")).context["regions"]]

    assert codes[0] == "groningen"
    assert codes[-2:] == ["stadsregio_amsterdam", "stadsregio_rotterdam"]


def test_region_gets_other_contact_data_on_the_page(office):
    office.post(address("accounts:region", "zeeland"), {"phone": "0118 12 34 56", "email": "z@voorbeeld.example"})

    assert region("zeeland").phone == "0118 12 34 56"


def test_municipality_is_added_once(office):
    office.post(address("accounts:municipality_create", "noord_holland"), {"name": "Dijk en Waard"})
    assert Municipality.objects.get(name="Dijk en Waard").region == region("noord_holland")

    answer = office.post(address("accounts:municipality_create", "zeeland"), {"name": "Dijk en Waard"})
    assert "bestaat al, in de regio Noord-Holland" in page_text(answer)
