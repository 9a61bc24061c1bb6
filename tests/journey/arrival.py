"""An aanmelding comes in, and the regional manager gives it to a coordinator."""

import re

from cases.forms.referral import FASTEST_SECONDS
from ekc.dates import local_today

from .browser import Visitor


def refer_as_professional(v: Visitor) -> str:
    """Petra refers Sem, with his mother's consent (R-06) and a supervision order. Returns the number of the case."""
    v.go("/")
    v.look("03-professional-start")
    v.go("/aanmelden/")
    v.fill("Functie", "jeugdbeschermer")
    v.choose("Jeugdbescherming (JB)")
    with v.within("Toestemming van de familie"):
        v.fill("Wie gaf toestemming?", "Karin Bakker, moeder")
        v.fill("Wanneer?", local_today().isoformat())
        v.fill("Hoe?", "in een gesprek thuis")
    with v.within("Persoon 1"):
        v.fill("Naam", "Sem Bakker")
        v.fill("Dag", "14")
        v.fill("Maand", "3")
        v.fill("Jaar", "2015")
        v.choose("Jongen of man")
        v.select("Waar woont deze persoon nu?", "Thuis bij ouder(s)")
        v.fill("Woonplaats", "Zeist")
        v.fill("Gemeente", "Zeist")
    with v.within("Contact 1"):
        v.fill("Naam", "Karin Bakker")
        v.fill("Wie is dit?", "moeder")
        v.choose("Dit is een ouder of verzorger")
        v.fill("Telefoon", "06 5555 0101")
        v.fill("E-mailadres", "karin@familie.example")
        v.fill("Beste tijd om te bellen", "'s avonds na achten")
    v.fill("Wat is er aan de hand?", "Sem is 's nachts vaak alleen. Moeder werkt 's avonds en vader is uit beeld.")
    v.fill("Waarvoor moet er een plan komen?", "Hoe zorgen we dat Sem 's avonds en 's nachts niet alleen is?")
    v.choose_in("Hoe lang is er al hulp?", "0-2 jaar")
    v.choose("Ondertoezichtstelling (OTS)")
    v.fill("Taal", "Nederlands")
    v.look("04-professional-referral")
    v.press("Versturen")
    v.look("05-professional-received")
    v.go("/mijn-aanmeldingen/")
    v.sees("Sem")
    v.look("06-professional-my-referrals")
    return re.search(r"EK-\d{4}-\d+", v.page.get_by_role("main").inner_text())[0]


def refer_as_citizen(v: Visitor) -> None:
    """Noor's grandfather applies without an account: he asks for less, and is asked for less."""
    v.go("/")
    v.look("01-landing")
    v.follow("Aanmelden")
    v.look("07-citizen-start")
    v.page.get_by_role("main").get_by_role("link", name="familie").first.click()
    with v.within("Wie ben je?"):
        v.fill("Je naam", "Henk de Wit")
        v.fill("Wat ben je van de hoofdpersoon?", "opa")
        v.fill("Je telefoonnummer", "06 5555 0202")
    with v.within("Persoon 1"):
        v.fill("Naam", "Noor de Wit")
        v.choose("Geboortedatum onbekend, jonger dan 18")
        v.choose("Meisje of vrouw")
        v.fill("Gemeente", "Zeist")
    v.press("Contact 1 weghalen")
    v.fill("Wat is er aan de hand?", "Noor gaat bijna niet meer naar school. Haar ouders zijn net uit elkaar.")
    v.look("08-citizen-referral")
    # Nobody reads and fills in this form faster: the form takes that for a program.
    v.page.wait_for_timeout(FASTEST_SECONDS * 1000)
    v.press("Versturen")
    v.sees("De aanmelding is ontvangen")
    v.look("09-citizen-received")


def triage(v: Visitor, number: str) -> None:
    """Hanneke finds both in her worklist, takes Sem's case, and chooses a coordinator."""
    v.go("/zaken/")
    v.sees("Noor")
    v.look("10-manager-worklist")
    v.unfold("Zoeken en filteren")
    v.select("Aanmelder", "Bureau Jeugdzorg incl. WSG of LdH")
    v.press("Zoeken")
    v.sees_not("Noor")
    v.sees("Sem")
    v.look("11-manager-worklist-filtered")
    v.go("/zaken/?text=bakker")
    v.sees_not("Noor")
    v.page.get_by_role("link", name="Sem").click()
    v.sees("Ondertoezichtstelling")
    v.look("12-manager-case")
    v.follow("In behandeling nemen")
    v.look("13-manager-screening")
    v.press("In behandeling nemen")
    v.follow("Beoordelen")
    v.look("14-manager-decide")
    v.follow("Aannemen en coördinator toewijzen")
    v.look("15-manager-assign")
    v.follow("Direct toewijzen", of="Fatma Yilmaz")
    v.select("Programma", "Eigen Kracht in Utrecht")
    v.look("16-manager-assign-to")
    v.press("Toewijzen")
    v.sees("Fatma Yilmaz is de coördinator van deze zaak")
    v.look("17-manager-assigned")
