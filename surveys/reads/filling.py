"""Where somebody is in a questionnaire."""

from functools import cached_property
from typing import Any

from ..codes import DECLINED, Form, QuestionType
from ..models import Question, Questionnaire, SurveyInvitation
from ..queries import questionnaire_for, routed_questions
from ..routing import asked
from ..sealing import unseal_draft
from ..unsafe import sounds_unsafe

READY, STOPPED = "klaar", "gestopt"
"""The pages after the questions, and after stopping."""
YOUNGEST = "5-12"


class Walk:
    """The questions of one form, with what was answered so far. Without an invitation: a look beforehand."""

    def __init__(self, questionnaire: Questionnaire, answers: dict[str, Any]) -> None:
        self.questionnaire, self.answers = questionnaire, answers

    @classmethod
    def of(cls, invitation: SurveyInvitation, token: str) -> "Walk":
        return cls(questionnaire_for(invitation), unseal_draft(invitation.draft, token))

    @cached_property
    def questions(self) -> list[Question]:
        return list(self.questionnaire.questions.select_related("questionnaire"))

    @property
    def asked(self) -> list[Question]:
        return asked(self.questions, self.answers)

    @property
    def open(self) -> list[Question]:
        """What was asked and not answered; what may be left empty does not count."""
        return [each for each in self.asked if each.code not in self.answers and each.type != QuestionType.TEXT]

    @property
    def is_child(self) -> bool:
        return bool(self.questionnaire.form == Form.CHILD)

    @property
    def is_young(self) -> bool:
        """Large faces, until a child says that it is older."""
        return self.is_child and self.answers.get("age_group", YOUNGEST) in (YOUNGEST, DECLINED)

    @property
    def needs_help(self) -> bool:
        """Somebody wrote that they are not safe."""
        texts = [each.code for each in routed_questions(self.questionnaire) if each.type == QuestionType.TEXT]
        return any(sounds_unsafe(str(self.answers.get(code, ""))) for code in texts)

    def question(self, code: str) -> Question | None:
        return next((each for each in self.asked if each.code == code), None)

    def after(self, code: str) -> str:
        return self._beside(code, 1) or READY

    def before(self, code: str) -> str:
        if code == READY:
            return str(self.asked[-1].code)
        return self._beside(code, -1)

    @property
    def here(self) -> str:
        """Where to go on: the first question without an answer."""
        return str(self.open[0].code) if self.open else READY

    def place(self, code: str) -> tuple[int, int]:
        """Which question of how many, as far as can be known now."""
        codes = [each.code for each in self.asked]
        return (codes.index(code) + 1 if code in codes else len(codes)), len(codes)

    def _beside(self, code: str, step: int) -> str:
        """The question after or before, also of one that is not asked any more."""
        order = [each.code for each in self.questions]
        live = {each.code for each in self.asked}
        at = order.index(code)
        rest = order[at + 1 :] if step > 0 else list(reversed(order[:at]))
        return next((str(each) for each in rest if each in live), "")
