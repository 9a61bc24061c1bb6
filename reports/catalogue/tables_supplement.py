"""Tables that the printed report has beside the published set: figures of its text, response and short questions."""

from collections.abc import Callable, Sequence

from cases.codes import (
    FAMILY_POSITIONS,
    MAIN_PERSON_POSITIONS,
    NETWORK_POSITIONS,
    PROFESSIONAL_POSITIONS,
)
from conferences.codes import AfterAll
from followup.codes import Change

from .cells import share, share_within
from .code_lists import RESPONDENT_GROUPS, labels
from .facts import ACTIVATION, CONFERENCE, Facts
from .groups import LAY, only, professionals
from .selection import OTHER_OUTCOMES
from .shapes import row_of
from .table import Built, Codes, Declaration, by_respondent

FORMS = (("volwassene", "Volwassenen"), ("kind", "Kinderen en jongeren"), ("professional", "Professionele aanvragers"))
YES_NO = (("ja", "Ja"), ("nee", "Nee"))
YES_PARTLY_NO = (("ja", "Ja"), ("ten_dele", "Ten dele"), ("nee", "Nee"))
CHILD_ANSWERS = (("ja", "Ja"), ("soms", "Soms"), ("nee", "Nee"), ("geen_mening", "Geen mening"))
REFERRERS = (
    ("professional", "Professional", professionals),
    (LAY[0], "Hoofdpersoon zelf", only(LAY[0])),
    (LAY[1], "Familie of netwerk", only(LAY[1])),
)
POSITIONS = (
    ("hoofdpersonen", "Hoofdpersonen", MAIN_PERSON_POSITIONS),
    ("familie", "Familieleden", FAMILY_POSITIONS),
    ("netwerk", "Vrienden en sociaal netwerk", NETWORK_POSITIONS),
    ("professionals", "Professionals", PROFESSIONAL_POSITIONS),
)
COMPOSITION = (
    ("only_adults", "Alleen volwassenen"),
    ("only_children", "Alleen kinderen"),
    ("both", "Kinderen en volwassenen"),
)
CHILDREN = (
    ("gender", "meisje", "Meisje"),
    ("gender", "jongen", "Jongen"),
    ("age_group", "5-12", "5-12 jaar"),
    ("age_group", "13-18", "13-18 jaar"),
    ("is_main_person", "true", "Hoofdpersoon"),
    ("is_main_person", "false", "Familielid of vriend van de hoofdpersoon"),
)


def _response(facts: Facts) -> Built:
    rows = []
    for form, label in FORMS:
        given, returned = facts.handed_out_and_returned(form)
        rows.append(row_of(label, (given, returned, share_within(returned, given)), code=form))
    return Built(rows, facts.total("handed_out"))


def _outcomes(facts: Facts) -> Built:
    numbers = [facts.total("referrer_type", phase) for phase in (ACTIVATION, CONFERENCE)]
    names = ("Geëindigd in de activeringsfase", "Conferentie gehouden")
    rows = [row_of(name, (number,), code=name) for name, number in zip(names, numbers, strict=True)]
    total = sum(numbers)
    return Built([*rows, row_of("Totaal", (total,), code="totaal")], total, share_bases=(total,), share_of="aanvragen")


def _other_outcomes(facts: Facts) -> Built:
    rows = [
        row_of(str(outcome.label), (facts.other_outcomes[outcome],), code=outcome.value)
        for outcome in OTHER_OUTCOMES
        if facts.other_outcomes[outcome]
    ]
    return Built(rows, sum(facts.other_outcomes.values()))


def _after_all(facts: Facts) -> Built:
    rows = [row_of(str(how.label), (facts.number("after_all", "", how),), code=how.value) for how in AfterAll]
    return Built(rows, facts.total("after_all"))


def _referrers(facts: Facts) -> Built:
    counts, total = facts.of("referrer_type"), facts.total("referrer_type")
    rows = []
    for code, label, is_one in REFERRERS:
        mine = sum(number for (_phase, each), number in counts.items() if is_one(each))
        held = sum(number for (phase, each), number in counts.items() if is_one(each) and phase == CONFERENCE)
        rows.append(row_of(label, (mine, share(mine, total), held, share(held, mine)), code=code))
    held = facts.total("referrer_type", CONFERENCE)
    rows.append(row_of("Totaal", (total, share(total, total), held, share(held, total)), code="totaal"))
    return Built(rows, total)


def _composition(facts: Facts) -> Built:
    counts = facts.by_code("composition")
    rows = [row_of(label, (counts[code],), code=code) for code, label in COMPOSITION]
    total = sum(counts.values())
    rows.append(row_of("Totaal", (total,), code="totaal"))
    return Built(rows, total, share_bases=(total,), share_of="aanvragen met een hoofdpersoon")


def _position_groups(facts: Facts) -> Built:
    counts = facts.by_code("attendance")
    rows = [
        row_of(label, (sum(counts[position] for position in positions),), code=code)
        for code, label, positions in POSITIONS
    ]
    total = sum(row.cells[0].number for row in rows)
    rows.append(row_of("Totaal", (total,), code="totaal"))
    known = "deelnemers van wie de positie bekend is"
    return Built(rows, total, missing=counts["onbekend"], share_bases=(total,), share_of=known)


def _asked(form: str, questions: Sequence[tuple[str, str]], codes: Codes) -> Callable[[Facts], Built]:
    """Whole percentages per question, each over who answered it, and that number."""

    def build(facts: Facts) -> Built:
        rows = []
        for question, label in questions:
            answers = facts.by_code(f"answer.{form}.{question}")
            numbers = [answers[code] for code, _label in codes]
            base = sum(numbers)
            shares = [share(number, base) for number in numbers]
            rows.append(row_of(label, (*shares, base, *_without_answer(facts, form, question, base)), code=question))
        return Built(rows, max((row.cells[len(codes)].number for row in rows), default=0))

    return build


def _without_answer(facts: Facts, form: str, question: str, answered: int) -> tuple[int, int]:
    """How many forms gave no answer to a question, and in how many it was not asked."""
    unasked = facts.not_asked(form, question)
    return max(facts.number("returned", "", form) - unasked - answered, 0), unasked


def _asked_by(facts: Facts) -> Built:
    answers = facts.by_code("answer.volwassene.asked_by")
    names = (
        ("coordinator", "Eigen Kracht-coördinator"),
        ("familie_vrienden", "Familie en vrienden"),
        ("hulpverlener", "Hulpverleners"),
    )
    rows = [row_of(label, (answers[code],), code=code) for code, label in names]
    total = sum(row.cells[0].number for row in rows)
    return Built([*rows, row_of("Totaal", (total,), code="totaal")], total)


def _children(facts: Facts) -> Built:
    rows = [
        row_of(label, (facts.number(f"answer.kind.{question}", "", code),), code=f"{question}.{code}")
        for question, code, label in CHILDREN
    ]
    return Built(rows, facts.number("returned", "", "kind"))


def _child_answers(facts: Facts) -> Built:
    """Counts, not percentages: few children answer."""
    rows = []
    for question, label in (
        ("at_ease", "Je was op je gemak"),
        ("listened_to", "Er is goed naar je geluisterd"),
        ("private_time_good", "Het besloten deel was goed"),
        ("enough_people", "Er waren genoeg mensen om een plan te maken"),
    ):
        answers = facts.by_code(f"answer.kind.{question}")
        numbers = [answers[code] for code, _label in CHILD_ANSWERS]
        base = sum(numbers)
        rows.append(row_of(label, (*numbers, base, *_without_answer(facts, "kind", question, base)), code=question))
    return Built(rows, max((row.cells[len(CHILD_ANSWERS)].number for row in rows), default=0))


def _heads(codes: Codes) -> tuple[str, ...]:
    return (*(f"{label} (%)" for _code, label in codes), *OF_ANSWERS)


OF_ANSWERS = ("Aantal (N)", "Geen antwoord", "Niet gevraagd")
PER_QUESTION = "Percentages over wie de vraag beantwoordde (N). Niet gevraagd: de vraag stond niet in de vragenlijst."
ANSWERED = "respondenten die antwoordden"

TABLES: tuple[Declaration, ...] = (
    Declaration(
        "1.4",
        "Respons per vragenlijst",
        ("Uitgereikt", "Teruggekomen", "Respons (%)"),
        "uitgereikte vragenlijsten",
        _response,
        definition="Teruggekomen vragenlijsten als deel van de uitgereikte.",
        note="Beide van dezelfde kwartalen, naar de dag van de conferentie. Waar meer terugkwam dan als uitgereikt is "
        "vastgelegd, is er geen percentage.",
    ),
    Declaration(
        "2.1",
        "Afloop van de aanvragen",
        ("Aantal",),
        "aanvragen",
        _outcomes,
        definition="In welke fase een aanvraag eindigde.",
        chart_column=0,
    ),
    Declaration(
        "2.1b",
        "Andere aflopen",
        ("Aantal",),
        "zaken met een andere afloop",
        _other_outcomes,
        definition="Geregistreerde zaken die niet in de activeringsfase eindigden, en geen hele conferentie hadden.",
        note="Deze zaken staan in geen van de andere tabellen.",
        when=lambda facts: bool(facts.other_outcomes.total()),
    ),
    Declaration(
        "2.8.4b",
        "Afgerond zonder volgende bijeenkomst",
        ("Aantal",),
        "conferenties waarvan de volgende bijeenkomst niet kwam",
        _after_all,
        definition="Er zou nog een bijeenkomst komen, en die kwam er niet. De laatste bijeenkomst telt.",
        when=lambda facts: bool(facts.total("after_all")),
    ),
    Declaration(
        "2.2b",
        "Soort aanmelder en uitkomst",
        ("Aanvragen", "Aandeel (%)", "Tot conferentie", "Tot conferentie (%)"),
        "aanvragen",
        _referrers,
        definition="Hoeveel van de aanvragen van elke soort aanmelder tot een conferentie leidden.",
        note="Het eerste percentage is van alle aanvragen, het tweede van de aanvragen in dezelfde rij.",
    ),
    Declaration(
        "2.6",
        "Samenstelling van de aanvragen",
        ("Aantal",),
        "aanvragen met een hoofdpersoon",
        _composition,
        definition="Of het om kinderen, volwassenen of beide gaat.",
    ),
    Declaration(
        "2.8.3b",
        "Deelnemers per groep",
        ("Aantal",),
        "deelnemers van wie de positie bekend is",
        _position_groups,
        definition="De posities van de vorige tabel, samengenomen in vier groepen.",
        chart_column=0,
    ),
    Declaration(
        "3.2b",
        "Gevraagd naar en toegevoegd aan informatie",
        _heads(YES_NO),
        f"volwassen {ANSWERED}",
        _asked(
            "volwassene",
            (
                ("asked_information_needs", "Vooraf gevraagd welke informatie men wilde"),
                ("added_information", "Zelf informatie toegevoegd"),
                ("enough_people", "Genoeg mensen om een plan te maken"),
            ),
            YES_NO,
        ),
        definition="Wat volwassenen is gevraagd en wat zij zelf toevoegden, en of er genoeg mensen waren.",
        note=PER_QUESTION,
    ),
    Declaration(
        "3.2c",
        "Door wie gevraagd welke informatie men wilde",
        ("Aantal",),
        "genoemde personen",
        _asked_by,
        definition="Wie vroeg welke informatie iemand wilde hebben.",
        note="Meer antwoorden per respondent zijn mogelijk.",
    ),
    Declaration(
        "3.3",
        "Meedoen aan de conferentie",
        _heads(YES_PARTLY_NO),
        f"volwassen {ANSWERED}",
        _asked(
            "volwassene",
            (
                ("could_ask", "Kunnen vragen wat men wilde"),
                ("could_say", "Kunnen zeggen wat men wilde"),
                ("could_contribute", "Kunnen meewerken aan een oplossing"),
                ("at_ease", "Op zijn gemak tijdens de bijeenkomst"),
                ("at_ease_private", "Op zijn gemak tijdens het besloten deel"),
            ),
            YES_PARTLY_NO,
        ),
        definition="Of volwassenen konden meedoen zoals zij wilden, en zich op hun gemak voelden.",
        note=PER_QUESTION,
    ),
    Declaration(
        "4.1",
        "Wie de kinderen zijn",
        ("Aantal",),
        "kinderen en jongeren die antwoordden",
        _children,
        definition="Geslacht, leeftijd en rol van de kinderen en jongeren die antwoordden.",
        note="Wie een vraag niet beantwoordde, staat in geen van de rijen van die vraag.",
    ),
    Declaration(
        "4.2",
        "Kinderen over de conferentie",
        (*(label for _code, label in CHILD_ANSWERS), *OF_ANSWERS),
        "kinderen en jongeren die antwoordden",
        _child_answers,
        definition="Wat kinderen en jongeren van de conferentie vonden.",
        note="Aantallen, geen percentages. Niet elke vraag had elk antwoord.",
    ),
    Declaration(
        "5.2",
        "Vooraf voldoende geïnformeerd",
        _heads(YES_NO),
        "professionele aanvragers die antwoordden",
        _asked(
            "professional",
            (
                ("informed_own_role", "Eigen inbreng en rol"),
                ("informed_meaning", "Wat Eigen Kracht inhoudt en beoogt"),
                ("informed_procedure_general", "Gang van zaken in het algemeen"),
                ("informed_procedure_this", "Gang van zaken van deze conferentie"),
            ),
            YES_NO,
        ),
        definition="Of professionele aanvragers vooraf genoeg wisten.",
        note=PER_QUESTION,
    ),
    Declaration(
        "6.5b",
        "Contact tussen hulpverleners en hoofdpersoon",
        ("Verbeterd", "Hetzelfde", "Verslechterd", "Geen mening", "N ="),
        "gesproken personen",
        by_respondent("contact_with_professionals", labels(Change), RESPONDENT_GROUPS),
        definition="Hoe het contact tussen hoofdpersoon en hulpverleners is, vergeleken met vóór de conferentie.",
    ),
)
