"""What was asked early, or in a later round, is in no figure and in no file of the exchange format."""

import csv
from pathlib import Path

import pytest
from django.core.management import call_command

from cases.codes import CaseState
from cases.models import Case
from ekc.dates import local_today
from followup.codes import ROUNDS, CallKind
from followup.models import Call, Interview
from reports.catalogue import Selection, build_report
from tests.factories import make_attendance, make_case, make_conference, make_plan, make_programme

pytestmark = pytest.mark.django_db
FILE = "followup.csv"
EARLY = "De moeder belde zelf."


@pytest.fixture
def case() -> Case:
    """A closed case with one conversation of before there were rounds, and one in each round, in time and early."""
    programme = make_programme(slug="proef")
    found = make_case(state=CaseState.CLOSED, programme=programme)
    programme.regions.add(found.region)
    Case.objects.filter(pk=found.pk).update(help_duration="geen", problems=["anders"], subjects=["anders"])
    make_attendance(make_conference(found, state="gehouden"), position="ouder")
    make_plan(found, state="toets_niet_nodig")
    today = local_today()
    said = {"case": found, "role": "familie_netwerk", "contacted_on": today, "plan_executed": "geheel"}
    Interview.objects.create(**said)
    for kind in ROUNDS:
        call = Call.objects.create(case=found, kind=kind, opens_on=today, due_on=today)
        Interview.objects.create(**said, call=call, number=1)
        Interview.objects.create(**said, call=call, number=2, early_reason=EARLY)
    return found


def spoken_with() -> list[object]:
    report = build_report(Selection())
    tables = [*report.tables, *report.supplement]
    [table] = [table for table in tables if table.id == "6.3"]
    return [row.values for row in table.rows if row.code == "familie_netwerk"]


def test_the_figures_and_the_file_hold_the_round_after_three_months_in_its_time(case: Case, tmp_path: Path) -> None:
    call_command("export_registrations", tmp_path)
    with (tmp_path / FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    counted = list(Interview.objects.counted().order_by("pk"))
    assert [each.call and each.call.kind for each in counted] == [None, CallKind.THREE_MONTHS]
    assert len(rows) == len(counted)
    assert spoken_with()[0][0] == len(counted)
