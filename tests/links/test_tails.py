"""A link that a mail program, a scanner or a messenger opened with something behind it opens as it was sent."""

import pytest
from django.test import Client

from ekc.links import is_personal, without_tail
from tests.links.sent import BUILDERS, KINDS

pytestmark = pytest.mark.django_db
TAILS = [
    ".",
    ",",
    ";",
    ")",
    "]",
    ">",
    "'",
    '"',
    "”",
    "’",
    "!",
    "...",
    ").",
    "%3E",
    "%22",
    "&gt;",
    "%20",
    "%C2%A0",
    ")/",
    "./",
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_link_opens_with_what_was_taken_along_behind_it(kind: str) -> None:
    for path in BUILDERS[kind]().paths:
        plain, whole = Client().get(path), Client().get(path, follow=True)
        for tail in TAILS:
            for opened in {path + tail, path.rstrip("/") + tail}:
                client = Client()
                page = client.get(opened)
                if page.get("Location") == path:
                    continue  # Who is led to the address as it was sent sees what was just looked at.
                page = client.get(opened, follow=True)
                assert page.status_code == whole.status_code, opened
                assert page.request["PATH_INFO"] == whole.request["PATH_INFO"], opened
        assert plain.status_code < 400


@pytest.mark.parametrize("path", ["/zaken/EK-1./", "/static/ekc/house.js", "/agenda.", "/", "/zaken/)"])
def test_what_is_no_personal_link_is_left_as_it_is(path: str) -> None:
    assert not is_personal(without_tail(path))
    assert not is_personal(f"{without_tail(path)}/")


@pytest.mark.parametrize("path", ["/vragenlijst/a_b-c/", "a_b-c", "/", "", "/uitnodiging/A-1/agenda.ics"])
def test_a_whole_address_stays_as_it_is(path: str) -> None:
    assert without_tail(path) == path
