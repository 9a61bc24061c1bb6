"""Code lists of frame, plan and agreements (domain.md 3.3, 4.11, 4.16)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.codes import BEFORE_A_MEETING_STATES, CaseState, IntendedHelp, Residence
from cases.workflow import PLAN_TO_SEND_STATES


class FrameState(models.TextChoices):
    DRAFT = "concept", _("Concept")
    SUBMITTED = "ingediend", _("Ingediend")
    LOCKED = "vastgezet", _("Vastgezet bij het begin van de conferentie")


class FrameMeasure(models.TextChoices):
    SUPERVISION_ORDER = "ots", _("Ondertoezichtstelling (OTS)")
    THREATENED = "dreigend", _("Maatregel dreigt")
    JUVENILE_PROBATION = "jr", _("Jeugdreclassering (JR)")
    OTHER = "anders", _("Anders")


class GuestTask(models.TextChoices):
    """What somebody without an account is asked to do with the frame, by a personal link."""

    WRITES = "schrijft", _("Schrijft het veiligheidskader, en toetst het plan")
    SIGNS = "tekent", _("Tekent het veiligheidskader mee")
    TESTS = "toetst", _("Toetst het plan mee")


DECIDING_TASKS = frozenset({GuestTask.WRITES, GuestTask.TESTS})
"""Who was asked this decides on the plan."""


class PlanState(models.TextChoices):
    """The plan until it is accepted (domain.md 3.1)."""

    DRAFTED = "opgesteld", _("Opgesteld")
    PRESENTED = "voorgelegd", _("Voorgelegd aan de professional")
    ACCEPTED = "geaccepteerd", _("Geaccepteerd als veilig")
    NOT_NEEDED = "toets_niet_nodig", _("Toets niet nodig")
    REJECTED = "nog_niet_veilig", _("Nog niet veilig")


ESTABLISHED_STATES = frozenset({PlanState.ACCEPTED, PlanState.NOT_NEEDED})
TESTED_STATES = frozenset({PlanState.ACCEPTED, PlanState.REJECTED})
WRITING_STATES = PLAN_TO_SEND_STATES | {CaseState.IN_CONFERENCE}
"""In these states of a case its plan is written down."""
FRAME_WRITING_STATES = BEFORE_A_MEETING_STATES | {CaseState.OFFERED} | WRITING_STATES
"""In these states of a case there can be a next version of the frame; what it may change: `acts/frame.py` (R-08)."""


class PlanLife(models.TextChoices):
    """What becomes of the plan afterwards, independent of the case (domain.md 3.1, last line)."""

    ACTIVE = "loopt", _("Loopt")
    ADJUSTED = "aangepast", _("Aangepast")
    EVALUATED = "geevalueerd", _("Geëvalueerd")
    FULFILLED = "vervuld", _("Vervuld")
    LAPSED = "verlopen", _("Verlopen")
    OVERTAKEN = "achterhaald", _("Achterhaald")


ENDED_LIVES = frozenset({PlanLife.FULFILLED, PlanLife.LAPSED, PlanLife.OVERTAKEN})
"""Nobody works with this plan any more: the personal pages close."""


class AgreementKind(models.TextChoices):
    OWN_CIRCLE = "eigen_kring", _("Iemand uit de eigen kring")
    PROFESSIONAL_REQUEST = "vraag_aan_hulpverlening", _("Vraag aan hulpverlening")


ASKED_HELP = [(code, words) for code, words in IntendedHelp.choices if code != IntendedHelp.NOTHING]
"""What a family can ask of services: the same list as a professional could have in mind (M-09)."""


class HelpAnswerKind(models.TextChoices):
    """What a service says to what the family asks of it."""

    PROMISED = "toegezegd", _("Ja, toegezegd")
    PARTLY = "deels", _("Voor een deel")
    REFUSED = "afgewezen", _("Nee, afgewezen")


IN_CARE_RESIDENCES = frozenset({Residence.FOSTER_FAMILY, Residence.RESIDENTIAL_GROUP})
AT_HOME_RESIDENCES = frozenset({Residence.WITH_PARENTS, Residence.INDEPENDENT})


class PlacementOutcome(models.TextChoices):
    """What a plan made of an out-of-home placement that threatened, or was there (M-15)."""

    PREVENTED = "voorkomen", _("voorkomen")
    UNDONE = "ongedaan", _("ongedaan gemaakt")
    NETWORK = "netwerk", _("in het eigen netwerk")
    IN_CARE = "in_zorg", _("in een pleeggezin of groep")
    UNKNOWN = "onbekend", _("niet te zeggen")


class Restitution(models.TextChoices):
    """What makes it good again at a herstelconferentie (domain.md 3.6)."""

    COMPENSATION = "vergoeding", _("Vergoeding van de schade")
    APOLOGY = "excuus", _("Excuus")
    CONTRIBUTION = "bijdrage", _("Iets doen voor anderen")


class AgreementState(models.TextChoices):
    OPEN = "open", _("Afgesproken")
    DONE = "gedaan", _("Gedaan")
    PARTLY = "deels", _("Deels gedaan")
    NOT_DONE = "niet_gedaan", _("Niet gedaan")
    NOT_APPLICABLE = "niet_van_toepassing", _("Niet meer van toepassing")


class LifeArea(models.TextChoices):
    """Levensgebieden (domain.md 4.16, proposed list)."""

    UPBRINGING = "opvoeding_relaties", _("Opvoeding en relaties")
    LIVING = "wonen", _("Wonen")
    MONEY = "financien", _("Financiën")
    EDUCATION = "onderwijs", _("Onderwijs")
    WORK = "werk_dagbesteding", _("Werk en dagbesteding")
    HEALTH = "gezondheid", _("Gezondheid")
    LEISURE = "vrije_tijd_netwerk", _("Vrije tijd en sociaal netwerk")
    SAFETY = "veiligheid", _("Veiligheid")
    VISITING = "omgang_gezag", _("Omgang en gezag")
    HOUSEHOLD = "huishouden", _("Huishouden en praktische hulp")


class TestDecision(models.TextChoices):
    __test__ = False  # pytest would take a class named Test* for a test

    ACCEPTED = "geaccepteerd", _("Veilig: het plan kan doorgaan")
    NOT_YET = "nog_niet", _("Nog niet: er ontbreekt iets")


class DeliveryChannel(models.TextChoices):
    HANDED = "meegegeven", _("Meegegeven")
    MAIL = "mail", _("E-mail")
    LETTER = "brief", _("Brief")
