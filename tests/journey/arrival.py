"""An aanmelding comes in, and the regional manager gives it to a coordinator."""

import time

from cases.referral.views.sending import FASTEST_SECONDS

from . import steps
from .browser import Visitor


def _say_who_it_is_about(v: Visitor) -> None:
    with v.within("Persoon 1"):
        v.fill("Naam", "Sem Bakker")
        v.fill("Dag", "14")
        v.fill("Maand", "maart")
        v.fill("Jaar", "2015")
        v.choose("Jongen of man")
        v.select("Waar woont deze persoon nu?", "Thuis bij ouder(s)")
        v.fill("Woonplaats", "Zeist")
    v.press("Verder")
    steps.consent_of_today(v, "Karin Bakker, moeder", "in een gesprek thuis")
    v.look("04-professional-consent")
    v.press("Verder")
    v.press("Verder")  # a child has no phone of his own
    with v.within("Contact 1"):
        v.fill("Naam", "Karin Bakker")
        v.fill("Wie is dit?", "moeder")
        v.choose("Dit is een ouder of verzorger")
        v.fill("Telefoon", "06 5555 0101")
        v.fill("E-mailadres", "karin@familie.example")
        v.fill("Beste tijd om te bellen", "'s avonds na achten")
    v.press("Verder")


def refer_as_professional(v: Visitor) -> str:
    """Petra refers Sem, with his mother's consent (R-06) and a supervision order. Returns the number of the case."""
    v.go("/")
    v.look("03-professional-start")
    v.go("/aanmelden/")
    v.press("Beginnen")
    v.fill("Uw functie", "jeugdbeschermer")
    v.look("04-professional-name")
    v.press("Verder")
    v.choose("Jeugdbescherming (JB)")
    v.press("Verder")
    v.press("Verder")  # how to reach her: the account knows
    v.press("Verder")  # it is about a family
    _say_who_it_is_about(v)
    v.fill("Wat is er aan de hand?", "Sem is 's nachts vaak alleen. Moeder werkt 's avonds en vader is uit beeld.")
    v.fill("Waarvoor moet er een plan komen?", "Hoe zorgen we dat Sem 's avonds en 's nachts niet alleen is?")
    v.press("Verder")
    v.choose("0-2 jaar", "Nee, of dat weet ik niet")
    v.press("Verder")
    v.choose("Ondertoezichtstelling (OTS)")
    v.press("Verder")
    v.choose("Nee")
    v.press("Verder")
    v.fill("Taal", "Nederlands")
    v.press("Verder")
    v.sees("Karin Bakker, moeder")
    v.look("04-professional-check")
    v.press("Versturen")
    v.look("05-professional-received")
    number = steps.number_shown(v)
    v.go("/mijn-aanmeldingen/")
    v.sees("Sem")
    v.sees("Vul het veiligheidskader in")
    v.look("06-professional-my-referrals")
    return number


def refer_as_citizen(v: Visitor) -> None:
    """Noor's grandfather applies without an account: he asks for less, and is asked for less."""
    v.go("/")
    v.look("01-landing")
    v.follow("Aanmelden")
    v.look("07-citizen-start")
    began = time.monotonic()
    v.press("Voor iemand uit mijn familie of omgeving")
    fill_in_as_grandfather(v)
    v.look("08-citizen-check")
    be_no_program(v, began)
    v.press("Versturen")
    v.sees("De aanmelding is ontvangen")
    v.look("09-citizen-received")


def fill_in_as_grandfather(v: Visitor, *, look: str = "") -> None:
    """Every page after the choice, up to the check page; with `look` a picture of each."""

    def on() -> None:
        if look:
            v.look(f"{look}-{v.page.url.rstrip('/').rsplit('/', 1)[-1]}")
        v.press("Verder")

    v.fill("Je naam", "Henk de Wit")
    v.fill("Wat ben je van de persoon om wie het gaat?", "opa")
    on()
    v.fill("Telefoonnummer", "06 5555 0202")
    v.choose("Ja")
    on()
    on()  # it is about a family, as it says
    with v.within("Persoon 1"):
        v.fill("Naam", "Noor de Wit")
        v.choose("Weet ik niet of zeg ik niet: jonger dan 18")
        v.choose("Meisje of vrouw")
        v.fill("Woonplaats", "Zeist")
    on()
    on()  # how to reach a child: he leaves it to her parents
    on()
    v.fill("Wat is er aan de hand?", "Noor gaat bijna niet meer naar school. Haar ouders zijn net uit elkaar.")
    on()
    v.choose("Nee, of dat weet ik niet")
    on()
    v.choose("Nee")
    on()
    on()
    v.sees("Klopt alles?")


def be_no_program(v: Visitor, began: float) -> None:
    """Nobody reads and fills in these pages faster: the time trap would take this for a program."""
    v.page.wait_for_timeout(max(0.0, FASTEST_SECONDS + 1 - (time.monotonic() - began)) * 1000)


def triage(v: Visitor, number: str) -> None:
    """Hanneke finds both in her worklist, takes Sem's case, and chooses a coordinator."""
    v.go("/zaken/")
    v.sees("Noor")
    v.look("10-manager-worklist")
    v.unfold("Meer filters en volgorde")
    v.select("Aanmelder", "Gecertificeerde instelling (jeugdbescherming)")
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
    steps.assign_to_fatma(v, look="16-manager-assign-to")
    v.look("17-manager-assigned")
