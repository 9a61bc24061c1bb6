"""Who may not meet: at the invitation, at a return to the circle, and before the day begins (domain.md 3.3)."""

import pytest
from django.utils import timezone

from cases.circle.acts.circle import set_aside, take_back
from cases.circle.acts.merging import merge_people
from cases.codes import CaseState
from cases.preparation.acts.safety import decide_ban, lift_ban
from conferences.codes import ConferenceState, InvitationAnswer
from conferences.day.acts.day import start_information
from conferences.inviting.acts.inviting import invite, record_answer
from conferences.inviting.contact_bans import bans_of_the_day
from conferences.inviting.reads.links import token_of
from conferences.models import Attendance, Conference, Invitation
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.links import Closed, look_up
from ekc.refusal import Refusal
from tests.factories import (
    make_attendance,
    make_ban,
    make_case,
    make_circle_person,
    make_conference,
    make_invitation,
    make_user,
)

from ..people import coordinator_of, reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return make_user(Role.REGIONAL_MANAGER)


@pytest.fixture
def day(manager: User) -> Conference:
    """A conference of today that nothing keeps from beginning."""
    case = make_case(state=CaseState.SCHEDULED, manager=manager)
    return make_conference(case, state=ConferenceState.PLANNED, planned_start=timezone.now())


@pytest.fixture
def by(day: Conference) -> User:
    return coordinator_of(day.case)


@pytest.fixture
def pair(day: Conference):  # type: ignore[no-untyped-def]
    return make_circle_person(day.case, name="Els"), make_circle_person(day.case, name="Rob")


def test_second_of_the_two_is_invited_only_after_a_decision_that_both_may_come(day, by, manager, pair) -> None:
    ban = make_ban(*pair, by=by)
    invite(day, by=by, person=pair[0])
    with pytest.raises(Refusal, match="Overleg eerst met de regiomanager"):
        invite(day, by=by, person=pair[1])
    decide_ban(ban, by=manager, may_both_come=False, decision="Rob schrijft een brief.")
    with pytest.raises(Refusal, match="niet allebei komen"):
        invite(day, by=by, person=pair[1])

    decide_ban(ban, by=manager, may_both_come=True, decision="Ieder aan een kant, met een achterwacht.")

    assert invite(day, by=by, person=pair[1]).pk


def test_ban_with_a_main_person_refuses_as_well(day, by, pair) -> None:
    child = day.case.main_persons.get()
    make_ban(pair[0], child, by=by)
    invite(day, by=by, main_person=child)

    with pytest.raises(Refusal, match="contactverbod"):
        invite(day, by=by, person=pair[0])


def test_ban_that_was_lifted_with_the_manager_refuses_nobody(day, by, manager, pair) -> None:
    lift_ban(make_ban(*pair, by=by), by=by, reason="De rechter hief het op.", decided_with=manager)
    invite(day, by=by, person=pair[0])

    assert invite(day, by=by, person=pair[1]).pk


def test_third_person_is_invited_while_two_others_are_under_a_ban(day, by, pair) -> None:
    for person in pair:
        invite(day, by=by, person=person)
    make_ban(*pair, by=by)

    assert invite(day, by=by, person=make_circle_person(day.case, name="Tante Ria")).pk


def test_who_was_set_aside_makes_room_and_does_not_come_back_unasked(day, by, pair) -> None:
    els, rob = pair
    invite(day, by=by, person=els)
    make_ban(els, rob, by=by)
    set_aside(els, by=by, decided_by="veiligheid", reason="Contactverbod.", decided_with="de regiomanager")
    invite(day, by=by, person=rob)

    with pytest.raises(Refusal, match="contactverbod"):
        take_back(els, by=by)

    assert not reload(els).takes_part


def test_who_was_not_invited_before_returns_to_the_circle(day, by, pair) -> None:
    els, rob = pair
    make_ban(els, rob, by=by)
    invite(day, by=by, person=rob)
    set_aside(els, by=by, decided_by="familie", reason="Ruzie.")

    assert take_back(els, by=by).takes_part


def test_day_does_not_begin_with_an_undecided_ban(day, by, manager, pair) -> None:
    for person in pair:
        invite(day, by=by, person=person)
    ban = make_ban(*pair, by=by)
    with pytest.raises(Refusal, match="contactverbod"):
        start_information(day, by=by)

    decide_ban(ban, by=manager, may_both_come=True, decision="Ieder aan een kant.")

    assert start_information(day, by=by).state == ConferenceState.INFORMATION


def test_day_does_not_begin_while_both_are_expected_against_the_decision(day, by, manager, pair) -> None:
    for person in pair:
        invite(day, by=by, person=person)
    decide_ban(make_ban(*pair, by=by), by=manager, may_both_come=False, decision="Rob schrijft een brief.")
    with pytest.raises(Refusal, match="Els en Rob"):
        start_information(day, by=by)

    record_answer(Invitation.objects.get(person=pair[1]), by=by, answer=InvitationAnswer.SENDS_LETTER)

    assert start_information(day, by=by).state == ConferenceState.INFORMATION


def test_setting_one_of_the_two_aside_lets_the_day_begin(day, by, manager, pair) -> None:
    for person in pair:
        invite(day, by=by, person=person)
    ban = make_ban(*pair, by=by)
    decide_ban(ban, by=manager, may_both_come=False, decision="Rob komt niet.")
    assert bans_of_the_day(day) == [ban]

    set_aside(pair[1], by=by, decided_by="veiligheid", reason="Contactverbod.", decided_with="de regiomanager")

    assert bans_of_the_day(day) == []


# --- merging two of the circle ----------------------------------------------------------------------------------


def test_invitation_and_presence_of_the_double_become_those_of_who_is_kept(day, by, pair) -> None:
    keep, double = pair
    make_invitation(day, double)
    make_attendance(day, person=double)

    merge_people(keep, double, by=by)

    assert Invitation.objects.get().person == keep
    assert Attendance.objects.get().person == keep


def test_of_two_invitations_the_one_with_an_answer_stands_with_all_that_was_said(day, by, pair) -> None:
    keep, double = pair
    make_invitation(day, keep)
    said = make_invitation(day, double, answer=InvitationAnswer.COMES, transport="rolstoel", fear="bang voor oom")

    merge_people(keep, double, by=by)

    assert Invitation.objects.get() == said
    said.refresh_from_db()
    assert (said.person, said.answer, said.transport, said.fear) == (keep, "komt", "rolstoel", "bang voor oom")


def test_whoever_holds_the_link_that_gave_way_hears_of_a_newer_one(day, by, pair) -> None:
    keep, double = pair
    stands, other = (make_invitation(day, each) for each in pair)
    token = token_of(other)
    assert look_up(Invitation, token).row == other

    merge_people(keep, double, by=by)

    assert Invitation.objects.get() == stands
    assert look_up(Invitation, token).closed == Closed.REPLACED
