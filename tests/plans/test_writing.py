"""The part-3 screen: agreement by agreement, by tap or by name, and nothing that is left open goes unsaid."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.codes import Position
from ekc.once.acts import FIELD
from ekc.refusal import Refusal
from plans.acts.agreements import (
    add_agreement,
    change_agreement,
    join_agreements,
    move_agreement,
    split_agreement,
)
from plans.codes import AgreementKind, FrameState, LifeArea
from plans.life_areas import proposed_area
from plans.models import Agreement, PlanVersion
from plans.queries import current_frame, unanswered_points
from tests.factories import make_circle_person, make_frame, make_question
from tests.people import coordinator_of
from tests.plans.reading import reload, write_url

pytestmark = pytest.mark.django_db

REASON = "Dat weet de familie pas na de vakantie."


# --- who does it ------------------------------------------------------------------------------------
def test_who_is_tapped_needs_no_words(version: PlanVersion) -> None:
    case = version.plan.case
    aunt, child = make_circle_person(case, name="Tante Ria"), case.main_persons.get()

    agreement = add_agreement(version, by=coordinator_of(case), what="Koken samen", people=[aunt], main_people=[child])

    assert agreement.who == f"{child} en Tante Ria"


@pytest.mark.parametrize("typed", ["Ria en Piet", "tante ria, oom piet", "Piet & Ria", "Oom Piet; Tante Ria"])
def test_who_is_typed_by_name_is_tapped(client_of: Client, version: PlanVersion, typed: str) -> None:
    case = version.plan.case
    people = [make_circle_person(case, name=name) for name in ("Tante Ria", "Oom Piet")]
    make_circle_person(case, name="Oom Jan")

    client_of.post(write_url(version), {"who": typed, "what": "Koken samen"})

    agreement = Agreement.objects.get()
    assert set(agreement.people.all()) == set(people)
    assert agreement.who == typed


def test_a_name_that_fits_two_people_stays_words(client_of: Client, version: PlanVersion) -> None:
    for name in ("Oom Piet", "Opa Piet"):
        make_circle_person(version.plan.case, name=name)

    client_of.post(write_url(version), {"who": "Piet", "what": "Belt elke week"})

    agreement = Agreement.objects.get()
    assert (agreement.who, list(agreement.people.all())) == ("Piet", [])


def test_tapping_somebody_away_takes_the_name_away_too(client_of: Client, version: PlanVersion) -> None:
    case = version.plan.case
    ria, piet = (make_circle_person(case, name=name) for name in ("Tante Ria", "Oom Piet"))
    agreement = add_agreement(version, by=coordinator_of(case), what="Koken samen", people=[ria, piet])

    url = reverse("plans:agreement", args=[case.number, agreement.pk])
    client_of.post(url, {"who": agreement.who, "what": "Koken samen", "people": [ria.pk]})

    agreement = reload(agreement)
    assert (agreement.who, list(agreement.people.all())) == ("Tante Ria", [ria])


@pytest.mark.parametrize(
    ("positions", "kind"),
    [
        ([Position.CARE_WORKER], AgreementKind.PROFESSIONAL_REQUEST),
        ([Position.CARE_WORKER, Position.AUNT_OR_UNCLE], AgreementKind.OWN_CIRCLE),
        ([Position.AUNT_OR_UNCLE], AgreementKind.OWN_CIRCLE),
        ([], AgreementKind.OWN_CIRCLE),
    ],
)
def test_what_only_services_do_is_a_question_to_them(
    version: PlanVersion, positions: list[str], kind: AgreementKind
) -> None:
    people = [make_circle_person(version.plan.case, position=position) for position in positions]

    agreement = add_agreement(
        version, by=coordinator_of(version.plan.case), who="Zij", what="Helpen mee", people=people
    )

    assert agreement.kind == kind


# --- what it answers --------------------------------------------------------------------------------
def test_one_agreement_answers_several_questions_and_bottom_lines(client_of: Client, version: PlanVersion) -> None:
    case = version.plan.case
    make_frame(case, state=FrameState.LOCKED, bottom_lines=3)
    lines = list(current_frame(case).bottom_lines.all())[:2]
    questions = [make_question(case, text=text) for text in ("Waar slaapt Sem?", "Wie haalt Sem op?")]

    client_of.post(
        write_url(version),
        {
            "who": "Oma",
            "what": "Sem slaapt bij oma, die hem ook haalt",
            "questions": [question.pk for question in questions],
            "bottom_lines": [line.pk for line in lines],
        },
    )

    agreement = Agreement.objects.get()
    assert set(agreement.questions.all()) == set(questions)
    assert set(agreement.bottom_lines.all()) == set(lines)
    assert not [point for point in unanswered_points(version) if point.key.startswith("vraag-")]


def test_the_question_that_is_gone_through_stays_chosen_for_the_next(client_of: Client, version: PlanVersion) -> None:
    question = make_question(version.plan.case, text="Waar slaapt Sem?")

    page = client_of.post(
        write_url(version), {"who": "Oma", "what": "Haalt Sem", "questions": [question.pk]}, follow=True
    )

    form = page.context["form"]
    assert [str(question.pk)] == [str(each) for each in form["questions"].value()]
    assert not form["what"].value()


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Oma betaalt de huur en de rekening", LifeArea.MONEY),
        ("Sem gaat elke dag naar school", LifeArea.EDUCATION),
        ("Moeder belt de huisarts", LifeArea.HEALTH),
        ("Piet kookt en doet boodschappen", LifeArea.HOUSEHOLD),
        ("Om de week een weekend bij vader", LifeArea.VISITING),
        ("Xyz", ""),
        ("", ""),
    ],
)
def test_the_life_area_is_proposed_from_the_words(text: str, area: str) -> None:
    assert proposed_area(text) == area


def test_a_life_area_that_somebody_chose_stays(version: PlanVersion) -> None:
    by = coordinator_of(version.plan.case)
    agreement = add_agreement(version, by=by, who="Oma", what="Betaalt de huur", life_area=LifeArea.LIVING)

    change_agreement(agreement, by=by, who="Oma", what="Betaalt de rekening")

    assert reload(agreement).life_area == LifeArea.LIVING


# --- order, splitting, joining, taking back -----------------------------------------------------------
def three(version: PlanVersion) -> list[Agreement]:
    by = coordinator_of(version.plan.case)
    return [add_agreement(version, by=by, who="Oma", what=what) for what in ("A", "B", "C")]


def order(version: PlanVersion) -> str:
    return "".join(version.agreements.values_list("what", flat=True))


@pytest.mark.parametrize(
    ("which", "steps", "after"),
    [(0, 1, "BAC"), (2, -1, "ACB"), (0, -1, "ABC"), (2, 1, "ABC"), (0, 2, "BCA"), (1, -1, "BAC")],
)
def test_agreements_change_places(version: PlanVersion, which: int, steps: int, after: str) -> None:
    move_agreement(three(version)[which], by=coordinator_of(version.plan.case), steps=steps)

    assert order(version) == after


def test_splitting_keeps_doers_and_answers_with_both_and_the_place(version: PlanVersion) -> None:
    case = version.plan.case
    by, aunt, question = coordinator_of(case), make_circle_person(case), make_question(case, text="Wie helpt?")
    first, *_rest = three(version)
    change_agreement(first, by=by, who="Tante", what="A", people=[aunt], questions=[question], where_to="thuis")

    other = split_agreement(reload(first), by=by, first="A1", second="A2")

    assert order(version) == "A1A2BC"
    assert (other.where_to, list(other.people.all()), list(other.questions.all())) == ("thuis", [aunt], [question])


@pytest.mark.parametrize(("first", "second"), [("", "B"), ("A", " "), ("", "")])
def test_neither_half_of_a_split_is_empty(version: PlanVersion, first: str, second: str) -> None:
    with pytest.raises(Refusal, match="allebei"):
        split_agreement(three(version)[0], by=coordinator_of(version.plan.case), first=first, second=second)

    assert order(version) == "ABC"


def test_joining_keeps_the_words_of_both_and_all_that_they_point_at(version: PlanVersion) -> None:
    case = version.plan.case
    by = coordinator_of(case)
    ria, piet = make_circle_person(case, name="Ria"), make_circle_person(case, name="Piet")
    first = add_agreement(version, by=by, what="Haalt Sem", people=[ria], when_or_how_often="dinsdag")
    add_agreement(version, by=by, what="Brengt Sem", people=[piet], when_or_how_often="vrijdag")

    join_agreements(first, by=by)

    joined = version.agreements.get()
    assert (joined.what, joined.who, joined.when_or_how_often) == (
        "Haalt Sem\nBrengt Sem",
        "Ria; Piet",
        "dinsdag; vrijdag",
    )
    assert set(joined.people.all()) == {ria, piet}


def test_the_last_agreement_has_nothing_below_it_to_join(version: PlanVersion) -> None:
    with pytest.raises(Refusal, match="laatste"):
        join_agreements(three(version)[-1], by=coordinator_of(version.plan.case))


NUMBER = "01234567-89ab-cdef-0123-456789abcde0"


def test_what_is_taken_out_can_be_put_back_with_all_that_it_pointed_at(client_of: Client, version: PlanVersion) -> None:
    case = version.plan.case
    aunt = make_circle_person(case)
    first = add_agreement(version, by=coordinator_of(case), what="Kookt", people=[aunt])

    client_of.post(write_url(version), {"tap": f"weg:{first.pk}", FIELD: NUMBER})
    assert not version.agreements.exists()
    client_of.post(reverse("undo", args=[NUMBER]))

    assert [list(agreement.people.all()) for agreement in version.agreements.all()] == [[aunt]]


def test_what_was_written_by_mistake_is_taken_back(client_of: Client, version: PlanVersion) -> None:
    client_of.post(write_url(version), {"who": "Oma", "what": "Kookt", FIELD: NUMBER})
    client_of.post(reverse("undo", args=[NUMBER]))

    assert not version.agreements.exists()


# --- the line that is lost ----------------------------------------------------------------------------
def test_an_agreement_that_is_sent_twice_stands_there_once(client_of: Client, version: PlanVersion) -> None:
    sent = {"who": "Oma", "what": "Kookt op maandag", FIELD: NUMBER}

    answers = [client_of.post(write_url(version), sent, headers={"HX-Request": "true"}) for _ in range(2)]

    assert version.agreements.count() == 1
    assert all("Kookt op maandag" in answer.content.decode() for answer in answers)


def test_what_the_house_refuses_is_said_and_nothing_is_written(client_of: Client, version: PlanVersion) -> None:
    answer = client_of.post(write_url(version), {"who": "", "what": "Kookt"}, headers={"HX-Request": "true"})

    assert "data-refusal" in answer.content.decode()
    assert "Tik aan wie dit doet" in answer.content.decode()
    assert not version.agreements.exists()


def test_without_script_what_was_typed_stays_beside_the_fault(client_of: Client, version: PlanVersion) -> None:
    page = client_of.post(write_url(version), {"who": "", "what": "Kookt op maandag"}).content.decode()

    assert "Kookt op maandag" in page
    assert "Tik aan wie dit doet" in page


@pytest.mark.parametrize("tap", ["", "op", "op:x", "omhoog:1", "op:999999"])
def test_a_tap_on_nothing_says_so(client_of: Client, version: PlanVersion, tap: str) -> None:
    three(version)

    answer = client_of.post(write_url(version), {"tap": tap}, headers={"HX-Request": "true"})

    assert "data-refusal" in answer.content.decode()
    assert order(version) == "ABC"


def test_the_page_asks_the_database_as_often_for_thirty_agreements_as_for_three(
    client_of: Client, version: PlanVersion
) -> None:
    three(version)
    counts = []
    for more in (0, 27):
        for number in range(more):
            add_agreement(version, by=coordinator_of(version.plan.case), who="Oma", what=f"Kookt {number}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client_of.get(write_url(version)).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
