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
    SIX_MONTHS = "na_6_maanden", _("Tweede navraag")
    TWELVE_MONTHS = "na_12_maanden", _("Derde navraag")
    EXPERIENCE = "ervaring", _("Ervaringsgesprek met de professional")


LATER_ROUNDS = (CallKind.SIX_MONTHS, CallKind.TWELVE_MONTHS)
"""Asked again where the programme wants it; the work of the coordinator is over by then, so the office calls."""
ROUNDS = (CallKind.THREE_MONTHS, *LATER_ROUNDS)
"""In these people are asked one by one what became of the plan. The codes name the usual month; a programme may
choose another."""
OF_COORDINATOR = (CallKind.ONE_MONTH, CallKind.THREE_MONTHS)
"""The calls of the coordinator."""
WITH_THE_FAMILY = (CallKind.ONE_MONTH, *ROUNDS)


class CallState(models.TextChoices):
    """Not reached, refused and not yet due are outcomes too (domain.md 4.15, last line)."""

    DUE = "te_doen", _("Nog te doen")
    REACHED = "bereikt", _("Bereikt")
    PARTLY = "deels_bereikt", _("Deels bereikt")
    NOT_REACHED = "niet_bereikt", _("Niet bereikt")
    REFUSED = "geweigerd", _("Wilde niet")
    CANCELLED = "vervallen", _("Vervallen")


SPOKEN_STATES = frozenset({CallState.REACHED, CallState.PARTLY})
"""Somebody was spoken to, and said something of the plan."""
DONE_STATES = SPOKEN_STATES | {CallState.NOT_REACHED, CallState.REFUSED}
NO_CALLS_STATES = FINISHED_STATES | {
    CaseState.ENDED_IN_ACTIVATION,
    CaseState.REGISTERED,
    CaseState.ADJOURNED,
    CaseState.STOPPED_AFTERWARDS,
    CaseState.REOPENED,
}
"""In these states of a case nobody is called; after an adjournment the next meeting plans the calls."""
NO_LATER_ROUND_STATES = NO_CALLS_STATES - {CaseState.REGISTERED, CaseState.CLOSED, CaseState.REOPENED}
"""A later round outlives the registration and the closing; in these states of a case it does not."""
FORGOTTEN_STATES = frozenset({CaseState.REOPENED})
"""The time of the calls is over, and what was forgotten may still be written down."""
ASKED_ABOUT_STATES = TO_BE_CALLED_STATES | FORGOTTEN_STATES
"""What people said of their plan may be written down: in its time, or because it had been forgotten."""


LATER_ROUND_STATES = frozenset({CaseState.FOLLOWED_UP, CaseState.REGISTERED, CaseState.CLOSED})
"""What people say in a later round may be written down."""
REVIEW_STATES = TO_BE_CALLED_STATES | LATER_ROUND_STATES
"""The family is busy with its plan: it may come together to look at it, also with a coordinator."""


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


class Group(models.TextChoices):
    """Who is to be spoken to in a round: the main person, who referred, and at least one of family or network."""

    MAIN_PERSON = "hoofdpersoon", _("de hoofdpersoon")
    REFERRER = "aanmelder", _("de aanmelder")
    FAMILY = "familie", _("iemand uit de familie of het netwerk")


GROUP_OF: Mapping[str, Group] = {
    SpokenWith.REFERRER: Group.REFERRER,
    SpokenWith.ADULT_MAIN_PERSON: Group.MAIN_PERSON,
    SpokenWith.MINOR_MAIN_PERSON: Group.MAIN_PERSON,
    SpokenWith.FAMILY_NETWORK: Group.FAMILY,
}


class Missed(models.TextChoices):
    """Why nobody of a group was spoken to."""

    NOT_REACHED = "niet_bereikt", _("Niet bereikt")
    REFUSED = "geweigerd", _("Wilde niet")


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


class Told(models.TextChoices):
    """What became of an agreement, as somebody tells it."""

    DONE = "gedaan", _("Gedaan")
    PARTLY = "deels", _("Voor een deel gedaan")
    NOT_DONE = "niet_gedaan", _("Niet gedaan")
    CHANGED = "gewijzigd", _("Anders gedaan dan afgesproken")


class WhyNot(models.TextChoices):
    """Why an agreement was not done, or not as it was agreed (US-42; events that overtake a plan: domain.md 3.7)."""

    NO_LONGER_APPLIES = "niet_van_toepassing", _("Niet meer van toepassing")
    GOOD_NEWS = "goed_nieuws", _("Achterhaald door goed nieuws")
    SETBACK = "tegenslag", _("Door ziekte, verhuizing of een andere tegenslag")
    DROPPED_OUT = "afgehaakt", _("Iemand haakte af")
    NO_TIME = "geen_tijd", _("Geen tijd, of vergeten")
    NO_HELP = "geen_hulp", _("De gevraagde hulp kwam niet")
    NO_MONEY = "geen_geld", _("Geen geld of vervoer")
    QUARREL = "onenigheid", _("Ruzie, of anders over gaan denken")
    UNCLEAR = "onduidelijk", _("Niet duidelijk wie wat zou doen")
    OTHER = "anders", _("Iets anders")


OVERTAKEN = frozenset({WhyNot.NO_LONGER_APPLIES, WhyNot.GOOD_NEWS})
"""Nothing is missing: the agreement is needed no more."""
STALLED = frozenset({Told.PARTLY, Told.NOT_DONE})
"""Where such an agreement is not overtaken, it stalls."""


class DuePurpose(Purpose):
    """What this app plans for later."""

    ONE_MONTH_CALL = "one_month_call", CallKind.ONE_MONTH.label
    THREE_MONTH_FOLLOW_UP = "three_month_follow_up", CallKind.THREE_MONTHS.label
    SIX_MONTH_FOLLOW_UP = "six_month_follow_up", CallKind.SIX_MONTHS.label
    TWELVE_MONTH_FOLLOW_UP = "twelve_month_follow_up", CallKind.TWELVE_MONTHS.label
    EXPERIENCE_CALL = "experience_call", CallKind.EXPERIENCE.label
