"""The page of national figures: each with its source and what it stands beside; what is doubtful beside nothing."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from ekc.accounts.codes import Role
from reports.catalogue import declared
from reports.models import Benchmark
from reports.rendering.chapters import titles_beside_the_catalogue
from reports.side_by_side import MEASURES
from reports.views.benchmarks import BESIDE
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client) -> str:
    client.force_login(make_user(Role.RESEARCHER))
    return html.unescape(client.get(reverse("reports:benchmarks")).content.decode())


def test_every_national_figure_stands_there_with_its_source(page: str) -> None:
    rows = re.findall(r"<tr>(?!\s*<th scope=\"col\").*?</tr>", page, flags=re.S)

    assert len(rows) == Benchmark.objects.count()
    for found in Benchmark.objects.filter(is_doubtful=False):
        words = MEASURES[found.measure][0]
        assert [row for row in rows if words in row and found.source in row and found.place in row], found
    assert {2006, 2010, 2013} <= set(Benchmark.objects.filter(is_doubtful=False).values_list("year", flat=True))
    assert not Benchmark.objects.filter(year=2010, place="")


def test_what_is_doubtful_stands_apart_with_why_and_beside_nothing(page: str) -> None:
    before, after = page.split("Niet als feit te gebruiken")

    for found in Benchmark.objects.filter(is_doubtful=True):
        assert found.note in after
        assert found.note not in before
    assert "<a" not in after.split("</section>")[0]


def test_each_says_beside_which_table_it_stands_and_that_table_exists(page: str) -> None:
    known = {each.id for each in declared.EVERY} | set(titles_beside_the_catalogue())

    assert {table for table, _of in BESIDE.values()} <= known
    for measure in MEASURES:
        assert [name for name in BESIDE if measure.startswith(name)], measure
    assert page.count("compare=national-2010") == 1
