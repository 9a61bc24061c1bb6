"""What is counted, in words that fit the number: `1 aanvraag`, `2 aanvragen`, `0 aanvragen`."""

from collections.abc import Mapping

from ..catalogue.cells import Cell
from .number_texts import shown

ONE: Mapping[str, str] = {
    "aanvragen": "aanvraag",
    "aanvragen met een hoofdpersoon": "aanvraag met een hoofdpersoon",
    "aanvragen van Bureau Jeugdzorg": "aanvraag van Bureau Jeugdzorg",
    "aanvragen zonder conferentie": "aanvraag zonder conferentie",
    "afgebroken bijeenkomsten": "afgebroken bijeenkomst",
    "afspraken": "afspraak",
    "afspraken met een bedrag": "afspraak met een bedrag",
    "afspraken waarin om hulp is gevraagd": "afspraak waarin om hulp is gevraagd",
    "afspraken waarover is verteld": "afspraak waarover is verteld",
    "conferenties": "conferentie",
    "conferenties met een plan": "conferentie met een plan",
    "conferenties met een uitgewerkt plan": "conferentie met een uitgewerkt plan",
    "conferenties waarnaar navraag is gedaan": "conferentie waarnaar navraag is gedaan",
    "conferenties waarvan de deelnemers bekend zijn": "conferentie waarvan de deelnemers bekend zijn",
    "conferenties waarvan de volgende bijeenkomst niet kwam": "conferentie waarvan de volgende bijeenkomst niet kwam",
    "conferenties waarvan het moment bekend is": "conferentie waarvan het moment bekend is",
    "deelnemers van wie de positie bekend is": "deelnemer van wie de positie bekend is",
    "gegeven cijfers": "gegeven cijfer",
    "genoemde onderwerpen": "genoemd onderwerp",
    "genoemde personen": "genoemde persoon",
    "genoemde problemen": "genoemd probleem",
    "gesproken personen": "gesproken persoon",
    "groepen van wie niemand is gesproken": "groep van wie niemand is gesproken",
    "herhalingsverzoeken": "herhalingsverzoek",
    "herstelafspraken": "herstelafspraak",
    "hoofdpersonen": "hoofdpersoon",
    "hoofdpersonen bij wie uithuisplaatsing dreigde, of er al was": "hoofdpersoon bij wie uithuisplaatsing dreigde, of "
    "er al was",
    "kinderen en jongeren die antwoordden": "kind of jongere die antwoordde",
    "meerderjarige hoofdpersonen": "meerderjarige hoofdpersoon",
    "minderjarige hoofdpersonen": "minderjarige hoofdpersoon",
    "personen": "persoon",
    "personen die ergens anders gaan wonen": "persoon die ergens anders gaat wonen",
    "personen die niet meedoen": "persoon die niet meedoet",
    "personen die zijn uitgenodigd": "persoon die is uitgenodigd",
    "personen in de kring": "persoon in de kring",
    "professionele aanvragers die antwoordden": "professionele aanvrager die antwoordde",
    "redenen": "reden",
    "soorten hulp die een professional vooraf voor ogen had": "soort hulp die een professional vooraf voor ogen had",
    "uitgereikte vragenlijsten": "uitgereikte vragenlijst",
    "volwassen respondenten": "volwassen respondent",
    "volwassen respondenten die antwoordden": "volwassen respondent die antwoordde",
    "weigeringen": "weigering",
    "zaken": "zaak",
    "zaken die wachtten": "zaak die wachtte",
    "zaken met een andere afloop": "zaak met een andere afloop",
    "zaken waarvan dit bekend is": "zaak waarvan dit bekend is",
}
"""Each base of a declared table, of one. A base that is not here fails a test."""


def sized(size: Cell, base: str) -> str:
    """`73 aanvragen`, `1 aanvraag`, `klein aanvragen`."""
    return f"{shown(size)} {ONE[base] if size.value == 1 else base}"
