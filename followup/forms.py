"""Forms of the calls and the follow-up. Each `save` calls one act."""

import itertools
from collections.abc import Iterator
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.form_group import FormGroup
from ekc.forms import DayField, HouseForm, HouseModelForm, Section, SideBySide
from ekc.shared_edit import SharedEditMixin
from plans.codes import AgreementState
from plans.models import Agreement
from plans.own_forms import OwnForm
from plans.tasks_of import Doer

from .acts.calls import record_agreement_result, record_call, record_interview
from .acts.evaluation import record_evaluation
from .codes import SPOKEN_WITH_WORDS, CallState
from .models import Call, FamilyEvaluation, Interview

OUTCOMES = [
    (CallState.REACHED, _("Gesproken")),
    (CallState.PARTLY, _("Deels: niet met iedereen")),
    (CallState.NOT_REACHED, _("Niet bereikt, ook niet na een paar keer")),
    (CallState.REFUSED, _("Wilde niet praten")),
]


class CallForm(HouseForm):
    """How a call ended: one line, and nothing more."""

    state = forms.ChoiceField(label=_("Hoe ging het?"), choices=OUTCOMES, widget=forms.RadioSelect)
    done_on = DayField(label=_("Wanneer?"), initial=local_today)
    spoken_with = forms.CharField(label=_("Met wie heb je gesproken?"), required=False, max_length=120)
    summary = forms.CharField(
        label=_("Hoe gaat het, in één zin?"),
        help_text=_("De familie kan dit lezen."),
        required=False,
        max_length=300,
    )
    nudge = forms.CharField(
        label=_("Welk zetje heb je afgesproken?"),
        help_text=_("Bijvoorbeeld: tante Karin belt deze week iedereen."),
        required=False,
        max_length=300,
    )

    def save(self, call: Call, *, by: User) -> Call:
        return record_call(call, by=by, **self.cleaned_data)


class ExperienceForm(HouseForm):
    """What the professional who referred told the regional manager (move 16)."""

    state = forms.ChoiceField(label=_("Hoe ging het?"), choices=OUTCOMES, widget=forms.RadioSelect)
    done_on = DayField(label=_("Wanneer?"), initial=local_today)
    spoken_with = forms.CharField(label=_("Met wie heeft u gesproken?"), required=False, max_length=120)
    summary = forms.CharField(
        label=_("Wat wilt u onthouden?"),
        help_text=_("Over de samenwerking en de werkwijze. Niets over de familie. De coördinator ziet dit niet."),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )

    def save(self, call: Call, *, by: User) -> Call:
        return record_call(call, by=by, **self.cleaned_data)


class FinishForm(HouseForm):
    """The follow-up as a whole is done; what people said is kept in the interviews."""

    state = forms.ChoiceField(label=_("Hoe is de navraag gegaan?"), choices=OUTCOMES, widget=forms.RadioSelect)
    done_on = DayField(label=_("Wanneer was het laatste gesprek?"), initial=local_today)

    def save(self, call: Call, *, by: User) -> Call:
        return record_call(call, by=by, **self.cleaned_data)


def _mark(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=10,
        widget=forms.NumberInput(attrs={"class": "is-short", "inputmode": "numeric"}),
        error_messages={
            "min_value": _("Een cijfer is een getal van 1 tot en met 10."),
            "max_value": _("Een cijfer is een getal van 1 tot en met 10."),
            "invalid": _("Een cijfer is een heel getal van 1 tot en met 10."),
        },
    )


class InterviewForm(HouseModelForm):
    """What one person said about the plan, three months later."""

    contacted_on = DayField(label=_("Wanneer?"), initial=local_today)
    grade_conference = _mark(_("Cijfer voor de conferentie, terugkijkend"))
    grade_plan = _mark(_("Cijfer voor het plan, terugkijkend"))

    class Meta:
        model = Interview
        fields = (
            "role",
            "contacted_on",
            "plan_executed",
            "share_of_agreements",
            "not_done_and_why",
            "situation",
            "contact_with_professionals",
            "grade_conference",
            "grade_plan",
        )
        widgets = {
            name: forms.RadioSelect
            for name in ("role", "plan_executed", "share_of_agreements", "situation", "contact_with_professionals")
        } | {"not_done_and_why": forms.Textarea({"rows": 3})}
        labels = {
            "role": _("Met wie heb je gesproken?"),
            "plan_executed": _("Is het plan uitgevoerd?"),
            "share_of_agreements": _("Hoeveel van de afspraken zijn uitgevoerd?"),
            "situation": _("Hoe is de situatie van de hoofdpersoon nu?"),
            "contact_with_professionals": _("Hoe is het contact met hulpverleners nu?"),
        }
        help_texts = {"plan_executed": _("Is één afspraak niet gedaan, dan is het al “ten dele”.")}

    layout = Layout(
        Section(_("Het gesprek"), "role", "contacted_on"),
        Section(_("Het plan"), "plan_executed", "share_of_agreements", "not_done_and_why"),
        Section(_("Hoe het nu gaat"), "situation", "contact_with_professionals"),
        Section(_("Terugkijken"), SideBySide("grade_conference", "grade_plan")),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        for name in self.Meta.widgets:
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                known = [choice for choice in field.choices if choice[0]]
                field.choices = known if field.required else [*known, ("", _("Niet gevraagd of geen antwoord"))]
        self.fields["role"].choices = list(SPOKEN_WITH_WORDS.items())

    def save(self, *, by: User) -> Interview:  # type: ignore[override]
        return record_interview(self.case, by=by, **self.cleaned_data)


RESULTS = [
    (code, _("Nog niet besproken") if code == AgreementState.OPEN else label) for code, label in AgreementState.choices
]


class AgreementRow(SharedEditMixin, HouseForm):
    """What became of one agreement."""

    result = forms.ChoiceField(label=_("Hoe staat het ermee?"), choices=RESULTS, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Waarom niet, of wat is er veranderd?"), required=False, max_length=300)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        known = {"result": agreement.state, "reason": agreement.told_reason}
        super().__init__(*args, initial=known, **kwargs)
        self.agreement = agreement


class AgreementForms(FormGroup):
    """Every agreement of the plan with what became of it; to `error_summary` it is one form."""

    def __init__(self, call: Call, agreements: list[Agreement], data: Any = None) -> None:
        self.call = call
        self.rows = [AgreementRow(data, prefix=f"a{row.pk}", agreement=row) for row in agreements]

    def shared(self) -> list[AgreementRow]:
        return self.rows

    def __iter__(self) -> Iterator[forms.BoundField]:
        return itertools.chain.from_iterable(self.rows)

    def is_valid(self) -> bool:
        return all([row.is_valid() for row in self.rows])

    @transaction.atomic
    def save(self, *, by: User) -> None:
        for row in self.rows:
            record_agreement_result(self.call, row.agreement.pk, by=by, **row.cleaned_data)


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
    return [evaluation.in_words for evaluation in case.evaluations.order_by("held_on", "pk")]


OWN_EVALUATION = OwnForm(
    title=_("Wij kwamen weer bij elkaar"),
    text=_("Schrijf hier op hoe het gaat met het plan. Dat doet de familie zelf."),
    submit=_("Bewaren"),
    done=_("Bewaard. Fijn dat u weer bij elkaar was."),
    make=lambda delivery, data, prefix: OwnEvaluationForm(data, case=delivery.version.plan.case, prefix=prefix),
    said=_evaluations_said,
)
