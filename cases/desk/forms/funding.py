"""The form of who pays the conference."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.models import Case, FundingProgramme
from ekc.shared_edit import SharedEditMixin

from ..acts import funding
from ..reads.funding import Room


class ProgrammeForm(SharedEditMixin, ActForm):
    programme = forms.ModelChoiceField(
        label=_("Programma"),
        queryset=FundingProgramme.objects.none(),
        required=False,
        empty_label=_("Geen programma"),
        help_text=_("Zonder programma telt de zaak niet mee in de cijfers."),
    )

    def __init__(self, *args: Any, rooms: list[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.queryset = FundingProgramme.objects.filter(pk__in=[room.programme.pk for room in rooms])
        field.initial = self.case.programme_id

    def save(self) -> Case:
        return funding.set_programme(self.case, self.cleaned_data["programme"], by=self.user)
