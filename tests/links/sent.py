"""One of every kind of personal link, sent as the house sends it. A kind without a builder here fails the tests."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cases.codes import AskedAs, CaseState
from cases.desk.acts.referrer_news import tell_referrer
from cases.desk.acts.referrer_questions import ask_referrer
from cases.models import Case, CirclePerson, Referrer
from cases.privacy.acts.own_links import give_own_link
from cases.privacy.reads.own_consents import Speaker
from cases.referral.acts.drafts import mail_link, start_draft
from conferences.inviting.reads.links import grouped, token_of
from conferences.planning.acts.day_poll import ProposedDay, propose_days
from ekc.accounts.acts import register_person
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.links import LINKS
from ekc.outbox.models import Message
from followup.acts.call_days import plan_calls
from followup.acts.guests import send_links
from followup.codes import CallKind
from plans.acts.distribution import Recipient, send_plan
from plans.codes import DeliveryChannel, GuestTask, PlanState
from surveys.acts.handing_out import invite_respondent
from surveys.codes import Form
from tests.conferences.invited import prepared
from tests.factories import (
    make_case,
    make_circle_person,
    make_conference,
    make_frame_guest,
    make_main_person,
    make_plan,
    make_user,
)
from tests.followup.said import call_of, held_months_ago

OLD, NEW = "oud@voorbeeld.example", "nieuw@voorbeeld.example"
_LINK = re.compile(r"https?://[^/]+(/\S+)")


@dataclass
class Sent:
    """A link that went to `OLD`: the row behind it, whom it is for, and the addresses that it opens."""

    row: Any
    paths: list[str]
    case: Case | None = None
    person: CirclePerson | None = None
    referrer: Referrer | None = None
    user: User | None = None

    @property
    def somebody(self) -> Any:
        return self.person or self.referrer


def path_to(address: str = OLD) -> str:
    """The link in the newest mail to an address."""
    return _LINK.search(Message.objects.filter(to=address).latest("pk").body)[1]


def an_invitation() -> Sent:
    family = prepared()
    person = family.person(email=OLD)
    row = family.invite(person)
    calendar = reverse("conferences:invitation_calendar", args=[grouped(token_of(row))])
    return Sent(row, [path_to(), calendar], family.case, person)


def a_question_for_a_day() -> Sent:
    case = make_case(state=CaseState.ACTIVATION)
    person = make_circle_person(case, email=OLD)
    start = timezone.now() + dt.timedelta(days=20)
    days = [ProposedDay(start), ProposedDay(start + dt.timedelta(days=1))]
    poll = propose_days(case, by=_coordinator(case), days=days, people=[person])
    return Sent(poll.guests.get(), [path_to()], case, person)


def a_plan() -> Sent:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    plan = make_plan(case, state=PlanState.NOT_NEEDED)
    person = make_circle_person(case, email=OLD)
    send_plan(plan, by=_coordinator(case), recipients=[Recipient(DeliveryChannel.MAIL, person=person)])
    return Sent(plan.versions.get().distributions.get(), [path_to()], case, person)


def a_frame_to_write() -> Sent:
    case = make_case(state=CaseState.ACTIVATION)
    row = make_frame_guest(case, by=make_user(Role.REGIONAL_MANAGER), task=GuestTask.WRITES, email=OLD)
    return Sent(row, [path_to()], case)


def a_questionnaire() -> Sent:
    case = make_case(state=CaseState.PLAN_SENT)
    make_conference(case, state="gehouden", held_on=local_today() - dt.timedelta(days=5))
    person = make_circle_person(case, email=OLD)
    row = invite_respondent(case, by=_coordinator(case), form=Form.ADULT, email=OLD)
    return Sent(row, [path_to()], case, person)


def a_round_to_answer() -> Sent:
    case = make_case(state=CaseState.ONE_MONTH_CALLED)
    held = make_conference(case, state="gehouden", held_on=held_months_ago(3))
    plan_calls(case, held.held_on)
    person = make_circle_person(case, email=OLD)
    row = send_links(call_of(case, CallKind.THREE_MONTHS), by=_coordinator(case), people=[person])[0]
    row.refresh_from_db()
    return Sent(row, [path_to()], case, person)


def a_question_to_the_referrer() -> Sent:
    professional = make_user(Role.PROFESSIONAL, email=OLD)
    case = make_case(state=CaseState.SCREENING, referred_by=professional)
    Referrer.objects.filter(case=case).update(email="", user=professional)
    row = ask_referrer(_fresh(case), by=make_user(Role.REGIONAL_MANAGER), text="Wie gaf toestemming?")
    return Sent(row, [path_to()], case, referrer=case.referrer, user=professional)


def news_to_the_referrer() -> Sent:
    case = make_case(state=CaseState.WAITING, waiting_reason="geen_financiering")
    Referrer.objects.filter(case=case).update(email=OLD)
    row = tell_referrer(_fresh(case))
    return Sent(row, [path_to()], case, referrer=row.case.referrer)


def a_draft() -> Sent:
    professional = make_user(Role.PROFESSIONAL)
    draft = start_draft("professional", by=professional)
    mail_link(draft, to=OLD)
    draft.refresh_from_db()
    return Sent(draft, [path_to()], user=professional)


def an_own_page_about_consent() -> Sent:
    case = make_case(state=CaseState.ACTIVATION, main_persons=())
    child = make_main_person(case, name="Sem", age_at_referral=14)
    person = make_circle_person(case, email=OLD, is_parent_or_carer=True)
    speaker = Speaker(child, AskedAs.PARENT, person)
    row = give_own_link(case, speaker, by=_coordinator(case))
    return Sent(row, [path_to()], case, person)


def an_account() -> Sent:
    by = make_user(Role.NATIONAL)
    user = register_person(by=by, email=OLD, full_name="Ria Jansen", role=Role.NATIONAL)
    return Sent(user, [path_to()], user=user)


def _coordinator(case: Case) -> User:
    return case.contracts.get().coordinator.user


def _fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


BUILDERS: dict[str, Callable[[], Sent]] = {
    "accounts.user": an_account,
    "cases.consentlink": an_own_page_about_consent,
    "cases.referraldraft": a_draft,
    "cases.referrernews": news_to_the_referrer,
    "cases.referrerquestion": a_question_to_the_referrer,
    "conferences.dayguest": a_question_for_a_day,
    "conferences.invitation": an_invitation,
    "followup.followupguest": a_round_to_answer,
    "plans.distribution": a_plan,
    "plans.frameguest": a_frame_to_write,
    "surveys.surveyinvitation": a_questionnaire,
}
KINDS = sorted(LINKS.names())
