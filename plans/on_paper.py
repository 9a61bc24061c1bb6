"""What stands on the papers of frame and plan; a template holds no choice of its own (style 3.10)."""

from collections import defaultdict
from functools import cached_property

from django.utils.translation import gettext as _

from cases.models import Case
from cases.queries import current_questions
from cases.told_text import Secrets
from ekc.names import person_order

from .models import Agreement, BottomLine, FrameConcern, PlanVersion, ResidenceChange, SafetyFrame
from .queries import current_frame


class FramePaper:
    """The veiligheidskader as it is read aloud in part 1; no secret address, whoever wrote it in."""

    def __init__(self, frame: SafetyFrame) -> None:
        secrets = Secrets(frame.case)
        self.frame = secrets.veiled(frame)
        self._lines = [secrets.veiled(line) for line in frame.bottom_lines.all()]
        self.seen: list[FrameConcern] = [secrets.veiled(each) for each in frame.seen.all()]

    @property
    def seen_in_words(self) -> list[str]:
        """What was seen, each as one sentence: "Sem stond op straat. Wanneer: 3 maart. Gezien door: de buurvrouw." """
        return [_in_words(each) for each in self.seen]

    @property
    def bottom_lines(self) -> list[str]:
        return [line.text for line in self._lines if not line.is_non_negotiable]

    @property
    def non_negotiables(self) -> list[str]:
        return [line.text for line in self._lines if line.is_non_negotiable]


def _in_words(seen: FrameConcern) -> str:
    said = [seen.what.rstrip(". ")]
    if seen.when:
        said.append(_("Wanneer: %(when)s") % {"when": seen.when.rstrip(". ")})
    if seen.by_whom:
        said.append(_("Gezien door: %(who)s") % {"who": seen.by_whom.rstrip(". ")})
    return ". ".join(said) + "."


class PlanPaper:
    """The plan as everybody gets it: own words first, no address and no phone number of anybody."""

    def __init__(self, version: PlanVersion) -> None:
        self.case: Case = version.plan.case
        self._secrets = Secrets(self.case)
        self.version = self._secrets.veiled(version)
        agreements = version.agreements.select_related("help_answer").prefetch_related("questions", "bottom_lines")
        self.agreements: list[Agreement] = [self._secrets.veiled(each) for each in agreements]
        self.residence_changes: list[ResidenceChange] = list(version.residence_changes.select_related("main_person"))
        frame = current_frame(self.case)
        self.frame = FramePaper(frame) if frame else None

    @property
    def main_persons(self) -> list[str]:
        """Whom it is about: the group of an Alle Hens under its name."""
        return [self.case.group_name] if self.case.group_name else [str(each) for each in self.case.main_persons.all()]

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
        return sorted(groups.items(), key=lambda group: person_order(group[0]))

    def answers_to(self, line: BottomLine) -> list[Agreement]:
        """The agreements that answer this bottom line, as the family said."""
        return [agreement for agreement in self.agreements if line in agreement.bottom_lines.all()]

    @property
    def not_for_a_line(self) -> list[Agreement]:
        """What the family agreed on besides, for itself."""
        return [agreement for agreement in self.everyday if not agreement.bottom_lines.all()]

    @cached_property
    def questions(self) -> list[tuple[str, list[Agreement]]]:
        """Each question of the conference with the agreements that answer it."""
        return [
            (self._secrets.told(question.text), [each for each in self.agreements if question in each.questions.all()])
            for question in current_questions(self.case)
        ]
