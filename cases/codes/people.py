"""Code lists of people: main persons, the circle, and how they are counted."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MainPersonKind(models.TextChoices):
    """Minor or adult main person (4.5)."""

    MINOR = "minderjarig", _("Minderjarig")
    ADULT = "meerderjarig", _("Meerderjarig")


class Gender(models.TextChoices):
    """Geslacht (4.5): boy and girl for minors, man and woman for adults."""

    BOY = "jongen", _("Jongen")
    GIRL = "meisje", _("Meisje")
    MAN = "man", _("Man")
    WOMAN = "vrouw", _("Vrouw")
    UNKNOWN = "onbekend", _("Onbekend")


class Ethnicity(models.TextChoices):
    """Etniciteit (4.5). Asked with "wil ik niet zeggen"; empty is not asked or not said."""

    DUTCH = "nederlands", _("Nederlands")
    TURKISH = "turks", _("Turks")
    MOROCCAN = "marokkaans", _("Marokkaans")
    SURINAMESE = "surinaams", _("Surinaams")
    ANTILLEAN = "antilliaans", _("Antilliaans")
    SOMALI = "somalisch", _("Somalisch")
    HUNGARIAN = "hongaars", _("Hongaars")
    OTHER = "overig", _("Overig")


class Residence(models.TextChoices):
    """Verblijfplaats (4.5)."""

    WITH_PARENTS = "thuis_bij_ouders", _("Thuis bij ouder(s)")
    INDEPENDENT = "zelfstandig", _("Zelfstandig")
    FAMILY_OR_FRIENDS = "familie_of_bekenden", _("Bij familie of bekenden")
    FOSTER_FAMILY = "bestandspleeggezin", _("Bestandspleeggezin")
    RESIDENTIAL_GROUP = "crisis_of_leefgroep", _("Crisis- of leefgroep")
    OTHER = "anders", _("Anders")


class ContactGroup(models.TextChoices):
    """With whom there was contact (4.7)."""

    MINOR_MAIN_PERSON = "minderjarige_hoofdpersoon", _("Minderjarige hoofdpersonen")
    ADULT_MAIN_PERSON = "volwassen_hoofdpersoon", _("Volwassen hoofdpersonen")
    PARENT = "ouder", _("Ouders")
    PROFESSIONAL_REFERRER = "professionele_aanvrager", _("Professionele aanvragers")
    OTHER_FAMILY = "overige_familie", _("Overige familieleden")
    FRIEND = "vriend_of_bekende", _("Vrienden en andere bekenden")
    OTHER_PROFESSIONAL = "overige_professional", _("Overige professionals")


class Position(models.TextChoices):
    """Position of somebody in the circle or at the meeting (4.10)."""

    MINOR_MAIN_PERSON = "minderjarige_hoofdpersoon", _("Minderjarige hoofdpersonen")
    ADULT_MAIN_PERSON = "volwassen_hoofdpersoon", _("Volwassen hoofdpersonen")
    PARENT = "ouder", _("Ouders")
    SIBLING = "broer_zus", _("Broers/zussen")
    GRANDPARENT = "opa_oma", _("Opa's/oma's")
    AUNT_OR_UNCLE = "oom_tante", _("Ooms/tantes")
    COUSIN = "neef_nicht", _("Neven/nichten")
    OTHER_FAMILY = "overige_familie", _("Overige familieleden")
    FRIEND = "vriend", _("Vrienden")
    OTHER_NETWORK = "overig_netwerk", _("Overig sociaal netwerk (buren, kennissen, collega's)")
    REFERRER = "aanvrager", _("Aanvragers")
    SCHOOL = "school", _("School")
    CARE_WORKER = "hulpverlener", _("Hulpverleners")
    OTHER_PROFESSIONAL = "overige_professional", _("Overige professionals")
    UNKNOWN = "onbekend", _("Onbekend")


MAIN_PERSON_POSITIONS = frozenset({Position.MINOR_MAIN_PERSON, Position.ADULT_MAIN_PERSON})


FAMILY_POSITIONS = frozenset(
    {
        Position.PARENT,
        Position.SIBLING,
        Position.GRANDPARENT,
        Position.AUNT_OR_UNCLE,
        Position.COUSIN,
        Position.OTHER_FAMILY,
    }
)


NETWORK_POSITIONS = frozenset({Position.FRIEND, Position.OTHER_NETWORK})


PROFESSIONAL_POSITIONS = frozenset(
    {Position.REFERRER, Position.SCHOOL, Position.CARE_WORKER, Position.OTHER_PROFESSIONAL}
)
"""The four groups of domain.md 4.10. A referrer who is family counts by family position, not as referrer."""


class PersonChange(models.TextChoices):
    """What was done to the list of main persons of a case."""

    ADDED = "toegevoegd", _("Toegevoegd")
    CORRECTED = "verbeterd", _("Verbeterd")
    TAKEN_OFF = "weggehaald", _("Weggehaald")


class ContactMethod(models.TextChoices):
    VISIT = "bezoek", _("Bezoek")
    CALL = "telefoon", _("Telefoon")
    MESSAGE = "bericht", _("Bericht of mail")


class FamilySide(models.TextChoices):
    MOTHER = "moeder", _("Kant van moeder")
    FATHER = "vader", _("Kant van vader")
    BOTH = "beide", _("Beide of geen van beide")


class CircleSource(models.TextChoices):
    REFERRAL = "aanmelding", _("Bekend bij de aanmelding")
    FAMILY = "familie", _("Genoemd door de familie")
    NETWORK = "netwerk", _("Genoemd door iemand uit de kring")
    PROFESSIONAL = "professional", _("Genoemd door een professional")


class ExclusionBy(models.TextChoices):
    MAIN_PERSON = "hoofdpersoon", _("Hoofdpersoon")
    FAMILY = "familie", _("Familie")
    SAFETY = "veiligheid", _("Coördinator, om de veiligheid")
    SELF = "zelf", _("Wilde zelf niet")
    UNABLE = "kan_niet", _("Kon niet")
    SIDE_ENDED = "kant_stopt", _("Hun kant doet niet mee")


CHOSEN_EXCLUSIONS = [(each.value, each.label) for each in ExclusionBy if each != ExclusionBy.SIDE_ENDED]
"""What somebody is asked; that a side of a herstelconferentie stops, follows from what its offender answers."""


class OtherWay(models.TextChoices):
    """How somebody takes part who is not in the room (domain.md 3.3)."""

    LETTER = "brief", _("Een brief")
    DRAWING = "tekening", _("Een tekening")
    REPRESENTATIVE = "vertegenwoordiger", _("Iemand namens hem of haar")
    VIDEO = "video", _("Beeldbellen of een filmpje")
    OTHER = "anders", _("Anders")


class Need(models.TextChoices):
    """What somebody needs to be able to take part (domain.md 3.3)."""

    INTERPRETER = "taal", _("Tolk of andere taal")
    TRANSPORT = "vervoer", _("Vervoer")
    CHILD_CARE = "oppas", _("Oppas")
    DIET = "dieet", _("Dieet")
    FEAR = "angst", _("Ziet ergens tegen op")


class SearchArea(models.TextChoices):
    """Where to look for people who are not thought of at once: the worksheet of the circle."""

    MOTHERS_SIDE = "familie_moeder", _("Familie van moeder")
    FATHERS_SIDE = "familie_vader", _("Familie van vader")
    FRIENDS = "vrienden", _("Vrienden")
    SCHOOL = "school", _("School")
    SPORT = "sport", _("Sport en vrije tijd")
    CHURCH = "kerk", _("Kerk, moskee of vereniging")
    WORK = "werk", _("Werk")
    NEIGHBOURS = "buren", _("Buren, nu en vroeger")
    FORMER_HELPERS = "oud_hulpverleners", _("Hulpverleners van vroeger")


POSITION_WORDS: Mapping[str, str | Promise] = {
    Position.MINOR_MAIN_PERSON: _("Hoofdpersoon"),
    Position.ADULT_MAIN_PERSON: _("Hoofdpersoon"),
    Position.PARENT: _("Ouder"),
    Position.SIBLING: _("Broer of zus"),
    Position.GRANDPARENT: _("Opa of oma"),
    Position.AUNT_OR_UNCLE: _("Oom of tante"),
    Position.COUSIN: _("Neef of nicht"),
    Position.OTHER_FAMILY: _("Ander familielid"),
    Position.FRIEND: _("Vriend of vriendin"),
    Position.OTHER_NETWORK: _("Buur, kennis of collega"),
    Position.REFERRER: _("Aanmelder"),
    Position.SCHOOL: _("Iemand van school"),
    Position.CARE_WORKER: _("Hulpverlener"),
    Position.OTHER_PROFESSIONAL: _("Andere professional"),
    Position.UNKNOWN: _("Nog niet bekend"),
}


GROUP_WORDS: Mapping[str, str | Promise] = {
    ContactGroup.MINOR_MAIN_PERSON: _("Minderjarige hoofdpersoon"),
    ContactGroup.ADULT_MAIN_PERSON: _("Volwassen hoofdpersoon"),
    ContactGroup.PARENT: _("Ouder"),
    ContactGroup.PROFESSIONAL_REFERRER: _("Professionele aanmelder"),
    ContactGroup.OTHER_FAMILY: _("Ander familielid"),
    ContactGroup.FRIEND: _("Vriend of bekende"),
    ContactGroup.OTHER_PROFESSIONAL: _("Andere professional"),
}


CLOSENESS_WORDS: Mapping[int, str | Promise] = {
    1: _("Heel dichtbij"),
    2: _("Dichtbij"),
    3: _("Verder weg"),
}
