"""The form by which a regional manager holds a file back from destruction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from ekc.retention.acts.holds import hold_file
from ekc.retention.models import Hold


class HoldFileForm(ActForm):
    reason = forms.CharField(
        label=_("Waarom mag dit dossier niet weg?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Bijvoorbeeld: er loopt een klacht. Schrijf hier geen namen."),
    )
    until = forms.DateField(label=_("Tot en met welke dag?"))

    def save(self) -> Hold:
        """Raises Refusal."""
        data = self.cleaned_data
        return hold_file(self.case.number, by=self.user, reason=data["reason"], until=data["until"])
