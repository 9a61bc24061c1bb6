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

__all__ = [
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
    "Subregion",
]
