"""Which question of the research and which measure of the field is answered where, declared once (domain.md 6 and 7).

What no table answers says why. The page and the tests read this; a test says that every named table stands in a report.
"""

from dataclasses import dataclass
from enum import StrEnum


class Answered(StrEnum):
    YES = "ja"
    PARTLY = "deels"
    NO = "nee"


@dataclass(frozen=True)
class Asked:
    """One question or measure. `tables` by number; `why` says what cannot be told, and stands where that is something.
    `page` is a page of the system, by the name of its address, that tells it instead."""

    code: str
    question: str
    tables: tuple[str, ...] = ()
    why: str = ""
    page: str = ""

    @property
    def answered(self) -> Answered:
        if not self.tables and not self.page:
            return Answered.NO
        return Answered.PARTLY if self.why else Answered.YES


FREE_TEXT = (
    "Wat mensen in eigen woorden schreven, wordt niet geteld: het kan een naam bevatten. Een onderzoeker leest het na "
    "het nakijken bij de gegevens voor onderzoek."
)
NOT_READ_IN = "Van een registratie die is ingelezen, is dit niet bekend."

QUESTIONS: tuple[tuple[str, tuple[Asked, ...]], ...] = (
    (
        "Aanmelding",
        (
            Asked("A1", "Wie meldt aan?", ("2.2", "2.2b", "2.2c", "2.2e")),
            Asked("A2", "Wat is de reden, en wat is de vraag voor het plan?", ("2.5", "2.2d"), FREE_TEXT),
            Asked("A3", "Wat speelt er op de achtergrond?", ("2.4",)),
            Asked("A4", "Hoe lang is er al hulp?", ("2.3", "2.3b")),
            Asked(
                "A5",
                "Hoeveel hoofdpersonen zijn er, en wie zijn zij?",
                (
                    *("2.6", "2.6.1a", "2.6.1b", "2.6.1c", "2.6.1d", "2.6.1e"),
                    *("2.6.2a", "2.6.2b", "2.6.2c", "2.6.2d", "2.6.2e"),
                ),
            ),
        ),
    ),
    (
        "Verloop en resultaat",
        (
            Asked("R1", "Hoe lang duurt het tot de voorbereiding begint, en wie wacht?", ("2.1f", "2.1g", "2.1h")),
            Asked("R2", "Hoe vaak leidt een aanmelding tot een conferentie?", ("2.1", "2.2b", "2.1i")),
            Asked("R3", "Hoe lang duurt het van aanmelding tot conferentie?", ("2.1f", "2.1g")),
            Asked("R4", "Waarom komt er geen conferentie?", ("2.7.1", "2.7.1b")),
            Asked("R5", "Wat kenmerkt zaken met een conferentie?", ("2.2", "2.3", "2.4", "2.5", "2.6.1a", "2.6.2a")),
            Asked("R6", "Wat kenmerkt zaken zonder conferentie?", ("2.2", "2.3", "2.4", "2.5", "2.7.1", "2.7.2")),
            Asked("R7", "Waarin verschillen beide?", ("2.2", "2.3", "2.4", "2.5", "2.6.1a", "2.6.1d", "2.6.2a")),
            Asked("R8", "Hoe vaak komt er een plan?", ("2.8.4", "2.8.4e")),
            Asked("R9", "Hoe vaak is het plan als veilig geaccepteerd?", ("2.8.4", "2.8.4f")),
            Asked("R10", "Hoeveel plannen hebben een moment om terug te kijken?", ("2.8.4", "2.8.4g", "6.7")),
            Asked("R11", "Hoeveel plannen hebben een noodplan?", ("2.8.4g",), NOT_READ_IN),
            Asked("R12", "Hoe vaak is professionele hulp gevraagd, en welke?", ("2.8.4", "2.8.4h")),
            Asked("R13", "Hoe vaak gaan kinderen ergens anders wonen, en waar?", ("2.8.4i", "2.8.4j", "2.8.4k")),
        ),
    ),
    (
        "De conferentie",
        (
            Asked("C1", "Hoeveel mensen doen mee, en wie zijn zij?", ("2.8.3", "2.8.3b", "2.8.3c")),
            Asked("C2", "Wie was uitgenodigd en kwam niet, en wie deed niet mee?", ("2.8.3d", "2.8.3e")),
            Asked("C3", "Waar en wanneer is de conferentie?", ("2.8.1", "2.8.2b", "2.8.2c", "2.8.2e")),
            Asked("C4", "Hoe lang duurt de conferentie?", ("2.8.2", "2.8.2d")),
        ),
    ),
    (
        "Navraag",
        (
            Asked("F1", "Is het plan na drie maanden uitgevoerd?", ("6.4a", "6.4c")),
            Asked("F2", "Zijn de afspraken nagekomen, volgens wie erbij waren?", ("6.4b", "6.4d", "6.4e")),
        ),
    ),
    (
        "Professionals",
        (
            Asked("P1", "Zijn aanmelders genoeg geïnformeerd?", ("5.2",)),
            Asked("P2", "Hoe waarderen zij de conferentie, en waardoor?", ("5.3", "5.3b", "5.4", "5.5"), FREE_TEXT),
            Asked("P3", "Hoe waarderen zij het plan, en waardoor?", ("5.3", "5.3b", "5.4"), FREE_TEXT),
            Asked("P4", "Hoe waarderen zij de samenwerking, en waardoor?", ("5.3", "5.3b", "5.3c"), FREE_TEXT),
        ),
    ),
    (
        "Volwassenen",
        (
            Asked(
                "V1",
                "Zijn zij genoeg geïnformeerd, en door wie?",
                ("3.2", "3.2c", "3.2d"),
                "Door wie, is alleen gevraagd bij de vraag welke informatie men wilde.",
            ),
            Asked(
                "V2",
                "Was de informatie duidelijk, en van wie kwam die?",
                ("3.5",),
                "Dit is gevraagd in de vragenlijst met stellingen; in die van 2009 staan er geen.",
            ),
            Asked("V3", "Is gevraagd welke informatie men wilde?", ("3.2b", "3.2c", "3.2d")),
            Asked("V4", "Kon men zelf informatie toevoegen?", ("3.2b",)),
            Asked("V5", "Had men inbreng tijdens de conferentie?", ("3.3",)),
            Asked("V6", "Hoe waardeert men de conferentie, en waardoor?", ("3.4", "3.4b", "3.5", "3.6"), FREE_TEXT),
        ),
    ),
    (
        "Kinderen",
        (
            Asked("K1", "Hoeveel kinderen doen mee?", ("2.8.3", "1.4", "4.1")),
            Asked("K2", "In welke rol doen zij mee?", ("4.1",)),
            Asked("K3", "Hoe waarderen zij conferentie en besloten deel?", ("4.2", "4.2b", "4.3"), FREE_TEXT),
            Asked("K4", "Hoe waarderen zij het plan, en waardoor?", ("4.2b", "4.2c"), FREE_TEXT),
            Asked("K5", "Hoe waarderen zij de coördinator, en waardoor?", ("4.2b", "4.2c"), FREE_TEXT),
        ),
    ),
)

MEASURES: tuple[Asked, ...] = (
    Asked("M-01", "Wachttijd, en het deel van de conferenties binnen twee maanden", ("2.1f", "2.1g")),
    Asked("M-02", "Aanmeldingen door anderen dan professionals, per jaar", ("2.2b", "2.2e")),
    Asked("M-03", "Deelnemers per conferentie", ("2.8.3", "2.8.3c")),
    Asked("M-04", "Plan in één of meer bijeenkomsten, of geen plan", ("2.8.4e",)),
    Asked("M-05", "Noodplan, en een evaluatie die is gehouden", ("2.8.4g", "6.7")),
    Asked("M-06", "Plan geheel, ten dele of niet uitgevoerd", ("6.4a", "6.4c")),
    Asked("M-07", "Rapportcijfers per groep en per jaar", ("3.4b", "3.4c", "4.2c", "5.3b")),
    Asked(
        "M-08",
        "Groter netwerk, lichtere zorg, veilige plannen",
        ("2.7.3", "2.8.4f", "2.8.4i", "2.8.6d"),
        "Hoeveel hulp er na de conferentie nog is, wordt niet gevraagd.",
    ),
    Asked("M-09", "Hulp die de professional voor ogen had, vervangen door de eigen kring", ("2.8.6d",)),
    Asked("M-10", "Afspraken die de eigen kring uitvoert", ("2.8.6",)),
    Asked("M-11", "Levensgebieden per plan", ("2.8.6b", "2.8.6c")),
    Asked("M-12", "Plannen die veilig en uitvoerbaar zijn", ("2.8.4", "2.8.4f")),
    Asked("M-13", "Families die zelf op hun plan letten", ("2.8.4g",)),
    Asked("M-14", "Situatie verbeterd, gelijk of slechter", ("6.5a",)),
    Asked("M-15", "Uithuisplaatsing voorkomen of ongedaan gemaakt", ("2.8.4l",)),
    Asked("M-16", "Andere verblijfplaats: minder zorg, dichter bij huis", ("2.8.4i", "2.8.4j")),
    Asked(
        "M-17",
        "Zorgpunten vóór, na één maand en na drie maanden",
        why="Een lijst met zorgpunten van de professional wordt niet bijgehouden: die zou over één gezin gaan, en is "
        "er alleen met toestemming.",
    ),
    Asked("M-18", "Waarde van wat de eigen kring toezegt", ("2.8.6",), "Alleen waar een familie een waarde schatte."),
    Asked(
        "M-19",
        "Bespaard geld",
        why="Wat zonder conferentie gebeurd was, is van geen enkele zaak bekend. Een bedrag zou verzonnen zijn.",
    ),
    Asked("M-20", "Conferenties per aanmelder en per jaar, naast het doel", ("2.2", "2.2e"), page="reports:programmes"),
    Asked("M-21", "Plannen die werken", ("6.4a", "6.4c")),
    Asked(
        "M-22",
        "Coördinatoren en de talen die zij spreken",
        why="Dat gaat over mensen die hier werken en staat bij de coördinatoren, niet in cijfers over zaken.",
    ),
    Asked("M-23", "Duur van het besloten deel", ("2.8.2",)),
    Asked("M-24", "Uitvoering met en zonder gesprek na één maand", ("6.4c",)),
    Asked("M-25", "Meer steun, en regie bij de familie", ("6.5a", "6.5b", "2.8.4g")),
    Asked("M-26", "Professionals kennen meer mensen uit het netwerk", ("5.4",)),
    Asked("M-27", "Conferenties naast het doel van een programma", ("2.1",), page="reports:programmes"),
    Asked(
        "M-28",
        "Conferenties en trainingen in totaal",
        ("2.1", "2.2e"),
        "Trainingen en wie ze volgden, worden hier niet bijgehouden.",
    ),
)
EVERY: tuple[Asked, ...] = (*(asked for _title, group in QUESTIONS for asked in group), *MEASURES)
