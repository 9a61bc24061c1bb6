import pghistory.models
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from ekc.accounts import acts
from ekc.accounts.codes import Role
from ekc.accounts.models import Municipality, Organisation, User
from ekc.outbox.models import Message
from ekc.refusal import Refusal

from .people import make_organisation, make_person, region

pytestmark = pytest.mark.django_db
GOAL = "/beheer/mensen/"


def register(by, **fields):
    standard = {"email": "sam@voorbeeld.example", "full_name": "Sam de Wit", "role": Role.RESEARCHER}
    return acts.register_person(by=by, **{**standard, **fields})


def change(person, by, **fields):
    present = {
        "email": person.email,
        "full_name": person.full_name,
        "role": person.role,
        "phone": person.phone,
        "regions": list(person.regions.all()),
        "organisation": person.organisation,
    }
    return acts.change_person(person, by=by, **{**present, **fields})


def setup_path(message):
    link = next(word for word in message.body.split() if "/password/reset/key/" in word)
    return "/" + link.split("/", 3)[3]


# --- a new person -----------------------------------------------------------------------------
def test_new_person_chooses_a_password_with_the_link_and_signs_in(national, client, settings):
    settings.EKC_BASE_URL = "https://eigenkracht.example/"
    register(national)
    message = Message.objects.get(to="sam@voorbeeld.example")
    assert "https://eigenkracht.example/account/" in message.body

    form_address = client.get(setup_path(message)).url
    client.post(form_address, {"password1": "mijn eigen wachtwoord", "password2": "mijn eigen wachtwoord"})

    login = {"login": "sam@voorbeeld.example", "password": "mijn eigen wachtwoord", "next": GOAL}
    assert client.post("/account/login/", login).url == GOAL


def test_link_of_the_invitation_works_once(national, client):
    register(national)
    path = setup_path(Message.objects.get())
    form_address = client.get(path).url
    client.post(form_address, {"password1": "mijn eigen wachtwoord", "password2": "mijn eigen wachtwoord"})

    answer = Client().get(path)

    assert answer.status_code == 200
    assert "password1" not in answer.content.decode()


def test_invitation_says_nothing_about_anybody(national):
    register(national, full_name="Samira Kanarie")

    message = Message.objects.get()
    assert "Kanarie" not in message.subject + message.body


def test_new_person_has_no_password_to_guess(national):
    assert not register(national).has_usable_password()


def test_new_coordinator_works_in_the_chosen_regions(national):
    regions = [region("drenthe"), region("groningen")]

    person = register(national, role=Role.COORDINATOR, regions=regions)

    assert set(person.regions.all()) == set(regions)


def test_address_is_taken_whatever_its_capitals(national):
    register(national)

    with pytest.raises(Refusal, match="al een account"):
        register(national, email="SAM@voorbeeld.example")


@pytest.mark.parametrize("role", [Role.REGIONAL_MANAGER, Role.COORDINATOR])
def test_work_in_a_region_needs_a_region(national, role):
    with pytest.raises(Refusal, match="minstens één regio"):
        register(national, role=role)


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.FUNDER])
def test_work_for_an_organisation_needs_the_organisation(national, role):
    with pytest.raises(Refusal, match="organisatie"):
        register(national, role=role)


def test_refused_registration_mails_nothing(national):
    with pytest.raises(Refusal):
        register(national, role=Role.COORDINATOR)

    assert not Message.objects.exists()


def test_database_refuses_the_same_address_in_capitals(national):
    with pytest.raises(IntegrityError, match="user_email_once"), transaction.atomic():
        User.objects.create(email=national.email.upper(), full_name="Dubbel", role=Role.NATIONAL)


def test_database_refuses_an_unknown_role():
    with pytest.raises(IntegrityError, match="user_role_known"), transaction.atomic():
        User.objects.create(email="x@voorbeeld.example", full_name="X", role="burgemeester")


# --- changes ----------------------------------------------------------------------------------
def test_another_role_ends_the_sessions(national, client):
    person = make_person(Role.NATIONAL)
    client.force_login(person)

    change(person, national, role=Role.RESEARCHER)

    assert client.get(GOAL).url.startswith("/account/login/")


def test_another_name_leaves_the_sessions(national, client):
    person = make_person(Role.NATIONAL)
    client.force_login(person)

    change(person, national, full_name="Andere Naam")

    assert client.get(GOAL).status_code == 200


def test_old_address_opens_nothing_after_a_change(national):
    person = register(national)

    change(person, national, email="Sam.Nieuw@voorbeeld.example")

    person.refresh_from_db()
    assert person.email == "sam.nieuw@voorbeeld.example"
    assert list(EmailAddress.objects.filter(user=person).values_list("email", flat=True)) == [person.email]


def test_address_of_somebody_else_is_refused(national):
    person = make_person(Role.RESEARCHER)

    with pytest.raises(Refusal, match="al een account"):
        change(person, national, email=national.email)


def test_person_keeps_a_region_when_the_role_needs_one(national):
    person = make_person(Role.COORDINATOR)

    with pytest.raises(Refusal, match="minstens één regio"):
        change(person, national, regions=[])


def test_nobody_changes_their_own_role(national):
    make_person(Role.NATIONAL)

    with pytest.raises(Refusal, match="eigen rol"):
        change(national, national, role=Role.RESEARCHER)


def test_last_landelijk_beheer_keeps_the_role(national):
    somebody = make_person(Role.REGIONAL_MANAGER)

    with pytest.raises(Refusal, match="laatste persoon"):
        change(national, somebody, role=Role.RESEARCHER)


# --- closing and opening ----------------------------------------------------------------------
def test_closing_an_account_ends_its_sessions_also_after_reopening(national, client):
    person = make_person(Role.NATIONAL)
    client.force_login(person)

    acts.deactivate_person(person, by=national)
    assert client.get(GOAL).url.startswith("/account/login/")

    acts.reactivate_person(person, by=national)
    assert client.get(GOAL).url.startswith("/account/login/")


def test_closing_twice_is_quiet(national):
    person = acts.deactivate_person(make_person(Role.RESEARCHER), by=national)

    again = acts.deactivate_person(person, by=national)

    assert not again.is_active
    assert again.session_generation == person.session_generation


def test_nobody_closes_their_own_account(national):
    make_person(Role.NATIONAL)

    with pytest.raises(Refusal, match="eigen account"):
        acts.deactivate_person(national, by=national)


def test_last_landelijk_beheer_stays_open(national):
    make_person(Role.NATIONAL, is_active=False)

    with pytest.raises(Refusal, match="laatste persoon"):
        acts.deactivate_person(national, by=make_person(Role.REGIONAL_MANAGER))


def test_closed_account_gets_no_new_link(national):
    person = make_person(Role.RESEARCHER, is_active=False)

    with pytest.raises(Refusal, match="gesloten"):
        acts.invite_person(person, by=national)


def test_every_new_link_is_a_mail_of_its_own(national):
    person = make_person(Role.RESEARCHER)

    acts.invite_person(person, by=national)
    acts.invite_person(person, by=national)

    assert Message.objects.filter(to=person.email).count() == 2


# --- a lost second factor ---------------------------------------------------------------------
def test_removing_a_lost_second_factor_tells_the_person_and_the_history(national, client):
    person = make_person(Role.NATIONAL)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(person)

    acts.remove_second_factor(person, by=national)

    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get(GOAL).url.startswith("/account/login/")
    assert Message.objects.get().to == person.email
    events = pghistory.models.Events.objects.tracks(person)
    assert events.filter(pgh_label="second_factor_removed").exists()


def test_there_must_be_a_second_factor_to_remove(national):
    with pytest.raises(Refusal, match="geen tweede stap"):
        acts.remove_second_factor(make_person(), by=national)


def test_nobody_removes_their_own_second_factor_here(national):
    Authenticator.objects.create(user=national, type=Authenticator.Type.TOTP, data={})

    with pytest.raises(Refusal, match="Uw eigen"):
        acts.remove_second_factor(national, by=national)


# --- organisations, regions, municipalities ---------------------------------------------------
def test_organisation_is_registered_with_its_flag(national):
    organisation = acts.register_organisation(by=national, name="Jeugdzorg Midden", is_care_or_deciding=True)

    assert Organisation.objects.get().is_care_or_deciding
    assert str(organisation) == "Jeugdzorg Midden"


def test_organisation_name_is_taken_whatever_its_capitals(national):
    make_organisation(name="Jeugdzorg Midden")
    other = make_organisation()

    with pytest.raises(Refusal, match="deze naam"):
        acts.register_organisation(by=national, name="JEUGDZORG midden")
    with pytest.raises(Refusal, match="deze naam"):
        acts.change_organisation(
            other, by=national, name="jeugdzorg midden", is_care_or_deciding=False, referrer_type=""
        )


def test_organisation_keeps_its_own_name_when_the_flag_changes(national):
    organisation = make_organisation(name="Gemeente Hoorn")

    acts.change_organisation(
        organisation, by=national, name="Gemeente Hoorn", is_care_or_deciding=True, referrer_type="gemeente_cjg"
    )

    organisation.refresh_from_db()
    assert (organisation.is_care_or_deciding, organisation.referrer_type) == (True, "gemeente_cjg")


def test_region_gets_other_contact_data(national):
    acts.change_region(
        region("zeeland"), by=national, phone="0118 12 34 56", email="z@voorbeeld.example", deputy=region("limburg")
    )

    assert (region("zeeland").phone, region("zeeland").email) == ("0118 12 34 56", "z@voorbeeld.example")


def test_new_municipality_lies_in_one_region(national):
    acts.add_municipality(region("noord_holland"), by=national, name="Nieuwe Waard")

    assert Municipality.objects.get(name="Nieuwe Waard").region == region("noord_holland")
    with pytest.raises(Refusal, match="Noord-Holland"):
        acts.add_municipality(region("zeeland"), by=national, name="nieuwe waard")
