"""The sentences of the report: how was counted, and what the figures say. General rules, true for every selection."""

from collections.abc import Sequence

from ekc.dutch import long_date

from ..catalogue.cells import SMALL, Cell
from ..protecting import ProtectedReport
from .number_texts import NONE, counted_on, in_words, number, period, protection, regions, shown, ways


def about(report: ProtectedReport) -> list[str]:
    """What this report is about."""
    requests: Cell = report.figures["requests"]
    where = regions(report)
    programmes = f"in het programma {report.programme_name}" if report.about.project else "van alle programma's samen"
    one = requests.value == 1
    counted = f"Daarvan {'is' if one else 'zijn'} {in_words(requests)} {_requests(requests)} afgerond en geregistreerd"
    return [
        f"Dit rapport gaat over Eigen Kracht-conferenties {programmes}. Een Eigen "
        "Kracht-conferentie is een bijeenkomst waarin een familie met iedereen die belangrijk is een eigen plan maakt. "
        "Een onafhankelijke coördinator bereidt de conferentie voor, samen met de familie.",
        f"{period(report.about)}{f', in {where}' if where else ''}. {counted}; daarover gaan de tabellen. "
        f"{_open(report)}",
        *_ways(report),
        *_reopened(report),
        *protection(report),
    ]


def _requests(cell: Cell) -> str:
    """`aanvraag` after one, else `aanvragen`."""
    return "aanvraag" if cell.value == 1 else "aanvragen"


def _conferences(cell: Cell) -> str:
    return "conferentie" if cell.value == 1 else "conferenties"


def _ways(report: ProtectedReport) -> list[str]:
    """By what the cases were chosen besides; nothing where they were not."""
    chosen = ways(report)
    return [f"Dit rapport gaat alleen over deze zaken – {chosen}. {NO_ANSWERS}"] if chosen else []


def _reopened(report: ProtectedReport) -> list[str]:
    """What an edition that was printed before may say otherwise; nothing where no case was taken up again."""
    found = report.reopened
    if found.last_on is None:
        return []
    one = found.cases == 1
    cases = "Eén zaak die al meetelde, is" if one else f"{shown(found.again)} zaken die al meetelden, zijn"
    waiting = ""
    if found.waiting.is_hidden or found.not_counted:
        tells = "telt" if found.not_counted == 1 else "tellen"
        waiting = f" {in_words(found.waiting).capitalize()} daarvan {tells} nu niet mee."
    return [
        f"{cases} later heropend om iets te verbeteren, het laatst op {long_date(found.last_on)}.{waiting} Een rapport "
        "over deze selectie dat daarvóór is gemaakt, kan andere cijfers hebben. Een editie die is gepubliceerd, "
        "verandert niet."
    ]


def _open(report: ProtectedReport) -> str:
    cell = report.open_cell
    if cell.value == 0:
        return "Er zijn geen zaken die nog lopen of nog niet zijn geregistreerd."
    if cell.value == 1:
        return "Eén zaak die is gestart, loopt nog of is nog niet geregistreerd en telt niet mee."
    many = in_words(cell).capitalize()
    return f"{many} zaken die zijn gestart, lopen nog of zijn nog niet geregistreerd en tellen niet mee."


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
    f"Waar N kleiner is dan {SMALL}, staat een waarschuwing bij de rij: zulke cijfers zeggen weinig. Een streepje "
    f"({NONE}) betekent dat er geen cijfer is.",
    "Landelijke cijfers komen van de Eigen Kracht Centrale; het jaar staat erbij. Twijfelachtige landelijke cijfers "
    "zijn weggelaten.",
)
TERMS: Sequence[tuple[str, str]] = (
    ("Aanmelder", "Wie de zaak aanmeldt: een professional, de hoofdpersoon zelf, of iemand uit familie of netwerk."),
    ("Aanvraag", "Een zaak waarvoor een voorbereiding is begonnen onder een contract met een coördinator."),
    ("Activeringsfase", "De voorbereiding door de coördinator, van de uitleg tot de conferentie."),
    ("Besloten deel", "Het deel van de conferentie waarin familie en netwerk zonder professionals hun plan maken."),
    ("Conferentiefase", "De fase van een zaak waarin een conferentie is gehouden."),
    ("Controlegetal", "Zestien tekens die van alle cijfers samen zijn gemaakt: gelijk controlegetal, gelijke cijfers."),
    ("Gunstig", "Mee eens met een stelling; bij een stelling die andersom is gesteld, juist niet mee eens."),
    ("Herhalingsverzoek", "Een aanvraag van een familie die eerder een conferentie had."),
    ("Hoofdpersoon", "Degene om wie de conferentie draait. Minderjarig: jonger dan 18 jaar bij de aanmelding."),
    ("Kring", "De mensen rond de hoofdpersoon: familie, vrienden, buren en anderen, zonder professionals."),
    ("Mediaan", "De middelste waarde: de helft van de zaken duurde niet langer."),
    ("N", "Het aantal zaken, personen of antwoorden waarover een cijfer gaat."),
    ("Navraag", "De gesprekken ongeveer drie maanden na de conferentie; ook wel follow-up."),
    ("Niet gevraagd", "De vraag stond niet in de vragenlijst, of is van een ingelezen registratie niet vastgelegd."),
    ("Noodplan", "Wat de familie doet als het anders loopt dan in het plan staat."),
    ("Onvoldoende", "Een rapportcijfer van 5 of lager."),
    ("Respons", "Teruggekomen vragenlijsten als percentage van de uitgereikte."),
    ("Spreiding", "De standaardafwijking van cijfers: hoe groter, hoe meer mensen van mening verschillen."),
    ("Veiligheidskader", "De bodem-eisen die een professional vooraf noemt en waaraan het plan wordt getoetst."),
)


def summary(report: ProtectedReport) -> list[tuple[str, str]]:
    """The key figures, each with its base."""
    found = report.figures
    held, requests = found["requests_conference"], found["requests"]
    of_requests = f"van {in_words(requests)} {_requests(requests)}"
    of_held = f"van {in_words(held)} {_conferences(held)}"
    national = _national(report, "conference_rate", f"{{}}{chr(160)}%")
    return [
        ("Aanvragen", in_words(requests)),
        ("Nog lopend, niet meegeteld", in_words(report.open_cell)),
        ("Conferenties", _with_share(held, found["conference_rate"], f" {of_requests}{national}")),
        ("Aangemeld door een professional", f"{shown(found['referred_by']['professional']['share'])} {of_requests}"),
        ("Herhalingsverzoeken", f"{in_words(found['repeat_requests'])} {of_requests}"),
        ("Problemen per aanvraag", shown(found["problems_per_request"])),
        ("Kinderen", _persons(found["children"], found["requests_with_children"], found["children_per_request"])),
        (
            "Volwassen hoofdpersonen",
            _persons(found["adults"], found["requests_with_adults"], found["adults_per_request"]),
        ),
        (
            "Deelnemers",
            f"{in_words(found['participants'])}"
            f"{_mean(', gemiddeld {} per conferentie', found['participants_per_conference'])}{_extremes(report)}",
        ),
        (
            "Navraag gedaan",
            f"{in_words(found['followup_conferences'])} {_conferences(found['followup_conferences'])}"
            f"{_between_brackets(found['followup_response_of_conferences'], ' ' + of_held)}",
        ),
    ]


def _with_share(cell: Cell, share: Cell, of: str) -> str:
    return f"{in_words(cell)}{_between_brackets(share, of)}"


def _between_brackets(share: Cell, after: str = "") -> str:
    """` (64 % van 73 aanvragen)`; empty where there is no percentage."""
    return "" if share.value is None else f" ({shown(share)}{after})"


def _mean(words: str, cell: Cell) -> str:
    """The words with the mean in them; empty where there is none."""
    return "" if cell.value is None else words.format(shown(cell))


def _persons(persons: Cell, requests: Cell, mean: Cell) -> str:
    """`107 in 58 aanvragen, gemiddeld 1,8`."""
    return f"{in_words(persons)} in {in_words(requests)} {_requests(requests)}{_mean(', gemiddeld {}', mean)}"


def _extremes(report: ProtectedReport) -> str:
    smallest, largest = report.figures["smallest"], report.figures["largest"]
    if smallest.value is None or largest.value is None:
        return ""
    return f" (van {shown(smallest)} tot {shown(largest)})"


def _national(report: ProtectedReport, measure: str, form: str) -> str:
    years = [year for year, figures in report.national.items() if measure in figures]
    for year in sorted(years, reverse=True):
        if measure not in report.doubtful.get(year, ()):
            return f"; landelijk in {year}: {form.format(number(report.national[year][measure]))}"
    return ""


def course(report: ProtectedReport) -> list[str]:
    found = report.figures
    requests, held = found["requests"], found["requests_conference"]
    if requests.value == 0:
        return ["In deze selectie zijn geen aanvragen afgerond en geregistreerd."]
    national = _national(report, "conference_rate", "{}" + chr(160) + "%").removeprefix("; ")
    beside = f" ({national})" if national else ""
    if requests.is_hidden:
        return ["Er zijn te weinig aanvragen om te zeggen hoeveel er tot een conferentie leidden."]
    if requests.value == 1:
        led = "leidde" if held.value == 1 else "leidde niet"
        return [f"De enige aanvraag {led} tot een conferentie{beside}."]
    rate = _between_brackets(found["conference_rate"])
    if held.value == 0:
        return [f"Van de {in_words(requests)} aanvragen leidde er geen tot een conferentie{beside}."]
    verb = "leidde" if held.value == 1 else "leidden"
    return [
        f"Van de {in_words(requests)} aanvragen {verb} er {in_words(held)}{rate} tot een conferentie"
        f"{'; ' + national if national else ''}."
    ]


def repeats(report: ProtectedReport) -> list[str]:
    found = report.figures
    return [
        f"Eerste aanmeldingen: {shown(found['first_requests'])}; herhalingsverzoeken: "
        f"{shown(found['repeat_requests'])} (N = {shown(found['requests'])} {_requests(found['requests'])})."
    ]


def problems(report: ProtectedReport) -> list[str]:
    return _per_request(report, "problemen", "problems_per_request")


def subjects(report: ProtectedReport) -> list[str]:
    return _per_request(report, "onderwerpen", "subjects_per_request")


def _per_request(report: ProtectedReport, what: str, measure: str) -> list[str]:
    """Nothing where there is no mean."""
    mean, requests = report.figures[measure], report.figures["requests"]
    if mean.value is None:
        return []
    return [f"Gemiddeld {shown(mean)} {what} per aanvraag (N = {shown(requests)} {_requests(requests)})."]


def children(report: ProtectedReport) -> list[str]:
    return _main_persons(report, "children", ("minderjarige hoofdpersoon", "minderjarige hoofdpersonen"), "kinderen")


def adults(report: ProtectedReport) -> list[str]:
    return _main_persons(report, "adults", ("volwassen hoofdpersoon", "volwassen hoofdpersonen"), "volwassenen")


def _main_persons(report: ProtectedReport, name: str, words: tuple[str, str], group: str) -> list[str]:
    found = report.figures
    persons, requests, mean = found[name], found[f"requests_with_{name}"], found[f"{name}_per_request"]
    if persons.value == 0:
        return [f"Er zijn geen {words[1]}."]
    is_one = persons.value == 1
    average = _mean(f": gemiddeld {{}} per aanvraag met {group}", mean) if requests.value != 1 else ""
    return [
        f"Er {'is' if is_one else 'zijn'} {in_words(persons)} {words[0] if is_one else words[1]} in "
        f"{in_words(requests)} {_requests(requests)}{average}."
    ]


def participants(report: ProtectedReport) -> list[str]:
    found = report.figures
    present, known, minors = found["participants"], found["position_known"], found["minors_known"]
    if present.value == 0:
        return ["Er waren geen deelnemers."]
    average = _mean(", gemiddeld {} per conferentie", found["participants_per_conference"])
    was, them = ("was", "deelnemer") if present.value == 1 else ("waren", "deelnemers")
    return [
        f"Er {was} {in_words(present)} {them}{average}{_extremes(report)}. Van {in_words(known)} is de positie "
        f"bekend; {in_words(minors)} van hen {'is' if minors.value == 1 else 'zijn'} minderjarig. Conferenties met een "
        f"tolk van buiten: {in_words(found['interpreter_conferences'])}."
    ]


def follow_up(report: ProtectedReport) -> list[str]:
    found = report.figures
    held, asked, spoken = found["requests_conference"], found["followup_conferences"], found["followup_persons"]
    if held.value == 0:
        return ["Er is geen conferentie gehouden. Zonder conferentie is er geen plan om naar te vragen."]
    if held.is_hidden:
        return ["Er zijn te weinig conferenties om te zeggen bij hoeveel er navraag is gedaan."]
    if held.value == 1:
        first = f"Bij de enige conferentie is {'' if asked.value else 'geen '}navraag gedaan."
    else:
        share = _between_brackets(found["followup_response_of_conferences"])
        first = f"Bij {in_words(asked)} van de {in_words(held)} conferenties{share} is navraag gedaan."
    people = "persoon" if spoken.value == 1 else "personen"
    return [
        f"{first} Er is met {in_words(spoken)} {people} gesproken. De basis is het aantal conferenties: zonder "
        "conferentie is er geen plan om naar te vragen."
    ]


def nothing(report: ProtectedReport) -> str:
    """What a report says that has no figure at all; empty where it has one."""
    cells = [cell for table in (*report.tables, *report.supplement) for row in table.rows for cell in row.cells]
    cells += [report.open_cell, report.figures["requests"], *(grade.given for grade in report.grades)]
    if any(cell.value for cell in cells):
        return ""
    if report.rules is None:
        return (
            "In deze keuze zijn geen zaken en geen antwoorden. Kies een andere periode, een andere regio of een ander "
            "programma."
        )
    if report.nearly:
        return (
            f"Van deze keuze zijn er geen cijfers, omdat zij bijna gelijk is aan een andere keuze: {report.nearly}. "
            "Daartussen liggen zo weinig zaken dat het verschil over één familie kan gaan. Kies die andere keuze; de "
            "cijfers zijn vrijwel dezelfde."
        )
    return (
        "Deze keuze gaat over te weinig mensen om er cijfers van te laten zien. Kies een langere periode, een groter "
        "gebied of alle programma's."
    )


def closing(report: ProtectedReport) -> str:
    return f"Stand van de gegevens: {counted_on(report)}."
