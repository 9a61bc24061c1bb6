"""Variant, adjourned, broken off and meetings in the figures: entered as people do, counted here by hand."""

import csv
import datetime as dt
import io
import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cases.circle.acts.contacts import log_contact
from cases.codes import CaseState, ContactGroup, ContactMethod, LeavingReason, Position, Variant
from cases.coordinators.acts.handing_over import hand_over
from cases.coordinators.acts.hours import log_work
from cases.coordinators.reads.hours import total_of_case
from cases.models import Case
from cases.preparation.acts.ending import end_in_activation
from conferences.models import Attendance, Conference
from ekc.accounts.codes import Role
from ekc.dates import local_today
from reports.catalogue import Report, Selection, build_report
from reports.catalogue.dimensions import DIMENSIONS
from reports.protecting import ProtectedReport
from reports.rendering import file_name, render_report
from reports.rendering.chapters import chapters_of
from reports.rendering.workbook import sheet_name
from tests.factories import (
    make_case,
    make_circle_person,
    make_conference,
    make_coordinator,
    make_programme,
    make_user,
)
from tests.reports.entered_ways import ADJOURNED, BROKEN_OFF, CASES, HELD, POSITIONS, Entered, enter
from tests.reports.folders import empty_database_of_cases
from tests.reports.protected import exchanged_figures, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(db: None):
    found = make_programme(slug="wegen", name="Wegen")
    for entered in CASES:
        enter(entered, found)
    return found


def with_conference() -> list[Entered]:
    return [each for each in CASES if any(meeting.ends == HELD for meeting in each.meetings)]


def counted_people(entered: Entered) -> Counter[str]:
    """By hand: who was there by name once, and of the numbers the largest per position."""
    met = [meeting for meeting in entered.meetings if meeting.ends != BROKEN_OFF]
    people = Counter(POSITIONS[name] for name in {name for meeting in met for name in meeting.people})
    for position in {position for meeting in met for position in meeting.by_number}:
        people[position] += max(meeting.by_number.get(position, 0) for meeting in met)
    return people


def hours(entered: Entered) -> int:
    return sum(end - begin for begin, end in (each.clock for each in entered.meetings if each.ends != BROKEN_OFF))


def band(hours: int) -> str:
    return next(code for code, edge in (("<1", 1), ("1-3", 3), ("3-5", 5), ("5-8", 8), ("8-10", 10)) if hours < edge)


def filled(report: Report, table: str, column: int = -1) -> dict[str, int]:
    return {row.code: row.values[column] for row in report.table(table).rows if row.values[column] and row.code}


# --- what is counted -------------------------------------------------------------------------------------------


def test_people_of_all_meetings_of_a_case_count_once(programme) -> None:
    by_hand = sum((counted_people(each) for each in with_conference()), Counter[str]())

    report = build_report(Selection(programme))

    assert filled(report, "2.8.3") == {**by_hand, "totaal": by_hand.total()}
    assert report.key_figures["participants"] == by_hand.total()
    sizes = [counted_people(each).total() for each in with_conference()]
    assert (report.key_figures["smallest"], report.key_figures["largest"]) == (min(sizes), max(sizes))


def test_hours_of_all_meetings_of_a_case_are_added_up(programme) -> None:
    by_hand = Counter(band(hours(each)) for each in with_conference())

    report = build_report(Selection(programme))

    assert filled(report, "2.8.2", 0) == {**by_hand, "totaal": len(with_conference())}
    for table in ("2.8.2", "2.8.3"):
        assert "afgebroken bijeenkomst telt niet mee" in report.table(table).note


def test_every_variant_stands_in_a_row_with_how_its_cases_ended(programme) -> None:
    report = build_report(Selection(programme))

    rows = {row.code: row.values for row in report.table("2.1c").rows}

    for variant in Variant.values:
        mine = [each for each in CASES if each.variant == variant]
        held = sum(each in with_conference() for each in mine)
        assert rows[variant] == (0, held, len(mine) - held, 0, len(mine))


def test_adjourned_and_broken_off_have_their_own_lines(programme) -> None:
    def having(state: str) -> list[Entered]:
        return [each for each in CASES if any(meeting.ends == state for meeting in each.meetings)]

    report = build_report(Selection(programme))

    ended = [each for each in having(BROKEN_OFF) if each not in with_conference()]
    assert filled(report, "2.1d") == {
        "verdaagd": len(having(ADJOURNED)),
        "afgebroken_verder": len(having(BROKEN_OFF)) - len(ended),
        "afgebroken": len(ended),
    }
    broken = [meeting for each in CASES for meeting in each.meetings if meeting.ends == BROKEN_OFF]
    lasted = sum(meeting.clock[1] - meeting.clock[0] for meeting in broken)
    totals = report.table("2.8.5").rows[-1].values
    assert totals == (len(broken), lasted, sum(len(meeting.people) for meeting in broken))
    parts = Counter("besloten_tijd" if meeting.private else "informatie" for meeting in broken)
    assert filled(report, "2.8.5b") == parts
    meetings = Counter(sum(each.ends != BROKEN_OFF for each in entered.meetings) for entered in with_conference())
    assert filled(report, "2.8.2d") == {
        "1": meetings[1],
        "2": meetings[2],
        "3+": meetings[3],
        "totaal": len(with_conference()),
    }


def test_the_pilot_has_none_of_these_tables(pilot_shown: ProtectedReport) -> None:
    printed = {
        table.number for chapter in chapters_of(pilot_shown) for part in chapter.sections for table in part.tables
    }

    assert not {"2.1c", "2.1d", "2.1e", "2.8.2d", "2.8.5"} & printed


# --- choosing ----------------------------------------------------------------------------------------------------


def chosen_by_hand(code: str, value: str) -> int:
    def fits(entered: Entered) -> bool:
        ends = [meeting.ends for meeting in entered.meetings]
        met = sum(end != BROKEN_OFF for end in ends) if HELD in ends else 0
        return (
            value
            == {
                "variant": entered.variant,
                "adjourned": "ja" if ADJOURNED in ends else "nee",
                "broken_off": "ja" if BROKEN_OFF in ends else "nee",
                "meetings": "3+" if met >= 3 else str(met),
            }[code]
        )

    return sum(fits(entered) for entered in CASES)


CHOICES = [(each.code, value) for each in DIMENSIONS for value, _label in each.choices]


@pytest.mark.parametrize(("code", "value"), CHOICES)
def test_every_value_of_every_dimension_chooses_its_cases(programme, code: str, value: str) -> None:
    found = Selection(programme, ways=((code, value),)).registered().count()

    assert found == chosen_by_hand(code, value)


def test_page_address_file_and_command_take_every_dimension(programme, tmp_path: Path) -> None:
    client = Client()
    client.force_login(make_user(Role.NATIONAL))
    ways = {"variant": "alle_hens", "adjourned": "ja", "broken_off": "nee", "meetings": "3+"}

    text = client.get(reverse("reports:index"), {"programme": "wegen", **ways}).content.decode()
    options = {f"--{name.replace('_', '-')}={value}" for name, value in ways.items()}
    call_command("wesp_report", "--project=wegen", "--format=json", f"--output={tmp_path / 'r.json'}", *options)

    for name, value in ways.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in text
        assert f'<option value="{value}" selected' in text
    assert "Soort conferentie: Alle Hens-conferentie" in text
    assert "niet bekend bij welke zaak het hoort" in text
    found = json.loads((tmp_path / "r.json").read_text())
    assert found["ways"] == ways
    assert found["key_figures"]["requests"] == 1
    assert set(ways) == {each.code for each in DIMENSIONS}


def test_a_value_of_no_dimension_is_refused(programme, tmp_path: Path) -> None:
    client = Client()
    client.force_login(make_user(Role.NATIONAL))
    page = client.get(reverse("reports:index"), {"programme": "wegen", "variant": "anders"}).content.decode()
    assert "Tabel 2.2" not in page

    with pytest.raises(CommandError, match="There is no --variant anders. Known are: eigen_kracht, herstel, alle_hens"):
        call_command(
            *("wesp_report", "--project=wegen", "--format=json", f"--output={tmp_path / 'r.json'}", "--variant=anders")
        )


def test_every_kind_of_file_has_the_tables_and_says_what_was_chosen(programme) -> None:
    whole = shown(Selection(programme))
    restorative = shown(Selection(programme, ways=(("variant", "herstel"), ("broken_off", "ja"))))

    rows = list(csv.DictReader(io.StringIO(render_report(whole, "csv").decode("utf-8-sig"))))
    narrow = list(csv.DictReader(io.StringIO(render_report(restorative, "csv").decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(render_report(whole, "xlsx")))
    first = [row[0].value for row in openpyxl.load_workbook(io.BytesIO(render_report(restorative, "xlsx")))["Inhoud"]]
    content = json.loads(render_report(whole, "json"))

    wanted = {"2.1c", "2.1d", "2.8.2d", "2.8.5"}
    assert wanted <= {row["table"] for row in rows}
    assert wanted <= {table["id"] for table in content["supplement"]}
    assert {sheet_name(f"{table.id} {table.title}") for table in whole.supplement if table.id in wanted} <= set(
        book.sheetnames
    )
    assert {row["row_code"] for row in narrow if row["table"] == "selection"} == {"variant.herstel", "broken_off.ja"}
    assert any("Soort conferentie: Herstelconferentie" in (text or "") for text in first)
    assert "-variant-herstel-broken-off-ja-" in file_name(restorative, "pdf")
    assert "ways" not in content


def test_a_choice_by_what_an_answer_does_not_carry_has_no_answers(pilot_cases) -> None:
    report = shown(Selection(pilot_cases, ways=(("variant", "eigen_kracht"),)))

    assert report.key_figures == build_report(Selection(pilot_cases)).key_figures
    assert {part["handed_out"] for part in report.response.values()} == {0}
    assert {grade.n for grade in report.grades if grade.section[0] in "345"} == {0}
    printed = {table.number for chapter in chapters_of(report) for part in chapter.sections for table in part.tables}
    assert not [number for number in printed if number[0] in "345" or number == "1.4"]


# --- another coordinator ------------------------------------------------------------------------------------------


def test_contacts_and_hours_of_who_handed_over_stay_with_the_case() -> None:
    programme = make_programme()
    case = make_case(state=CaseState.ACTIVATION, programme=programme)
    first, manager = case.contracts.get().coordinator.user, make_user(Role.REGIONAL_MANAGER, region=case.region)
    successor = make_coordinator()
    aunt, friend = make_circle_person(case), make_circle_person(case, position=Position.FRIEND)
    log_contact(case, by=first, method=ContactMethod.CALL, person=aunt, minutes=30)
    log_work(case, by=first, day=local_today(), kind="reizen", minutes=45)
    hand_over(case, successor, by=manager, reason_code=LeavingReason.ILLNESS)
    log_contact(case, by=successor.user, method=ContactMethod.VISIT, person=aunt, minutes=60)
    log_contact(case, by=successor.user, method=ContactMethod.CALL, person=friend, minutes=15)

    client = Client()
    client.force_login(successor.user)
    form = client.get(reverse("cases:end_in_activation", args=[case.number])).context["form"]
    totals = {name.removeprefix("totaal_"): each.initial for name, each in form.fields.items() if "totaal_" in name}
    end_in_activation(case, by=successor.user, reason="netwerk_te_klein", contact_totals=totals)
    Case.objects.filter(pk=case.pk).update(state=CaseState.REGISTERED, registered_on=local_today())

    report = build_report(Selection(programme))
    assert filled(report, "2.7.2") == {ContactGroup.OTHER_FAMILY: 1, ContactGroup.FRIEND: 1, "totaal": 2}
    assert total_of_case(case).minutes == 30 + 45 + 60 + 15
    assert filled(report, "2.1e") == {LeavingReason.ILLNESS: 1}


# --- out and in again ---------------------------------------------------------------------------------------------


def empty() -> None:
    Attendance.objects.all().delete()
    empty_database_of_cases()


def test_all_of_it_goes_out_and_comes_in_again_with_equal_figures(programme, tmp_path: Path, capsys) -> None:
    gone = make_case(state=CaseState.ACTIVATION, programme=programme)
    manager = make_user(Role.REGIONAL_MANAGER, region=gone.region)
    hand_over(gone, make_coordinator(), by=manager, reason_code=LeavingReason.NO_TIME)
    end_in_activation(gone, by=manager, reason="anders", explanation="Verhuisd.", contact_totals={"ouder": 2})
    Case.objects.filter(pk=gone.pk).update(state=CaseState.REGISTERED, registered_on=local_today())
    before = exchanged_figures()
    call_command("export_registrations", tmp_path / "first")
    call_command("import_registrations", tmp_path / "first")
    assert "Nothing to do" in capsys.readouterr().out
    empty()

    call_command("import_registrations", tmp_path / "first")

    assert exchanged_figures() == before
    call_command("export_registrations", tmp_path / "second")
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes(), path.name
    states = Counter(Conference.objects.values_list("state", flat=True))
    assert states == Counter(meeting.ends for each in CASES for meeting in each.meetings)


def test_after_all_and_interruptions_go_out_and_come_in_again(tmp_path: Path) -> None:
    programme = make_programme(slug="wegen")
    for days in (12, 30):
        case = make_case(state=CaseState.CLOSED, programme=programme)
        programme.regions.add(case.region)
        after = {"after_all": "plan_tussendoor", "concluded_on": local_today()} if days == 30 else {}
        make_conference(
            case,
            state=HELD,
            held_on=local_today() - dt.timedelta(days=days),
            private_time_away=dt.timedelta(minutes=90, seconds=20),
            **after,
        )
    before = exchanged_figures()
    assert filled(build_report(Selection()), "2.8.2", 1) == {"1-3": 2, "totaal": 2}
    call_command("export_registrations", tmp_path)
    empty()

    call_command("import_registrations", tmp_path)

    assert exchanged_figures() == before
    assert Counter(Conference.objects.values_list("after_all", flat=True)) == {"": 1, "plan_tussendoor": 1}
