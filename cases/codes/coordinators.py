"""Code lists of coordinators: asking them, their contract and their work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Training(models.TextChoices):
    """Trainings of a coordinator; a herstelconferentie asks for three days more (domain.md 3.6)."""

    CONFERENCE = "ekc", _("Eigen Kracht-conferentie")
    RESTORATIVE = "herstel", _("Herstelconferentie")


class RequestState(models.TextChoices):
    """Where the request to one coordinator to take a case stands."""

    QUEUED = "in_rij", _("Nog niet gevraagd")
    OPEN = "open", _("Wacht op antwoord")
    ACCEPTED = "aangenomen", _("Ja gezegd")
    DECLINED = "afgewezen", _("Nee gezegd")
    LAPSED = "verlopen", _("Niet op tijd geantwoord")
    STOPPED = "gestopt", _("Ingetrokken")


LIVE_REQUEST_STATES = frozenset({RequestState.QUEUED, RequestState.OPEN})
TURNED_DOWN_REQUEST_STATES = frozenset({RequestState.DECLINED, RequestState.LAPSED})
"""This coordinator did not want the case, or said nothing."""


class RequestRefusal(models.TextChoices):
    """Why a coordinator says no."""

    NO_TIME = "geen_tijd", _("Ik heb nu geen tijd")
    KNOWS_SOMEBODY = "band", _("Ik ken iemand in deze zaak")
    TOO_FAR = "te_ver", _("Het is te ver weg")
    DOES_NOT_FIT = "past_niet", _("Deze zaak past niet bij mij")
    OTHER = "anders", _("Iets anders")


class LeavingReason(models.TextChoices):
    """Why a coordinator does not go on with a case. Not published: our own list."""

    ILLNESS = "ziekte", _("De coördinator is ziek")
    NO_TIME = "geen_tijd", _("De coördinator heeft er geen tijd meer voor")
    KNOWS_SOMEBODY = "band", _("De coördinator kent iemand in deze zaak")
    GONE = "account_gesloten", _("De coördinator werkt hier niet meer")
    NO_CLICK = "past_niet", _("Het past niet tussen de familie en de coördinator")
    OTHER = "anders", _("Iets anders")


class WorkKind(models.TextChoices):
    """What the coordinator spends time on, besides the contacts that are logged."""

    TRAVEL = "reizen", _("Reizen")
    ARRANGING = "regelen", _("Regelen en plannen")
    WRITING = "schrijven", _("Schrijven en administratie")
    DAY = "de_dag", _("De conferentie zelf")
    COACHING = "coaching", _("Overleg met coach of regiomanager")
    OTHER = "anders", _("Anders")


class ContractKind(models.TextChoices):
    CONFERENCE = "conferentie", _("Conferentie")
    REVIEW = "herziening", _("Begeleide evaluatiebijeenkomst")


class AccessEnd(models.TextChoices):
    """When the coordinator's access to a case ends (R-03, I-34)."""

    ONE_MONTH = "na_1_maand", _("Na het gesprek na één maand")
    THREE_MONTHS = "na_3_maanden", _("Na de navraag na drie maanden")
