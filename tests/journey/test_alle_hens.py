"""An Alle Hens of eighty: from what a neighbour tells to the figures, by the pages of everybody."""

import json
import time
from typing import Any

import pytest

from reports.tasks import make_downloads

from . import arrival, meeting, steps
from .browser import DESKTOP, Visitor
from .time import months_pass

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STREET = "De bewoners van de Lindestraat"
QUESTION = "Wat spreken we af, zodat het plein 's avonds van iedereen is?"
PARTIES = (("Bewoners", 60, "Ria Bakker"), ("Jongeren", 15, "Noor Jansen"), ("De school", 5, "Juf Anja"))


def test_alle_hens_of_eighty_goes_from_aanmelding_to_the_figures(visit, people):
    with visit(DESKTOP) as neighbour:
        number = apply_for_the_street(neighbour)
    with visit(DESKTOP, people.manager) as manager:
        give_to_coordinator(manager, number)
    with visit(DESKTOP, people.coordinator) as v:
        prepare(v, number)
        hold(v, number)
        write_plan(v, number)
        months_pass(number, 1)
        follow_up(v, number)
        steps.complete_registration(v, number)
    with visit(DESKTOP, people.manager) as reader:
        page, figures = read_figures(reader)

    assert "Er waren 80 deelnemers" in page
    assert (figures["ways"], figures["key_figures"]["participants"]) == ({"variant": "alle_hens"}, 80)
    table = next(each for each in figures["tables"] if each["id"] == "2.8.3")
    counted = {row["label"]: row["values"][0] for row in table["rows"]}
    assert {label: number for label, number in counted.items() if number} == {
        "Overig sociaal netwerk (buren, kennissen, collega's)": 75,
        "Overige professionals": 5,
        "Totaal": 80,
    }
    told = page + json.dumps(figures)
    assert not [name for name in (STREET, "Bakker", "Noor Jansen", "Anja") if name in told]


def apply_for_the_street(v: Visitor) -> str:
    """A neighbour without an account applies for the whole street. Returns the number of the case."""
    began = time.monotonic()
    v.go("/aanmelden/")
    v.press("Voor iemand uit mijn familie of omgeving")
    v.fill("Je naam", "Henk de Wit")
    v.fill("Wat ben je van de persoon om wie het gaat?", "buurman")
    v.press("Verder")
    v.fill("Telefoonnummer", "06 5555 0202")
    v.choose("Ja")
    v.press("Verder")
    v.choose("Om een straat, een school, een club of een organisatie (Alle Hens)")
    v.press("Verder")
    v.fill("Hoe heet de groep?", STREET)
    v.choose("Een straat of buurt")
    v.fill("Plaats", "Zeist")
    v.fill("Gemeente", "Zeist")
    v.press("Verder")
    for row, (name, size, speaks) in enumerate(PARTIES, start=1):
        if row > 1:
            v.press("Een partij toevoegen")
        with v.within(f"Partij {row}"):
            v.fill("Welke partij?", name)
            v.fill("Met hoeveel zijn zij ongeveer?", str(size))
            v.fill("Wie spreekt voor hen?", speaks)
    with v.within("Partij 3"):
        v.choose("Dit zijn professionals")
    v.look("120-street-parties")
    v.press("Verder")
    v.press("Verder")  # nobody else to call
    v.fill("Wat is er aan de hand?", "Er is elke avond overlast op het plein.")
    v.press("Verder")
    v.choose("Nee, of dat weet ik niet")
    v.press("Verder")
    v.choose("Nee")
    v.press("Verder")
    v.press("Verder")  # no wishes
    v.sees("Klopt alles?")
    for name, _size, speaks in PARTIES:
        v.sees(name)
        v.sees(speaks)
    arrival.be_no_program(v, began)
    v.press("Versturen")
    v.sees("De aanmelding is ontvangen")
    return steps.number_shown(v)


def give_to_coordinator(v: Visitor, number: str) -> None:
    v.go("/zaken/")
    v.sees(STREET)
    v.go(f"/zaken/{number}/")
    v.follow("Aannemen en coördinator toewijzen")
    steps.assign_to_fatma(v)


def prepare(v: Visitor, number: str) -> None:
    """The spokespersons stand in the circle already, each at their party; the youngsters speak first."""
    v.go("/mijn-zaken/")
    v.sees(STREET)
    steps.explain(v, number, to="Ria en Noor")
    v.fill("De vraag", QUESTION)
    v.choose("Familie", "Anders")
    v.press("Voorbereiding starten")
    v.sees("De voorbereiding is begonnen")
    v.open_tab("Conferentie")
    v.follow("Plekken en volgorde")
    steps.speak_in_order(v, ("Noor Jansen", "Ria Bakker"), look="121-street-seats")
    steps.plan_today(v, number)
    for _party, _size, speaks in PARTIES:
        v.page.get_by_role("checkbox", name=speaks).check()
    v.press("Uitnodigen")
    v.sees("3 mensen zijn uitgenodigd.")


def hold(v: Visitor, number: str) -> None:
    """Three by name, and the others by count: eighty in all."""
    v.go(f"/zaken/{number}/")
    meeting.go_on_although(v, number)
    v.follow("Naar de dag")
    assert steps.order_on_the_page(v) == ["Noor Jansen", "Ria Bakker", "Juf Anja"]
    for button in ("Informatie begint", "Besloten tijd begint", "Presentatie begint"):
        meeting.press_part(v, button)
    steps.end_with_a_plan(v)
    for name in ("Ria Bakker", "Noor Jansen"):
        meeting.tap(v, name, "Informatie", "Besloten", "Presentatie")
    meeting.tap(v, "Juf Anja", "Informatie", "Presentatie")
    v.follow("Aantallen invullen")
    for name, size, minors in (("Bewoners", 59, 10), ("Jongeren", 14, 14), ("De school", 4, 0)):
        with v.within(name):
            v.fill("Hoeveel mensen?", str(size))
            v.fill("Hoeveel daarvan jonger dan 18?", str(minors))
            if name != "De school":
                v.choose("Zij waren ook bij de besloten tijd")
    v.look("122-street-counts")
    v.press("Bewaren")
    for said in ("80 informatie", "75 besloten", "80 presentatie"):
        v.sees(said)


def write_plan(v: Visitor, number: str) -> None:
    v.go(f"/zaken/{number}/plan/")
    v.press("Plan opschrijven")
    v.fill("Of typ wie dit doet", "Ria en Noor")
    v.fill("Wat is er afgesproken?", "Organiseren elke maand een avond op het plein.")
    v.fill("Wanneer", "elke eerste vrijdag")
    v.choose(QUESTION)
    v.press("In het plan zetten")
    v.sees("1 afspraak")
    steps.establish(v, open_points="Dat spreken we volgende maand af.")
    v.follow("Plan versturen")
    v.press("Versturen")
    v.sees("Het plan is verstuurd.")


def follow_up(v: Visitor, number: str) -> None:
    """There is no main person: nobody is asked why none was spoken to."""
    v.go(f"/zaken/{number}/nazorg/")
    steps.record_call(v, "Ria", "Elke eerste vrijdag is er muziek.")
    months_pass(number, 2)
    v.go(f"/zaken/{number}/nazorg/")
    v.follow("Iemand gesproken")
    v.sees_not("hoofdpersoon,")
    v.choose("Familielid of iemand uit het netwerk")
    v.choose_in("Is het plan uitgevoerd?", "Geheel")
    v.press("Bewaren")
    v.sees("Heb je nog iemand gesproken")
    v.follow("Hoe staan de afspraken ervoor")
    for field in v.page.get_by_label("Gedaan", exact=True).all():
        field.check()
    v.press("Bewaren")
    v.sees("Bewaard hoe het met de afspraken staat.")
    v.follow("Navraag afronden")
    v.look("123-street-follow-up")
    v.sees_not("Waarom niet?")
    v.press("Vastleggen")
    v.sees("Het gesprek is vastgelegd.")


def read_figures(v: Visitor) -> tuple[str, dict[str, Any]]:
    """The page of this kind of conference, and the same as a file for programs; the PDF is asked for as well."""
    steps.open_figures(v)
    steps.figures_of(v, "Herstelconferentie (Echt Recht)", "herstel")
    v.sees_not("Er waren 80 deelnemers")
    steps.figures_of(v, "Alle Hens-conferentie", "alle_hens")
    v.sees("Er waren 80 deelnemers")
    v.look("124-street-figures")
    shown = v.page.get_by_role("main").inner_text()
    files = [_file(v, "PDF, om te lezen en te printen"), _file(v, "JSON, voor eigen programma's")]
    assert files[0].startswith(b"%PDF")
    return shown, json.loads(files[1])


def _file(v: Visitor, kind: str) -> bytes:
    here = v.page.url
    content = steps.download(v, kind, make_downloads)
    v.go(here)
    return content
