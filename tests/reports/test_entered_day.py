"""What a coordinator entered by hand, page by page, stands rightly in tables 2.7.x and 2.8.x of the report."""

import datetime as dt
from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, ContactGroup, ContactMethod, EndReason, Position, Refuser
from cases.models import Case
from conferences.codes import InterpreterKind, Part
from conferences.day.acts.presence import mark_interpreter, record_interpreter_wish
from conferences.models import Attendance
from conferences.planning.acts.planning import plan_conference
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
    everybody = [f"m{case.main_persons.get().pk}"]
    everybody += [f"c{make_circle_person(case, position=position).pk}" for position in PEOPLE]
    teacher = {"name": "Juf Els", "position": Position.SCHOOL, "parts": [Part.INFORMATION, Part.PRESENTATION]}
    assert client.post(reverse("conferences:attendance_other", args=[case.number]), teacher).status_code == 302
    tap_everybody(client, case, everybody)
    make_plan(case, state="toets_niet_nodig")
    Plan.objects.filter(case=case).update(plan_agreed=True, accepted_as_safe=True)
    case.refresh_from_db()
    case.registered_on, case.state = local_today(), CaseState.REGISTERED
    case.save(update_fields=["registered_on", "state"])
    return case


def tap_everybody(client: Client, case: Case, keys: list[str]) -> None:
    """Everybody in every part, tapped twice for good measure; who has no button for private time is refused there."""
    address = reverse("conferences:attendance", args=[case.number])
    for key in keys:
        for part in Part.values:
            for _time in range(2):
                client.post(address, {"tap": f"{key}:{part}:ja"})


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


def test_nobody_is_in_private_time_as_a_professional(report: Report) -> None:
    private = Attendance.objects.filter(in_private_time=True)

    assert {row.position for row in private} == {Position.MINOR_MAIN_PERSON, *PEOPLE[:3]}


def test_the_result_is_counted(report: Report) -> None:
    assert rows(report, "2.8.4")[next(iter(rows(report, "2.8.4")))][0] == 1


def test_the_night_of_winter_time_lasts_an_hour_longer() -> None:
    """From 19:00 to 03:00 on the clock is nine hours that night, so the band above eight."""
    year = local_today().year - 1
    night = dt.date(year, 10, 31) - dt.timedelta(days=(dt.date(year, 10, 31).weekday() + 1) % 7 + 1)
    clocks = {"started": "19:00", "private_from": "20:00", "private_until": "02:30 wintertijd", "ended": "03:00"}

    case = entered(night, clocks)

    conference = case.conferences.get()
    assert timezone.localtime(conference.ended_at).date() == night + dt.timedelta(days=1)
    assert conference.ended_at - conference.started_at == dt.timedelta(hours=9)
    lasting = rows(build_report(Selection(case.programme)), "2.8.2")
    assert [label for label, value in lasting.items() if value[0] and label != "Totaal"] == ["8-10 uur"]


# --- a case that ends before there is a day (tables 2.7.x) ---------------------------------------------------------


@pytest.fixture
def ended() -> Report:
    """The coordinator logs contacts on the page, and stops on the page with the counts that the page proposes."""
    case = make_case(state=CaseState.ACTIVATION, programme=make_programme())
    client = Client()
    client.force_login(case.contracts.get().coordinator.user)
    aunt = make_circle_person(case, position=Position.AUNT_OR_UNCLE)
    silent = make_circle_person(case, position=Position.AUNT_OR_UNCLE)
    friend = make_circle_person(case, position=Position.FRIEND)
    contacts = [(f"h{case.main_persons.get().pk}", "on"), (f"k{aunt.pk}", "on"), (f"k{aunt.pk}", "on")]
    contacts += [(f"k{silent.pk}", ""), (f"k{friend.pk}", "on")]
    now = timezone.localtime()
    for who, reached in contacts:
        typed = {"who": who, "method": ContactMethod.CALL, "at_0": f"{now:%Y-%m-%d}", "at_1": f"{now:%H:%M}"}
        if reached:
            typed["reached"] = reached
        answer = client.post(reverse("cases:contact_add", args=[case.number]), typed)
        assert answer.status_code == 302, answer.content.decode()
    address = reverse("cases:end_in_activation", args=[case.number])
    shown = client.get(address).context["form"]
    proposed = {name: field.initial for name, field in shown.fields.items() if name.startswith("totaal_")}
    typed = {"reason": EndReason.REFUSAL, "refused_by": [Refuser.PARENTS], "explanation": "Nu niet.", **proposed}
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.content.decode()
    case.refresh_from_db()
    assert case.state == CaseState.ENDED_IN_ACTIVATION
    case.registered_on, case.state = local_today(), CaseState.REGISTERED
    case.save(update_fields=["registered_on", "state"])
    return build_report(Selection(case.programme))


def filled(report: Report, table: str) -> dict[str, int | None]:
    return {label: value[0] for label, value in rows(report, table).items() if value[0] and label != "Totaal"}


def test_why_it_did_not_go_on_and_who_refused(ended: Report) -> None:
    assert filled(ended, "2.7.1") == {str(EndReason.REFUSAL.label): 1}
    assert filled(ended, "2.7.1b") == {str(Refuser.PARENTS.label): 1}


def test_persons_count_once_and_only_when_they_were_reached(ended: Report) -> None:
    assert filled(ended, "2.7.2") == {
        str(ContactGroup.MINOR_MAIN_PERSON.label): 1,
        str(ContactGroup.OTHER_FAMILY.label): 1,
        str(ContactGroup.FRIEND.label): 1,
    }


def test_a_case_without_a_day_stands_in_no_table_of_the_day(ended: Report) -> None:
    for table in ("2.8.1", "2.8.2b", "2.8.3"):
        assert filled(ended, table) == {}
