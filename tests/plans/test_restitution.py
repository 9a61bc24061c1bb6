"""What makes it good again: agreements that only a herstelconferentie has (domain.md 3.6)."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState, Variant
from cases.models import Case
from plans.acts.agreements import add_agreement
from plans.codes import AgreementKind, Restitution
from plans.models import Agreement, PlanVersion
from plans.queries import current_version, missing_points
from tests.factories import make_case, make_plan

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

    agreement = Agreement.objects.get(who="Levi")
    assert (answer.status_code, agreement.version, agreement.restitution) == (302, version, restitution)
    plan = client.get(reverse("plans:plan", args=[case.number])).content.decode()
    assert Restitution(restitution).label.lower() in plan


@pytest.mark.parametrize("variant", [Variant.FAMILY, Variant.COMMUNITY])
def test_other_conferences_are_not_asked_for_restitution_and_keep_none(variant: str) -> None:
    case, _version = held(variant)
    shown, client = form_page(case)

    assert "Hoe maakt dit het goed?" not in shown
    client.post(reverse("plans:write", args=[case.number]), typed(Restitution.APOLOGY))

    assert Agreement.objects.get(who="Levi").restitution == ""


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
