"""The day in three parts, the plan that came out of it, and its way to the people."""

from playwright.sync_api import expect

from ekc.outbox.tasks import send_messages

from . import steps
from .browser import Visitor


def hold(v: Visitor, number: str) -> None:
    """Fatma presses the three buttons, ends the day, and writes down who was there."""
    v.go(f"/zaken/{number}/")
    v.look("50-coordinator-the-day-has-come")
    go_on_although(v, number)
    v.follow("Naar de dag")
    v.look("51-coordinator-day")
    press_part(v, "Informatie begint")
    press_part(v, "Besloten tijd begint")
    v.look("52-coordinator-day-private-time")
    press_part(v, "Presentatie begint")
    v.look("53-coordinator-day-presentation")
    steps.end_with_a_plan(v, look="54-coordinator-finish")
    for person in ("Sem Bakker", "Karin Bakker", "Ria Bakker", "Samira Bakker"):
        tap(v, person, "Informatie", "Besloten", "Presentatie")
    tap(v, "Petra Meijer", "Informatie", "Presentatie")
    v.look("55-coordinator-attendance")
    v.follow("Conferentie")
    v.sees("Wie er waren")
    v.look("56-coordinator-conference-held")


def go_on_although(v: Visitor, number: str) -> None:
    """Something on the list is not done; the family wants it today, and that is written down."""
    v.follow("Naar de lijst")
    v.follow("Toch doorgaan")
    v.fill("Waarom", "De familie wil vandaag.")
    v.press("Doorgaan, met deze reden")
    v.sees("De dag kan beginnen.")
    v.go(f"/zaken/{number}/")


def press_part(v: Visitor, button: str) -> None:
    """A press goes out beside the page, which comes anew when it has arrived."""
    with v.page.expect_navigation():
        v.press(button)


def tap(v: Visitor, person: str, *parts: str) -> None:
    """One tap a part; the button is pressed when the list has come back."""
    group = v.page.get_by_role("group", name=person, exact=True)
    for part in parts:
        group.get_by_role("button", name=part).click()
        expect(group.get_by_role("button", name=part)).to_have_attribute("aria-pressed", "true")


def write_plan(v: Visitor) -> None:
    v.open_tab("Plan")
    v.look("60-coordinator-plan-none")
    v.press("Plan opschrijven")
    v.fill("Of typ wie dit doet", "oma Ria")
    v.fill("Wat is er afgesproken?", "Als Karin 's avonds werkt, slaapt Sem bij oma.")
    v.fill("Wanneer", "elke dinsdag en donderdag")
    v.choose("Sem is 's nachts nooit alleen.", "Wie is er bij Sem als zijn moeder 's avonds werkt?")
    v.look("61-coordinator-agreement")
    v.press("In het plan zetten")
    v.sees("1 afspraak")
    v.page.get_by_label("Sem is 's nachts nooit alleen.").uncheck()
    v.fill("Of typ wie dit doet", "tante Samira")
    v.fill("Wat is er afgesproken?", "Sem mag tante Samira altijd bellen, ook 's nachts.")
    v.fill("Wanneer", "altijd")
    v.choose("Er is altijd een volwassene die Sem kan bellen.")
    v.press("In het plan zetten")
    v.sees("2 afspraken")
    v.follow("Rondom de afspraken")
    v.fill("Hoe de familie het zelf zegt", "Sem: ik wil bij mama blijven wonen, en bij oma logeren vind ik leuk.")
    v.fill("Wie let op het plan", "oma Ria")
    v.fill("Wie roept iedereen bij elkaar", "tante Samira")
    v.fill("Wat als het anders loopt", "Dan belt oma tante Samira, en komen we dezelfde week bij elkaar.")
    v.fill("Aanspreekpunt", "oma Ria")
    v.look("62-coordinator-plan-around")
    v.press("Bewaren")
    v.look("63-coordinator-plan")
    v.follow("Plan voorleggen")
    v.look("64-coordinator-present")
    for question in ("Wanneer komen jullie weer bij elkaar?", "Hoe houden jullie contact met de professional?"):
        v.fill(question, "Dat spreken we volgende week af.")
    v.fill("Hoe zorgen we dat Sem 's avonds en 's nachts niet alleen is?", "De tweede vraag zegt het precies.")


def present(v: Visitor) -> None:
    v.press("Voorleggen")
    v.sees("Het plan ligt bij de professional.")
    v.look("65-coordinator-plan-presented")


def test_plan(v: Visitor, number: str) -> None:
    """Petra tests the plan against what she announced, and nothing else (R-08)."""
    v.go(f"/zaken/{number}/")
    v.look("66-professional-case")
    v.follow("Plan toetsen")
    for line in ("Sem is 's nachts nooit alleen.", "Er is altijd een volwassene die Sem kan bellen."):
        v.page.get_by_role("region", name=line).get_by_label("Het plan voldoet hieraan").check()
    v.fill("In welke functie toetst u dit plan?", "Jeugdbeschermer")
    v.choose("Ik accepteer het plan: het is veilig")
    v.look("67-professional-test")
    v.press("Besluit vastleggen")
    v.sees("Uw besluit is vastgelegd.")
    v.look("68-professional-plan")


test_plan.__test__ = False  # pytest would take it for a test


def send_plan(v: Visitor, number: str) -> None:
    """The plan goes along on paper, and to Karin by a personal link in a mail."""
    v.go(f"/zaken/{number}/plan/versturen/")
    for person, channel in (("Ria Bakker", "Meegegeven"), ("Karin Bakker", "E-mail")):
        with v.within(person):
            v.place.locator("summary").click()
            v.select("Hoe krijgt deze persoon het plan?", channel)
    v.look("69-coordinator-send")
    v.press("Versturen")
    v.sees("Het plan is verstuurd.")
    v.look("70-coordinator-plan-sent")
    send_messages()


def open_plan(v: Visitor) -> None:
    """Karin has no account: she reads her mail and opens the plan with the link."""
    v.go("/demo/post/?to=karin")
    v.look("71-mother-letter-box")
    v.page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    v.sees_not("Sem")
    v.look("72-mother-letter")
    v.page.get_by_role("link", name="/plan/openen/").click()
    v.look("73-mother-link")
    v.press("Document openen")
    v.sees("Mijn afspraken")
    v.page.get_by_text("Het hele plan lezen").click()
    v.sees("slaapt Sem bij oma")
    v.sees_not("Laan van Verdriet")
    v.look("74-mother-plan")
