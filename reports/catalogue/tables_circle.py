"""Tables of the people: how the circle grew, who was invited and came, who takes no part, how large a conference is
(C1, C2, M-03, M-08)."""

from cases.codes import ExclusionBy

from .cells import Cell, mean_of, share
from .code_lists import labels
from .facts import ACTIVATION, CONFERENCE, Facts
from .shapes import row_of
from .table import Built, Codes, Declaration

GROWTH: Codes = (
    ("bekend", "Bekend bij de aanmelding"),
    ("erbij", "Erbij gekomen in de voorbereiding"),
    ("totaal", "Totaal"),
    ("doet_mee", "Daarvan: doet mee"),
    ("was_erbij", "Daarvan: was bij de conferentie"),
)
INVITED: Codes = (
    ("hoofdpersonen", "Hoofdpersonen"),
    ("familie", "Familieleden"),
    ("netwerk", "Vrienden en sociaal netwerk"),
    ("professionals", "Professionals"),
)
CAME: Codes = (
    ("was_erbij", "Was erbij"),
    ("brief", "Stuurde een brief"),
    ("niet_met_reden", "Kwam niet, reden bekend"),
    ("niet", "Kwam niet, reden onbekend"),
)
SIZES = (
    ("1-5", "Tot en met 5", 5),
    ("6-9", "6-9", 9),
    ("10-15", "10-15", 15),
    ("16-20", "16-20", 20),
    (">20", "Meer dan 20", 10**6),
)


def _growth(facts: Facts) -> Built:
    phases = (ACTIVATION, CONFERENCE)
    cases = sum(facts.number("circle_cases", phase) for phase in phases)
    held = facts.number("circle_cases", CONFERENCE)
    counts = facts.by_code("circle")
    counts["totaal"] = counts["bekend"] + counts["erbij"]
    rows = []
    for code, label in GROWTH:
        of = held if code == "was_erbij" else cases
        rows.append(row_of(label, (counts[code], mean_of(counts[code], of, "personen", "aanvragen")), code=code))
    without = facts.total("referrer_type") - cases
    return Built(rows, counts["totaal"], not_asked=max(without, 0))


def _invited(facts: Facts) -> Built:
    rows = []
    for code, label in (*INVITED, ("totaal", "Totaal")):
        counts = facts.by_code("invited")
        numbers = [counts[came] if code == "totaal" else facts.number("invited", code, came) for came, _label in CAME]
        known = sum(numbers)
        rows.append(row_of(label, (known, *numbers), code=code, percentages=_shares(numbers, known)))
    return Built(rows, rows[-1].cells[0].number, missing=facts.by_code("invited")["onbekend"])


def _shares(numbers: list[int], known: int) -> list[Cell]:
    return [share(number, known) for number in (known, *numbers)]


def _excluded(facts: Facts) -> Built:
    rows = []
    for code, label in labels(ExclusionBy):
        numbers = [facts.number("excluded", code, how) for how in ("anders", "niet")]
        rows.append(row_of(label, (*numbers, sum(numbers)), code=code))
    total = facts.by_code("excluded")
    numbers = [total["anders"], total["niet"]]
    return Built([*rows, row_of("Totaal", (*numbers, sum(numbers)), code="totaal")], sum(numbers))


def _sizes(facts: Facts) -> Built:
    sizes = facts.histogram("size", "")
    rows, before = [], 0
    for code, label, until in SIZES:
        rows.append(row_of(label, (sum(n for size, n in sizes.items() if before < size <= until),), code=code))
        before = until
    total = sum(sizes.values())
    missing = facts.total("duration", "whole") - total
    return Built([*rows, row_of("Totaal", (total,), code="totaal")], total, max(missing, 0), share_bases=(total,))


TABLES: tuple[Declaration, ...] = (
    Declaration(
        "2.7.3",
        "Hoe de kring groeide",
        ("Personen", "Gemiddeld per aanvraag"),
        "personen in de kring",
        _growth,
        definition="Mensen rond de hoofdpersoon, zonder professionals: wie er bij de aanmelding bekend was, en wie "
        "erbij kwam.",
        note="Wie dubbel stond, telt één keer. Het gemiddelde is van de aanvragen met een kring; bij de laatste rij "
        "van die "
        "met een conferentie.",
        of_entered=True,
        when=lambda facts: bool(facts.total("circle_cases")),
    ),
    Declaration(
        "2.8.3c",
        "Grootte van de conferentie",
        ("Aantal",),
        "conferenties waarvan de deelnemers bekend zijn",
        _sizes,
        definition="Hoeveel deelnemers een conferentie had, over alle bijeenkomsten van een zaak samen.",
    ),
    Declaration(
        "2.8.3d",
        "Uitgenodigd en gekomen",
        ("Uitgenodigd", *(label for _code, label in CAME)),
        "personen die zijn uitgenodigd",
        _invited,
        definition="Wie voor een bijeenkomst was uitgenodigd, en wie van hen er was.",
        note="Wie voor meer bijeenkomsten van een zaak was uitgenodigd, telt één keer. Percentages van de "
        "uitgenodigden in "
        "dezelfde rij.",
        of_entered=True,
        when=lambda facts: bool(facts.total("invited")),
    ),
    Declaration(
        "2.8.3e",
        "Wie niet meedoet, en wie dat besloot",
        ("Doet anders mee", "Doet niet mee", "Totaal"),
        "personen die niet meedoen",
        _excluded,
        definition="Mensen uit de kring die niet bij de conferentie zouden zijn, naar wie dat besloot. Anders: met "
        "een brief, "
        "een tekening, iemand namens hen, of op afstand.",
        of_entered=True,
        is_sensitive=True,
        when=lambda facts: bool(facts.total("excluded")),
    ),
)
