"""The family's own evaluation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.forms import HouseModelForm

from ..acts.evaluation import record_evaluation
from ..models import FamilyEvaluation


class EvaluationForm(HouseModelForm):
    """The family's own evaluation."""

    class Meta:
        model = FamilyEvaluation
        fields = ("held_on", "by", "result")
        labels = {
            "held_on": _("Wanneer kwam de familie bij elkaar?"),
            "by": _("Wie riep iedereen bij elkaar?"),
            "result": _("Wat kwam eruit, in één zin?"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].required = True

    def save(self, case: Case, *, by: User) -> FamilyEvaluation:  # type: ignore[override]
        values = self.cleaned_data
        return record_evaluation(
            case, recorded_by=by, held_on=values["held_on"], by=values["by"], result=values["result"]
        )
