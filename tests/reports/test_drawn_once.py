"""A report and the middle of its page are kept by all that they are made of: nobody gets those of who may see more."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from cases.models import Case, FundingProgramme
from ekc.accounts.models import Region
from ekc.lists.codes import KeptList
from ekc.lists.models import ListedCode
from ekc.made_once import Kept
from reports.catalogue import Report, Selection, build_report
from reports.catalogue import report as report_module
from reports.codes import Audience, DownloadFormat
from reports.models import Benchmark
from reports.protecting import protect
from reports.rendering import drawn_once, render_report
from surveys.models import Question
from tests.factories import make_programme
from tests.reports.entered_cases import enter


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The audience of each report that was drawn, and not kept."""
    found: list[str] = []
    draw = drawn_once._draw
    monkeypatch.setattr(drawn_once, "_DRAWN", Kept(drawn_once.MOST))
    monkeypatch.setattr(drawn_once, "_draw", lambda report: found.append(report.for_whom) or draw(report))
    return found


def test_the_same_report_is_drawn_once_and_another_audience_has_another_text(
    pilot_report: Report, drawings: list[str]
) -> None:
    pages = [drawn_once.page_of(protect(pilot_report, audience)) for audience in (*Audience, *Audience)]

    assert drawings == list(Audience)
    assert [page["body"] for page in pages[:3]] == [page["body"] for page in pages[3:]]
    assert len({page["body"] for page in pages}) == 3
    assert "klein" in pages[1]["body"]


def test_another_figure_day_or_language_is_drawn_anew(pilot_report: Report, drawings: list[str]) -> None:
    report = protect(pilot_report, Audience.INTERNAL)
    table = report.tables[0]
    changed = replace(table, rows=(replace(table.rows[0], label="Anders dan eerst"), *table.rows[1:]))

    drawn_once.page_of(report)
    drawn_once.page_of(replace(report, tables=(changed, *report.tables[1:])))
    drawn_once.page_of(replace(report, about=replace(report.about, made_on=report.about.made_on.replace(year=2001))))
    with translation.override("en"):
        drawn_once.page_of(report)

    assert len(drawings) == 4


def test_no_more_than_so_many_are_kept(pilot_report: Report, drawings: list[str]) -> None:
    report = protect(pilot_report, Audience.INTERNAL)
    small = replace(report, tables=report.tables[:1], supplement=())
    for at in range(drawn_once.MOST + 3):
        drawn_once.page_of(replace(small, about=replace(small.about, programme_name=f"Programma {at}")))

    assert len(drawn_once._DRAWN) == drawn_once.MOST


# --- the report itself ----------------------------------------------------------------------------------------------


@pytest.fixture
def writings(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """Each report that was written, and not kept."""
    found: list[Report] = []
    write = report_module._written

    def written(*made_of: object) -> Report:
        found.append(write(*made_of))
        return found[-1]

    monkeypatch.setattr(report_module, "_WRITTEN", Kept(report_module.MOST))
    monkeypatch.setattr(report_module, "_written", written)
    return found


@pytest.fixture
def case() -> Case:
    """A case that was entered here, with all that may hang on it."""
    enter(Random(3), make_programme(slug="hier"), [Region.objects.get(code="utrecht")], 1)
    return Case.objects.get()


@pytest.mark.django_db
def test_the_same_counts_give_the_report_that_was_written_of_them(case: Case, writings: list[Report]) -> None:
    first, again = build_report(Selection()), build_report(Selection())
    Case.objects.filter(pk=case.pk).update(research_objection=True)
    without = build_report(Selection())
    Case.objects.filter(pk=case.pk).update(research_objection=False)

    assert again is first
    assert without.figures != first.figures
    assert build_report(Selection()) is first
    assert writings == [first, without]


def change_a_benchmark() -> None:
    Benchmark.objects.filter(pk=Benchmark.objects.order_by("pk")[0].pk).update(value=62)


def change_a_question() -> None:
    Question.objects.filter(pk=Question.objects.order_by("pk")[0].pk).update(text="Iets anders?")


def change_a_kept_list() -> None:
    first = ListedCode.objects.filter(in_list=KeptList.REFERRER).order_by("place")[0]
    first.label = "Een andere naam"
    first.save()


def change_a_programme() -> None:
    FundingProgramme.objects.update(name="Een andere naam")


CHANGES = (change_a_benchmark, change_a_question, change_a_kept_list, change_a_programme)


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_a_report_is_written_of_besides_counts_makes_another_one(
    change: Callable[[], None], case: Case, writings: list[Report]
) -> None:
    def build() -> Report:
        return build_report(Selection(FundingProgramme.objects.get(pk=case.programme_id)))

    before = build()
    change()

    assert build() is not before
    assert len(writings) == 2


@pytest.mark.django_db
def test_writing_a_report_asks_nothing_of_the_database(
    case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    selection = Selection()
    found, margins = report_module.gather(selection), report_module.margins_of(selection)
    about = report_module._about(selection)

    with django_assert_num_queries(0):
        report = report_module._written(selection, found, margins, about)

    assert report.figures["requests"].number


@pytest.mark.parametrize("audience", Audience)
def test_no_rendering_changes_a_report_that_is_kept(pilot_report: Report, audience: Audience) -> None:
    before = pickle.dumps(pilot_report)
    report = protect(pilot_report, audience)
    protected = pickle.dumps(report)
    drawn_once.page_of(report)
    for kind in (DownloadFormat.JSON, DownloadFormat.CSV, DownloadFormat.XLSX, DownloadFormat.HTML):
        render_report(report, kind.value)

    assert protect(pilot_report, audience) is report
    assert (pickle.dumps(pilot_report), pickle.dumps(report)) == (before, protected)
