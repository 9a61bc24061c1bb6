"""The form that hands a case over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.models import Case
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User

from ..acts import transfer


class TransferForm(ActForm):
    region = forms.ModelChoiceField(label=_("Naar welke regio?"), queryset=Region.objects.none())
    manager = forms.ModelChoiceField(
        label=_("Naar welke regiomanager?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Dat beslist de regio"),
    )
    reason = forms.CharField(
        label=_("Waarom draagt u de zaak over?"),
        max_length=500,
        help_text=_("Bijvoorbeeld: de familie is verhuisd."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        region.queryset, region.initial = Region.objects.all(), self.case.region_id
        manager: Any = self.fields["manager"]
        # Of all regions: who gets the case does not work where it comes from.
        manager.queryset = User.objects.active().filter(role=Role.REGIONAL_MANAGER).order_by("name_key", "pk")

    def save(self) -> Case:
        return transfer.transfer_case(self.case, by=self.user, **self.cleaned_data)
