"""What a professional had in mind before the conference, for who may read it (M-09)."""

from cases.models import IntendedPlan
from ekc.encryption import decrypt

PURPOSE = "intended-plan"


def text_of(plan: IntendedPlan) -> str:
    """The words of an intended plan that was fetched for this reader."""
    if plan.redacted_on is not None:
        return str(plan.redacted)
    return decrypt(plan.sealed, purpose=PURPOSE)
