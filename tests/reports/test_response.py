"""What was handed out and what came back are of the same conferences, whatever part of the data is chosen."""

import datetime as dt
from collections import Counter
from itertools import product

import pytest

from cases.models import Case, FundingProgramme
from ekc.accounts.models import Region
from ekc.dates import quarter_bounds, quarter_of
from reports.catalogue import Selection, build_report
from reports.catalogue.cells import share_within
from reports.rendering.chapters import chapters_of
from surveys.codes import Form
from surveys.models import HandedOut, Response
from tests.factories import make_case, make_conference
from tests.reports.folders import PILOT, read
from tests.reports.protected import shown

pytestmark = pytest.mark.django_db
FORM_FILES = {
    "volwassene": "enquete_volwassenen.csv",
    "kind": "enquete_kinderen.csv",
    "professional": "enquete_professionals.csv",
}


def rows_of(file: str) -> list[dict[str, str]]:
    head, *rows = read(PILOT / file)
    return [dict(zip(head, row, strict=True)) for row in rows]


def of_the_files(start: dt.date | None, until: dt.date | None, region: str | None) -> dict[str, tuple[int, int]]:
    """By hand from the published files: handed out and returned, by the quarter of the conference of the case."""
    quarters = {
        row["case_id"]: quarter_of(dt.date.fromisoformat(row["held_on"])) for row in rows_of("conferenties.csv")
    }
    regions = dict(Case.objects.values_list("external_id", "region__code"))
    first, last = (quarter_of(start) if start else "", quarter_of(until) if until else "9")
    chosen = {
        case for case, quarter in quarters.items() if first <= quarter <= last and region in (None, regions[case])
    }
    given: Counter[str] = Counter()
    for row in rows_of("enquetes_uitgereikt.csv"):
        given[row["form"]] += int(row["handed_out"]) if row["case_id"] in chosen else 0
    back = {form: sum(row["case_id"] in chosen for row in rows_of(file)) for form, file in FORM_FILES.items()}
    return {form: (given[form], back[form]) for form in FORM_FILES}


def of_the_report(selection: Selection) -> dict[str, tuple[int, int]]:
    return {form: (part["handed_out"], part["returned"]) for form, part in build_report(selection).response.items()}


def periods() -> list[tuple[dt.date | None, dt.date | None]]:
    """The whole, each year, half year and quarter of the pilot, and days that are no quarter."""
    found: list[tuple[dt.date | None, dt.date | None]] = [
        (None, None),
        (None, dt.date(2010, 6, 30)),
        (dt.date(2011, 1, 1), None),
    ]
    for year in (2009, 2010, 2011):
        found.append((dt.date(year, 1, 1), dt.date(year, 12, 31)))
        found += [(dt.date(year, month, 1), quarter_bounds(dt.date(year, month + 3, 1))[1]) for month in (1, 7)]
        found += [quarter_bounds(dt.date(year, month, 15)) for month in (1, 4, 7, 10)]
    return [*found, (dt.date(2010, 11, 17), dt.date(2010, 11, 17)), (dt.date(2010, 2, 3), dt.date(2011, 5, 6))]


def test_every_period_and_region_of_the_pilot_equals_what_is_counted_by_hand(pilot_cases: FundingProgramme) -> None:
    regions = {code: Region.objects.get(code=code).pk for code in Case.objects.values_list("region__code", flat=True)}
    for (start, until), (code, pk) in product(periods(), [(None, None), *regions.items()]):
        selection = Selection(pilot_cases, start, until, region_ids=(pk,) if pk else None)

        assert of_the_report(selection) == of_the_files(start, until, code), (start, until, code)


@pytest.mark.parametrize(("year", "given", "back", "share"), [(2010, 153, 71, 46), (2011, 163, 81, 50)])
def test_adults_of_a_year(pilot_cases: FundingProgramme, year: int, given: int, back: int, share: int) -> None:
    selection = Selection(pilot_cases, dt.date(year, 1, 1), dt.date(year, 12, 31))

    found = build_report(selection).response["volwassene"]

    assert found == {"handed_out": given, "returned": back, "percentage": share}


@pytest.mark.parametrize(("back", "given"), [(1, 0), (2, 1), (43, 1)])
def test_more_than_all_cannot_come_back(back: int, given: int) -> None:
    assert share_within(back, given).value is None


def returned(case: Case, day: dt.date) -> None:
    from surveys.models import Questionnaire

    Response.objects.create(
        id="00000000-0000-4000-8000-000000000001",
        questionnaire=Questionnaire.objects.filter(form=Form.ADULT).first(),
        form=Form.ADULT,
        region=case.region,
        quarter=quarter_of(day),
        answers={"grade_plan": 8},
    )


def test_what_came_back_of_a_case_that_is_not_registered_yet_or_objects_has_its_base() -> None:
    day = dt.date(2026, 3, 14)
    case = make_case(state="plan_verstuurd", received_on=dt.date(2025, 12, 1), research_objection=True)
    make_conference(case, state="gehouden", held_on=day)
    HandedOut.objects.create(case=case, form=Form.ADULT, number=2)
    returned(case, day)

    found = build_report(Selection(None, *quarter_bounds(day))).response["volwassene"]

    assert found == {"handed_out": 2, "returned": 1, "percentage": 50}


def test_each_chapter_of_a_part_says_by_which_day_it_counts(pilot_cases: FundingProgramme) -> None:
    report = shown(Selection(pilot_cases, dt.date(2010, 2, 3), dt.date(2010, 11, 17)))

    said = {chapter.number: chapter.basis for chapter in chapters_of(report)}

    assert said["1"] == ""
    assert said["2"] == "Geteld: zaken die zijn aangemeld van 3 februari 2010 tot en met 17 november 2010."
    answers = "Geteld: conferenties van 1 januari 2010 tot en met 31 december 2010, in hele kwartalen."
    assert {said[number] for number in "345"} == {answers}
    assert said["6"].startswith("Geteld: navraag bij zaken")


def test_a_report_of_everything_needs_no_word_about_the_day(pilot_cases: FundingProgramme) -> None:
    assert {chapter.basis for chapter in chapters_of(shown(Selection(pilot_cases)))} == {""}


@pytest.mark.parametrize("month", range(1, 13))
def test_a_quarter_has_its_first_and_last_day(month: int) -> None:
    first, last = quarter_bounds(dt.date(2028, month, 17))

    assert quarter_of(first) == quarter_of(last) == quarter_of(dt.date(2028, month, 1))
    assert quarter_of(first - dt.timedelta(days=1)) != quarter_of(first)
    assert quarter_of(last + dt.timedelta(days=1)) != quarter_of(last)
