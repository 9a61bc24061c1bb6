"""Where somebody is in a questionnaire."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from ..codes import DECLINED, Form, QuestionType
from ..models import Question, Questionnaire, SurveyInvitation
from ..queries import Behind, behind
from ..routing import Routed, asked, asked_answers
from ..sealing import unseal_draft
from ..unsafe import sounds_unsafe

READY, STOPPED = "klaar", "gestopt"
"""The pages after the questions, and after stopping."""
YOUNGEST = "5-12"


class Walk:
    """The questions of one form, with what was answered so far: behind a link, or a version that is looked at."""

    def __init__(self, form: Behind | Questionnaire, answers: dict[str, Any]) -> None:
        self._form, self.answers = form, answers

    @classmethod
    def of(cls, invitation: SurveyInvitation, token: str) -> "Walk":
        return cls(behind(invitation), unseal_draft(invitation.draft, token))

    @cached_property
    def questionnaire(self) -> Questionnaire:
        form = self._form
        return form if isinstance(form, Questionnaire) else Questionnaire.objects.get(pk=form.questionnaire_id)

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
        return bool(self._form.form == Form.CHILD)

    @property
    def is_young(self) -> bool:
        """Large faces, until a child says that it is older."""
        return self.is_child and self.answers.get("age_group", YOUNGEST) in (YOUNGEST, DECLINED)

    @property
    def routed(self) -> Sequence[Routed | Question]:
        """The questions as routing knows them; behind a link they are read already, without their words."""
        return self.questions if isinstance(self._form, Questionnaire) else self._form.questions

    @property
    def is_empty(self) -> bool:
        """Nothing that is asked was answered; the version may be another one than it was when somebody began."""
        return not asked_answers(self.routed, self.answers)

    @property
    def needs_help(self) -> bool:
        """Somebody wrote that they are not safe."""
        texts = [each.code for each in self.routed if each.type == QuestionType.TEXT]
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
