"""One month, three months, the registration, the end; and then the figures."""

from collections.abc import Callable

from reports.codes import DownloadFormat

from . import steps
from .browser import Visitor


def call_after_one_month(v: Visitor, number: str) -> None:
    v.go(f"/zaken/{number}/")
    v.look("80-coordinator-one-month")
    v.follow("Naar de nazorg")
    v.look("81-coordinator-aftercare")
    told = "Sem logeert twee keer in de week bij oma, en dat gaat goed."
    steps.record_call(v, "oma Ria", told, look="82-coordinator-call")


def ask_after_three_months(v: Visitor, number: str) -> None:
    """Three people tell how it goes, each agreement gets its outcome, and the questionnaires are counted."""
    v.go(f"/zaken/{number}/nazorg/")
    for role in ("Minderjarige hoofdpersoon", "Aanmelder of hulpverlener", "Familielid of iemand uit het netwerk"):
        v.follow("Iemand gesproken")
        v.choose(role)
        v.choose_in("Is het plan uitgevoerd?", "Geheel")
        v.choose_in("Hoe is de situatie van de hoofdpersoon nu?", "Verbeterd")
        v.fill("Cijfer voor de conferentie, terugkijkend", "8")
        if role == "Minderjarige hoofdpersoon":
            v.look("83-coordinator-interview")
        v.press("Bewaren")
    v.follow("Hoe staan de afspraken ervoor")
    for group in v.page.get_by_role("group", name="Sem").all():
        group.get_by_label("Gedaan", exact=True).check()
    v.look("84-coordinator-agreements")
    v.press("Bewaren")
    v.sees("Bewaard hoe het met de afspraken staat.")
    v.follow("Navraag afronden")
    v.look("85-coordinator-finish-follow-up")
    v.press("Vastleggen")
    v.sees("Het gesprek is vastgelegd.")
    v.look("86-coordinator-followed-up")
    v.open_tab("Vragenlijsten")
    v.follow("Aantallen invullen")
    v.fill("Volwassene", "3")
    v.fill("Kind of jongere", "1")
    v.fill("Professionele aanvrager", "1")
    v.look("87-coordinator-handed-out")
    v.press("Bewaren")
    v.sees("Bewaard.")
    v.look("88-coordinator-questionnaires")


def register_and_close(v: Visitor, number: str) -> None:
    steps.complete_registration(
        v,
        number,
        help_duration="0-2 jaar",
        problem="Overbelasting ouders",
        subject="Opvoeding",
        look="89-coordinator-registration",
    )
    v.open_tab("Verloop")
    v.look("90-coordinator-history")
    v.open_tab("Overzicht")
    v.follow("Afsluiten")
    v.choose("Dit weten we niet. Sluit de zaak toch af.")
    v.look("91-coordinator-close")
    v.press("Zaak afsluiten")
    v.sees("De zaak is afgesloten.")
    v.look("92-coordinator-closed")


def stands_outside(v: Visitor, number: str) -> None:
    """Nothing of the case is found any more (R-03)."""
    for tab in ("", "kring/", "plan/", "nazorg/"):
        assert v.go(f"/zaken/{number}/{tab}") == 404
    v.look("93-coordinator-outside")


def sees_no_figures_of_one_family(v: Visitor, names: tuple[str, ...]) -> None:
    """Ellen opens the figures of a programme with one family less than the country, and reads why there are none."""
    v.go("/cijfers/")
    v.look("94-researcher-start")
    v.page.get_by_role("main").get_by_role("link", name="Eigen Kracht in Utrecht").click()
    v.sees("Van deze keuze zijn er geen cijfers")
    v.look("95-researcher-figures")
    for name in names:
        v.sees_not(name)


def read_figures(v: Visitor, names: tuple[str, ...], make_files: Callable[[], object]) -> None:
    """Who keeps the region sees the tables, asks for a file and gets it, and nowhere is there a name."""
    steps.open_figures(v)
    v.look("96-manager-figures")
    for name in names:
        v.sees_not(name)
    content = steps.download(v, DownloadFormat.CSV_DUTCH.label, make_files, look="97-manager-downloads")
    assert content
    assert not [name for name in names if name.encode() in content]
