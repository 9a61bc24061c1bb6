"""The form that says that two aanmeldingen are of one family."""

from typing import Any

from cases.models import Case
from ekc.accounts.models import User
from ekc.merging.forms import AnswersForm

from ..acts.merging import merge_cases


class MergeCasesForm(AnswersForm):
    """What stands where both cases say something else."""

    def __init__(self, data: Any, *, keep: Case, double: Case, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.keep, self.double, self.user = keep, double, user

    def save(self) -> Case:
        return merge_cases(self.keep, self.double, by=self.user, answers=self.answers)
