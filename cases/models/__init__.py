from .account_invitation import AccountInvitation
from .briefing import Briefing, CurrentHelp, IntendedPlan
from .case import Case, CaseMove
from .consent import Consent, ConsentLink, ConsentTalk
from .coordinator import (
    Coordinator,
    CoordinatorContract,
    CoordinatorEmployer,
    CoordinatorLeave,
    CoordinatorRequest,
    CoordinatorTie,
    ProfileImport,
)
from .corrections import MainPersonChange
from .draft import ReferralDraft
from .ended_access import EndedAccess
from .kept_step import StaleStep, StepReckoning
from .parties import Party, PartyMember, VariantChange
from .people import CirclePerson, ContactDetails, MainPerson, Referrer
from .preparation import ChecklistItem, Contact, ContactTotal, SearchRow, WorkEntry
from .privacy import InzageVerdict, OwnStatement, PrivacyRequest
from .programme import Funder, FundingProgramme, Subregion
from .referral import ConferenceQuestion, InformationWish, Offer, Preference
from .safety import AddressCheck, ContactBan, SafetySignal
from .triage import EarlierCase, ReferrerNews, ReferrerQuestion, SavedFilter, SuitabilityAdvice, TriageCall

__all__ = [
    "AccountInvitation",
    "AddressCheck",
    "ReferrerNews",
    "ReferrerQuestion",
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
    "Consent",
    "ConsentLink",
    "ConsentTalk",
    "Coordinator",
    "CoordinatorContract",
    "CoordinatorEmployer",
    "CoordinatorLeave",
    "CoordinatorRequest",
    "CoordinatorTie",
    "EarlierCase",
    "CurrentHelp",
    "Funder",
    "EndedAccess",
    "FundingProgramme",
    "InformationWish",
    "IntendedPlan",
    "InzageVerdict",
    "MainPerson",
    "MainPersonChange",
    "Offer",
    "OwnStatement",
    "Party",
    "PartyMember",
    "Preference",
    "PrivacyRequest",
    "ProfileImport",
    "ReferralDraft",
    "Referrer",
    "SafetySignal",
    "SavedFilter",
    "SearchRow",
    "StaleStep",
    "StepReckoning",
    "Subregion",
    "SuitabilityAdvice",
    "TriageCall",
    "VariantChange",
    "WorkEntry",
]
