"""The Voorbereiding tab: what is missing for the day, safety, wishes, the talk with the professional, hours."""

from dataclasses import dataclass
from typing import Any

from cases.casepage.checklist import CheckedPoint, checklist_of
from cases.codes import WishAnswered, WishKind
from cases.models import Case, ContactBan, InformationWish

from ..legal_terms import LEGAL_WORDS, LegalWord

WISH_TONES = {
    WishAnswered.OPEN: "waiting",
    WishAnswered.YES: "done",
    WishAnswered.PARTLY: "active",
    WishAnswered.NO: "neutral",
}


@dataclass(frozen=True)
class PreparationPage:
    points: list[CheckedPoint]
    open_count: int
    signals: list[Any]
    bans: list[ContactBan]
    wishes: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    unshared: int
    help_now: list[Any]
    briefing: Any
    legal_words: list[LegalWord]


def preparation_of(case: Case) -> PreparationPage:
    """All of the preparation in a fixed number of queries."""
    # What is still to be done stands first.
    points = sorted(checklist_of(case), key=lambda checked: not checked.is_open)
    wishes = [_wish(wish) for wish in case.information_wishes.all()]
    questions = [row for row in wishes if row["wish"].kind == WishKind.QUESTION]
    briefing = getattr(case, "briefing", None)
    return PreparationPage(
        points=points,
        open_count=sum(point.is_open for point in points),
        signals=list(case.safety_signals.select_related("reported_by", "decided_with")),
        bans=list(
            case.contact_bans.select_related(
                "person", "other", "other_main", "party", "other_party", "decided_with"
            ).prefetch_related("party__members")
        ),
        wishes=[row for row in wishes if row["wish"].kind == WishKind.INFORMATION],
        questions=questions,
        unshared=sum(1 for row in questions if row["wish"].shared_on is None),
        help_now=list(case.current_help.all()),
        briefing=briefing,
        legal_words=[LEGAL_WORDS[code] for code in briefing.legal_words] if briefing else [],
    )


def _wish(wish: InformationWish) -> dict[str, Any]:
    return {"wish": wish, "tone": WISH_TONES[WishAnswered(wish.answered)]}
