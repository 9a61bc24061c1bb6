"""States x roles x forms: what the tables allow has a page that opens for who may do it, and a link to it."""

from collections.abc import Iterator, Mapping

import pytest
from django.urls import reverse

from cases.casepage.next_step import STEPS, Doer, next_step_for
from cases.casepage.side_roads import fits
from cases.codes import COORDINATOR_WRITES_STATES, FINISHED_STATES, LIVING_STATES, WORK_LOGGED_STATES, CaseState
from cases.models import Case
from cases.preparation.reads.registration import missing_for_registration
from cases.queries import active_contract
from cases.workflow import WORKFLOW
from conferences.codes import BEGUN_STATES, OVER_STATES, ConferenceState
from conferences.day.acts.taking_back import last_press
from conferences.day.reads.day import goes_on_today
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from tests.cases.casepage.next_steps.situations import SITUATIONS, People
from tests.people import signed_in
from tests.world import World, make_world

pytestmark = pytest.mark.django_db

# Where each act of the table is done. An action without a row here fails.
PAGES: Mapping[str, str] = {
    "decline_offer": "cases:offered",
    "refer": "cases:offered",
    "start_screening": "cases:start_screening",
    "assign": "cases:assign",
    "advise_otherwise": "cases:advise_otherwise",
    "withdraw": "cases:withdraw",
    "let_wait": "cases:let_wait",
    "ask_referrer": "cases:ask",
    "receive_answer": "cases:record_answer",
    "hand_back": "cases:hand_back",
    "hand_over": "cases:hand_over",
    "ask_for_successor": "cases:ask_for_successor",
    "decline_after_information": "cases:decline",
    "start_activation": "cases:start_activation",
    "end_in_activation": "cases:end_in_activation",
    "plan_without_meeting": "cases:plan_without_meeting",
    "schedule": "conferences:plan",
    "schedule_again": "conferences:plan",
    "postpone": "conferences:postpone",
    "postpone_second": "conferences:postpone",
    "start_conference": "conferences:record",
    "take_back_start": "conferences:take_back",
    "adjourn": "conferences:record",
    "conclude_with_plan": "conferences:conclude",
    "conclude_without_plan": "conferences:conclude",
    "conclude_broken_off": "conferences:conclude",
    "hold_with_plan": "conferences:record",
    "hold_without_plan": "conferences:record",
    "break_off": "conferences:break_off",
    "resume_conference": "conferences:return",
    "meet_again": "conferences:again",
    "meet_after_all": "conferences:again",
    "no_plan_after_all": "conferences:change_outcome",
    "plan_after_all": "conferences:change_outcome",
    "send_plan": "plans:plan",
    "record_one_month_call": "followup:followup",
    "record_follow_up": "followup:followup",
    "stop_afterwards": "cases:stop_afterwards",
    "register": "cases:register",
    "close": "cases:close",
    "reopen": "cases:reopen",
    "resume_preparation": "cases:resume_preparation",
}
# The pages from which acts are reached: the case, its decisions, its tabs.
HUBS = ("cases:case", "cases:decide", "conferences:conference", "plans:plan", "followup:followup")
OF_A_NEXT_MEETING = frozenset(action for action in WORKFLOW.actions if action.startswith("conclude_"))
# Landelijk beheer stands in only where a region has nobody (`tests/cases/desk/test_leaving.py`).
WHO = {Role.COORDINATOR: "anna", Role.REGIONAL_MANAGER: "carla"}


def reaches(user: User, case: Case) -> bool:
    return Case.objects.for_user(user).filter(pk=case.pk).exists()


def was_pressed(case: Case) -> bool:
    """A button of the day is there to take back; the day that the world stands in was put there."""
    return any(last_press(meeting) for meeting in case.conferences.all())


def had_a_day_put_off(case: Case) -> bool:
    return case.conferences.filter(state=ConferenceState.POSTPONED).exists()


def ended_today(case: Case) -> bool:
    """A meeting that was ended goes on only on its own day."""
    return any(goes_on_today(meeting) for meeting in case.conferences.filter(state=ConferenceState.HELD))


def acts_of(world: World) -> Iterator[tuple[str, Role, User]]:
    """The acts that the table allows now on the own case, with who may do them."""
    case = Case.objects.get(pk=world.own.case.pk)
    had_meeting = case.conferences.filter(state__in=sorted(OVER_STATES)).exists()
    for move in WORKFLOW.moves:
        if move.source != case.state or not fits(case, move.action):
            continue
        if move.action in OF_A_NEXT_MEETING and not had_meeting:
            continue
        if move.action == "schedule_again" and not had_a_day_put_off(case):
            continue
        if move.action == "resume_conference" and not ended_today(case):
            continue
        if move.action == "take_back_start" and not was_pressed(case):
            continue
        for role in sorted(move.roles & WHO.keys()):
            user = world.people[WHO[role]]
            if reaches(user, case):
                yield move.action, role, user


def test_every_action_of_the_table_has_a_page() -> None:
    assert set(PAGES) == WORKFLOW.actions


@pytest.mark.parametrize("state", sorted(CaseState.values))
def test_what_the_table_allows_opens_and_is_offered(state: str) -> None:
    world = make_world(state=state)
    number = world.own.case.number
    hubs: dict[Role, str] = {}
    closed, hidden = [], []
    for action, role, user in list(acts_of(world)):
        client = signed_in(user)
        if role not in hubs:
            answers = [client.get(reverse(name, args=[number])) for name in HUBS]
            hubs[role] = "".join(each.content.decode() for each in answers if each.status_code == 200)
        url = reverse(PAGES[action], args=[number])
        if client.get(url).status_code != 200:
            closed.append((action, role))
        if f'"{url}' not in hubs[role]:
            hidden.append((action, role))

    assert (closed, hidden) == ([], [])


# --- who is asked, can ---------------------------------------------------------------------------------------


def asked_of(case: Case, step_key: str, people: People) -> list[User]:
    """The people of the house whose turn it is."""
    doer = STEPS[step_key].doer
    found = doer(case) if callable(doer) else doer
    works = active_contract(case)
    coordinator = [works.coordinator.user] if works else []
    return {
        Doer.MANAGER: [people.carla],
        Doer.COORDINATOR: coordinator or [people.carla],
        Doer.COORDINATOR_WITH_FAMILY: coordinator or [people.carla],
        Doer.COORDINATOR_ELSE_MANAGER: coordinator or [people.carla],
        Doer.BOTH: [*coordinator, people.carla],
    }.get(found, [])


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_who_is_asked_for_something_can_do_it(people: People, name: str) -> None:
    """The step of who must do it has a way, and that page opens; without a coordinator the office finds one."""
    made = SITUATIONS[name](people)
    case = Case.objects.with_file().get(pk=made.pk)
    for user in (people.anna, people.carla):
        step = next_step_for(case, user) if reaches(user, case) else None
        if step is None or step.due_on is None and not step.url or user not in asked_of(case, step.key, people):
            continue
        works = active_contract(case)
        if not works and not step.url:
            assert WORKFLOW.allows(case.state, "hand_over", by=user), (name, step.key)
            continue
        assert step.url, (name, user, step.key)
        assert signed_in(user).get(step.url).status_code == 200, (name, user, step.key)


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_nobody_who_has_a_case_before_closing_is_without_an_act(people: People, name: str) -> None:
    made = SITUATIONS[name](people)
    case = Case.objects.with_file().get(pk=made.pk)
    if case.state in FINISHED_STATES:
        return
    for user in (people.anna, people.carla):
        if reaches(user, case):
            allowed = [move for move in WORKFLOW.moves if move.source == case.state and user.role in move.roles]
            assert any(fits(case, move.action) for move in allowed), (name, user)


# --- we forgot -----------------------------------------------------------------------------------------------

FORGOTTEN: Mapping[str, frozenset[str]] = {
    "cases:referrer": LIVING_STATES,
    "cases:contact_add": COORDINATOR_WRITES_STATES,
    "cases:work_add": WORK_LOGGED_STATES,
}


@pytest.mark.parametrize("state", sorted(LIVING_STATES))
def test_what_was_forgotten_can_be_written_down_in_every_state_before_closing(state: str) -> None:
    world = make_world(state=state)
    number = world.own.case.number
    opened = set()
    for name, states in FORGOTTEN.items():
        if state not in states:
            continue
        answers = [signed_in(user).get(reverse(name, args=[number])) for user in (world.anna, world.carla)]
        assert 200 in [answer.status_code for answer in answers], name
        opened.add(name)

    assert opened


@pytest.mark.parametrize("state", sorted(COORDINATOR_WRITES_STATES))
def test_who_was_there_and_when_can_be_written_down_by_coordinator_and_office(state: str) -> None:
    world = make_world(state=state)
    meeting = world.own.conference
    if meeting is None or meeting.state not in BEGUN_STATES:
        return
    for name in ("attendance", "absent", "times" if meeting.state in OVER_STATES else "record"):
        url = reverse(f"conferences:{name}", args=[world.own.case.number])
        assert [signed_in(user).get(url).status_code for user in (world.anna, world.carla)] == [200, 200], name


@pytest.mark.parametrize("state", sorted(WORKFLOW.sources("register")))
def test_what_a_registration_requires_has_an_open_form_for_who_is_asked(state: str) -> None:
    world = make_world(state=state)
    case = world.own.case
    if world.own.conference is not None:
        world.own.conference.attendances.all().delete()
    missing = missing_for_registration(case)
    move = WORKFLOW.table[state, "register"]

    assert missing
    for role in sorted(move.roles):
        client = signed_in(world.people[WHO[role]])
        page = client.get(reverse("cases:register", args=[case.number])).content.decode()
        for each in missing:
            url = each.url(case)
            assert not url or url in page, (role, str(each))
            assert not url or client.get(url).status_code == 200, (role, str(each))
