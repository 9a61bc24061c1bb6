"""A day that a coordinator wrote down by hand stands rightly in tables 2.8.x of the report."""

import datetime as dt
from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, Position
from cases.models import Case
from conferences.codes import InterpreterKind, Part
from conferences.domain.planning import plan_conference
from conferences.domain.presence import Who, mark_interpreter, mark_presence, record_interpreter_wish
from conferences.models import Conference
from ekc.dates import at_local, local_today
from plans.models import Plan
from reports.catalogue import Report, Selection, build_report
from tests.factories import make_case, make_circle_person, make_plan, make_programme

pytestmark = pytest.mark.django_db
EVENING = {"started": "19:00", "private_from": "20:00", "private_until": "23:30", "ended": "00:30"}
PEOPLE = (Position.PARENT, Position.GRANDPARENT, Position.FRIEND, Position.CARE_WORKER)


def rows(report: Report, table: str) -> dict[str, tuple[int | None, ...]]:
    return {row.label: row.values for row in report.table(table).rows}


def last_saturday_before(days: int) -> dt.date:
    day = local_today() - dt.timedelta(days=days)
    return day - dt.timedelta(days=(day.weekday() - 5) % 7)


def entered(day: dt.date, clocks: Mapping[str, str], **planning: object) -> Case:
    """Planned, written down afterwards on the page, attendance tapped, and counted."""
    case = make_case(state=CaseState.ACTIVATION, programme=make_programme(), received_on=day - dt.timedelta(days=60))
    Case.objects.filter(pk=case.pk).update(preparation_started_on=day - dt.timedelta(days=40))
    case.refresh_from_db()
    by = case.contracts.get().coordinator.user
    start = at_local(day, dt.time.fromisoformat(clocks["started"]))
    plan_conference(case, by=by, planned_start=start, location_type="kerk", **planning)
    client = Client()
    client.force_login(by)
    typed = {"day": day.isoformat(), **clocks, "returns": "1", "outcome": "plan"}
    answer = client.post(reverse("conferences:record", args=[case.number]), typed)
    assert answer.status_code == 302, answer.content.decode()
    conference = case.conferences.get()
    everybody = [Who(main_person=case.main_persons.get())]
    everybody += [Who(person=make_circle_person(case, position=position)) for position in PEOPLE]
    everybody.append(Who(name="Juf Els", position=Position.SCHOOL))
    for who in everybody:
        client_tap(conference, who, by)
    make_plan(case, state="toets_niet_nodig")
    Plan.objects.filter(case=case).update(plan_agreed=True, accepted_as_safe=True)
    case.refresh_from_db()
    case.registered_on, case.state = local_today(), CaseState.REGISTERED
    case.save(update_fields=["registered_on", "state"])
    return case


def client_tap(conference: Conference, who: Who, by: object) -> None:
    """Everybody in every part that is theirs, tapped twice for good measure."""
    professional = who.position == Position.SCHOOL or (who.person and who.person.position == Position.CARE_WORKER)
    for part in Part.values:
        if professional and part == Part.PRIVATE_TIME:
            continue
        for _ in range(2):
            mark_presence(conference, who, by=by, part=part, present=True)  # type: ignore[arg-type]


@pytest.fixture
def report() -> Report:
    case = entered(
        last_saturday_before(10), EVENING, interpreter=InterpreterKind.EXTERNAL, interpreter_language="Berbers"
    )
    conference, by = case.conferences.get(), case.contracts.get().coordinator.user
    record_interpreter_wish(conference, by=by, wished_by="Oma")
    mark_interpreter(conference, by=by, part=Part.PRIVATE_TIME, present=True)
    return build_report(Selection(case.programme))


def test_place_day_part_and_weekend(report: Report) -> None:
    assert rows(report, "2.8.1")["Kerk"] == (1,)
    assert sum(value[0] or 0 for label, value in rows(report, "2.8.1").items() if label != "Totaal") == 1
    evening = {label: value for label, value in rows(report, "2.8.2b").items() if value[0]}
    assert [label for label in evening if "avonds" in label], evening
    assert [label for label, value in rows(report, "2.8.2c").items() if value[0] and label != "Totaal"] == ["Weekend"]


def test_durations_past_midnight_fall_in_their_bands(report: Report) -> None:
    """Five and a half hours in all, three and a half of them private."""
    lasting = {label: value for label, value in rows(report, "2.8.2").items() if label != "Totaal" and any(value)}

    assert lasting == {"3-5 uur": (0, 1), "5-8 uur": (1, 0)}


def test_participants_count_once_each_and_the_interpreter_not_at_all(report: Report) -> None:
    counted = {label: value[0] for label, value in rows(report, "2.8.3").items() if value[0]}

    assert counted.pop("Totaal", 6) == 6
    assert sum(counted.values()) == 6
    assert counted["Ouders"] == counted["Hulpverleners"] == counted["School"] == 1


def test_the_result_is_counted(report: Report) -> None:
    assert rows(report, "2.8.4")[next(iter(rows(report, "2.8.4")))][0] == 1


def test_the_night_of_winter_time_lasts_an_hour_longer() -> None:
    """From 19:00 to 03:00 on the clock is nine hours that night, so the band above eight."""
    year = local_today().year - 1
    night = dt.date(year, 10, 31) - dt.timedelta(days=(dt.date(year, 10, 31).weekday() + 1) % 7 + 1)
    clocks = {"started": "19:00", "private_from": "20:00", "private_until": "02:30", "ended": "03:00"}

    case = entered(night, clocks)

    conference = case.conferences.get()
    assert timezone.localtime(conference.ended_at).date() == night + dt.timedelta(days=1)
    assert conference.ended_at - conference.started_at == dt.timedelta(hours=9)
    lasting = rows(build_report(Selection(case.programme)), "2.8.2")
    assert [label for label, value in lasting.items() if value[0] and label != "Totaal"] == ["8-10 uur"]
