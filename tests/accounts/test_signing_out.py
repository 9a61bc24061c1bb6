"""All sessions end at once: of one account, or of everybody; and the history says so."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from ekc.accounts.codes import Role
from ekc.accounts.door import device_cookie
from ekc.accounts.models import User
from ekc.accounts.signing_out import EVENT, sign_out_everywhere
from tests.accounts.test_door import HOME, log_in, shut
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def is_in(client: Client) -> bool:
    return "/account/login/" not in client.get("/account/2fa/").headers.get("Location", "")


def events() -> list[tuple[int, int | None, str]]:
    """Of whom, by whom, and by what."""
    found = User.pgh_event_model.objects.filter(pgh_label=EVENT).select_related("pgh_context").order_by("pgh_id")
    return [
        (each.pgh_obj_id, each.pgh_context.metadata.get("user"), each.pgh_context.metadata.get("source", ""))
        for each in found
    ]


def test_every_device_of_one_account_is_signed_out_and_no_other() -> None:
    lena, anna, dirk = make_user(Role.NATIONAL), make_user(Role.COORDINATOR), make_user(Role.PROFESSIONAL)
    office, phone, laptop, other = signed_in(lena), signed_in(anna), signed_in(anna), signed_in(dirk)
    assert is_in(phone)

    page = office.post(reverse("accounts:person_end_sessions", args=[anna.pk]), follow=True).content.decode()

    assert "is overal uitgelogd" in page
    assert "Overal uitgelogd</dt>" in page
    assert [is_in(each) for each in (office, phone, laptop, other)] == [True, False, False, True]
    assert events() == [(anna.pk, lena.pk, "")]


def test_everybody_is_signed_out_but_the_device_on_which_it_is_done() -> None:
    lena, anna = make_user(Role.NATIONAL), make_user(Role.COORDINATOR)
    closed = make_user(Role.COORDINATOR, is_active=False)
    office, elsewhere, phone = signed_in(lena), signed_in(lena), signed_in(anna)
    key = office.session.session_key

    assert "behalve dit apparaat" in office.get(reverse("accounts:end_all_sessions")).content.decode()
    page = office.post(reverse("accounts:end_all_sessions"), follow=True).content.decode()

    assert "Alle accounts zijn uitgelogd: 2." in page
    assert [is_in(each) for each in (office, elsewhere, phone)] == [True, False, False]
    # Whoever took the key of this session has nothing in hand.
    assert office.session.session_key != key
    assert {whose for whose, _by, _source in events()} == {lena.pk, anna.pk}
    assert closed.pk not in {whose for whose, _by, _source in events()}


def test_on_the_server_it_is_one_command() -> None:
    anna, dirk = make_user(Role.COORDINATOR), make_user(Role.PROFESSIONAL)
    phone, other = signed_in(anna), signed_in(dirk)

    call_command("end_sessions", account=anna.email.upper())
    assert [is_in(phone), is_in(other)] == [False, True]
    call_command("end_sessions", all=True)
    assert not is_in(other)

    assert {(by, source) for _whose, by, source in events()} == {(None, "end_sessions")}
    with pytest.raises(CommandError, match="no account"):
        call_command("end_sessions", account="niemand@voorbeeld.example")


def test_no_device_is_known_any_more_until_somebody_is_let_in_on_it_again() -> None:
    anna = make_user(Role.COORDINATOR)
    device = Client()
    log_in(device, anna.email, address=HOME)
    sign_out_everywhere(anna, by=None)
    shut(anna)

    assert log_in(device, anna.email).status_code == 200
    assert log_in(device, anna.email, address=HOME).status_code == 302
    assert device.cookies[device_cookie()].value
    device.post("/account/logout/")
    assert log_in(device, anna.email).status_code == 302
