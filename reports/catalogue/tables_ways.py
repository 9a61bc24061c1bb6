"""Tables of the ways that a case can go: variant, adjourned, broken off, meetings, another coordinator.

Each stands in a report only where there is something of it to say.
"""

from collections.abc import Mapping

from cases.codes import CaseOutcome, LeavingReason, Variant
from conferences.codes import BrokenOffReason, Part
from plans.codes import AgreementState, Restitution

from .cells import sum_of
from .code_lists import labels
from .dimensions import MANY_MEETINGS, MEETINGS
from .facts import ACTIVATION, CONFERENCE, Facts
from .shapes import Row, row_of
from .table import Built, Codes, Declaration

VARIANTS: Codes = labels(Variant)
VARIANT_COLUMNS = ("Eigen Kracht", "Herstel", "Alle Hens", "Totaal")
OUTCOMES = (ACTIVATION, CONFERENCE, CaseOutcome.BROKEN_OFF.value, CaseOutcome.PLAN_WITHOUT_MEETING.value)
OUTCOME_COLUMNS = ("Activeringsfase", "Conferentiefase", "Afgebroken", "Plan zonder bijeenkomst", "Totaal")
MADE_GOOD: Codes = labels(Restitution)
STATES = AgreementState.values
COURSES: Codes = (
    ("verdaagd", "Verdaagd: er zou een volgende bijeenkomst komen"),
    ("afgebroken_verder", "Een bijeenkomst afgebroken, en daarna verdergegaan"),
    ("afgebroken", "Afgebroken, en daarmee geëindigd"),
)


def _variants(facts: Facts) -> Built:
    rows = [
        _with_total(label, [facts.number("variant", each, code) for each in OUTCOMES], code) for code, label in VARIANTS
    ]
    totals = [facts.total("variant", each) for each in OUTCOMES]
    bases = (*totals, sum(totals))
    return Built([*rows, _with_total("Totaal", totals, "totaal")], sum(totals), share_bases=bases, share_of="zaken")


def _courses(facts: Facts) -> Built:
    rows = [
        _with_total(label, [facts.courses[variant, code] for variant, _l in VARIANTS], code) for code, label in COURSES
    ]
    return Built(rows, sum(facts.courses.values()))


def _meetings(facts: Facts) -> Built:
    counts = {code: [0] * len(VARIANTS) for code, _label in MEETINGS[1:]}
    for at, (variant, _label) in enumerate(VARIANTS):
        for number, conferences in facts.histogram("meetings", variant).items():
            counts[f"{MANY_MEETINGS}+" if number >= MANY_MEETINGS else str(number)][at] += conferences
    rows = [_with_total(label, counts[code], code) for code, label in MEETINGS[1:]]
    totals = [facts.total("meetings", variant) for variant, _label in VARIANTS]
    n = sum(totals)
    return Built([*rows, _with_total("Totaal", totals, "totaal")], n, share_bases=(*totals, n), share_of="conferenties")


def _broken_off(facts: Facts) -> Built:
    totals = facts.by_code("broken_off")
    rows = [
        _of_broken_off(label, code, {each: facts.number("broken_off", code, each) for each in totals})
        for code, label in VARIANTS
    ]
    return Built([*rows, _of_broken_off("Totaal", "totaal", totals)], totals["meetings"])


def _of_broken_off(label: str, code: str, found: Mapping[str, int]) -> Row:
    hours = (found.get("minutes", 0) + 30) // 60
    return row_of(label, (found.get("meetings", 0), sum_of(hours), sum_of(found.get("persons", 0))), code=code)


def _broken_off_in(facts: Facts) -> Built:
    return Built(_by_variant(facts, "broken_off_in", labels(Part)), facts.total("broken_off_in"))


def _broken_off_why(facts: Facts) -> Built:
    return Built(_by_variant(facts, "broken_off_why", labels(BrokenOffReason)), facts.total("broken_off_why"))


def _by_variant(facts: Facts, name: str, codes: Codes) -> list[Row]:
    return [
        _with_total(label, [facts.number(name, variant, code) for variant, _label in VARIANTS], code)
        for code, label in codes
    ]


def _left_by(facts: Facts) -> Built:
    rows = [
        _with_total(label, [facts.number("left_by", each, code) for each in OUTCOMES], code)
        for code, label in labels(LeavingReason)
    ]
    return Built(rows, facts.total("left_by"))


def _made_good(facts: Facts) -> Built:
    rows = [
        _with_total(label, [facts.number("made_good", code, state) for state in STATES], code)
        for code, label in MADE_GOOD
    ]
    totals = [facts.by_code("made_good")[state] for state in STATES]
    return Built([*rows, _with_total("Totaal", totals, "totaal")], sum(totals))


def _paid(facts: Facts) -> Built:
    agreements, euros = facts.by_code("made_good_with"), facts.by_code("made_good_euros")
    rows = [row_of(label, (agreements[code], sum_of(euros[code])), code=code) for code, label in labels(AgreementState)]
    totals = (agreements.total(), sum_of(euros.total()))
    return Built([*rows, row_of("Totaal", totals, code="totaal")], agreements.total())


def _with_total(label: str, numbers: list[int], code: str) -> Row:
    return row_of(label, (*numbers, sum(numbers)), code=code)


TABLES: tuple[Declaration, ...] = (
    Declaration(
        "2.1c",
        "Soort conferentie en afloop",
        OUTCOME_COLUMNS,
        "zaken",
        _variants,
        definition="Geregistreerde zaken, naar soort en afloop. De laatste twee aflopen staan in geen andere tabel.",
        when=lambda facts: bool(facts.codes("variant") - {Variant.FAMILY.value}),
    ),
    Declaration(
        "2.1d",
        "Verdaagd en afgebroken",
        VARIANT_COLUMNS,
        "zaken",
        _courses,
        definition="Geregistreerde zaken waarvan een bijeenkomst werd verdaagd of afgebroken.",
        note="Een zaak die is verdaagd en later afgebroken, staat in beide rijen.",
        when=lambda facts: bool(facts.courses.total()),
    ),
    Declaration(
        "2.1e",
        "Andere coördinator",
        OUTCOME_COLUMNS,
        "redenen",
        _left_by,
        definition="Zaken die een coördinator teruggaf of overdroeg, naar de reden. Een zaak telt per reden één keer.",
        note="Wie met de eerste coördinator is gesproken, en de uren van die coördinator, blijven bij de zaak.",
        when=lambda facts: bool(facts.total("left_by")),
    ),
    Declaration(
        "2.8.2d",
        "Aantal bijeenkomsten",
        VARIANT_COLUMNS,
        "conferenties",
        _meetings,
        definition="Bijeenkomsten die tot hun einde zijn gehouden. Een afgebroken bijeenkomst telt niet.",
        when=lambda facts: bool(facts.codes("meetings") - {"1"}),
    ),
    Declaration(
        "2.8.4c",
        "Herstelafspraken, één voor één",
        (*(label for _code, label in labels(AgreementState)), "Totaal"),
        "herstelafspraken",
        _made_good,
        definition="Afspraken waarmee het wordt goedgemaakt, in de versie van het plan die geldt.",
        note="Hoe het ermee staat, is zoals het bij het laatste gesprek is verteld.",
        when=lambda facts: bool(facts.total("made_good")),
    ),
    Declaration(
        "2.8.4d",
        "Vergoeding van de schade",
        ("Afspraken", "Euro"),
        "afspraken met een bedrag",
        _paid,
        definition="Herstelafspraken met een bedrag, naar hoe het ermee staat. Bedragen in hele euro's.",
        when=lambda facts: bool(facts.total("made_good_with")),
    ),
    Declaration(
        "2.8.5",
        "Afgebroken bijeenkomsten",
        ("Aantal", "Uren", "Personen"),
        "afgebroken bijeenkomsten",
        _broken_off,
        definition="Elke bijeenkomst die werd afgebroken, ook als de familie daarna verderging.",
        note="Uren van alle bijeenkomsten in een rij samen. Deze uren en personen staan in geen andere tabel.",
        when=lambda facts: bool(facts.total("broken_off")),
    ),
    Declaration(
        "2.8.5b",
        "In welk deel afgebroken",
        VARIANT_COLUMNS,
        "afgebroken bijeenkomsten",
        _broken_off_in,
        definition="In welk deel van de bijeenkomst werd afgebroken.",
        when=lambda facts: bool(facts.total("broken_off_in")),
    ),
    Declaration(
        "2.8.5c",
        "Waarom afgebroken",
        VARIANT_COLUMNS,
        "afgebroken bijeenkomsten",
        _broken_off_why,
        definition="Waarom een bijeenkomst werd afgebroken.",
        note="Wat er gebeurde, staat met de woorden van de coördinator alleen in de zaak. Van wat is ingelezen zonder "
        "reden, staat “Anders”.",
        when=lambda facts: bool(facts.total("broken_off_why")),
    ),
)
