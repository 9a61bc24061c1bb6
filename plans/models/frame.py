"""The veiligheidskader: known to the family before the meeting, locked at its start (domain.md 3.2 step 5, R-08)."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CirclePerson, MainPerson
from cases.models.kept_step import marks_case
from cases.querysets import CaseBoundQuerySet
from ekc.sealed.columns import ComparedTextField, SealedCharField, SealedTextField, token_in_sql
from ekc.sealed.keys import MARK

from ..codes import FrameMeasure, FrameState
from .frozen import ARE_ONE

TEXT_OF_FRAME = (
    "measure",
    "legal_basis",
    "concerns",
    "strengths",
    "pedagogical_view",
    "criteria",
    "possible_help",
    "communication_wishes",
)
"""What the author of a frame writes, beside its bottom lines."""

DEMANDS_OF_FRAME = ("criteria", "pedagogical_view")
"""Texts in which a demand can stand besides the bottom lines: after private time they stay as the family knew them, or
are left out. Measure, law and concerns are facts, on which no plan is refused."""

_BLANKS = r"[\s\u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
"""What Python takes for space; of the database alone it depends on how it was set up."""
_BEFORE = """
    FROM plans_safetyframe AS before
    WHERE before.case_id = NEW.case_id AND before.id <> NEW.id AND before.state <> 'concept'
    ORDER BY before.version DESC LIMIT 1
"""


def _said(text: str) -> str:
    """What a text comes down to, however it is spaced: of a sealed one its token."""
    bare = f"regexp_replace({text}, '{_BLANKS}', '', 'g')"
    return f"CASE WHEN left({text}, {len(MARK)}) = '{MARK}' THEN {token_in_sql(text)} ELSE {bare} END"


_ANNOUNCES_NO_MORE = """
    IF TG_OP = 'UPDATE' AND OLD.state <> 'concept' THEN RETURN NEW; END IF;
    IF EXISTS (
        SELECT 1 FROM conferences_conference AS meeting WHERE meeting.case_id = NEW.case_id
        AND (meeting.private_time_from IS NOT NULL OR meeting.without_private_time)
    ) AND ([demands] OR EXISTS (
        SELECT 1 FROM plans_bottomline AS line WHERE line.frame_id = NEW.id AND NOT EXISTS (
            SELECT 1 FROM plans_bottomline AS known WHERE known.frame_id = (SELECT before.id [before])
            AND (known.is_non_negotiable OR NOT line.is_non_negotiable) AND [known] = [line]
        )
    )) THEN
        RAISE EXCEPTION 'the family did not know this' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def _is_another_demand(name: str) -> str:
    return f"{_said(f'NEW.{name}')} NOT IN ('', COALESCE((SELECT {_said(f'before.{name}')} {_BEFORE}), ''))"


def _keeps_text() -> pgtrigger.Trigger:
    """What was handed in, and may have been read to the family, stays as it was, and is no draft again."""
    kept = (*TEXT_OF_FRAME, "change_reason", "version", "case_id", "author_id", "guest_id", "submitted_at")
    old, new = (", ".join(f"{row}.{name}" for name in kept) for row in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name="keeps_submitted_text",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            f"OLD.state <> 'concept' AND (NEW.state = 'concept' OR ({old}) IS DISTINCT FROM ({new}))"
        ),
        func="RAISE EXCEPTION 'a submitted frame does not change' USING ERRCODE = 'check_violation';",
    )


def _announces_no_more() -> pgtrigger.Trigger:
    """After private time began nothing is handed in that the family did not know: no line, no heavier one, no other
    demand (R-08).

    The same as `acts/frame.py` says in words; this holds against every other way.
    """
    return pgtrigger.Trigger(
        name="announces_no_more",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("NEW.state <> 'concept'"),
        func=pgtrigger.Func(
            _ANNOUNCES_NO_MORE.replace("[demands]", " OR ".join(map(_is_another_demand, DEMANDS_OF_FRAME)))
            .replace("[before]", _BEFORE)
            .replace("[known]", _said("known.text"))
            .replace("[line]", _said("line.text"))
        ),
    )


def _keeps_readings() -> pgtrigger.Trigger:
    """What was read, to whom and when, is kept for ever; two people who turn out to be one heard it as one."""
    return pgtrigger.Trigger(
        name="keeps_readings",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"IF NOT {ARE_ONE} THEN RAISE EXCEPTION 'a reading does not change' USING ERRCODE = 'check_violation'; "
            "END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        ),
    )


def _keeps_rows(name: str) -> pgtrigger.Trigger:
    """Rows of a frame come, change and go with a draft only."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            """
            IF EXISTS (
                SELECT 1 FROM plans_safetyframe
                WHERE id = ANY (ARRAY[OLD.frame_id, NEW.frame_id]) AND state <> 'concept'
            ) THEN
                RAISE EXCEPTION 'rows of a submitted frame do not change' USING ERRCODE = 'check_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
            """
        ),
    )


@pghistory.track(exclude=["sheet"])
class SafetyFrame(models.Model):
    """One version of the frame of a case. The newest submitted or locked one is what a plan is tested on.

    A version that was handed in never changes: not its text, not its bottom lines (the database refuses both). A change
    is a next version, with a reason, and is read to the family again.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="frames")
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    state = models.CharField(_("stand"), max_length=20, choices=FrameState, default=FrameState.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="frames",
        verbose_name=_("opgesteld door"),
    )
    # Another authority, without an account, such as a housing corporation.
    guest = models.ForeignKey(
        "plans.FrameGuest", on_delete=models.PROTECT, null=True, blank=True, related_name="written", editable=False
    )
    measure = models.CharField(_("maatregel"), max_length=20, choices=FrameMeasure, blank=True)
    legal_basis = SealedCharField(_("wettelijke grond"), max_length=300, blank=True)
    concerns = SealedTextField(_("zorgen"), blank=True)
    strengths = SealedTextField(_("wat gaat goed"), blank=True)
    pedagogical_view = ComparedTextField(_("wat een kind hierin nodig heeft"), blank=True)
    criteria = ComparedTextField(_("waar het plan op getoetst wordt"), blank=True)
    possible_help = SealedTextField(_("welke hulp mogelijk is"), blank=True)
    communication_wishes = SealedTextField(_("hoe contact te houden"), blank=True)
    change_reason = SealedCharField(_("reden van de wijziging"), max_length=300, blank=True)
    submitted_at = models.DateTimeField(_("ingediend op"), null=True, blank=True)
    locked_at = models.DateTimeField(_("vastgezet op"), null=True, blank=True)
    read_to_family_on = models.DateField(_("met de familie gelezen op"), null=True, blank=True)
    # The drawing of the page that saved it last: two tabs are told apart by it.
    sheet = models.CharField(max_length=40, blank=True, editable=False)

    objects = CaseBoundQuerySet.manager("frame")

    class Meta:
        verbose_name = _("veiligheidskader")
        verbose_name_plural = _("veiligheidskaders")
        triggers = [marks_case(), _keeps_text(), _announces_no_more()]
        ordering = ["case", "version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="frame_version_once"),
            models.CheckConstraint(
                condition=Q(author__isnull=False, guest__isnull=True) | Q(author__isnull=True, guest__isnull=False),
                name="frame_has_one_author",
            ),
            models.CheckConstraint(condition=Q(state__in=FrameState.values), name="frame_state_known"),
            models.CheckConstraint(
                condition=Q(state=FrameState.DRAFT) | Q(submitted_at__isnull=False) & ~Q(concerns=""),
                name="frame_submitted_says_concerns",
            ),
            models.CheckConstraint(
                condition=~Q(state=FrameState.LOCKED) | Q(locked_at__isnull=False), name="frame_locked_has_moment"
            ),
            models.CheckConstraint(condition=Q(version=1) | ~Q(change_reason=""), name="frame_next_version_has_reason"),
            models.UniqueConstraint(fields=["case"], condition=Q(state=FrameState.DRAFT), name="frame_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.case} v{self.version}"

    @property
    def written_by(self) -> str:
        """Who stands under it: `D. de Wit, Jeugdbescherming Noord`."""
        if self.guest is not None:
            return self.guest.in_words
        organisation = self.author.organisation if self.author else None
        return f"{self.author}, {organisation}" if organisation else str(self.author)

    @property
    def case_number(self) -> str:
        return self.case.number


@pghistory.track()
class BottomLine(models.Model):
    """A minimum condition about safety that the plan must meet (bodem-eis)."""

    frame = models.ForeignKey(SafetyFrame, on_delete=models.CASCADE, related_name="bottom_lines")
    text = ComparedTextField(_("bodem-eis"))
    is_non_negotiable = models.BooleanField(_("hierover is geen onderhandeling mogelijk"), default=False)
    sort_order = models.PositiveSmallIntegerField(default=0)

    objects = CaseBoundQuerySet.manager("frame", "frame__case")

    class Meta:
        verbose_name = _("bodem-eis")
        verbose_name_plural = _("bodem-eisen")
        triggers = [_keeps_rows("keeps_submitted_lines")]
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        return self.frame.case_number


@pghistory.track()
class FrameConcern(models.Model):
    """One thing that somebody saw: what, when, and who saw it. Concrete, so that a family can answer it."""

    frame = models.ForeignKey(SafetyFrame, on_delete=models.CASCADE, related_name="seen")
    what = SealedTextField(_("wat is er gezien"))
    when = SealedCharField(_("wanneer"), max_length=120, blank=True)
    by_whom = SealedCharField(_("door wie"), max_length=120, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)

    objects = CaseBoundQuerySet.manager("frame", "frame__case")

    class Meta:
        verbose_name = _("zorg in het veiligheidskader")
        verbose_name_plural = _("zorgen in het veiligheidskader")
        triggers = [_keeps_rows("keeps_submitted_concerns")]
        ordering = ["sort_order", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="frame_concern_says_what")]

    def __str__(self) -> str:
        return self.what

    @property
    def case_number(self) -> str:
        return self.frame.case_number

    @property
    def said(self) -> tuple[str, str, str]:
        return self.what, self.when, self.by_whom


@pghistory.track()
class FrameReading(models.Model):
    """Somebody of the family to whom one version of the frame was read beforehand."""

    frame = models.ForeignKey(SafetyFrame, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(CirclePerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    main_person = models.ForeignKey(MainPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    read_on = models.DateField(_("gelezen op"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CaseBoundQuerySet.manager("frame", "frame__case")

    class Meta:
        verbose_name = _("lezing van het veiligheidskader")
        verbose_name_plural = _("lezingen van het veiligheidskader")
        triggers = [_keeps_readings()]
        ordering = ["read_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, main_person__isnull=True)
                | Q(person__isnull=True, main_person__isnull=False),
                name="frame_reading_of_one_person",
            ),
            models.UniqueConstraint(
                fields=["frame", "person"], condition=Q(person__isnull=False), name="frame_read_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["frame", "main_person"],
                condition=Q(main_person__isnull=False),
                name="frame_read_once_per_main_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.main_person)

    @property
    def case_number(self) -> str:
        return self.frame.case_number


@pghistory.track()
class FrameNotNeeded(models.Model):
    """Somebody decided that this case needs no frame, although safety is at stake: who, when and why."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="frames_not_needed")
    reason = SealedCharField(_("waarom is er geen veiligheidskader nodig"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("besloten op"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("teruggenomen op"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CaseBoundQuerySet.manager("frame")

    class Meta:
        verbose_name = _("besluit dat er geen veiligheidskader nodig is")
        verbose_name_plural = _("besluiten dat er geen veiligheidskader nodig is")
        triggers = [marks_case()]
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="frame_not_needed_has_reason"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(withdrawn_at__isnull=True), name="frame_not_needed_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="frame_not_needed_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def case_number(self) -> str:
        return self.case.number
