"""Tables of what became of the plans: reach, plans as a whole, the curve of agreements kept, the evaluation of the
family (F1, F2; M-05, M-06, M-21, M-24)."""

from collections.abc import Mapping

from followup.codes import CallKind, Execution, Group, Missed
from plans.codes import AgreementKind, LifeArea

from .cells import NO_BASE_SHARE, Cell, share
from .code_lists import labels
from .facts import Facts
from .shapes import UNKNOWN, Row, row_of
from .table import Built, Codes, Declaration

REACH: Codes = (
    ("gesproken", "Met ten minste één persoon gesproken"),
    ("niet", "Met niemand gesproken"),
    ("nog_niet", "Nog geen drie maanden geleden"),
)
EXECUTION: Codes = labels(Execution)
CALLED: Codes = (
    ("gesproken", "Na één maand gesproken"),
    ("niet_gesproken", "Na één maand met niemand gesproken"),
    ("onbekend", "Gesprek na één maand niet vastgelegd"),
)
ROUNDS = (CallKind.ONE_MONTH.value, CallKind.THREE_MONTHS.value)
KEPT_COLUMNS = ("N na één maand", "Nagekomen na één maand (%)", "N na drie maanden", "Nagekomen na drie maanden (%)")
EVALUATION: Codes = (
    ("afgesproken", "Evaluatie afgesproken in het plan"),
    ("gehouden", "Evaluatie gehouden"),
    ("begeleid", "Daarvan: met een coördinator erbij"),
)
OVERTAKEN = "Een afspraak die niet meer nodig was, telt niet mee."


def _reach(facts: Facts) -> Built:
    counts = facts.by_code("reach")
    total = sum(counts.values())
    due = total - counts["nog_niet"]
    rows = []
    for code, label in REACH:
        of_due = NO_BASE_SHARE if code == "nog_niet" else share(counts[code], due)
        rows.append(row_of(label, (counts[code], of_due), code=code))
    rows.append(row_of("Totaal", (total, share(due, due)), code="totaal"))
    return Built(rows, total)


def _missed(facts: Facts) -> Built:
    rows = []
    for code, label in labels(Group):
        numbers = [facts.number("missed", code, why) for why in Missed.values]
        rows.append(row_of(label[0].upper() + label[1:], (*numbers, sum(numbers)), code=code))
    return Built(rows, facts.total("missed"))


def _carried_out(facts: Facts) -> Built:
    rows = []
    for code, label in (*CALLED, ("totaal", "Totaal")):
        whole = facts.by_code("plan_carried_out")
        numbers = [
            whole[each] if code == "totaal" else facts.number("plan_carried_out", code, each)
            for each, _label in EXECUTION
        ]
        base = sum(numbers)
        rows.append(row_of(label, (*numbers, base), code=code, percentages=[share(each, base) for each in numbers]))
    n = rows[-1].cells[-1].number
    return Built(rows, n, missing=max(facts.total("duration", "whole") - n, 0))


def _kept(facts: Facts, name: str, label: str, group: str | None) -> Row:
    cells: list[int | Cell] = []
    for round_ in ROUNDS:
        found = facts.of(f"{name}.{round_}")
        done, not_done = (_sum(found, group, code) for code in ("gedaan", "niet"))
        cells += [done + not_done, share(done, done + not_done)]
    return row_of(label, cells, code=group or "totaal")


def _sum(found: Mapping[tuple[str, str], int], group: str | None, code: str) -> int:
    return sum(number for (each, result), number in found.items() if result == code and group in (None, each))


def _kept_by_owner(facts: Facts) -> Built:
    rows = [_kept(facts, "kept", label, code) for code, label in labels(AgreementKind)]
    rows.append(_kept(facts, "kept", "Totaal", None))
    return Built(rows, max(rows[-1].cells[at].number for at in (0, 2)))


def _kept_by_area(facts: Facts) -> Built:
    rows = [_kept(facts, "kept_area", label, code) for code, label in (*labels(LifeArea), UNKNOWN)]
    rows.append(_kept(facts, "kept_area", "Totaal", None))
    return Built(rows, max(rows[-1].cells[at].number for at in (0, 2)))


def _evaluation(facts: Facts) -> Built:
    held = facts.total("duration", "whole")
    counts = facts.by_code("evaluation")
    rows = []
    for code, label in EVALUATION:
        of = counts["gehouden"] if code == "begeleid" else held
        rows.append(row_of(label, (counts[code], share(counts[code], of)), code=code))
    return Built(rows, held)


def _is_told(facts: Facts) -> bool:
    return any(facts.total(f"kept.{round_}") for round_ in ROUNDS)


TABLES: tuple[Declaration, ...] = (
    Declaration(
        "6.1",
        "Bereik van de navraag",
        ("Aantal", "Van wie aan de beurt was (%)"),
        "conferenties",
        _reach,
        definition="Of na de conferentie met iemand is gesproken over hoe het met het plan gaat.",
    ),
    Declaration(
        "6.3b",
        "Wie niet is gesproken",
        ("Niet bereikt", "Wilde niet", "Totaal"),
        "groepen van wie niemand is gesproken",
        _missed,
        definition="Bij hoeveel navragen niemand van een groep is gesproken, en waarom niet.",
        of_entered=True,
        when=lambda facts: bool(facts.total("missed")),
    ),
    Declaration(
        "6.4c",
        "Uitvoering per plan",
        (*(label for _code, label in EXECUTION), "N"),
        "conferenties waarnaar navraag is gedaan",
        _carried_out,
        definition="Hoe een plan is uitgevoerd, volgens allen samen die erover zijn gesproken. Geheel: allen zeggen "
        "dat. Geheel "
        "niet: allen zeggen dat. Anders ten dele.",
        note="Wie het niet weet, telt bij een plan niet mee. Percentages van de rij.",
        of_entered=True,
    ),
    Declaration(
        "6.4d",
        "Afspraken nagekomen, naar wie ze uitvoert",
        KEPT_COLUMNS,
        "afspraken waarover is verteld",
        _kept_by_owner,
        definition="Welk deel van de afspraken helemaal was nagekomen, na één en na drie maanden.",
        note=OVERTAKEN,
        of_entered=True,
        when=_is_told,
    ),
    Declaration(
        "6.4e",
        "Afspraken nagekomen, naar levensgebied",
        KEPT_COLUMNS,
        "afspraken waarover is verteld",
        _kept_by_area,
        definition="Welk deel van de afspraken helemaal was nagekomen, na één en na drie maanden, per levensgebied.",
        note=OVERTAKEN,
        of_entered=True,
        when=_is_told,
    ),
    Declaration(
        "6.7",
        "Eigen evaluatie van de familie",
        ("Aantal", "Percentage"),
        "conferenties",
        _evaluation,
        definition="Of de familie afsprak weer bijeen te komen over het plan, en of dat gebeurde.",
        note="De rij “Daarvan” is een percentage van de rij erboven. Of een evaluatie is gehouden, is alleen bekend "
        "als het is "
        "verteld.",
        of_entered=True,
    ),
)
