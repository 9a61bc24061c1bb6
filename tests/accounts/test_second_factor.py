"""Who can reach a file has a second factor (R27, R43), and the database cannot read its secret (R45)."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP, format_hotp_value, hotp_value
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from ekc.accounts.acts import invite_person
from ekc.accounts.codes import Role
from ekc.accounts.middleware import ALLOWED
from ekc.outbox.models import Message

from .people import PASSWORD, make_person

pytestmark = pytest.mark.django_db
GOAL = "/beheer/mensen/"
SETUP = "/account/2fa/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def required(settings):
    settings.EKC_REQUIRE_SECOND_FACTOR = True


def code_for(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(client, person):
    fields = {"login": person.email, "password": PASSWORD, "next": GOAL}
    return client.post(reverse("account_login"), fields)


def begin_setup(client):
    """Sign in, give the password once more as the setup asks, and get the secret of the new app."""
    page = client.get(reverse("mfa_activate_totp"))
    client.post(page.url, {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    return client.session[SECRET_SESSION_KEY]


def everything_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(a::text, ' ') FROM mfa_authenticator a")
        return cursor.fetchone()[0]


def test_person_sets_up_an_app_with_codes_and_goes_on(client, national, required):
    log_in(client, national)
    secret = begin_setup(client)

    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})

    assert client.get(GOAL).status_code == 200
    assert secret not in everything_in_the_database()
    assert SECRET_SESSION_KEY not in Session.objects.get(pk=client.session.session_key).get_decoded()


def test_login_asks_for_the_code_and_opens_with_it(client, national, required):
    TOTP.activate(national, SECRET)

    answer = log_in(client, national)
    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert client.get(GOAL).status_code == 302

    answer = client.post(answer.url, {"code": code_for(SECRET)})
    assert answer.url == GOAL
    assert client.get(GOAL).status_code == 200


def test_login_with_a_wrong_code_stays_shut(client, national, required):
    TOTP.activate(national, SECRET)
    step = log_in(client, national).url

    client.post(step, {"code": "000000" if code_for(SECRET) != "000000" else "111111"})

    assert "_auth_user_id" not in client.session


def test_a_code_opens_once(client, national):
    TOTP.activate(national, SECRET)
    code = code_for(SECRET)
    client.post(log_in(client, national).url, {"code": code})

    other = Client()
    other.post(log_in(other, national).url, {"code": code})

    assert "_auth_user_id" not in other.session


def test_database_does_not_hold_the_secret_readable(national):
    TOTP.activate(national, SECRET)

    assert SECRET not in everything_in_the_database()


@pytest.mark.parametrize("role", Role)
def test_person_without_second_factor_reaches_only_its_setup(client, role, required):
    client.force_login(make_person(role))

    answer = client.get(GOAL)

    assert (answer.status_code, answer.url) == (302, SETUP)
    assert client.get(SETUP).status_code == 200


def test_redirect_says_why_and_says_it_once(client, national, required):
    client.force_login(national)

    client.get(GOAL)
    answer = client.get(GOAL)

    texts = [str(message) for message in get_messages(answer.wsgi_request)]
    assert len(texts) == 1
    assert "tweede stap" in texts[0]


def test_setup_shows_the_explanation(client, national, required):
    client.force_login(national)

    answer = client.get(GOAL, follow=True)

    assert "Stel eerst een tweede stap in" in answer.content.decode()


def test_a_post_without_second_factor_changes_nothing(client, national, required):
    other = make_person(Role.NATIONAL)
    client.force_login(national)

    answer = client.post(reverse("accounts:person_deactivate", args=[other.pk]))

    other.refresh_from_db()
    assert answer.url == SETUP
    assert other.is_active


def test_part_of_a_page_sends_the_whole_page_to_the_setup(client, national, required):
    client.force_login(national)

    answer = client.get(GOAL, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == SETUP


def test_person_without_second_factor_can_sign_out(client, national, required):
    client.force_login(national)

    client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session


def test_only_setup_the_organisation_and_the_way_out_are_allowed():
    assert {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "account_logout",
        "accounts:sso",
        "accounts:sso_back",
    } == ALLOWED


@pytest.mark.parametrize(
    ("kind", "opens"),
    [(Authenticator.Type.TOTP, True), (Authenticator.Type.WEBAUTHN, True), (Authenticator.Type.RECOVERY_CODES, False)],
)
def test_app_and_passkey_count_and_recovery_codes_do_not(client, national, required, kind, opens):
    Authenticator.objects.create(user=national, type=kind, data={})
    client.force_login(national)

    assert (client.get(GOAL).status_code == 200) is opens


def test_who_is_not_signed_in_goes_to_the_login_and_not_to_the_setup(client, required):
    assert client.get(GOAL).url.startswith(reverse("account_login"))


def test_one_setting_switches_the_obligation_off(client, national, settings):
    settings.EKC_REQUIRE_SECOND_FACTOR = False
    client.force_login(national)

    assert client.get(GOAL).status_code == 200


def test_password_reset_does_not_skip_the_second_factor(client, national):
    TOTP.activate(national, SECRET)
    invite_person(national, by=make_person())
    link = next(line for line in Message.objects.get().body.split() if "/password/reset/key/" in line)
    form_address = client.get("/" + link.split("/", 3)[3]).url
    client.post(form_address, {"password1": "nieuw lang wachtwoord", "password2": "nieuw lang wachtwoord"})

    assert "_auth_user_id" not in client.session
    fields = {"login": national.email, "password": "nieuw lang wachtwoord", "next": GOAL}
    answer = client.post(reverse("account_login"), fields)
    assert answer.url.startswith(reverse("mfa_authenticate"))


def test_setting_one_up_ends_the_other_sessions(client, national, monkeypatch):
    # The request of a test never commits; what follows on commit must happen inside the request, as it does live.
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_options: act())
    elsewhere = Client()
    elsewhere.force_login(national)
    log_in(client, national)
    code = code_for(begin_setup(client))

    client.post(reverse("mfa_activate_totp"), {"code": code})

    assert client.get(GOAL).status_code == 200
    assert elsewhere.get(GOAL).url.startswith(reverse("account_login"))
