"""The contract per conference: what is agreed, deducted, signed and paid; and on paper (domain.md 3.3)."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from cases.codes import CaseState
from cases.coordinators.acts.assign import assign_coordinator
from cases.coordinators.acts.contracts import change_contract
from cases.coordinators.reads.contracts import training_costs_left
from cases.models import Coordinator, CoordinatorContract
from ekc.accounts.codes import Role
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_case, make_contract, make_coordinator, make_programme, make_region, make_user

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def anna(db) -> Coordinator:
    return make_coordinator(make_user(Role.COORDINATOR, full_name="Anna Bos"), training_costs=Decimal(1000))


@pytest.fixture
def contract(anna) -> CoordinatorContract:
    case = make_case(state=CaseState.ACTIVATION, with_coordinator=False, main_persons=["Sem de Wit"])
    return make_contract(case, anna.user, training_deduction=None)


def test_new_contract_begins_with_the_fee_of_the_programme_less_the_training(carla, anna):
    Coordinator.objects.update(training_costs=1000)
    programme = make_programme(coordinator_fee=600)
    programme.regions.add(make_region())
    anna = Coordinator.objects.get(pk=anna.pk)
    found = [assign_coordinator(make_case(), anna, by=carla, programme=programme) for _number in range(2)]

    assert [(each.fee, each.training_deduction) for each in found] == [(600, 600), (600, 400)]
    assert training_costs_left(anna) == 0
    assert found[1].to_pay == 200


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"fee": Decimal(-1)}, "nul of meer"),
        ({"fee": Decimal(500), "training_deduction": Decimal(501)}, "hoger zijn dan de vergoeding"),
        ({"fee": Decimal(5000), "training_deduction": Decimal(1001)}, "1.000,00"),
        ({"fee": None, "training_deduction": Decimal(1)}, "hoger zijn dan de vergoeding"),
        ({"fee": Decimal(1), "signed_on": local_today() + DAY}, "nog niet geweest"),
        ({"fee": Decimal(1), "signed_on": local_today() - 300 * DAY}, "niet eerder getekend"),
        ({"fee": Decimal(1), "paid_on": local_today()}, "wanneer het contract is getekend"),
        ({"fee": Decimal(1), "signed_on": local_today(), "paid_on": local_today() - DAY}, "vóór de handtekening"),
    ],
)
def test_contract_that_cannot_be_is_refused(contract, carla, fields, word):
    with pytest.raises(Refusal, match=word):
        change_contract(contract, by=carla, **fields)

    assert CoordinatorContract.objects.get().fee is None


def test_fee_and_deduction_stand_after_payment_and_expenses_do_not(contract, carla):
    paid = {"fee": Decimal(600), "training_deduction": Decimal(100)}
    days = {"signed_on": local_today(), "paid_on": local_today()}
    change_contract(contract, by=carla, **paid, **days)
    with pytest.raises(Refusal, match="al betaald"):
        change_contract(contract, by=carla, fee=Decimal(700), training_deduction=Decimal(100), **days)
    change_contract(contract, by=carla, **paid, **days, expenses=Decimal("12.50"))

    assert CoordinatorContract.objects.get().to_pay == Decimal("512.50")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"fee": -1}, "contract_amounts_not_negative"),
        ({"fee": 1, "training_deduction": 2}, "contract_deduction_within_fee"),
    ],
)
def test_database_refuses_impossible_amounts(contract, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CoordinatorContract.objects.update(**fields)


# --- the pages ----------------------------------------------------------------------------------------------


def test_manager_writes_down_amounts_as_people_write_them(client, contract, carla):
    client.force_login(carla)
    case = contract.case
    data = {
        "fee": "1.250,00",
        "training_deduction": "250",
        "expenses": "12,5",
        "signed_on": f"{local_today():%d-%m-%Y}",
    }
    client.post(reverse("cases:contract_edit", args=[case.number, contract.pk]), data)

    contract.refresh_from_db()
    assert (contract.fee, contract.expenses, contract.to_pay) == (1250, Decimal("12.50"), Decimal("1012.50"))
    text = client.get(reverse("cases:contracts", args=[case.number])).content.decode()
    assert "€\N{NO-BREAK SPACE}1.012,50" in text


def test_wrong_amount_is_said_at_the_field_and_nothing_is_lost(client, contract, carla):
    client.force_login(carla)
    url = reverse("cases:contract_edit", args=[contract.case.number, contract.pk])
    text = client.post(url, {"fee": "veel", "expenses": "12,50"}).content.decode()

    assert "Schrijf een bedrag in euro&#x27;s." in text
    assert 'value="veel"' in text
    assert 'value="12,50"' in text


def test_coordinator_reads_the_own_contract_and_not_that_of_who_went_before(client, contract, anna):
    contract.ended_on = local_today()
    contract.save()
    second = make_user(Role.COORDINATOR)
    make_contract(contract.case, second, fee=700)
    client.force_login(second)

    text = client.get(reverse("cases:contracts", args=[contract.case.number])).content.decode()

    assert "€\N{NO-BREAK SPACE}700,00" in text
    assert "Anna Bos" not in text.split("<h1")[1].split("Contract als PDF")[1]
    old = reverse("cases:contract_pdf", args=[contract.case.number, contract.pk])
    assert client.get(old).status_code == 404


def test_professional_and_coordinator_change_no_contract(client, contract, anna):
    url = reverse("cases:contract_edit", args=[contract.case.number, contract.pk])
    client.force_login(anna.user)

    assert client.post(url, {"fee": "9999"}).status_code == 403
    contract.refresh_from_db()
    assert contract.fee is None


def test_paper_names_the_parties_and_the_amounts_and_no_family(client, contract, carla):
    change_contract(contract, by=carla, fee=Decimal(600), training_deduction=Decimal(100), signed_on=local_today())
    client.force_login(carla)
    answer = client.get(reverse("cases:contract_pdf", args=[contract.case.number, contract.pk]))

    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(page.extract_text() for page in reader.pages).replace("\N{NO-BREAK SPACE}", " ")
    assert answer["Content-Type"] == "application/pdf"
    assert all(word in text for word in ("Anna Bos", contract.case.number, "€ 500,00", "onafhankelijk", "Getekend op"))
    assert "Sem" not in text
    assert ReadLine.objects.filter(action="E", case_number=contract.case.number).exists()
