"""Code lists of the aanmelding: who applies, what is going on, and what the family wishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferrerType(models.TextChoices):
    """Aanmelder as the report of 2009-2011 prints it, in printed order (domain.md 4.1).

    Which may be chosen now is kept by landelijk beheer (`ekc.lists`, docs/adr/0017).
    """

    WOMENS_SHELTER = "blijf_van_mijn_lijf", _("Blijf van mijn lijf")
    ADDICTION_CARE = "brijder", _("Brijder")
    YOUTH_CARE_OFFICE = "bureau_jeugdzorg", _("Bureau Jeugdzorg incl. WSG of LdH")
    SCHOOL = "school", _("School")
    MEE = "mee", _("MEE")
    HUMANITAS = "humanitas", _("Humanitas")
    YOUTH_CARE_PROVIDER = "zorgaanbieder_jeugdzorg", _("Zorgaanbieder Jeugdzorg")
    DOMESTIC_VIOLENCE_CENTRE = "steunpunt_huiselijk_geweld", _("Steunpunt Huiselijk Geweld")
    HEALTH_CARE = "gezondheidszorg", _("Organisatie gezondheidszorg")
    VICTIM_SUPPORT_HALT = "slachtofferhulp_halt", _("Slachtofferhulp, HALT")
    MUNICIPALITY = "gemeente_cjg", _("Gemeente/CJG")
    MAIN_PERSON = "hoofdpersoon", _("Hoofdpersoon zelf")
    NETWORK = "familie_netwerk", _("Familie netwerk hoofdpersoon")


class ReferrerDepartment(models.TextChoices):
    """Department of Bureau Jeugdzorg (4.1)."""

    CHILD_PROTECTION = "jeugdbescherming", _("Jeugdbescherming")
    YOUTH_HELP = "jeugdhulpverlening", _("Jeugdhulpverlening")


class RepeatReason(models.TextChoices):
    """Why somebody asks again (4.1)."""

    STALLED = "uitvoering_stagneert", _("Uitvoering van het plan stagneert")
    NO_AGREEMENT = "geen_overeenstemming", _("Geen overeenstemming bereikt")
    OTHER_PROBLEM = "ander_probleem", _("Ander probleem naar voren gekomen")


class HelpDuration(models.TextChoices):
    """Duur hulpverlening (4.2). Unknown is left out of the base of a percentage."""

    NONE = "geen", _("Geen hulpverlening")
    UP_TO_TWO_YEARS = "0_2_jaar", _("0-2 jaar")
    OVER_TWO_YEARS = "langer_dan_2_jaar", _("Langer dan 2 jaar")
    UNKNOWN = "onbekend", _("Onbekend")


class BackgroundProblem(models.TextChoices):
    """Achtergrondproblematiek (4.3), several per case."""

    DIVORCE = "echtscheiding", _("Echtscheidingsperikelen")
    MONEY = "financieel", _("Financiële problemen")
    OVERBURDENED_PARENTS = "overbelasting_ouders", _("Overbelasting ouders")
    PARENTING = "pedagogische_onmacht", _("Pedagogische onmacht")
    DOMESTIC_VIOLENCE = "huiselijk_geweld", _("Huiselijk geweld")
    CHILD_BEHAVIOUR = "gedrag_kind", _("Gedragsproblemen kind")
    PSYCHIATRIC = "psychiatrisch", _("Psychiatrische problemen")
    HOUSING = "huisvesting", _("Huisvestingsproblemen")
    ILLNESS_OR_DEATH = "ziekte_overlijden", _("Ziekte/overlijden")
    NEGLECT = "verwaarlozing_kind", _("Verwaarlozing kind")
    SCHOOL = "school", _("Problemen met school")
    WORK = "werk", _("Problemen met werk")
    MENTAL_DISABILITY = "verstandelijke_beperking", _("Verstandelijke beperking")
    ADDICTION = "verslaving", _("Verslaving")
    POLICE = "politie", _("In aanraking met politie")
    PHYSICAL_DISABILITY = "lichamelijke_beperking", _("Lichamelijke beperking")
    OTHER = "anders", _("Andere reden")


class Topic(models.TextChoices):
    """Onderwerpen voor de conferentie (4.4), several per case."""

    UPBRINGING = "opvoeding", _("Opvoeding")
    MONEY = "financien", _("Financiën")
    CHILD_PARENT_RELATION = "relatie_kind_ouders", _("Verbeteren relatie kind ouders")
    CHILD_BEHAVIOUR = "gedrag_kind", _("Gedrag van het kind")
    LIVING = "wonen", _("Wonen (bij waar of bij wie)")
    VISITING = "omgangsregeling", _("Omgangsregeling")
    LEISURE = "vrije_tijd", _("Vrije tijdsbesteding")
    EDUCATION = "onderwijs", _("Onderwijs")
    WORK = "werk", _("Werk")
    DOMESTIC_VIOLENCE = "huiselijk_geweld", _("Huiselijk geweld")
    MEDICAL = "medisch", _("Medische kwesties")
    INDEPENDENT_LIVING = "zelfstandig_wonen", _("Zelfstandig wonen")
    CUSTODY = "gezag", _("Voorziening gezag")
    OTHER = "anders", _("Anders")


LAY_REFERRERS = frozenset({ReferrerType.MAIN_PERSON.value, ReferrerType.NETWORK.value})
"""Everyone else is a professional (domain.md 4.1): school and municipality, and whatever is added to the list."""


class ReferrerToday(models.TextChoices):
    """The organisations that refer now, as the list begins."""

    CERTIFIED = "gecertificeerde_instelling", _("Gecertificeerde instelling (jeugdbescherming)")
    SAFE_AT_HOME = "veilig_thuis", _("Veilig Thuis")
    NEIGHBOURHOOD_TEAM = "wijkteam", _("Wijkteam")
    MENTAL_HEALTH = "ggz", _("Ggz")
    GENERAL_PRACTITIONER = "huisarts", _("Huisarts")
    OTHER = "anders", _("Andere organisatie")


class Channel(models.TextChoices):
    FORM = "formulier", _("Formulier op de website")
    PHONE = "telefoon", _("Telefoon")
    MAIL = "mail", _("E-mail")
    IMPORT = "import", _("Ingelezen registratie")


class ReferrerKind(models.TextChoices):
    """Who makes the aanmelding, as it is asked first."""

    SELF = "zelf", _("Voor mezelf")
    NETWORK = "familie", _("Voor iemand uit mijn familie of omgeving")
    PROFESSIONAL = "professional", _("Ik ben professional en meld een familie aan")


class ReferrerRole(models.TextChoices):
    """Role of the professional in the family (domain.md 3.2 step 3)."""

    CHILD_PROTECTION = "jb", _("Jeugdbescherming (JB)")
    YOUTH_HELP = "jhv", _("Jeugdhulpverlening (JHV)")
    JUVENILE_PROBATION = "jr", _("Jeugdreclassering (JR)")
    OTHER = "anders", _("Anders")


class SafetyTrigger(models.TextChoices):
    """What makes the veiligheidskader obligatory (domain.md 4.16)."""

    SUPERVISION_ORDER = "ots", _("Ondertoezichtstelling (OTS)")
    BOARD_REPORT = "rvdk", _("Dreigende melding bij de Raad voor de Kinderbescherming")
    JUVENILE_PROBATION = "jr", _("Jeugdreclassering (JR)")
    OTHER_WORRY = "andere_zorg", _("Andere zorg over veiligheid")


class PreferenceKind(models.TextChoices):
    GENDER = "geslacht", _("Man of vrouw")
    LANGUAGE = "taal", _("Taal")
    CULTURE = "cultuur", _("Cultuur")
    FAITH = "geloof", _("Geloof")
    OTHER = "anders", _("Anders")
