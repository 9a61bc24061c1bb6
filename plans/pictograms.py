"""Which drawing of the house (`static/ekc/pictograms/`) stands beside an agreement on the paper for children."""

from ekc.names import words_of

from .codes import LifeArea
from .life_areas import begins_with, proposed_area

BEGINNINGS: dict[str, tuple[str, ...]] = {
    "bed": ("slaap", "slapen", "logeer", "bed", "nacht"),
    "car": ("breng", "haal", "ophal", "rijd", "auto", "taxi", "vervoer"),
    "food": ("kook", "koken", "eten", "eet", "maaltijd", "ontbijt", "avondeten", "lunch"),
    "phone": ("bel", "bellen", "belt", "app", "telefo", "videobel"),
    "ball": ("voetbal", "sport", "zwem", "speel", "spelen", "speelt", "buiten", "fiets"),
    "talk": ("praat", "luister", "gesprek", "vertel", "ruzie"),
    "basket": ("boodschap", "winkel"),
}
"""What is done counts before the life area; the first of these that a word of it points at."""
OF_AREA: dict[str, str] = {
    LifeArea.UPBRINGING: "talk",
    LifeArea.LIVING: "house",
    LifeArea.MONEY: "coins",
    LifeArea.EDUCATION: "book",
    LifeArea.WORK: "case",
    LifeArea.HEALTH: "heart",
    LifeArea.LEISURE: "ball",
    LifeArea.SAFETY: "shield",
    LifeArea.VISITING: "two-houses",
    LifeArea.HOUSEHOLD: "broom",
}
OTHERWISE, WATCHES, TOGETHER, WHEN_WRONG = "hands", "eye", "people", "buoy"
NAMES = frozenset({*BEGINNINGS, *OF_AREA.values(), OTHERWISE, WATCHES, TOGETHER, WHEN_WRONG})


def pictogram_for(what: str, life_area: str = "") -> str:
    """The name of the drawing that fits what is done, else its life area, else helping hands."""
    for word in words_of(what):
        for name, beginnings in BEGINNINGS.items():
            if begins_with(word, beginnings):
                return name
    return OF_AREA.get(life_area or proposed_area(what), OTHERWISE)
