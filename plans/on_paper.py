"""What stands on the papers of frame and plan; a template holds no choice of its own (style 3.10)."""

from collections import defaultdict
from dataclasses import dataclass

from cases.models import Case
from cases.queries import current_questions

from .models import Agreement, PlanVersion, ResidenceChange, SafetyFrame
from .queries import current_frame


@dataclass(frozen=True)
class FramePaper:
    """The veiligheidskader as it is read aloud in part 1."""

    frame: SafetyFrame

    @property
    def bottom_lines(self) -> list[str]:
        return [line.text for line in self.frame.bottom_lines.all() if not line.is_non_negotiable]

    @property
    def non_negotiables(self) -> list[str]:
        return [line.text for line in self.frame.bottom_lines.all() if line.is_non_negotiable]


class PlanPaper:
    """The plan as everybody gets it: own words first, no address and no phone number of anybody."""

    def __init__(self, version: PlanVersion) -> None:
        self.version = version
        self.case: Case = version.plan.case
        self.agreements: list[Agreement] = list(version.agreements.select_related("question"))
        self.residence_changes: list[ResidenceChange] = list(version.residence_changes.select_related("main_person"))
        frame = current_frame(self.case)
        self.frame = FramePaper(frame) if frame else None

    @property
    def main_persons(self) -> list[str]:
        return [str(person) for person in self.case.main_persons.all()]

    @property
    def everyday(self) -> list[Agreement]:
        return [agreement for agreement in self.agreements if not agreement.is_emergency]

    @property
    def emergency(self) -> list[Agreement]:
        return [agreement for agreement in self.agreements if agreement.is_emergency]

    @property
    def by_person(self) -> list[tuple[str, list[Agreement]]]:
        """Who does what: the agreements under the words in which the family named the doer."""
        groups: defaultdict[str, list[Agreement]] = defaultdict(list)
        for agreement in self.agreements:
            groups[agreement.who].append(agreement)
        return sorted(groups.items())

    @property
    def questions(self) -> list[tuple[str, list[Agreement]]]:
        """Each question of the conference with the agreements that answer it."""
        return [
            (question.text, [each for each in self.agreements if each.question_id == question.pk])
            for question in current_questions(self.case)
        ]
