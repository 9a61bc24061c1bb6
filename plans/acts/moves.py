"""The doors for a change of state of a plan and of a frame (design 4.1)."""

from typing import Any

from django.db import transaction

from ekc.accounts.models import User
from ekc.workflow import save_move

from ..models import Plan, PlanMove, SafetyFrame
from ..workflow import FRAME_WORKFLOW, WORKFLOW


@transaction.atomic
def move_plan(plan: Plan, action: str, *, by: User | None, reason: str = "", **fields: Any) -> Plan:
    """Make one move of a plan with the fields that belong to it, and write it down. Raises Refusal."""
    locked: Plan = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    move = WORKFLOW.find(locked.state, action, by=by)
    source = locked.state
    save_move(locked, plan, {"state": move.target, **fields})
    PlanMove.objects.create(plan=locked, action=action, source=source, target=move.target, by=by, reason=reason)
    return locked


@transaction.atomic
def move_frame(frame: SafetyFrame, action: str, *, by: User | None, **fields: Any) -> SafetyFrame:
    """Make one move of a frame; its history is kept by the database. Raises Refusal."""
    locked: SafetyFrame = SafetyFrame.objects.select_for_update(of=("self",)).select_related("case").get(pk=frame.pk)
    move = FRAME_WORKFLOW.find(locked.state, action, by=by)
    save_move(locked, frame, {"state": move.target, **fields})
    return locked
