"""The form of the test: each bottom line, and the decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.forms import HouseForm

from ..acts.testing import decide_on_plan
from ..models import LawArticle, Plan, SafetyFrame

MET_CHOICES = [("ja", _("Het plan voldoet hieraan")), ("nee", _("Nog niet"))]


class PlanTestForm(HouseForm):
    """Per bottom line whether the plan meets it, and the decision. Nothing else can be tested (R-08)."""

    __test__ = False

    accepted = forms.TypedChoiceField(
        label=_("Uw besluit"),
        choices=[("ja", _("Ik accepteer het plan: het is veilig")), ("nee", _("Nog niet: er ontbreekt iets"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    needed = forms.CharField(
        label=_("Wat maakt het plan wel veilig?"),
        help_text=_("Alleen als u het plan nog niet accepteert. De familie gaat hiermee verder."),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    article = forms.ModelChoiceField(
        label=_("Op welk wetsartikel stuit het plan?"),
        help_text=_("Alleen als het niet om een bodem-eis gaat. Een andere reden is er niet."),
        queryset=LawArticle.objects.none(),
        required=False,
        empty_label=_("Op geen artikel"),
    )
    question_to_family = forms.CharField(
        label=_("Wilt u de familie nog iets vragen?"),
        help_text=_("Een vraag houdt het plan niet tegen. Hier kan ook wat u niet vooraf heeft aangekondigd."),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, frame: SafetyFrame, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = LawArticle.objects.in_use()
        self.lines = list(frame.bottom_lines.prefetch_related("agreements"))
        for line in self.lines:
            self.fields[self.name_of(line.pk)] = forms.ChoiceField(
                label=line.text, choices=MET_CHOICES, widget=forms.RadioSelect
            )
            self.fields[self.name_of(line.pk)].error_messages["required"] = _("Kies of het plan hieraan voldoet.")

    @staticmethod
    def name_of(pk: int) -> str:
        return f"line_{pk}"

    def line_fields(self) -> list[dict[str, Any]]:
        """Each bottom line with its field, for the page."""
        return [{"line": line, "field": self[self.name_of(line.pk)]} for line in self.lines]

    def decision_fields(self) -> list[Any]:
        return [self[name] for name in ("accepted", "needed", "article", "question_to_family")]

    def save(self, plan: Plan, *, by: User) -> Plan:
        results = {line.pk: self.cleaned_data[self.name_of(line.pk)] == "ja" for line in self.lines}
        said = {name: self.cleaned_data[name] for name in ("accepted", "needed", "article", "question_to_family")}
        return decide_on_plan(plan, by=by, results=results, **said)
