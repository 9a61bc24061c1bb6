"""Code lists of the calls and the follow-up, codes as in the exchange format (domain.md 4.15)."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import FINISHED_STATES, CaseState
from cases.workflow import TO_BE_CALLED_STATES
from ekc.outbox.codes import Purpose


class CallKind(models.TextChoices):
    ONE_MONTH = "na_1_maand", _("Gesprek na één maand")
    THREE_MONTHS = "na_3_maanden", _("Navraag na drie maanden")
    EXPERIENCE = "ervaring", _("Ervaringsgesprek met de professional")


WITH_THE_FAMILY = (CallKind.ONE_MONTH, CallKind.THREE_MONTHS)
"""The calls of the coordinator."""


class CallState(models.TextChoices):
    """Not reached, refused and not yet due are outcomes too (domain.md 4.15, last line)."""

    DUE = "te_doen", _("Nog te doen")
    REACHED = "bereikt", _("Bereikt")
    PARTLY = "deels_bereikt", _("Deels bereikt")
    NOT_REACHED = "niet_bereikt", _("Niet bereikt")
    REFUSED = "geweigerd", _("Wilde niet")
    CANCELLED = "vervallen", _("Vervallen")


DONE_STATES = frozenset({CallState.REACHED, CallState.PARTLY, CallState.NOT_REACHED, CallState.REFUSED})
NO_CALLS_STATES = FINISHED_STATES | {
    CaseState.ENDED_IN_ACTIVATION,
    CaseState.REGISTERED,
    CaseState.ADJOURNED,
    CaseState.STOPPED_AFTERWARDS,
    CaseState.REOPENED,
}
"""In these states of a case nobody is called; after an adjournment the next meeting plans the calls."""
FORGOTTEN_STATES = frozenset({CaseState.REOPENED})
"""The time of the calls is over, and what was forgotten may still be written down."""
ASKED_ABOUT_STATES = TO_BE_CALLED_STATES | FORGOTTEN_STATES
"""What people said of their plan may be written down: in its time, or because it had been forgotten."""


class SpokenWith(models.TextChoices):
    """Gesproken met (4.15)."""

    REFERRER = "aanmelder", _("Aanmelders/hulpverleners")
    ADULT_MAIN_PERSON = "volwassen_hoofdpersoon", _("Volwassen hoofdpersonen")
    MINOR_MAIN_PERSON = "minderjarige_hoofdpersoon", _("Minderjarige hoofdpersonen")
    FAMILY_NETWORK = "familie_netwerk", _("Familieleden/sociaal netwerk")


SPOKEN_WITH_WORDS: Mapping[str, str | Promise] = {
    SpokenWith.REFERRER: _("Aanmelder of hulpverlener"),
    SpokenWith.ADULT_MAIN_PERSON: _("Volwassen hoofdpersoon"),
    SpokenWith.MINOR_MAIN_PERSON: _("Minderjarige hoofdpersoon"),
    SpokenWith.FAMILY_NETWORK: _("Familielid of iemand uit het netwerk"),
}
"""One person in words, where the code list speaks of groups as the reports print them."""


class Execution(models.TextChoices):
    """Uitvoering van het plan: one agreement not done is already "ten dele"."""

    WHOLLY = "geheel", _("Geheel")
    PARTLY = "ten_dele", _("Ten dele")
    NOT = "niet", _("Geheel niet")
    UNKNOWN = "weet_niet", _("Weet niet")


class ShareKept(models.TextChoices):
    MORE_THAN_HALF = "meer_dan_de_helft", _("Meer dan de helft")
    ABOUT_HALF = "ongeveer_de_helft", _("Ongeveer de helft")
    LESS_THAN_HALF = "minder_dan_de_helft", _("Minder dan de helft")
    UNKNOWN = "weet_niet", _("Weet niet")


class Change(models.TextChoices):
    """Situation, and contact with professionals, compared with before."""

    BETTER = "verbeterd", _("Verbeterd")
    SAME = "hetzelfde", _("Hetzelfde gebleven")
    WORSE = "verslechterd", _("Verslechterd")
    NO_OPINION = "geen_mening", _("Geen mening")


class DuePurpose(Purpose):
    """What this app plans for later."""

    ONE_MONTH_CALL = "one_month_call", CallKind.ONE_MONTH.label
    THREE_MONTH_FOLLOW_UP = "three_month_follow_up", CallKind.THREE_MONTHS.label
    EXPERIENCE_CALL = "experience_call", CallKind.EXPERIENCE.label
