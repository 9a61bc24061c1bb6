"""The account of a programme for who pays it: what was paid for as it is, what came of it as what is public."""

import datetime as dt
import html
import io
from decimal import Decimal

import openpyxl
import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.models import FundingProgramme
from conferences.codes import ConferenceState
from conferences.models import Conference
from ekc.accounts.codes import Role
from ekc.accounts.models import Region
from reports.account import MARKS, RESULTS
from reports.accounting import account_of, years_of
from reports.catalogue.kept import bring_up_to_date
from reports.codes import Audience
from tests.factories import make_case, make_conference, make_funder, make_programme, make_user
from tests.reports.compared import fill
from tests.reports.kept import leave_counts_alone
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def funder(db: None):
    return make_user(Role.FUNDER)


@pytest.fixture
def programme(funder) -> FundingProgramme:
    return make_programme(name="Van de provincie", price=Decimal("1250.50"), funder=make_funder(funder))


@pytest.fixture
def pilot(pilot_cases, funder) -> FundingProgramme:
    pilot_cases.funder, pilot_cases.price = make_funder(funder), Decimal(4000)
    pilot_cases.save()
    return pilot_cases


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def held(programme: FundingProgramme, *days: dt.date, region: str = "utrecht") -> None:
    for day in days:
        case = make_case(state=CaseState.CLOSED, programme=programme, region=Region.objects.get(code=region))
        make_conference(case, state=ConferenceState.HELD, held_on=day)


def test_what_was_paid_for_is_held_times_the_price_per_year_and_of_a_year_per_quarter(funder, programme) -> None:
    held(programme, dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 3, 31), dt.date(2025, 4, 1))

    whole, year = account_of(programme, funder), account_of(programme, funder, 2025)

    assert [(each.label, each.held, each.amount) for each in whole.paid] == [
        ("2024", 1, Decimal("1250.50")),
        ("2025", 3, Decimal("3751.50")),
    ]
    assert [(each.label, each.held) for each in year.paid] == [("2025, kwartaal 1", 2), ("2025, kwartaal 2", 1)]
    assert (whole.held, whole.amount) == (4, Decimal("5002.00"))
    assert years_of(programme, funder) == [2025, 2024]


def test_without_a_price_there_is_no_amount_and_the_page_says_so(client: Client, funder, programme) -> None:
    FundingProgramme.objects.update(price=None)
    programme.refresh_from_db()
    held(programme, dt.date(2025, 1, 1))
    client.force_login(funder)

    assert account_of(programme, funder).amount is None
    page = client.get(reverse("reports:account", args=[programme.slug])).content.decode()
    assert "Er is geen prijs per conferentie afgesproken" in page
    assert "€" not in page


@pytest.mark.parametrize("role", [Role.FUNDER, Role.REGIONAL_MANAGER, Role.NATIONAL])
def test_results_are_those_that_are_public_whoever_reads_them(pilot, funder, role: str) -> None:
    reader = funder if role == Role.FUNDER else make_user(role)
    if role == Role.REGIONAL_MANAGER:
        reader.regions.set(Region.objects.all())

    assert account_of(pilot, reader).report.audience == Audience.PUBLIC


def test_page_paper_and_sheet_of_the_pilot_say_the_same(client: Client, pilot, funder) -> None:
    client.force_login(funder)
    account = account_of(pilot, funder)
    addresses = [reverse(f"reports:{name}", args=[pilot.slug]) for name in ("account", "account_pdf", "account_xlsx")]

    page, paper, sheet = (client.get(address) for address in addresses)
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))

    assert [table.id for table in account.results] == list(RESULTS)
    assert account.marks
    assert {each.section for each in account.marks} <= MARKS
    text, printed = page.content.decode(), " ".join(text_of(paper.content).split())
    for table in account.results:
        assert f"Tabel {table.id}</b> {table.title}" in text
        assert f"Tabel {table.id} {table.title}" in printed
    for grade in account.marks:
        assert grade.label in printed
    assert book.sheetnames[0] == "Waarvoor betaald is"
    assert len(book.sheetnames) == 1 + len(account.results) + 1
    total = next(row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == "Totaal")
    assert total[1:3] == (account.held, float(account.amount))
    assert account.held == Conference.objects.filter(case__programme=pilot, state="gehouden").count()


def test_of_few_people_nothing_is_told_on_page_paper_or_sheet(client: Client, funder, programme) -> None:
    held(programme, dt.date(2025, 1, 1), dt.date(2025, 1, 2))
    client.force_login(funder)

    page, paper, sheet = (
        client.get(reverse(f"reports:{name}", args=[programme.slug])).content
        for name in ("account", "account_pdf", "account_xlsx")
    )

    sentence = "Van zo weinig mensen vertellen we niets"
    assert sentence in page.decode()
    assert "Tabel" not in page.decode()
    assert sentence in " ".join(text_of(paper).split())
    assert openpyxl.load_workbook(io.BytesIO(sheet)).sheetnames == ["Waarvoor betaald is"]


def test_of_what_is_nearly_the_whole_country_the_account_says_why_it_tells_nothing(
    client: Client, funder, programme
) -> None:
    fill(60, programme=programme)
    fill(2)
    client.force_login(funder)

    page = html.unescape(client.get(reverse("reports:account", args=[programme.slug])).content.decode())

    assert "bijna dezelfde zaken als van alle programma's" in page
    assert "Tabel" not in page


def test_a_regional_manager_reads_of_the_own_regions_and_the_page_says_so(client: Client, programme) -> None:
    held(programme, dt.date(2025, 1, 1))
    held(programme, dt.date(2025, 1, 2), dt.date(2025, 1, 3), region="limburg")
    manager = make_user(Role.REGIONAL_MANAGER, region=Region.objects.get(code="utrecht"))
    client.force_login(manager)

    assert account_of(programme, manager).held == 1
    page = client.get(reverse("reports:account", args=[programme.slug])).content.decode()
    assert "Dit gaat alleen over zaken in uw regio's: Utrecht." in html.unescape(page)


@pytest.mark.parametrize("asked", ["1999", "x", "", "2025-01"])
def test_a_year_that_cannot_be_chosen_is_the_whole_programme(client: Client, funder, programme, asked: str) -> None:
    held(programme, dt.date(2025, 1, 1))
    client.force_login(funder)

    for name in ("account", "account_xlsx", "account_pdf"):
        answer = client.get(reverse(f"reports:{name}", args=[programme.slug]), {"jaar": asked})
        assert answer.status_code == 200
    assert f"verantwoording-{programme.slug}-20" in answer["Content-Disposition"]


def test_the_account_costs_as_many_queries_for_many_cases_as_for_few(
    client: Client, funder, programme, django_assert_max_num_queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_counts_alone(monkeypatch)
    held(programme, *[dt.date(2025, 1, day) for day in range(1, 9)])
    client.force_login(funder)
    bring_up_to_date()

    with django_assert_max_num_queries(16):
        client.get(reverse("reports:account", args=[programme.slug]))


def test_the_same_figures_give_the_same_bytes(funder, pilot) -> None:
    from reports.rendering import account_papers

    account = account_of(pilot, funder)

    assert account_papers.account_pdf(account) == account_papers.account_pdf(account)
    assert account_papers.account_xlsx(account) == account_papers.account_xlsx(account)


@pytest.mark.parametrize("person", ["anna", "dirk", "eva"])
def test_who_neither_pays_nor_runs_gets_no_account(client: Client, world: World, person: str) -> None:
    client.force_login(world.people[person])

    for name in ("account", "account_pdf", "account_xlsx"):
        address = reverse(f"reports:{name}", args=[world.own.case.programme.slug])
        assert client.get(address).status_code == 404
