"""Code lists of the conference, codes as in the exchange format (domain.md 4.8-4.11)."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.codes import AFTER_CONFERENCE_STATES, DAY_STATES, CaseState
from cases.workflow import SCHEDULABLE_STATES
from ekc.outbox.codes import Purpose


class LocationType(models.TextChoices):
    """Locatie (4.8)."""

    COMMUNITY_CENTRE = "buurthuis", _("Buurthuis")
    CHURCH = "kerk", _("Kerk")
    CATERING = "horeca", _("Horeca")
    HOME = "thuis", _("Thuis")
    CARE_FARM = "zorgboerderij", _("Zorgboerderij")
    SENIOR_FLAT = "ruimte_bij_seniorenflat", _("Ruimte bij seniorenflat")
    CARE_BUILDING = "gebouw_hulpverlening", _("Gebouw hulpverlening")


class ConferenceState(models.TextChoices):
    """Where a meeting stands (domain.md 3.1, moves 7-10)."""

    PLANNED = "gepland", _("Gepland")
    POSTPONED = "uitgesteld", _("Uitgesteld")
    INFORMATION = "informatie", _("Informatie")
    PRIVATE_TIME = "besloten_tijd", _("Besloten tijd")
    PRESENTATION = "presentatie", _("Presentatie van het plan")
    ADJOURNED = "verdaagd", _("Verdaagd naar een tweede bijeenkomst")
    BROKEN_OFF = "afgebroken", _("Afgebroken")
    HELD = "gehouden", _("Gehouden")


RUNNING_STATES = frozenset({ConferenceState.INFORMATION, ConferenceState.PRIVATE_TIME, ConferenceState.PRESENTATION})
MET_STATES = frozenset({ConferenceState.ADJOURNED, ConferenceState.HELD})
"""The meeting took place to its end; these count."""
OVER_STATES = MET_STATES | {ConferenceState.BROKEN_OFF}
BEGUN_STATES = RUNNING_STATES | OVER_STATES
NOT_BEGUN_STATES = frozenset(ConferenceState.values) - BEGUN_STATES
"""People may still be asked to come."""
ANOTHER_DAY_STATES = NOT_BEGUN_STATES | {ConferenceState.ADJOURNED, ConferenceState.BROKEN_OFF}
"""A day may be chosen: another one for this meeting, or one for the next."""
READ_OUT_STATES = frozenset({ConferenceState.PLANNED, ConferenceState.INFORMATION})
"""What is read out stands on the page until the family is by itself."""


TAKEN_BACK_BY: Mapping[str, str] = {
    "start_information": "take_back_information",
    "start_private_time": "take_back_private_time",
    "start_presentation": "take_back_presentation",
    "return_to_private_time": "take_back_return",
    "skip_private_time": "take_back_skip",
}
"""The buttons of the day, and which move takes each back."""


RETURNS = frozenset({"return_to_private_time", "resume"})
"""The moves by which the family went back to its private time, with the open question as the reason."""


class DayPart(models.TextChoices):
    MORNING = "ochtend", _("Ochtend")
    AFTERNOON = "middag", _("Middag")
    EVENING = "avond", _("Avond")
    WHOLE_DAY = "hele_dag", _("Hele dag")


class InterpreterKind(models.TextChoices):
    NONE = "geen", _("Geen tolk")
    FAMILY = "familie", _("Iemand uit de familie tolkt")
    EXTERNAL = "extern", _("Tolk van buiten")


class InvitationAnswer(models.TextChoices):
    OPEN = "open", _("Nog geen antwoord")
    COMES = "komt", _("Komt")
    DOES_NOT_COME = "komt_niet", _("Komt niet")
    SENDS_LETTER = "brief", _("Stuurt een brief")
    UNDECIDED = "twijfelt", _("Twijfelt nog")


NOT_SURE_ANSWERS = frozenset({InvitationAnswer.OPEN, InvitationAnswer.UNDECIDED})
"""Somebody may still come: he or she did not answer, or does not know."""
STAYS_AWAY_ANSWERS = frozenset({InvitationAnswer.DOES_NOT_COME, InvitationAnswer.SENDS_LETTER})
"""Somebody will not be there; a letter may be read out instead."""
MAY_NEED_ANSWERS = frozenset({InvitationAnswer.COMES, InvitationAnswer.UNDECIDED})
"""Who answered so is asked what he or she needs."""

NEEDS = ("diet", "transport", "child_care", "interpreter", "fear", "needs")
"""What an invitee may ask for; `needs` is whatever does not fit elsewhere."""


class InvitationChannel(models.TextChoices):
    VISIT = "mondeling", _("Mondeling")
    MAIL = "mail", _("E-mail")
    LETTER = "brief", _("Brief")
    BOTH = "mail_brief", _("E-mail en brief")


MAILED = frozenset({InvitationChannel.MAIL, InvitationChannel.BOTH})
WRITTEN = frozenset({InvitationChannel.LETTER, InvitationChannel.BOTH})


class Language(models.TextChoices):
    """The languages of invitations; each name in its own."""

    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "English"
    TURKISH = "tr", "Türkçe"
    ARABIC = "ar", "العربية"
    POLISH = "pl", "Polski"


class AnswerWay(models.TextChoices):
    LINK = "link", _("zelf, met de link")
    COORDINATOR = "coordinator", _("opgeschreven door de coördinator")


DAY_TO_COME_STATES = SCHEDULABLE_STATES | {CaseState.SCHEDULED}
"""In these a case that has no day now gets another one; people may be asked which day suits them."""
JUST_MET_STATES = frozenset({CaseState.HELD_WITH_PLAN, CaseState.HELD_WITHOUT_PLAN, CaseState.BROKEN_OFF})
"""The last meeting was, and nothing was done with it yet."""
ABOUT_THE_MEETING_STATES = DAY_STATES | AFTER_CONFERENCE_STATES
"""What comes next in the case, or before when, may hang on its meetings."""


class News(models.TextChoices):
    """What an invitation, a mail or a letter tells."""

    INVITED = "uitnodiging", _("de uitnodiging")
    MOVED = "verplaatst", _("de nieuwe dag of plek")
    OFF = "vervallen", _("dat de dag niet doorgaat")
    CANCELLED = "afgezegd", _("dat de bijeenkomst niet doorgaat")


TELLS_OF_A_CHANGE = frozenset(News.values) - {News.INVITED}
"""Who was asked before must hear this, whatever became of the asking."""


class SuggestionState(models.TextChoices):
    OPEN = "open", _("Nog bekijken")
    ADDED = "toegevoegd", _("Staat in de kring")
    NOT_NOW = "niet_nu", _("Nu niet")


class Part(models.TextChoices):
    INFORMATION = "informatie", _("Informatie")
    PRIVATE_TIME = "besloten_tijd", _("Besloten tijd")
    PRESENTATION = "presentatie", _("Presentatie van het plan")


PART_FIELDS: Mapping[str, str] = {
    Part.INFORMATION: "in_information",
    Part.PRIVATE_TIME: "in_private_time",
    Part.PRESENTATION: "in_presentation",
}
"""In which field the presence in a part stands."""


class LetterKind(models.TextChoices):
    """The other ways to take part (domain.md 3.3)."""

    LETTER = "brief", _("Brief")
    DRAWING = "tekening", _("Tekening")
    FILM = "filmpje", _("Filmpje of opname")


class Availability(models.TextChoices):
    CAN = "kan", _("Kan")
    PERHAPS = "misschien", _("Misschien")
    CANNOT = "kan_niet", _("Kan niet")


class DayOutcome(models.TextChoices):
    """How a meeting ends (domain.md 3.1, moves 8-10)."""

    PLAN = "plan", _("Er is een plan")
    SECOND_MEETING = "tweede_bijeenkomst", _("Er komt een tweede bijeenkomst")
    NO_PLAN = "geen_plan", _("Er komt geen plan")
    BROKEN_OFF = "afgebroken", _("De bijeenkomst is afgebroken")


class BrokenOffReason(models.TextChoices):
    """Why a meeting was broken off; our own list, with what happened beside it where that says more."""

    UNREST = "onrust", _("Het werd te onrustig")
    UNSAFE = "onveilig", _("Iemand voelde zich niet veilig")
    WALKED_OUT = "weggegaan", _("Iemand die nodig was, ging weg")
    MISSING = "niet_gekomen", _("Iemand die nodig was, kwam niet")
    ILL = "ziek", _("Iemand werd ziek")
    NO_TIME = "geen_tijd", _("Er was te weinig tijd")
    NO_WISH = "wil_niet_meer", _("De familie wilde niet verder")
    OTHER = "anders", _("Anders")


class AfterAll(models.TextChoices):
    """How it ended where another meeting was to come, and none came (domain.md 3.7)."""

    PLAN_BETWEEN = "plan_tussendoor", _("De familie maakte het plan thuis, na de bijeenkomst")
    PLAN_STANDS = "plan_blijft", _("De familie houdt het bij het plan dat er al was")
    NO_PLAN = "geen_plan", _("Er komt geen plan")


WITH_PLAN_AFTER_ALL = frozenset({AfterAll.PLAN_BETWEEN, AfterAll.PLAN_STANDS})


class DuePurpose(Purpose):
    """What this app plans for later."""

    CONFERENCE_TOMORROW = "conference_tomorrow", _("Herinnering aan het draaiboek")
    INVITATION_REMINDER = "invitation_reminder", _("Herinnering aan een uitnodiging")
