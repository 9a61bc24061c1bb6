"""What each side of a herstelconferentie answers, before anybody is asked to come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import Responsibility
from cases.models import Party, PartyMember
from ekc.dates import local_today
from ekc.forms import DayField
from ekc.shared_edit import SharedEditMixin

from ..acts.sides import record_agreement, record_responsibility


def _yes_no(label: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=((True, yes), (False, no)), coerce=lambda value: value == "True", widget=forms.RadioSelect
    )


class ResponsibilityForm(SharedEditMixin, ActForm):
    """Asked of each who did it, apart from the others."""

    takes_responsibility = _yes_no(
        _("Neemt deze persoon verantwoordelijkheid voor wat er is gebeurd?"),
        _("Ja, deze kant gaat verder"),
        _("Nee, deze persoon doet niet mee"),
    )
    on = DayField(label=_("Wanneer zei die dat?"), initial=local_today)
    note = forms.CharField(
        label=_("Wat werd er gezegd?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nodig als het antwoord nee is."),
    )

    def __init__(self, *args: Any, member: PartyMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        if member.responsibility:
            self.fields["takes_responsibility"].initial = member.responsibility == Responsibility.TAKES
            self.fields["on"].initial = member.responsibility_on
            self.fields["note"].initial = member.responsibility_note

    def save(self) -> PartyMember:
        return record_responsibility(self.member, by=self.user, **self.cleaned_data)


class AgreementForm(SharedEditMixin, ActForm):
    """Whether one side wants to meet the other."""

    agrees = _yes_no(
        _("Wil deze kant de andere kant ontmoeten?"),
        _("Ja"),
        _("Nee, of nog niet"),
    )
    on = DayField(label=_("Wanneer werd dat gezegd?"), initial=local_today)
    note = forms.CharField(
        label=_("Wie zei dit, en wat is er voor deze kant nodig?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bijvoorbeeld: de moeder van Tobias. Zij wil vooraf zien waar iedereen zit."),
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.party = party
        self.fields["note"].initial = party.agreed_note
        if party.agreed_on:
            self.fields["agrees"].initial, self.fields["on"].initial = True, party.agreed_on

    def save(self) -> Party:
        return record_agreement(self.party, by=self.user, **self.cleaned_data)
