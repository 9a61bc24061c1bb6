"""Reads of frames and plans that more than one act or page needs."""

import datetime as dt

from django.utils import timezone

from cases.models import Case

from .codes import FrameState
from .models import Plan, PlanTest, PlanVersion, SafetyFrame


def current_frame(case: Case) -> SafetyFrame | None:
    """The frame that a plan of this case is tested on: the newest that was submitted, or None."""
    frame: SafetyFrame | None = (
        SafetyFrame.objects.filter(case=case).exclude(state=FrameState.DRAFT).order_by("-version").first()
    )
    return frame


def current_version(plan: Plan) -> PlanVersion | None:
    """The newest version of a plan; None for an imported plan, of which only the facts are known."""
    version: PlanVersion | None = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    return version


def plan_of(case: Case) -> Plan | None:
    """The plan of a case, if there is one."""
    plan: Plan | None = Plan.objects.filter(case=case).first()
    return plan


def newest_frame(case: Case) -> SafetyFrame | None:
    """The newest frame of a case, a draft included: for who writes it."""
    frame: SafetyFrame | None = SafetyFrame.objects.filter(case=case).order_by("-version").first()
    return frame


def last_test(plan: Plan) -> PlanTest | None:
    """The newest test of a plan, with its results and bottom lines."""
    test: PlanTest | None = (
        PlanTest.objects.filter(version__plan=plan)
        .select_related("tester", "version")
        .prefetch_related("results__bottom_line")
        .order_by("-decided_at")
        .first()
    )
    return test


def frame_submitted_on(case: Case) -> dt.date | None:
    """The day on which the newest submitted frame was handed in; None for a draft."""
    frame = current_frame(case)
    return timezone.localdate(frame.submitted_at) if frame and frame.submitted_at else None
