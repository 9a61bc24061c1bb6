"""Nothing goes to both sides of a herstelconferentie together before each of them agreed."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.codes import PartyKind, Variant
from cases.models import ContactBan, Party, PartyMember
from cases.preparation.acts.safety import decide_ban
from cases.variants.acts.sides import record_responsibility
from conferences.inviting.acts.inviting import invite, nudge
from conferences.inviting.contact_bans import pairs_under_a_ban
from conferences.planning.acts.day_poll import ProposedDay, propose_days
from ekc.accounts.codes import Role
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_circle_person, make_main_person, make_sides, make_user
from tests.rows import the_one

from ..people import coordinator_of, plan, preparing, reload

pytestmark = pytest.mark.django_db


def restorative(*, agreed: bool):
    case = preparing(variant=Variant.RESTORATIVE, main_persons=("Levi",))
    make_main_person(case, name="Tobias")
    make_circle_person(case, name="Hetty", email="hetty@voorbeeld.example")
    make_sides(case, by=coordinator_of(case), agreed=agreed)
    return case


def propose(case, people):
    start = timezone.now() + dt.timedelta(days=20)
    days = [ProposedDay(start), ProposedDay(start + dt.timedelta(days=1))]
    return propose_days(case, by=coordinator_of(case), days=days, people=people)


def test_no_invitation_and_no_question_for_a_day_before_both_agreed() -> None:
    case = restorative(agreed=False)
    conference, hetty = plan(case), case.circle.get()
    with pytest.raises(Refusal, match="verantwoordelijkheid"):
        invite(conference, by=coordinator_of(case), person=hetty, channel="mail")
    with pytest.raises(Refusal, match="verantwoordelijkheid"):
        propose(case, [hetty])

    assert not Message.objects.filter(to=hetty.email).exists()


def test_both_are_asked_once_each_agreed() -> None:
    case = restorative(agreed=True)
    conference, hetty = plan(case), case.circle.get()
    invite(conference, by=coordinator_of(case), person=hetty, channel="mail")
    propose(case, [hetty])

    assert Message.objects.filter(to=hetty.email).count() == 2


def test_side_that_takes_its_yes_back_is_not_reminded() -> None:
    case = restorative(agreed=True)
    invitation = invite(plan(case), by=coordinator_of(case), person=case.circle.get(), channel="mail")
    Party.objects.filter(case=case, kind=PartyKind.HARMED).update(agreed_on=None, agreed_by=None)

    with pytest.raises(Refusal, match="Wie het overkwam"):
        nudge(reload(invitation), by=coordinator_of(case))


def test_invitations_of_a_side_that_ends_lapse_and_of_the_other_stay() -> None:
    case = restorative(agreed=True)
    joost, carla = make_main_person(case, name="Joost"), make_circle_person(case, name="Carla")
    party = Party.objects.create(case=case, kind=PartyKind.OFFENDER, name="Joost", agreed_on=timezone.localdate())
    did_it = PartyMember.objects.create(
        party=party, main_person=joost, is_central=True, responsibility="neemt", responsibility_on=timezone.localdate()
    )
    PartyMember.objects.create(party=party, person=carla)
    conference, by = plan(case), coordinator_of(case)
    lapse = [invite(conference, by=by, main_person=joost), invite(conference, by=by, person=carla)]
    stays = invite(conference, by=by, person=case.circle.get(name="Hetty"))

    record_responsibility(did_it, by=by, takes_responsibility=False, note="Toch niet.")

    assert all(reload(each).withdrawn_at and not reload(each).still_counts for each in lapse)
    assert reload(stays).withdrawn_at is None
    for who in ({"main_person": reload(joost)}, {"person": reload(carla)}):
        with pytest.raises(Refusal, match="doet niet mee"):
            invite(conference, by=by, **who)


def test_sides_under_their_ban_are_invited_together_only_by_decision() -> None:
    case = restorative(agreed=True)
    did_it, harmed = case.parties.order_by("pk")
    ban = ContactBan.objects.create(case=case, party=did_it, other_party=harmed, source="kanten")
    conference, by = plan(case), coordinator_of(case)
    levi, tobias = the_one(case.main_persons, name="Levi"), the_one(case.main_persons, name="Tobias")
    assert pairs_under_a_ban([levi, tobias, case.circle.get()]) == [(levi, tobias), (case.circle.get(), tobias)]
    invite(conference, by=by, main_person=levi)
    with pytest.raises(Refusal, match="Wie het deed en Wie het overkwam"):
        invite(conference, by=by, main_person=tobias)

    decide_ban(
        ban, by=make_user(Role.REGIONAL_MANAGER, region=case.region), may_both_come=True, decision="Beiden komen."
    )
    assert invite(conference, by=by, main_person=tobias).pk
