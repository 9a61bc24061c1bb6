"""The papers of a plan, asked from its tab: which, in what language, and whose number stands on it."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from cases.codes import CaseState
from ekc.dates import local_today
from ekc.links import renew_link
from plans.codes import DeliveryChannel
from tests.factories import make_case, make_circle_person
from tests.people import coordinator_of
from tests.plans.test_papers import plan_of_size

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_paper_is_chosen_on_the_tab_and_saved(visit, screen):
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    make_circle_person(case, name="Ria Bakker", phone="0229 123456")
    plan_of_size(3, case)
    with visit(screen, coordinator_of(case)) as v:
        v.go(f"/zaken/{case.number}/plan/")
        papers = v.page.locator("section", has=v.page.locator("#op-papier"))
        v.look("120-papers")
        papers.get_by_text("Andere taal of grote letters").click()
        papers.get_by_text("Telefoonnummers op").click()
        papers.get_by_label("Taal van de kopjes").select_option("ar")
        papers.get_by_label("Ria Bakker").check()
        v.look("121-papers-chosen")
        with v.page.expect_download() as saved:
            papers.get_by_role("button", name="Wie helpt waarbij").click()
        expect(papers).to_be_visible()

    assert saved.value.suggested_filename == f"wie-helpt-waarbij-{case.number}-ar.pdf"


def test_the_plan_by_its_link_is_read_by_person_and_by_week(visit, screen):
    version = plan_of_size(12)
    ria = make_circle_person(version.plan.case, name="Ria Bakker", email="ria@voorbeeld.example")
    delivery = version.distributions.create(
        person=ria,
        recipient="Ria Bakker",
        channel=DeliveryChannel.MAIL,
        sent_on=local_today(),
    )
    link = renew_link(delivery, to=ria.email)
    with visit(screen) as v:
        v.go(urlsplit(link).path)
        v.press("Document openen")
        folds = v.page.locator("main details")
        for fold in folds.all():
            fold.locator("summary").click()
        assert folds.evaluate_all("folds => folds.every(fold => fold.open)")
        assert folds.count() == 3
        v.sees("Wie doet wat")
        v.sees("Elke dag")
        v.look("122-plan-by-link")
