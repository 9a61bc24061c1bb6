from .case import Case, CaseMove
from .coordinator import (
    Coordinator,
    CoordinatorContract,
    CoordinatorEmployer,
    CoordinatorLeave,
    CoordinatorOffer,
    CoordinatorTie,
    ProfileImport,
)
from .draft import ReferralDraft
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
    "CoordinatorEmployer",
    "CoordinatorLeave",
    "CoordinatorOffer",
    "CoordinatorTie",
    "EarlierCase",
    "Funder",
    "FundingProgramme",
    "InformationWish",
    "MainPerson",
    "Offer",
    "Preference",
    "ProfileImport",
    "ReferralDraft",
    "Referrer",
    "SafetySignal",
    "SavedFilter",
    "Subregion",
    "SuitabilityAdvice",
]
