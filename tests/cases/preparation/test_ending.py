"""The ways a preparation ends without a meeting, and a case that is handed back (moves 3 and 6)."""

import pytest

from cases.codes import CaseOutcome, CaseState, ContactGroup, EndReason, LeavingReason, Refuser, WaitingReason
from cases.desk.acts.triage import withdraw_case
from cases.models import Case
from cases.preparation.acts.ending import (
    end_in_activation,
    hand_back,
    plan_without_meeting,
)
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_case


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
