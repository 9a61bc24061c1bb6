"""The middle of the page of figures is kept by all that stands in it: nobody gets the text of who may see more."""

from dataclasses import replace

import pytest
from django.utils import translation

from reports.catalogue import Report
from reports.codes import Audience
from reports.protecting import protect
from reports.rendering import drawn_once


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The audience of each report that was drawn, and not kept."""
    found: list[str] = []
    draw = drawn_once._draw
    monkeypatch.setattr(drawn_once, "_DRAWN", type(drawn_once._DRAWN)())
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
