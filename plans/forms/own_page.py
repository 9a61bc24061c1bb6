"""What somebody of the family says on their own page of the plan. Each `save` calls one act."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases.codes import FINISHED_STATES
from cases.models import Case
from cases.told_text import Secrets
from ekc.dutch import whole_number
from ekc.forms import HouseForm
from ekc.refusal import Refusal

from ..acts.proposals import raise_proposal, settle_in_family
from ..acts.tasks import answer_task, report_task
from ..models import Agreement, ChangeProposal, Distribution
from ..own_forms import OwnForm
from ..queries import plan_that_holds
from ..tasks_of import Doer, hears_proposals

DONE, NOT_YET, TAKE_BACK, YES, NO = "gedaan", "nog-niet", "terug", "ja", "nee"
REPORTS = {DONE: True, NOT_YET: False, TAKE_BACK: None}
ANSWERS = {YES: True, NO: False}


class OwnTapForm(HouseForm):
    """One tap at a promise: done, not yet, neither; or yes or no to a task, with why."""

    tap = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(label=_lazy("Waarom niet?"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, delivery: Distribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delivery = delivery

    @property
    def about(self) -> int | None:
        """The key of the agreement that was tapped."""
        return whole_number(str(self.data.get("tap", "")).partition(":")[2], digits=9)

    def save(self) -> str:
        """What is said of it afterwards. Raises Refusal."""
        word = self.cleaned_data["tap"].partition(":")[0]
        plan, doer = self.delivery.version.plan, self.delivery.doer
        agreement = Agreement.objects.filter(pk=self.about, version__plan=plan).first() if self.about else None
        if agreement is None or doer is None:
            raise Refusal(_("Het plan is intussen veranderd. Kijk wat er nu staat."))
        if word in REPORTS:
            report_task(agreement, doer, is_done=REPORTS[word])
            return _("Bewaard.") if word != TAKE_BACK else _("Uw antwoord is weggehaald.")
        if word not in ANSWERS:
            raise Refusal(_("Het plan is intussen veranderd. Kijk wat er nu staat."))
        answer_task(agreement, doer, agrees=ANSWERS[word], why=self.cleaned_data["why"])
        if word == YES:
            return _("Bedankt. U doet mee met deze afspraak.")
        return _("Bedankt voor uw antwoord. Wie iedereen bij elkaar roept, hoort het.")


class ProposalForm(HouseForm):
    """What must be otherwise in the plan."""

    text = forms.CharField(label=_lazy("Wat moet er anders in het plan?"), widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, delivery: Distribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delivery = delivery

    def save(self) -> ChangeProposal:
        case, doer = self.delivery.version.plan.case, self.delivery.doer
        return raise_proposal(case, doer=doer, who=str(doer), text=self.cleaned_data["text"])


def _nothing_said(_case: Case, _doer: Doer) -> list[str]:
    """Open proposals stand above the forms."""
    return []


class AgreedForm(HouseForm):
    """What the family agreed on about a proposal, once nobody of the house changes the plan any more."""

    proposal = forms.ModelChoiceField(
        label=_lazy("Over welk voorstel gaat het?"), queryset=ChangeProposal.objects.none(), empty_label=None
    )
    outcome = forms.CharField(
        label=_lazy("Wat hebben jullie afgesproken?"), max_length=300, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, delivery: Distribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delivery = delivery
        case = delivery.version.plan.case
        secrets = Secrets(case)
        field: Any = self.fields["proposal"]
        field.queryset = ChangeProposal.objects.filter(case=case, settled_at=None)
        field.label_from_instance = lambda each: str(secrets.veiled(each))
        if not field.queryset.exists():
            self.fields.clear()

    def save(self) -> ChangeProposal:
        doer = self.delivery.doer
        if doer is None or "proposal" not in self.cleaned_data:
            raise Refusal(_("Hier is al iets mee gedaan. Kijk wat er nu staat."))
        return settle_in_family(self.cleaned_data["proposal"], doer, outcome=self.cleaned_data["outcome"])


def _agreed_since(case: Case, _doer: Doer) -> list[str]:
    """What the family agreed on after closing stands beside the plan, for everybody of it."""
    rows = ChangeProposal.objects.filter(case=case, settled_in_family=True)
    return [f"{row.text} {row.outcome}" for row in rows.order_by("settled_at")]


def _family_settles(case: Case, doer: Doer) -> bool:
    version = plan_that_holds(case)
    if version is None or case.state not in FINISHED_STATES:
        return False
    waits = ChangeProposal.objects.filter(case=case, settled_at=None).exists() and hears_proposals(version, doer)
    return waits or bool(_agreed_since(case, doer))


AGREED = OwnForm(
    title=_lazy("Wat de familie daarna heeft afgesproken"),
    text=_lazy("De zaak is afgesloten. Het plan is van jullie: schrijf hier op wat jullie met een voorstel doen."),
    submit=_lazy("Bewaren"),
    done=_lazy("Bewaard. Iedereen met een eigen pagina leest dit bij het plan."),
    make=lambda delivery, data, prefix: AgreedForm(data, delivery=delivery, prefix=prefix),
    said=_agreed_since,
    applies=_family_settles,
)
PROPOSAL = OwnForm(
    title=_lazy("Iets veranderen"),
    text=_lazy("Wie iedereen bij elkaar roept, leest dit. De Eigen Kracht-coördinator ook, zolang die er is."),
    submit=_lazy("Voorstel sturen"),
    done=_lazy("Uw voorstel is bewaard. Wie iedereen bij elkaar roept, hoort het."),
    make=lambda delivery, data, prefix: ProposalForm(data, delivery=delivery, prefix=prefix),
    said=_nothing_said,
)
