"""Writing, submitting and locking the veiligheidskader (domain.md 3.2 step 5; R-07, R-08)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.locks import lock_case
from cases.models import Case
from cases.queries import active_contract
from cases.recipients import Post, tell
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import FRAME_WRITING_STATES, FrameState
from ..models import BottomLine, SafetyFrame
from ..queries import current_frame
from .moves import move_frame

FRAME_FIELDS = frozenset(
    {
        "measure",
        "legal_basis",
        "concerns",
        "strengths",
        "criteria",
        "possible_help",
        "communication_wishes",
        "change_reason",
    }
)


@dataclass(frozen=True)
class BottomLineText:
    """One bottom line as it was typed."""

    text: str
    is_non_negotiable: bool = False


@transaction.atomic
def save_frame(case: Case, *, by: User, bottom_lines: list[BottomLineText], **fields: Any) -> SafetyFrame:
    """Keep the draft of the frame; makes version 1 when there is none. Raises Refusal once it is submitted."""
    if unknown := set(fields) - FRAME_FIELDS:
        raise TypeError(f"No frame fields: {sorted(unknown)}")
    case = lock_case(case)
    if case.state not in FRAME_WRITING_STATES:
        raise Refusal(
            _("De conferentie is begonnen of de zaak is klaar. Het veiligheidskader kan niet meer veranderen.")
        )
    frame = case.frames.order_by("-version").first() or SafetyFrame(case=case, author=by)
    if frame.state != FrameState.DRAFT:
        raise Refusal(_("Het veiligheidskader is al ingediend. Haal het eerst terug om het te veranderen."))
    frame.author = by
    for name, value in fields.items():
        setattr(frame, name, value)
    frame.save()
    frame.bottom_lines.all().delete()
    BottomLine.objects.bulk_create(
        BottomLine(frame=frame, text=line.text.strip(), is_non_negotiable=line.is_non_negotiable, sort_order=index)
        for index, line in enumerate(bottom_lines)
        if line.text.strip()
    )
    return frame


@transaction.atomic
def submit_frame(frame: SafetyFrame, *, by: User) -> SafetyFrame:
    """Hand the frame in. Raises Refusal without concerns, or without anything to test a plan on."""
    if not frame.concerns.strip():
        raise Refusal(_("Schrijf eerst op welke zorgen u heeft, zo concreet mogelijk."))
    if not frame.bottom_lines.exists():
        raise Refusal(_("Schrijf ten minste één bodem-eis op. Daar toetst u het plan straks aan, en aan niets anders."))
    frame = move_frame(frame, "submit", by=by, submitted_at=timezone.now())
    _tell_that_a_frame_waits(frame)
    return frame


def _tell_that_a_frame_waits(frame: SafetyFrame) -> None:
    """Mail the regional manager and the coordinator that something waits; nothing of it stands in the mail."""
    case = frame.case
    moment = int(frame.submitted_at.timestamp()) if frame.submitted_at else 0
    posts = [Post.MANAGER]
    if active_contract(case) is not None:
        posts.append(Post.COORDINATOR)
    for post in posts:
        tell(
            case,
            post,
            key=f"frame-{frame.pk}-{moment}-{post}",
            subject=_("Er staat iets voor u klaar"),
            body=_("Hallo,\n\nEr staat een document voor u klaar. Log in en kijk bij Veiligheidskader:\n\n%(link)s\n"),
            path=reverse("plans:frame", args=[case.number]),
        )


def reopen_frame(frame: SafetyFrame, *, by: User) -> SafetyFrame:
    """Take a submitted frame back to improve it; possible until part 1 begins."""
    return move_frame(frame, "reopen", by=by)


@transaction.atomic
def lock_frame(case: Case) -> SafetyFrame | None:
    """Fix the frame at the start of part 1. None where the case needs none and has none.

    Raises Refusal when safety asks for a frame and none was submitted (domain.md 3.8).
    """
    frame = current_frame(case)
    if frame is None:
        if case.needs_frame:
            raise Refusal(
                _("Het veiligheidskader is nog niet ingediend. Zonder kader kan deze conferentie niet beginnen.")
            )
        return None
    if frame.state == FrameState.LOCKED:
        return frame
    return move_frame(frame, "lock", by=None, locked_at=timezone.now())


def unlock_frame_of(case: Case) -> SafetyFrame | None:
    """Part 1 did not begin after all. None where nothing was locked."""
    frame = current_frame(case)
    if frame is None or frame.state != FrameState.LOCKED:
        return None
    return move_frame(frame, "unlock", by=None, locked_at=None)


def record_reading(frame: SafetyFrame, *, by: User, read_on: dt.date) -> SafetyFrame:
    """Write down when the family read the frame beforehand. Raises Refusal on a draft or a day to come."""
    if frame.state == FrameState.DRAFT:
        raise Refusal(_("Het veiligheidskader is nog niet ingediend."))
    if read_on > timezone.localdate():
        raise Refusal(_("Deze datum is nog niet geweest."))
    frame.read_to_family_on = read_on
    frame.save(update_fields=["read_to_family_on"])
    return frame
