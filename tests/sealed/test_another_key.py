"""A program with another key: a sentence, and never a traceback."""

import logging

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings as house
from django.db import connection
from django.test import Client
from django.urls import reverse

from ekc import health
from ekc.accounts.codes import Role
from ekc.sealed.keys import KeyAway, id_of_the_house
from ekc.sealed.trying import key_ids_in_use
from tests.factories import make_case, make_user
from tests.factories.people import PASSWORD

OTHER = "andere-sleutel-9876543210-zyxwvutsrqponmlkjihgfedcba"


@pytest.fixture
def page(settings):
    case = make_case(situation="Sem slaapt slecht")
    client = Client()
    client.force_login(make_user(Role.REGIONAL_MANAGER, region=case.region))
    settings.EKC_FIELD_KEY = OTHER
    return client, reverse("cases:case", args=[case.number])


@pytest.mark.django_db
def test_a_page_says_that_the_key_is_away_and_the_log_which(page, caplog):
    client, address = page
    with caplog.at_level(logging.ERROR):
        answer = client.get(address)

    assert answer.status_code == 503
    assert "Er is niets kwijt" in answer.content.decode()
    assert "cases_case.situation" in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.django_db
def test_the_first_page_says_it_too_with_the_key_and_what_to_do(page):
    answer = Client().get("/")

    (missing,) = key_ids_in_use()
    assert missing != id_of_the_house()
    assert answer.status_code == 503
    assert f"sleutel {missing} ontbreekt in EKC_KEYS" in answer.content.decode()


@pytest.mark.django_db
def test_the_first_page_asks_the_database_once_while_the_keys_fit(client, django_assert_num_queries):
    make_case(situation="Sem slaapt slecht")
    assert client.get("/").status_code == 200

    with django_assert_num_queries(0):
        assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_a_second_factor_of_another_key_says_so_and_is_no_fault_of_the_program(settings, caplog):
    person = make_user(Role.NATIONAL)
    Authenticator.objects.create(
        user=person, type="totp", data={"secret": get_adapter().encrypt(generate_totp_secret())}
    )
    settings.EKC_FIELD_KEY = OTHER
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    answer = client.post(reverse("mfa_authenticate"), {"code": "123456"})

    assert answer.status_code == 503
    assert "EKC_FIELD_KEY is een andere" in answer.content.decode()
    assert "Traceback" not in caplog.text


@pytest.mark.django_db
def test_health_is_red(page):
    with pytest.raises(KeyAway, match="not in EKC_KEYS"):
        health.keys()


@pytest.mark.django_db
def test_health_is_green_with_the_right_key():
    make_case(situation="Sem slaapt slecht")
    health.keys()


@pytest.mark.django_db
def test_what_needs_no_sealed_text_goes_on(page):
    user = make_user(Role.COORDINATOR)
    client = Client()
    client.force_login(user)
    assert client.get(reverse("account_change_password")).status_code == 200


def test_page_is_said_before_anything_of_the_house_is_asked():
    assert "ekc.sealed.middleware.KeyAwayMiddleware" in house.MIDDLEWARE
    assert connection.vendor == "postgresql"
