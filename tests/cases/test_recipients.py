"""Every notice has a living recipient: whom it is for, or the next one up."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from cases import notices
from cases.casepage.acts.ending_access import stop_working_on
from cases.codes import CaseState, RequestState
from cases.coordinators.acts.hand_over_mails import tell_of_hand_over, tell_of_leaving
from cases.coordinators.acts.requests import _ask, decline_request
from cases.desk.acts.triage import start_screening
from cases.keepers import Gone, gone_from, somebody_is_gone
from cases.models import Case, CaseMove, PartyMember, ReferrerQuestion
from cases.privacy.acts.term_reminders import remind_of_term
from cases.variants.acts.sides import record_responsibility
from conferences.day.acts.sheet_reminder import remind_of_sheet
from conferences.inviting.acts.mails import tell_coordinator
from conferences.models import ConferenceMove
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User
from ekc.dates import local_today
from ekc.outbox.models import Message
from followup.acts.reminders import remind_of_call
from followup.codes import CallKind
from followup.models import Call
from plans.acts.frame import submit_frame
from plans.acts.guest_mails import tell_tester
from plans.acts.guests import sign_frame
from plans.acts.proposals import raise_proposal
from plans.codes import FrameState, GuestTask
from plans.queries import mark_of_text
from tests.factories import (
    make_ban,
    make_case,
    make_circle_person,
    make_conference,
    make_coordinator,
    make_frame,
    make_frame_guest,
    make_invitation,
    make_privacy_request,
    make_region,
    make_request,
    make_signal,
    make_user,
)
from tests.factories.consents import say_no

ROOT = Path(settings.BASE_DIR)
# --- the situations ------------------------------------------------------------------------------------------------


class Desk:
    """A case with everybody who may get a notice of it."""

    def __init__(self) -> None:
        self.region = make_region("utrecht")
        self.manager = make_user(Role.REGIONAL_MANAGER, region=self.region)
        self.colleague = make_user(Role.REGIONAL_MANAGER, region=self.region)
        self.coordinator = make_coordinator().user
        self.professional = make_user(Role.PROFESSIONAL)
        self.deputy = make_user(Role.REGIONAL_MANAGER, region=make_region("limburg"))
        self.national = make_user(Role.NATIONAL)
        Region.objects.filter(pk=self.region.pk).update(email="regio@voorbeeld.example", deputy=make_region("limburg"))
        self.region.refresh_from_db()

    def rungs(self, name: str) -> list[list[User]]:
        """Who gets the notice of this name; when all of them are gone, the next."""
        first = getattr(self, NOTICES[name][0])
        if name == "referral-new":
            return [[self.manager, self.colleague], [self.deputy], [self.national]]
        ladder = [[self.manager], [self.colleague], [self.deputy], [self.national]]
        return ladder if first == self.manager else [[first], *ladder]

    def case(self, state: str = CaseState.ACTIVATION, **fields: Any) -> Case:
        worked_on = state not in (CaseState.REFERRED, CaseState.SCREENING, CaseState.WAITING, CaseState.ASKED)
        values = {"manager": self.manager, "with_coordinator": self.coordinator if worked_on else False, **fields}
        return make_case(state=state, region=self.region, referred_by=self.professional, **values)


def _right_term(desk: Desk) -> Case:
    case = desk.case()
    remind_of_term(make_privacy_request(case.main_persons.get(), by=desk.manager).pk)
    return case


def _referral_new(desk: Desk) -> Case:
    case = desk.case(CaseState.REFERRED, manager=None)
    notices.tell_of_referral(case)
    return case


def _assigned(desk: Desk) -> Case:
    case = desk.case(CaseState.ASSIGNED)
    notices.tell_of_assignment(case.contracts.get())
    return case


def _answered(desk: Desk) -> Case:
    case = desk.case(CaseState.SCREENING)
    question = ReferrerQuestion.objects.create(
        case=case, text="Wie?", asked_by=desk.manager, expires_on=local_today() + dt.timedelta(days=3)
    )
    notices.tell_of_answer(case, question)
    return case


def _frame_asked(desk: Desk) -> Case:
    case = desk.case(needs_frame=True)
    notices.tell_of_frame(case, desk.professional)
    return case


def _transferred(desk: Desk) -> Case:
    case = desk.case(CaseState.REFERRED)
    move = CaseMove.objects.create(case=case, action="transfer", source=case.state, target=case.state)
    notices.tell_of_transfer(case, move, former=[], present=[desk.manager])
    return case


def _signal(desk: Desk) -> Case:
    case = desk.case()
    notices.tell_of_safety_signal(make_signal(case, by=desk.coordinator))
    return case


def _decision(desk: Desk) -> Case:
    case = desk.case()
    ban = make_ban(make_circle_person(case), make_circle_person(case), by=desk.coordinator)
    ban.decided_with, ban.decision, ban.decided_at = desk.manager, "Niet allebei", timezone.now()
    notices.tell_of_safety_decision(ban, by=desk.coordinator)
    return case


def _handed_back(desk: Desk) -> Case:
    case = desk.case(CaseState.WAITING)
    notices.tell_of_return(case, by=desk.coordinator)
    return case


def _part_ended(desk: Desk) -> Case:
    case = desk.case(CaseState.ACTIVATION, variant="herstel", main_persons=("Levi", "Joost"))
    for person in case.main_persons.all():
        party = case.parties.create(kind="dader", name=person.name)
        party.members.create(main_person=person, is_central=True)
    member = PartyMember.objects.filter(party__case=case).first()
    record_responsibility(member, by=desk.coordinator, takes_responsibility=False, note="Hij lacht erom.")
    return case


def _coordinator_lost(desk: Desk) -> Case:
    case = desk.case(CaseState.SCHEDULED)
    notices.tell_of_lost_coordinator(case)
    return case


def _writer_gone(desk: Desk) -> Case:
    case = desk.case(needs_frame=True)
    notices.tell_of_missing_writer(case)
    return case


def _consent_withdrawn(desk: Desk) -> Case:
    case = desk.case()
    say_no(case.main_persons.get(), by=None, purposes=["mailen"])
    return case


def _consent_talk(desk: Desk) -> Case:
    case = desk.case()
    say_no(case.main_persons.get(), by=None)
    return case


def _access_ended(desk: Desk) -> Case:
    case = desk.case()
    stop_working_on(case, by=desk.professional)
    return case


def _news(desk: Desk) -> Case:
    case = desk.case(CaseState.WAITING)
    notices.tell_of_news(case.referrer_news.create(state=case.state, channel="account"))
    return case


def _asking(desk: Desk) -> Case:
    case = desk.case(CaseState.SCREENING)
    asking = make_request(case, desk.coordinator.coordinator, by=desk.manager, state=RequestState.QUEUED)
    _ask(asking, case)
    return case


def _asking_over(desk: Desk) -> Case:
    case = desk.case(CaseState.SCREENING)
    asking = make_request(case, make_coordinator(), by=desk.manager)
    decline_request(asking, by=asking.coordinator.user, refusal="geen_tijd")
    return case


def _took_over(desk: Desk) -> Case:
    case = desk.case(CaseState.SCHEDULED)
    tell_of_hand_over(case.contracts.get(), None)
    return case


def _leaves(desk: Desk) -> Case:
    case = desk.case(CaseState.SCHEDULED)
    tell_of_leaving(case, CaseMove.objects.create(case=case, action="ask_for_successor", source=case.state))
    return case


def _frame_waits(desk: Desk) -> Case:
    case = desk.case(needs_frame=True)
    submit_frame(make_frame(case, author=desk.professional, state=FrameState.DRAFT), by=desk.professional)
    tell_tester(case, desk.professional, about="plan:1")
    return case


def _call(desk: Desk) -> Case:
    case = desk.case(CaseState.PLAN_SENT)
    call = Call.objects.create(case=case, kind=CallKind.ONE_MONTH, opens_on=local_today(), due_on=local_today())
    remind_of_call(call.pk)
    return case


def _run_sheet(desk: Desk) -> Case:
    case = desk.case(CaseState.SCHEDULED)
    meeting = make_conference(case)
    move = ConferenceMove.objects.create(conference=meeting, action="plan", target=meeting.state, by=desk.coordinator)
    remind_of_sheet(move.pk)
    return case


def _answer_to_read(desk: Desk) -> Case:
    case = desk.case(CaseState.SCHEDULED)
    tell_coordinator(make_invitation(make_conference(case), make_circle_person(case)))
    return case


def _frame_signed(desk: Desk) -> Case:
    case = desk.case(needs_frame=True)
    frame = make_frame(case, author=desk.professional, state=FrameState.DRAFT)
    signer = make_frame_guest(case, by=desk.professional, task=GuestTask.SIGNS)
    sign_frame(signer, mark=mark_of_text(frame), agrees=True)
    return case


# What each notice is called, who it is for, and how it comes about.
NOTICES: dict[str, tuple[str, Callable[[Desk], Case]]] = {
    "referral-new": ("manager", _referral_new),
    "assigned": ("coordinator", _assigned),
    "assigned-referrer": ("professional", _assigned),
    "answered": ("manager", _answered),
    "frame-asked": ("professional", _frame_asked),
    "transferred": ("manager", _transferred),
    "right-term": ("manager", _right_term),
    "safety-signal": ("manager", _signal),
    "safety-decision": ("manager", _decision),
    "handed-back": ("manager", _handed_back),
    "part-ended": ("manager", _part_ended),
    "part-ended-referrer": ("professional", _part_ended),
    "coordinator-lost": ("manager", _coordinator_lost),
    "writer-gone": ("manager", _writer_gone),
    "consent-withdrawn": ("coordinator", _consent_withdrawn),
    "consent-talk": ("manager", _consent_talk),
    "access-ended": ("manager", _access_ended),
    "news": ("professional", _news),
    "asking": ("coordinator", _asking),
    "asking-over": ("manager", _asking_over),
    "took-over": ("coordinator", _took_over),
    "took-over-referrer": ("professional", _took_over),
    "leaves": ("manager", _leaves),
    "frame": ("coordinator", _frame_waits),
    "frame-signed": ("professional", _frame_signed),
    "call": ("coordinator", _call),
    "run-sheet": ("coordinator", _run_sheet),
    "answer-to-read": ("coordinator", _answer_to_read),
    "plan-test": ("professional", _frame_waits),
    "plan-proposal": ("coordinator", lambda desk: raise_proposal(desk.case(), doer=None, who="Oma", text="Nee.").case),
}
SAME_BEGINNING = {"asking-over": "asking", "part-ended-referrer": "part-ended", "took-over-referrer": "took-over"}
"""Notices whose key begins as that of another; `KEYS` tells them apart."""
KEYS = {
    "assigned": r"assigned:\d+:coordinator",
    "assigned-referrer": r"assigned:\d+:referrer",
    "frame": r"frame-\d+-ingediend-\d+-coordinator",
    "frame-signed": r"frame-signed-\d+-\d+",
    "transferred": r"transferred:.*:to",
    "asking": r"asking:\d+",
    "asking-over": r"asking-[^s].*:manager",
    "part-ended": r"part-ended:\d+:\d+:\d+(:\d+|:region)?$",
    "part-ended-referrer": r"part-ended:.*:referrer",
    "took-over": r"took-over:\d+:coordinator",
    "took-over-referrer": r"took-over:\d+:referrer",
}


def mails(name: str) -> list[Message]:
    pattern = KEYS.get(name, re.escape(name) + "[-:]")
    return [mail for mail in Message.objects.order_by("pk") if re.match(pattern, mail.key)]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize("gone", range(6))
def test_a_notice_climbs_past_every_account_that_is_closed(name: str, gone: int) -> None:
    desk = Desk()
    rungs = desk.rungs(name)
    if gone > len(rungs):
        return
    for rung in rungs[:gone]:
        User.objects.filter(pk__in=[user.pk for user in rung]).update(is_active=False)
    for user in vars(desk).values():
        if isinstance(user, User):
            user.refresh_from_db()

    case = NOTICES[name][1](desk)

    found = mails(name)
    expected = [user.email for user in rungs[gone]] if gone < len(rungs) else ["regio@voorbeeld.example"]
    assert sorted(mail.to for mail in found) == sorted(expected)
    assert {mail.climbed for mail in found} == {gone > 0}
    assert all(("degene voor wie het was" in mail.body) == mail.climbed for mail in found)
    if gone:
        assert Case.objects.filter(somebody_is_gone(), pk=case.pk).exists()


@pytest.mark.django_db
def test_no_mail_of_a_case_says_anything_of_the_family() -> None:
    desk = Desk()
    for _post, make in NOTICES.values():
        make(desk)

    assert not [mail.key for mail in Message.objects.all() if "Sem" in mail.body + mail.subject]


@pytest.mark.django_db
def test_a_notice_that_climbed_is_a_signal_until_somebody_acts_on_the_case() -> None:
    desk = Desk()
    User.objects.filter(pk=desk.professional.pk).update(is_active=False)
    desk.professional.refresh_from_db()
    case = desk.case(CaseState.REFERRED)
    notices.tell_of_frame(case, desk.professional)
    assert Gone.CLIMBED in gone_from(Case.objects.get(pk=case.pk))

    start_screening(case, by=desk.manager)

    assert gone_from(Case.objects.get(pk=case.pk)) == []


@pytest.mark.django_db
def test_who_has_nothing_to_do_any_more_is_told_only_while_the_account_is_open() -> None:
    desk = Desk()
    case = desk.case(CaseState.REFERRED)
    move = CaseMove.objects.create(case=case, action="transfer", source=case.state, target=case.state)
    gone = make_user(Role.REGIONAL_MANAGER, is_active=False)

    notices.tell_of_transfer(case, move, former=[gone, desk.colleague], present=[])

    assert [mail.to for mail in Message.objects.all()] == [desk.colleague.email]
