"""Numbers and periods as a Dutch reader reads them; and text that no spreadsheet takes for a formula."""

import datetime as dt

from ekc.dates import quarter_bounds
from ekc.dutch import long_date
from ekc.figures import dutch

from ..catalogue.about import About, EditionMark
from ..catalogue.cells import Cell, Kind, Number
from ..catalogue.compared import Comparison
from ..codes import Audience
from ..moving import REACH
from ..protecting import ProtectedReport

SPACE = "\u00a0"
NONE = "–"
REGISTRATION = "registratie van de coördinatoren"
QUESTIONNAIRES = "vragenlijsten na de conferentie"
FOLLOW_UP = "navraag na drie maanden"


def number(value: Number, places: int | None = None) -> str:
    """`1.234` or `12,5`; a dash for no figure."""
    if value is None:
        return NONE
    if isinstance(value, int) and places is None:
        return f"{value:,}".replace(",", ".")
    return dutch(value, places)


def percent(value: Number) -> str:
    """`13 %`, kept on one line; a dash for no figure."""
    return NONE if value is None else f"{value}{SPACE}%"


def shown(cell: Cell) -> str:
    """A cell as it is read in a table: `1.234`, `13 %`, `7,8`; a count that is hidden as HIDDEN, everywhere."""
    if cell.is_hidden and cell.kind == Kind.COUNT:
        return HIDDEN
    if cell.kind == Kind.SHARE:
        return percent(cell.value)
    return number(cell.value, 1 if cell.kind in (Kind.MEAN, Kind.MARK) else None)


def in_words(cell: Cell) -> str:
    """A count in a sentence: `1.234`, or `een klein aantal`."""
    return "een klein aantal" if cell.is_hidden else number(cell.value)


HIDDEN = "klein"
"""Stands wherever a count is hidden: a word, that is read aloud as it is meant."""


def protection(report: ProtectedReport) -> list[str]:
    """What a reader must know of what was done to the figures; nothing where nothing was."""
    rules = report.rules
    if rules is None:
        return []
    rounded = f", en daarna afgerond op een veelvoud van {rules.step}" if rules.step > 1 else ""
    few = ""
    if rules.persons:
        few = f" Gaat een rapport over minder dan {rules.persons} hoofdpersonen, dan staat er geen enkel getal in."
    return [
        f"Elk getal in dit rapport is met opzet een beetje veranderd, meestal minder dan 4 en nooit meer dan {REACH} "
        f"omhoog of omlaag{rounded}. Zo is niemand te herkennen, ook niet voor wie rapporten met elkaar vergelijkt. "
        "Rijen tellen daardoor niet precies op tot hun totaal.",
        f"Waar “{HIDDEN}” staat, is het getal kleiner dan {rules.below} of weinig meer; het kan ook nul zijn. Een "
        f"percentage staat er bij een basis van ten minste {rules.share_base}, een gemiddelde bij ten minste "
        f"{rules.mean_base}; anders staat er een streepje ({NONE}). Percentages zijn berekend met de veranderde "
        f"getallen.{few}",
    ]


def protection_note(report: ProtectedReport) -> str:
    """The same under a table, in one sentence; empty where nothing was done."""
    rules = report.rules
    if rules is None:
        return ""
    return (
        f"Om niemand herkenbaar te maken zijn getallen iets veranderd; zij tellen niet precies op. “{HIDDEN}”: kleiner "
        f"dan {rules.below} of weinig meer, of nul."
    )


def audience(report: ProtectedReport) -> str:
    """For whom the figures are, in words."""
    return str(Audience(report.audience).label)


def period(about: About) -> str:
    """The period of aanmelding in words."""
    between = _between(about.start, about.until)
    return f"Aangemeld {between}" if between else "Alle aanmeldingen"


def basis(number: str, about: About) -> str:
    """By which day the cases or answers of a chapter or section belong to the period; empty where that says nothing."""
    if about.start is None and about.until is None:
        return ""
    if source_of(number) == QUESTIONNAIRES:
        return f"Geteld: conferenties {_between(*_quarters(about))}, in hele kwartalen."
    words = {
        REGISTRATION: "Geteld: zaken die zijn aangemeld",
        FOLLOW_UP: "Geteld: navraag bij zaken die zijn aangemeld",
    }
    return f"{words[source_of(number)]} {_between(about.start, about.until)}."


def _quarters(about: About) -> tuple[dt.date | None, dt.date | None]:
    first = quarter_bounds(about.start)[0] if about.start else None
    return first, quarter_bounds(about.until)[1] if about.until else None


def _between(start: dt.date | None, until: dt.date | None) -> str:
    if start and until:
        return f"van {long_date(start)} tot en met {long_date(until)}"
    return f"vanaf {long_date(start)}" if start else f"tot en met {long_date(until)}" if until else ""


def regions(report: ProtectedReport) -> str:
    """The regions that the figures are limited to; empty when they are not."""
    return ", ".join(report.about.regions)


def ways(report: ProtectedReport) -> str:
    """What the cases were chosen by besides: `Soort conferentie: Herstelconferentie; ...`; empty without."""
    return "; ".join(f"{label}: {value}" for label, value in report.about.ways_in_words)


def source_of(table_id: str) -> str:
    """Where the figures of a table come from, by its chapter."""
    return {"1": QUESTIONNAIRES, "2": REGISTRATION, "6": FOLLOW_UP}.get(table_id[0], QUESTIONNAIRES)


def counted_on(report: ProtectedReport) -> str:
    return long_date(report.about.made_on)


def _beside(found: Comparison) -> str:
    about = found.about
    if about is None:
        return f"Landelijke cijfers van {found.year}"
    return "; ".join(filter(None, (about.programme_name, period(about), ", ".join(about.regions) or "Alle regio's")))


def headed(report: ProtectedReport) -> list[tuple[str, str, str]]:
    """What stands at the head of every file: a code, what it is, and what it says."""
    beside = report.comparison
    lines = [
        ("programme", "Programma", report.programme_name),
        ("period", "Periode", period(report.about)),
        ("region", "Regio", regions(report) or "Alle regio's"),
        ("ways", "Alleen deze zaken", ways(report)),
        ("audience", "Voor wie", audience(report)),
        ("compared_with", "Vergeleken met", _beside(beside) if beside else ""),
        ("made_on", "Stand van de gegevens", counted_on(report)),
    ]
    return [line for line in [*lines, *_edition(report.edition)] if line[2]]


def _edition(mark: EditionMark | None) -> list[tuple[str, str, str]]:
    """What the head of a file says of the edition; nothing of a report that is none."""
    if mark is None:
        return []
    return [
        ("edition", "Editie", mark.title),
        ("approved", "Goedgekeurd door", mark.approved_by),
        ("published_on", "Gepubliceerd op", long_date(mark.published_on) if mark.published_on else mark.state),
        ("changes", "Anders dan de vorige versie", mark.changes),
        ("notes", "Toelichting", mark.notes),
        ("checksum", "Controlegetal", mark.checksum),
    ]
