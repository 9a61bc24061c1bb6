"""After a blow on the field: two who did it, of whom one denies. The other goes on, and makes it good again."""

import json
import re
import time
from typing import Any

import pytest

from cases.codes import Training
from cases.models import Coordinator
from ekc.outbox.models import Message
from reports.tasks import make_downloads

from . import arrival, meeting, steps
from .browser import DESKTOP, Visitor
from .time import months_pass

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HARM = "Er is iemand iets aangedaan, en dat moet worden goedgemaakt (herstelconferentie)"
INVOLVED = (
    ("Tobias Smit", "Deze persoon is iets aangedaan"),
    ("Levi Bos", "Deze persoon deed het"),
    ("Joost Vaal", "Deze persoon deed het"),
)
AROUND = (
    ("Arjan Smit", "vader van Tobias", "Bij wie iets is aangedaan"),
    ("Hetty Bos", "moeder van Levi", "Bij wie het deed"),
    ("Carla Vaal", "moeder van Joost", "Bij wie het deed"),
)
QUESTION = "Wat is er nodig om het goed te maken?"
ORDER = ("Levi Bos", "Tobias Smit", "Arjan Smit", "Hetty Bos")


def test_one_of_two_denies_and_the_other_makes_it_good(visit, people):
    trained = Coordinator.objects.get(user=people.coordinator)
    trained.trainings = [*trained.trainings, Training.RESTORATIVE]
    trained.save()
    with visit(DESKTOP) as trainer:
        number = apply_for_the_club(trainer)
    with visit(DESKTOP, people.manager) as manager, visit(DESKTOP, people.coordinator) as v:
        give_to_coordinator(manager, number)
        begin(v, number)
        ask_responsibility(v, number)
        heard = {message.to for message in Message.objects.filter(subject__startswith="Er is nieuws")}
        assert {"bert@vvzeist.example", people.manager.email} <= heard
        agree(v, number)
        decide_on_the_ban(manager, number)
        meet(v, number)
        write_plan(v, number)
        months_pass(number, 1)
        follow_restitution(v, number)
        months_pass(number, 2)
        finish(v, number)
    with visit(DESKTOP, people.manager) as reader:
        figures = read_figures(reader)

    tables = {
        each["id"]: {row["label"]: row["values"] for row in each["rows"]}
        for each in (*figures["tables"], *figures["supplement"])
    }
    assert figures["ways"] == {"variant": "herstel"}
    assert tables["2.8.4c"]["Totaal"][-1] == 1
    assert tables["2.8.4d"]["Gedaan"] == [1, 250]
    assert not [name for name in ("Levi", "Tobias", "Joost", "Hetty") if name in json.dumps(figures)]


def apply_for_the_club(v: Visitor) -> str:
    """The trainer of the club, without an account. Returns the number of the case."""
    began = time.monotonic()
    v.go("/aanmelden/")
    v.press("Ik ben professional en meld een familie aan")
    v.fill("Uw naam", "Bert Kok")
    v.fill("Uw organisatie", "VV Zeist")
    v.select("Soort organisatie", "Andere organisatie")
    v.press("Verder")
    v.choose("Anders")
    v.press("Verder")
    v.fill("Telefoonnummer", "030 555 01 20")
    v.fill("E-mailadres", "bert@vvzeist.example")
    v.press("Verder")
    v.choose(HARM)
    v.press("Verder")
    for row, (name, did) in enumerate(INVOLVED, start=1):
        if row > 1:
            v.press("Nog iemand toevoegen")
        with v.within(f"Persoon {row}"):
            v.fill("Naam", name)
            v.choose(did, "Weet ik niet of zeg ik niet: jonger dan 18")
            v.fill("Woonplaats", "Zeist")
    v.look("130-harm-involved")
    v.press("Verder")
    steps.consent_of_today(v, "de ouders", "in een gesprek op de club")
    v.press("Verder")
    v.press("Verder")  # a child has no phone
    tell_of_the_club(v)
    arrival.be_no_program(v, began)
    v.press("Versturen")
    v.sees("ontvangen")
    return steps.number_shown(v)


def tell_of_the_club(v: Visitor) -> None:
    """Who else was hurt by it, and what must come of it."""
    for row, (name, relation, side) in enumerate(AROUND, start=1):
        if row > 1:
            v.press("Nog iemand toevoegen")
        with v.within(f"Contact {row}"):
            v.fill("Naam", name)
            v.fill("Wie is dit?", relation)
            v.select("Bij wie hoort deze persoon?", side)
            v.fill("Telefoon", f"06 5555 030{row}")
    v.press("Verder")
    v.fill("Wat is er aan de hand?", "Na de wedstrijd is Tobias geslagen.")
    v.fill("Waarvoor moet er een plan komen?", QUESTION)
    v.press("Verder")
    v.choose("Nee, of dat weet ik niet")
    v.press("Verder")
    v.choose("Niets hiervan")
    v.press("Verder")
    v.choose("Nee")
    v.press("Verder")
    v.press("Verder")  # no wishes
    v.sees("Klopt alles?")


def give_to_coordinator(v: Visitor, number: str) -> None:
    v.go(f"/zaken/{number}/")
    v.follow("Aannemen en coördinator toewijzen")
    v.follow("Organisatie nakijken")
    v.choose("Nee")
    v.press("Bewaren")
    v.sees("De organisatie is gekoppeld.")
    v.go(f"/zaken/{number}/toewijzen/")
    steps.assign_to_fatma(v)


def begin(v: Visitor, number: str) -> None:
    steps.explain(v, number, to="Levi, Joost en hun moeders")
    v.press("Voorbereiding starten")
    v.sees("De voorbereiding is begonnen")


def ask_responsibility(v: Visitor, number: str) -> None:
    """Carla stands by Joost, not by Levi. Nobody is asked whether they want to meet before both answered."""
    v.go(f"/zaken/{number}/conferentie/partijen/plekken/")
    with v.within("Carla Vaal"):
        v.select("Hoort bij", "Joost Vaal en wie erbij hoort")
        v.unfold("Rol van deze persoon")
        v.choose("Is de contactpersoon van deze kant")
    v.press("Bewaren")
    v.sees("Bewaard.")
    v.go(f"/zaken/{number}/kanten/")
    assert not v.page.get_by_role("link", name=re.compile("^Antwoord vastleggen.*wie erbij hoort")).count()
    v.follow("Antwoord vastleggen", of="Levi Bos")
    v.choose("Ja, deze kant gaat verder")
    v.press("Vastleggen")
    v.sees("Vastgelegd: Levi Bos neemt verantwoordelijkheid.")
    v.follow("Antwoord vastleggen", of="Joost Vaal")
    v.choose("Nee, deze persoon doet niet mee")
    v.fill("Wat werd er gezegd?", "Hij zegt dat hij er niet bij was.")
    v.press("Vastleggen")
    v.sees("Deze kant doet niet mee")
    v.look("131-harm-sides")


def agree(v: Visitor, number: str) -> None:
    """Each side apart; and the order of speaking, from which nobody of Joost's side is lost or in."""
    for side in ("Levi Bos", "Tobias Smit"):
        v.go(f"/zaken/{number}/kanten/")
        v.follow("Antwoord vastleggen", of=f"{side} en wie")
        v.choose("Ja")
        v.fill("Wie zei dit, en wat is er voor deze kant nodig?", "Een ouder zei ja.")
        v.press("Vastleggen")
        v.sees("Vastgelegd.")
    v.go(f"/zaken/{number}/conferentie/partijen/plekken/")
    steps.speak_in_order(v, ORDER)
    v.go(f"/zaken/{number}/kanten/")
    v.sees("Carla Vaal")


def decide_on_the_ban(v: Visitor, number: str) -> None:
    """Of the side that ended nothing has to be decided: one decision is left."""
    v.go(f"/zaken/{number}/voorbereiding/")
    assert v.page.get_by_text("Besluit nodig", exact=True).count() == 1
    waiting = v.page.locator("li.is-safety")
    waiting.get_by_role("link", name="Besluit vastleggen").click()
    v.choose("Ja, met deze afspraken")
    v.fill("Wat is er besloten?", "Zij komen, ieder met een ouder naast zich.")
    v.press("Besluit vastleggen")
    v.sees("Het besluit is vastgelegd.")
    assert v.page.get_by_text("Besluit nodig", exact=True).count() == 0


def meet(v: Visitor, number: str) -> None:
    """Without private time, as both sides want; nobody of Joost's side is asked to come."""
    steps.plan_today(v, number)
    invited = v.page.get_by_role("main")
    assert not [name for name in ("Joost Vaal", "Carla Vaal") if invited.get_by_role("checkbox", name=name).count()]
    for name in ORDER:
        v.page.get_by_role("checkbox", name=name).check()
    v.press("Uitnodigen")
    v.sees("zijn uitgenodigd.")
    v.go(f"/zaken/{number}/")
    meeting.go_on_although(v, number)
    v.follow("Naar de dag")
    assert steps.order_on_the_page(v) == list(ORDER)
    v.look("132-harm-day")
    meeting.press_part(v, "Informatie begint")
    meeting.press_part(v, "Verder zonder besloten tijd")
    v.sees("Er was geen besloten tijd")
    steps.end_with_a_plan(v)
    for name in ORDER:
        meeting.tap(v, name, "Informatie", "Presentatie")


def write_plan(v: Visitor, number: str) -> None:
    """What he pays, and until when, stands on the paper; who denied stands nowhere on it."""
    v.go(f"/zaken/{number}/plan/")
    v.press("Plan opschrijven")
    v.fill("Of typ wie dit doet", "Levi Bos")
    v.fill("Wat is er afgesproken?", "Betaalt de bril van Tobias.")
    v.unfold("Meer over deze afspraak")
    v.select("Hoe maakt dit het goed?", "Vergoeding van de schade")
    v.fill("Bedrag in euro, bij een vergoeding", "250")
    v.fill("Wie betaalt dat?", "Levi, van zijn krantenwijk")
    v.fill("Uiterlijk wanneer is het gedaan?", "2027-03-01")
    v.choose(QUESTION)
    v.look("133-harm-restitution")
    v.press("In het plan zetten")
    v.sees("1 afspraak")
    steps.establish(v, open_points="Dat spreken we later af.")
    for words in ("€ 250,00", "Levi, van zijn krantenwijk", "uiterlijk 1 maart 2027"):
        v.sees(words)
    v.follow("Plan versturen")
    v.sees_not("Carla Vaal")
    v.press("Versturen")
    v.sees("Het plan is verstuurd.")


def follow_restitution(v: Visitor, number: str) -> None:
    """One by one, in the first call already."""
    v.go(f"/zaken/{number}/nazorg/")
    v.follow("Hoe staan de herstelafspraken ervoor")
    v.choose("Gedaan")
    v.press("Bewaren")
    v.sees("Bewaard hoe het met de afspraken staat.")
    steps.record_call(v, "Levi", "De bril is betaald.")


def finish(v: Visitor, number: str) -> None:
    v.go(f"/zaken/{number}/nazorg/")
    for role in ("Minderjarige hoofdpersoon", "Aanmelder of hulpverlener", "Familielid of iemand uit het netwerk"):
        v.follow("Iemand gesproken")
        v.choose(role)
        v.choose_in("Is het plan uitgevoerd?", "Geheel")
        v.press("Bewaren")
        v.sees("Heb je nog iemand gesproken")
    v.follow("Navraag afronden")
    v.press("Vastleggen")
    v.sees("Het gesprek is vastgelegd.")
    steps.complete_registration(v, number)


def read_figures(v: Visitor) -> dict[str, Any]:
    steps.open_figures(v)
    steps.figures_of(v, "Herstelconferentie (Echt Recht)", "herstel")
    v.sees("Herstelafspraken, één voor één")
    v.look("134-harm-figures")
    found: dict[str, Any] = json.loads(steps.download(v, "JSON, voor eigen programma's", make_downloads))
    return found
