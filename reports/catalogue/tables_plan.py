"""Tables of what stands in the plans: contents, agreements, help asked, who moves, what professionals had in mind
(R9, R11-R13; M-04, M-09 to M-13, M-15, M-16, M-18)."""

from cases.codes import IntendedHelp, Residence
from plans.codes import (
    AT_HOME_RESIDENCES,
    ESTABLISHED_STATES,
    AgreementKind,
    HelpAnswerKind,
    LifeArea,
    PlacementOutcome,
    PlanState,
)

from .cells import mean_of, share, sum_of
from .code_lists import labels
from .facts import Facts
from .shapes import UNKNOWN, Row, row_of
from .table import Built, Codes, Declaration

PLANS = "conferenties met een uitgewerkt plan"
MOVING = "personen die ergens anders gaan wonen"
READ_IN = "Van een registratie die is ingelezen, is het plan zelf niet bekend."
CONTENTS: Codes = (
    ("noodplan", "Noodplan: wat als het anders loopt"),
    ("review", "Datum om opnieuw bijeen te komen"),
    ("convener", "Wie iedereen dan bij elkaar roept"),
    ("monitor", "Wie op het plan let"),
    ("monitor_family", "Daarvan: iemand uit de eigen kring"),
    ("contact", "Aanspreekpunt voor de professional"),
)
TESTS: Codes = (
    (PlanState.ACCEPTED.value, "Getoetst en als veilig geaccepteerd"),
    (PlanState.NOT_NEEDED.value, "Toets niet nodig"),
    (PlanState.REJECTED.value, "Nog niet veilig"),
    ("open", "Nog niet getoetst"),
)
OWNERS: Codes = labels(AgreementKind)
OWNER_COLUMNS = ("Eigen kring", "Hulpverlening", "Totaal")
ANSWERS: Codes = (*labels(HelpAnswerKind), ("open", "Nog geen antwoord"))
MANY_AREAS = 6
CARE = {
    **dict.fromkeys(AT_HOME_RESIDENCES, 0),
    Residence.FAMILY_OR_FRIENDS: 1,
    Residence.FOSTER_FAMILY: 2,
    Residence.RESIDENTIAL_GROUP: 3,
}
"""How much care comes from outside where somebody lives, from least to most."""
MOVERS: Codes = (("minderjarig", "Kinderen"), ("meerderjarig", "Volwassenen"), ("anders", "Iemand anders"))
DIRECTIONS: Codes = (("lichter", "Dichter bij huis"), ("zwaarder", "Verder van huis"), ("anders", "Niet te zeggen"))
RESIDENCES: Codes = labels(Residence)


def _meetings(facts: Facts) -> Built:
    counts: dict[str, int] = dict.fromkeys(("1", "2", "3+", "geen_plan", UNKNOWN[0]), 0)
    for (what, meetings), number in facts.of("plan_meetings").items():
        code = what if what != "plan" else "3+" if int(meetings) > 2 else meetings
        counts[code] += number
    words = ("Plan na één bijeenkomst", "Plan na twee bijeenkomsten", "Plan na drie of meer", "Geen plan", UNKNOWN[1])
    rows = [row_of(label, (counts[code],), code=code) for code, label in zip(counts, words, strict=True)]
    total = sum(counts.values())
    known = total - counts[UNKNOWN[0]]
    rows.append(row_of("Totaal", (total,), code="totaal"))
    return Built(rows, total, missing=counts[UNKNOWN[0]], share_bases=(known,))


def _tests(facts: Facts) -> Built:
    states = facts.by_code("plan_test")
    counts = {code: states[code] for code, _label in TESTS}
    counts["open"] = sum(n for code, n in states.items() if code not in ESTABLISHED_STATES and code not in counts)
    total = sum(counts.values())
    rows = [row_of(label, (counts[code],), code=code) for code, label in TESTS]
    return Built([*rows, row_of("Totaal", (total,), code="totaal")], total, share_bases=(total,))


def _not_written(facts: Facts) -> int:
    return max(facts.total("plan_test") - facts.number("written", "", "plans"), 0)


def _contents(facts: Facts) -> Built:
    base = facts.number("written", "", "plans")
    rows = []
    for code, label in CONTENTS:
        number = facts.number("written", "", code)
        of = facts.number("written", "", "monitor") if code == "monitor_family" else base
        rows.append(row_of(label, (number, share(number, of, PLANS)), code=code))
    return Built(rows, base, not_asked=_not_written(facts))


def _help_asked(facts: Facts) -> Built:
    codes = [pair for pair in labels(IntendedHelp) if pair[0] != IntendedHelp.NOTHING]
    rows = [_help_row(facts, label, code) for code, label in (*codes, UNKNOWN)]
    counts = facts.by_code("help_asked")
    numbers = [counts[answer] for answer, _label in ANSWERS]
    rows.append(row_of("Totaal", (sum(numbers), *numbers), code="totaal"))
    return Built(rows, sum(numbers), missing=rows[-2].cells[0].number)


def _help_row(facts: Facts, label: str, code: str) -> Row:
    numbers = [facts.number("help_asked", code, answer) for answer, _label in ANSWERS]
    return row_of(label, (sum(numbers), *numbers), code=code)


def _movers(facts: Facts) -> Built:
    rows = []
    for code, label in MOVERS:
        ways = dict.fromkeys((each for each, _label in DIRECTIONS), 0)
        for (before, after), number in facts.of(f"moved.{code}").items():
            ways[_direction(before, after)] += number
        rows.append(row_of(label, (*ways.values(), sum(ways.values())), code=code))
    total = max(facts.number("plan", "", "persons_moving"), sum(row.cells[-1].number for row in rows))
    known = [sum(row.cells[at].number for row in rows) for at in range(3)]
    unknown = total - sum(known)
    rows.append(row_of(UNKNOWN[1], (0, 0, unknown, unknown), code=UNKNOWN[0]))
    rows.append(row_of("Totaal", (*known[:2], known[2] + unknown, total), code="totaal"))
    return Built(rows, total, missing=unknown)


def _direction(before: str, after: str) -> str:
    if before not in CARE or after not in CARE or CARE[Residence(before)] == CARE[Residence(after)]:
        return "anders"
    return "lichter" if CARE[Residence(after)] < CARE[Residence(before)] else "zwaarder"


def _moves(facts: Facts, kinds: tuple[str, ...]) -> Built:
    """From where, in rows, to where, in columns."""
    found: dict[tuple[str, str], int] = {}
    for kind in kinds:
        for pair, number in facts.of(f"moved.{kind}").items():
            found[pair] = found.get(pair, 0) + number
    rows = []
    for code, label in RESIDENCES:
        numbers = [found.get((code, after), 0) for after, _label in RESIDENCES]
        rows.append(row_of(label, (*numbers, sum(numbers)), code=code))
    totals = [sum(row.cells[at].number for row in rows) for at in range(len(RESIDENCES) + 1)]
    return Built([*rows, row_of("Totaal", totals, code="totaal")], totals[-1])


def _placements(facts: Facts) -> Built:
    rows = []
    for outcome in PlacementOutcome:
        numbers = [facts.number("placement", group, outcome.value) for group in ("dreigde", "was_er")]
        rows.append(row_of(str(outcome.label).capitalize(), (*numbers, sum(numbers)), code=outcome.value))
    totals = [facts.total("placement", group) for group in ("dreigde", "was_er")]
    return Built([*rows, row_of("Totaal", (*totals, sum(totals)), code="totaal")], sum(totals))


def _areas(facts: Facts) -> Built:
    rows = []
    for code, label in (*labels(LifeArea), UNKNOWN):
        numbers = [facts.number("agreements", owner, code) for owner, _label in OWNERS]
        rows.append(row_of(label, (*numbers, sum(numbers)), code=code))
    totals = [facts.total("agreements", owner) for owner, _label in OWNERS]
    rows.append(row_of("Totaal", (*totals, sum(totals)), code="totaal"))
    unknown = rows[-2].cells
    bases = [total - cell.number for total, cell in zip((*totals, sum(totals)), unknown, strict=True)]
    return Built(rows, sum(totals), missing=unknown[-1].number, share_bases=tuple(bases))


def _owners(facts: Facts) -> Built:
    plans, total = facts.number("written", "", "plans"), facts.total("agreements")
    rows = []
    for code, label in OWNERS:
        valued, euros = (facts.number("worth", code, what) for what in ("afspraken", "euro"))
        number = facts.total("agreements", code)
        mean = mean_of(number, plans, "afspraken", PLANS)
        rows.append(row_of(label, (number, share(number, total), mean, valued, sum_of(euros)), code=code))
    worth = facts.by_code("worth")
    cells = (total, share(total, total), mean_of(total, plans, "afspraken", PLANS))
    rows.append(row_of("Totaal", (*cells, worth["afspraken"], sum_of(worth["euro"])), code="totaal"))
    return Built(rows, total)


def _spread_of_areas(facts: Facts) -> Built:
    areas = facts.histogram("areas", "")
    rows = []
    for number in range(MANY_AREAS + 1):
        last = number == MANY_AREAS
        plans = sum(n for size, n in areas.items() if size == number or (last and size > number))
        rows.append(row_of(f"{number} of meer" if last else str(number), (plans,), code=str(number)))
    total = sum(areas.values())
    rows.append(row_of("Totaal", (total,), code="totaal"))
    return Built(rows, total, share_bases=(total,), not_asked=_not_written(facts))


def _intended(facts: Facts) -> Built:
    became = ("vervangen", "gevraagd", "onbekend")
    rows = []
    for code, label in (*labels(IntendedHelp), ("totaal", "Totaal")):
        if code == IntendedHelp.NOTHING:
            continue
        numbers = [
            facts.by_code("intended")[each] if code == "totaal" else facts.number("intended", code, each)
            for each in became
        ]
        known = numbers[0] + numbers[1]
        rows.append(row_of(label, (sum(numbers), *numbers, share(numbers[0], known)), code=code))
    return Built(rows, rows[-1].cells[0].number, missing=rows[-1].cells[3].number)


def is_written(facts: Facts) -> bool:
    return bool(facts.number("written", "", "plans"))


TABLES: tuple[Declaration, ...] = (
    Declaration(
        "2.8.4e",
        "Plan en aantal bijeenkomsten",
        ("Aantal",),
        "conferenties",
        _meetings,
        definition="Of er een plan kwam, en na hoeveel bijeenkomsten.",
    ),
    Declaration(
        "2.8.4f",
        "Toets van het plan",
        ("Aantal",),
        "conferenties met een plan",
        _tests,
        definition="Of een professional het plan toetste, en met welke uitkomst.",
        note="Toets niet nodig: er was geen veiligheidskader.",
        of_entered=True,
    ),
    Declaration(
        "2.8.4g",
        "Wat er in het plan staat",
        ("Aantal plannen", "Percentage"),
        PLANS,
        _contents,
        definition="Wat de familie in het plan regelde, in de versie die geldt.",
        note=f"{READ_IN} De rij “Daarvan” is een percentage van de rij erboven.",
        of_entered=True,
        when=is_written,
    ),
    Declaration(
        "2.8.4h",
        "Welke professionele hulp is gevraagd",
        ("Gevraagd", *(label for _code, label in ANSWERS)),
        "afspraken waarin om hulp is gevraagd",
        _help_asked,
        definition="Vragen aan de hulpverlening in de plannen, naar de soort hulp en het antwoord.",
        note=READ_IN,
        of_entered=True,
        when=lambda facts: bool(facts.total("help_asked")),
    ),
    Declaration(
        "2.8.4i",
        "Wie ergens anders gaat wonen",
        (*(label for _code, label in DIRECTIONS), "Totaal"),
        MOVING,
        _movers,
        definition="Personen van wie door het plan de verblijfplaats verandert. Van dichtbij naar ver: thuis of "
        "zelfstandig, "
        "bij familie of bekenden, in een pleeggezin, in een crisis- of leefgroep.",
        note="Van een registratie die is ingelezen, is alleen bekend om hoeveel personen het gaat.",
        of_entered=True,
        is_sensitive=True,
    ),
    Declaration(
        "2.8.4j",
        "Kinderen: van waar naar waar",
        (*(f"Naar: {label[0].lower()}{label[1:]}" for _code, label in RESIDENCES), "Totaal"),
        MOVING,
        lambda facts: _moves(facts, ("minderjarig",)),
        definition="Waar kinderen woonden (rijen), en waar zij volgens het plan gaan wonen (kolommen).",
        of_entered=True,
        is_sensitive=True,
        when=lambda facts: bool(facts.total("moved.minderjarig")),
    ),
    Declaration(
        "2.8.4k",
        "Volwassenen: van waar naar waar",
        (*(f"Naar: {label[0].lower()}{label[1:]}" for _code, label in RESIDENCES), "Totaal"),
        MOVING,
        lambda facts: _moves(facts, ("meerderjarig", "anders")),
        definition="Waar zij woonden (rijen), en waar zij volgens het plan gaan wonen (kolommen).",
        of_entered=True,
        is_sensitive=True,
        when=lambda facts: bool(facts.total("moved.meerderjarig") + facts.total("moved.anders")),
    ),
    Declaration(
        "2.8.4l",
        "Uithuisplaatsing",
        ("Dreigde", "Was er al", "Totaal"),
        "hoofdpersonen bij wie uithuisplaatsing dreigde, of er al was",
        _placements,
        definition="Wat er volgens het plan werd van een uithuisplaatsing die dreigde of er al was.",
        note=READ_IN,
        of_entered=True,
        is_sensitive=True,
        when=lambda facts: bool(facts.total("placement")),
    ),
    Declaration(
        "2.8.6",
        "Afspraken naar wie ze uitvoert",
        ("Afspraken", "Aandeel (%)", "Gemiddeld per plan", "Met een waarde", "Geschatte waarde (euro)"),
        "afspraken",
        _owners,
        definition="Afspraken in de plannen die gelden, naar wie ze uitvoert; de waarde is een schatting van de "
        "familie zelf.",
        note=READ_IN,
        of_entered=True,
        when=is_written,
    ),
    Declaration(
        "2.8.6b",
        "Afspraken naar levensgebied",
        OWNER_COLUMNS,
        "afspraken",
        _areas,
        definition="Over welk deel van het leven een afspraak gaat, en wie de afspraak uitvoert.",
        of_entered=True,
        when=is_written,
    ),
    Declaration(
        "2.8.6c",
        "Levensgebieden per plan",
        ("Aantal plannen",),
        PLANS,
        _spread_of_areas,
        definition="Over hoeveel levensgebieden een plan afspraken heeft.",
        of_entered=True,
        when=is_written,
    ),
    Declaration(
        "2.8.6d",
        "Wat professionals voor ogen hadden",
        ("Voor ogen", "Niet gevraagd", "Wel gevraagd", "Niet te zeggen", "Vervangen (%)"),
        "soorten hulp die een professional vooraf voor ogen had",
        _intended,
        definition="Hulp die een professional zonder conferentie had ingezet, en of de familie er in het plan om "
        "vraagt.",
        note="Vervangen: niet gevraagd, als percentage van de keren dat het te zeggen is.",
        of_entered=True,
        is_sensitive=True,
        when=lambda facts: bool(facts.total("intended")),
    ),
)
