"""The lists of codes that tables print, in printed order."""

from cases.codes import Ethnicity, Gender, Residence
from followup.codes import SpokenWith

from .table import Codes

CHILD_AGES = (
    ("ongeboren", "Ongeboren"),
    ("0-4", "0-4 jaar"),
    ("5-12", "5-12 jaar"),
    ("13-17", "13-17 jaar"),
    ("onbekend", "Onbekend"),
)


ADULT_AGES = (
    ("18-25", "18 t/m 25 jaar"),
    ("26-40", "26 t/m 40 jaar"),
    ("41-60", "41 t/m 60 jaar"),
    ("61+", "61 jaar en ouder"),
)


DURATIONS = (
    ("<1", "Tot 1 uur"),
    ("1-3", "1-3 uur"),
    ("3-5", "3-5 uur"),
    ("5-8", "5-8 uur"),
    ("8-10", "8-10 uur"),
    (">10", "> 10 uur"),
)


DAY_PARTS = (("dag", "Overdag"), ("dag_en_avond", "Overdag, doorlopend in de avond"), ("avond", "Alleen 's avonds"))


WEEK = (("doordeweeks", "Doordeweeks"), ("weekend", "Weekend"))


PLAN_FACTS = (
    ("plan_agreed", "Plan overeengekomen"),
    ("accepted_as_safe", "Als veilig geaccepteerd"),
    ("evaluation_agreed", "Evaluatie afgesproken"),
    ("reconvening_agreed", "Opnieuw bijeenkomen afgesproken"),
    ("professional_help_requested", "Professionele hulp gevraagd"),
    ("residence_change", "Verandering van verblijfplaats"),
)


RELATIONS = (
    ("hoofdpersoon", "Hoofdpersoon zelf"),
    ("vader", "Vader"),
    ("moeder", "Moeder"),
    ("broer_zus", "Broer/zus 18+"),
    ("opa_oma", "Opa/oma"),
    ("oom_tante", "Oom/tante"),
    ("neef_nicht", "Neef/nicht"),
    ("vriend", "Vriend/vriendin"),
    ("anders", "Anders"),
)


INFORMED = (
    ("informed_purpose", "Bedoeling"),
    ("informed_procedure", "Gang van zaken"),
    ("informed_situation", "Situatie kind/gezin"),
    ("informed_help", "Hulpmogelijkheden"),
)


MOMENTS = (
    ("tot_3", "tot 3 maanden na conferentie"),
    ("4_5", "4-5 maanden na conferentie"),
    ("langer_dan_5", "langer dan 5 maanden na conferentie"),
)


RESPONDENT_GROUPS = (
    ("Aanmelders/hulpverleners", (SpokenWith.REFERRER.value,)),
    (
        "Hoofdpersonen (volwassen en minderjarig)",
        (SpokenWith.ADULT_MAIN_PERSON.value, SpokenWith.MINOR_MAIN_PERSON.value),
    ),
    ("Familieleden en sociaal netwerk", (SpokenWith.FAMILY_NETWORK.value,)),
)


def labels(choices: type, *, only: tuple[str, ...] = (), **renamed: str) -> Codes:
    """Codes and labels in printed order; `only` these, in this order; some with another label."""
    all_codes = [(str(code), str(label)) for code, label in choices.choices]  # type: ignore[attr-defined]
    if only:
        found = dict(all_codes)
        all_codes = [(code, found[code]) for code in only]
    return [(code, renamed.get(code, label)) for code, label in all_codes]


CHILD_RESIDENCES = (
    "thuis_bij_ouders",
    "familie_of_bekenden",
    "bestandspleeggezin",
    "crisis_of_leefgroep",
    "anders",
)


ADULT_RESIDENCES = ("zelfstandig", "thuis_bij_ouders", "familie_of_bekenden", "anders")


ADULT_ETHNICITIES = ("nederlands", "turks", "marokkaans", "surinaams", "antilliaans", "overig")


ALL_GENDERS = dict(labels(Gender))


ALL_ETHNICITIES = dict(labels(Ethnicity))


ALL_RESIDENCES = dict(labels(Residence))
