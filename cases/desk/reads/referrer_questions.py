"""The question that a referrer answers by a link."""

from django.utils.translation import gettext_lazy as _

from cases.codes import CaseState
from cases.models import Case, ReferrerQuestion
from cases.notices import referrer_address
from cases.queries import language_of_referrer
from ekc.dates import local_today
from ekc.links import Closed, LinkKind

WHAT = _("een vraag aan de aanmelder")
"""For the read log."""


def open_question(case: Case) -> ReferrerQuestion | None:
    """The question of this case that waits for an answer; None where nothing was asked, or all was answered."""
    found: ReferrerQuestion | None = case.referrer_questions.filter(answered_at__isnull=True).first()
    return found


def link_kind() -> LinkKind:
    return LinkKind(
        model=ReferrerQuestion,
        routes=("cases:answer",),
        hangs_on=lambda row: (row.case.referrer, row.case.referrer.user, row.case),
        case=lambda row: row.case,
        address=lambda row: referrer_address(row.case),
        over=_over,
        language=lambda row: language_of_referrer(row.case),
        rows=lambda: ReferrerQuestion.objects.select_related("case__region", "case__referrer__user"),
        perm="case.triage",
        what=WHAT,
        back=lambda row: row.case.get_absolute_url(),
        closed_help=_("Wilt u nog iets kwijt? Bel de regiomanager."),
    )


def _over(question: ReferrerQuestion) -> str:
    """Once answered it still opens, on what came of it; unanswered, as long as the case waits for it."""
    if question.answered_at is not None:
        return ""
    waits = question.case.state == CaseState.ASKED and question.expires_on >= local_today()
    return "" if waits else Closed.OVER
