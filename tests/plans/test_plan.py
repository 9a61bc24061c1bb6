"""Writing out the plan, its test, and what the database refuses."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.codes import CaseState, Residence
from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from plans.acts.agreements import add_agreement, change_agreement, remove_agreement
from plans.acts.laws import retire_article, save_article
from plans.acts.testing import decide_on_plan, present_plan, revise_plan
from plans.acts.writing import save_residence_change, save_version, start_plan
from plans.codes import AgreementKind, FrameState, PlanState
from plans.models import Agreement, BottomLine, LawArticle, Plan, PlanTest, PlanVersion
from plans.queries import current_frame, current_version, last_test
from tests.factories import left_open, make_case, make_circle_person, make_frame, make_plan, make_question
from tests.people import coordinator_of
from tests.plans.reading import lines_of, reload

pytestmark = pytest.mark.django_db


# --- writing ----------------------------------------------------------------------------------------
def test_a_plan_cannot_be_opened_before_the_conference() -> None:
    case = make_case(state=CaseState.SCHEDULED)

    with pytest.raises(Refusal, match="pas opgeschreven"):
        start_plan(case, by=coordinator_of(case))


def test_opening_a_plan_twice_gives_the_same_version(case: Case) -> None:
    first = start_plan(case, by=coordinator_of(case))

    assert start_plan(case, by=coordinator_of(case)).pk == first.pk


@pytest.mark.parametrize(
    ("fields", "reason"), [({"what": "Belt oma"}, "wie dit doet"), ({"who": "Oma"}, "afgesproken")]
)
def test_an_agreement_says_who_and_what(case: Case, fields: dict, reason: str) -> None:
    version = start_plan(case, by=coordinator_of(case))

    with pytest.raises(Refusal, match=reason):
        add_agreement(version, by=coordinator_of(case), **fields)

    assert not version.agreements.exists()


def test_agreements_keep_their_order_and_can_be_changed_and_taken_out(case: Case) -> None:
    by, version = coordinator_of(case), start_plan(case, by=coordinator_of(case))
    aunt = make_circle_person(case)
    first = add_agreement(version, by=by, who="Oma", what="Haalt Sem op", people=[aunt])
    second = add_agreement(version, by=by, who="Oom Piet", what="Belt elke week")

    change_agreement(first, by=by, who="Oma en tante", what="Halen Sem op")
    remove_agreement(second, by=by)

    assert [(a.who, a.sort_order) for a in version.agreements.all()] == [("Oma en tante", 0)]


def test_a_plan_without_any_agreement_is_not_shown(case: Case) -> None:
    version = start_plan(case, by=coordinator_of(case))

    with pytest.raises(Refusal, match="geen afspraak"):
        present_plan(version.plan, by=coordinator_of(case), reasons=left_open(version.plan))


def test_what_was_not_asked_is_named_before_the_plan_is_shown(case: Case) -> None:
    make_question(case, text="Waar slaapt Sem?")
    plan = make_plan(case, agreements=1)

    with pytest.raises(Refusal) as refused:
        present_plan(plan, by=coordinator_of(case))

    assert "Waar slaapt Sem?" in refused.value.reason
    assert "Wie let erop" in refused.value.reason


def test_a_complete_plan_is_shown_without_a_reason() -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    version = start_plan(case, by=coordinator_of(case))
    add_agreement(version, by=coordinator_of(case), who="Oma", what="Haalt Sem op")
    save_version(
        version,
        by=coordinator_of(case),
        monitor="Oma",
        convener="Tante Ria",
        review_date=local_today(),
        contingency="Bel oma.",
        contact_person="Tante Ria",
        contact_agreement="Elke maand belt Ria met de professional.",
    )

    plan = present_plan(version.plan, by=coordinator_of(case))

    assert plan.state == PlanState.NOT_NEEDED


# --- the test ---------------------------------------------------------------------------------------
def test_without_a_frame_the_plan_is_accepted_by_definition() -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    plan = make_plan(case, agreements=1)

    plan = present_plan(plan, by=coordinator_of(case), reasons=left_open(plan))

    assert (plan.state, plan.accepted_as_safe, plan.plan_agreed) == (PlanState.NOT_NEEDED, True, True)
    assert current_version(plan).is_frozen


def test_with_a_frame_the_plan_waits_for_the_professional(presented: Plan) -> None:
    assert presented.state == PlanState.PRESENTED
    assert presented.plan_agreed is None


def test_an_accepted_plan_is_established(presented: Plan, professional: User) -> None:
    plan = decide_on_plan(presented, by=professional, results=lines_of(presented.case), accepted=True)

    assert (plan.state, plan.accepted_as_safe) == (PlanState.ACCEPTED, True)


def test_a_plan_cannot_be_refused_on_an_unannounced_ground(presented: Plan, professional: User) -> None:
    elsewhere = make_frame(make_case(needs_frame=True)).bottom_lines.get()
    results = {**lines_of(presented.case), elsewhere.pk: False}

    with pytest.raises(Refusal, match="vooraf zijn aangekondigd"):
        decide_on_plan(presented, by=professional, results=results, accepted=False, needed="Dit is niet wat ik wilde.")

    assert reload(presented).state == PlanState.PRESENTED


UNANNOUNCED = [
    "Ik had een ander plan in gedachten.",
    "De bodem-eis over school is eigenlijk ook niet gehaald, vind ik.",
    "Artikel 1:247 lid 2 Burgerlijk Wetboek",
    "Moeder moet eerst naar een therapeut, anders is het niet veilig genoeg.",
    "x",
]


@pytest.mark.parametrize("ground", UNANNOUNCED)
def test_a_plan_that_meets_every_bottom_line_is_not_refused_on_words(
    presented: Plan, professional: User, ground: str
) -> None:
    for said in ({"needed": ground}, {"needed": ground, "question_to_family": ground, "capacity": ground}):
        with pytest.raises(Refusal, match="voldoet aan elke bodem-eis"):
            decide_on_plan(presented, by=professional, results=lines_of(presented.case), accepted=False, **said)

    assert reload(presented).state == PlanState.PRESENTED


@pytest.mark.parametrize("ground", UNANNOUNCED)
def test_what_was_not_announced_goes_to_the_family_as_a_question_and_stops_nothing(
    presented: Plan, professional: User, ground: str
) -> None:
    plan = decide_on_plan(
        presented, by=professional, results=lines_of(presented.case), accepted=True, question_to_family=ground
    )

    assert (plan.state, last_test(plan).question_to_family) == (PlanState.ACCEPTED, ground)


def test_a_plan_can_be_refused_on_an_article_from_the_list_and_its_text_is_kept(
    presented: Plan, professional: User
) -> None:
    article = LawArticle.objects.get()
    text = article.text
    needed = "Niemand slaat Sem, ook niet als straf."

    decide_on_plan(
        presented,
        by=professional,
        results=lines_of(presented.case),
        accepted=False,
        article=article,
        needed=needed,
    )
    save_article(article, name=article.name, text="Een nieuwe tekst", in_plain_words="Anders")

    test = last_test(presented)
    assert (test.law_article, test.law_text, test.motivation) == (article, text, needed)


def test_a_retired_article_refuses_nothing_and_accepting_names_none(presented: Plan, professional: User) -> None:
    article, lines = LawArticle.objects.get(), lines_of(presented.case)
    with pytest.raises(Refusal, match="ook een wet"):
        decide_on_plan(presented, by=professional, results=lines, accepted=True, article=article)
    retire_article(article)

    with pytest.raises(Refusal, match="niet meer in de lijst"):
        decide_on_plan(
            presented, by=professional, results=lines, accepted=False, article=article, needed="Dat moet anders."
        )


@pytest.mark.parametrize("needed", ["", "   ", "x", "Anders graag"])
def test_a_refusal_says_what_would_make_it_safe(presented: Plan, professional: User, needed: str) -> None:
    with pytest.raises(Refusal, match="veilig zou maken"):
        decide_on_plan(
            presented, by=professional, results=lines_of(presented.case, met=False), accepted=False, needed=needed
        )


def test_a_plan_with_an_unmet_bottom_line_cannot_be_accepted(presented: Plan, professional: User) -> None:
    with pytest.raises(Refusal, match="niet alle bodem-eisen"):
        decide_on_plan(presented, by=professional, results=lines_of(presented.case, met=False), accepted=True)


def test_every_bottom_line_must_be_judged(presented: Plan, professional: User) -> None:
    one = dict(list(lines_of(presented.case).items())[:1])

    with pytest.raises(Refusal, match="bij elke bodem-eis"):
        decide_on_plan(presented, by=professional, results=one, accepted=True)


def test_of_two_decisions_the_second_is_refused(presented: Plan, professional: User) -> None:
    stale = reload(presented)
    decide_on_plan(presented, by=professional, results=lines_of(presented.case), accepted=True)

    with pytest.raises(Refusal, match="kan nu niet"):
        decide_on_plan(
            stale,
            by=professional,
            results=lines_of(stale.case, met=False),
            accepted=False,
            needed="Dit moet toch anders.",
        )

    assert PlanTest.objects.filter(version__plan=presented).count() == 1


def test_a_refused_plan_gets_a_new_version_and_the_tested_text_stays(presented: Plan, professional: User) -> None:
    tested = current_version(presented)
    decide_on_plan(
        presented,
        by=professional,
        results=lines_of(presented.case, met=False),
        accepted=False,
        needed="Er slaapt iemand bij Sem.",
    )
    by = coordinator_of(presented.case)

    version = revise_plan(reload(presented), by=by)
    add_agreement(version, by=by, who="Opa", what="Slaapt bij Sem")

    assert (version.number, version.agreements.count(), tested.agreements.count()) == (2, 3, 2)
    assert reload(presented).state == PlanState.DRAFTED


def test_a_presented_plan_cannot_be_changed(presented: Plan) -> None:
    version = current_version(presented)

    with pytest.raises(Refusal, match="ligt bij de professional"):
        save_version(version, by=coordinator_of(presented.case), monitor="Iemand anders")


def test_an_established_version_is_frozen() -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    plan = make_plan(case, state=PlanState.NOT_NEEDED)
    agreement = current_version(plan).agreements.get()
    by = coordinator_of(case)

    for act in (
        lambda: save_version(current_version(plan), by=by, monitor="x"),
        lambda: change_agreement(agreement, by=by, who="x", what="y"),
        lambda: remove_agreement(agreement, by=by),
    ):
        with pytest.raises(Refusal, match="vastgesteld"):
            act()


def test_the_facts_of_an_established_plan_are_what_the_figures_count() -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    by = coordinator_of(case)
    version = start_plan(case, by=by)
    add_agreement(version, by=by, who="Wijkteam", what="Helpt met de schulden", kind=AgreementKind.PROFESSIONAL_REQUEST)
    save_residence_change(
        version,
        by=by,
        main_person=case.main_persons.get(),
        from_residence=Residence.RESIDENTIAL_GROUP,
        to_residence=Residence.FAMILY_OR_FRIENDS,
    )
    save_version(version, by=by, review_date=local_today(), contingency="")

    plan = present_plan(version.plan, by=by, reasons=left_open(version.plan))

    assert (
        plan.evaluation_agreed,
        plan.reconvening_agreed,
        plan.professional_help_requested,
        plan.persons_changing_residence,
    ) == (True, False, True, 1)


# --- what the database refuses ------------------------------------------------------------------------
def test_the_database_refuses_to_send_a_plan_that_is_not_established(presented: Plan) -> None:
    with pytest.raises(IntegrityError, match="plan_sent_only_when_established"), transaction.atomic():
        Plan.objects.filter(pk=presented.pk).update(sent_on=local_today())


def test_the_database_refuses_an_empty_agreement(version: PlanVersion) -> None:
    with pytest.raises(IntegrityError, match="agreement_says_who_and_what"), transaction.atomic():
        Agreement.objects.create(version=version, who="", what="Iets")


def test_the_database_refuses_a_submitted_frame_without_concerns(case: Case, professional: User) -> None:
    frame = make_frame(case, author=professional, state=FrameState.DRAFT)

    with pytest.raises(IntegrityError, match="frame_submitted_says_concerns"), transaction.atomic():
        type(frame).objects.filter(pk=frame.pk).update(concerns="", state=FrameState.SUBMITTED)


def test_the_database_refuses_a_refusal_without_motivation(presented: Plan, professional: User) -> None:
    with pytest.raises(IntegrityError, match="rejection_has_motivation"), transaction.atomic():
        PlanTest.objects.create(
            version=current_version(presented),
            frame=current_frame(presented.case),
            tester=professional,
            decision="nog_niet",
            unmet_lines=1,
        )


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "nog_niet", "motivation": "Ik wil het niet."},
        {"decision": "nog_niet", "motivation": "Ik wil het niet.", "law_text": "artikel x"},
        {"decision": "geaccepteerd", "unmet_lines": 1},
    ],
)
def test_the_database_refuses_a_decision_that_rests_on_nothing(
    presented: Plan, professional: User, fields: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match="rejection_rests_on|test_keeps_text"), transaction.atomic():
        PlanTest.objects.create(
            version=current_version(presented), frame=current_frame(presented.case), tester=professional, **fields
        )


def test_the_database_refuses_the_same_version_twice(established: Plan) -> None:
    with pytest.raises(IntegrityError, match="plan_version_once"), transaction.atomic():
        PlanVersion.objects.create(plan=established, number=1)


def test_a_bottom_line_is_judged_once_in_a_test(presented: Plan, professional: User) -> None:
    decide_on_plan(presented, by=professional, results=lines_of(presented.case), accepted=True)
    test = PlanTest.objects.get(version__plan=presented)

    with pytest.raises(IntegrityError, match="bottom_line_judged_once"), transaction.atomic():
        test.results.create(bottom_line=BottomLine.objects.filter(frame=test.frame).first(), met=False)
