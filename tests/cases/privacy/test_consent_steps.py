"""Taking part was withdrawn: coordinator and regional manager both have that as the next step, in every state."""

import pytest

from cases import norms
from cases.casepage.next_step import next_step_for
from cases.codes import FINISHED_STATES, LIVING_STATES, CaseState
from cases.models import Case
from cases.privacy.acts.consent_talks import record_talk
from ekc.accounts.codes import Role
from ekc.dates import local_today
from tests.factories import make_case, make_user
from tests.factories.consents import say_no, say_yes

pytestmark = pytest.mark.django_db
AT_THE_DESK = {CaseState.OFFERED, CaseState.REFERRED, CaseState.SCREENING, CaseState.ASKED, CaseState.WAITING}


@pytest.fixture
def anna():
    return make_user(Role.COORDINATOR, full_name="Anna Coördinator")


def step_of(case, user):
    step = next_step_for(Case.objects.with_file().get(pk=case.pk), user)
    return (step.key, step.due_on, str(step.who), bool(step.url)) if step else None


@pytest.mark.parametrize("state", sorted(CaseState.values))
def test_in_every_state_under_way_both_are_told_to_speak_with_the_family_first(state, carla, anna) -> None:
    works = state in LIVING_STATES - AT_THE_DESK
    case = make_case(state=state, manager=carla, with_coordinator=anna if works else False, main_persons=("Sem",))
    before = step_of(case, carla), step_of(case, anna) if works else None
    [said] = say_no(case.main_persons.get(), by=carla)

    until = norms.add_working_days(local_today(), norms.CONSENT_TALK_WORKING_DAYS)
    if state in FINISHED_STATES:
        assert step_of(case, carla) is None
        return
    assert step_of(case, carla) == ("consent_taking_part", until, str(carla), True)
    if works:
        assert step_of(case, anna) == ("consent_taking_part", until, str(carla), False)
        text = str(next_step_for(Case.objects.with_file().get(pk=case.pk), anna).text)
        assert "stoppen, of verder zonder deze persoon" in text

    record_talk(said, by=carla, spoken_on=local_today(), note="Verder zonder Sem.")
    assert (step_of(case, carla), step_of(case, anna) if works else None) == before


def test_a_yes_takes_the_step_away_as_well(carla, anna) -> None:
    case = make_case(state=CaseState.ACTIVATION, manager=carla, with_coordinator=anna, main_persons=("Sem",))
    before = step_of(case, anna)
    say_no(case.main_persons.get(), by=carla)
    assert step_of(case, anna) != before

    say_yes(case.main_persons.get(), by=carla)

    assert step_of(case, anna) == before
