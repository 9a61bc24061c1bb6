"""Logging in with one's organisation (docs/adr/0064), against a provider that is real up to the wire."""

import json
import logging

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from ekc.accounts.codes import Role
from ekc.accounts.door import device_cookie
from ekc.accounts.models import User
from ekc.outbox.models import Message

from .jeugdzorg import MAIL, is_in, open_door, refused, said, says, sign_on
from .oidc_provider import CLIENT
from .people import make_organisation, make_person

pytestmark = pytest.mark.django_db


# --- the way in -------------------------------------------------------------------------------------
def test_somebody_of_the_organisation_comes_in_and_is_bound(client, provider, dirk):
    says(provider)

    answer = sign_on(client, provider)

    assert answer.url == "/"
    assert is_in(client)
    bound = SocialAccount.objects.get()
    assert (bound.user, bound.provider, bound.uid, bound.extra_data) == (dirk, "jeugdzorg", "nummer-1", {})
    assert not SocialToken.objects.exists()
    assert Message.objects.get().to == MAIL
    assert dirk.events.filter(pgh_label="organisation_bound").count() == 1
    assert device_cookie() in client.cookies


def test_the_question_carries_a_state_a_nonce_and_a_proof_and_nothing_from_the_address(client, provider, dirk):
    says(provider)

    sign_on(client, provider, "/account/organisatie/jeugdzorg/?scope=alles&auth_params=prompt%3Dnone&process=connect")

    (asked,) = provider.asked
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["code_challenge_method"] == "S256"
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert "prompt" not in asked


def test_who_was_bound_comes_in_by_number_whatever_the_address_there_is_now(client, provider, dirk):
    SocialAccount.objects.create(user=dirk, provider="jeugdzorg", uid="nummer-1")
    provider.claims = {"email": "iets@elders.example", "email_verified": False}

    sign_on(client, provider)

    assert is_in(client)
    assert not Message.objects.exists()


def test_the_way_leads_on_to_the_page_that_was_asked_for_and_never_out_of_the_house(client, provider, dirk):
    says(provider)

    assert sign_on(client, provider, "/account/organisatie/jeugdzorg/?next=/nieuws/").url == "/nieuws/"
    assert sign_on(Client(), provider, "/account/organisatie/jeugdzorg/?next=//kwaad.example/").url == "/"


def test_who_was_invited_needs_no_password_and_the_link_is_used_up(client, provider):
    invited = User.objects.create_user(
        email=MAIL, full_name="Dirk", role=Role.PROFESSIONAL, organisation=provider.organisation
    )
    assert not User.objects.able().filter(pk=invited.pk).exists()
    says(provider)

    sign_on(client, provider)

    assert is_in(client)
    assert User.objects.able().filter(pk=invited.pk).exists()


def test_the_page_to_log_in_offers_it_only_where_there_is_a_door(client, provider, settings):
    assert "Inloggen met uw organisatie" in client.get("/account/login/").content.decode()
    assert client.get("/account/organisatie/?next=/nieuws/").url == "/account/organisatie/jeugdzorg/?next=%2Fnieuws%2F"

    settings.EKC_SSO = ""

    assert "Inloggen met uw organisatie" not in client.get("/account/login/").content.decode()
    for address in ("", "jeugdzorg/", "jeugdzorg/terug/"):
        assert client.get(f"/account/organisatie/{address}").status_code == 404


def test_of_several_organisations_one_chooses(client, provider, settings):
    rows = json.loads(settings.EKC_SSO)
    settings.EKC_SSO = json.dumps([*rows, {**rows[0], "code": "wijkteam", "name": "Wijkteam", "organisation": 987}])

    page = client.get("/account/organisatie/").content.decode()

    assert "/account/organisatie/jeugdzorg/" in page
    assert "/account/organisatie/wijkteam/" in page


# --- who is not let in --------------------------------------------------------------------------------
def test_signing_in_makes_no_account(client, provider):
    says(provider)

    refused(client, provider, "geen account met uw e-mailadres")


def test_an_account_of_another_organisation_is_refused(client, provider):
    make_person(Role.PROFESSIONAL, email=MAIL, organisation=make_organisation())
    says(provider)

    refused(client, provider, "hoort niet bij deze organisatie")


def test_an_account_without_organisation_is_refused(client, provider):
    make_person(Role.NATIONAL, email=MAIL)
    says(provider)

    refused(client, provider, "hoort niet bij deze organisatie")


def test_an_address_of_another_domain_is_refused(client, provider):
    make_person(Role.PROFESSIONAL, email="dirk@elders.example", organisation=provider.organisation)
    says(provider, email="dirk@elders.example")

    refused(client, provider, "hoort niet bij deze organisatie")


@pytest.mark.parametrize("verified", [False, None, "false", 0])
def test_an_address_that_the_organisation_does_not_vouch_for_is_refused(client, provider, dirk, verified):
    says(provider, email_verified=verified)

    refused(client, provider, "zegt niet dat dit e-mailadres van u is")


@pytest.mark.parametrize("address", ["dir\u212a@jeugdzorg.example", "d\u0131rk@jeugdzorg.example"])
def test_an_address_with_a_sign_that_only_looks_like_a_letter_is_nobodys(client, provider, dirk, address):
    says(provider, email=address)

    sign_on(client, provider)

    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_token_without_an_address_is_refused(client, provider, dirk):
    provider.claims = {}

    refused(client, provider, "zegt niet dat dit e-mailadres van u is")


def test_a_closed_account_stays_closed(client, provider, dirk):
    dirk.is_active = False
    dirk.save(update_fields=["is_active"])
    says(provider)

    refused(client, provider, "Dit account is gesloten")


def test_somebody_new_with_the_address_of_somebody_before_does_not_get_their_account(client, provider, dirk):
    SocialAccount.objects.create(user=dirk, provider="jeugdzorg", uid="nummer-van-vroeger")
    says(provider)

    answer = sign_on(client, provider)

    assert "al gekoppeld aan iemand anders" in said(client, answer)
    assert not is_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "van-een-ander"},
        {"nonce": None},
        {"iss": "http://127.0.0.1:1"},
        {"aud": "een-andere-klant"},
        {"aud": [CLIENT, "een-andere-klant"]},
        {"exp": 1_000_000_000},
        {"sub": ""},
        {"sub": "x" * 192},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_question_is_refused_with_a_sentence(client, provider, dirk, wrong, caplog):
    says(provider, **wrong)

    with caplog.at_level(logging.WARNING):
        refused(client, provider, "is niet gelukt. Probeer het nog een keer.")

    assert "Not let in by the door jeugdzorg" in caplog.text
    assert MAIL not in caplog.text


@pytest.mark.parametrize("algorithm", ["RS256", "HS256"])
def test_a_token_with_the_name_of_another_key_is_refused(client, provider, dirk, algorithm):
    says(provider)
    provider.is_forged, provider.algorithm = True, algorithm

    refused(client, provider, "is niet gelukt")


def test_a_state_that_this_browser_did_not_ask_for_is_refused(client, provider, dirk):
    says(provider)
    back = provider.log_in(client.get("/account/organisatie/jeugdzorg/").url)

    other = Client()
    assert "is niet gelukt" in said(other, other.get(back))
    assert "is niet gelukt" in said(client, client.get(back.replace("state=", "state=x")))
    assert client.get("/account/organisatie/jeugdzorg/terug/").status_code == 302
    assert not is_in(client)
    assert not is_in(other)


def test_an_answer_opens_once(client, provider, dirk):
    says(provider)
    back = provider.log_in(client.get("/account/organisatie/jeugdzorg/").url)
    client.get(back)
    client.post("/account/logout/")

    assert "is niet gelukt" in said(client, client.get(back))
    assert not is_in(client)


def test_who_stops_there_reads_so_and_an_organisation_that_is_away_is_named(client, provider, dirk, settings):
    provider.error = "access_denied"
    refused(client, provider, "gestopt met inloggen")

    open_door(settings, provider, issuer="http://127.0.0.1:1")
    assert "antwoordt nu niet" in said(client, client.get("/account/organisatie/jeugdzorg/"))
    open_door(settings, provider, issuer=f"{provider.issuer}/x")
    assert "antwoordt nu niet" in said(client, client.get("/account/organisatie/jeugdzorg/"))
    open_door(settings, provider, secret="verkeerd")
    provider.error = ""
    refused(client, provider, "is niet gelukt")


def test_one_address_that_keeps_trying_is_held_up(client, provider, monkeypatch):
    monkeypatch.setattr("ekc.accounts.sign_on_views.MOST_TRIES", 2)

    codes = [client.get("/account/organisatie/jeugdzorg/").status_code for _try in range(3)]

    assert codes == [302, 302, 429]
