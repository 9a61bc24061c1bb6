"""What the tab of the frame and the page of the test show, put together for one reader."""

from dataclasses import dataclass
from typing import Any

import rules

from cases.models import Case
from cases.told_text import Secrets

from .codes import FrameState, PlanState
from .models import BottomLine, BottomLineResult, FrameGuest, Plan, PlanTest, PlanVersion
from .on_paper import PlanPaper
from .queries import (
    Decider,
    current_frame,
    current_version,
    deciders_of,
    earlier_frames,
    last_test,
    missing_deciders,
    newest_frame,
    not_needed,
    plan_of,
    private_time_began,
    signature_of,
    tests_of,
    wants_signature,
)
from .vague import Hint, hints_of


def frame_tab(case: Case, user: Any) -> dict[str, Any]:
    """The newest version for who writes it, the one in force for everybody else; and who else was asked for it."""
    may_change = rules.has_perm("frame.change", user, case)
    in_force, newest = current_frame(case), newest_frame(case)
    shown = newest if may_change else in_force
    is_draft = shown is not None and shown.state == FrameState.DRAFT
    plan = plan_of(case)
    manages, keeps_guests = rules.has_perm("frame.assign", user, case), rules.has_perm("frame.guests", user, case)
    return {
        "frame": shown,
        "may_change": may_change,
        "may_assign": case.needs_frame and shown is None and manages,
        "is_draft": is_draft,
        "hints": hints_of([shown.concerns, *(line.text for line in shown.bottom_lines.all())])
        if shown is not None and is_draft
        else _NO_HINTS,
        "may_begin_next": may_change and shown is not None and not is_draft,
        "in_force": in_force,
        "earlier": earlier_frames(case),
        "may_record_reading": rules.has_perm("circle.change", user, case) and shown is not None,
        "not_needed": not_needed(case) if case.needs_frame else None,
        "may_do_without": case.needs_frame and in_force is None and rules.has_perm("frame.not_needed", user, case),
        "guests": list(FrameGuest.objects.filter(case=case, released_at=None)) if keeps_guests else [],
        "may_ask_writer": manages and newest is None and not private_time_began(case),
        "may_ask_tester": manages and in_force is not None and not (plan is not None and plan.is_established),
        "asks_signature": is_draft and wants_signature(shown.author if shown else None),
        "signature": signature_of(shown) if shown is not None else None,
    }


_NO_HINTS: list[Hint] = []


@dataclass(frozen=True)
class Seat:
    """One of who decides on a plan, with what they decided; None for what is still awaited."""

    who: Decider
    test: PlanTest | None


def seats_of(version: PlanVersion) -> list[Seat]:
    """Everybody who decides on this version, and what each said."""
    there = tests_of(version)
    return [
        Seat(each, next((test for test in there if each.made(test)), None)) for each in deciders_of(version.plan.case)
    ]


@dataclass(frozen=True)
class ShownTest:
    """What one decided, as it is told: no secret address in it, whoever wrote it."""

    test: PlanTest
    results: list[tuple[BottomLineResult, BottomLine]]

    @property
    def motivation(self) -> str:
        """What would make the plan safe, where the questions at the bottom lines do not say it already."""
        asked = "\n".join(result.question for result, _line in self.results if result.question)
        return "" if self.test.motivation == asked else self.test.motivation


def last_tests(plan: Plan) -> list[ShownTest]:
    """What was decided on the version that was tested last, by each."""
    last, secrets = last_test(plan), Secrets(plan.case)
    return [
        ShownTest(
            secrets.veiled(test),
            [(secrets.veiled(each), secrets.veiled(each.bottom_line)) for each in test.results.all()],
        )
        for test in (tests_of(last.version) if last else [])
    ]


def awaited_of(plan: Plan) -> list[Decider]:
    """Who has still to decide on a plan that was presented."""
    version = current_version(plan)
    return missing_deciders(version) if version and plan.state == PlanState.PRESENTED else []


def page_of_test(version: PlanVersion, form: Any) -> dict[str, Any]:
    """The plan as the family said it, beside each bottom line what answers it; no secret address (R-05)."""
    paper = PlanPaper(version)
    rows = [{**row, "agreements": paper.answers_to(row["line"])} for row in form.line_fields()]
    frame = paper.frame
    return {
        "paper": paper,
        "rows": rows,
        "uncovered": [row["line"].text for row in rows if not row["agreements"]],
        "version": paper.version,
        "seats": seats_of(version),
        "frame": frame.frame if frame else None,
    }
