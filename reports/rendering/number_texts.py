"""Numbers and periods as a Dutch reader reads them; and text that no spreadsheet takes for a formula."""

from ekc.dutch import long_date
from ekc.figures import dutch

from ..catalogue import Report
from ..catalogue.selection import Selection

SPACE = "\u00a0"
NONE = "–"
REGISTRATION = "registratie van de coördinatoren"
QUESTIONNAIRES = "vragenlijsten na de conferentie"
FOLLOW_UP = "navraag na drie maanden"


def number(value: float | int | None, places: int | None = None) -> str:
    """`1.234` or `12,5`; a dash for no figure."""
    if value is None:
        return NONE
    if isinstance(value, int) and places is None:
        return f"{value:,}".replace(",", ".")
    return dutch(value, places)


def percent(value: int | None) -> str:
    """`13 %`, kept on one line; a dash for no figure."""
    return NONE if value is None else f"{value}{SPACE}%"


def period(selection: Selection) -> str:
    """The period of aanmelding in words."""
    start, until = selection.start, selection.until
    if start and until:
        return f"Aangemeld van {long_date(start)} tot en met {long_date(until)}"
    if start:
        return f"Aangemeld vanaf {long_date(start)}"
    if until:
        return f"Aangemeld tot en met {long_date(until)}"
    return "Alle aanmeldingen"


def regions(report: Report) -> str:
    """The regions that the figures are limited to; empty when they are not."""
    return ", ".join(report.region_names)


def ways(report: Report) -> str:
    """What the cases were chosen by besides: `Soort conferentie: Herstelconferentie; ...`; empty without."""
    return "; ".join(f"{label}: {value}" for label, value in report.ways)


def source_of(table_id: str) -> str:
    """Where the figures of a table come from, by its chapter."""
    return {"1": QUESTIONNAIRES, "2": REGISTRATION, "6": FOLLOW_UP}.get(table_id[0], QUESTIONNAIRES)


def counted_on(report: Report) -> str:
    return long_date(report.made_on)
