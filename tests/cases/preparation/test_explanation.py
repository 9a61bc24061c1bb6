"""From the information visit to the preparation, or to a family that does not want it (moves 4 and 5)."""

import datetime as dt

import pytest

from cases.circle.acts.questions import NewQuestion
from cases.codes import CaseOutcome, CaseState
from cases.models import Case
from cases.preparation.acts.explanation import (
    decline_after_information,
    record_information_visit,
    start_activation,
)
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_question

QUESTION = NewQuestion("Waar kan Sem wonen?", "familie", ("wonen",))


def explained(case):
    return Case.objects.filter(pk=case.pk).update(information_visit_on=case.received_on + dt.timedelta(days=7))


# --- the information visit ---------------------------------------------------------------------------


def test_information_visit_keeps_when_and_who(assigned, anna):
    record_information_visit(assigned, by=anna, visited_on=local_today(), present=" moeder en Sem ")

    assigned.refresh_from_db()
    assert assigned.information_visit_on == local_today()
    assert assigned.information_visit_with == "moeder en Sem"
    assert assigned.state == CaseState.ASSIGNED


@pytest.mark.parametrize("days", [1, -61])
def test_information_visit_is_not_in_the_future_nor_before_the_aanmelding(assigned, anna, days):
    with pytest.raises(Refusal):
        record_information_visit(assigned, by=anna, visited_on=local_today() + dt.timedelta(days=days), present="Sem")


def test_information_visit_says_who_was_there(assigned, anna):
    with pytest.raises(Refusal, match="wie bij de uitleg waren"):
        record_information_visit(assigned, by=anna, visited_on=local_today(), present="  ")


def test_information_visit_belongs_to_an_assigned_case(preparing, anna):
    with pytest.raises(Refusal, match="Voorbereiding"):
        record_information_visit(preparing, by=anna, visited_on=local_today(), present="Sem")


# --- starting the preparation ----------------------------------------------------------------------------


def test_preparation_starts_on_the_date_of_the_application_form(assigned, anna):
    explained(assigned)
    day = local_today() - dt.timedelta(days=2)

    start_activation(assigned, by=anna, applied_on=day, question=QUESTION)

    assigned.refresh_from_db()
    assert (assigned.state, assigned.preparation_started_on) == (CaseState.ACTIVATION, day)
    assert assigned.questions.get().text == "Waar kan Sem wonen?"
    assert assigned.subjects == ["wonen"]
    assert assigned.contracts.get().signed_on == day


def test_preparation_needs_the_information_visit(assigned, anna):
    with pytest.raises(Refusal, match="uitleg"):
        start_activation(assigned, by=anna, applied_on=local_today(), question=QUESTION)


def test_preparation_needs_an_active_contract(assigned, anna):
    explained(assigned)
    assigned.contracts.update(ended_on=local_today())

    with pytest.raises(Refusal, match="geen lopend contract"):
        start_activation(assigned, by=anna, applied_on=local_today(), question=QUESTION)


def test_preparation_needs_a_question(assigned, anna):
    explained(assigned)

    with pytest.raises(Refusal, match="vraag"):
        start_activation(assigned, by=anna, applied_on=local_today())


def test_question_of_the_aanmelding_is_enough(assigned, anna):
    explained(assigned)
    make_question(assigned)

    start_activation(assigned, by=anna, applied_on=local_today())

    assert Case.objects.get(pk=assigned.pk).state == CaseState.ACTIVATION


def test_preparation_does_not_begin_before_the_explanation(assigned, anna):
    explained(assigned)
    assigned.refresh_from_db()

    with pytest.raises(Refusal, match="vóór de uitleg"):
        start_activation(
            assigned, by=anna, applied_on=assigned.information_visit_on - dt.timedelta(days=1), question=QUESTION
        )


def test_preparation_that_began_under_another_coordinator_keeps_its_date(assigned, anna):
    explained(assigned)
    earlier = assigned.received_on + dt.timedelta(days=8)
    Case.objects.filter(pk=assigned.pk).update(preparation_started_on=earlier)

    start_activation(assigned, by=anna, applied_on=local_today(), question=QUESTION)

    assert Case.objects.get(pk=assigned.pk).preparation_started_on == earlier


# --- declining --------------------------------------------------------------------------------


def test_family_that_declines_ends_case_and_access(assigned, anna):
    decline_after_information(assigned, by=anna, reason="Ze willen het zelf doen.")

    assigned.refresh_from_db()
    assert (assigned.state, assigned.outcome) == (CaseState.DECLINED_AFTER_INFORMATION, CaseOutcome.NOT_STARTED)
    assert assigned.phase == ""
    assert assigned.contracts.get().ended_on == local_today()
    assert not Case.objects.for_user(anna).exists()


def test_declining_has_a_reason(assigned, anna):
    with pytest.raises(Refusal, match="waarom"):
        decline_after_information(assigned, by=anna, reason=" ")


def test_case_whose_preparation_began_is_not_declined_as_if_it_never_did(assigned, anna):
    Case.objects.filter(pk=assigned.pk).update(preparation_started_on=assigned.received_on)

    with pytest.raises(Refusal, match="al eerder begonnen"):
        decline_after_information(assigned, by=anna, reason="Toch niet.")
