from .call import Call, CallAttempt, Miss
from .evaluation import FamilyEvaluation, StallSignal
from .guest import FollowUpGuest
from .interview import AgreementResult, Interview

__all__ = [
    "AgreementResult",
    "Call",
    "CallAttempt",
    "FamilyEvaluation",
    "FollowUpGuest",
    "Interview",
    "Miss",
    "StallSignal",
]
