"""The sentences of the report: how was counted, and what the figures say. General rules, true for every selection."""

from collections.abc import Sequence

from ekc.dutch import long_date

from ..catalogue import Report
from ..catalogue.table import SMALL
from .number_texts import NONE, counted_on, number, percent, period, regions, ways


def about(report: Report) -> list[str]:
    """What this report is about."""
    figures = report.key_figures
    where = regions(report)
    return [
        f"Dit rapport gaat over Eigen Kracht-conferenties in het programma {report.programme_name}. Een Eigen "
        "Kracht-conferentie is een bijeenkomst waarin een familie met iedereen die belangrijk is een eigen plan maakt. "
        "Een onafhankelijke coördinator bereidt de conferentie voor, samen met de familie.",
        f"{period(report.selection)}{f', in {where}' if where else ''}. Daarvan zijn "
        f"{number(figures['requests'])} aanvragen afgerond en geregistreerd; daarover gaan de tabellen. "
        f"{_open(report)}",
        *_ways(report),
        *_reopened(report),
    ]


def _ways(report: Report) -> list[str]:
    """By what the cases were chosen besides; nothing where they were not."""
    chosen = ways(report)
    return [f"Dit rapport gaat alleen over deze zaken – {chosen}. {NO_ANSWERS}"] if chosen else []


def _reopened(report: Report) -> list[str]:
    """What an edition that was printed before may say otherwise; nothing where no case was taken up again."""
    found = report.reopened
    if found.last_on is None:
        return []
    one = found.cases == 1
    cases = "Eén zaak die al meetelde, is" if one else f"{number(found.cases)} zaken die al meetelden, zijn"
    waiting = ""
    if found.not_counted:
        waiting = f" {number(found.not_counted)} daarvan {'telt' if found.not_counted == 1 else 'tellen'} nu niet mee."
    return [
        f"{cases} later heropend om iets te verbeteren, het laatst op {long_date(found.last_on)}.{waiting} Een rapport "
        "over deze selectie dat daarvóór is gemaakt, kan andere cijfers hebben. Eerdere edities worden niet bewaard."
    ]


def _open(report: Report) -> str:
    count = report.open_cases
    if count == 0:
        return "Er zijn geen zaken die nog lopen of nog niet zijn geregistreerd."
    if count == 1:
        return "Eén zaak die is gestart, loopt nog of is nog niet geregistreerd en telt niet mee."
    return f"{number(count)} zaken die zijn gestart, lopen nog of zijn nog niet geregistreerd en tellen niet mee."


NO_ANSWERS = (
    "Van een antwoord op een vragenlijst is niet bekend bij welke zaak het hoort. In een keuze naar soort of verloop "
    "van de zaak staan daarom geen vragenlijsten."
)
METHOD: Sequence[str] = (
    "Een zaak hoort bij de periode van de aanmelding. Een zaak telt mee zodra de registratie compleet is.",
    "Activeringsfase: de zaak eindigde in de voorbereiding, zonder conferentie. Conferentiefase: er is een "
    "conferentie gehouden. Zaken waarin nooit een voorbereiding begon, tellen niet mee.",
    "Antwoorden op vragenlijsten zijn niet te herleiden tot een persoon of zaak. Van een antwoord is alleen bekend bij "
    "welk programma, welke regio en welk kwartaal de conferentie hoort. Bij een gekozen periode tellen daarom hele "
    "kwartalen, naar de dag van de conferentie: voor de antwoorden, en voor wat er is uitgereikt.",
    "De navraag hoort bij de zaak. Een conferentie telt bij de navraag als met ten minste één persoon is gesproken.",
    "Leeftijden zijn die op de datum van de aanmelding. Tijden zijn kloktijden in Nederland.",
    "Deelnemers zijn de mensen die bij de conferentie waren, zonder coördinatoren en tolken van buiten.",
)
ROUNDING: Sequence[str] = (
    "Percentages zijn hele percentages, gemiddelden hebben één cijfer achter de komma. Een half wordt naar boven "
    "afgerond. Een kolom met percentages telt daardoor niet altijd op tot 100.",
    "Bij elk percentage staat de basis (N). Wat onbekend is, staat in de tabel maar telt niet mee in de basis, tenzij "
    "er iets anders staat.",
    f"Waar N kleiner is dan {SMALL}, staat een waarschuwing: zulke cijfers zeggen weinig. Een streepje ({NONE}) "
    "betekent dat er geen cijfer is.",
    "Landelijke cijfers komen van de Eigen Kracht Centrale; het jaar staat erbij. Twijfelachtige landelijke cijfers "
    "zijn weggelaten.",
)
TERMS: Sequence[tuple[str, str]] = (
    ("Aanmelder", "Wie de zaak aanmeldt: een professional, de hoofdpersoon zelf, of iemand uit familie of netwerk."),
    ("Aanvraag", "Een zaak waarvoor een voorbereiding is begonnen onder een contract met een coördinator."),
    ("Activeringsfase", "De voorbereiding door de coördinator, van de uitleg tot de conferentie."),
    ("Besloten deel", "Het deel van de conferentie waarin familie en netwerk zonder professionals hun plan maken."),
    ("Conferentiefase", "De fase van een zaak waarin een conferentie is gehouden."),
    ("Gunstig", "Mee eens met een stelling; bij een stelling die andersom is gesteld, juist niet mee eens."),
    ("Herhalingsverzoek", "Een aanvraag van een familie die eerder een conferentie had."),
    ("Hoofdpersoon", "Degene om wie de conferentie draait. Minderjarig: jonger dan 18 jaar bij de aanmelding."),
    ("N", "Het aantal zaken, personen of antwoorden waarover een cijfer gaat."),
    ("Navraag", "De gesprekken ongeveer drie maanden na de conferentie; ook wel follow-up."),
    ("Onvoldoende", "Een rapportcijfer van 5 of lager."),
    ("Respons", "Teruggekomen vragenlijsten als percentage van de uitgereikte."),
    ("Veiligheidskader", "De bodem-eisen die een professional vooraf noemt en waaraan het plan wordt getoetst."),
)


def summary(report: Report) -> list[tuple[str, str]]:
    """The key figures, each with its base."""
    found = report.key_figures
    held, requests = number(found["requests_conference"]), number(found["requests"])
    national = _national(report, "conference_rate", f"{{}}{chr(160)}%")
    return [
        ("Aanvragen", requests),
        ("Nog lopend, niet meegeteld", number(report.open_cases)),
        ("Conferenties", f"{held} ({percent(found['conference_rate'])} van {requests} aanvragen{national})"),
        (
            "Aangemeld door een professional",
            f"{percent(found['referred_by']['professional']['share'])} van {requests} aanvragen",
        ),
        ("Herhalingsverzoeken", f"{number(found['repeat_requests'])} van {requests} aanvragen"),
        ("Problemen per aanvraag", number(found["problems_per_request"], 1)),
        (
            "Kinderen",
            f"{number(found['children'])} in {number(found['requests_with_children'])} aanvragen, "
            f"gemiddeld {number(found['children_per_request'], 1)}",
        ),
        (
            "Volwassen hoofdpersonen",
            f"{number(found['adults'])} in {number(found['requests_with_adults'])} aanvragen, "
            f"gemiddeld {number(found['adults_per_request'], 1)}",
        ),
        (
            "Deelnemers",
            f"{number(found['participants'])}, gemiddeld {number(found['participants_per_conference'], 1)} per "
            f"conferentie{_extremes(report)}",
        ),
        (
            "Navraag gedaan",
            f"{number(found['followup_conferences'])} conferenties "
            f"({percent(found['followup_response_of_conferences'])} van {held} conferenties)",
        ),
    ]


def _extremes(report: Report) -> str:
    found = report.key_figures
    if found["smallest"] is None:
        return ""
    return f" (van {number(found['smallest'])} tot {number(found['largest'])})"


def _national(report: Report, measure: str, form: str) -> str:
    years = [year for year, figures in report.national.items() if measure in figures]
    for year in sorted(years, reverse=True):
        if measure not in report.doubtful.get(year, ()):
            return f"; landelijk in {year}: {form.format(number(report.national[year][measure]))}"
    return ""


def course(report: Report) -> list[str]:
    found = report.key_figures
    if not found["requests"]:
        return ["In deze selectie zijn geen aanvragen afgerond en geregistreerd."]
    return [
        f"Van de {number(found['requests'])} aanvragen leidden er {number(found['requests_conference'])} "
        f"({percent(found['conference_rate'])}) tot een conferentie"
        f"{_national(report, 'conference_rate', '{}' + chr(160) + '%')}."
    ]


def repeats(report: Report) -> list[str]:
    found = report.key_figures
    return [
        f"Eerste aanmeldingen: {number(found['first_requests'])}; herhalingsverzoeken: "
        f"{number(found['repeat_requests'])} (N = {number(found['requests'])} aanvragen)."
    ]


def problems(report: Report) -> list[str]:
    figure = number(report.key_figures["problems_per_request"], 1)
    return [f"Gemiddeld {figure} problemen per aanvraag (N = {number(report.key_figures['requests'])} aanvragen)."]


def subjects(report: Report) -> list[str]:
    figure = number(report.key_figures["subjects_per_request"], 1)
    return [f"Gemiddeld {figure} onderwerpen per aanvraag (N = {number(report.key_figures['requests'])} aanvragen)."]


def children(report: Report) -> list[str]:
    found = report.key_figures
    return [
        f"Er zijn {number(found['children'])} minderjarige hoofdpersonen in {number(found['requests_with_children'])} "
        f"aanvragen: gemiddeld {number(found['children_per_request'], 1)} per aanvraag met kinderen."
    ]


def adults(report: Report) -> list[str]:
    found = report.key_figures
    return [
        f"Er zijn {number(found['adults'])} volwassen hoofdpersonen in {number(found['requests_with_adults'])} "
        f"aanvragen: gemiddeld {number(found['adults_per_request'], 1)} per aanvraag met volwassenen."
    ]


def participants(report: Report) -> list[str]:
    found = report.key_figures
    return [
        f"Er waren {number(found['participants'])} deelnemers, gemiddeld "
        f"{number(found['participants_per_conference'], 1)} per conferentie{_extremes(report)}. Van "
        f"{number(found['position_known'])} is de positie bekend; {number(found['minors_known'])} van hen zijn "
        f"minderjarig. Conferenties met een tolk van buiten: {number(found['interpreter_conferences'])}."
    ]


def follow_up(report: Report) -> list[str]:
    found = report.key_figures
    return [
        f"Bij {number(found['followup_conferences'])} van de {number(found['requests_conference'])} conferenties "
        f"({percent(found['followup_response_of_conferences'])}) is navraag gedaan. Er is met "
        f"{number(found['followup_persons'])} personen gesproken. De basis is het aantal conferenties: zonder "
        "conferentie is er geen plan om naar te vragen."
    ]


def closing(report: Report) -> str:
    return f"Stand van de gegevens: {counted_on(report)}."
