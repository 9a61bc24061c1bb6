"""One case from aanmelding to closing, in the browser, by everybody's own login, by mouse and by phone."""

import pytest

from reports.tasks import make_downloads

from . import aftercare, arrival, meeting, preparation
from .time import months_pass

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ("Bakker", "Sem", "Karin", "Samira", "Wim Jansen", "Noor", "de Wit", "Petra", "Meijer", "Fatma", "Verdriet")
"""Nobody of whom the researcher may read."""


def test_case_goes_from_aanmelding_to_closing(visit, people, screen):
    everybody = (people.professional, people.manager, people.coordinator, people.researcher)
    professional, manager, coordinator, researcher = (visit(screen, user, by_page=True) for user in everybody)

    number = arrival.refer_as_professional(professional)
    with visit(screen) as citizen:
        arrival.refer_as_citizen(citizen)
    arrival.triage(manager, number)

    preparation.begin(coordinator, number)
    preparation.keep_circle(coordinator)
    preparation.log_contacts(coordinator)
    preparation.word_question(coordinator)
    preparation.plan_meeting(coordinator)
    preparation.write_frame(professional, number)
    preparation.read_frame(coordinator, number)

    meeting.hold(coordinator, number)
    meeting.write_plan(coordinator)
    meeting.present(coordinator)
    meeting.test_plan(professional, number)
    meeting.send_plan(coordinator, number)
    with visit(screen) as mother:
        meeting.open_plan(mother)

    months_pass(number, 1)
    aftercare.call_after_one_month(coordinator, number)
    months_pass(number, 2)
    aftercare.ask_after_three_months(coordinator, number)
    aftercare.register_and_close(coordinator, number)
    aftercare.stands_outside(coordinator, number)

    with visit(screen, people.stranger, by_page=True) as stranger:
        assert stranger.go(f"/zaken/{number}/") == 404
    aftercare.sees_no_figures_of_one_family(researcher, NAMES)
    aftercare.read_figures(manager, NAMES, make_downloads)
