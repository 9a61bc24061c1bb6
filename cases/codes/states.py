"""Where a case stands, groups of states by what they mean, and how a case ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EndReason(models.TextChoices):
    """Reden van niet doorgaan (4.6)."""

    REFUSAL = "weigering", _("Een van de personen weigerde medewerking")
    NO_LONGER_NEEDED = "vraag_niet_meer_aan_de_orde", _("Vraag niet meer aan de orde")
    TOO_FAR_APART = "tegenstellingen_te_groot", _("De tegenstellingen waren te groot")
    NETWORK_TOO_SMALL = "netwerk_te_klein", _("Netwerk te klein")
    OTHER = "anders", _("Anders")


class Refuser(models.TextChoices):
    """Wie weigerde (4.6), several per case."""

    PARENTS = "ouders", _("Ouders")
    ADULT_MAIN_PERSON = "volwassen_hoofdpersoon", _("Volwassen hoofdpersoon")
    YOUNGSTER = "jongere", _("Jongere")


class CaseState(models.TextChoices):
    """Where a case stands (domain.md 3.1)."""

    OFFERED = "aangeboden", _("Aangeboden")
    OFFER_DECLINED = "aanbod_afgewezen", _("Aanbod niet aangenomen")
    REFERRED = "aangemeld", _("Nieuwe aanmelding")
    SCREENING = "in_behandeling", _("In behandeling")
    ASKED = "wacht_op_antwoord", _("Wacht op antwoord")
    WAITING = "wacht", _("Wacht")
    NOT_SUITABLE = "ander_advies", _("Ander advies gegeven")
    WITHDRAWN = "ingetrokken", _("Ingetrokken")
    ASSIGNED = "toegewezen", _("Coördinator toegewezen")
    DECLINED_AFTER_INFORMATION = "afgezien_na_uitleg", _("Afgezien na uitleg")
    ACTIVATION = "voorbereiding", _("Voorbereiding")
    SCHEDULED = "gepland", _("Conferentie gepland")
    IN_CONFERENCE = "conferentie_bezig", _("Conferentie bezig")
    ADJOURNED = "verdaagd", _("Tweede bijeenkomst nodig")
    HELD_WITH_PLAN = "gehouden_met_plan", _("Conferentie gehouden, er is een plan")
    HELD_WITHOUT_PLAN = "gehouden_zonder_plan", _("Conferentie gehouden, geen plan")
    PLAN_WITHOUT_MEETING = "plan_zonder_bijeenkomst", _("Plan zonder bijeenkomst")
    ENDED_IN_ACTIVATION = "gestopt_in_voorbereiding", _("Gestopt in de voorbereiding")
    BROKEN_OFF = "afgebroken", _("Conferentie afgebroken")
    PLAN_SENT = "plan_verstuurd", _("Plan verstuurd")
    ONE_MONTH_CALLED = "gebeld_na_1_maand", _("Gebeld na één maand")
    FOLLOWED_UP = "nagevraagd_na_3_maanden", _("Nagevraagd na drie maanden")
    STOPPED_AFTERWARDS = "nazorg_gestopt", _("Nazorg gestopt, zoals de familie wil")
    REOPENED = "heropend", _("Heropend om te verbeteren")
    REGISTERED = "geregistreerd", _("Registratie compleet")
    CLOSED = "afgesloten", _("Afgesloten")


# Groups of states: what a union means gets a name, here or derived from the table in `workflow.py`, and nowhere else.
# `tests/house/test_state_groups.py` says for every state in which groups it is.
ALL_STATES = frozenset(CaseState.values)
NEW_STATES = frozenset({CaseState.REFERRED, CaseState.SCREENING})
COMING_IN_STATES = NEW_STATES | {CaseState.OFFERED}
"""The desk has not done anything with it yet."""
DESK_STATES = NEW_STATES | {CaseState.ASKED, CaseState.WAITING}
"""Before a coordinator: the regional manager decides."""
PREPARING_STATES = frozenset({CaseState.ASSIGNED, CaseState.ACTIVATION, CaseState.ADJOURNED})
TOWARDS_FIRST_MEETING_STATES = frozenset({CaseState.ASSIGNED, CaseState.ACTIVATION, CaseState.SCHEDULED})
"""A coordinator works with the family, and the first meeting has still to begin."""
TOWARDS_A_MEETING_STATES = TOWARDS_FIRST_MEETING_STATES | {CaseState.ADJOURNED}
"""The same, for a second meeting too."""
BEFORE_FIRST_MEETING_STATES = DESK_STATES | TOWARDS_FIRST_MEETING_STATES
"""From the aanmelding on: the kind of conference may be chosen, a frame or an intended plan written."""
BEFORE_A_MEETING_STATES = DESK_STATES | TOWARDS_A_MEETING_STATES
"""The questions may be worded anew: at the start of part 1 they are confirmed, and stay as they are."""
UNTIL_HELD_STATES = BEFORE_A_MEETING_STATES | {CaseState.IN_CONFERENCE}
"""The frame of a case is something to think of."""
DAY_STATES = frozenset({CaseState.SCHEDULED, CaseState.IN_CONFERENCE})
"""There is a day, to come or going on."""
AFTER_CONFERENCE_STATES = frozenset(
    {
        CaseState.HELD_WITH_PLAN,
        CaseState.HELD_WITHOUT_PLAN,
        CaseState.PLAN_WITHOUT_MEETING,
        CaseState.BROKEN_OFF,
        CaseState.PLAN_SENT,
        CaseState.ONE_MONTH_CALLED,
        CaseState.FOLLOWED_UP,
        CaseState.STOPPED_AFTERWARDS,
    }
)
AFTERWARDS_STATES = AFTER_CONFERENCE_STATES | {
    CaseState.ENDED_IN_ACTIVATION,
    CaseState.REOPENED,
    CaseState.REGISTERED,
}
"""No meeting is to come any more, and the case is still to be closed."""
NEVER_STARTED_STATES = frozenset(
    {
        CaseState.OFFER_DECLINED,
        CaseState.NOT_SUITABLE,
        CaseState.WITHDRAWN,
        CaseState.DECLINED_AFTER_INFORMATION,
    }
)
FINISHED_STATES = frozenset({CaseState.CLOSED}) | NEVER_STARTED_STATES
LIVING_STATES = ALL_STATES - FINISHED_STATES
COUNTED_STATES = frozenset({CaseState.REGISTERED, CaseState.CLOSED})
"""A case counts in the figures once it is registered (R-10)."""
STARTED_STATES = ALL_STATES - NEVER_STARTED_STATES - DESK_STATES - {CaseState.OFFERED, CaseState.ASSIGNED}
"""A preparation was started under a contract (R-10)."""
UNREGISTERED_STATES = STARTED_STATES - COUNTED_STATES
"""Started, and not in the figures yet (R-10)."""
RECEIVED_STATES = ALL_STATES - {CaseState.OFFERED, CaseState.OFFER_DECLINED}
"""An aanmelding came in."""
NOT_YET_STARTED_STATES = RECEIVED_STATES - STARTED_STATES - NEVER_STARTED_STATES
"""It came in, and the preparation has still to begin."""
TAKES_PLACE_STATES = NOT_YET_STARTED_STATES | STARTED_STATES
"""One of the places of its programme is for this case, unless it ended without a conference."""
WITH_COORDINATOR_STATES = STARTED_STATES | {CaseState.ASSIGNED}
"""Somebody was assigned to it."""
COORDINATOR_WRITES_STATES = (
    TOWARDS_A_MEETING_STATES
    | AFTER_CONFERENCE_STATES
    | {CaseState.IN_CONFERENCE, CaseState.ENDED_IN_ACTIVATION, CaseState.REOPENED}
)
OFFICE_COMPLETES_STATES = COORDINATOR_WRITES_STATES - {CaseState.ASSIGNED, CaseState.ACTIVATION}
"""From the day on the regional manager may write down what was forgotten; it is marked as the office's."""
WORK_LOGGED_STATES = COORDINATOR_WRITES_STATES | {CaseState.REGISTERED}
"""Hours and costs may be written down until the case is closed."""

NEEDS_COORDINATOR_STATES = TOWARDS_A_MEETING_STATES | {
    CaseState.IN_CONFERENCE,
    CaseState.HELD_WITH_PLAN,
    CaseState.HELD_WITHOUT_PLAN,
    CaseState.BROKEN_OFF,
    CaseState.PLAN_WITHOUT_MEETING,
    CaseState.PLAN_SENT,
}
"""What comes next is the coordinator's alone: without one the case stands still."""

REFERRER_HEARS_STATES = (NEVER_STARTED_STATES - {CaseState.OFFER_DECLINED}) | {
    CaseState.WAITING,
    CaseState.ENDED_IN_ACTIVATION,
}
"""There is no conference, or not yet: who applied hears it as soon as a case gets here."""


class CaseOutcome(models.TextChoices):
    """How a case ended; `phase` is derived from it (R-10)."""

    ENDED_IN_ACTIVATION = "activering", _("Geëindigd in de activeringsfase")
    CONFERENCE_HELD = "conferentie", _("Conferentie gehouden")
    PLAN_WITHOUT_MEETING = "plan_zonder_bijeenkomst", _("Plan zonder formele bijeenkomst")
    BROKEN_OFF = "afgebroken", _("Conferentie begonnen en afgebroken")
    NOT_STARTED = "niet_gestart", _("Niet gestart")


class Variant(models.TextChoices):
    """Conference variants (domain.md 3.6)."""

    FAMILY = "eigen_kracht", _("Eigen Kracht-conferentie")
    RESTORATIVE = "herstel", _("Herstelconferentie (Echt Recht)")
    COMMUNITY = "alle_hens", _("Alle Hens-conferentie")
