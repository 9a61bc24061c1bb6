"""What is counted stays what it was, to the last number, when every file that is over is destroyed."""

import json

import pytest

from cases.codes import CaseState
from cases.models import Case, CirclePerson, MainPerson
from ekc.dates import local_today
from ekc.retention.destroying import destroy_files
from ekc.retention.querysets import ended_files
from reports.catalogue import Selection, build_report
from reports.catalogue.report import report_as_json
from reports.desk_figures import desk_tables
from reports.exchange.gathering import gather
from reports.research.sets import build_set
from reports.totals import totals_for
from tests.factories import make_programme, make_research
from tests.reports.entered_ways import CASES, enter
from tests.reports.kept import check_every_count
from tests.retention.whole import plant
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_count_is_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    check_every_count(monkeypatch)


def everything_counted(world: World, project: object) -> str:
    """Each set of figures and rows that this house gives, as text."""
    selection = Selection()
    shown = build_set(project, selection)  # type: ignore[arg-type]
    registrations = [(each.project, each.place, each.parts) for each in gather().registrations]
    return json.dumps(
        {
            "report": report_as_json(build_report(selection)),
            "desk": [
                repr(table) for user in (world.lena, world.carla) for table in desk_tables(user, local_today().year)
            ],
            "totals": [repr(each) for each in totals_for(world.frans)],
            "research": [(file.name, file.rows) for file in shown.files],
            "exchange": sorted(map(repr, registrations)),
        },
        default=str,
        sort_keys=True,
    )


def test_figures_and_rows_for_research_are_equal_before_and_after() -> None:
    project = make_research()
    world = make_world(state=CaseState.CLOSED)
    plant(world.own.case, "Kanarie", by=world.lena)
    programme = make_programme(slug="wegen", name="Wegen")
    for entered in CASES:
        enter(entered, programme)
    entered_ones = Case.objects.filter(programme=programme, state=CaseState.REGISTERED)
    entered_ones.update(state=CaseState.CLOSED, closed_on=local_today())
    before = everything_counted(world, project)
    over = [file.pk for file in ended_files()]

    destroy_files(over, on=local_today())

    assert len(over) == len(CASES) + 2
    assert everything_counted(world, project) == before
    assert not CirclePerson.objects.filter(case__in=over).exclude(name__in=["", "-"]).exists()
    assert {each.name for each in MainPerson.objects.filter(case__in=over)} <= {"", "-"}


def test_the_pilot_prints_the_same_after_all_of_it_is_destroyed(pilot_cases: object) -> None:
    before = report_as_json(build_report(Selection()))
    over = list(ended_files().values_list("pk", flat=True))

    destroy_files(over, on=local_today())

    assert len(over) > 50
    assert Case.objects.filter(destroyed_on=local_today()).count() == len(over)
    assert report_as_json(build_report(Selection())) == before
