"""Figures are of whole quarters, whichever way they are asked: figures of a day would be those of one family."""

import datetime as dt
from itertools import product
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cases.models import FundingProgramme
from ekc.accounts.codes import Role
from ekc.dates import local_today
from reports.choices import selection_for
from reports.forms import ReportForm
from reports.periods import MOST_YEARS, OffTheGrid, check_period, quarters
from tests.factories import make_case, make_programme, make_user
from tests.people import signed_in

pytestmark = pytest.mark.django_db
FIRSTS = [dt.date(2026, month, 1) for month in (1, 4, 7, 10)]
LASTS = [dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 9, 30), dt.date(2026, 12, 31)]
YEAR = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(365)]


def fits(start: dt.date | None, until: dt.date | None) -> bool:
    try:
        check_period(start, until)
    except OffTheGrid:
        return False
    return True


def test_only_the_edges_of_quarters_bound_a_period() -> None:
    assert [day for day in YEAR if fits(day, None)] == FIRSTS
    assert [day for day in YEAR if fits(None, day)] == LASTS
    assert fits(None, None)


def test_a_period_is_at_least_a_quarter() -> None:
    found = {(start, until) for start, until in product(FIRSTS, LASTS) if fits(start, until)}

    assert found == {(FIRSTS[at], LASTS[to]) for at in range(4) for to in range(at, 4)}


def test_there_is_a_choice_from_the_first_aanmelding_until_now() -> None:
    make_case(received_on=dt.date(2011, 2, 3))
    found = quarters()

    assert found[-1] == (dt.date(2011, 1, 1), dt.date(2011, 3, 31))
    assert found[0][0] <= local_today() <= found[0][1]
    assert all(fits(*quarter) for quarter in found)


def test_a_mistake_in_a_date_makes_no_endless_list() -> None:
    make_case(received_on=dt.date(203, 2, 3))

    assert len(quarters()) <= 4 * (MOST_YEARS + 1)


def asked_by_day(programme: FundingProgramme) -> dict[str, str]:
    return {"programme": programme.slug, "start": "2026-02-03", "until": "2026-02-03"}


def test_a_day_is_refused_on_the_page_in_a_file_and_in_what_was_stored() -> None:
    programme = make_programme()
    make_case(programme=programme, received_on=dt.date(2026, 2, 3))
    eva = make_user(Role.RESEARCHER)

    form = ReportForm(asked_by_day(programme), user=eva)

    sentence = "Kies een kwartaal uit de lijst. Cijfers zijn er per heel kwartaal."
    assert form.errors == {"start": [sentence], "until": [sentence]}
    assert selection_for(eva, asked_by_day(programme)) is None
    page = signed_in(eva).get("/cijfers/", asked_by_day(programme)).content.decode()
    assert sentence in page
    assert "Tabel 2.2" not in page


def test_a_day_is_refused_on_the_command_line(tmp_path: Path) -> None:
    programme = make_programme()
    with pytest.raises(
        CommandError, match="2026-02-03 is not the first day of a quarter. Figures are of whole quarters"
    ):
        call_command(
            "wesp_report",
            project=programme.slug,
            start="2026-02-03",
            until="2026-02-03",
            format="json",
            output=tmp_path / "r.json",
        )


def test_a_quarter_gives_figures(client: Client) -> None:
    programme = make_programme()
    make_case(programme=programme, received_on=dt.date(2026, 2, 3))
    eva = make_user(Role.RESEARCHER)
    asked = {"programme": programme.slug, "start": "2026-01-01", "until": "2026-03-31"}

    assert ReportForm(asked, user=eva).is_valid()
    assert (
        "Aangemeld van 1 januari 2026 tot en met 31 maart 2026"
        in signed_in(eva).get("/cijfers/", asked).content.decode()
    )
