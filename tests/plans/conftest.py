"""What tests of frame and plan start from."""

import pytest
from django.test import Client

from cases.codes import CaseState
from cases.models import Case
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from plans.acts.testing import present_plan
from plans.acts.writing import start_plan
from plans.codes import FrameState, PlanState
from plans.models import Plan, PlanVersion
from tests.factories import left_open, make_case, make_frame, make_plan, make_user
from tests.people import coordinator_of
from tests.world import World, make_world


@pytest.fixture
def professional() -> User:
    return make_user(Role.PROFESSIONAL)


@pytest.fixture
def case(professional: User) -> Case:
    return make_case(state=CaseState.HELD_WITH_PLAN, needs_frame=True, referred_by=professional)


@pytest.fixture
def presented(case: Case, professional: User) -> Plan:
    make_frame(case, author=professional, state=FrameState.LOCKED, bottom_lines=2)
    plan = make_plan(case, agreements=2)
    return present_plan(plan, by=coordinator_of(case), reasons=left_open(plan))


@pytest.fixture
def established() -> Plan:
    return make_plan(make_case(state=CaseState.HELD_WITH_PLAN), state=PlanState.NOT_NEEDED)


@pytest.fixture
def version(case: Case) -> PlanVersion:
    return start_plan(case, by=coordinator_of(case))


@pytest.fixture
def client_of(version: PlanVersion) -> Client:
    """Signed in as the coordinator who writes this version."""
    client = Client()
    client.force_login(coordinator_of(version.plan.case))
    return client


@pytest.fixture
def held(db: None) -> World:
    """Two families of which the meeting was held, each with a plan."""
    return make_world(state=CaseState.HELD_WITH_PLAN)
