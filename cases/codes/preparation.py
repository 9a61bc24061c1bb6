"""Code lists of the preparation: questions, wishes, safety, the talk with the professional."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionAuthor(models.TextChoices):
    REFERRER = "aanmelder", _("Aanmelder")
    FAMILY = "familie", _("Familie")
    MAIN_PERSON = "hoofdpersoon", _("Hoofdpersoon")
    PROFESSIONAL = "professional", _("Professional")


class BanSource(models.TextChoices):
    """What a contact ban rests on."""

    JUDGE = "rechter", _("Een rechter")
    MAYOR = "burgemeester", _("Een huisverbod van de burgemeester")
    FRAME = "maatregel", _("Een voorwaarde van jeugdbescherming of reclassering")
    AGREEMENT = "afspraak", _("Een afspraak in de familie")
    SIDES = "kanten", _("Twee kanten van een herstelconferentie")


PEOPLE_BAN_SOURCES = [each.value for each in BanSource if each != BanSource.SIDES]
"""What a ban between two people can rest on; the one between two sides stands there by itself."""


class WishKind(models.TextChoices):
    """What is collected before the day: information somebody wants to have, or a question for a professional."""

    INFORMATION = "informatie", _("Informatie")
    QUESTION = "vraag", _("Vraag aan een professional")


class HelpWish(models.TextChoices):
    """What the family wants with help that there is now."""

    OPEN = "open", _("Nog niet besproken")
    KEEP = "houden", _("Houden")
    STOP = "stoppen", _("Stoppen")


class IntendedHelp(models.TextChoices):
    """What a professional would have decided without the conference (M-09)."""

    NOTHING = "geen", _("Geen hulp erbij")
    AMBULATORY = "ambulant", _("Hulp thuis (ambulant)")
    DAY_TREATMENT = "dagbehandeling", _("Dagbehandeling")
    FOSTER_CARE = "pleegzorg", _("Pleegzorg")
    RESIDENTIAL = "residentieel", _("Leefgroep of crisisplek")
    CLOSED = "gesloten", _("Gesloten plaatsing")
    SUPERVISION = "ots", _("Ondertoezichtstelling vragen of verlengen")
    OTHER = "anders", _("Anders")


class WishAnswered(models.TextChoices):
    OPEN = "open", _("Nog open")
    YES = "ja", _("Gegeven")
    PARTLY = "deels", _("Deels gegeven")
    NO = "nee", _("Niet gegeven")


class SafetyMeasure(models.TextChoices):
    NEUTRAL_PLACE = "neutrale_plek", _("Neutrale plek")
    SEPARATE_ARRIVAL = "apart_aankomen", _("Apart aankomen")
    ON_CALL = "achterwacht", _("Iemand als achterwacht")
    SUPPORT_PERSON = "steunpersoon", _("Steunpersoon")
    POLICE_INFORMED = "politie_ingelicht", _("Politie ingelicht")
    NONE_NEEDED = "geen", _("Geen maatregel nodig")
    NOT_SAFE = "niet_veilig", _("Zo kan het niet doorgaan")
