"""From the aanmelding to the printed figures: an Alle Hens of eighty, and a herstelconferentie without private time."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState, Variant
from cases.models import Case
from conferences.planning.acts.planning import plan_conference
from ekc.dates import at_local, local_today
from plans.models import Plan, PlanVersion
from reports.catalogue import Selection, build_report
from tests.cases.referral.referral_data import apply_for_a_street
from tests.factories import make_agreement, make_case, make_contract, make_coordinator, make_plan, make_programme

from .test_entered_day import rows

pytestmark = pytest.mark.django_db
YESTERDAY = dt.timedelta(days=1)


def written_down(case: Case, **typed: str) -> Client:
    """The day of yesterday, planned and then written down on its page."""
    by, day = case.contracts.get().coordinator.user, local_today() - YESTERDAY
    plan_conference(case, by=by, planned_start=at_local(day, dt.time(13)), location_type="kerk")
    client = Client()
    client.force_login(by)
    said = {"day": day.isoformat(), "started": "13:00", "ended": "15:30", "outcome": "plan", **typed}
    answer = client.post(reverse("conferences:record", args=[case.number]), said)
    assert answer.status_code == 302, answer.content.decode()
    return client


def registered(case: Case) -> None:
    make_plan(case, state="toets_niet_nodig")
    Plan.objects.filter(case=case).update(plan_agreed=True, accepted_as_safe=True)
    case.refresh_from_db()
    case.registered_on, case.state = local_today(), CaseState.REGISTERED
    case.save(update_fields=["registered_on", "state"])


def test_alle_hens_of_eighty_from_the_aanmelding_to_the_figures(client: Client) -> None:
    apply_for_a_street(client).send()
    case = Case.objects.get()
    make_contract(case, make_coordinator().user)
    Case.objects.filter(pk=case.pk).update(
        programme=make_programme(),
        state=CaseState.ACTIVATION,
        safety_triggers=[],
        received_on=local_today() - dt.timedelta(days=30),
        preparation_started_on=local_today() - dt.timedelta(days=20),
    )
    case.refresh_from_db()
    pages = written_down(case, private_from="13:45", private_until="14:45")
    residents, school = case.parties.order_by("pk")
    counts = {
        f"p{residents.pk}-persons": "72",
        f"p{residents.pk}-minors": "12",
        f"p{residents.pk}-in_private_time": "on",
        f"p{school.pk}-persons": "8",
    }
    assert pages.post(reverse("conferences:attendance_counts", args=[case.number]), counts).status_code == 302
    registered(case)

    counted = rows(build_report(Selection(case.programme)), "2.8.3")
    assert counted["Overig sociaal netwerk (buren, kennissen, collega's)"][0] == 72
    assert counted["Overige professionals"][0] == 8
    assert counted["Totaal"][0] == 80


def test_herstelconferentie_without_private_time_has_no_duration_of_it() -> None:
    case = make_case(state=CaseState.ACTIVATION, variant=Variant.RESTORATIVE, programme=make_programme())
    Case.objects.filter(pk=case.pk).update(
        received_on=local_today() - dt.timedelta(days=60), preparation_started_on=local_today() - dt.timedelta(days=40)
    )
    case.refresh_from_db()
    written_down(case, without_private_time="on")
    registered(case)

    lasting = {
        label: value
        for label, value in rows(build_report(Selection(case.programme)), "2.8.2").items()
        if label != "Totaal" and any(value)
    }
    assert list(lasting.values()) == [(1, 0)]


def test_agreements_that_make_it_good_are_counted_one_by_one_with_what_is_paid() -> None:
    case = make_case(state=CaseState.ACTIVATION, variant=Variant.RESTORATIVE, programme=make_programme())
    Case.objects.filter(pk=case.pk).update(
        received_on=local_today() - dt.timedelta(days=60), preparation_started_on=local_today() - dt.timedelta(days=40)
    )
    case.refresh_from_db()
    written_down(case, without_private_time="on")
    registered(case)
    held = PlanVersion.objects.get(plan__case=case)
    make_agreement(held, restitution="vergoeding", amount=250, payer="Levi", state="gedaan")
    make_agreement(held, restitution="vergoeding", amount=Decimal("99.50"), payer="Levi", state="open")
    make_agreement(held, restitution="excuus", state="gedaan")
    make_agreement(held)
    draft = PlanVersion.objects.create(plan=held.plan, number=2, changed_by="familie", change_reason="Meer.")
    make_agreement(draft, restitution="bijdrage")

    report = build_report(Selection(case.programme))

    kinds, paid = rows(report, "2.8.4c"), rows(report, "2.8.4d")
    # Agreed, done, partly, not done, not any more, and in all.
    assert kinds["Vergoeding van de schade"] == (1, 1, 0, 0, 0, 2)
    assert kinds["Excuus"] == (0, 1, 0, 0, 0, 1)
    assert kinds["Iets doen voor anderen"] == (0, 0, 0, 0, 0, 0), "a draft is no agreement yet"
    assert kinds["Totaal"][-1] == 3
    assert (paid["Gedaan"], paid["Afgesproken"], paid["Totaal"]) == ((1, 250), (1, 100), (2, 350))
