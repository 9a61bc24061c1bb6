"""What the part-3 screen shows: the agreements so far, and what the family still has to say."""

from functools import cached_property
from typing import NamedTuple

from cases.queries import current_questions

from ..models import Agreement, FlipSheet, PlanVersion
from ..queries import PlanPoint, current_frame, missing_points


class Answered(NamedTuple):
    """A question or a bottom line, and how many agreements there are for it."""

    text: str
    count: int


class WritingPage:
    """The agreements of a version in their order, each with what it answers."""

    def __init__(self, version: PlanVersion) -> None:
        self.version = version

    @property
    def is_change(self) -> bool:
        """Of a plan that was established before: what is written here is established by the family, not shown again."""
        return bool(self.version.plan.is_established)

    @cached_property
    def agreements(self) -> list[Agreement]:
        return list(self.version.agreements.prefetch_related("questions", "bottom_lines"))

    @cached_property
    def questions(self) -> list[Answered]:
        return [
            Answered(question.text, sum(question in agreement.questions.all() for agreement in self.agreements))
            for question in current_questions(self.version.plan.case)
        ]

    @cached_property
    def bottom_lines(self) -> list[Answered]:
        frame = current_frame(self.version.plan.case)
        return [
            Answered(line.text, sum(line in agreement.bottom_lines.all() for agreement in self.agreements))
            for line in (frame.bottom_lines.all() if frame else ())
        ]

    @cached_property
    def sheets(self) -> list[FlipSheet]:
        """Photos to write from; without the photos themselves."""
        return list(self.version.plan.sheets.defer("sealed"))

    @cached_property
    def missing(self) -> list[PlanPoint]:
        """What is asked aloud before the professional tests; questions have a list of their own."""
        return [point for point in missing_points(self.version) if not point.key.startswith("vraag-")]
