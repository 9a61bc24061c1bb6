"""The form that hands a case over."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.casepage.forms import ActForm
from cases.models import Case
from ekc.accounts.codes import KeptBy, Role
from ekc.accounts.models import Region, User
from ekc.languages import listed

from ..acts import transfer


class TransferForm(ActForm):
    region = forms.ModelChoiceField(label=gettext_lazy("Naar welke regio?"), queryset=Region.objects.none())
    manager = forms.ModelChoiceField(
        label=gettext_lazy("Naar welke regiomanager?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Dat beslist wie de regio heeft"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom draagt u de zaak over?"),
        max_length=500,
        help_text=gettext_lazy("Bijvoorbeeld: de familie is verhuisd."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        region.queryset = Region.objects.with_keeping().select_related("deputy")
        if self.user.is_national:
            # Where it would stay with landelijk beheer is no way on.
            region.queryset = region.queryset.exclude(kept=KeptBy.NATIONAL)
        else:
            region.initial = self.case.region_id
        region.label_from_instance = _region_label
        manager: Any = self.fields["manager"]
        # Of all regions: who gets the case does not work where it comes from.
        managers = User.objects.able().filter(role=Role.REGIONAL_MANAGER).order_by("name_key", "pk")
        manager.queryset = managers.prefetch_related("regions")
        manager.label_from_instance = _manager_label

    def save(self) -> Case:
        return transfer.transfer_case(self.case, by=self.user, **self.cleaned_data)


def _region_label(region: Any) -> str:
    """The name, and who gets the case there when that is nobody of the region itself."""
    if region.kept == KeptBy.NATIONAL:
        return _("%(region)s (geen regiomanager: de zaak komt bij landelijk beheer)") % {"region": region.name}
    if region.kept == KeptBy.DEPUTY:
        return _("%(region)s (%(deputy)s neemt waar)") % {"region": region.name, "deputy": region.deputy.name}
    return str(region.name)


def _manager_label(manager: User) -> str:
    return f"{manager.full_name} ({listed([region.name for region in manager.regions.all()])})"
