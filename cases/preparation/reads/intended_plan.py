"""What a professional had in mind before the conference, for who may read it (M-09)."""

from cases.models import IntendedPlan
from ekc.encryption import decrypt

PURPOSE = "intended-plan"


def text_of(plan: IntendedPlan) -> str:
    """The words of an intended plan, for its author and for the data manager; gone once they were looked at."""
    return decrypt(plan.sealed, purpose=PURPOSE)
