"""The one door: who may not see gets 404, who may not do gets 403, and every outcome leaves a line."""

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404
from django.test import RequestFactory

from ekc.access import fetch, require, shown
from ekc.accounts.codes import Role
from ekc.audit.codes import Outcome, ReadAction
from ekc.audit.models import ReadLine
from tests.accounts.people import make_person
from tests.audit.pages import Files

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.audit.pages")]
NUMBER = "EK-2026-0001"


@pytest.fixture(autouse=True)
def _rights():
    rules.add_perm("test.see", rules.always_allow)
    rules.add_perm("test.act", rules.always_deny)
    yield
    rules.remove_perm("test.see")
    rules.remove_perm("test.act")


@pytest.fixture
def file(db):
    """Something with a case number that landelijk beheer may see and nobody else."""
    return ReadLine.objects.create(action="R", what="begin", route="", outcome="getoond", case_number=NUMBER)


@pytest.fixture
def stranger(client):
    person = make_person(Role.COORDINATOR)
    client.force_login(person)
    return person


def lines():
    return [(line.what, line.case_number, line.action, line.outcome) for line in new_lines()]


def new_lines():
    return list(ReadLine.objects.exclude(what="begin").order_by("pk"))


def request_of(user):
    request = RequestFactory().get("/test/")
    request.user, request.resolver_match = user, None
    return request


# --- one file ---------------------------------------------------------------------------------
def test_who_may_see_gets_the_page_and_leaves_a_line(office, national, file):
    answer = office.get(f"/test/zaak/{NUMBER}/")

    assert answer.content.decode() == f"de zaak {NUMBER}"
    line = new_lines()[0]
    assert lines() == [("zaak", NUMBER, ReadAction.READ, Outcome.SHOWN)]
    assert (line.user, line.user_name, line.role) == (national, national.full_name, national.role)
    assert (line.route, line.address) == ("test_file", "127.0.0.1")


def test_stranger_gets_404_and_leaves_a_line(client, stranger, file):
    assert client.get(f"/test/zaak/{NUMBER}/").status_code == 404

    assert lines() == [("zaak", NUMBER, ReadAction.READ, Outcome.NOT_FOUND)]
    assert new_lines()[0].user == stranger


def test_stranger_sees_no_difference_with_what_does_not_exist(client, stranger, file):
    existing = client.get(f"/test/zaak/{NUMBER}/")
    missing = client.get("/test/zaak/EK-2026-9999/")

    assert (existing.status_code, existing.content) == (missing.status_code, missing.content)
    own = {"Expires", "X-Request-ID"}
    assert {key: value for key, value in existing.items() if key not in own} == {
        key: value for key, value in missing.items() if key not in own
    }


def test_the_right_is_not_even_asked_for_a_stranger(client, stranger, file):
    assert client.get(f"/test/plan/{NUMBER}/").status_code == 404


def test_who_may_see_but_not_do_gets_403_and_leaves_a_line(office, file):
    assert office.get(f"/test/plan/{NUMBER}/").status_code == 403

    assert lines() == [("plan", NUMBER, ReadAction.EXPORT, Outcome.REFUSED)]


def test_the_line_of_a_refusal_stays_after_the_exception(national, file):
    with pytest.raises(PermissionDenied):
        fetch(request_of(national), ReadLine.objects.all(), perm="test.act", what="plan", pk=file.pk)

    assert lines() == [("plan", NUMBER, ReadAction.READ, Outcome.REFUSED)]


def test_a_right_that_nobody_wrote_down_is_refused(national, file):
    with pytest.raises(PermissionDenied):
        fetch(request_of(national), ReadLine.objects.all(), perm="test.unknown", what="plan", pk=file.pk)


def test_key_of_a_row_that_is_not_found_is_never_written_as_a_case(national, file):
    with pytest.raises(Http404):
        fetch(request_of(national), ReadLine.objects.all(), perm="test.see", what="zaak", pk=file.pk + 1)

    assert lines() == [("zaak", "", ReadAction.READ, Outcome.NOT_FOUND)]


def test_row_of_another_case_is_not_found_under_this_number(national, file):
    with pytest.raises(Http404):
        fetch(
            request_of(national),
            Files(ReadLine),
            perm="test.see",
            what="zaak",
            case_number="EK-2026-9999",
            pk=file.pk,
        )

    assert lines() == [("zaak", "EK-2026-9999", ReadAction.READ, Outcome.NOT_FOUND)]


def test_who_is_not_signed_in_finds_nothing(file):
    with pytest.raises(Http404):
        fetch(request_of(AnonymousUser()), ReadLine.objects.all(), perm="test.see", what="zaak", pk=file.pk)

    assert new_lines()[0].user is None


def test_closed_account_finds_nothing(file):
    closed = make_person(Role.NATIONAL, is_active=False)

    with pytest.raises(Http404):
        fetch(request_of(closed), ReadLine.objects.all(), perm="test.see", what="zaak", pk=file.pk)


def test_a_very_long_address_still_leaves_its_line(client, stranger):
    assert client.get(f"/test/zaak/{'x' * 300}/").status_code == 404

    assert lines() == [("zaak", "x" * 40, ReadAction.READ, Outcome.NOT_FOUND)]


# --- fail closed ------------------------------------------------------------------------------
@pytest.mark.parametrize("page", [f"/test/zaak/{NUMBER}/", "/test/lijst/"])
def test_page_is_not_shown_when_its_line_cannot_be_written(office, file, monkeypatch, page):
    def broken(*args, **kwargs):
        raise DatabaseError("the log is away")

    monkeypatch.setattr(ReadLine, "save", broken)
    monkeypatch.setattr(type(ReadLine.objects.all()), "bulk_create", broken)
    office.raise_request_exception = False

    answer = office.get(page)

    assert answer.status_code == 500
    assert NUMBER not in answer.content.decode()


# --- a right without a file -------------------------------------------------------------------
def test_require_lets_pass_without_a_line(national):
    assert require(request_of(national), "people.manage") is None

    assert lines() == []


def test_require_refuses_with_404_and_leaves_a_line(stranger):
    with pytest.raises(Http404):
        require(request_of(stranger), "people.manage")

    assert lines() == [("people.manage", "", ReadAction.READ, Outcome.REFUSED)]


# --- lists ------------------------------------------------------------------------------------
def test_list_leaves_one_line_per_case(office, file):
    for number in ("EK-2026-0003", "EK-2026-0002", "EK-2026-0002"):
        ReadLine.objects.create(action="R", what="begin", route="", outcome="getoond", case_number=number)

    office.get("/test/lijst/")

    assert lines() == [
        ("werklijst", number, ReadAction.SEARCH, Outcome.SHOWN) for number in (NUMBER, "EK-2026-0002", "EK-2026-0003")
    ]


def test_list_writes_its_lines_in_one_statement(national, django_assert_num_queries):
    for number in range(20):
        ReadLine.objects.create(action="R", what="begin", route="", outcome="getoond", case_number=f"EK-{number}")
    rows = list(ReadLine.objects.all())

    with django_assert_num_queries(1):
        shown(request_of(national), rows, what="werklijst")


def test_search_that_finds_nothing_leaves_one_line(client, stranger, file):
    client.get("/test/lijst/")

    assert lines() == [("werklijst", "", ReadAction.SEARCH, Outcome.SHOWN)]


def test_an_address_with_a_nul_finds_nothing_and_leaves_a_line(office, file):
    answer = office.get("/test/zaak/EK%00-1/")

    assert answer.status_code == 404
    assert lines() == [("zaak", "EK\N{REPLACEMENT CHARACTER}-1", "R", Outcome.NOT_FOUND)]
