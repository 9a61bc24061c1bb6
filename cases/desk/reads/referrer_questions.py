"""The question that a referrer answers by a link."""

from cases.codes import CaseState
from cases.models import Case, ReferrerQuestion
from ekc.dates import local_today
from ekc.links import hash_token


def open_question(case: Case) -> ReferrerQuestion | None:
    """The question of this case that waits for an answer; None where nothing was asked, or all was answered."""
    found: ReferrerQuestion | None = case.referrer_questions.filter(answered_at__isnull=True).first()
    return found


def find_question(token: str) -> ReferrerQuestion | None:
    """The question that this link answers; None for a link that is used, expired or of no case that waits."""
    found: ReferrerQuestion | None = (
        ReferrerQuestion.objects.filter(
            token_hash=hash_token(token), expires_on__gte=local_today(), case__state=CaseState.ASKED
        )
        .select_related("case__region")
        .first()
    )
    return found
