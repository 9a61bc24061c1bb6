from .call import AgreementResult, Call, FamilyEvaluation, Interview

__all__ = ["AgreementResult", "Call", "FamilyEvaluation", "Interview"]
