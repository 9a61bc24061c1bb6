"""The one door for a change of state of a case (design 4.1)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from ekc.accounts.models import User
from ekc.workflow import save_move

from .locks import lock_case
from .models import Case, CaseMove
from .signals import case_moved
from .workflow import WORKFLOW


@transaction.atomic
def move_case(
    case: Case, action: str, *, by: User | None, reason: str = "", reason_code: str = "", **fields: Any
) -> Case:
    """Make one move of the table in `workflow.py`, set the fields that belong to it, and write it down.

    Locks the row and reads its state anew, so that of two people at once one is refused. `fields` are
    saved in the same statement. Sends `case_moved` inside the transaction. Returns the locked, saved
    case; `case` itself gets the new values too. Raises Refusal when the table does not allow it.
    """
    locked = lock_case(case)
    move = WORKFLOW.find(locked.state, action, by=by)
    source = locked.state
    # Whoever goes on within a state does not begin its terms anew.
    since = {} if move.target == source else {"state_since": timezone.now()}
    save_move(locked, case, {"state": move.target, **since, **fields})
    CaseMove.objects.create(
        case=locked,
        action=action,
        source=source,
        target=move.target,
        by=by,
        role=by.role if by else "",
        reason=reason,
        reason_code=reason_code,
    )
    case_moved.send(sender=Case, case=locked, action=action, source=source, by=by)
    return locked


def note_transfer(case: Case, *, by: User, reason: str) -> CaseMove:
    """Write down among the moves of a case that somebody else keeps it now; where it stands does not change."""
    move: CaseMove = CaseMove.objects.create(
        case=case, action="transfer", source=case.state, target=case.state, by=by, role=by.role, reason=reason
    )
    return move
