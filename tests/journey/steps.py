"""Steps that more than one journey takes. Where `look` names a picture, one is taken on the way."""

import re
from collections.abc import Callable, Iterable

from ekc.dates import local_today

from .browser import Visitor


def number_shown(v: Visitor) -> str:
    """The number of the case that the page names."""
    found = re.search(r"EK-\d{4}-\d+", v.page.get_by_role("main").inner_text())
    assert found is not None
    return found[0]


def consent_of_today(v: Visitor, by: str, how: str) -> None:
    v.choose("Ja, daar is toestemming voor")
    v.fill("Wie gaf toestemming?", by)
    today = local_today()
    for part, number in (("Dag", today.day), ("Maand", today.month), ("Jaar", today.year)):
        v.fill(part, str(number))
    v.fill("Hoe?", how)


def assign_to_fatma(v: Visitor, *, look: str = "") -> None:
    v.follow("Direct toewijzen", of="Fatma Yilmaz")
    v.select("Programma", "Eigen Kracht in Utrecht")
    if look:
        v.look(look)
    v.press("Toewijzen")
    v.sees("Fatma Yilmaz is de coördinator van deze zaak")


def explain(v: Visitor, number: str, *, to: str) -> None:
    """Up to the page on which the preparation starts."""
    v.go(f"/zaken/{number}/")
    v.follow("Uitleg vastleggen")
    v.fill("Wie waren erbij?", to)
    v.press("Bewaren")
    v.follow("Voorbereiding starten")


def speak_in_order(v: Visitor, names: Iterable[str], *, look: str = "") -> None:
    """On the page of seats and order."""
    for place, name in enumerate(names, start=1):
        with v.within(name):
            v.fill("Spreekt als nummer", str(place))
    if look:
        v.look(look)
    v.press("Bewaren")
    v.sees("De volgorde staat ook op het draaiboek.")


def plan_today(v: Visitor, number: str) -> None:
    """The day is today, so that it can be walked as well; up to whom to invite."""
    v.go(f"/zaken/{number}/conferentie/")
    v.follow("Conferentie plannen")
    v.fill("Op welke dag?", local_today().isoformat())
    v.fill("Van", "13:00")
    v.select("Wat voor plek is het?", "Buurthuis")
    v.fill("Hoe heet de plek?", "Buurthuis De Koppel, Zeist")
    v.press("Bewaren")
    v.sees("De conferentie is gepland.")
    v.follow("Uitnodigen")


def order_on_the_page(v: Visitor) -> list[str]:
    """Who speaks when, as the page of the day lists it."""
    return [each.split(" (")[0] for each in v.page.get_by_role("listitem").all_inner_texts() if each.endswith(")")]


def end_with_a_plan(v: Visitor, *, look: str = "") -> None:
    v.follow("Conferentie afronden")
    v.choose("Er is een plan")
    if look:
        v.look(look)
    v.press("Afronden")


def establish(v: Visitor, *, open_points: str) -> None:
    """Where there is no frame to test it against; of what is open it is said why."""
    v.follow("Plan voorleggen")
    for field in v.page.get_by_role("main").get_by_role("textbox").all():
        field.fill(open_points)
    v.press("Vaststellen")
    v.sees("Het plan is vastgesteld.")


def record_call(v: Visitor, spoken_with: str, how_it_goes: str, *, look: str = "") -> None:
    """The call after a month, from the tab of what comes after."""
    v.follow("Gesprek vastleggen")
    v.choose("Gesproken")
    v.fill("Met wie heb je gesproken?", spoken_with)
    v.fill("Hoe gaat het met het plan, in één zin?", how_it_goes)
    if look:
        v.look(look)
    v.press("Vastleggen")
    v.sees("Het gesprek is vastgelegd.")


def complete_registration(
    v: Visitor,
    number: str,
    *,
    help_duration: str = "Geen hulpverlening",
    problem: str = "Andere reden",
    subject: str = "Anders",
    look: str = "",
) -> None:
    v.go(f"/zaken/{number}/")
    v.follow("Registratie invullen")
    v.choose_in("Hoe lang is er al hulpverlening?", help_duration)
    v.choose_in("Wat speelde er op de achtergrond?", problem)
    v.choose_in("Over welke onderwerpen ging het?", subject)
    v.select("Welk cijfer geef je de samenwerking met de aanmelder?", "8")
    if look:
        v.look(look)
    v.press("Registratie compleet maken")
    v.sees("De registratie is compleet.")


def open_figures(v: Visitor) -> None:
    v.go("/cijfers/")
    v.page.get_by_role("main").get_by_role("link", name="Eigen Kracht in Utrecht").click()
    v.page.wait_for_url("**programme=*")


def figures_of(v: Visitor, kind: str, code: str) -> None:
    """Only the conferences of one kind."""
    v.page.get_by_text("Kies andere cijfers").click()
    v.select("Soort conferentie", kind)
    v.press("Toon de cijfers")
    v.page.wait_for_url(f"**variant={code}*")


def download(v: Visitor, kind: str, make_files: Callable[[], object], *, look: str = "") -> bytes:
    """Ask for the figures on this page as a file, and get it."""
    with v.page.expect_navigation():
        v.press(kind)
    make_files()
    v.go("/cijfers/downloads/")
    if look:
        v.look(look)
    with v.page.expect_download() as waiting:
        v.page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    return waiting.value.path().read_bytes()
