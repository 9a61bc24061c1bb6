"""Tables of the questionnaires beside the published set: information got, marks by year with their spread, and what the
mark of the conference goes together with."""

from collections.abc import Callable, Collection, Mapping, Sequence

from surveys.codes import Form

from .cells import Cell, mark, spread
from .facts import Facts
from .key_figures import GRADES, INSUFFICIENT, MARKS
from .shapes import Row, row_of
from .statements import WITH_MARK
from .table import Built, Codes, Declaration
from .tables_course import years_of

ANSWERS_OF: Mapping[str, str] = {
    "ja": "ja",
    "ten_dele": "ten dele",
    "soms": "soms",
    "nee": "nee",
    "geen_mening": "geen mening",
    "helemaal_oneens": "helemaal mee oneens",
    "oneens": "mee oneens",
    "neutraal": "neutraal",
    "eens": "mee eens",
    "helemaal_eens": "helemaal mee eens",
}
QUESTIONS: Mapping[str, str] = {
    "could_say": "Kunnen zeggen wat men wilde",
    "could_contribute": "Kunnen meewerken aan een oplossing",
    "at_ease": "Op zijn gemak tijdens de bijeenkomst",
    "at_ease_private": "Op zijn gemak tijdens het besloten deel",
    "enough_people": "Genoeg mensen om een plan te maken",
    "agree_with_plan": "Eens met het plan",
    "listened_to": "Er is goed geluisterd",
    "private_time_good": "Het besloten deel was goed",
    "satisfied_with_own_share": "Tevreden over het eigen aandeel",
    "could_inform_on_my_issues": "Kans gekregen om informatie te geven",
    "situation_will_improve": "De situatie zal verbeteren",
}
MARK_COLUMNS: Codes = (
    ("grade_conference", "Conferentie"),
    ("grade_plan", "Plan"),
    ("grade_coordinator", "Coördinator"),
)
MARK_BANDS = ((0, INSUFFICIENT), *((given, given) for given in range(INSUFFICIENT + 1, 11)))
BAND_COLUMNS = (f"{INSUFFICIENT} of lager", *(str(low) for low, _high in MARK_BANDS[1:]), "N", "Spreiding")
DISTRIBUTED = (
    ("2.9b", "Verdeling van het cijfer van de coördinator", ("2.9",)),
    ("3.4c", "Verdeling van de cijfers van volwassenen", ("3.4", "3.5", "3.6", "3.7")),
    ("4.2d", "Verdeling van de cijfers van kinderen", ("4.2",)),
    ("5.3c", "Verdeling van de cijfers van professionals", ("5.3", "5.4", "5.5")),
    ("6.6b", "Verdeling van de cijfers, terugkijkend", ("6.6",)),
)


def _choice(form: str, question: str, codes: Codes) -> Callable[[Facts], Built]:
    """One question: how often each answer was given, who gave none, and who was not asked."""

    def build(facts: Facts) -> Built:
        answers = facts.by_code(f"answer.{form}.{question}")
        rows = [row_of(label, (answers[code],), code=code) for code, label in codes]
        total = sum(answers[code] for code, _label in codes)
        rows.append(row_of("Totaal", (total,), code="totaal"))
        unasked = facts.not_asked(form, question)
        returned = facts.number("returned", "", form)
        missing = max(returned - unasked - total, 0)
        return Built(rows, total, missing=missing, share_bases=(total,), not_asked=unasked)

    return build


def _by_year(form: str) -> Callable[[Facts], Built]:
    """Mean marks and how many gave one, by the year of the conference; then of all years, with their spread."""

    def build(facts: Facts) -> Built:
        names = [f"year.{form}.{name}" for name, _label in MARK_COLUMNS]
        years = years_of({group for name in names for group, _code in facts.of(name)})
        rows = [_marks(year, [facts.histogram(name, year) for name in names], occurs=True) for year in years]
        whole = [facts.histogram(f"answer.{form}.{name}", "") for name, _label in MARK_COLUMNS]
        rows.append(_marks("totaal", whole))
        return Built(rows, max((sum(each.values()) for each in whole), default=0))

    return build


def _marks(code: str, found: Sequence[dict[int, int]], *, occurs: bool = False) -> Row:
    cells: list[int | Cell] = []
    for marks in found:
        cells += [_mean(marks), sum(marks.values())]
    return row_of("Totaal" if code == "totaal" else code, cells, code=code, of=MARKS, occurs=occurs)


def _mean(marks: dict[int, int]) -> Cell:
    """The mean of marks, with how far they lie apart: that a comparison needs."""
    total, squares = (sum(given**power * times for given, times in marks.items()) for power in (1, 2))
    return mark(total, sum(marks.values()), MARKS, squares)


def _distribution(sections: Collection[str]) -> Callable[[Facts], Built]:
    """How often each mark was given, and how far marks lie apart, for the marks of these sections."""

    def build(facts: Facts) -> Built:
        rows = []
        for section, label, name, counted, group, _measure in GRADES:
            if section in sections:
                marks = facts.histogram(counted, group)
                numbers = [sum(n for given, n in marks.items() if low <= given <= high) for low, high in MARK_BANDS]
                cells: tuple[int | Cell, ...] = (*numbers, sum(marks.values()), spread(marks, MARKS))
                rows.append(row_of(label, cells, code=f"{section}.{group}.{name}", of=MARKS))
        return Built(rows, max((row.cells[len(MARK_BANDS)].number for row in rows), default=0))

    return build


def _with_mark(form: str) -> Callable[[Facts], Built]:
    """The mean mark of the conference of those who gave each answer."""

    def build(facts: Facts) -> Built:
        rows = []
        for question in WITH_MARK[form]:
            for answer, words in ANSWERS_OF.items():
                marks = facts.histogram(f"with_mark.{form}.{question}", answer)
                number = sum(marks.values())
                if number:
                    cells = (_mean(marks), number)
                    label = f"{QUESTIONS[question]}: {words}"
                    rows.append(row_of(label, cells, code=f"{question}.{answer}", of=MARKS, occurs=True))
        marks = facts.histogram(f"answer.{form}.grade_conference", "")
        rows.append(_marks("totaal", [marks]))
        return Built(rows, sum(marks.values()))

    return build


GOT: Codes = (("ja", "Ja"), ("gedeeltelijk", "Gedeeltelijk"), ("nee", "Nee"))
BY_PROFESSIONAL: Codes = (("ja", "Ja"), ("nee", "Nee"), ("weet_niet", "Weet niet"))
YEAR_COLUMNS = tuple(head for _code, label in MARK_COLUMNS for head in (label, f"N {label.lower()}"))
OF_FORM = (
    (Form.ADULT.value, "3.4b", "3.6", "volwassenen"),
    (Form.CHILD.value, "4.2c", "4.3", "kinderen"),
    (Form.PROFESSIONAL.value, "5.3b", "5.5", "professionals"),
)


def _of_form(form: str, by_year: str, factors: str, who: str) -> tuple[Declaration, Declaration]:
    return (
        Declaration(
            by_year,
            f"Rapportcijfers van {who} per jaar",
            YEAR_COLUMNS,
            MARKS,
            _by_year(form),
            definition="Gemiddelde rapportcijfers naar het jaar van de conferentie, met het aantal cijfers.",
        ),
        Declaration(
            factors,
            f"Waar het cijfer van {who} mee samengaat",
            ("Cijfer conferentie", "N"),
            MARKS,
            _with_mark(form),
            definition="Het gemiddelde cijfer voor de conferentie, apart voor wie een vraag zo beantwoordde.",
            note="Wat samengaat, hoeft geen oorzaak te zijn.",
        ),
    )


TABLES: tuple[Declaration, ...] = (
    Declaration(
        "3.1b",
        "Aangemeld door een professional, volgens de respondent",
        ("Aantal",),
        "volwassen respondenten die antwoordden",
        _choice(Form.ADULT.value, "referred_by_professional", BY_PROFESSIONAL),
        definition="Of de aanmelding volgens wie antwoordde door een professional is gedaan.",
    ),
    Declaration(
        "3.2d",
        "Gevraagde informatie gekregen",
        ("Aantal",),
        "volwassen respondenten die antwoordden",
        _choice(Form.ADULT.value, "got_information", GOT),
        definition="Of wie gevraagd was welke informatie nodig is, die informatie ook kreeg.",
    ),
    *(declaration for each in OF_FORM for declaration in _of_form(*each)),
    *(
        Declaration(
            number,
            title,
            BAND_COLUMNS,
            MARKS,
            _distribution(sections),
            definition="Hoe vaak elk rapportcijfer is gegeven. Spreiding: de standaardafwijking; hoe groter, hoe meer "
            "mensen van mening verschillen.",
        )
        for number, title, sections in DISTRIBUTED
    ),
)
