"""Code lists of the desk: decisions, offers to families, advice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferMoment(models.TextChoices):
    """The moments at which a conference is always offered (domain.md 3.4)."""

    TOEGANG = "toegang", _("Binnenkomst bij de Toegang")
    BETER_BESCHERMD = "beter_beschermd", _("Onderzoek door de Raad overwogen (Beter Beschermd)")
    START_OTS = "start_ots", _("Begin van een ondertoezichtstelling")
    THREATENED_PLACEMENT = "dreigende_uhp", _("Dreigende uithuisplaatsing")
    SIXTEEN_PLUS = "zestien_plus", _("Verwijzing naar 16+")
    CRISIS = "crisis", _("Crisis")
    WAITING_LIST = "wachtlijst", _("Verwijzing naar hulp met een wachtlijst")
    START_MPG = "start_mpg", _("Begin van een MPG-traject")
    ALMOST_EIGHTEEN = "bijna_18", _("Bijna 18 jaar")
    OTHER = "anders", _("Ander moment")


class WaitingReason(models.TextChoices):
    NO_COORDINATOR = "geen_coordinator", _("Geen coördinator met het gewenste profiel")
    NO_FUNDING = "geen_financiering", _("Geen financiering")
    FAMILY_CONSIDERS = "gezin_denkt_na", _("De familie denkt nog na")
    COORDINATOR_ILL = "coordinator_ziek", _("De coördinator is ziek")
    COORDINATOR_STOPPED = "coordinator_gestopt", _("De coördinator kan niet verder")


class AdviceReason(models.TextChoices):
    """Why something else than a conference was advised (domain.md 3.1, move 2), as the list of the house begins."""

    NOT_NOW = "nu_niet", _("Nu niet: eerst moet er rust of veiligheid zijn")
    NO_PLAN_NEEDED = "geen_plan_nodig", _("Er is geen plan van de familie nodig")
    QUESTION_NOT_OPEN = "vraag_niet_open", _("Het besluit ligt al vast: er is niets open voor een plan")
    OTHER_HELP = "andere_hulp", _("Andere hulp past beter")
    OTHER = "anders", _("Anders")


class NewsChannel(models.TextChoices):
    """How who applied hears what was decided."""

    ACCOUNT = "account", _("mail, en lezen na inloggen")
    MAIL = "mail", _("mail met een persoonlijke link")
    LETTER = "brief", _("brief met een persoonlijke link")


class WithdrawReason(models.TextChoices):
    """Why an aanmelding was taken back, as the list of the house begins."""

    FAMILY_DECLINES = "familie_wil_niet", _("De familie wil geen conferentie")
    SOLVED = "opgelost", _("De familie heeft zelf een oplossing gevonden")
    OTHER_HELP = "andere_hulp", _("Er is andere hulp gekomen")
    NOT_REACHED = "niet_bereikt", _("De aanmelder of de familie was niet te bereiken")
    MISTAKE = "vergissing", _("Dubbel of per vergissing aangemeld")
    OTHER = "anders", _("Anders")


class Callee(models.TextChoices):
    """Whom the regional manager calls about an aanmelding."""

    REFERRER = "aanmelder", _("De aanmelder")
    FAMILY = "familie", _("De familie")


class Suitability(models.TextChoices):
    """What a doubting professional was advised."""

    REFER = "aanmelden", _("Aanmelden: een conferentie past")
    OFFER_FIRST = "eerst_aanbieden", _("Eerst de familie een conferentie aanbieden")
    LATER = "later", _("Later nog eens bekijken")
    OTHERWISE = "iets_anders", _("Iets anders past beter")


class AccessOver(models.TextChoices):
    """Why a professional reads a case no more."""

    MOVED = "andere_organisatie", _("Werkt bij een andere organisatie")
    STOPPED = "zelf_gestopt", _("Werkt niet meer aan de zaak")
    FAMILY = "familie", _("De familie wil niet meer delen")
