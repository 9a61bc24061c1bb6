"""What happens later in the demo world, its pages, and the command that builds it."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import norms
from cases.casepage.tabs import tabs_for
from cases.models import Case, CaseMove
from conferences.codes import ConferenceState
from demo.people import ACCOUNTS, MAIL_DOMAIN, PASSWORD
from demo.stories import STORIES
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.outbox.codes import DueState, MessageState
from ekc.outbox.models import DueRow, Message
from surveys.codes import DuePurpose, Form
from surveys.models import SurveyInvitation
from tests.demo.world.building import printed


# --- what happens later -----------------------------------------------------------------------------------
def test_only_a_handful_of_mail_is_still_to_be_sent(demo: None) -> None:
    states = Counter(Message.objects.values_list("state", flat=True))

    assert set(states) == {MessageState.WAITING, MessageState.SENT, MessageState.CANCELLED}
    assert 8 <= states[MessageState.WAITING] <= 16
    assert states[MessageState.SENT] > 100


def test_nothing_is_due_before_now_and_nothing_failed(demo: None) -> None:
    assert not DueRow.objects.filter(state=DueState.WAITING, due_at__lt=timezone.now()).exists()
    assert not DueRow.objects.filter(state=DueState.FAILED).exists()
    assert DueRow.objects.filter(state=DueState.WAITING).count() > 20


def test_questionnaires_were_handed_out_after_every_meeting(living: dict[str, Case]) -> None:
    for key, case in living.items():
        held = case.conferences.filter(state=ConferenceState.HELD).exists()
        assert case.handed_out.filter(form=Form.ADULT).exists() == held, key


def test_links_to_questionnaires_end_and_remind_counted_from_the_meeting(demo: None) -> None:
    invitations = list(SurveyInvitation.objects.select_related("case"))

    assert len(invitations) >= 4
    for invitation in invitations:
        assert invitation.sent_on == invitation.case.conferences.get().held_on
        assert (invitation.expires_on - invitation.sent_on).days == norms.SURVEY_LINK_DAYS
        row = DueRow.objects.get(purpose=DuePurpose.QUESTIONNAIRE_REMINDER, object_id=invitation.pk)
        assert (timezone.localdate(row.due_at) - invitation.sent_on).days == norms.SURVEY_REMINDER_DAYS


# --- the pages --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", [story.key for story in STORIES])
def test_every_page_of_a_case_opens_for_its_people(key: str, living: dict[str, Case]) -> None:
    case = living[key]
    users = [user for user in User.objects.all() if Case.objects.for_user(user).filter(pk=case.pk).exists()]

    opened = {(user.role, url): status for user in users for url, status in pages_of(case, user)}

    assert Role.REGIONAL_MANAGER in {role for role, _url in opened}
    assert {page: status for page, status in opened.items() if status != 200} == {}


def pages_of(case: Case, user: User) -> Iterator[tuple[str, int]]:
    client = Client()
    client.force_login(user)
    for tab in tabs_for(user, case, current=""):
        yield tab["url"], client.get(tab["url"]).status_code


@pytest.mark.parametrize(
    ("name", "page"), [("carla", "cases:worklist"), ("anna", "cases:my_cases"), ("dirk", "cases:my_referrals")]
)
def test_first_page_of_each_role_is_full_of_life(name: str, page: str, living: dict[str, Case]) -> None:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@{MAIL_DOMAIN}"))

    response = client.get(reverse(page))

    assert response.status_code == 200
    assert response.content.decode().count("EK-20") >= 5


# --- the command ------------------------------------------------------------------------------------------
def test_if_empty_does_nothing_where_people_are(demo: None) -> None:
    before = (Case.objects.count(), CaseMove.objects.count(), Message.objects.count())

    call_command("demo", if_empty=True)

    assert (Case.objects.count(), CaseMove.objects.count(), Message.objects.count()) == before


def test_second_time_says_that_the_world_is_there(demo: None) -> None:
    with pytest.raises(CommandError, match="The demo world is here already"):
        call_command("demo")


def test_logins_work_and_nothing_else_is_printed(demo: None) -> None:
    lines = printed(logins=True).splitlines()

    assert lines[0].split() == ["Role", "E-mail", "Password"]
    assert len(lines) == 1 + len(ACCOUNTS)
    for line in lines[1:]:
        assert PASSWORD in line
    client = Client()
    response = client.post(reverse("account_login"), {"login": f"lena@{MAIL_DOMAIN}", "password": PASSWORD})
    assert response.status_code == 302
    assert "_auth_user_id" in client.session
