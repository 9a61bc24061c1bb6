"""Answers to an invitation, and whom they reach."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from cases.models import CirclePerson
from conferences.codes import InvitationAnswer, InvitationChannel, SuggestionState
from conferences.inviting.acts.inviting import (
    add_suggested,
    leave_suggested,
    record_answer,
)
from conferences.models import Invitation
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.conferences.invited import Preparation, days_before, mails_to, reload
from tests.factories import make_circle_person

pytestmark = pytest.mark.django_db


# --- answers ---------------------------------------------------------------------------------------------------------
def test_the_answer_of_the_coordinator_says_who_wrote_it_down(family: Preparation) -> None:
    invitation = family.invite()

    record_answer(invitation, by=family.coordinator, answer=InvitationAnswer.COMES)

    assert reload(invitation).answered_by == "coordinator"


def test_an_answer_by_link_after_the_meeting_began_is_refused(family: Preparation) -> None:
    invitation = family.invite()

    with (
        time_machine.travel(family.conference.planned_start + dt.timedelta(minutes=1), tick=False),
        pytest.raises(Refusal, match="kan nu niet meer"),
    ):
        record_answer(invitation, by=None, answer=InvitationAnswer.COMES)


def test_fear_reaches_the_coordinator_at_once_and_the_mail_does_not_say_it(family: Preparation) -> None:
    invitation = family.invite()

    record_answer(invitation, by=None, answer=InvitationAnswer.COMES, fear="Ik ben bang voor Rob.")

    (mail,) = mails_to(family.coordinator.email)
    assert mail.subject == "Er is een antwoord dat je vandaag moet lezen"
    assert "Rob" not in mail.body


def test_staying_away_at_the_last_moment_reaches_the_coordinator_and_earlier_does_not(family: Preparation) -> None:
    early, late = family.invite(), family.invite(family.person(name="Piet"))

    record_answer(early, by=None, answer=InvitationAnswer.DOES_NOT_COME)
    assert not mails_to(family.coordinator.email)
    with time_machine.travel(days_before(family, 2), tick=False):
        record_answer(late, by=None, answer=InvitationAnswer.DOES_NOT_COME)

    assert len(mails_to(family.coordinator.email)) == 1


def test_a_name_that_was_suggested_is_nobody_of_the_circle_until_the_coordinator_says_so(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=None, answer=InvitationAnswer.COMES, suggested=["Tante Fatma", "  ", "Tante  Fatma"])
    suggestion = invitation.suggestions.get()
    assert not CirclePerson.objects.filter(name="Tante Fatma").exists()

    person = add_suggested(suggestion, by=family.coordinator)

    assert (person.name, person.suggested_by) == ("Tante Fatma", "netwerk")
    with pytest.raises(Refusal, match="staat al in de kring"):
        add_suggested(suggestion, by=family.coordinator)


def test_a_suggestion_that_was_dealt_with_stays_when_the_answer_changes(family: Preparation) -> None:
    invitation = family.invite()
    record_answer(invitation, by=None, answer=InvitationAnswer.COMES, suggested=["Ans", "Bea"])
    leave_suggested(invitation.suggestions.get(name="Ans"), by=family.coordinator)

    record_answer(invitation, by=None, answer=InvitationAnswer.COMES, suggested=["Cor"])

    assert list(invitation.suggestions.values_list("name", "state")) == [
        ("Ans", SuggestionState.NOT_NOW),
        ("Cor", SuggestionState.OPEN),
    ]


def test_saying_the_same_again_changes_nothing(family: Preparation) -> None:
    invitation = family.invite()
    said = {"answer": InvitationAnswer.COMES, "diet": "halal"}
    record_answer(invitation, by=None, **said)
    before = Invitation.objects.filter(pk=invitation.pk).values().get()

    record_answer(invitation, by=None, **said)

    assert Invitation.objects.filter(pk=invitation.pk).values().get() == before


def test_somebody_added_by_hand_is_invited_under_the_name_of_the_circle(family: Preparation) -> None:
    person = make_circle_person(family.case, name="Oom Jan")

    assert str(family.invite(person, channel=InvitationChannel.VISIT)) == "Oom Jan"
    assert local_today() == timezone.localdate(reload(Invitation.objects.get()).sent_at)
