"""The test on one page: what stands on it, what goes back to the family, and who may decide."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.codes import CaseState, Position
from cases.models import Case
from conferences.codes import ConferenceState
from conferences.day.acts.meeting_again import return_to_private_time
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from plans.acts.frame_readings import record_reading
from plans.acts.testing import decide_on_plan, present_plan, revise_plan
from plans.codes import FrameState, PlanState
from plans.models import Agreement, LawArticle, Plan, PlanTest
from plans.queries import current_frame, current_version, last_test
from tests.factories import (
    left_open,
    make_case,
    make_circle_person,
    make_conference,
    make_frame,
    make_main_person,
    make_plan,
    make_user,
)
from tests.people import coordinator_of, signed_in
from tests.plans.reading import lines_of, reload, shown, url
from tests.sent_forms import filled

pytestmark = pytest.mark.django_db
QUESTION = "Wie slaapt er op woensdag bij Sem?"


@pytest.fixture
def full(case: Case, professional: User) -> Plan:
    """A plan with everything a family says, of which one of two bottom lines is answered."""
    frame = make_frame(case, author=professional, state=FrameState.LOCKED, bottom_lines=2, criteria="Elke nacht iemand")
    record_reading(
        frame, by=coordinator_of(case), read_on=local_today(), main_persons=[make_main_person(case, name="Ada")]
    )
    plan = make_plan(
        case,
        own_words="Wij laten Sem niet los",
        monitor="Oma Toos",
        contingency="Dan bellen we opa",
        agreements=2,
    )
    first, second = Agreement.objects.filter(version__plan=plan)
    Agreement.objects.filter(pk=first.pk).update(what="Slaapt bij Sem")
    first.bottom_lines.add(frame.bottom_lines.first())
    Agreement.objects.filter(pk=second.pk).update(what="Kookt op vrijdag")
    return present_plan(plan, by=coordinator_of(case), reasons=left_open(plan))


def page_of(case: Case, user: User) -> str:
    return signed_in(user).get(url("test", case)).content.decode()


def test_everything_to_decide_on_stands_on_one_page(full: Plan, case: Case, professional: User) -> None:
    page = page_of(case, professional)

    said = ["Wij laten Sem niet los", "Slaapt bij Sem", "Kookt op vrijdag", "Oma Toos", "Dan bellen we opa"]
    said += ["Elke nacht iemand", "Sem was drie keer", "Ada", "1 bodem-eis heeft nog geen afspraak"]
    assert [text for text in said if text not in page] == []
    covered, uncovered = current_frame(case).bottom_lines.all()
    answer = page.index("Slaapt bij Sem")
    assert page.index(f'id="eis-{covered.pk}"') < answer < page.index(f'id="eis-{uncovered.pk}"')


def test_a_secret_address_in_what_the_family_said_is_not_shown(full: Plan, case: Case, professional: User) -> None:
    make_main_person(case, name="Bo", secret_address=True, street="Geheimpad 7", postcode="1621 AB")
    version = current_version(full)
    type(version).objects.filter(pk=version.pk).update(own_words="Wij wonen op Geheimpad 7")
    Agreement.objects.filter(version=version).update(what="Haalt Sem op bij Geheimpad 7")

    assert "Geheimpad" not in page_of(case, professional)


def test_each_line_that_is_not_met_goes_back_with_its_own_question(full: Plan, case: Case, professional: User) -> None:
    met, unmet = current_frame(case).bottom_lines.all()
    client = signed_in(professional)
    answers = {f"line_{met.pk}": "ja", f"line_{unmet.pk}": "nee", f"question_{unmet.pk}": QUESTION}
    data = filled(client.get(url("test", case)), accepted="nee", capacity="Gezinsvoogd", **answers)

    assert client.post(url("test", case), data).status_code == 302

    test = last_test(full)
    assert {result.bottom_line_id: result.question for result in test.results.all()} == {met.pk: "", unmet.pk: QUESTION}
    assert (test.motivation, test.capacity, test.tester) == (QUESTION, "Gezinsvoogd", professional)
    assert reload(full).state == PlanState.REJECTED
    page = signed_in(coordinator_of(case)).get(url("plan", case)).content.decode()
    assert QUESTION in page
    assert "Gezinsvoogd" in page


def test_a_law_that_was_retired_while_the_page_stood_open_is_said_at_the_field(
    full: Plan, case: Case, professional: User
) -> None:
    article = LawArticle.objects.get()
    client = signed_in(professional)
    page = client.get(url("test", case))
    article.is_retired = True
    article.save()
    met = {f"line_{pk}": "ja" for pk in lines_of(case)}
    typed = {"capacity": "Jeugdbeschermer", "accepted": "nee", "article": article.pk, "needed": "Een ander dan vader."}

    answer = client.post(url("test", case), filled(page, **typed, **met)).content.decode()

    assert "staat niet meer in de lijst" in answer
    assert "Een ander dan vader." in answer
    assert not PlanTest.objects.exists()


@pytest.mark.parametrize("asked", [{}, {"1": QUESTION}, {"0": "x", "1": QUESTION}])
def test_a_refusal_without_a_question_at_each_unmet_line_says_nothing_safe(
    full: Plan, case: Case, professional: User, asked: dict[str, str]
) -> None:
    lines = list(current_frame(case).bottom_lines.all())
    questions = {lines[int(index)].pk: text for index, text in asked.items()}

    with pytest.raises(Refusal, match="veilig zou maken"):
        decide_on_plan(
            full, by=professional, results=lines_of(case, met=False), accepted=False, questions=questions, needed=""
        )


def test_a_question_at_a_line_that_is_met_stops_nothing_and_is_not_kept(
    full: Plan, case: Case, professional: User
) -> None:
    results = lines_of(case)

    decide_on_plan(full, by=professional, results=results, accepted=True, questions=dict.fromkeys(results, QUESTION))

    assert {result.question for result in last_test(full).results.all()} == {""}


def test_the_page_asks_in_which_capacity_and_loses_nothing_typed(full: Plan, case: Case, professional: User) -> None:
    client = signed_in(professional)
    lines = {f"line_{line.pk}": "ja" for line in current_frame(case).bottom_lines.all()}
    data = filled(
        client.get(url("test", case)), accepted="ja", capacity="", question_to_family="Mag ik bellen?", **lines
    )

    page = client.post(url("test", case), data).content.decode()

    assert "In welke functie" in page
    assert "Mag ik bellen?" in page
    assert reload(full).state == PlanState.PRESENTED


def test_a_stand_in_is_named(full: Plan, case: Case, professional: User) -> None:
    stand_in = make_user(Role.PROFESSIONAL)
    case.safety_professional = stand_in
    case.save(update_fields=["safety_professional"])
    with pytest.raises(Refusal, match="niet gevraagd"):
        decide_on_plan(full, by=professional, results=lines_of(case), accepted=True)

    decide_on_plan(reload(full), by=stand_in, results=lines_of(case), accepted=True)

    assert last_test(full).stands_in_for == professional.full_name
    assert f"in plaats van {professional.full_name}" in last_test(full).by


def test_who_is_said_to_stand_in_is_kept_as_it_was_said(full: Plan, case: Case, professional: User) -> None:
    decide_on_plan(full, by=professional, results=lines_of(case), accepted=True, stands_in_for=" Mira de Boer ")

    assert last_test(full).stands_in_for == "Mira de Boer"


@pytest.mark.parametrize("how", ["circle", "main person", "coordinator"])
def test_nobody_tests_an_own_plan(full: Plan, case: Case, professional: User, how: str) -> None:
    if how == "circle":
        make_circle_person(case, email=professional.email.upper(), position=Position.AUNT_OR_UNCLE)
    elif how == "main person":
        make_main_person(case, email=professional.email)
    else:
        contract = case.contracts.get()
        type(contract.coordinator).objects.filter(pk=contract.coordinator_id).update(user=professional)

    with pytest.raises(Refusal, match="meegewerkt"):
        decide_on_plan(full, by=professional, results=lines_of(case), accepted=True)

    assert not PlanTest.objects.exists()


def test_the_database_refuses_a_second_test_of_one_and_a_test_of_nobody(
    full: Plan, case: Case, professional: User
) -> None:
    decide_on_plan(full, by=professional, results=lines_of(case), accepted=True)
    said: dict[str, Any] = {"version": current_version(full), "frame": current_frame(case), "decision": "geaccepteerd"}
    for tester, name in ((professional, "plan_version_tested_once_by_each"), (None, "plan_test_has_one_tester")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            PlanTest.objects.create(**said, tester=tester)


def test_without_a_frame_there_is_no_page_of_a_test(professional: User) -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN, referred_by=professional)
    shown(make_plan(case), by=coordinator_of(case))

    assert signed_in(professional).get(url("test", case)).status_code == 403
    assert Plan.objects.get(case=case).state == PlanState.NOT_NEEDED


def test_a_refused_plan_goes_back_to_private_time_is_changed_and_tested_again(professional: User) -> None:
    case = make_case(state=CaseState.IN_CONFERENCE, needs_frame=True, referred_by=professional)
    make_frame(case, author=professional, state=FrameState.LOCKED)
    conference = make_conference(case, state=ConferenceState.PRESENTATION, held_on=local_today())
    by = coordinator_of(case)
    plan = shown(make_plan(case), by=by)
    line = current_frame(case).bottom_lines.get()
    asked = {"results": {line.pk: False}, "accepted": False, "questions": {line.pk: QUESTION}}
    decide_on_plan(plan, by=professional, **asked)

    page = signed_in(by).get(url("plan", case)).content.decode()
    assert reverse("conferences:return", args=[case.number]) in page
    assert reverse("conferences:finish", args=[case.number]) in page, "or a second meeting"
    return_to_private_time(conference, by=by, question=QUESTION)
    revise_plan(reload(plan), by=by)
    present_plan(reload(plan), by=by, reasons=left_open(plan))
    decide_on_plan(reload(plan), by=professional, results={line.pk: True}, accepted=True)

    assert reload(plan).state == PlanState.ACCEPTED
    assert [test.version.number for test in PlanTest.objects.order_by("pk")] == [1, 2]
