"""What was tested or established is kept by the database, the links too; after closing the plan is the family's."""

from collections.abc import Callable
from typing import Any

import pgtrigger
import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from cases.circle.acts.main_persons import take_off_main_person
from cases.circle.acts.merging import merge_people, undo_merged_people
from cases.codes import FINISHED_STATES, CaseState
from cases.models import Case
from ekc.accounts.models import User
from ekc.merging.models import Merge
from ekc.refusal import Refusal
from plans.acts.agreements import change_agreement
from plans.acts.help_answers import note_help_answer
from plans.acts.proposals import settle_in_family, settle_proposal
from plans.acts.testing import decide_on_plan, revise_plan
from plans.acts.versions import begin_change, drop_change
from plans.acts.writing import drop_draft, note_threatened_placements
from plans.codes import AgreementKind, FrameState, PlanState
from plans.models import Agreement, BottomLineResult, ChangeProposal, HelpAnswer, Plan, PlanTest, PlanVersion
from plans.queries import current_frame, current_version
from tests.factories import (
    before_it_was_established,
    make_case,
    make_circle_person,
    make_frame,
    make_main_person,
    make_plan,
    make_question,
    make_user,
)
from tests.people import coordinator_of, signed_in
from tests.plans.reading import lines_of, reload, url
from tests.sent_forms import filled

from .test_own_page import close

pytestmark = pytest.mark.django_db
LISTS = [field.name for field in Agreement._meta.many_to_many]


def target_of(name: str, case: Case) -> models.Model:
    """Something that an agreement of this case can point at."""
    if name == "bottom_lines":
        found: models.Model = make_frame(make_case(), state=FrameState.LOCKED).bottom_lines.get()
        return found
    makers: dict[str, Callable[[Case], Any]] = {
        "people": make_circle_person,
        "main_people": make_main_person,
        "questions": make_question,
    }
    made: models.Model = makers[name](case)
    return made


def link_column(name: str) -> str:
    return str(Agreement._meta.get_field(name).m2m_reverse_field_name())


@pytest.fixture
def tested(presented: Plan, professional: User, case: Case) -> Plan:
    """Tested and not safe yet: the family has it back, as it was."""
    line = next(iter(lines_of(case)))
    results = lines_of(case) | {line: False}
    decide_on_plan(
        presented, by=professional, results=results, accepted=False, questions={line: "Wie slaapt er bij Sem?"}
    )
    return reload(presented)


def fixed(plan: Plan, name: str) -> tuple[Agreement, models.Model]:
    """An agreement of its first version, with one link in this list, that was there by then."""
    agreement = Agreement.objects.filter(version__plan=plan).earliest("pk")
    there = target_of(name, plan.case)
    with before_it_was_established():
        getattr(agreement, name).add(there)
    return agreement, there


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("which", ["established", "tested"])
def test_the_database_refuses_a_link_more_another_and_one_less(
    request: pytest.FixtureRequest, which: str, name: str
) -> None:
    plan: Plan = request.getfixturevalue(which)
    agreement, _there = fixed(plan, name)
    rows = getattr(agreement, name).through.objects.filter(agreement=agreement)
    other = target_of(name, plan.case)

    for change in (
        lambda: getattr(agreement, name).add(other),
        lambda: getattr(agreement, name).clear(),
        lambda: rows.delete(),
        lambda: rows.update(**{link_column(name): other}),
        lambda: rows.update(agreement=Agreement.objects.create(version=open_beside(plan), who="Oma", what="Kookt")),
    ):
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            change()


def open_beside(plan: Plan) -> PlanVersion:
    """An open version of another plan."""
    found: PlanVersion = make_plan(make_case(state=CaseState.HELD_WITH_PLAN)).versions.get()
    return found


@pytest.mark.parametrize("name", LISTS)
def test_a_link_goes_from_an_open_version_into_an_established_one_neither(established: Plan, name: str) -> None:
    agreement, there = fixed(established, name)
    loose = Agreement.objects.create(version=open_beside(established), who="Oma", what="Kookt")
    getattr(loose, name).add(target_of(name, loose.version.plan.case))
    rows = getattr(loose, name).through.objects.filter(agreement=loose)

    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        rows.update(agreement=agreement)
    assert list(getattr(agreement, name).all()) == [there]


def test_every_list_of_a_plan_keeps_its_links() -> None:
    """A list that is added later without a trigger fails here."""
    kept = {(model._meta.db_table, trigger.name) for model, trigger in pgtrigger.registered()}

    for name in LISTS:
        table = Agreement._meta.get_field(name).m2m_db_table()
        assert {(table, "keeps_established_links"), (table, "is_the_familys_after_closing")} <= kept, name


# --- a version that was tested ------------------------------------------------------------------------------------


def test_the_text_that_was_tested_stays_also_when_the_family_has_it_back(tested: Plan) -> None:
    old = tested.versions.get()
    revise_plan(tested, by=coordinator_of(tested.case))

    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        PlanVersion.objects.filter(pk=old.pk).update(monitor="Iemand anders")
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        old.agreements.update(what="Iets anders")
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Agreement.objects.create(version=old, who="Oma", what="Kookt")


def test_a_page_that_was_open_since_before_the_test_changes_nothing_of_what_was_tested(tested: Plan) -> None:
    old = tested.versions.get().agreements.earliest("pk")
    by = coordinator_of(tested.case)
    revise_plan(tested, by=by)
    client = signed_in(by)
    page = client.get(url("agreement", tested.case, old.pk))

    with pytest.raises(Refusal, match="nieuwe versie"):
        change_agreement(old, by=by, who="Oma", what="Iets anders")
    if page.status_code == 200:
        answer = client.post(url("agreement", tested.case, old.pk), filled(page, what="Iets anders"), follow=True)
        assert "nieuwe versie" in answer.content.decode()
    assert "Iets anders" not in set(Agreement.objects.values_list("what", flat=True))


def test_a_plan_that_was_tested_is_not_thrown_away_as_a_draft(tested: Plan) -> None:
    revise_plan(tested, by=coordinator_of(tested.case))

    with pytest.raises(Refusal, match="al voorgelegd"):
        drop_draft(tested.case)


# --- two who are one ----------------------------------------------------------------------------------------------


def test_what_somebody_decided_never_changes_or_goes(tested: Plan) -> None:
    decided = [model for model, trigger in pgtrigger.registered() if trigger.name == "keeps_established_decision"]
    assert {PlanTest, BottomLineResult} <= set(decided)
    for model in decided:
        rows = model._base_manager.all()
        assert rows.exists()
        with pytest.raises(IntegrityError, match="decision does not change"), transaction.atomic():
            rows._raw_delete(rows.db)
        for field in model._meta.concrete_fields:
            if field.get_internal_type() in ("TextField", "BooleanField", "DateTimeField"):
                other = {"TextField": "anders", "BooleanField": True, "DateTimeField": timezone.now()}
                with pytest.raises(IntegrityError, match="decision does not change"), transaction.atomic():
                    rows.update(**{field.name: other[field.get_internal_type()]})


@pytest.mark.parametrize("which", ["of another case", "a draft", "an earlier version", "fewer lines"])
def test_the_database_takes_no_refusal_on_what_this_family_did_not_know(
    presented: Plan, professional: User, case: Case, which: str
) -> None:
    frame = current_frame(case)
    frames = {
        "of another case": lambda: make_frame(make_case(needs_frame=True)),
        "a draft": lambda: make_frame(case, state=FrameState.DRAFT, version=2, change_reason="x"),
        "an earlier version": lambda: make_frame(case, version=2, change_reason="x") and frame,
        "fewer lines": lambda: frame,
    }
    said = {"decision": "nog_niet", "motivation": "Ik wil het niet.", "tester": professional}
    unmet = frame.bottom_lines.count() + (which == "fewer lines")

    with pytest.raises(IntegrityError, match="not announced"), transaction.atomic():
        PlanTest.objects.create(version=current_version(presented), frame=frames[which](), unmet_lines=unmet, **said)


def test_the_database_takes_no_refusal_that_does_not_say_which_lines(presented: Plan, professional: User) -> None:
    said = {"decision": "nog_niet", "motivation": "Ik wil het niet.", "tester": professional, "unmet_lines": 1}

    with pytest.raises(IntegrityError, match="which lines"), transaction.atomic():
        PlanTest.objects.create(version=current_version(presented), frame=current_frame(presented.case), **said)
        connection.check_constraints()


def test_the_database_takes_no_judgement_of_a_line_of_another_frame(tested: Plan) -> None:
    line = make_frame(make_case(needs_frame=True)).bottom_lines.first()

    with pytest.raises(IntegrityError, match="not announced"), transaction.atomic():
        PlanTest.objects.get().results.create(bottom_line=line, met=False)


def test_two_people_who_are_one_are_one_in_what_was_established_and_two_again_when_undone(established: Plan) -> None:
    case, by = established.case, coordinator_of(established.case)
    keep, double = make_circle_person(case, name="Ria Bos"), make_circle_person(case, name="R. Bos")
    agreement = established.versions.get().agreements.get()
    both = Agreement.objects.filter(pk=agreement.pk)
    with before_it_was_established():
        agreement.people.add(double)

    merge_people(keep, double, by=by)
    assert list(both.get().people.all()) == [keep]
    undo_merged_people(Merge.objects.get(), by=by, reason="Het zijn er twee.")

    assert list(both.get().people.all()) == [double]
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        agreement.people.add(keep)


def test_where_both_do_it_one_is_left_and_undoing_gives_both(established: Plan) -> None:
    case, by = established.case, coordinator_of(established.case)
    keep, double = make_circle_person(case, name="Ria Bos"), make_circle_person(case, name="R. Bos")
    agreement = established.versions.get().agreements.get()
    with before_it_was_established():
        agreement.people.add(double, keep)

    merge_people(keep, double, by=by)
    assert list(agreement.people.all()) == [keep]
    undo_merged_people(Merge.objects.get(), by=by, reason="Het zijn er twee.")

    assert set(agreement.people.all()) == {keep, double}


def test_a_main_person_who_was_entered_twice_is_one_in_what_was_established(established: Plan) -> None:
    case, by = established.case, coordinator_of(established.case)
    keep, double = make_main_person(case, name="Sem"), make_main_person(case, name="Semm")
    agreement = established.versions.get().agreements.get()
    with before_it_was_established():
        agreement.main_people.add(double)

    with pytest.raises(Refusal, match="ligt al iets vast"):
        take_off_main_person(double, by=by, reason="Dubbel.")
    take_off_main_person(double, by=by, reason="Dubbel.", same_as=keep)

    assert list(agreement.main_people.all()) == [keep]


# --- after closing ------------------------------------------------------------------------------------------------


@pytest.fixture
def rich(tested: Plan) -> Plan:
    """A plan with a row in every table that is the plan, and a version that is open."""
    case = tested.case
    by = coordinator_of(case)
    revise_plan(tested, by=by)
    version = tested.versions.latest("number")
    agreement = version.agreements.earliest("pk")
    for name in LISTS:
        getattr(agreement, name).add(target_of(name, case))
    agreement.kind = AgreementKind.PROFESSIONAL_REQUEST
    agreement.save()
    note_help_answer(agreement, by=by, answer="toegezegd", answered_on=case.received_on)
    version.open_points.get_or_create(key="monitor", defaults={"question": "?", "reason": "Later.", "by": by})
    version.residence_changes.create(person="Sem", from_residence="bij_ouders", to_residence="familie_vrienden")
    note_threatened_placements(tested, [case.main_persons.first() or make_main_person(case)], by=by)
    return reload(tested)


def tables() -> list[type[models.Model]]:
    return [model for model, trigger in pgtrigger.registered() if trigger.name == "is_the_familys_after_closing"]


def test_every_table_that_hangs_on_a_plan_is_the_familys_or_says_why_not() -> None:
    """What leads to a version of a plan and is not kept after closing fails here, until it is said why."""
    goes_on = {
        "Distribution",  # a copy for who lost it
        "TaskReport",  # said on the own page
        "TaskAnswer",
        "ChangeProposal",
        "AgreementResult",  # what people tell in a round
        "PlanMove",  # a line of what happened to the plan itself
        "FlipSheet",  # photos may be destroyed
    }
    kept = {model._meta.db_table for model in tables()}
    there = [Plan, PlanVersion, Agreement, PlanTest]
    below = {each.related_model for model in there for each in model._meta.get_fields() if each.auto_created}
    below |= {field.remote_field.through for model in there for field in model._meta.many_to_many}
    below = {each for each in below if each is not None and not hasattr(each, "pgh_tracked_model")}

    missing = {each.__name__ for each in below if each._meta.db_table not in kept}

    assert missing <= goes_on | {"StallSignal"}, missing


@pytest.mark.parametrize("state", sorted(FINISHED_STATES))
def test_after_closing_the_database_refuses_every_change_of_every_table(rich: Plan, state: str) -> None:
    for model in tables():
        assert model._base_manager.exists(), f"no row of {model.__name__} to try it on"
    over = {"state": state, "outcome": "conferentie"}
    if state == CaseState.CLOSED:
        close(rich.case)
    else:
        Case.objects.filter(pk=rich.case_id).update(**over)

    for model in tables():
        rows = model._base_manager.all()
        with pytest.raises(IntegrityError, match="closed case does not change"), transaction.atomic():
            rows._raw_delete(rows.db)
        for field in model._meta.concrete_fields:
            if field.get_internal_type() in ("TextField", "CharField") and field.name not in AFTERWARDS:
                with pytest.raises(IntegrityError), transaction.atomic():
                    rows.update(**{field.name: "anders"})
    with pytest.raises(IntegrityError, match="closed case does not change"), transaction.atomic():
        Plan.objects.update(state=PlanState.PRESENTED)


AFTERWARDS = {"state", "life", "life_reason"}
"""What became of it: no part of the text. That of the plan itself is tried apart."""


def test_after_closing_every_act_of_the_program_refuses_in_words(rich: Plan) -> None:
    case, by = rich.case, coordinator_of(rich.case)
    version = rich.versions.latest("number")
    asked = Agreement.objects.get(pk=HelpAnswer.objects.get().agreement_id)
    proposal = ChangeProposal.objects.create(case=case, who="Oma", text="Zondag past beter.")
    close(case)
    acts: list[Callable[[], object]] = [
        lambda: change_agreement(version.agreements.first(), by=by, who="Oma", what="Kookt"),
        lambda: note_help_answer(asked, by=by, answer="deels", answered_on=case.received_on),
        lambda: note_threatened_placements(rich, [], by=by),
        lambda: settle_proposal(proposal, by=by, outcome="Gedaan."),
        lambda: begin_change(rich, by=by, changed_by="Oma", reason="Anders."),
        lambda: drop_change(rich, by=by),
        lambda: decide_on_plan(rich, by=make_user("professional"), results={}, accepted=True),
    ]
    for act in acts:
        with pytest.raises(Refusal, match=r"van de familie|geen vastgesteld"):
            act()


def test_a_reopened_case_can_be_put_right_again(established: Plan) -> None:
    close(established.case)
    Case.objects.filter(pk=established.case_id).update(state=CaseState.REOPENED, closed_on=None)

    version = begin_change(established, by=coordinator_of(established.case), changed_by="Oma", reason="Anders.")

    assert not version.is_frozen


def test_a_plan_of_which_only_facts_are_known_is_read_in_anew_also_when_its_case_is_closed() -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    plan = Plan.objects.create(case=case, state=PlanState.NOT_NEEDED)
    close(case)

    Plan.objects.filter(pk=plan.pk).update(evaluation_agreed=True)

    assert reload(plan).evaluation_agreed
    assert not BottomLineResult.objects.exists()


def test_while_the_house_is_there_the_family_does_not_settle_by_itself(established: Plan) -> None:
    person = make_circle_person(established.case)
    proposal = ChangeProposal.objects.create(case=established.case, who="Oma", text="Zondag past beter.")

    with pytest.raises(Refusal, match="is er nog"):
        settle_in_family(proposal, person, outcome="Goed.")
