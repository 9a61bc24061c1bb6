"""From the information visit to the preparation, and the ways a case ends without a meeting (moves 3-6)."""

import datetime as dt

import pytest

from cases.circle.acts.questions import NewQuestion
from cases.codes import CaseOutcome, CaseState, ContactGroup, EndReason, LeavingReason, Refuser, WaitingReason
from cases.desk.acts.triage import withdraw_case
from cases.models import Case
from cases.preparation.acts.preparation import (
    decline_after_information,
    end_in_activation,
    hand_back,
    plan_without_meeting,
    record_information_visit,
    start_activation,
)
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_case, make_question

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


# --- declining and handing back --------------------------------------------------------------------------------


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


@pytest.mark.parametrize("which", ["assigned", "preparing"])
@pytest.mark.parametrize(
    ("code", "waits_for"),
    [
        (LeavingReason.ILLNESS, WaitingReason.COORDINATOR_ILL),
        (LeavingReason.NO_CLICK, WaitingReason.COORDINATOR_STOPPED),
    ],
)
def test_case_that_is_handed_back_waits_for_why_it_was_handed_back(request, which, code, waits_for, anna):
    case = request.getfixturevalue(which)

    hand_back(case, by=anna, reason_code=code, reason="Sinds gisteren.")

    case.refresh_from_db()
    contract = case.contracts.get()
    assert (case.state, case.waiting_reason) == (CaseState.WAITING, waits_for)
    assert (contract.leaving_reason, contract.leaving_since) == (code, local_today())
    assert contract.end_reason == f"{LeavingReason(code).label}. Sinds gisteren."
    assert case.moves.latest("pk").reason_code == code
    assert not Case.objects.for_user(anna).exists()


def test_family_stops_after_a_hand_back_and_the_preparation_that_began_counts(preparing, anna, carla):
    hand_back(preparing, by=anna, reason_code=LeavingReason.ILLNESS, reason="")
    with pytest.raises(Refusal, match="al begonnen"):
        withdraw_case(preparing, by=carla, reason="De familie wil niet meer.")

    end_in_activation(preparing, by=carla, reason=EndReason.NO_LONGER_NEEDED)

    assert Case.objects.get(pk=preparing.pk).phase == CaseOutcome.ENDED_IN_ACTIVATION


def test_what_never_began_does_not_end_in_the_preparation(assigned, anna):
    with pytest.raises(Refusal, match="nog niet begonnen"):
        end_in_activation(assigned, by=anna, reason=EndReason.NO_LONGER_NEEDED)


def test_manager_hears_of_a_case_that_was_handed_back_without_its_content(preparing, anna, carla):
    hand_back(preparing, by=anna, reason="Geheim van Sem.")

    message = Message.objects.get()
    assert message.to == carla.email
    assert "Sem" not in message.subject + message.body
    assert preparing.number in message.body


# --- ending in the preparation ------------------------------------------------------------------------------------


def test_ended_case_is_a_phase_one_case_with_its_counts(preparing, anna):
    end_in_activation(
        preparing,
        by=anna,
        reason=EndReason.REFUSAL,
        refused_by=[Refuser.PARENTS],
        explanation="Vader wilde niet.",
        contact_totals={ContactGroup.PARENT: 2, ContactGroup.FRIEND: 0},
    )

    preparing.refresh_from_db()
    assert (preparing.state, preparing.phase) == (CaseState.ENDED_IN_ACTIVATION, CaseOutcome.ENDED_IN_ACTIVATION)
    assert (preparing.not_held_reason, preparing.refused_by) == (EndReason.REFUSAL, [Refuser.PARENTS])
    assert list(preparing.contact_totals.values_list("group", "persons")) == [(ContactGroup.PARENT, 2)]


def test_case_that_had_a_meeting_does_not_end_in_the_preparation(preparing, anna):
    Case.objects.filter(pk=preparing.pk).update(meetings_held=1)

    with pytest.raises(Refusal, match="al een bijeenkomst geweest"):
        end_in_activation(preparing, by=anna, reason=EndReason.NO_LONGER_NEEDED)

    assert Case.objects.get(pk=preparing.pk).state == CaseState.ACTIVATION


def test_refusal_says_who_refused(preparing, anna):
    with pytest.raises(Refusal, match="wie niet wilde"):
        end_in_activation(preparing, by=anna, reason=EndReason.REFUSAL)


def test_other_reason_is_explained(preparing, anna):
    with pytest.raises(Refusal, match="toelichting"):
        end_in_activation(preparing, by=anna, reason=EndReason.OTHER)


def test_nobody_refused_when_the_reason_is_another(preparing, anna):
    end_in_activation(preparing, by=anna, reason=EndReason.NETWORK_TOO_SMALL, refused_by=[Refuser.YOUNGSTER])

    assert Case.objects.get(pk=preparing.pk).refused_by == []


@pytest.mark.parametrize(
    "values",
    [{"reason": "verzonnen"}, {"reason": EndReason.REFUSAL, "refused_by": ["buurman"]}],
)
def test_unknown_codes_are_refused(preparing, anna, values):
    with pytest.raises(Refusal):
        end_in_activation(preparing, by=anna, **values)


def test_unknown_contact_group_is_refused_and_nothing_is_saved(preparing, anna):
    with pytest.raises(Refusal):
        end_in_activation(preparing, by=anna, reason=EndReason.NO_LONGER_NEEDED, contact_totals={"verzonnen": 1})

    assert Case.objects.get(pk=preparing.pk).state == CaseState.ACTIVATION


def test_planned_case_can_still_end(anna):
    case = make_case(state=CaseState.SCHEDULED, with_coordinator=anna)

    end_in_activation(case, by=anna, reason=EndReason.TOO_FAR_APART)

    assert Case.objects.get(pk=case.pk).state == CaseState.ENDED_IN_ACTIVATION


# --- a plan without a meeting ------------------------------------------------------------------------------------


def test_plan_without_meeting_is_an_outcome_of_its_own(preparing, anna):
    plan_without_meeting(preparing, by=anna, explanation="Aan de keukentafel.")

    preparing.refresh_from_db()
    assert preparing.outcome == CaseOutcome.PLAN_WITHOUT_MEETING
    assert preparing.phase == ""
    assert preparing.not_held_reason == ""


def test_plan_without_meeting_is_refused_after_a_meeting(preparing, anna):
    Case.objects.filter(pk=preparing.pk).update(meetings_held=1)

    with pytest.raises(Refusal, match="al een bijeenkomst geweest"):
        plan_without_meeting(preparing, by=anna, explanation="Thuis.")


def test_plan_without_meeting_says_how(preparing, anna):
    with pytest.raises(Refusal, match="hoe het plan"):
        plan_without_meeting(preparing, by=anna, explanation="")
