"""What makes it good again: agreements that only a herstelconferentie has (domain.md 3.6)."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState, Variant
from cases.models import Case
from ekc.dates import local_today
from ekc.refusal import Refusal
from followup.acts.results import Telling, record_results
from followup.codes import CallKind
from followup.models import Call
from plans.acts.agreements import add_agreement
from plans.codes import AgreementKind, Restitution
from plans.models import Agreement, PlanVersion
from plans.queries import current_version, missing_points
from tests.factories import make_case, make_plan
from tests.rows import the_one

pytestmark = pytest.mark.django_db
ASKED = "Wat wordt er gedaan om het goed te maken"


def held(variant: str) -> tuple[Case, PlanVersion]:
    case = make_case(state=CaseState.HELD_WITH_PLAN, variant=variant)
    version = current_version(make_plan(case))
    assert version is not None
    return case, version


def client_of(case: Case) -> Client:
    client = Client()
    client.force_login(case.contracts.get().coordinator.user)
    return client


def typed(restitution: str) -> dict[str, str]:
    return {"kind": AgreementKind.OWN_CIRCLE, "who": "Levi", "what": "Schrijft een brief", "restitution": restitution}


def form_page(case: Case, **data: str) -> tuple[str, Client]:
    client = client_of(case)
    address = reverse("plans:write", args=[case.number])
    return client.get(address).content.decode(), client


@pytest.mark.parametrize("restitution", Restitution.values)
def test_an_agreement_of_a_herstelconferentie_says_how_it_makes_good(restitution: str) -> None:
    case, version = held(Variant.RESTORATIVE)
    shown, client = form_page(case)

    assert "Hoe maakt dit het goed?" in shown
    answer = client.post(reverse("plans:write", args=[case.number]), typed(restitution))

    agreement = the_one(Agreement.objects, who="Levi")
    assert (answer.status_code, agreement.version, agreement.restitution) == (302, version, restitution)
    plan = client.get(reverse("plans:plan", args=[case.number])).content.decode()
    assert Restitution(restitution).label.lower() in plan


@pytest.mark.parametrize("variant", [Variant.FAMILY, Variant.COMMUNITY])
def test_other_conferences_are_not_asked_for_restitution_and_keep_none(variant: str) -> None:
    case, _version = held(variant)
    shown, client = form_page(case)

    assert "Hoe maakt dit het goed?" not in shown
    client.post(reverse("plans:write", args=[case.number]), typed(Restitution.APOLOGY))

    assert the_one(Agreement.objects, who="Levi").restitution == ""


def test_a_herstelplan_without_restitution_asks_for_it_until_there_is_one() -> None:
    case, version = held(Variant.RESTORATIVE)
    by = case.contracts.get().coordinator.user
    assert any(ASKED in point.question for point in missing_points(version))

    add_agreement(version, by=by, who="Levi", what="Betaalt de tas", restitution=Restitution.COMPENSATION)

    assert not any(ASKED in point.question for point in missing_points(version))


def test_a_family_plan_is_never_asked_for_restitution() -> None:
    _case, version = held(Variant.FAMILY)

    assert not any(ASKED in point.question for point in missing_points(version))


def test_the_database_knows_three_ways_to_make_good() -> None:
    _case, version = held(Variant.RESTORATIVE)

    with pytest.raises(IntegrityError, match="agreement_restitution_known"), transaction.atomic():
        Agreement.objects.filter(version=version).update(restitution="straf")


# --- how much, who pays, until when ----------------------------------------------------------------------------------


def test_compensation_says_how_much_who_pays_and_until_when() -> None:
    case, version = held(Variant.RESTORATIVE)
    _page, client = form_page(case)
    paid = {"amount": "22,50", "payer": "Levi", "due_on": "24-12-2030"}
    answer = client.post(reverse("plans:write", args=[case.number]), {**typed(Restitution.COMPENSATION), **paid})
    assert answer.status_code == 302, answer.content.decode()

    agreement = the_one(Agreement.objects, who="Levi")
    assert (agreement.amount, agreement.payer, agreement.due_on) == (Decimal("22.50"), "Levi", dt.date(2030, 12, 24))
    plan = client.get(reverse("plans:plan", args=[case.number])).content.decode()
    assert "€\N{NO-BREAK SPACE}22,50, betaald door Levi" in plan
    assert "uiterlijk 24 december 2030" in plan


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"restitution": Restitution.COMPENSATION, "amount": Decimal("5")}, "wie het betaalt"),
        ({"restitution": Restitution.COMPENSATION, "payer": "Levi"}, "hoeveel"),
        ({"restitution": Restitution.APOLOGY, "amount": Decimal("5"), "payer": "Levi"}, "vergoeding"),
        ({"due_on": dt.date(2030, 1, 1)}, "herstelafspraak"),
    ],
)
def test_what_does_not_belong_together_is_refused(fields: dict[str, Any], words: str) -> None:
    case, version = held(Variant.RESTORATIVE)

    with pytest.raises(Refusal, match=words):
        add_agreement(version, by=case.contracts.get().coordinator.user, who="Levi", what="Betaalt de tas", **fields)


def test_amounts_can_be_counted() -> None:
    case, version = held(Variant.RESTORATIVE)
    by = case.contracts.get().coordinator.user
    for amount in ("22.50", "10"):
        add_agreement(
            version,
            by=by,
            who="Levi",
            what="Betaalt",
            restitution=Restitution.COMPENSATION,
            amount=Decimal(amount),
            payer="Levi",
        )

    assert Agreement.objects.filter(restitution="vergoeding").aggregate(all=Sum("amount"))["all"] == Decimal("32.50")
    with pytest.raises(IntegrityError, match="agreement_amount_only_of_compensation"), transaction.atomic():
        Agreement.objects.filter(amount=10).update(restitution=Restitution.APOLOGY)


# --- followed up one by one -------------------------------------------------------------------------------------------


def test_restitution_is_asked_after_in_the_first_call_one_by_one_and_the_rest_later() -> None:
    case, version = held(Variant.RESTORATIVE)
    by = case.contracts.get().coordinator.user
    other = add_agreement(version, by=by, who="Oma", what="Belt elke week")
    brief = add_agreement(version, by=by, who="Levi", what="Schrijft een brief", restitution=Restitution.APOLOGY)
    tas = add_agreement(version, by=by, who="Levi", what="Helpt mee", restitution=Restitution.CONTRIBUTION)
    Case.objects.filter(pk=case.pk).update(state=CaseState.PLAN_SENT)
    call = Call.objects.create(case=case, kind=CallKind.ONE_MONTH, opens_on=local_today(), due_on=local_today())
    address = reverse("followup:agreements", args=[case.number, call.pk])
    client = client_of(case)
    assert address in client.get(reverse("followup:followup", args=[case.number])).content.decode()
    page = client.get(address).content.decode()
    assert "Schrijft een brief" in page
    assert "Belt elke week" not in page

    ill = {f"a{tas.pk}-reason_code": "tegenslag", f"a{tas.pk}-reason": "Ziek."}
    results = {f"a{brief.pk}-result": "gedaan", f"a{tas.pk}-result": "niet_gedaan", **ill}
    assert client.post(address, results).status_code == 302

    states = dict(Agreement.objects.filter(version=version).values_list("pk", "state"))
    assert (states[brief.pk], states[tas.pk]) == ("gedaan", "niet_gedaan")
    with pytest.raises(Refusal, match="na drie maanden"):
        record_results(call, [Telling(other.pk, "gedaan")], by=by)
