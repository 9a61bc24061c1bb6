"""What sets a figure beside the national one, where that is known and not doubtful (domain.md 5.7)."""

from ekc.figures import dutch

from .cells import Cell, mean_of, share
from .facts import ACTIVATION, Facts
from .groups import professionals
from .shapes import Beside

REPORTED = 5
"""A year of which so many national figures are known was reported; of another somebody named one."""


def national(facts: Facts, measure: str) -> tuple[int, str] | None:
    """The newest national figure of a measure that may be printed as fact: its year, and the figure in Dutch. One of a
    year that was reported comes first, so that figures beside each other are of one year."""
    for year in sorted(
        facts.benchmarks, key=lambda each: (len(facts.benchmarks[each]) >= REPORTED, each), reverse=True
    ):
        found = facts.benchmarks[year].get(measure)
        if found is not None and not found.is_doubtful:
            value = found.value.normalize()
            return year, dutch(int(value) if value == value.to_integral_value() else value)
    return None


def _beside(facts: Facts, measure: str, words: str, cell: Cell) -> Beside | None:
    found = national(facts, measure)
    return None if found is None else Beside(words, cell, *found)


def _share(facts: Facts, measure: str, words: str, part: int, base: int, of: str, base_of: str = "") -> Beside | None:
    return _beside(facts, measure, words, share(part, base, of, base_of))


def _mean(facts: Facts, measure: str, words: str, total: int, count: int, of: str, base_of: str) -> Beside | None:
    return _beside(facts, measure, words, mean_of(total, count, of, base_of))


def compare_referrers(facts: Facts) -> Beside | None:
    types = facts.by_code("referrer_type")
    part = sum(number for code, number in types.items() if professionals(code))
    return _share(
        facts,
        "referred_by_professional_share",
        "Aangemeld door een professional",
        part,
        sum(types.values()),
        "aanvragen",
    )


def compare_help(facts: Facts) -> Beside | None:
    known = facts.by_code("help_duration")
    base = sum(number for code, number in known.items() if code != "onbekend")
    return _share(
        facts, "help_over_2_years_share", "Langer dan twee jaar hulp", known["langer_dan_2_jaar"], base, "aanvragen"
    )


def compare_contacts(facts: Facts) -> Beside | None:
    cases = facts.total("referrer_type", ACTIVATION)
    words = "Gesproken personen per zaak zonder conferentie"
    return _mean(
        facts,
        "persons_contacted_per_request_without_conference",
        words,
        facts.total("contacts"),
        cases,
        "personen",
        "aanvragen",
    )


def compare_participants(facts: Facts) -> Beside | None:
    held = facts.total("duration", "whole")
    words = "Deelnemers per conferentie, met wie van onbekende positie is"
    return _mean(
        facts, "participants_per_conference", words, facts.total("attendance"), held, "deelnemers", "conferenties"
    )


def compare_professional_help(facts: Facts) -> Beside | None:
    asked, held = facts.number("plan", "", "professional_help_requested"), facts.total("duration", "whole")
    return _share(
        facts, "professional_help_requested_share", "Professionele hulp gevraagd", asked, held, "conferenties"
    )


def compare_follow_up(facts: Facts) -> Beside | None:
    reached, held = facts.total("moment"), facts.total("duration", "whole")
    return _share(facts, "followup_response", "Conferenties met een follow-up", reached, held, "conferenties")
