"""The rules of counting, each shown on the smallest set of cases that tells it apart (WESP; domain.md 5.9)."""

import datetime as dt
from typing import Any

import pytest

from cases.codes import CaseState, Ethnicity, MainPersonKind, Position
from cases.models import Case, FundingProgramme, MainPerson
from conferences.codes import ConferenceState
from conferences.models import Attendance
from ekc.accounts.models import Region
from ekc.dates import at_local
from followup.models import Interview
from reports.catalogue import Report, Selection, build_report
from reports.catalogue.tables_own_shape import sort_name
from tests.factories import make_case, make_conference, make_main_person, make_programme
from tests.rows import the_one

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 6, 12)


@pytest.fixture
def programme() -> FundingProgramme:
    return make_programme()


def a_case(programme: FundingProgramme, **fields: Any) -> Case:
    values = {"state": CaseState.CLOSED, "programme": programme, "main_persons": (), **fields}
    return make_case(**values)


def a_meeting(case: Case, start: dt.time, hours: float, day: dt.date = DAY) -> None:
    begin = at_local(day, start)
    make_conference(
        case,
        state=ConferenceState.HELD,
        held_on=day,
        started_at=begin,
        private_time_from=begin,
        private_time_until=begin + dt.timedelta(hours=hours),
        ended_at=begin + dt.timedelta(hours=hours),
    )


def report(programme: FundingProgramme, **fields: Any) -> Report:
    return build_report(Selection(programme, **fields))


def column(found: Report, table: str, at: int = -1) -> dict[str, Any]:
    return {row.code or row.label: row.values[at] for row in found.table(table).rows}


# --- which cases count ---------------------------------------------------------------------------------


def test_a_case_counts_once_it_is_registered_and_an_open_one_is_counted_apart(programme):
    for state in (CaseState.CLOSED, CaseState.REGISTERED, CaseState.ACTIVATION, CaseState.PLAN_SENT):
        a_case(programme, state=state)
    for state in (CaseState.REFERRED, CaseState.ASSIGNED, CaseState.WITHDRAWN, CaseState.DECLINED_AFTER_INFORMATION):
        a_case(programme, state=state)

    found = report(programme)

    assert (found.key_figures["requests"], found.open_cases) == (2, 2)


def test_a_plan_without_a_meeting_is_neither_phase(programme):
    a_case(programme, outcome="plan_zonder_bijeenkomst")

    assert report(programme).key_figures["requests"] == 0


def test_both_ends_of_the_period_are_in_it(programme):
    for day in (DAY - dt.timedelta(days=1), DAY, DAY + dt.timedelta(days=1)):
        a_case(programme, received_on=day)

    assert report(programme, start=DAY, until=DAY).key_figures["requests"] == 1
    assert report(programme, start=DAY).key_figures["requests"] == 2
    assert report(programme, until=DAY).key_figures["requests"] == 2


def test_another_programme_and_another_region_do_not_count(programme):
    a_case(programme)
    a_case(make_programme())
    a_case(programme, region=Region.objects.get(code="limburg"))
    utrecht = Region.objects.get(code="utrecht")

    assert report(programme, region_ids=(utrecht.pk,)).key_figures["requests"] == 1


# --- the conference ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "band"),
    [(0.99, "<1"), (1, "1-3"), (2.99, "1-3"), (3, "3-5"), (5, "5-8"), (8, "8-10"), (9.99, "8-10"), (10, ">10")],
)
def test_a_band_of_hours_includes_its_lower_and_excludes_its_upper_edge(programme, hours, band):
    a_meeting(a_case(programme), dt.time(9), hours)

    found = report(programme)

    assert column(found, "2.8.2", 0)[band] == column(found, "2.8.2", 1)[band] == 1


@pytest.mark.parametrize(
    ("start", "hours", "part"),
    [
        (dt.time(16, 59), 1, "dag"),
        (dt.time(16, 59), 1 + 2 / 60, "dag_en_avond"),
        (dt.time(17), 1, "avond"),
        (dt.time(12), 6, "dag"),
        (dt.time(14), 11, "dag_en_avond"),
        (dt.time(21), 5, "avond"),
    ],
)
def test_a_meeting_runs_on_into_the_evening_when_it_ends_after_six(programme, start, hours, part):
    a_meeting(a_case(programme), start, hours)

    assert column(report(programme), "2.8.2b")[part] == 1


def test_hours_are_those_that_passed_in_the_night_of_the_clock(programme):
    """In the night to 31 March 2024 two o'clock became three: from 18:00 to 4:30 is nine and a half hours."""
    a_meeting(a_case(programme), dt.time(18), 9.5, day=dt.date(2024, 3, 30))

    assert column(report(programme), "2.8.2", 0)["8-10"] == 1


def test_a_participant_whose_position_is_unknown_counts_in_the_mean_and_not_in_the_table(programme):
    case = a_case(programme)
    a_meeting(case, dt.time(13), 4)
    held = case.conferences.get()
    Attendance.objects.create(conference=held, position=Position.PARENT, persons=2, minors=0)
    Attendance.objects.create(conference=held, position=Position.UNKNOWN, persons=3)

    found = report(programme)

    assert found.table("2.8.3").n == 2
    assert found.table("2.8.3").missing == 3
    assert found.key_figures["participants_per_conference"] == 5.0


# --- main persons -------------------------------------------------------------------------------------------


def test_a_code_that_the_print_did_not_have_is_never_dropped(programme):
    case = a_case(programme)
    for ethnicity in (Ethnicity.SOMALI, Ethnicity.OTHER, ""):
        make_main_person(case, kind=MainPersonKind.ADULT, ethnicity=ethnicity)

    rows = [(row.code, row.values[-1]) for row in report(programme).table("2.6.2c").rows]

    assert rows[-4:] == [("somalisch", 1), ("overig", 1), ("onbekend", 1), ("totaal", 3)]


def test_unknown_is_a_row_and_no_part_of_the_base_of_a_percentage(programme):
    case = a_case(programme)
    make_main_person(case, age_at_referral=3)
    make_main_person(case, age_at_referral=None)

    table = report(programme).table("2.6.1a")

    assert dict(zip([row.code for row in table.rows], table.shares, strict=True)) == {
        "ongeboren": 0,
        "0-4": 100,
        "5-12": 0,
        "13-17": 0,
        "onbekend": None,
        "totaal": None,
    }


def test_a_secret_address_gives_no_place_away(programme):
    case = a_case(programme)
    make_main_person(case, place="Hoorn", municipality="Hoorn", secret_address=True)

    rows = report(programme).table("2.6.1e").rows

    assert [(row.label, row.values) for row in rows] == [("Onbekend", (1,)), ("Totaal", (1,))]


def test_the_article_of_a_place_does_not_count_in_the_alphabet():
    assert sorted(["Warmenhuizen", "'t Veld", "Élst", "Sint Maarten"], key=sort_name) == [
        "Élst",
        "Sint Maarten",
        "'t Veld",
        "Warmenhuizen",
    ]


# --- follow-up ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "band"), [(106, "tot_3"), (107, "4_5"), (167, "4_5"), (168, "langer_dan_5"), (None, None)]
)
def test_a_moment_is_in_months_of_thirty_days_and_a_bit_rounded_half_up(programme, days, band):
    """3.5 months are 106.54 days, 5.5 months are 167.42."""
    case = a_case(programme)
    a_meeting(case, dt.time(13), 4)
    Interview.objects.create(case=case, role="aanmelder", contacted_on=None)
    Interview.objects.create(case=case, role="aanmelder", contacted_on=days and DAY + dt.timedelta(days=days))

    table = report(programme).table("6.2")

    assert {row.code for row in table.rows if row.values[0] and not row.is_total} == ({band} if band else set())
    assert (table.n, table.missing) == ((1, 0) if band else (0, 1))


def test_names_are_never_counted(programme):
    case = a_case(programme)
    make_main_person(case, name="Kanarie")

    assert "Kanarie" not in repr(report(programme))
    assert the_one(MainPerson.objects, name="Kanarie")
