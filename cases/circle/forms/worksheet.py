"""The form of one area of the worksheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import CircleSource, SearchArea
from cases.models import Case, CirclePerson, SearchRow
from ekc.shared_edit import SharedEditMixin

from ..acts import worksheet


class AreaForm(SharedEditMixin, ActForm):
    """One corner of the worksheet: names, one a line, and what came of asking."""

    names = forms.CharField(
        label=_("Wie zijn daar?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "words"}),
        help_text=_("Eén naam per regel. Zij komen meteen in de kring; de rest vul je later aan."),
    )
    suggested_by = forms.ChoiceField(
        label=_("Wie noemde hen?"),
        choices=[choice for choice in CircleSource.choices if choice[0] != CircleSource.REFERRAL],
        widget=forms.RadioSelect,
        initial=CircleSource.FAMILY,
    )
    note = forms.CharField(
        label=_("Wat kwam eruit?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ook als er niemand is: dan weet je dat je het gevraagd hebt."),
    )

    def __init__(self, *args: Any, area: SearchArea, case: Case, **kwargs: Any) -> None:
        row = SearchRow.objects.filter(case=case, area=area).first()
        super().__init__(*args, case=case, initial={"note": row.note} if row else {}, **kwargs)
        self.area = area

    def save(self) -> list[CirclePerson]:
        data = self.cleaned_data
        return worksheet.fill_in_area(
            self.case,
            by=self.user,
            area=self.area,
            names=self.cleaned_data["names"].splitlines(),
            note=data["note"] or "",
            suggested_by=data["suggested_by"],
        )
