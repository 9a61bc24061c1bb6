"""Tables with a shape of their own."""

from collections.abc import Callable
from typing import Any

from cases.codes import (
    Position,
)
from ekc.names import plain

from .cells import share
from .code_lists import DURATIONS, INFORMED, MOMENTS, PLAN_FACTS, RELATIONS, labels
from .facts import Facts, Place
from .groups import LAY
from .shapes import row_of
from .table import Built, Codes, by_phase, counted


def referrers(printed: Codes) -> Callable[[Facts], Built]:
    """The referrers of the print, by the names that they have now; what was added to the kept list stands among the
    professionals once a case has it, in the order of the list."""

    def build(facts: Facts) -> Built:
        codes = [(code, facts.referrers.get(code, label)) for code, label in printed]
        return by_phase("referrer_type", codes, others=facts.referrers, before=LAY)(facts)

    return build


def durations(facts: Facts) -> Built:
    rows = [
        row_of(label, (facts.number("duration", "whole", code), facts.number("duration", "private", code)), code=code)
        for code, label in DURATIONS
    ]
    totals = (facts.total("duration", "whole"), facts.total("duration", "private"))
    rows.append(row_of("Totaal", totals, code="totaal"))
    return Built(rows, totals[0])


def results(facts: Facts) -> Built:
    base = facts.total("duration", "whole")
    rows = []
    for code, label in PLAN_FACTS:
        number = facts.number("plan", "", code)
        rows.append(row_of(label, (number, share(number, base)), code=code))
    return Built(rows, base)


def informed(facts: Facts) -> Built:
    rows = []
    for question, label in INFORMED:
        answers = facts.by_code(f"answer.volwassene.{question}")
        numbers = [answers[code] for code in ("ja", "nee", "geen_antwoord")]
        base = sum(numbers)
        rows.append(row_of(label, (*(share(number, base) for number in numbers), base), code=question))
    return Built(rows, max((row.cells[-1].number for row in rows), default=0))


def relations(facts: Facts) -> Built:
    returned = facts.number("returned", "", "volwassene")
    answers = facts.by_code("answer.volwassene.relation")
    rows = [row_of(label, (answers[code],), code=code) for code, label in RELATIONS]
    unknown = returned - sum(row.cells[0].number for row in rows)
    rows += [row_of("Onbekend", (unknown,), code="onbekend"), row_of("Totaal", (returned,), code="totaal")]
    return Built(rows, returned, missing=unknown, share_bases=(returned,), share_of="volwassen respondenten")


def moments(facts: Facts) -> Built:
    built = counted("moment", MOMENTS, without=frozenset({"onbekend"}))(facts)
    return Built(built.rows, built.n, missing=facts.number("moment", "", "onbekend"), share_bases=built.share_bases)


def positions(facts: Facts) -> Built:
    codes = [pair for pair in labels(Position) if pair[0] != "onbekend"]
    built = counted("attendance", codes, without=frozenset({"onbekend"}))(facts)
    return Built(built.rows, built.n, facts.number("attendance", "", "onbekend"), built.share_bases)


def places(kind: str, *, article_last: bool = False) -> Callable[[Facts], Built]:
    """Grouped by sub-region in the order of the programme, then by place; unknown and total last.

    The article of a name like 't Veld does not count; `article_last` puts such names after the others. WESP
    printed the one list of places in the first way and the other in the second.
    """

    def key(place: Place) -> tuple[Any, ...]:
        # A place in no Dutch municipality, abroad for instance, comes last in its sub-region.
        name, article = sort_name(place.place)
        last = article and article_last
        return place.region_order, place.region, not place.municipality, last, name, place.municipality

    def build(facts: Facts) -> Built:
        mine = [place for place in facts.places if place.kind == kind]
        rows = [
            row_of(
                place.place,
                (place.number,),
                region=place.region,
                region_name=place.region_name,
                municipality=place.municipality,
                occurs=True,
            )
            for place in sorted((place for place in mine if place.place), key=key)
        ]
        unknown = sum(place.number for place in mine if not place.place)
        total = sum(place.number for place in mine)
        if unknown:
            rows.append(row_of("Onbekend", (unknown,), region="", municipality="", occurs=True))
        rows.append(row_of("Totaal", (total,), region="", municipality=""))
        return Built(rows, total, missing=unknown)

    return build


def sort_name(name: str) -> tuple[str, bool]:
    """A name as the alphabet sees it, without article, capitals and accents; and whether it had the article 't."""
    sorted_by = plain(name)
    return sorted_by.removeprefix("'t ").strip(), sorted_by.startswith("'t ")
