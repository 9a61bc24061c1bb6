from .briefing import Briefing, CurrentHelp, IntendedPlan
from .case import Case, CaseMove
from .coordinator import Coordinator, CoordinatorContract, CoordinatorTie
from .people import CirclePerson, ContactDetails, MainPerson, Referrer
from .preparation import ChecklistItem, Contact, ContactTotal, SearchRow, WorkEntry
from .programme import Funder, FundingProgramme, Subregion
from .referral import ConferenceQuestion, InformationWish, Offer, Preference
from .safety import ContactBan, SafetySignal

__all__ = [
    "Briefing",
    "Case",
    "CaseMove",
    "ChecklistItem",
    "CirclePerson",
    "ConferenceQuestion",
    "Contact",
    "ContactBan",
    "ContactDetails",
    "ContactTotal",
    "Coordinator",
    "CoordinatorContract",
    "CoordinatorTie",
    "CurrentHelp",
    "Funder",
    "FundingProgramme",
    "InformationWish",
    "IntendedPlan",
    "MainPerson",
    "Offer",
    "Preference",
    "Referrer",
    "SafetySignal",
    "SearchRow",
    "Subregion",
    "WorkEntry",
]
