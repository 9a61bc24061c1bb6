from .case import Case, CaseMove
from .coordinator import Coordinator, CoordinatorContract, CoordinatorTie
from .people import CirclePerson, ContactDetails, MainPerson, Referrer
from .preparation import ChecklistItem, Contact, ContactTotal, SafetySignal
from .programme import Funder, FundingProgramme, Subregion
from .referral import ConferenceQuestion, InformationWish, Offer, Preference
from .triage import ApplicantQuestion, EarlierCase, SavedFilter, SuitabilityAdvice

__all__ = [
    "ApplicantQuestion",
    "Case",
    "CaseMove",
    "ChecklistItem",
    "CirclePerson",
    "ConferenceQuestion",
    "Contact",
    "ContactDetails",
    "ContactTotal",
    "Coordinator",
    "CoordinatorContract",
    "CoordinatorTie",
    "EarlierCase",
    "Funder",
    "FundingProgramme",
    "InformationWish",
    "MainPerson",
    "Offer",
    "Preference",
    "Referrer",
    "SafetySignal",
    "SavedFilter",
    "Subregion",
    "SuitabilityAdvice",
]
