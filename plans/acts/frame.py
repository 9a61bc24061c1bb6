"""Writing, submitting and locking the veiligheidskader (domain.md 3.2 step 5; R-07, R-08)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.locks import lock_case
from cases.models import Case, CirclePerson, MainPerson
from cases.queries import active_contract
from cases.recipients import Post, tell
from ekc import dutch
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import ESTABLISHED_STATES, FRAME_WRITING_STATES, FrameState
from ..models import TEXT_OF_FRAME, Agreement, BottomLine, FrameReading, Plan, SafetyFrame
from ..queries import current_frame, private_time_began
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


@transaction.atomic
def save_frame(case: Case, *, by: User, bottom_lines: list[BottomLineText], **fields: Any) -> SafetyFrame:
    """Keep the draft of the frame; makes version 1 when there is none.

    A line that was there keeps its row. Raises Refusal where the newest version was handed in: that one never changes.
    """
    if unknown := set(fields) - set(TEXT_OF_FRAME):
        raise TypeError(f"No frame fields: {sorted(unknown)}")
    case = _lock_writable(case)
    frame = case.frames.order_by("-version").first() or SafetyFrame(case=case, author=by)
    if frame.state != FrameState.DRAFT:
        raise Refusal(_("Het veiligheidskader is al ingediend. Maak een nieuwe versie om iets te veranderen."))
    frame.author = by
    for name, value in fields.items():
        setattr(frame, name, value)
    frame.save()
    _keep_lines(frame, [line for line in bottom_lines if line.text.strip()])
    return frame


def _lock_writable(case: Case) -> Case:
    case = lock_case(case)
    established = Plan.objects.filter(case=case, state__in=sorted(ESTABLISHED_STATES)).exists()
    if case.state not in FRAME_WRITING_STATES or established:
        raise Refusal(_("Het plan is vastgesteld of de zaak is klaar. Het veiligheidskader kan niet meer veranderen."))
    return case


def _keep_lines(frame: SafetyFrame, lines: list[BottomLineText]) -> None:
    there = {_said(row): row for row in frame.bottom_lines.all()}
    for index, line in enumerate(lines):
        row = there.pop(line.said, None) or BottomLine(frame=frame, is_non_negotiable=line.is_non_negotiable)
        row.text, row.sort_order = line.text.strip(), index
        row.save()
    frame.bottom_lines.filter(pk__in=[row.pk for row in there.values()]).delete()


def _said(line: BottomLine) -> tuple[str, bool]:
    return BottomLineText(line.text, line.is_non_negotiable).said


@transaction.atomic
def submit_frame(frame: SafetyFrame, *, by: User) -> SafetyFrame:
    """Hand the frame in. From the start of part 1 it is fixed at once, and agreements follow to the same lines.

    Raises Refusal without concerns, without anything to test a plan on, and where it adds a bottom line after the
    family began its private time, or makes one heavier (R-08).
    """
    case = _lock_writable(frame.case)
    if not frame.concerns.strip():
        raise Refusal(_("Schrijf eerst op welke zorgen u heeft, zo concreet mogelijk."))
    if not frame.bottom_lines.exists():
        raise Refusal(_("Schrijf ten minste één bodem-eis op. Daar toetst u het plan straks aan, en aan niets anders."))
    before = current_frame(case)
    if before is not None and private_time_began(case):
        _refuse_what_is_new(frame, before)
    frame = move_frame(frame, "submit", by=by, submitted_at=timezone.now())
    if before is not None:
        _carry_agreements(before, frame)
        if before.state == FrameState.LOCKED:
            frame = move_frame(frame, "lock", by=None, locked_at=timezone.now())
    _tell(frame, "ingediend", _("Er staat iets voor u klaar"), _("Hallo,\n\nEr staat een document voor u klaar."))
    return frame


def _refuse_what_is_new(frame: SafetyFrame, before: SafetyFrame) -> None:
    announced = {_said(line) for line in before.bottom_lines.all()}
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
        raise Refusal(_("Schrijf op wat er verandert, en waarom."))
    newest = SafetyFrame.objects.filter(case=case).latest("version")
    if newest.pk != frame.pk or newest.state == FrameState.DRAFT:
        raise Refusal(_("Er is al een nieuwe versie in de maak."))
    texts = {name: getattr(newest, name) for name in TEXT_OF_FRAME}
    draft = SafetyFrame.objects.create(
        case=case, version=newest.version + 1, author=by, **{**texts, "change_reason": reason.strip()}
    )
    BottomLine.objects.bulk_create(
        BottomLine(frame=draft, text=line.text, is_non_negotiable=line.is_non_negotiable, sort_order=line.sort_order)
        for line in newest.bottom_lines.all()
    )
    _tell(newest, "verandert", _("Een document verandert"), _("Hallo,\n\nEen document dat u kent, wordt veranderd."))
    return draft


@transaction.atomic
def drop_next_version(frame: SafetyFrame, *, by: User) -> None:
    """Throw the draft of a next version away: the version before it stays as it is. Raises Refusal on any other."""
    _lock_writable(frame.case)
    if frame.state != FrameState.DRAFT or frame.version == 1:
        raise Refusal(_("Alleen een nieuwe versie die nog niet is ingediend, kan weg."))
    frame.delete()


def _tell(frame: SafetyFrame, what: str, subject: str, sentence: str) -> None:
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


@transaction.atomic
def record_reading(
    frame: SafetyFrame,
    *,
    by: User,
    read_on: dt.date,
    people: Sequence[CirclePerson] = (),
    main_persons: Sequence[MainPerson] = (),
) -> SafetyFrame:
    """Write down to whom of the family this version was read, and when; it stays with this version for ever.

    Raises Refusal on a draft, on a day before it was handed in or to come, and when nobody is named.
    """
    if frame.state == FrameState.DRAFT or frame.submitted_at is None:
        raise Refusal(_("Het veiligheidskader is nog niet ingediend."))
    if read_on > timezone.localdate():
        raise Refusal(_("Deze datum is nog niet geweest."))
    if read_on < timezone.localdate(frame.submitted_at):
        raise Refusal(
            _("Deze versie is pas op %(day)s ingediend. Kies een dag daarna.")
            % {"day": dutch.long_date(timezone.localdate(frame.submitted_at))}
        )
    if not people and not main_persons:
        raise Refusal(_("Geef aan met wie jullie het hebben gelezen."))
    for person in people:
        FrameReading.objects.get_or_create(frame=frame, person=person, defaults={"read_on": read_on, "by": by})
    for main in main_persons:
        FrameReading.objects.get_or_create(frame=frame, main_person=main, defaults={"read_on": read_on, "by": by})
    if frame.read_to_family_on is None or read_on < frame.read_to_family_on:
        frame.read_to_family_on = read_on
        frame.save(update_fields=["read_to_family_on"])
    return frame


def move_readings(double: CirclePerson, keep: CirclePerson) -> None:
    """What was read to somebody who was entered twice was read to the one who stays; the first day counts."""
    for reading in FrameReading.objects.filter(person=double):
        other = FrameReading.objects.filter(frame=reading.frame_id, person=keep).first()
        if other is None:
            reading.person = keep
            reading.save(update_fields=["person"])
            continue
        other.read_on = min(other.read_on, reading.read_on)
        other.save(update_fields=["read_on"])
        reading.delete()
