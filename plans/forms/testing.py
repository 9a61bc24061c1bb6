"""The form of the test: each bottom line, and the decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.told_text import Secrets
from ekc.accounts.models import User
from ekc.forms import HouseForm

from ..acts.testing import decide_on_plan
from ..models import FrameGuest, LawArticle, Plan, PlanVersion, SafetyFrame

DECISION = ("capacity", "stands_in_for", "accepted", "needed", "article", "question_to_family")
MET_CHOICES = [("ja", _("Het plan voldoet hieraan")), ("nee", _("Nog niet"))]


class PlanTestForm(HouseForm):
    """Per bottom line whether the plan meets it, and the decision. Nothing else can be tested (R-08)."""

    __test__ = False

    # The version that stood on the page: nobody decides on a text that they did not see.
    read = forms.IntegerField(required=False, widget=forms.HiddenInput)
    capacity = forms.CharField(
        label=_("In welke functie toetst u dit plan?"),
        help_text=_("Bijvoorbeeld: jeugdbeschermer, gezinsvoogd, woonconsulent."),
        max_length=120,
    )
    stands_in_for = forms.CharField(
        label=_("Toetst u in plaats van iemand anders? Wie is dat?"),
        help_text=_("Bijvoorbeeld als een collega ziek is. De familie leest dit."),
        max_length=120,
        required=False,
    )
    accepted = forms.TypedChoiceField(
        label=_("Uw besluit"),
        choices=[("ja", _("Ik accepteer het plan: het is veilig")), ("nee", _("Nog niet: er ontbreekt iets"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    needed = forms.CharField(
        label=_("Wat maakt het plan wel veilig?"),
        help_text=_("Alleen als u het plan nog niet accepteert, en niet alles in uw vragen hierboven staat."),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    article = forms.ModelChoiceField(
        label=_("Op welk wetsartikel stuit het plan?"),
        help_text=_("Alleen als het niet om een bodem-eis gaat. Een andere reden is er niet."),
        queryset=LawArticle.objects.none(),
        required=False,
        empty_label=_("Op geen artikel"),
        error_messages={"invalid_choice": _("Dit wetsartikel staat niet meer in de lijst. Kies een ander.")},
    )
    question_to_family = forms.CharField(
        label=_("Wilt u de familie nog iets vragen?"),
        help_text=_("Een vraag houdt het plan niet tegen. Hier kan ook wat u niet vooraf heeft aangekondigd."),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        frame: SafetyFrame,
        version: PlanVersion,
        guest: FrameGuest | None = None,
        capacity: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.guest, self.version = guest, version
        self.fields["article"].queryset = LawArticle.objects.in_use()
        secrets = Secrets(frame.case)
        self.fields["capacity"].initial = capacity if secrets.told(capacity) == capacity else ""
        self.lines = [secrets.veiled(line) for line in frame.bottom_lines.all()]
        for line in self.lines:
            self.fields[self.name_of(line.pk)] = forms.ChoiceField(
                label=_("Voldoet het plan aan: %(line)s") % {"line": line.text},
                choices=MET_CHOICES,
                widget=forms.RadioSelect,
            )
            self.fields[self.name_of(line.pk)].error_messages["required"] = _("Kies of het plan hieraan voldoet.")
            self.fields[self.question_of(line.pk)] = forms.CharField(
                label=_("Nog niet? Wat vraagt u de familie hierover?"),
                help_text=_("Bijvoorbeeld: wie slaapt er op woensdag en donderdag bij Sem?"),
                required=False,
                widget=forms.Textarea({"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("read") not in (None, self.version.pk):
            self.add_error(None, _("Het plan is intussen veranderd. Lees hieronder de nieuwe tekst, en besluit dan."))
        return data

    @staticmethod
    def name_of(pk: int) -> str:
        return f"line_{pk}"

    @staticmethod
    def question_of(pk: int) -> str:
        return f"question_{pk}"

    def line_fields(self) -> list[dict[str, Any]]:
        """Each bottom line with its fields, for the page."""
        return [
            {"line": line, "field": self[self.name_of(line.pk)], "question": self[self.question_of(line.pk)]}
            for line in self.lines
        ]

    def decision_fields(self) -> list[Any]:
        return [self[name] for name in DECISION]

    def save(self, plan: Plan, *, by: User | None) -> Plan:
        data = self.cleaned_data
        results = {line.pk: data[self.name_of(line.pk)] == "ja" for line in self.lines}
        questions = {line.pk: data[self.question_of(line.pk)] for line in self.lines}
        said = {name: data[name] for name in DECISION}
        return decide_on_plan(plan, by=by, guest=self.guest, results=results, questions=questions, **said)
