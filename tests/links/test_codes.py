"""Nobody guesses a personal link: at least 128 bits of chance, whatever the kind, and who tries is stopped."""

import math
import re

import pytest
from django.test import Client
from django.urls import reverse

from ekc.links import LINKS, MOST_MISSES
from tests.links.sent import BUILDERS

pytestmark = pytest.mark.django_db
LEAST_BITS = 128


def bits(code: str) -> float:
    """What a code of these signs can hold at most; counted low, by the kinds of signs that occur in it."""
    kinds = ((r"[0-9]", 10), (r"[a-z]", 26), (r"[A-Z]", 26))
    signs = sum(size for pattern, size in kinds if re.search(pattern, code))
    if re.fullmatch(r"[0-9a-f]+", code):
        signs = 16
    return len(re.sub(r"[^0-9A-Za-z]", "", code)) * math.log2(signs or 2)


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_every_code_has_128_bits_of_chance(kind):
    path = BUILDERS[kind]().paths[0]
    longest = max(re.split(r"/", path), key=len)
    secret = longest.rpartition("-")[2] if "reset" in path else longest

    assert bits(secret) >= LEAST_BITS, f"{kind}: {secret}"


ROUTES = [kind.routes[0] for kind in LINKS if kind.find is None]


@pytest.mark.parametrize("route", ROUTES)
def test_who_guesses_is_stopped_whatever_the_kind(route, monkeypatch):
    monkeypatch.setattr("ekc.links.MOST_MISSES", MOST_MISSES)
    client = Client()
    answers = [client.get(reverse(route, args=["a" * 20 + str(turn)])).status_code for turn in range(MOST_MISSES + 5)]

    assert answers[0] == 410
    assert answers[-1] == 429
    assert Client().get(reverse(route, args=["b" * 20]), REMOTE_ADDR="198.51.100.9").status_code == 410
