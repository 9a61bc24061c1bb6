"""What stands around the agreements: what is open and why, who will live elsewhere, what services answered."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState, Residence
from ekc.dates import local_today
from ekc.refusal import Refusal
from plans.acts.agreements import add_agreement
from plans.acts.testing import decide_on_plan, present_plan, revise_plan
from plans.acts.writing import leave_open, save_residence_change, save_version
from plans.codes import AgreementKind, HelpAnswerKind, PlanState
from plans.models import Agreement, HelpAnswer, OpenPoint, Plan, PlanVersion
from plans.queries import current_frame, current_version, missing_points, unanswered_points
from tests.factories import left_open, make_case, make_frame, make_plan, make_question
from tests.people import coordinator_of, signed_in
from tests.plans.reading import lines_of, reload, write_url

pytestmark = pytest.mark.django_db

REASON = "Dat weet de familie pas na de vakantie."


# --- completeness -------------------------------------------------------------------------------------
ANSWERS = {
    "monitor": "Oma",
    "convener": "Ria",
    "contact_person": "Ria",
    "contact_agreement": "Elke maand een belletje",
    "contingency": "Dan bellen we Piet",
}


def test_every_point_needs_an_answer_or_a_reason(version: PlanVersion) -> None:
    case = version.plan.case
    by = coordinator_of(case)
    make_question(case, text="Waar slaapt Sem?")
    add_agreement(version, by=by, who="Oma", what="Kookt")
    make_frame(case, bottom_lines=1)
    reasons = left_open(version.plan)

    for forgotten in reasons:
        given = {key: reason for key, reason in reasons.items() if key != forgotten}
        with pytest.raises(Refusal, match="Nog niet alles"):
            present_plan(version.plan, by=by, reasons=given)
        assert reload(version.plan).state == PlanState.DRAFTED

    present_plan(version.plan, by=by, reasons=reasons)
    assert {point.reason for point in version.open_points.all()} == set(reasons.values())


def test_a_reason_of_spaces_is_none(version: PlanVersion) -> None:
    by = coordinator_of(version.plan.case)
    add_agreement(version, by=by, who="Oma", what="Kookt")

    with pytest.raises(Refusal, match="Nog niet alles"):
        present_plan(version.plan, by=by, reasons=dict.fromkeys(left_open(version.plan), "  "))


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_answer_takes_its_point_and_its_reason_away(version: PlanVersion, name: str) -> None:
    by = coordinator_of(version.plan.case)
    leave_open(version, by=by, reasons={name: REASON})
    assert name not in {point.key for point in missing_points(version)}

    save_version(version, by=by, **{name: ANSWERS[name]})
    leave_open(version, by=by, reasons={})

    assert name not in {point.key for point in unanswered_points(reload(version))}
    assert not OpenPoint.objects.filter(key=name).exists()


def test_the_page_of_presenting_keeps_reasons_and_names_the_missing_one(
    client_of: Client, version: PlanVersion
) -> None:
    case = version.plan.case
    add_agreement(version, by=coordinator_of(case), who="Oma", what="Kookt")
    reasons = left_open(version.plan)
    forgotten = next(iter(reasons))

    page = client_of.post(reverse("plans:present", args=[case.number]), {**reasons, forgotten: ""}).content.decode()

    assert "schrijf op waarom de familie het open laat" in page
    assert reload(version.plan).state == PlanState.DRAFTED
    assert page.count("Daar komen we later op terug.") == len(reasons) - 1


def test_a_revised_plan_keeps_what_was_left_open_and_what_agreements_answer(presented: Plan, professional) -> None:
    case, tested = presented.case, current_version(presented)
    by = coordinator_of(case)
    tested.agreements.first().bottom_lines.add(current_frame(case).bottom_lines.first())
    decide_on_plan(
        presented,
        by=professional,
        results=lines_of(case, met=False),
        accepted=False,
        needed="Er slaapt iemand bij Sem.",
    )

    version = revise_plan(reload(presented), by=by)

    assert version.open_points.count() == tested.open_points.count() > 0
    assert version.agreements.first().bottom_lines.get() == current_frame(case).bottom_lines.first()


# --- living elsewhere -----------------------------------------------------------------------------------
def test_a_move_is_corrected_and_taken_back(client_of: Client, version: PlanVersion) -> None:
    case = version.plan.case
    change = save_residence_change(
        version,
        by=coordinator_of(case),
        person="Oma",
        from_residence=Residence.INDEPENDENT,
        to_residence=Residence.FAMILY_OR_FRIENDS,
    )
    args = [case.number, change.pk]

    client_of.post(
        reverse("plans:residence_edit", args=args),
        {"person": "Oma Toos", "from_residence": Residence.INDEPENDENT, "to_residence": Residence.OTHER},
    )
    changed = version.residence_changes.get()
    assert (changed.who, changed.to_residence) == ("Oma Toos", Residence.OTHER)

    client_of.post(reverse("plans:residence_remove", args=args))
    assert not version.residence_changes.exists()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"person": ""}, "Kies een hoofdpersoon"),
        ({"person": "Oma", "to_residence": Residence.INDEPENDENT}, "hetzelfde"),
    ],
)
def test_a_move_is_of_somebody_and_leads_elsewhere(version: PlanVersion, fields: dict, reason: str) -> None:
    said = {"from_residence": Residence.INDEPENDENT, "to_residence": Residence.OTHER, **fields}

    with pytest.raises(Refusal, match=reason):
        save_residence_change(version, by=coordinator_of(version.plan.case), **said)


def test_a_case_before_its_conference_has_no_page_to_write_on() -> None:
    case = make_case(state=CaseState.SCHEDULED)
    client = Client()
    client.force_login(coordinator_of(case))

    assert client.get(reverse("plans:write", args=[case.number])).status_code == 404


def test_an_established_plan_is_not_written_on(client_of: Client) -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    plan = make_plan(case, state=PlanState.NOT_NEEDED)
    client = Client()
    client.force_login(coordinator_of(case))

    page = client.post(write_url(current_version(plan)), {"who": "Oma", "what": "Kookt"}).content.decode()

    assert "vastgesteld" in page
    assert current_version(plan).agreements.count() == 1


# --- what services answer -------------------------------------------------------------------------------
def asked(version: PlanVersion) -> Agreement:
    by = coordinator_of(version.plan.case)
    return add_agreement(version, by=by, who="Wijkteam", what="Helpt", kind=AgreementKind.PROFESSIONAL_REQUEST)


def answer_url(agreement: Agreement) -> str:
    return reverse("plans:help_answer", args=[agreement.case_number, agreement.pk])


def test_an_answer_of_a_service_is_noted_corrected_and_shown(client_of: Client, version: PlanVersion) -> None:
    agreement, day = asked(version), local_today().isoformat()

    client_of.post(answer_url(agreement), {"answer": "toegezegd", "answered_on": day, "answered_by": "Mia"})
    client_of.post(answer_url(agreement), {"answer": "afgewezen", "answered_on": day, "how": "Er is een wachtlijst"})

    answer = HelpAnswer.objects.get()
    assert (answer.answer, answer.how) == (HelpAnswerKind.REFUSED, "Er is een wachtlijst")
    assert "wachtlijst" in client_of.get(reverse("plans:plan", args=[version.case_number])).content.decode()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"answer": "afgewezen", "how": " "}, "waarom"),
        ({"answered_on": (local_today() + dt.timedelta(days=1)).isoformat()}, "nog niet geweest"),
        ({"answer": "misschien"}, "Antwoord"),
    ],
)
def test_an_answer_says_when_and_a_no_says_why(
    client_of: Client, version: PlanVersion, said: dict, reason: str
) -> None:
    agreement = asked(version)
    typed = {"answer": "toegezegd", "answered_on": local_today().isoformat(), **said}

    page = client_of.post(answer_url(agreement), typed).content.decode()

    assert reason in page
    assert not HelpAnswer.objects.exists()


def test_nothing_is_answered_to_what_was_not_asked(client_of: Client, version: PlanVersion) -> None:
    agreement = add_agreement(version, by=coordinator_of(version.plan.case), who="Oma", what="Kookt")

    page = client_of.post(
        answer_url(agreement), {"answer": "toegezegd", "answered_on": local_today().isoformat()}
    ).content.decode()

    assert "geen vraag aan de hulpverlening" in page
    assert not HelpAnswer.objects.exists()


@pytest.mark.parametrize(
    ("needs_frame", "has_frame", "said"),
    [
        (True, True, "De professional toetst het plan"),
        (True, False, "Het veiligheidskader is er nog niet."),
        (False, False, "Er is geen veiligheidskader, dus niemand toetst het plan."),
    ],
)
def test_the_page_that_shows_a_plan_says_what_comes_of_it(needs_frame: bool, has_frame: bool, said: str) -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN, needs_frame=needs_frame)
    if has_frame:
        make_frame(case)
    make_plan(case)

    page = signed_in(coordinator_of(case)).get(reverse("plans:present", args=[case.number])).content.decode()

    assert said in page
