"""A conference that moves from March to May takes everything along that hangs on its day, whatever app planned it."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from cases.codes import AFTER_CONFERENCE_STATES, CaseOutcome, CaseState, EndReason
from cases.codes import DuePurpose as OfCases
from cases.models import Case
from cases.preparation.acts.ending import end_in_activation
from cases.preparation.acts.reopening import stop_afterwards
from conferences.codes import JUST_MET_STATES, ConferenceState
from conferences.codes import DuePurpose as OfConferences
from conferences.day.acts.day import correct_times
from ekc.accounts.codes import Role
from ekc.breaches.codes import DuePurpose as OfBreaches
from ekc.dates import add_months, at_local
from ekc.outbox.acts import HANDLERS
from ekc.outbox.codes import Purpose
from ekc.outbox.models import DueRow
from followup.acts.call_days import cancel_calls, move_calls_with_programme, plan_calls
from followup.codes import CallKind, CallState
from followup.codes import DuePurpose as OfCalls
from surveys.codes import DuePurpose as OfForms
from tests.conferences.invited import Preparation, prepared
from tests.factories import make_case, make_conference, make_programme, make_user
from tests.people import coordinator_of

pytestmark = pytest.mark.django_db

APART = {
    OfCases.DRAFT_EXPIRES: "an aanmelding that nobody sent yet has no conference",
    OfCases.REQUEST_TERM: "who is asked to be coordinator has a term of their own",
    OfCases.RIGHT_TERM_NEARS: "a request about data has a term of its own",
    OfCases.RIGHT_TERM_ENDS: "a request about data has a term of its own",
    OfCases.REVIEW_TERM: "a month of the read log has a term of its own",
    OfBreaches.TERM_NEARS: "a breach has a term of its own",
    OfBreaches.TERM_ENDS: "a breach has a term of its own",
    OfCalls.EXPERIENCE_CALL: "planned once the meeting was held",
    OfForms.QUESTIONNAIRE_REMINDER: "handed out once the meeting was held",
}
"""What does not hang on a day that is still to come, and why."""
NOW = at_local(dt.date(2027, 2, 15), dt.time(10))
MARCH, MAY = dt.date(2027, 3, 16), dt.date(2027, 5, 19)
MONTHS = {"first_call_months": 1, "follow_up_months": 3, "second_follow_up_months": 6, "third_follow_up_months": 12}


@pytest.fixture(autouse=True)
def _in_february() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def family() -> Preparation:
    """Invited for a day in March, in a programme with four rounds of calls."""
    found = prepared(days=(MARCH - NOW.date()).days)
    Case.objects.filter(pk=found.case.pk).update(programme=make_programme(**MONTHS))
    found.case = Case.objects.get(pk=found.case.pk)
    found.move_to((MARCH - NOW.date()).days)
    found.invite()
    return found


def waiting(case: Case) -> dict[str, dt.datetime]:
    return dict(DueRow.objects.filter(case_number=case.number, state="wacht").values_list("purpose", "due_at"))


def expected(day: dt.date) -> dict[Purpose, dt.datetime]:
    """When each is due of a conference on this day."""
    months = {
        OfCalls.ONE_MONTH_CALL: 1,
        OfCalls.THREE_MONTH_FOLLOW_UP: 3,
        OfCalls.SIX_MONTH_FOLLOW_UP: 6,
        OfCalls.TWELVE_MONTH_FOLLOW_UP: 12,
    }
    return {
        OfConferences.CONFERENCE_TOMORROW: at_local(day - dt.timedelta(days=1), dt.time(17)),
        OfConferences.INVITATION_REMINDER: at_local(day - dt.timedelta(days=7), dt.time(10)),
        **{purpose: at_local(add_months(day, number), dt.time(9)) for purpose, number in months.items()},
    }


def test_of_every_purpose_it_is_known_whether_it_hangs_on_the_day() -> None:
    assert set(expected(MARCH)) | set(APART) == set(HANDLERS.names())
    assert not set(expected(MARCH)) & set(APART)


def test_everything_that_hung_on_march_hangs_on_may(family: Preparation) -> None:
    assert waiting(family.case) == expected(MARCH)

    family.move_to((MAY - NOW.date()).days)

    assert waiting(family.case) == expected(MAY)
    calls = dict(family.case.calls.values_list("kind", "opens_on"))
    assert calls[CallKind.ONE_MONTH] == add_months(MAY, 1) - dt.timedelta(days=7)


def test_nothing_is_due_any_more_of_a_case_that_ends(family: Preparation) -> None:
    by = coordinator_of(family.case)
    case = end_in_activation(family.case, by=by, reason=EndReason.NO_LONGER_NEEDED)
    assert case.state == CaseState.ENDED_IN_ACTIVATION
    assert waiting(case) == {}


def test_another_programme_moves_the_calls_and_leaves_the_day_alone(family: Preparation) -> None:
    programme = family.case.programme
    before = waiting(family.case)
    programme.first_call_months, programme.third_follow_up_months = 2, None
    programme.save()
    move_calls_with_programme(Case.objects.get(pk=family.case.pk))

    now = waiting(family.case)
    assert now.pop(OfCalls.ONE_MONTH_CALL) == at_local(add_months(MARCH, 2), dt.time(9))
    before.pop(OfCalls.ONE_MONTH_CALL), before.pop(OfCalls.TWELVE_MONTH_FOLLOW_UP)
    assert now == before


STOPS = {
    "in_the_preparation": lambda case, by: end_in_activation(case, by=by, reason=EndReason.TOO_FAR_APART),
    "afterwards": lambda case, by: stop_afterwards(case, by=by, reason="Zij willen niet meer gebeld worden."),
}


@pytest.mark.parametrize("how", STOPS)
@pytest.mark.parametrize("ended", [CaseState.REGISTERED, CaseState.CLOSED, CaseState.REOPENED])
def test_a_family_that_stopped_is_called_in_no_later_round_that_the_programme_wants(
    family: Preparation, how: str, ended: str
) -> None:
    case = family.case
    if how == "afterwards":
        Case.objects.filter(pk=case.pk).update(state=CaseState.PLAN_SENT, outcome=CaseOutcome.CONFERENCE_HELD)
    STOPS[how](case, coordinator_of(case))
    closed_on = MARCH if ended == CaseState.CLOSED else None
    Case.objects.filter(pk=case.pk).update(state=ended, closed_on=closed_on)

    move_calls_with_programme(Case.objects.get(pk=case.pk))

    assert set(case.calls.values_list("state", flat=True)) == {CallState.CANCELLED}


# --- put right afterwards -----------------------------------------------------------------------------------

LATER = sorted((AFTER_CONFERENCE_STATES | {CaseState.REOPENED}) - JUST_MET_STATES)


def put_right(state: str, *, lapsed: bool) -> Case:
    """Held in January, and found out later that it was a day earlier."""
    case, held_on = make_case(state=state), dt.date(2027, 1, 20)
    meeting = make_conference(case, state=ConferenceState.HELD, held_on=held_on)
    plan_calls(case, held_on)
    if lapsed:
        cancel_calls(case)
    correct_times(
        meeting,
        by=make_user(Role.REGIONAL_MANAGER),
        day=held_on - dt.timedelta(days=1),
        started=dt.time(13),
        private_from=dt.time(14),
        private_until=dt.time(16),
        ended=dt.time(17),
    )
    return case


@pytest.mark.parametrize("state", LATER)
def test_a_call_that_had_lapsed_is_not_made_after_all(state: str) -> None:
    case = put_right(state, lapsed=True)

    assert set(case.calls.values_list("state", flat=True)) == {CallState.CANCELLED}
    assert waiting(case) == {}


@pytest.mark.parametrize("state", LATER)
def test_a_call_that_is_still_to_be_made_goes_along(state: str) -> None:
    case = put_right(state, lapsed=False)

    assert set(case.calls.values_list("due_on", flat=True)) == {dt.date(2027, 2, 19), dt.date(2027, 4, 19)}
