"""The coordinator prepares: the visit, the circle, the contacts, the question, the day; and the frame."""

from ekc.dates import local_today

from .browser import Visitor


def begin(v: Visitor, number: str) -> None:
    """Fatma finds the case under her own cases, tells what a conference is, and starts the preparation."""
    v.go("/")
    v.look("20-coordinator-my-cases")
    v.page.get_by_role("link", name="Sem").first.click()
    v.look("21-coordinator-case")
    v.follow("Uitleg vastleggen")
    v.fill("Wie waren erbij?", "moeder en Sem")
    v.look("22-coordinator-information-visit")
    v.press("Bewaren")
    v.follow("Voorbereiding starten")
    v.look("23-coordinator-start")
    v.press("Voorbereiding starten")
    v.sees("De voorbereiding is begonnen")


def keep_circle(v: Visitor) -> None:
    """Grandmother, an aunt with a secret address, a neighbour who will not come after all."""
    v.open_tab("Kring")
    v.look("24-coordinator-circle-first")
    v.follow("Iemand toevoegen")
    v.look("25-coordinator-circle-form")
    _add(v, "Ria Bakker", "Opa of oma", "oma, de moeder van Karin", "Kant van moeder", phone="06 5555 0103")
    v.follow("Iemand toevoegen")
    _add(
        v,
        "Samira Bakker",
        "Oom of tante",
        "tante Samira",
        "Kant van moeder",
        phone="06 5555 0104",
        street="Laan van Verdriet 13",
    )
    v.sees_not("Laan van Verdriet")
    v.follow("Iemand toevoegen")
    _add(v, "Wim Jansen", "Buur, kennis of collega", "de buurman", "Weet ik niet")
    v.follow("Wim Jansen")
    v.look("25a-coordinator-person")
    v.follow("Doet niet mee", of="Wim Jansen")
    v.choose("Hoofdpersoon")
    v.fill("Waarom doet deze persoon niet mee?", "Sem kent hem niet goed.")
    v.look("26-coordinator-set-aside")
    v.press("Vastleggen")
    v.sees("Sem kent hem niet goed.")
    v.look("27-coordinator-circle")


def _add(v: Visitor, name: str, position: str, relation: str, side: str, *, phone: str = "", street: str = "") -> None:
    v.fill("Naam", name)
    v.select("Wie is dit van de hoofdpersoon?", position)
    v.fill("In eigen woorden", relation)
    v.choose(side)
    v.choose("Dichtbij")
    v.fill("Telefoon", phone)
    if street:
        v.choose("Geheim adres: dit adres wordt nergens getoond of afgedrukt")
        v.fill("Straat en huisnummer", street)
        v.fill("Woonplaats", "Utrecht")
    v.press("Toevoegen")
    v.sees(f"{name} staat in de kring.")


def log_contacts(v: Visitor) -> None:
    v.open_tab("Contacten")
    for who, note in (("Ria Bakker", "Oma komt, en bakt een taart."), ("Sem Bakker", "Sem wil dat oma erbij is.")):
        # The next step above the tab names somebody already; the link of the tab leaves the choice.
        v.page.get_by_role("link", name="Contact vastleggen", exact=True).last.click()
        v.choose("Bezoek")
        v.fill("Wat is er afgesproken?", note)
        if who == "Ria Bakker":
            v.look("28-coordinator-contact-form")
        v.press(who)
        v.sees(note)
    v.look("29-coordinator-contacts")


def word_question(v: Visitor) -> None:
    v.open_tab("Overzicht")
    v.follow("Vraag toevoegen")
    v.fill("De vraag", "Wie is er bij Sem als zijn moeder 's avonds werkt?")
    v.choose("Familie", "Opvoeding", "Wonen (bij waar of bij wie)")
    v.look("30-coordinator-question")
    v.press("Toevoegen")
    v.sees("Wie is er bij Sem als zijn moeder 's avonds werkt?")
    v.look("31-coordinator-overview")


def plan_meeting(v: Visitor) -> None:
    """The family chose today, so that the day itself can be walked as well."""
    v.open_tab("Conferentie")
    v.look("32-coordinator-conference-none")
    v.follow("Conferentie plannen")
    v.fill("Op welke dag?", local_today().isoformat())
    v.fill("Van", "13:00")
    v.fill("Tot ongeveer", "18:00")
    v.select("Wat voor plek is het?", "Buurthuis")
    v.fill("Hoe heet de plek?", "Buurthuis De Koppel, Zeist")
    v.fill("Eten en drinken", "Oma bakt een taart. Iedereen neemt iets mee.")
    v.look("33-coordinator-conference-plan")
    v.press("Bewaren")
    v.follow("Uitnodigen")
    for person in ("Sem Bakker", "Ria Bakker", "Samira Bakker", "Karin Bakker"):
        v.page.get_by_role("checkbox", name=person).check()
    v.look("34-coordinator-invite")
    v.press("Uitnodigen")
    v.look("34a-coordinator-invitations")
    v.follow("Antwoord", of="Ria Bakker")
    v.choose("Komt")
    v.fill("Vervoer", "Iemand die haar ophaalt.")
    v.look("35-coordinator-answer")
    v.press("Bewaren")
    v.sees("Iemand die haar ophaalt.")
    v.open_tab("Conferentie")
    v.look("36-coordinator-conference")


def write_frame(v: Visitor, number: str) -> None:
    """Petra writes the veiligheidskader, first as a draft, then hands it in."""
    v.go(f"/zaken/{number}/")
    v.look("37-professional-case")
    v.follow("Veiligheidskader invullen")
    v.select("Welke maatregel is er, of dreigt er?", "Ondertoezichtstelling (OTS)")
    with v.within("Gezien 1"):
        v.fill("Wat is er gezien?", "Sem was 's nachts alleen thuis, en huilde.")
        v.fill("Wanneer?", "Drie keer in maart")
        v.fill("Door wie?", "De buren")
    v.fill("Waar bent u bang voor als er niets verandert?", "Dat er 's nachts brand komt, en niemand Sem hoort.")
    v.fill("Wat gaat er goed?", "Sem gaat elke dag naar school. Moeder en oma bellen elke dag.")
    with v.within("Bodem-eis 1"):
        v.page.get_by_role("group", name="Bodem-eis 1").get_by_role("textbox").fill("Sem is 's nachts nooit alleen.")
        v.choose("Hierover is geen onderhandeling mogelijk")
    with v.within("Bodem-eis 2"):
        v.page.get_by_role("group", name="Bodem-eis 2").get_by_role("textbox").fill(
            "Er is altijd een volwassene die Sem kan bellen."
        )
    v.look("38-professional-frame-form")
    v.press("Concept bewaren")
    v.look("39-professional-frame-draft")
    v.follow("Verder invullen")
    v.press("Indienen")
    v.sees("Het veiligheidskader is ingediend.")
    v.look("40-professional-frame")


def read_frame(v: Visitor, number: str) -> None:
    v.go(f"/zaken/{number}/veiligheidskader/")
    v.look("41-coordinator-frame")
    v.follow("Gelezen met de familie")
    v.look("42-coordinator-frame-read")
    v.choose("Sem Bakker")
    v.press("Vastleggen")
    v.sees("Vastgelegd dat de familie het veiligheidskader kent.")
