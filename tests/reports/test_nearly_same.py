"""A part beside the rest of it, and selections of which nothing is told because another is nearly the same."""

import datetime as dt
import html

import pytest

from ekc.accounts.models import Region
from reports.catalogue import Selection
from reports.codes import Audience
from reports.protecting import ProtectedReport
from reports.rendering import render_report
from reports.side_by_side import Against, fault_of_pair, report_of, rest_of
from tests.factories import make_programme
from tests.reports.compared import fill, year
from tests.reports.protected import shown

pytestmark = pytest.mark.django_db
PROTECTED = (Audience.RESEARCH, Audience.PUBLIC)


# --- a part beside the rest ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", list(Audience))
def test_a_region_is_set_beside_the_other_regions_with_which_it_shares_nobody(pilot_cases, audience: Audience) -> None:
    utrecht, regions = Region.objects.get(code="utrecht"), list(Region.objects.all())
    fill(40, region=utrecht, received_on=dt.date(2010, 5, 5))
    mine = year(2010, region_ids=(utrecht.pk,), region_names=("Utrecht",))

    rest = rest_of(mine, regions)

    assert rest is not None
    assert fault_of_pair(audience, mine, rest) is None
    counted = [each.every_case().count() for each in (mine, rest, year(2010))]
    assert counted[0] + counted[1] == counted[2]
    report = report_of(mine, audience, Against(rest))
    assert report.comparison is not None
    assert not report.comparison.overlaps
    assert "alle regio's behalve Utrecht" in html_of(report)


def html_of(report: ProtectedReport) -> str:
    return html.unescape(render_report(report, "html").decode())


def test_without_a_region_there_is_no_rest() -> None:
    regions = list(Region.objects.all())

    assert rest_of(year(2010), regions) is None
    assert rest_of(year(2010, region_ids=tuple(region.pk for region in regions)), regions) is None


# --- nearly the same -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", PROTECTED)
@pytest.mark.parametrize(("others", "said"), [(0, ""), (1, "alle programma's"), (4, "alle programma's"), (5, "")])
def test_of_a_selection_that_differs_from_a_wider_one_by_few_families_nothing_is_told(
    audience: Audience, others: int, said: str
) -> None:
    """A programme and the country: between them lies one family, or four."""
    programme = make_programme()
    fill(60, programme=programme, received_on=dt.date(2010, 5, 5))
    fill(others, received_on=dt.date(2010, 5, 5))

    report = shown(Selection(programme), audience)

    assert report.nearly == said
    assert (report.key_figures["requests"] is None) == bool(said or audience == Audience.PUBLIC)
    assert shown(Selection(), audience).nearly == ""
    assert (said and f"bijna gelijk is aan een andere keuze: {said}" in html_of(report)) or not said
    assert shown(Selection(programme)).key_figures["requests"] == 60


def test_what_was_put_together_is_told_where_each_part_is_large_enough() -> None:
    large, small = make_programme(), make_programme()
    fill(40, programme=large)
    fill(20)
    fill(3, programme=small)

    assert shown(Selection(programmes=(large, small)), Audience.RESEARCH).nearly == (
        "dezelfde programma's zonder een daarvan"
    )
    fill(3, programme=small)
    assert shown(Selection(programmes=(large, small)), Audience.RESEARCH).nearly == ""


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"start": dt.date(2010, 4, 1), "until": dt.date(2010, 6, 30)}, "het halve jaar"),
        ({"start": dt.date(2010, 1, 1), "until": dt.date(2010, 6, 30)}, ""),
        ({"start": dt.date(2010, 1, 1), "until": dt.date(2010, 12, 31)}, "alle jaren"),
        ({"ways": (("variant", "eigen_kracht"),)}, "alle zaken"),
    ],
)
def test_periods_and_kinds_of_case_are_nearly_the_same_too(chosen: dict, said: str) -> None:
    fill(40, received_on=dt.date(2010, 5, 5), variant="eigen_kracht")
    fill(2, received_on=dt.date(2010, 2, 5), variant="eigen_kracht")
    fill(20, received_on=dt.date(2010, 9, 5), variant="eigen_kracht")
    fill(3, received_on=dt.date(2012, 9, 5), variant="herstel")

    assert shown(Selection(**chosen), Audience.RESEARCH).nearly == said
