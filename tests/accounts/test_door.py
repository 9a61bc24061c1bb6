"""The door: others do not keep the owner out, doing nothing ends a session, and nothing stays behind of who leaves."""

import datetime as dt
import logging

import pytest
import time_machine
from django.conf import settings as house
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from ekc.accounts.codes import Role
from ekc.accounts.door import BY_ITSELF, device_cookie
from ekc.logs import PageFormatter
from tests.factories import make_user
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
OFFICE, HOME = "192.0.2.66", "198.51.100.7"
WRONG = "niet dit wachtwoord"


def log_in(client: Client, email: str, password: str = PASSWORD, address: str = OFFICE):
    return client.post("/account/login/", {"login": email, "password": password}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return client.get("/beheer/", REMOTE_ADDR=OFFICE).status_code != 302


def shut(user, address: str = OFFICE) -> None:
    """Somebody tries passwords until the door is shut for that address."""
    for _try in range(8):
        answer = log_in(Client(), user.email, WRONG, address)
    assert "te vaak" in answer.content.decode()


# --- a device that is known -----------------------------------------------------------------------
def test_others_behind_the_same_address_do_not_keep_the_owner_out():
    user = make_user(Role.COORDINATOR)
    owner = Client()
    log_in(owner, user.email, address=HOME)
    owner.post("/account/logout/")
    shut(user)

    assert log_in(Client(), user.email).status_code == 200
    assert log_in(owner, user.email).status_code == 302


def test_what_is_tried_on_a_known_device_counts_there_and_stops_there():
    user = make_user(Role.COORDINATOR)
    device = Client()
    log_in(device, user.email)
    device.post("/account/logout/")
    for _try in range(6):
        answer = log_in(device, user.email, WRONG)

    assert "te vaak" in answer.content.decode()
    assert log_in(device, user.email).status_code == 200
    assert log_in(Client(), user.email, address=HOME).status_code == 302


def test_a_device_is_known_for_the_account_that_was_let_in_and_for_no_other():
    mine, other = make_user(Role.COORDINATOR), make_user(Role.COORDINATOR)
    device = Client()
    log_in(device, mine.email)
    device.post("/account/logout/")
    shut(other)

    assert log_in(device, other.email).status_code == 200


def test_what_the_cookie_says_cannot_be_made_up_and_names_nobody():
    user = make_user(Role.COORDINATOR)
    device = Client()
    log_in(device, user.email)
    value = device.cookies[device_cookie()].value
    assert user.email not in value
    shut(user)
    forged = Client()
    forged.cookies[device_cookie()] = f"{'0' * 32}.{value.split('.')[1]}"

    assert log_in(forged, user.email).status_code == 200


def test_a_device_is_not_known_before_the_second_factor(settings):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user = make_user(Role.COORDINATOR)
    TOTP.activate(user, generate_totp_secret())
    half = Client()

    assert log_in(half, user.email).url.startswith("/account/2fa/")
    assert device_cookie() not in half.cookies


# --- doing nothing --------------------------------------------------------------------------------
@pytest.fixture
def limits(settings):
    settings.EKC_IDLE_MINUTES = {"": 15, "coordinator": 30}
    return settings


def after(minutes: float):
    return time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes), tick=False)


def stays(client: Client, **headers: str):
    return client.get(reverse("accounts:stay"), headers=headers)


@pytest.mark.parametrize(
    ("role", "minutes"), [(Role.NATIONAL, 15), (Role.REGIONAL_MANAGER, 15), (Role.COORDINATOR, 30)]
)
def test_who_does_nothing_is_signed_out(client, limits, role, minutes):
    client.force_login(make_user(role))
    assert stays(client).content.decode() == str(minutes * 60)

    with after(minutes - 1):
        assert stays(client).status_code == 200
    with after(2 * minutes + 1):
        answer = client.get("/")
        assert answer.wsgi_request.user.is_anonymous
        assert "Clear-Site-Data" not in answer.headers
        assert "U deed een tijd niets" in " ".join(str(each) for each in get_messages(answer.wsgi_request))


def test_what_a_page_asks_by_itself_is_nobody_who_does_something(client, limits):
    client.force_login(make_user(Role.NATIONAL))
    stays(client)
    for minute in range(1, 15):
        with after(minute):
            assert stays(client, **{BY_ITSELF: "1"}).content.decode() == str((15 - minute) * 60)

    with after(15.1):
        assert stays(client, **{BY_ITSELF: "1"}).status_code == 302


def test_a_day_of_work_ends_whatever_somebody_does(client, limits):
    assert house.SESSION_COOKIE_AGE == 10 * 3600
    client.force_login(make_user(Role.NATIONAL))
    for minute in range(0, 600, 10):
        with after(minute):
            assert stays(client).status_code == 200
    with after(601):
        assert stays(client).status_code == 302


def test_a_page_says_how_long_and_one_of_a_citizen_says_nothing(client, limits):
    assert b"data-idle" not in client.get("/aanmelden/").content
    client.force_login(make_user(Role.NATIONAL))

    assert b'data-idle="900"' in client.get("/beheer/mensen/").content


# --- who leaves, and who comes to the wrong door ----------------------------------------------------
def test_nothing_stays_in_the_browser_of_who_signs_out(client):
    client.force_login(make_user(Role.COORDINATOR))
    assert "Clear-Site-Data" not in client.get("/").headers

    answer = client.post("/account/logout/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_no_sentence_travels_in_a_cookie(client):
    client.force_login(make_user(Role.COORDINATOR))
    answer = client.post("/account/logout/", follow=True)

    assert "uitgelogd" in answer.content.decode()
    assert not [name for name in client.cookies if "message" in name]
    assert house.MESSAGE_STORAGE.endswith("session.SessionStorage")


def test_a_host_that_is_not_ours_gets_400_and_leaves_no_traceback(caplog):
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.INFO):
        for path in ("/", "/account/login/", "/aanmelden/", "/uitnodiging/x/"):
            answer = client.get(path, headers={"host": "evil.example"})
            assert answer.status_code == 400, path
            assert "Traceback" not in answer.content.decode(errors="replace")
            assert "evil.example" not in answer.content.decode(errors="replace")

    said = "\n".join(PageFormatter("%(message)s").format(record) for record in caplog.records)
    assert "Invalid HTTP_HOST" in said
    assert "File " not in said
