"""What holds for who came in by an organisation: second factor, sessions, binding, showing again who one is."""

import datetime as dt
import json
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from ekc.accounts.acts import change_person, deactivate_person
from ekc.accounts.codes import Role
from ekc.accounts.door import device_cookie
from ekc.accounts.merging import merge_organisations
from ekc.accounts.organisation_doors import read_doors
from ekc.accounts.signing_out import sign_out_everywhere

from .jeugdzorg import INSIDE, MAIL, is_in, open_door, refused, said, says, sign_on
from .people import PASSWORD, make_organisation, make_person
from .test_second_factor import SECRET as OF_THE_APP
from .test_second_factor import code_for

pytestmark = pytest.mark.django_db


# --- the second factor --------------------------------------------------------------------------------
@pytest.mark.parametrize("claims", [{"amr": ["pwd", "mfa"]}, {"acr": "hoog"}])
def test_the_second_factor_of_the_organisation_counts_when_the_token_says_so(
    client, provider, dirk, required, settings, claims
):
    open_door(settings, provider, acr=["hoog"])
    TOTP.activate(dirk, OF_THE_APP)
    says(provider, **claims)

    sign_on(client, provider)

    assert is_in(client)


@pytest.mark.parametrize(
    "claims", [{}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"acr": "laag"}, {"amr": None, "acr": ["hoog"]}]
)
def test_without_that_ours_is_asked(client, provider, dirk, required, settings, claims):
    open_door(settings, provider, acr=["hoog"])
    TOTP.activate(dirk, OF_THE_APP)
    says(provider, **claims)

    answer = sign_on(client, provider)
    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert not is_in(client)
    assert device_cookie() not in client.cookies

    client.post(answer.url, {"code": code_for(OF_THE_APP)})
    assert is_in(client)


def test_who_has_none_sets_one_up_first_unless_the_organisation_asked_one(client, provider, dirk, required):
    says(provider)
    sign_on(client, provider)
    assert client.get(INSIDE).url == "/account/2fa/"

    says(provider, amr=["mfa"])
    other = Client()
    sign_on(other, provider)
    assert is_in(other)


def test_the_second_factor_of_the_organisation_does_not_count_for_a_later_password(client, provider, dirk, required):
    says(provider, amr=["mfa"])
    sign_on(client, provider)
    client.post("/account/logout/")

    client.post("/account/login/", {"login": MAIL, "password": PASSWORD})

    assert client.get(INSIDE).url == "/account/2fa/"


# --- what holds for every session ------------------------------------------------------------------------
def test_these_sessions_end_as_others_do(client, provider, dirk):
    says(provider)
    sign_on(client, provider)
    sign_out_everywhere(dirk, by=None)
    assert not is_in(client)

    sign_on(client, provider)
    assert is_in(client)
    deactivate_person(dirk, by=make_person())
    assert not is_in(client)


def test_doing_nothing_ends_them_too(client, provider, dirk, settings):
    settings.EKC_IDLE_MINUTES = {"": 15}
    says(provider)
    sign_on(client, provider)
    assert is_in(client)

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=16), tick=False):
        assert not is_in(client)


def test_who_works_elsewhere_is_no_longer_bound(client, provider, dirk):
    says(provider)
    sign_on(client, provider)

    change_person(
        dirk,
        by=make_person(),
        email=MAIL,
        full_name="Dirk",
        role=Role.PROFESSIONAL,
        organisation=make_organisation(),
    )

    assert not SocialAccount.objects.exists()
    assert not is_in(client)
    refused(Client(), provider, "hoort niet bij deze organisatie")


@pytest.mark.parametrize("doors", ["", "another"])
def test_a_door_that_is_taken_away_ends_the_sessions_that_it_opened(client, provider, dirk, settings, doors):
    says(provider, amr=["mfa"])
    sign_on(client, provider)
    own = Client()
    _log_in(own, dirk)
    assert is_in(client)

    if doors:
        open_door(settings, provider, code="anders")
    else:
        settings.EKC_SSO = ""

    assert client.get(INSIDE).url.startswith(reverse("account_login"))
    assert is_in(own)


def test_the_door_of_an_organisation_that_became_another_twice_leads_on(client, provider, dirk, national):
    second, third = make_organisation(name="Jeugdhulp"), make_organisation(name="Jeugdbescherming")
    merge_organisations(second, provider.organisation, by=national)
    merge_organisations(third, second, by=national)
    says(provider)

    sign_on(client, provider)

    assert is_in(client)


# --- shutting the door of the house -------------------------------------------------------------------------
def test_where_the_organisation_shut_it_a_password_does_not_open(client, provider, dirk, settings):
    open_door(settings, provider, passwords=False)

    answer = client.post("/account/login/", {"login": MAIL, "password": PASSWORD})
    assert "Uw organisatie wil dat u inlogt met de knop" in said(client, answer)
    assert not is_in(client)
    wrong = client.post("/account/login/", {"login": MAIL, "password": "niet dit wachtwoord"})
    assert "Uw organisatie wil" not in wrong.content.decode()

    says(provider)
    sign_on(client, provider)
    assert is_in(client)


def test_landelijk_beheer_gets_in_whatever_the_organisation_shut(client, provider, settings):
    open_door(settings, provider, passwords=False)
    make_person(Role.NATIONAL, email="lena@jeugdzorg.example", organisation=provider.organisation)

    client.post("/account/login/", {"login": "lena@jeugdzorg.example", "password": PASSWORD})

    assert is_in(client)


# --- binding by who is logged in ----------------------------------------------------------------------------
def _log_in(client, person):
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})


def _log_in_and_show(client, person):
    """They show once more who they are, as the page asks before something is bound."""
    _log_in(client, person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_who_only_sits_at_the_screen_of_somebody_binds_nothing(client, provider, dirk):
    _log_in(client, dirk)

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=14), tick=False):
        answer = client.get("/account/organisatie/jeugdzorg/koppelen/")

    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_who_is_logged_in_binds_after_seeing_which_account_it_is(client, provider, dirk):
    _log_in_and_show(client, dirk)
    assert reverse("accounts:sso_connect", args=["jeugdzorg"]) in client.get("/account/2fa/").content.decode()
    provider.claims = {"email": "d.bakker@jeugdzorg.example", "email_verified": False}

    answer = sign_on(client, provider, "/account/organisatie/jeugdzorg/koppelen/")
    assert not SocialAccount.objects.exists()
    page = client.get(answer.url).content.decode()
    assert "d.bakker@jeugdzorg.example" in page
    client.post(answer.url)

    assert SocialAccount.objects.get().user == dirk
    assert client.get(answer.url).status_code == 404
    other = Client()
    sign_on(other, provider)
    assert is_in(other)


def test_a_number_that_opens_another_account_is_not_bound(client, provider, dirk):
    other = make_person(Role.PROFESSIONAL, organisation=provider.organisation)
    SocialAccount.objects.create(user=other, provider="jeugdzorg", uid="nummer-1")
    _log_in_and_show(client, dirk)

    answer = sign_on(client, provider, "/account/organisatie/jeugdzorg/koppelen/")
    page = client.post(answer.url, follow=True).content.decode()

    assert "al gekoppeld aan iemand anders" in page
    assert SocialAccount.objects.get().user == other


def test_who_is_of_another_organisation_has_no_way_to_bind(client, provider):
    client.force_login(make_person(Role.PROFESSIONAL))

    assert client.get("/account/organisatie/jeugdzorg/koppelen/").status_code == 404
    assert "Account koppelen" not in client.get("/account/2fa/").content.decode()


def test_a_binding_that_somebody_else_comes_back_with_is_none(client, provider, dirk):
    _log_in_and_show(client, dirk)
    back = provider.log_in(client.get("/account/organisatie/jeugdzorg/koppelen/").url)
    states = dict(client.session.items())["socialaccount_states"]
    client.force_login(make_person(Role.PROFESSIONAL, organisation=provider.organisation))
    kept = client.session
    kept["socialaccount_states"] = states
    kept.save()

    assert client.get(back).url == "/account/2fa/"
    assert client.get("/account/organisatie/bevestigen/").status_code == 404


def test_landelijk_beheer_takes_a_binding_away_and_the_sessions_end(client, provider, dirk, office):
    other = Client()
    says(provider)
    sign_on(other, provider)
    page = office.get(reverse("accounts:person", args=[dirk.pk])).content.decode()
    assert "Koppeling weghalen" in page

    office.post(reverse("accounts:person_unbind", args=[dirk.pk]))

    assert not SocialAccount.objects.exists()
    assert not is_in(other)
    assert dirk.events.filter(pgh_label="organisation_unbound").count() == 1
    assert "Koppeling weghalen" not in office.get(reverse("accounts:person", args=[dirk.pk])).content.decode()


# --- who are you really -------------------------------------------------------------------------------------
def test_somebody_without_a_known_password_shows_at_the_organisation_who_it_is(client, provider, dirk, required):
    says(provider)
    sign_on(client, provider)
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "Opnieuw inloggen met uw organisatie" in page.content.decode()
    leads_to = reverse("mfa_activate_totp")

    answer = sign_on(client, provider, f"/account/organisatie/jeugdzorg/?opnieuw=1&next={leads_to}")

    assert provider.asked[-1]["prompt"] == "login"
    assert answer.url == leads_to
    assert client.get(leads_to).status_code == 200


def test_who_was_not_asked_again_there_has_not_shown_it(client, provider, dirk, required):
    says(provider)
    sign_on(client, provider)
    leads_to = reverse("mfa_activate_totp")
    says(provider, auth_time=1_700_000_000)

    answer = sign_on(client, provider, f"/account/organisatie/jeugdzorg/?opnieuw=1&next={leads_to}")

    assert answer.url == "/account/2fa/"
    assert client.get(leads_to).url.startswith(reverse("account_reauthenticate"))
    assert not Authenticator.objects.exists()


# --- the setting --------------------------------------------------------------------------------------------
WHOLE = {"code": "a", "name": "A", "organisation": 1, "issuer": "https://a.example", "client_id": "x", "secret": "y"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "not JSON"),
        ('{"code": "a"}', "not a list"),
        (json.dumps([{**WHOLE, "secret": ""}]), "has no secret"),
        (json.dumps([{**WHOLE, "issuer": "http://a.example"}]), "begins with https://"),
        (json.dumps([{**WHOLE, "code": "A b"}]), "small letters"),
        (json.dumps([{**WHOLE, "organisation": "A"}]), "number in the address"),
        (json.dumps([{**WHOLE, "amr": "mfa"}]), "amr is a list"),
        (json.dumps([{**WHOLE, "passwords": "nee"}]), "true or false"),
        (json.dumps([{**WHOLE, "password": False}]), "no word of it"),
        (json.dumps([WHOLE, WHOLE]), "same code twice"),
    ],
)
def test_a_setting_that_is_wrong_says_what(text, fault):
    found, faults = read_doors(text)

    assert fault in " ".join(faults)
    assert found == () or "twice" in fault


def test_a_setting_that_is_right_says_nothing():
    assert read_doors("") == ((), ())
    (door,), faults = read_doors(json.dumps([WHOLE]))
    assert faults == ()
    assert door.passwords
    assert not door.saw_second_factor({"amr": ["mfa"], "acr": "1"})


def test_the_address_to_come_back_to_is_the_one_of_the_papers(client, provider):
    away = client.get("/account/organisatie/jeugdzorg/")

    (back,) = parse_qs(urlsplit(away.url).query)["redirect_uri"]
    assert urlsplit(back).path == "/account/organisatie/jeugdzorg/terug/"
