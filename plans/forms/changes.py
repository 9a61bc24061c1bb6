"""A later change of the plan, and what somebody said of it. Each `save` calls one act."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.told_text import TellsOthersMixin
from ekc.accounts.models import User
from ekc.form_group import FormGroup
from ekc.forms import HouseForm

from ..acts.proposals import settle_proposal
from ..acts.tasks import answer_task
from ..acts.versions import begin_change, establish_change
from ..models import Agreement, ChangeProposal, Plan, PlanVersion, TaskAnswer
from ..recipients import Candidate
from ..tasks_of import Absent
from .own_page import NO, YES
from .plan import PresentForm
from .send import SendForms


class ChangeForm(TellsOthersMixin, HouseForm):
    """Who of the family wants the plan otherwise, and why; everybody reads it with the new version."""

    tells = ("changed_by", "reason")

    changed_by = forms.CharField(label=_("Wie wil het plan veranderen?"), max_length=120)
    reason = forms.CharField(label=_("Waarom?"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, plan: Plan, proposal: ChangeProposal | None = None, **kwargs: Any) -> None:
        if proposal is not None:
            kwargs["initial"] = {"changed_by": proposal.who[:120], "reason": proposal.text[:300]}
        super().__init__(*args, **kwargs)
        self.plan, self.proposal, self.case = plan, proposal, plan.case

    def save(self, *, by: User) -> PlanVersion:
        return begin_change(self.plan, by=by, proposal=self.proposal, **self.cleaned_data)


class EstablishForms(FormGroup):
    """What stays open and why, and who gets the new version: whoever had the one before."""

    def __init__(self, plan: Plan, version: PlanVersion, people: Sequence[Candidate], data: Any = None) -> None:
        self.plan = plan
        self.form = PresentForm(data, version=version)
        self.sending = SendForms(plan, people, data)
        self.rows, self.other = self.sending.rows, self.sending.other

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        return self.sending.groups

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.sending.is_valid()])

    def save(self, *, by: User) -> Plan:
        with transaction.atomic():
            self.form.settle_photos(self.plan, by=by)
            return establish_change(self.plan, by=by, reasons=self.form.reasons, recipients=self.sending.recipients)


class TaskAnswerForm(HouseForm):
    """What somebody who was not there said to their task, at the door or on the phone."""

    who = forms.ChoiceField(label=_("Wie heb je gesproken?"), widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label=_("Wat zei deze persoon?"),
        choices=[(YES, _("Ja, dat doe ik")), (NO, _("Nee, dat kan ik niet doen"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Waarom niet?"), required=False, widget=forms.Textarea({"rows": 2}))
    layout = Layout("who", "answer", "why")

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        asked = Absent(agreement.version.plan.case).asked(agreement)
        self.doers = {str(place): doer for place, doer in enumerate(asked)} or {"0": None}
        field = self.fields["who"]
        field.choices = [(key, str(doer or agreement.who)) for key, doer in self.doers.items()]
        if len(self.doers) == 1:
            field.initial = "0"

    def save(self, *, by: User) -> TaskAnswer:
        said = self.cleaned_data
        doer = self.doers[said["who"]]
        return answer_task(self.agreement, doer, agrees=said["answer"] == YES, why=said["why"], by=by)


class SettleForm(TellsOthersMixin, HouseForm):
    """What was done with a proposal; the family reads nothing of it but that it is no longer open."""

    tells = ("outcome",)
    outcome = forms.CharField(label=_("Wat is ermee gedaan?"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, proposal: ChangeProposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.case: Case = proposal.case

    def save(self, *, by: User) -> ChangeProposal:
        return settle_proposal(self.proposal, by=by, outcome=self.cleaned_data["outcome"])
