"""What only a herstelconferentie or an Alle Hens-conferentie has (domain.md 3.6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyKind(models.TextChoices):
    """A side of a herstelconferentie; a group is a party of an Alle Hens-conferentie."""

    HARMED = "gedupeerde", _("Wie het is overkomen")
    OFFENDER = "dader", _("Wie het deed")
    GROUP = "groep", _("Groep")


SIDES = (PartyKind.OFFENDER, PartyKind.HARMED)
"""Of a herstelconferentie; each may be there more than once."""


class Responsibility(models.TextChoices):
    """What somebody who did it answers; who denies has no part in a herstelconferentie any more."""

    TAKES = "neemt", _("Neemt verantwoordelijkheid")
    DENIES = "neemt_niet", _("Neemt geen verantwoordelijkheid")


class VariantEndReason(models.TextChoices):
    """Why only this variant ends; in the code list of the figures (4.6) it is "anders"."""

    NO_RESPONSIBILITY = "geen_verantwoordelijkheid", _("Niemand die het deed, neemt verantwoordelijkheid")


class GroupKind(models.TextChoices):
    """What kind of group an Alle Hens-conferentie is of."""

    STREET = "straat", _("Een straat of buurt")
    SCHOOL = "school", _("Een school")
    CLUB = "vereniging", _("Een vereniging of club")
    ORGANISATION = "organisatie", _("Een bedrijf of organisatie")
    OTHER = "anders", _("Iets anders")


class GroupTopic(models.TextChoices):
    """What an Alle Hens-conferentie is about; the topics of families (4.4) do not fit it."""

    NUISANCE = "overlast", _("Overlast of ruzie")
    SAFETY = "veiligheid", _("Veiligheid")
    LIVING_TOGETHER = "samenleven", _("Met elkaar omgaan")
    YOUNGSTERS = "jongeren", _("Jongeren en wat zij doen")
    SURROUNDINGS = "omgeving", _("Straat, gebouw of groen")
    FACILITIES = "voorzieningen", _("Voorzieningen en activiteiten")
    INCIDENT = "gebeurtenis", _("Iets ingrijpends dat is gebeurd")
    OTHER = "anders", _("Iets anders")
