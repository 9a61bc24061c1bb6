"""Signing in through the real pages."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.outbox.models import Message

from .people import PASSWORD, make_person

pytestmark = pytest.mark.django_db
GOAL = "/beheer/mensen/"


def log_in(client, login, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password, "next": GOAL})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_person_signs_in_with_address_and_password(client, national):
    answer = log_in(client, national.email)

    assert (answer.status_code, answer.url) == (302, GOAL)
    assert client.get(GOAL).status_code == 200


def test_capitals_in_the_address_do_not_matter(client, national):
    log_in(client, national.email.upper())

    assert is_signed_in(client)


def test_name_is_no_login(client, national):
    log_in(client, national.full_name)

    assert not is_signed_in(client)


def test_closed_account_does_not_open(client):
    person = make_person(is_active=False)

    log_in(client, person.email)

    assert not is_signed_in(client)


def test_words_around_signing_in_say_u_and_never_je(client, national):
    wrong = log_in(client, national.email, "verkeerd").content.decode()
    log_in(client, national.email)
    inside = client.get(GOAL).content.decode()

    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in wrong
    assert "U bent ingelogd." in inside


def test_page_that_asks_again_who_it_is_speaks_dutch_and_says_u(client, national):
    log_in(client, national.email)

    page = client.get(reverse("account_reauthenticate")).content.decode()

    assert "Uw wachtwoord" in page
    assert "je wachtwoord" not in page


def test_form_of_a_passkey_has_no_english_left(client, national):
    log_in(client, national.email)
    again = client.get(reverse("mfa_add_webauthn"))
    client.post(again.url, {"password": PASSWORD})

    page = client.get(reverse("mfa_add_webauthn")).content.decode()

    assert "Naam van de sleutel" in page
    assert "Inloggen zonder wachtwoord" in page
    assert "passwordless operation" not in page


def test_signup_is_closed(client):
    fields = {"email": "nieuw@voorbeeld.example", "password1": PASSWORD, "password2": PASSWORD}

    client.post(reverse("account_signup"), fields)

    assert not User.objects.filter(email="nieuw@voorbeeld.example").exists()


def test_sixth_wrong_password_is_not_looked_at(client, national):
    for _try in range(5):
        log_in(client, national.email, "verkeerd wachtwoord")

    log_in(client, national.email)

    assert not is_signed_in(client)


def test_pages_ask_for_a_login_first(client):
    answer = client.get(GOAL)

    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={GOAL}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_changes_their_own_login_address(office, method):
    answer = getattr(office, method)(reverse("account_email"), {"email": "ander@voorbeeld.example", "action_add": "1"})

    assert answer.status_code == 404


def test_forgotten_password_mail_leaves_through_the_outbox(client, national):
    client.post(reverse("account_reset_password"), {"email": national.email})

    message = Message.objects.get()
    assert message.to == national.email
    assert message.subject == "Een nieuw wachtwoord kiezen"
    assert "/account/password/reset/key/" in message.body


def test_forgotten_password_answers_the_same_for_an_unknown_address(client, national):
    known = client.post(reverse("account_reset_password"), {"email": national.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "niemand@voorbeeld.example"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_mail_to_an_unknown_address_does_not_offer_a_signup(client):
    client.post(reverse("account_reset_password"), {"email": "niemand@voorbeeld.example"})

    message = Message.objects.get()
    assert "geen account" in message.body
    assert "http" not in message.body


def test_forgotten_password_of_a_closed_account_mails_no_link(client):
    person = make_person(Role.COORDINATOR, is_active=False)

    client.post(reverse("account_reset_password"), {"email": person.email})

    assert not Message.objects.filter(body__contains="/password/reset/key/").exists()


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/zaken/EK-2026-00001/plan/?deel=2", "/zaken/EK-2026-00001/plan/?deel=2"),
        ("http://elders.example/zaken/", "/zaken/EK-2026-00001/plan/aanpassen/"),
        ("", "/zaken/EK-2026-00001/plan/aanpassen/"),
        ("javascript:alert(1)", "/zaken/EK-2026-00001/plan/aanpassen/"),
    ],
)
def test_who_pressed_when_the_session_had_ended_comes_back_to_the_page_of_the_button(client, came_from, leads_to):
    sent = client.post("/zaken/EK-2026-00001/plan/aanpassen/", headers={"Referer": came_from} if came_from else {})

    assert parse_qs(urlsplit(sent["Location"]).query)["next"] == [leads_to]
