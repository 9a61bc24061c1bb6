"""What happened in a case, in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from ekc.accounts.codes import Role

from ..codes import CaseState
from ..models import Case, CaseMove

# Reasons that are an answer to the applicant. Other reasons speak of the preparation.
REASONS_FOR_EVERYBODY = frozenset({"decline_offer", "advise_otherwise", "withdraw"})


def steps_of(case: Case, moves: Sequence[CaseMove], *, sees_reasons: bool) -> list[dict[str, Any]]:
    """The moves of a case, newest first, as the timeline piece wants them; the aanmelding is the first."""
    steps = [
        {
            "at": move.at,
            "title": CaseState(move.target).label,
            "who": _who(move),
            "text": move.reason if sees_reasons or move.action in REASONS_FOR_EVERYBODY else "",
        }
        for move in reversed(moves)
    ]
    first = {"at": case.received_on, "title": _("Aanmelding ontvangen"), "who": case.get_channel_display(), "text": ""}
    return [*steps, first]


def _who(move: CaseMove) -> str:
    if move.by is None:
        return _("het programma")
    role = str(Role(move.role).label) if move.role else ""
    return f"{move.by} ({role.lower()})" if role else str(move.by)
