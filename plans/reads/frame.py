"""What the tab of the frame shows, put together for one reader."""

from typing import Any

import rules

from cases.models import Case
from cases.told_text import Secrets

from ..codes import FrameState
from ..models import FrameGuest, FrameNotNeeded
from ..on_paper import FramePaper
from ..queries import (
    current_frame,
    earlier_frames,
    newest_frame,
    not_needed,
    plan_is_established,
    private_time_began,
    signature_of,
    wants_signature,
)
from ..vague import hints_of


def frame_tab(case: Case, user: Any) -> dict[str, Any]:
    """The newest version for who writes it, the one in force for everybody else; and who else was asked for it."""
    may_change = rules.has_perm("frame.change", user, case)
    in_force, newest = current_frame(case), newest_frame(case)
    shown = newest if may_change else in_force
    is_draft = shown is not None and shown.state == FrameState.DRAFT
    manages, keeps_guests = rules.has_perm("frame.assign", user, case), rules.has_perm("frame.guests", user, case)
    return {
        "frame": shown,
        "words": FramePaper(shown) if shown is not None else None,
        "may_change": may_change,
        "may_assign": case.needs_frame and shown is None and manages,
        "is_draft": is_draft,
        "hints": hints_of([shown.concerns, *(line.text for line in shown.bottom_lines.all())])
        if shown is not None and is_draft
        else [],
        "may_begin_next": may_change and shown is not None and not is_draft,
        "in_force": in_force,
        "earlier": [(each, FramePaper(each)) for each in earlier_frames(case)],
        "may_record_reading": rules.has_perm("circle.change", user, case) and shown is not None,
        "not_needed": _not_needed(case),
        "may_do_without": case.needs_frame and in_force is None and rules.has_perm("frame.not_needed", user, case),
        "guests": _guests(case) if keeps_guests else [],
        "may_ask_writer": manages and newest is None and not private_time_began(case),
        "may_ask_tester": manages and in_force is not None and not plan_is_established(case),
        "asks_signature": is_draft and wants_signature(shown.author if shown else None),
        "signature": signature_of(shown) if shown is not None else None,
    }


def _not_needed(case: Case) -> FrameNotNeeded | None:
    found = not_needed(case) if case.needs_frame else None
    return Secrets(case).veiled(found) if found is not None else None


def _guests(case: Case) -> list[FrameGuest]:
    """Who was asked without an account; no secret address, also where somebody wrote it into a remark."""
    secrets = Secrets(case)
    return [secrets.veiled(each) for each in FrameGuest.objects.filter(case=case, released_at=None)]
