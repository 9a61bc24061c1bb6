"""One sentence that sets a figure beside the national one, where that is known and not doubtful (domain.md 5.7)."""

from ekc.figures import dutch, mean, percentage

from .facts import ACTIVATION, Facts
from .groups import professionals


def national(facts: Facts, measure: str) -> tuple[int, str] | None:
    """The newest national figure of a measure that may be printed as fact: its year, and the figure in Dutch."""
    for year in sorted(facts.benchmarks, reverse=True):
        found = facts.benchmarks[year].get(measure)
        if found is not None and not found.is_doubtful:
            value = found.value.normalize()
            return year, dutch(int(value) if value == value.to_integral_value() else value)
    return None


def _share(facts: Facts, measure: str, words: str, part: int, base: int) -> str:
    figure, beside = percentage(part, base), national(facts, measure)
    if figure is None or beside is None:
        return ""
    return f"{words}: {figure} % (landelijk in {beside[0]}: {beside[1]} %)."


def _mean(facts: Facts, measure: str, words: str, total: int, count: int) -> str:
    figure, beside = mean(total, count), national(facts, measure)
    if figure is None or beside is None:
        return ""
    return f"{words}: {dutch(figure)} (landelijk in {beside[0]}: {beside[1]})."


def compare_referrers(facts: Facts) -> str:
    types = facts.by_code("referrer_type")
    part = sum(number for code, number in types.items() if professionals(code))
    return _share(facts, "referred_by_professional_share", "Aangemeld door een professional", part, sum(types.values()))


def compare_help(facts: Facts) -> str:
    known = facts.by_code("help_duration")
    base = sum(number for code, number in known.items() if code != "onbekend")
    return _share(facts, "help_over_2_years_share", "Langer dan twee jaar hulp", known["langer_dan_2_jaar"], base)


def compare_contacts(facts: Facts) -> str:
    cases = facts.total("referrer_type", ACTIVATION)
    words = "Gesproken personen per zaak zonder conferentie"
    return _mean(facts, "persons_contacted_per_request_without_conference", words, facts.total("contacts"), cases)


def compare_participants(facts: Facts) -> str:
    held = facts.total("duration", "whole")
    words = "Deelnemers per conferentie, met wie van onbekende positie is"
    return _mean(facts, "participants_per_conference", words, facts.total("attendance"), held)


def compare_professional_help(facts: Facts) -> str:
    asked, held = facts.number("plan", "", "professional_help_requested"), facts.total("duration", "whole")
    return _share(facts, "professional_help_requested_share", "Professionele hulp gevraagd", asked, held)


def compare_follow_up(facts: Facts) -> str:
    reached, held = facts.total("moment"), facts.total("duration", "whole")
    return _share(facts, "followup_response", "Conferenties met een follow-up", reached, held)
