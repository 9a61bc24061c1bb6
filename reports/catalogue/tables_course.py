"""Tables of the course of cases in time, and of who applied: what was counted and not printed, and R1, R3, R7, M-02."""

from collections.abc import Iterable, Sequence

from cases.codes import HelpDuration, ReferrerDepartment, RepeatReason, WaitingReason
from ekc import dutch

from .cells import Cell, quantile, share
from .code_lists import labels
from .facts import Facts
from .groups import LAY
from .shapes import Row, row_of
from .table import PHASE_COLUMNS, Built, Codes, Declaration, by_phase

SOON = 61
"""In days: what the field calls within two months (domain.md 7, M-01)."""
PARTS: Codes = (
    ("start", "Van aanmelding tot start van de voorbereiding"),
    ("prepared", "Van start tot conferentie"),
    ("conference", "Van aanmelding tot conferentie"),
    ("registered", "Van conferentie tot complete registratie"),
    ("waited", "Op de wachtlijst (van wie wachtte)"),
)
BANDS: Sequence[tuple[str, str, int]] = (
    ("7", "Tot en met 7 dagen", 7),
    ("31", "8-31 dagen", 31),
    ("61", "32-61 dagen", SOON),
    ("92", "62-92 dagen", 92),
    ("183", "93-183 dagen", 183),
    ("langer", "Langer dan 183 dagen", 10**6),
)
FUNNEL: Codes = (
    ("offered", "Aangeboden door een professional, of zelf gevraagd"),
    ("received", "Aangemeld"),
    ("started", "Voorbereiding begonnen"),
    ("held", "Conferentie gehouden"),
    ("plan", "Plan gemaakt"),
    ("safe", "Plan als veilig geaccepteerd"),
    ("asked", "Navraag gedaan"),
    ("done", "Plan geheel of ten dele uitgevoerd"),
)
KINDS: Codes = (
    ("professional", "Professional"),
    (LAY[0], "Hoofdpersoon zelf"),
    (LAY[1], "Familie of netwerk"),
)
HELP_COLUMNS = ("Professional", "Hoofdpersoon of familie", "Totaal")
MONTHS: Codes = [(str(at), name.capitalize()) for at, name in enumerate(dutch.MONTHS, start=1)]


def years_of(codes: Iterable[str]) -> list[str]:
    """Every year from the first to the last of these."""
    found = sorted(int(code) for code in codes)
    return [str(year) for year in range(found[0], found[-1] + 1)] if found else []


def _lasting(facts: Facts) -> Built:
    rows = []
    for code, label in PARTS:
        days = facts.histogram("days", code)
        number = sum(days.values())
        within = sum(times for day, times in days.items() if day <= SOON)
        cells: tuple[int | Cell, ...] = (
            number,
            *(quantile(days, at, "zaken") for at in (1, 2, 3)),
            share(within, number, "zaken"),
        )
        rows.append(row_of(label, cells, code=code, of="zaken"))
    requests = facts.total("referrer_type")
    return Built(rows, requests)


def _bands(facts: Facts) -> Built:
    parts = ("start", "conference")
    days = [facts.histogram("days", part) for part in parts]
    rows, before = [], -1
    for code, label, until in BANDS:
        numbers = [sum(times for day, times in each.items() if before < day <= until) for each in days]
        rows.append(row_of(label, numbers, code=code, percentages=_shares(numbers, days)))
        before = until
    totals = [sum(each.values()) for each in days]
    return Built([*rows, row_of("Totaal", totals, code="totaal")], totals[0])


def _shares(numbers: Sequence[int], days: Sequence[dict[int, int]]) -> list[Cell]:
    return [share(number, sum(each.values()), "zaken") for number, each in zip(numbers, days, strict=True)]


def _waiting(facts: Facts) -> Built:
    rows = [row_of(label, (facts.number("waited", "", code),), code=code) for code, label in labels(WaitingReason)]
    return Built(rows, facts.total("waited"))


def _funnel(facts: Facts) -> Built:
    counts = facts.by_code("funnel")
    counts["offered"] += facts.total("offers")
    rows: list[Row] = []
    before = first = counts["offered"]
    for code, label in FUNNEL:
        number = counts[code]
        rows.append(row_of(label, (number, share(number, before), share(number, first)), code=code))
        before = number
    return Built(rows, first)


def _by_year(facts: Facts) -> Built:
    rows = []
    for year in years_of(group for group, _code in facts.of("by_year")):
        numbers = [facts.number("by_year", year, code) for code, _label in KINDS]
        total = sum(numbers)
        shares = [share(number, total) for number in (*numbers, total, facts.number("by_year", year, "held"))]
        held = facts.number("by_year", year, "held")
        rows.append(row_of(year, (*numbers, total, held), code=year, percentages=shares, occurs=True))
    counts = facts.by_code("by_year")
    numbers = [counts[code] for code, _label in KINDS]
    total = sum(numbers)
    shares = [share(number, total) for number in (*numbers, total, counts["held"])]
    rows.append(row_of("Totaal", (*numbers, total, counts["held"]), code="totaal", percentages=shares))
    return Built(rows, total)


def _help_by_referrer(facts: Facts) -> Built:
    groups = ("professional", "leek")
    rows, bases = [], [sum(_help(facts, group, code) for code, _l in _known_help()) for group in groups]
    for code, label in labels(HelpDuration):
        numbers = [_help(facts, group, code) for group in groups]
        rows.append(row_of(label, (*numbers, sum(numbers)), code=code))
    totals = [facts.total("help_by_referrer", group) for group in groups]
    rows.append(row_of("Totaal", (*totals, sum(totals)), code="totaal"))
    unknown = sum(totals) - sum(bases)
    return Built(rows, sum(totals), missing=unknown, share_bases=(*bases, sum(bases)))


def _known_help() -> Codes:
    return [pair for pair in labels(HelpDuration) if pair[0] != HelpDuration.UNKNOWN]


def _help(facts: Facts, group: str, code: str) -> int:
    return facts.number("help_by_referrer", group, code)


def _department(facts: Facts) -> Built:
    built = by_phase("referrer_department", labels(ReferrerDepartment))(facts)
    youth_care = facts.by_code("referrer_type")["bureau_jeugdzorg"]
    return Built(built.rows, built.n, max(youth_care - built.n, 0), built.share_bases, built.share_of)


def _repeat_reason(facts: Facts) -> Built:
    built = by_phase("repeat_reason", labels(RepeatReason))(facts)
    repeated = facts.by_code("earlier_conference")["ja"]
    return Built(built.rows, built.n, max(repeated - built.n, 0), built.share_bases, built.share_of)


def _months(facts: Facts) -> Built:
    counts = facts.by_code("month")
    rows = [row_of(label, (counts[code],), code=code) for code, label in MONTHS]
    total = facts.total("month")
    return Built([*rows, row_of("Totaal", (total,), code="totaal")], total, share_bases=(total,))


TABLES: tuple[Declaration, ...] = (
    Declaration(
        "2.1f",
        "Doorlooptijd in dagen",
        ("N", "Eerste kwart", "Mediaan", "Derde kwart", "Binnen twee maanden (%)"),
        "zaken",
        _lasting,
        definition="Hoeveel dagen er tussen twee momenten van een zaak liggen; de helft van de zaken duurde niet "
        "langer "
        "dan de mediaan.",
        note="De conferentie is de eerste bijeenkomst die tot het einde is gehouden. Een kwart van de zaken duurde "
        "niet "
        f"langer dan het eerste kwart, drie kwart niet langer dan het derde. Twee maanden: tot en met {SOON} "
        "dagen. "
        "Wachten is vastgelegd in dit systeem; van ingelezen registraties is het niet bekend.",
        of_entered=True,
    ),
    Declaration(
        "2.1g",
        "Tijd vanaf de aanmelding",
        ("Tot start voorbereiding", "Tot conferentie"),
        "zaken waarvan dit bekend is",
        _bands,
        definition="Na hoeveel dagen de voorbereiding begon, en de conferentie was.",
        note="Percentages van het totaal van de kolom.",
    ),
    Declaration(
        "2.1h",
        "Reden van wachten",
        ("Aantal",),
        "zaken die wachtten",
        _waiting,
        definition="Zaken die op de wachtlijst stonden, naar de reden. Een zaak telt per reden één keer.",
        of_entered=True,
        when=lambda facts: bool(facts.total("waited")),
    ),
    Declaration(
        "2.1i",
        "Van aanbod tot uitgevoerd plan",
        ("Aantal", "Van vorige stap (%)", "Van eerste stap (%)"),
        "zaken",
        _funnel,
        definition="Hoeveel zaken uit deze periode elke stap haalden, ook zaken die nog lopen of nog niet "
        "geregistreerd zijn.",
        note="Een aanbod dat tot geen zaak leidde, telt alleen mee in een keuze voor alle programma's. De navraag gaat "
        "over plannen waarnaar met ten minste één persoon is gevraagd.",
        chart_column=0,
        of_entered=True,
    ),
    Declaration(
        "2.2c",
        "Afdeling van Bureau Jeugdzorg",
        PHASE_COLUMNS,
        "aanvragen van Bureau Jeugdzorg",
        _department,
        definition="Bij welke afdeling van Bureau Jeugdzorg de aanmelder werkte.",
    ),
    Declaration(
        "2.2d",
        "Reden van een herhalingsverzoek",
        PHASE_COLUMNS,
        "herhalingsverzoeken",
        _repeat_reason,
        definition="Waarom een familie na een eerdere conferentie opnieuw een conferentie vroeg.",
    ),
    Declaration(
        "2.2e",
        "Aanmeldingen per jaar",
        (*(label for _code, label in KINDS), "Totaal", "Tot conferentie"),
        "aanvragen",
        _by_year,
        definition="Geregistreerde aanvragen naar het jaar van de aanmelding en de soort aanmelder.",
        note="Percentages van de aanvragen in dezelfde rij.",
    ),
    Declaration(
        "2.3b",
        "Duur hulpverlening naar soort aanmelder",
        HELP_COLUMNS,
        "aanvragen",
        _help_by_referrer,
        definition="Hoe lang er bij de aanmelding al hulp was, apart voor aanmeldingen door een professional en "
        "andere.",
        note="Percentages over de aanvragen waarvan de duur bekend is.",
    ),
    Declaration(
        "2.8.2e",
        "Maand van de conferentie",
        ("Aantal",),
        "conferenties",
        _months,
        definition="In welke maand de conferentie was, over alle jaren van de keuze samen.",
    ),
)
