"""The one door for a change of state of a meeting (design 4.1)."""

from typing import Any

from django.db import transaction

from cases.locks import lock_case
from ekc.accounts.models import User
from ekc.workflow import save_move

from .codes import TAKEN_BACK_BY
from .models import Conference, ConferenceMove
from .workflow import WORKFLOW


@transaction.atomic
def move_conference(
    conference: Conference, action: str, *, by: User | None, reason: str = "", **fields: Any
) -> Conference:
    """Make one move of the table in `workflow.py` with the fields that belong to it, and write it down.

    Locks the case and then the row, as planning does: the other way round two people at once would wait for each
    other until the database ends one of them. Reads the state anew. Returns the locked, saved meeting;
    `conference` gets the new values too. Raises Refusal when the table does not allow it.
    """
    lock_case(conference.case)
    locked: Conference = Conference.objects.select_for_update(of=("self",)).select_related("case").get(pk=conference.pk)
    move = WORKFLOW.find(locked.state, action, by=by)
    source = locked.state
    # Of the buttons of the day alone: they change times and numbers, and no words.
    before = {name: _as_text(getattr(locked, name)) for name in fields} if action in TAKEN_BACK_BY else {}
    save_move(locked, conference, {"state": move.target, **fields})
    ConferenceMove.objects.create(
        conference=locked, action=action, source=source, target=move.target, by=by, reason=reason, before=before
    )
    return locked


def before_move(move: ConferenceMove) -> dict[str, Any]:
    """The values of the meeting that this move changed, as they were before it."""
    fields: dict[str, Any] = {name: Conference._meta.get_field(name) for name in move.before}
    return {name: field.to_python(move.before[name]) for name, field in fields.items()}


def _as_text(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else str(value)
