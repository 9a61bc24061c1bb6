"""The form of a call about an aanmelding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import Callee
from cases.contact import asks_referrer_first
from cases.models import TriageCall

from ..acts.calls import log_triage_call

REACHED = [("ja", _("Ja, gesproken")), ("nee", _("Nee, niet bereikt"))]


class TriageCallForm(ActForm):
    """Whom was called, whether anybody answered, and in a line what was said. The buttons send it without the line."""

    callee = forms.ChoiceField(label=_("Wie belde u?"), choices=Callee, widget=forms.RadioSelect)
    reached = forms.ChoiceField(label=_("Heeft u iemand gesproken?"), choices=REACHED, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Wat is er besproken?"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_referrer_first(self.case):
            self.fields["callee"].choices = [(Callee.REFERRER, Callee.REFERRER.label)]
            self.initial["callee"] = Callee.REFERRER

    def save(self) -> TriageCall:
        data = self.cleaned_data
        reached = data["reached"] == "ja"
        return log_triage_call(self.case, by=self.user, callee=data["callee"], reached=reached, note=data["note"])
