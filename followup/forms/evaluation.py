"""The family's own evaluation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.forms import DayField, HouseForm, HouseModelForm
from plans.own_forms import OwnForm
from plans.tasks_of import Doer

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
        return record_evaluation(case, held_on=values["held_on"], by=values["by"], result=values["result"])


class OwnEvaluationForm(HouseForm):
    """The family writes down itself that it came together."""

    held_on = DayField(label=_("Wanneer kwam u bij elkaar?"))
    by = forms.CharField(label=_("Wie riep iedereen bij elkaar?"), required=False, max_length=120)
    result = forms.CharField(label=_("Wat kwam eruit, in één zin?"), required=False, max_length=300)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def save(self) -> FamilyEvaluation:
        return record_evaluation(self.case, **self.cleaned_data)


def _evaluations_said(case: Case, _doer: Doer) -> list[str]:
    return [evaluation.in_words for evaluation in case.evaluations.exclude(held_on=None).order_by("held_on", "pk")]


OWN_EVALUATION = OwnForm(
    title=_("Wij kwamen weer bij elkaar"),
    text=_("Schrijf hier op hoe het gaat met het plan. Dat doet de familie zelf."),
    submit=_("Bewaren"),
    done=_("Bewaard. Fijn dat u weer bij elkaar was."),
    make=lambda delivery, data, prefix: OwnEvaluationForm(data, case=delivery.version.plan.case, prefix=prefix),
    said=_evaluations_said,
)
