"""The form of an advice to a professional in doubt."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import long_text
from cases.codes import Suitability
from cases.models import Case, SuitabilityAdvice
from ekc.accounts.models import Region, User
from ekc.forms import HouseForm

from ..acts import advice


class AdviceLogForm(HouseForm):
    """Advice to a professional in doubt; of a case where it is about one."""

    region = forms.ModelChoiceField(label=_("Regio"), queryset=Region.objects.none(), empty_label=None)
    asked_by = forms.CharField(
        label=_("Wie vroeg advies?"), max_length=160, help_text=_("Naam en organisatie van de professional.")
    )
    doubt = long_text(_("Waarover was de twijfel?"), help_text=_("Schrijf geen namen van de familie op."))
    advice = forms.ChoiceField(label=_("Wat adviseert u?"), choices=Suitability, widget=forms.RadioSelect)
    note = long_text(_("Toelichting"), required=False)

    def __init__(self, *args: Any, user: User, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.case = user, case
        region: Any = self.fields["region"]
        region.queryset = user.kept_regions()
        if case is not None:
            del self.fields["region"]

    def save(self) -> SuitabilityAdvice:
        data = {"region": self.case.region if self.case else None, **self.cleaned_data}
        return advice.record_advice(by=self.user, case=self.case, **data)
