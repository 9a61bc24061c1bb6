"""Numbers and periods as a Dutch reader reads them; and text that no spreadsheet takes for a formula."""

import datetime as dt

from ekc.dates import quarter_bounds
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
    between = _between(selection.start, selection.until)
    return f"Aangemeld {between}" if between else "Alle aanmeldingen"


def basis(number: str, selection: Selection) -> str:
    """By which day the cases or answers of a chapter or section belong to the period; empty where that says nothing."""
    if selection.start is None and selection.until is None:
        return ""
    if source_of(number) == QUESTIONNAIRES:
        return f"Geteld: conferenties {_between(*_quarters(selection))}, in hele kwartalen."
    words = {
        REGISTRATION: "Geteld: zaken die zijn aangemeld",
        FOLLOW_UP: "Geteld: navraag bij zaken die zijn aangemeld",
    }
    return f"{words[source_of(number)]} {_between(selection.start, selection.until)}."


def _quarters(selection: Selection) -> tuple[dt.date | None, dt.date | None]:
    first = quarter_bounds(selection.start)[0] if selection.start else None
    return first, quarter_bounds(selection.until)[1] if selection.until else None


def _between(start: dt.date | None, until: dt.date | None) -> str:
    if start and until:
        return f"van {long_date(start)} tot en met {long_date(until)}"
    return f"vanaf {long_date(start)}" if start else f"tot en met {long_date(until)}" if until else ""


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
