"""Who saw what, of whom and when: by account, case, period or breach, on the page and in a file of exactly that."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ekc.accounts.codes import Role
from ekc.audit import views
from ekc.audit.codes import ReadAction
from ekc.audit.models import ReadLine
from ekc.dates import at_local
from tests.audit.reviewed import read_at
from tests.breaches.made import make_breach
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db
SHEET = "/beheer/leeslog.xlsx"


@pytest.fixture
def lena() -> Any:
    return make_user(Role.NATIONAL, full_name="Lena Landelijk")


@pytest.fixture
def office(lena: Any) -> Client:
    client = Client()
    client.force_login(lena)
    return client


def on(day: int) -> dt.datetime:
    return at_local(dt.date(2026, 3, day), dt.time(14, 30))


def sheet_of(answer: Any) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book.active.iter_rows(values_only=True))


def test_the_file_holds_exactly_what_the_page_shows_with_real_moments(office: Client) -> None:
    anna, bob = make_user(Role.COORDINATOR, full_name="Anna A"), make_user(Role.COORDINATOR, full_name="Bob B")
    for day in (1, 5, 9):
        read_at(on(day), anna, "EK-2026-0001")
    read_at(on(5), bob, "EK-2026-0001")
    read_at(on(5), anna, "EK-2026-0002")
    chosen = {"person": anna.email, "case_number": "ek-2026-0001", "since": "04-03-2026", "until": "09-03-2026"}

    page = office.get(reverse("audit:reads"), chosen)
    answer = office.get(page.context["sheet"])

    heads, *rows = sheet_of(answer)
    assert heads == ("Wanneer", "Wie", "Rol toen", "Zaak", "Wat", "Handeling", "Uitkomst")
    assert [row[0] for row in rows] == [dt.datetime(2026, 3, 9, 14, 30), dt.datetime(2026, 3, 5, 14, 30)]
    assert {row[1:4] for row in rows} == {("Anna A", "Eigen Kracht-coördinator", "EK-2026-0001")}
    assert len(rows) == len(page.context["lines"])
    # The address of the machine stands neither on the page nor in the file, nor a mail address.
    assert anna.email not in str(rows)


def test_the_file_is_written_in_the_log_itself_with_the_case_asked_for(office: Client, lena: Any) -> None:
    read_at(on(1), lena, "EK-2026-0001")

    office.get(SHEET, {"case_number": "EK-2026-0001"})

    line = ReadLine.objects.latest("pk")
    assert (line.user, line.case_number, line.what, line.action) == (
        lena,
        "EK-2026-0001",
        "leeslog als Excel",
        ReadAction.EXPORT,
    )


def test_too_many_lines_are_refused_in_words(office: Client, lena: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(views, "MOST_LINES", 2)
    for day in (1, 2, 3):
        read_at(on(day), lena, "EK-1")

    page = office.get(SHEET, {"case_number": "EK-1"}, follow=True).content.decode()

    assert "Dit zijn meer dan 2 regels." in page
    assert not ReadLine.objects.filter(action=ReadAction.EXPORT).exists()


def test_nothing_comes_out_for_a_choice_that_cannot_be(office: Client, lena: Any) -> None:
    read_at(on(1), lena, "EK-1")

    assert len(sheet_of(office.get(SHEET, {"since": "31-02-2026"}))) == 1


def test_a_formula_in_a_name_is_text(office: Client) -> None:
    evil = make_user(Role.COORDINATOR, full_name="=1+1")
    read_at(on(1), evil, "EK-1")

    assert sheet_of(office.get(SHEET, {"case_number": "EK-1"}))[1][1] == "'=1+1"


def test_of_a_breach_come_what_its_accounts_saw_and_who_saw_its_cases(office: Client, lena: Any) -> None:
    anna, bob = make_user(Role.COORDINATOR), make_user(Role.COORDINATOR)
    case, other = make_case(), make_case()
    breach = make_breach(lena, case)
    breach.accounts.set([anna])
    ours = [read_at(on(1), anna, other.number), read_at(on(2), bob, case.number)]
    read_at(on(3), bob, other.number)

    page = office.get(reverse("audit:reads"), {"breach": breach.pk, "until": "10-03-2026"})

    assert {line.pk for line in page.context["lines"]} == {line.pk for line in ours}
    assert f"breach={breach.pk}" in office.get(reverse("breaches:one", args=[breach.pk])).content.decode()


def test_accounts_of_a_breach_are_typed_by_their_mail_address(office: Client, lena: Any) -> None:
    anna = make_user(Role.COORDINATOR, full_name="Anna Ander")
    breach = make_breach(lena, is_bare=True)
    found = timezone.localtime(breach.found_at)
    typed = {"title": "x", "what": "y", "found_at_0": f"{found:%d-%m-%Y}", "found_at_1": f"{found:%H:%M}"}
    address = reverse("breaches:change", args=[breach.pk])

    wrong = office.post(address, {**typed, "accounts": "niemand@voorbeeld.example"}).content.decode()
    page = office.post(address, {**typed, "accounts": anna.email.upper()}, follow=True).content.decode()

    assert "Er is geen account met dit adres: niemand@voorbeeld.example." in wrong
    assert list(breach.accounts.all()) == [anna]
    assert "Anna Ander" in page
