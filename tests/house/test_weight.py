"""What comes over the line: one style sheet, text compressed, nothing that a page does not use."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from ekc.accounts.codes import Role
from ekc.middleware import CompressMiddleware
from ekc.sheets import NAME, PARTS, SheetFinder, site_css
from tests.factories import make_user

ROOT = Path(settings.BASE_DIR)
OF_ONE_PAGE = {"print", "sheet", "report"}
"""Beginnings of the names of sheets that stand apart: paper, the file for a telephone, the report."""


def test_every_sheet_of_ours_is_in_the_one_sheet_or_of_one_page() -> None:
    ours = {path.stem for path in (ROOT / "static/ekc").glob("*.css")}

    assert {name for name in ours - set(PARTS) if name.partition("-")[0] not in OF_ONE_PAGE} == set()
    assert set(PARTS) <= ours


def test_the_one_sheet_is_found_where_every_file_is_and_follows_its_parts() -> None:
    found = finders.find(NAME)

    assert Path(str(found)).read_text() == site_css()
    assert [name for name, _storage in SheetFinder().list(None)] == [NAME]
    assert "/*" not in site_css()


def test_what_is_used_of_bootstrap_is_what_the_script_makes() -> None:
    """It is not? Run scripts/trim_bootstrap.py."""
    made = subprocess.run([sys.executable, str(ROOT / "scripts/trim_bootstrap.py"), "--check"], check=False)

    assert made.returncode == 0


@pytest.mark.django_db
def test_a_page_asks_for_one_sheet_and_no_script_that_it_does_not_use(client: Client) -> None:
    client.force_login(make_user(Role.COORDINATOR))

    page = client.get(reverse("cases:my_cases")).content.decode()

    assert re.findall(r'rel="stylesheet" href="([^"]+)"', page) == [f"/static/{NAME}"]
    assert "htmx" not in page


@pytest.mark.django_db
def test_a_page_leaves_compressed_and_its_length_tells_nothing(client: Client) -> None:
    """BREACH: what is added at random makes the length of the same page another one each time."""
    client.force_login(make_user(Role.COORDINATOR))

    answers = [client.get(reverse("cases:my_cases"), headers={"accept-encoding": "gzip"}) for _time in range(8)]

    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert b"<h1" in gzip.decompress(answers[0].content)
    assert "Accept-Encoding" in answers[0]["Vary"]
    assert len({len(answer.content) for answer in answers}) > 1


@pytest.mark.parametrize(
    ("kind", "is_compressed"),
    [
        ("text/html; charset=utf-8", True),
        ("text/css", True),
        ("text/javascript", True),
        ("application/json", True),
        ("image/svg+xml", True),
        ("application/pdf", False),
        ("font/woff2", False),
        ("image/png", False),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
    ],
)
def test_text_is_compressed_and_what_is_dense_is_not(rf: RequestFactory, kind: str, is_compressed: bool) -> None:
    middleware = CompressMiddleware(lambda _request: HttpResponse(b"woord " * 200, content_type=kind))

    answer = middleware(rf.get("/", headers={"accept-encoding": "gzip"}))

    assert answer.has_header("Content-Encoding") == is_compressed


def test_a_part_of_a_file_stays_the_part_that_was_asked_for(rf: RequestFactory) -> None:
    part = HttpResponse(b"woord " * 200, content_type="text/css", headers={"Content-Range": "bytes 0-1199/2400"})

    answer = CompressMiddleware(lambda _request: part)(rf.get("/", headers={"accept-encoding": "gzip"}))

    assert not answer.has_header("Content-Encoding")
