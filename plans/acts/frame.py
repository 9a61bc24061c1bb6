"""Writing, submitting and locking the veiligheidskader (domain.md 3.2 step 5; R-07, R-08)."""

from collections.abc import Sequence
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
from cases.referral.acts.drafts import ChangedElsewhere, Sheet
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import FRAME_WRITING_STATES, FrameState
from ..models import (
    DEMANDS_OF_FRAME,
    TEXT_OF_FRAME,
    Agreement,
    BottomLine,
    FrameConcern,
    FrameGuest,
    FrameNotNeeded,
    SafetyFrame,
)
from ..queries import (
    current_frame,
    frame_is_needed,
    part_one_began,
    plan_is_established,
    private_time_began,
    test_is_going_on,
    waits_for_signature,
)
from .copying import copied
from .moves import move_frame


@dataclass(frozen=True)
class BottomLineText:
    """One bottom line as it was typed."""

    text: str
    is_non_negotiable: bool = False

    @property
    def said(self) -> tuple[str, bool]:
        """What it comes down to, however it is spaced: two lines that say the same are one."""
        return " ".join(self.text.split()), self.is_non_negotiable


@dataclass(frozen=True)
class SeenText:
    """One thing that somebody saw, as it was typed."""

    what: str
    when: str = ""
    by_whom: str = ""


@transaction.atomic
def save_frame(
    case: Case,
    *,
    by: User | None,
    bottom_lines: Sequence[BottomLineText],
    seen: Sequence[SeenText] | None = None,
    guest: FrameGuest | None = None,
    sheet: Sheet | None = None,
    is_autosave: bool = False,
    **fields: Any,
) -> SafetyFrame:
    """Keep the draft of the frame; makes version 1 when there is none. `guest` writes it where `by` is None.

    A row that was there keeps its place; `seen` left out leaves what was seen as it is. Raises Refusal where the newest
    version was handed in: that one never changes; where somebody else writes it; and ChangedElsewhere where it is kept
    between times, and another tab saved something after `sheet` was drawn.
    """
    if unknown := set(fields) - set(TEXT_OF_FRAME):
        raise TypeError(f"No frame fields: {sorted(unknown)}")
    case = _lock_writable(case)
    frame = case.frames.order_by("-version").first() or SafetyFrame(case=case)
    if frame.state != FrameState.DRAFT:
        raise Refusal(_("Het veiligheidskader is al ingediend. Maak een nieuwe versie om iets te veranderen."))
    _refuse_of_another(frame, guest)
    if is_autosave and sheet is not None and frame.sheet not in (sheet.own, sheet.seen):
        raise ChangedElsewhere(_("Dit veiligheidskader is ook ergens anders ingevuld."))
    frame.author, frame.guest = by, guest
    frame.sheet = sheet.own if sheet else ""
    for name, value in fields.items():
        setattr(frame, name, value)
    frame.save()
    _keep_lines(frame, [line for line in bottom_lines if line.text.strip()])
    if seen is not None:
        _keep_seen(frame, [each for each in seen if each.what.strip()])
    return frame


def _refuse_of_another(frame: SafetyFrame, guest: FrameGuest | None) -> None:
    """Another authority and a professional do not write in each other's draft, until one need not write any more."""
    writer = frame.guest
    if frame.pk is None or writer == guest or (writer is not None and writer.released_at is not None):
        return
    raise Refusal(
        _("%(name)s schrijft dit veiligheidskader. Moet iemand anders het doen? Vraag het aan de regiomanager.")
        % {"name": frame.written_by}
    )


def _lock_writable(case: Case) -> Case:
    case = lock_case(case)
    if case.state not in FRAME_WRITING_STATES or plan_is_established(case):
        raise Refusal(_("Het plan is vastgesteld of de zaak is klaar. Het veiligheidskader kan niet meer veranderen."))
    return case


def _keep_lines(frame: SafetyFrame, lines: list[BottomLineText]) -> None:
    there = {_said(row): row for row in frame.bottom_lines.all()}
    for index, line in enumerate(lines):
        row = there.pop(line.said, None) or BottomLine(frame=frame, is_non_negotiable=line.is_non_negotiable)
        row.text, row.sort_order = line.text.strip(), index
        row.save()
    frame.bottom_lines.filter(pk__in=[row.pk for row in there.values()]).delete()


def _keep_seen(frame: SafetyFrame, seen: list[SeenText]) -> None:
    there = {row.said: row for row in frame.seen.all()}
    for index, each in enumerate(seen):
        said = (each.what.strip(), each.when.strip(), each.by_whom.strip())
        row = there.pop(said, None) or FrameConcern(frame=frame)
        (row.what, row.when, row.by_whom), row.sort_order = said, index
        row.save()
    frame.seen.filter(pk__in=[row.pk for row in there.values()]).delete()


def _said(line: BottomLine) -> tuple[str, bool]:
    return BottomLineText(line.text, line.is_non_negotiable).said


@transaction.atomic
def submit_frame(frame: SafetyFrame, *, by: User | None) -> SafetyFrame:
    """Hand the frame in; `by` is None for a guest. From the start of part 1 it is fixed at once, and agreements follow
    to the same lines. A decision that none was needed ends.

    Raises Refusal without concerns, without anything to test a plan on, without the signature that the organisation of
    the author wants, while some who test have decided and others not, and where it says something heavier after the
    family began its private time (R-08).
    """
    case = _lock_writable(frame.case)
    _refuse_of_another(frame, None if by else frame.guest)
    if not frame.concerns.strip():
        raise Refusal(_("Schrijf eerst op welke zorgen u heeft, zo concreet mogelijk."), at="concerns")
    if not frame.bottom_lines.exists():
        raise Refusal(_("Schrijf ten minste één bodem-eis op. Daar toetst u het plan straks aan, en aan niets anders."))
    if test_is_going_on(case):
        raise Refusal(
            _("Iemand heeft al over het plan besloten met het kader dat er is. Wacht tot iedereen heeft besloten.")
        )
    if waits_for_signature(frame):
        raise Refusal(_("Uw organisatie wil dat een teamleider meetekent. Vraag eerst om die handtekening."))
    before = current_frame(case)
    if private_time_began(case):
        _refuse_what_is_new(frame, before)
    frame = move_frame(frame, "submit", by=by, submitted_at=timezone.now())
    if before is not None:
        _carry_agreements(before, frame)
    if part_one_began(case) or (before is not None and before.state == FrameState.LOCKED):
        frame = move_frame(frame, "lock", by=None, locked_at=timezone.now())
    by_whom = by or (frame.guest.asked_by if frame.guest else None)
    FrameNotNeeded.objects.filter(case=case, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_by=by_whom
    )
    tell_of(frame, "ingediend", _("Er staat iets voor u klaar"), _("Hallo,\n\nEr staat een document voor u klaar."))
    return frame


def _refuse_what_is_new(frame: SafetyFrame, before: SafetyFrame | None) -> None:
    """What the family did not know before its private time is nothing to test its plan on."""
    announced = {_said(line) for line in before.bottom_lines.all()} if before else set()
    announced |= {(text, False) for text, _heavy in announced}
    added = [line.text for line in frame.bottom_lines.all() if _said(line) not in announced]
    if added:
        raise Refusal(
            _(
                "De besloten tijd is begonnen. Een bodem-eis die de familie niet vooraf kende, kan er niet meer bij: "
                "%(lines)s. U kunt dit wel als vraag aan de familie stellen bij de toets van het plan."
            )
            % {"lines": "; ".join(added)}
        )
    changed = [
        str(field.verbose_name)
        for field in SafetyFrame._meta.fields
        if field.name in DEMANDS_OF_FRAME
        and getattr(frame, field.name).split() not in ([], getattr(before, field.name).split() if before else [])
    ]
    if changed:
        raise Refusal(
            _(
                "De besloten tijd is begonnen. Dit kan niet meer veranderen, want de familie kende het anders: "
                "%(texts)s. Zet de tekst terug, of laat die weg."
            )
            % {"texts": "; ".join(changed)}
        )


def _carry_agreements(before: SafetyFrame, frame: SafetyFrame) -> None:
    """Agreements of a plan that is being written answer the same line in the new version."""
    now = {_said(line)[0]: line for line in frame.bottom_lines.all()}
    for line in before.bottom_lines.all():
        text, _heavy = _said(line)
        if text in now:
            open_ones = Agreement.objects.filter(bottom_lines=line, version__established_at=None, version__tests=None)
            for agreement in list(open_ones):
                agreement.bottom_lines.remove(line)
                agreement.bottom_lines.add(now[text])


@transaction.atomic
def begin_next_version(frame: SafetyFrame, *, by: User, reason: str) -> SafetyFrame:
    """A draft of the next version with the text of this one; this one stays in force until that is handed in.

    Whoever saw this version hears that it is changing. Raises Refusal without a reason, and for a version that is not
    the newest: another tab was first.
    """
    case = _lock_writable(frame.case)
    if not reason.strip():
        raise Refusal(_("Schrijf op wat er verandert, en waarom."), at="reason")
    newest = SafetyFrame.objects.filter(case=case).latest("version")
    if newest.pk != frame.pk or newest.state == FrameState.DRAFT:
        raise Refusal(_("Er is al een nieuwe versie in de maak."))
    texts = {name: getattr(newest, name) for name in TEXT_OF_FRAME}
    draft = SafetyFrame.objects.create(
        case=case, version=newest.version + 1, author=by, **{**texts, "change_reason": reason.strip()}
    )
    rows: list[BottomLine | FrameConcern] = [*newest.bottom_lines.all(), *newest.seen.all()]
    for row in rows:
        copied(row, frame=draft)
    tell_of(newest, "verandert", _("Een document verandert"), _("Hallo,\n\nEen document dat u kent, wordt veranderd."))
    return draft


@transaction.atomic
def drop_next_version(frame: SafetyFrame, *, by: User) -> None:
    """Throw the draft of a next version away: the version before it stays as it is. Raises Refusal on any other."""
    _lock_writable(frame.case)
    if frame.state != FrameState.DRAFT or frame.version == 1:
        raise Refusal(_("Alleen een nieuwe versie die nog niet is ingediend, kan weg."))
    frame.delete()


def tell_of(frame: SafetyFrame | FrameNotNeeded, what: str, subject: str, sentence: str) -> None:
    """Mail the regional manager and the coordinator that something happened; nothing of it stands in the mail."""
    case = frame.case
    posts = [Post.MANAGER, Post.COORDINATOR] if active_contract(case) is not None else [Post.MANAGER]
    for post in posts:
        tell(
            case,
            post,
            key=f"frame-{frame.pk}-{what}-{int(timezone.now().timestamp())}-{post}",
            subject=subject,
            body=sentence + " " + _("Log in en kijk bij Veiligheidskader:") + "\n\n%(link)s\n",
            path=reverse("plans:frame", args=[case.number]),
        )


@transaction.atomic
def lock_frame(case: Case) -> SafetyFrame | None:
    """Fix the frame at the start of part 1. None where there is none and none is needed.

    Raises Refusal when safety asks for a frame, and none was submitted (domain.md 3.8) or said not to be needed.
    """
    frame = current_frame(case)
    if frame is None:
        if frame_is_needed(case):
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
