"""A breach that touches one case, with a letter for its main persons."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from ekc.breaches.acts import add_person, bring_people, decide_people, record_breach
from ekc.breaches.models import Breach
from tests.audit.reviewed import drawn_of, make_review

LETTER = {
    "letter_what": "Een laptop is gestolen.",
    "letter_risk": "Een ander kan lezen wat er over u staat.",
    "letter_done": "Wij hebben de laptop op afstand gewist.",
    "letter_advice": "Let op vreemde telefoontjes.",
    "letter_contact": "Lena de Boer, 038 123 45 67",
}


def make_breach(by: Any, *cases: Any, hours_ago: int = 2, is_bare: bool = False) -> Breach:
    """`is_bare`: only written down, and nothing decided."""
    found_at = timezone.now() - dt.timedelta(hours=hours_ago)
    numbers = [case.number for case in cases]
    made = record_breach(by=by, title="Laptop kwijt", what="Uit de trein.", found_at=found_at, case_numbers=numbers)
    if not is_bare:
        bring_people(made, by=by)
        add_person(made, by=by, name="Ria Bakker")
        made = decide_people(made, by=by, tell_people="ja", **LETTER)
    return made


def rows_of_breaches(world: Any) -> dict[str, Callable[[], int]]:
    """For the crawler: a breach, somebody it is about, and a review of the read log."""
    return {
        "breach": lambda: make_breach(world.lena, world.own.case).pk,
        "concerned": lambda: make_breach(world.lena, world.own.case).people.first().pk,
        "review": lambda: make_review(region=world.own.case.region).pk,
        "drawn": lambda: (
            drawn_of(world.anna, world.own.case.number, review=make_review(region=world.own.case.region)).pk
        ),
    }
