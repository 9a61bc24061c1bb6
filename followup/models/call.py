"""The calls that a case must get: in which days, how often it was tried, how each ended."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.kept_step import marks_case
from cases.querysets import CaseBoundQuerySet
from ekc import dutch
from ekc.sealed.columns import SealedCharField

from ..codes import DONE_STATES, ROUNDS, SPOKEN_STATES, CallKind, CallState, Group, Missed

_IS_ROUND = Q(kind__in=sorted(ROUNDS))
_SPOKEN = ", ".join(f"'{state}'" for state in sorted(SPOKEN_STATES))
_IS_OPEN = ~Q(state__in=sorted(DONE_STATES))
# What was written down before calls had a window; it counts as it did.
_OF_BEFORE_WINDOWS = Q(opens_on__isnull=True)


def _needs_interview() -> pgtrigger.Trigger:
    """A round in which somebody was spoken to has what at least one of them said of the plan."""
    return pgtrigger.Trigger(
        name="reached_has_interview",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"""
            IF NEW.state IN ({_SPOKEN}) AND NEW.kind LIKE 'na\\_%%' AND NEW.kind <> 'na_1_maand'
                AND NEW.opens_on IS NOT NULL
                AND (TG_OP = 'INSERT' OR OLD.state <> NEW.state)
                AND NOT EXISTS (
                    SELECT 1 FROM followup_interview WHERE call_id = NEW.id AND plan_executed <> ''
                )
            THEN
                RAISE EXCEPTION 'call_reached_has_interview' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
            """  # noqa: S608  of states of our own
        ),
    )


@pghistory.track()
class Call(models.Model):
    """One call that a case must get, due on a date that moves with the conference.

    It may be made from `opens_on`; earlier only for a reason, and then the figures leave it out.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="calls")
    kind = models.CharField(_("soort"), max_length=20, choices=CallKind)
    months = models.PositiveSmallIntegerField(_("maanden na de conferentie"), null=True, blank=True)
    state = models.CharField(_("stand"), max_length=20, choices=CallState, default=CallState.DUE)
    opens_on = models.DateField(_("vanaf"), null=True, blank=True)
    due_on = models.DateField(_("uiterlijk op"))
    done_on = models.DateField(_("gedaan op"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    early_reason = SealedCharField(_("waarom eerder"), max_length=300, blank=True)
    spoken_with = SealedCharField(_("met wie"), max_length=120, blank=True)
    summary = SealedCharField(_("hoe gaat het, in één zin"), max_length=300, blank=True)
    nudge = SealedCharField(_("afgesproken zetje"), max_length=300, blank=True)

    objects = CaseBoundQuerySet.manager("followup")

    class Meta:
        verbose_name = _("gesprek")
        verbose_name_plural = _("gesprekken")
        triggers = [marks_case(), _needs_interview()]
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="call_kind_once"),
            models.CheckConstraint(condition=Q(state__in=CallState.values), name="call_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(DONE_STATES), done_on__isnull=False) | _IS_OPEN & Q(done_on__isnull=True),
                name="call_done_has_date",
            ),
            models.CheckConstraint(condition=~_IS_OPEN | ~_OF_BEFORE_WINDOWS, name="call_to_make_has_window"),
            models.CheckConstraint(
                condition=_OF_BEFORE_WINDOWS | Q(opens_on__lte=F("due_on")), name="call_window_before_its_day"
            ),
            models.CheckConstraint(
                condition=_OF_BEFORE_WINDOWS
                | Q(done_on__isnull=True)
                | Q(done_on__gte=F("opens_on"))
                | ~Q(early_reason=""),
                name="call_before_window_has_reason",
            ),
            models.CheckConstraint(
                condition=_OF_BEFORE_WINDOWS
                | _IS_ROUND
                | ~Q(state__in=sorted(SPOKEN_STATES))
                | ~Q(spoken_with="") & ~Q(summary=""),
                name="call_reached_says_whom_and_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.title}"

    @property
    def case_number(self) -> str:
        return self.case.number

    @property
    def is_round(self) -> bool:
        return self.kind in ROUNDS

    @property
    def title(self) -> str:
        """What it is called, with its own month: `Navraag na vier maanden`."""
        if not self.months:
            return str(self.get_kind_display())
        months = dutch.months_in_words(self.months)
        if self.is_round:
            return _now("Navraag na %(months)s") % {"months": months}
        return _now("Gesprek na %(months)s") % {"months": months}


@pghistory.track()
class CallAttempt(models.Model):
    """One time that it was tried, with its day. Of what was counted before days were kept, only that it was."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="attempts")
    tried_on = models.DateField(_("geprobeerd op"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CaseBoundQuerySet.manager("followup", "call__case")

    class Meta:
        verbose_name = _("poging")
        verbose_name_plural = _("pogingen")
        ordering = ["tried_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tried_on__isnull=False, by__isnull=False) | Q(tried_on__isnull=True, by__isnull=True),
                name="attempt_has_day_and_caller",
            ),
        ]

    def __str__(self) -> str:
        return str(self.tried_on or "")

    @property
    def case_number(self) -> str:
        return self.call.case_number


class Miss(models.Model):
    """Nobody of a group was spoken to in a round, and why."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="misses")
    group = models.CharField(_("wie niet"), max_length=20, choices=Group)
    why = models.CharField(_("waarom niet"), max_length=20, choices=Missed)

    objects = CaseBoundQuerySet.manager("followup", "call__case")

    class Meta:
        verbose_name = _("wie niet is gesproken")
        verbose_name_plural = _("wie niet zijn gesproken")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "group"], name="missed_group_once"),
            models.CheckConstraint(
                condition=Q(group__in=Group.values, why__in=Missed.values), name="missed_group_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.get_why_display()}"

    @property
    def case_number(self) -> str:
        return self.call.case_number
