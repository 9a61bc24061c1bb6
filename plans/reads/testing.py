"""What the page of the test shows, and what each decided on a plan."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cases.models import Case
from cases.told_text import Secrets
from cases.workflow import MEETS_AGAIN_STATES, WORKFLOW
from conferences.codes import BEGUN_STATES, ConferenceState

from ..models import BottomLine, BottomLineResult, Plan, PlanTest, PlanVersion
from ..on_paper import PlanPaper
from ..queries import last_test, seats_of, tests_of


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


@dataclass(frozen=True)
class WaysBack:
    """Where a family goes on with a plan that is not safe yet, besides changing it: addresses, empty where there is
    none."""

    private_time: str
    meeting: str
    had_none: bool
    """There was no meeting yet."""


def ways_back(case: Case) -> WaysBack | None:
    """Back to private time, or another meeting; None while a meeting is to come, or the family is among itself."""
    meetings = list(case.conferences.order_by("-sequence"))
    last = next((each for each in meetings if each.state in BEGUN_STATES), None)
    ended = case.state in MEETS_AGAIN_STATES
    presents = last is not None and last.state == ConferenceState.PRESENTATION
    if not ended and not presents:
        return None
    # After a meeting that came later and was put off or broken off, its own day does not go on.
    may_resume = case.state in WORKFLOW.sources("resume_conference")
    is_newest = last is not None and last == meetings[0]
    goes_back = presents or may_resume and is_newest and meetings[0].state == ConferenceState.HELD
    return WaysBack(
        private_time=reverse("conferences:return", args=[case.number]) if goes_back else "",
        meeting=reverse("conferences:again" if ended else "conferences:finish", args=[case.number]),
        had_none=last is None,
    )


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
