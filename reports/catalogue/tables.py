"""The tables of a WESP report, each declared once (domain.md 5; numbering of WESP)."""

from collections.abc import Callable
from typing import Any

from cases.codes import (
    BackgroundProblem,
    ContactGroup,
    EndReason,
    Ethnicity,
    Gender,
    HelpDuration,
    Position,
    ReferrerType,
    Refuser,
    Residence,
    Topic,
)
from conferences.codes import LocationType
from ekc.figures import percentage
from ekc.names import plain
from followup.codes import Change, Execution, ShareKept, SpokenWith

from .comparisons import (
    compare_contacts,
    compare_follow_up,
    compare_help,
    compare_participants,
    compare_professional_help,
    compare_referrers,
)
from .facts import Facts, Place
from .table import PHASE_COLUMNS, Built, Codes, Declaration, Row, by_phase, by_respondent, counted

CHILD_AGES = (
    ("ongeboren", "Ongeboren"),
    ("0-4", "0-4 jaar"),
    ("5-12", "5-12 jaar"),
    ("13-17", "13-17 jaar"),
    ("onbekend", "Onbekend"),
)
ADULT_AGES = (
    ("18-25", "18 t/m 25 jaar"),
    ("26-40", "26 t/m 40 jaar"),
    ("41-60", "41 t/m 60 jaar"),
    ("61+", "61 jaar en ouder"),
)
DURATIONS = (
    ("<1", "Tot 1 uur"),
    ("1-3", "1-3 uur"),
    ("3-5", "3-5 uur"),
    ("5-8", "5-8 uur"),
    ("8-10", "8-10 uur"),
    (">10", "> 10 uur"),
)
DAY_PARTS = (("dag", "Overdag"), ("dag_en_avond", "Overdag, doorlopend in de avond"), ("avond", "Alleen 's avonds"))
WEEK = (("doordeweeks", "Doordeweeks"), ("weekend", "Weekend"))
PLAN_FACTS = (
    ("plan_agreed", "Plan overeengekomen"),
    ("accepted_as_safe", "Als veilig geaccepteerd"),
    ("evaluation_agreed", "Evaluatie afgesproken"),
    ("reconvening_agreed", "Opnieuw bijeenkomen afgesproken"),
    ("professional_help_requested", "Professionele hulp gevraagd"),
    ("residence_change", "Verandering van verblijfplaats"),
)
RELATIONS = (
    ("hoofdpersoon", "Hoofdpersoon zelf"),
    ("vader", "Vader"),
    ("moeder", "Moeder"),
    ("broer_zus", "Broer/zus 18+"),
    ("opa_oma", "Opa/oma"),
    ("oom_tante", "Oom/tante"),
    ("neef_nicht", "Neef/nicht"),
    ("vriend", "Vriend/vriendin"),
    ("anders", "Anders"),
)
INFORMED = (
    ("informed_purpose", "Bedoeling"),
    ("informed_procedure", "Gang van zaken"),
    ("informed_situation", "Situatie kind/gezin"),
    ("informed_help", "Hulpmogelijkheden"),
)
MOMENTS = (
    ("tot_3", "tot 3 maanden na conferentie"),
    ("4_5", "4-5 maanden na conferentie"),
    ("langer_dan_5", "langer dan 5 maanden na conferentie"),
)
RESPONDENT_GROUPS = (
    ("Aanmelders/hulpverleners", (SpokenWith.REFERRER.value,)),
    (
        "Hoofdpersonen (volwassen en minderjarig)",
        (SpokenWith.ADULT_MAIN_PERSON.value, SpokenWith.MINOR_MAIN_PERSON.value),
    ),
    ("Familieleden en sociaal netwerk", (SpokenWith.FAMILY_NETWORK.value,)),
)


def labels(choices: type, *, only: tuple[str, ...] = (), **renamed: str) -> Codes:
    """Codes and labels in printed order; `only` these, in this order; some with another label."""
    all_codes = [(str(code), str(label)) for code, label in choices.choices]  # type: ignore[attr-defined]
    if only:
        found = dict(all_codes)
        all_codes = [(code, found[code]) for code in only]
    return [(code, renamed.get(code, label)) for code, label in all_codes]


CHILD_RESIDENCES = (
    "thuis_bij_ouders",
    "familie_of_bekenden",
    "bestandspleeggezin",
    "crisis_of_leefgroep",
    "anders",
)
ADULT_RESIDENCES = ("zelfstandig", "thuis_bij_ouders", "familie_of_bekenden", "anders")
ADULT_ETHNICITIES = ("nederlands", "turks", "marokkaans", "surinaams", "antilliaans", "overig")
ALL_GENDERS = dict(labels(Gender))
ALL_ETHNICITIES = dict(labels(Ethnicity))
ALL_RESIDENCES = dict(labels(Residence))
OF_REQUESTS = ("referrer_type", "aanvragen")
CHILDREN, ADULTS = "minderjarige hoofdpersonen", "meerderjarige hoofdpersonen"


# --- tables with a shape of their own ---------------------------------------------------------------------


def _durations(facts: Facts) -> Built:
    rows = [
        Row(label, (facts.number("duration", "whole", code), facts.number("duration", "private", code)), code=code)
        for code, label in DURATIONS
    ]
    totals = (facts.total("duration", "whole"), facts.total("duration", "private"))
    rows.append(Row("Totaal", totals, code="totaal"))
    return Built(rows, totals[0])


def _results(facts: Facts) -> Built:
    base = facts.total("duration", "whole")
    rows = []
    for code, label in PLAN_FACTS:
        number = facts.number("plan", "", code)
        rows.append(Row(label, (number, percentage(number, base)), code=code))
    return Built(rows, base)


def _informed(facts: Facts) -> Built:
    rows = []
    for question, label in INFORMED:
        answers = facts.by_code(f"answer.volwassene.{question}")
        numbers = [answers[code] for code in ("ja", "nee", "geen_antwoord")]
        base = sum(numbers)
        rows.append(Row(label, (*(percentage(number, base) for number in numbers), base), code=question))
    return Built(rows, max((row.values[-1] or 0 for row in rows), default=0))


def _relations(facts: Facts) -> Built:
    returned = facts.number("returned", "", "volwassene")
    answers = facts.by_code("answer.volwassene.relation")
    rows = [Row(label, (answers[code],), code=code) for code, label in RELATIONS]
    unknown = returned - sum(row.values[0] or 0 for row in rows)
    rows += [Row("Onbekend", (unknown,), code="onbekend"), Row("Totaal", (returned,), code="totaal")]
    return Built(rows, returned, missing=unknown, share_bases=(returned,), share_of="volwassen respondenten")


def _moments(facts: Facts) -> Built:
    built = counted("moment", MOMENTS, without=frozenset({"onbekend"}))(facts)
    return Built(built.rows, built.n, missing=facts.number("moment", "", "onbekend"), share_bases=built.share_bases)


def _positions(facts: Facts) -> Built:
    codes = [pair for pair in labels(Position) if pair[0] != "onbekend"]
    built = counted("attendance", codes, without=frozenset({"onbekend"}))(facts)
    return Built(built.rows, built.n, facts.number("attendance", "", "onbekend"), built.share_bases)


def _places(kind: str, *, article_last: bool = False) -> Callable[[Facts], Built]:
    """Grouped by sub-region in the order of the programme, then by place; unknown and total last.

    The article of a name like 't Veld does not count; `article_last` puts such names after the others. WESP
    printed the one list of places in the first way and the other in the second.
    """

    def key(place: Place) -> tuple[Any, ...]:
        # A place in no Dutch municipality, abroad for instance, comes last in its sub-region.
        name, article = sort_name(place.place)
        last = article and article_last
        return place.region_order, place.region, not place.municipality, last, name, place.municipality

    def build(facts: Facts) -> Built:
        mine = [place for place in facts.places if place.kind == kind]
        rows = [
            Row(
                place.place,
                (place.number,),
                region=place.region,
                region_name=place.region_name,
                municipality=place.municipality,
            )
            for place in sorted((place for place in mine if place.place), key=key)
        ]
        unknown = sum(place.number for place in mine if not place.place)
        total = sum(place.number for place in mine)
        if unknown:
            rows.append(Row("Onbekend", (unknown,), region="", municipality=""))
        rows.append(Row("Totaal", (total,), region="", municipality=""))
        return Built(rows, total, missing=unknown)

    return build


def sort_name(name: str) -> tuple[str, bool]:
    """A name as the alphabet sees it, without article, capitals and accents; and whether it had the article 't."""
    sorted_by = plain(name)
    return sorted_by.removeprefix("'t ").strip(), sorted_by.startswith("'t ")


# --- the catalogue ----------------------------------------------------------------------------------------

TABLES: tuple[Declaration, ...] = (
    Declaration(
        "2.2",
        "Aanmelder",
        PHASE_COLUMNS,
        "aanvragen",
        by_phase("referrer_type", labels(ReferrerType)),
        definition="Wie de aanvraag deed. Hoofdpersoon en familie zijn geen professional; alle anderen wel.",
        chart_column=2,
        comparison=compare_referrers,
    ),
    Declaration(
        "2.3",
        "Duur hulpverlening",
        PHASE_COLUMNS,
        "aanvragen",
        by_phase("help_duration", labels(HelpDuration)),
        definition="Hoe lang er bij de aanmelding al hulp was.",
        note="Percentages over de aanvragen waarvan de duur bekend is.",
        comparison=compare_help,
    ),
    Declaration(
        "2.4",
        "Achtergrondproblematiek",
        PHASE_COLUMNS,
        "genoemde problemen",
        by_phase("problems", labels(BackgroundProblem), sort_last="anders", share_of=OF_REQUESTS),
        definition="Wat er volgens de coördinator speelde. Meer problemen per aanvraag zijn mogelijk.",
        chart_column=2,
    ),
    Declaration(
        "2.5",
        "Onderwerpen voor de conferentie",
        PHASE_COLUMNS,
        "genoemde onderwerpen",
        by_phase("subjects", labels(Topic), sort_last="anders", share_of=OF_REQUESTS),
        definition="Waar de vragen van de familie over gingen. Meer onderwerpen per aanvraag zijn mogelijk.",
        chart_column=2,
    ),
    Declaration(
        "2.6.1a",
        "Leeftijd kinderen",
        PHASE_COLUMNS,
        CHILDREN,
        by_phase("minderjarig.age", CHILD_AGES),
        definition="Leeftijd op de dag van de aanmelding.",
        chart_column=2,
    ),
    Declaration(
        "2.6.1b",
        "Geslacht kinderen",
        PHASE_COLUMNS,
        CHILDREN,
        by_phase("minderjarig.gender", labels(Gender, only=("jongen", "meisje", "onbekend")), others=ALL_GENDERS),
    ),
    Declaration(
        "2.6.1c",
        "Etniciteit kinderen",
        PHASE_COLUMNS,
        CHILDREN,
        by_phase("minderjarig.ethnicity", labels(Ethnicity)),
        definition="Nederlands: beide ouders Nederlands. Anders: ten minste één ouder met een andere etniciteit.",
    ),
    Declaration(
        "2.6.1d",
        "Verblijfplaats kinderen",
        PHASE_COLUMNS,
        CHILDREN,
        by_phase("minderjarig.residence", labels(Residence, only=CHILD_RESIDENCES), others=ALL_RESIDENCES),
    ),
    Declaration(
        "2.6.2a",
        "Leeftijd volwassenen",
        PHASE_COLUMNS,
        ADULTS,
        by_phase("meerderjarig.age", ADULT_AGES),
        definition="Leeftijd op de dag van de aanmelding.",
    ),
    Declaration(
        "2.6.2b",
        "Geslacht volwassenen",
        PHASE_COLUMNS,
        ADULTS,
        by_phase("meerderjarig.gender", labels(Gender, only=("man", "vrouw")), others=ALL_GENDERS),
    ),
    Declaration(
        "2.6.2c",
        "Etniciteit volwassenen",
        PHASE_COLUMNS,
        ADULTS,
        by_phase("meerderjarig.ethnicity", labels(Ethnicity, only=ADULT_ETHNICITIES), others=ALL_ETHNICITIES),
    ),
    Declaration(
        "2.6.2d",
        "Verblijfplaats volwassenen",
        PHASE_COLUMNS,
        ADULTS,
        by_phase(
            "meerderjarig.residence",
            labels(Residence, only=ADULT_RESIDENCES, thuis_bij_ouders="Thuis bij ouders"),
            others=ALL_RESIDENCES,
        ),
    ),
    Declaration(
        "2.6.1e",
        "Woonplaats kinderen",
        ("Totaal",),
        "hoofdpersonen",
        _places("minderjarig"),
        note="Per subregio van de aanvraag, daarbinnen op alfabet. Een geheim adres telt als onbekend.",
    ),
    Declaration(
        "2.6.2e",
        "Woonplaats volwassenen",
        ("Totaal",),
        "hoofdpersonen",
        _places("meerderjarig", article_last=True),
        note="Per subregio van de aanvraag, daarbinnen op alfabet. Een geheim adres telt als onbekend.",
    ),
    Declaration(
        "2.7.1",
        "Reden van niet doorgaan",
        ("Aantal",),
        "aanvragen zonder conferentie",
        counted("not_held_reason", labels(EndReason), group="activering"),
        chart_column=0,
    ),
    Declaration(
        "2.7.1b",
        "Wie weigerde",
        ("Aantal",),
        "weigeringen",
        counted("refused_by", labels(Refuser), group="activering"),
        note="In één zaak kunnen meer personen weigeren.",
    ),
    Declaration(
        "2.7.2",
        "Personen met wie contact was (zaken zonder conferentie)",
        ("Aantal contacten",),
        "personen",
        counted("contacts", labels(ContactGroup), group="activering"),
        chart_column=0,
        comparison=compare_contacts,
    ),
    Declaration(
        "2.8.1",
        "Locatie",
        ("Aantal",),
        "conferenties",
        counted(
            "location_type",
            labels(
                LocationType,
                only=(
                    "buurthuis",
                    "kerk",
                    "horeca",
                    "thuis",
                    "zorgboerderij",
                    "ruimte_bij_seniorenflat",
                    "gebouw_hulpverlening",
                ),
            ),
        ),
        chart_column=0,
    ),
    Declaration(
        "2.8.2",
        "Duur conferentie in uren",
        ("Hele conferentie", "Besloten deel"),
        "conferenties",
        _durations,
        definition="Een klasse bevat haar ondergrens en niet haar bovengrens: 3 uur valt in 3-5 uur.",
    ),
    Declaration(
        "2.8.2b",
        "Dagdeel",
        ("Aantal",),
        "conferenties",
        counted("day_part", DAY_PARTS),
        definition="Alleen 's avonds: begint om 17:00 uur of later. Doorlopend: begint vóór 17:00 en eindigt na 18:00.",
    ),
    Declaration("2.8.2c", "Dag van de week", ("Aantal",), "conferenties", counted("week", WEEK)),
    Declaration(
        "2.8.3",
        "Deelnemers conferentie",
        ("Aantal",),
        "deelnemers van wie de positie bekend is",
        _positions,
        note="Coördinatoren en tolken van buiten zijn geen deelnemers en tellen niet mee.",
        chart_column=0,
        comparison=compare_participants,
    ),
    Declaration(
        "2.8.4",
        "Resultaat",
        ("Aantal plannen", "Percentage van de conferenties"),
        "conferenties",
        _results,
        note="Waar geen veiligheidskader was, geldt een plan als geaccepteerd.",
        comparison=compare_professional_help,
    ),
    Declaration(
        "3.1",
        "Samenstelling volwassen respondenten",
        ("Aantal",),
        "volwassen respondenten",
        _relations,
        chart_column=0,
    ),
    Declaration(
        "3.2",
        "Voldoende informatie over",
        ("Ja (%)", "Nee (%)", "Geen antwoord (%)", "Aantal (N)"),
        "volwassen respondenten die antwoordden",
        _informed,
        note="Percentages over wie de vraag beantwoordde; die basis staat in de laatste kolom.",
    ),
    Declaration(
        "6.2",
        "Moment van follow-up",
        ("Aantal",),
        "conferenties waarvan het moment bekend is",
        _moments,
        definition="Dagen tussen conferentie en eerste gesprek, gedeeld door 30,44 en afgerond op hele maanden.",
    ),
    Declaration(
        "6.3",
        "Gesproken personen",
        ("Aantal",),
        "gesproken personen",
        counted("spoken_with", labels(SpokenWith)),
        chart_column=0,
        comparison=compare_follow_up,
    ),
    Declaration(
        "6.4a",
        "Mening over uitvoering plan",
        ("Geheel", "Ten dele", "Geheel niet", "Weet niet", "N ="),
        "gesproken personen",
        by_respondent("plan_executed", labels(Execution), RESPONDENT_GROUPS),
        definition="Eén afspraak niet uitgevoerd is al “ten dele”.",
    ),
    Declaration(
        "6.4b",
        "Deel van de afspraken uitgevoerd",
        ("Meer dan de helft", "Ongeveer de helft", "Minder dan de helft", "Weet niet", "N ="),
        "gesproken personen",
        by_respondent("share_of_agreements", labels(ShareKept), RESPONDENT_GROUPS),
    ),
    Declaration(
        "6.5a",
        "Situatie van de hoofdpersoon",
        ("Verbeterd", "Hetzelfde", "Verslechterd", "Geen mening", "N ="),
        "gesproken personen",
        by_respondent("situation", labels(Change), RESPONDENT_GROUPS),
    ),
)
