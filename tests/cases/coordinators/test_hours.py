"""Hours, kilometres and costs: of contacts and of other work, and together for the contract."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.circle.acts.contacts import log_contact
from cases.coordinators.acts.contracts import end_contract
from cases.coordinators.acts.hours import correct_work, log_work
from cases.coordinators.reads.hours import WorkTotal, total_of_case, total_of_contract
from cases.models import WorkEntry
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_case, make_contract, make_user

DAY = dt.timedelta(days=1)


def entry(case, by, **values):
    return log_work(case, by=by, **{"day": local_today(), "kind": "reizen", "minutes": 30, **values})


def test_contacts_and_other_work_count_together_for_the_contract(preparing, anna):
    entry(preparing, anna, travel_km=Decimal("12.5"), expenses=Decimal("3.20"))
    log_contact(
        preparing,
        by=anna,
        method="bezoek",
        main_person=preparing.main_persons.get(),
        minutes=60,
        travel_km=Decimal("7.5"),
        expenses=Decimal("1.80"),
    )

    total = total_of_contract(preparing.contracts.get())

    assert total == WorkTotal(90, Decimal("20.0"), Decimal("5.00"))


def test_each_contract_counts_its_own_time_and_the_case_all(anna, carla):
    case = make_case(state="voorbereiding", with_coordinator=anna, manager=carla)
    first = case.contracts.get()
    entry(case, anna, minutes=10)
    end_contract(case, reason="Verhuisd.")
    second = make_contract(case, make_user(Role.COORDINATOR), started_on=local_today())
    entry(case, second.coordinator.user, minutes=25)
    first.refresh_from_db()

    assert (total_of_contract(first).minutes, total_of_contract(second).minutes) == (10, 25)
    assert total_of_case(case).minutes == 35


def test_work_of_before_and_after_the_contract_does_not_count(preparing, anna):
    contract = preparing.contracts.get()
    WorkEntry.objects.create(case=preparing, by=anna, day=contract.started_on - DAY, kind="reizen", minutes=10)
    contract.ended_on = local_today() - DAY
    contract.save()
    entry(preparing, anna, minutes=20)

    assert total_of_contract(contract).minutes == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"minutes": 0}, "Vul minuten"),
        ({"minutes": 24 * 60 + 1}, "hooguit"),
        ({"minutes": -5}, "hooguit"),
        ({"kind": "niets"}, "waar het over gaat"),
        ({"day": local_today() + 2 * DAY}, "nog niet geweest"),
        ({"day": local_today() - 900 * DAY}, "aanmelding"),
        ({"travel_km": Decimal(2001)}, "kilometers"),
        ({"expenses": Decimal(-1)}, "euro"),
    ],
)
def test_work_that_cannot_be_is_refused(preparing, anna, values, sentence):
    with pytest.raises(Refusal, match=sentence):
        entry(preparing, anna, **values)


def test_own_work_is_corrected_and_of_somebody_else_is_not(client, preparing, anna):
    row = entry(preparing, anna)
    other = make_user(Role.COORDINATOR)
    with pytest.raises(Refusal, match="wie iets vastlegde"):
        correct_work(row, by=other, day=row.day, kind="reizen", minutes=1)
    client.force_login(anna)

    client.post(
        reverse("cases:work_edit", args=[preparing.number, row.pk]),
        {
            "kind": "regelen",
            "day": row.day.isoformat(),
            "minutes": "45",
            "travel_km": "1,5",
            "expenses": "",
            "note": "",
        },
    )

    row.refresh_from_db()
    assert (row.kind, row.minutes, row.travel_km, row.expenses) == ("regelen", 45, Decimal("1.5"), Decimal(0))


def test_page_shows_the_totals_in_hours_and_euros(client, preparing, anna):
    client.force_login(anna)
    typed = {
        "kind": "de_dag",
        "day": local_today().isoformat(),
        "minutes": "95",
        "travel_km": "12,5",
        "expenses": "8,4",
    }
    assert client.post(reverse("cases:work_add", args=[preparing.number]), typed).status_code == 302

    page = client.get(reverse("cases:work", args=[preparing.number])).content.decode()

    assert "1:35" in page
    assert "12,5" in page
    assert "8,40" in page


def test_manager_sees_every_contract_and_a_coordinator_the_own(client, preparing, anna, carla):
    make_contract(preparing, make_user(Role.COORDINATOR, full_name="Bea Vorige"), ended_on=local_today())
    shown = {}
    for user in (anna, carla):
        client.force_login(user)
        shown[user] = client.get(reverse("cases:work", args=[preparing.number])).content.decode()

    assert "Bea Vorige" not in shown[anna]
    assert "Bea Vorige" in shown[carla]


def test_minutes_of_a_contact_are_put_right_at_the_contact(client, preparing, anna):
    contact = log_contact(
        preparing, by=anna, method="telefoon", main_person=preparing.main_persons.get(), minutes=5, at=timezone.now()
    )
    client.force_login(anna)

    page = client.get(reverse("cases:work", args=[preparing.number])).content.decode()

    assert reverse("cases:contact_edit", args=[preparing.number, contact.pk]) in page


QUERIES = 16


@pytest.mark.parametrize("rows", [1, 30])
def test_hours_ask_the_same_number_of_queries(client, preparing, anna, django_assert_num_queries, rows):
    for _number in range(rows):
        entry(preparing, anna)
        log_contact(preparing, by=anna, method="telefoon", main_person=preparing.main_persons.get(), minutes=5)
    client.force_login(anna)
    url = reverse("cases:work", args=[preparing.number])
    client.get(url)

    with django_assert_num_queries(QUERIES):
        client.get(url)
