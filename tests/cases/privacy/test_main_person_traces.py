"""Of a main person who was taken out of a file that stays nothing is left anywhere, with a row of them in every table
that can have one (R13, docs/adr/0069)."""

from typing import Any

import pytest
from django.db import connection

from cases.codes import AskedAs, CaseState
from cases.models import Case, CirclePerson, Consent, MainPerson
from ekc.accounts.models import User
from ekc.retention.acts.replaying import lines, replay
from ekc.retention.destroying import everything_asleep
from plans.models import ResidenceChange
from reports.catalogue import Selection
from reports.exchange.gathering import gather
from reports.research.sets import build_set
from tests.cases.circle.test_merging_everything import Around
from tests.cases.privacy.taking_out import asks, carried_out, decide, grant
from tests.cases.privacy.whole_file import nobody_else_is_called_so, of_world
from tests.factories import (
    make_circle_person,
    make_main_person,
    make_programme,
    make_research,
)
from tests.reports.entered_ways import CASES, enter
from tests.retention.test_figures import everything_counted
from tests.retention.whole import found, only_the_history_works, plant
from tests.rows import make_row
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
BIRD = "Kanariepiet"


def give_everything(main: MainPerson, known: Around) -> int:
    """A row of this main person in every table that points to one: how many tables."""
    tables = 0
    relations: list[Any] = [*MainPerson._meta.get_fields(include_hidden=True)]
    for relation in relations:
        model = relation.related_model
        if not relation.one_to_many or hasattr(model, "pgh_tracked_model") or model._meta.proxy:
            continue
        extra: dict[str, Any] = {relation.field.name: main}
        if relation.field.name == "other_main":
            extra |= {"person": make_circle_person(main.case, name="Rob"), "recorded_by": known[User]}
        if model is ResidenceChange:
            extra |= {"to_residence": "zelfstandig"}
        if model is Consent:
            extra |= {"given_as": AskedAs.SELF}
        if model is CirclePerson:
            extra |= {"name": f"{BIRD} in de kring", "case": known[Case]}
        make_row(model, known, **extra)
        tables += 1
    return tables


def whole(world: World) -> tuple[Case, MainPerson]:
    case = world.own.case
    bird = make_main_person(
        case, name=f"{BIRD} Zanger", age_at_referral=9, email=f"{BIRD}@voorbeeld.example", phone="06 55555555"
    )
    with only_the_history_works():
        assert give_everything(bird, of_world(world)) > 15
    plant(case, f"{BIRD} ", by=world.lena)
    nobody_else_is_called_so(case, bird)
    return case, bird


def test_nothing_names_a_main_person_who_was_taken_out_and_the_figures_stay() -> None:
    project, world = make_research(), make_world(state=CaseState.CLOSED)
    case, bird = whole(world)
    # Rows for research are given of more families than one.
    programme = make_programme(slug="wegen", name="Wegen")
    for entered in CASES:
        enter(entered, programme)
    asked = asks(bird, world.carla, age=14)
    assert len(found(BIRD)) > 60
    counted = everything_counted(world, project)

    assert decide(asked, world.carla) > 40
    grant(asked, world.carla)
    assert carried_out(world.lena) == 1
    connection.check_constraints()

    for gone in (BIRD, "Zanger", "55555555"):
        assert found(gone) == {}
    assert everything_counted(world, project) == counted
    assert BIRD not in repr(gather())
    assert BIRD not in repr([each.rows for each in build_set(project, Selection()).files])
    assert Case.objects.get(pk=case.pk).destroyed_on is None

    # As an older copy has it.
    with everything_asleep():
        MainPerson.objects.filter(pk=bird.pk).update(name=f"{BIRD} Zanger", phone="06 55555555", destroyed_on=None)
    assert replay(list(lines())) == (1, 0)
    assert found(BIRD) == {}
