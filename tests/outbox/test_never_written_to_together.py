"""Nobody of a herstelconferentie is asked to come before every side agreed: every mail, link, term and letter.

Which there are is read from the source (`test_message_languages`), from the registry of links (`tests/links/sent.py`)
and from the purposes of what is planned. One that is added later stands here, or fails.
"""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cases.casepage.new_links import give_new_link
from cases.codes import Variant
from cases.models import Case
from cases.variants.acts.sides import check_both_agreed
from conferences.codes import DuePurpose, InvitationChannel
from conferences.inviting.acts.reminding import remind
from conferences.models import Invitation
from ekc.links import kind_of, may_be_sent
from ekc.outbox.acts import follow_address, renew_mailed_links
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from tests.conferences.invited import Preparation, prepared
from tests.factories import make_sides
from tests.links.sent import BUILDERS, KINDS, NEW, Sent
from tests.outbox.test_message_languages import CASES, DUTCH, SITUATIONS, Asked

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)

ASKS_NOBODY_TO_COME = {
    "plan-*": "the plan, after the meeting",
    "plan-heard-*-*": "the plan, after the meeting, to who calls everybody together",
    "stall-*": "an agreement that stalls, after the meeting, to who watches the plan",
    "follow-up-*-*": "questions afterwards, to each alone",
    "own-consents-*-*": "what somebody consents to, for each alone",
    "survey-*": "questions afterwards, to each alone",
    "survey-*-reminder-*": "questions afterwards, to each alone",
    "took-over:*:family:*": "who goes on as coordinator: says nothing of a meeting",
    "referral-received:*": "to who applied",
    "asked:*": "to who applied",
    "news:*": "to who applied",
    "assigned:*:referrer": "to who applied",
    "part-ended:*:referrer": "to who applied",
    "draft-link:*:*": "to who applies",
}
LEADS_TO_NO_MEETING = {
    "accounts.user": "an account",
    "cases.consentlink": "what somebody consents to, for each alone",
    "cases.referraldraft": "to who applies",
    "cases.referrernews": "to who applied",
    "cases.referrerquestion": "to who applied",
    "followup.followupguest": "questions afterwards, to each alone",
    "plans.distribution": "the plan, after the meeting",
    "plans.frameguest": "an authority writes, signs or tests for its own work",
    "surveys.surveyinvitation": "questions afterwards, to each alone",
}
NO_MAIL_OF_ITS_OWN = {
    DuePurpose.CONFERENCE_TOMORROW: "to the coordinator",
}


def not_agreed(case: Case | None = None) -> None:
    """It is a herstelconferentie, of which nobody said yet who belongs where, or agreed."""
    cases = Case.objects.all() if case is None else Case.objects.filter(pk=case.pk)
    cases.update(variant=Variant.RESTORATIVE)


def all_agreed(case: Case) -> None:
    case.refresh_from_db()
    make_sides(case, by=case.contracts.get().coordinator.user)
    check_both_agreed(case)


# --- mails ----------------------------------------------------------------------------------------------------------


def test_every_mail_asks_whether_both_agreed_or_it_is_said_why_not() -> None:
    about_coming = {name for name, made in SITUATIONS.items() if any(isinstance(each, Asked) for each in made)}

    assert set(SITUATIONS) - about_coming == set(ASKS_NOBODY_TO_COME)


@pytest.mark.parametrize(("name", "number"), [each for each in CASES if each[0] not in ASKS_NOBODY_TO_COME])
def test_a_mail_that_asks_to_come_waits_for_both_sides(name: str, number: int) -> None:
    situation = SITUATIONS[name][number]
    assert isinstance(situation, Asked)
    there = situation.prepare(DUTCH)
    not_agreed()
    there = type(there).objects.get(pk=there.pk)

    if situation.must_be_heard:
        situation.send(there)
        assert Message.objects.exists()
        return
    with pytest.raises(Refusal):
        situation.send(there)
    assert not Message.objects.exists()
    all_agreed(Case.objects.get())
    situation.send(type(there).objects.get(pk=there.pk))
    assert Message.objects.exists()


# --- links ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(KINDS) - set(LEADS_TO_NO_MEETING)))
def test_no_new_link_is_given_or_mailed_before_both_agreed(name: str) -> None:
    sent: Sent = BUILDERS[name]()
    assert may_be_sent(sent.row)
    not_agreed()
    row = again(sent.row)
    mails = Message.objects.count()

    assert kind_of(row).held(row)
    with pytest.raises(Refusal, match="kant"):
        give_new_link(row, row_case(row), by=coordinator_of(row))
    assert sent.person is not None
    old, sent.person.email = sent.person.email, NEW
    sent.person.save()
    follow_address(sent.person, case_number=row_case(row).number, old=old, new=NEW)
    renew_mailed_links(row_case(row).number)
    assert Message.objects.count() == mails


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def row_case(row: Any) -> Case:
    found: Case = kind_of(row).case(row)
    return found


def coordinator_of(row: Any) -> Any:
    return row_case(row).contracts.get().coordinator.user


# --- what is planned ------------------------------------------------------------------------------------------------


def test_every_purpose_of_the_meeting_is_looked_at_here() -> None:
    assert set(DuePurpose) - set(NO_MAIL_OF_ITS_OWN) == {DuePurpose.INVITATION_REMINDER}


def test_a_reminder_waits_while_a_side_thinks_again() -> None:
    family = prepared()
    invitation = family.invite()
    Message.objects.all().delete()
    not_agreed(family.case)
    due = DueRow.objects.get(purpose=DuePurpose.INVITATION_REMINDER)

    with time_machine.travel(due.due_at + MINUTE, tick=False):
        remind(invitation.pk)

    assert not Message.objects.exists()
    later = DueRow.objects.get(purpose=DuePurpose.INVITATION_REMINDER)
    assert later.due_at > due.due_at
    all_agreed(family.case)
    with time_machine.travel(later.due_at + MINUTE, tick=False):
        remind(invitation.pk)
    assert Message.objects.get().to == invitation.person.email


# --- letters --------------------------------------------------------------------------------------------------------


def a_letter(**fields: Any) -> tuple[Preparation, Invitation, Client]:
    family = prepared()
    person = family.person(street="Dorpsstraat 2", postcode="1621 AB", place="Hoorn")
    invitation = family.invite(person, channel=InvitationChannel.LETTER)
    Invitation.objects.filter(pk=invitation.pk).update(**fields)
    not_agreed(family.case)
    client = Client()
    client.force_login(family.coordinator)
    return family, invitation, client


PAPER = [("letters", ""), ("letters", "?alle"), ("letter", "")]


@pytest.mark.parametrize(("route", "query"), PAPER)
def test_no_letter_that_asks_to_come_is_printed_before_both_agreed(route: str, query: str) -> None:
    family, invitation, client = a_letter()
    args = [family.case.number, *([invitation.pk] if route == "letter" else [])]
    url = reverse(f"conferences:{route}", args=args) + query

    page = client.get(url, follow=True)

    assert "wie bij welke kant hoort" in page.content.decode()
    all_agreed(family.case)
    assert client.get(url)["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(("route", "query"), PAPER)
def test_a_letter_that_the_day_moved_is_printed(route: str, query: str) -> None:
    family, invitation, client = a_letter(pending_news="verplaatst")
    args = [family.case.number, *([invitation.pk] if route == "letter" else [])]

    assert client.get(reverse(f"conferences:{route}", args=args) + query)["Content-Type"] == "application/pdf"
