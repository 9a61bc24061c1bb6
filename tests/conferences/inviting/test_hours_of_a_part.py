"""The part of a professional is of the day of the meeting, also in the two nights in which the clock changes."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.codes import CaseState, Position
from ekc.dates import at_local
from tests.factories import make_case, make_circle_person, make_conference, make_invitation
from tests.people import coordinator_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "typed", "said"),
    [
        (dt.date(2027, 3, 28), "02:30", "bestaat niet"),
        (dt.date(2027, 10, 31), "02:30", "twee keer"),
        (dt.date(2027, 10, 31), "02:30 wintertijd", ""),
        (dt.date(2027, 7, 1), "02:30", ""),
    ],
)
def test_an_hour_that_is_skipped_is_refused_and_one_that_comes_twice_is_asked(
    day: dt.date, typed: str, said: str
) -> None:
    case = make_case(state=CaseState.SCHEDULED)
    meeting = make_conference(case, planned_start=at_local(day, dt.time(0, 30)), planned_end=at_local(day, dt.time(5)))
    teacher = make_circle_person(case, name="Juf Anja", position=Position.SCHOOL)
    invitation = make_invitation(meeting, teacher)
    url = reverse("conferences:invitation_how", args=[case.number, invitation.pk])
    sent = {"channel": invitation.channel, "language": "nl", "from_clock": typed, "in_information": "on"}

    answer = signed_in(coordinator_of(case)).post(url, sent)

    assert (answer.status_code == 200) == bool(said)
    assert said in answer.content.decode()
