"""The form of what a professional would have decided without the conference (M-09)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import IntendedHelp
from cases.models import Case, IntendedPlan
from ekc.accounts.models import User
from ekc.shared_edit import SharedEditMixin

from ..acts import briefing
from ..reads.intended_plan import text_of


class IntendedPlanForm(SharedEditMixin, ActForm):
    help_codes = forms.MultipleChoiceField(
        label=_("Welke hulp zou u inzetten als er geen conferentie kwam?"),
        choices=IntendedHelp.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=_("Wat zou u besluiten?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Schrijf geen namen op. Alleen onderzoekers lezen dit, zonder de zaak erbij."),
    )

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        found = IntendedPlan.objects.for_user(user).filter(case=case).first()
        initial = {"help_codes": found.help_codes, "text": text_of(found)} if found else {}
        super().__init__(*args, case=case, user=user, initial=initial, **kwargs)

    def save(self) -> IntendedPlan:
        return briefing.write_intended_plan(self.case, by=self.user, **self.cleaned_data)
