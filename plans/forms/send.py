"""Who gets the plan, and how."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.form_group import FormGroup
from ekc.forms import HouseForm

from ..acts.distribution import Recipient, send_plan
from ..codes import DeliveryChannel
from ..models import Plan
from ..recipients import Candidate

Act = Callable[..., Plan]
ON_PAPER = [each for each in DeliveryChannel.choices if each[0] != DeliveryChannel.MAIL]


class RecipientRow(HouseForm):
    """Somebody who may get the plan, and how; no mail where there is no address."""

    channel = forms.ChoiceField(
        label=_("Hoe krijgt deze persoon het plan?"),
        required=False,
        error_messages={"invalid_choice": _("Van deze persoon is geen e-mailadres bekend. Kies een andere manier.")},
    )

    def __init__(self, *args: Any, somebody: Candidate, **kwargs: Any) -> None:
        super().__init__(*args, initial={"channel": somebody.channel}, **kwargs)
        self.somebody = somebody
        self.fields["channel"].choices = [("", _("Niet versturen")), *somebody.channels]

    @property
    def how(self) -> str:
        """As this person gets it when nobody says otherwise."""
        return str(dict(self.fields["channel"].choices).get(self["channel"].value() or "", ""))

    @property
    def label(self) -> str:
        return self.somebody.label


class OtherRecipientForm(HouseForm):
    """Somebody who stands nowhere in the file, and gets it on paper."""

    name = forms.CharField(label=_("Iemand anders"), required=False, max_length=120)
    channel = forms.ChoiceField(
        label=_("Hoe krijgt deze persoon het plan?"), required=False, choices=[("", _("Kies")), *ON_PAPER]
    )
    conditional = ("channel",)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("name") and not data.get("channel"):
            self.add_error("channel", _("Kies hoe deze persoon het plan krijgt."))
        if data.get("channel") and not data.get("name"):
            self.add_error("name", _("Schrijf op wie het plan krijgt."))
        return data


class SendForms(FormGroup):
    """Everybody who may get the plan: who took part as they were invited, who had a version before as they got that,
    below them the others, and somebody who is no part of the file. `act` is what sends it."""

    def __init__(self, plan: Plan, people: Sequence[Candidate], data: Any = None, *, act: Act = send_plan) -> None:
        self.plan, self.act = plan, act
        self.rows = [RecipientRow(data, prefix=each.key, somebody=each) for each in people]
        self.other = OtherRecipientForm(data, prefix="ander")

    @property
    def groups(self) -> list[tuple[Any, list[RecipientRow]]]:
        titles = (_("Had een vorige versie"), _("Wie meedeed"), _("Anderen"), _("Heeft het plan al"))
        found: dict[Any, list[RecipientRow]] = {title: [] for title in titles}
        for row in self.rows:
            found[titles[_place_of(row.somebody)]].append(row)
        return [(title, rows) for title, rows in found.items() if rows]

    def is_valid(self) -> bool:
        return all([row.is_valid() for row in [*self.rows, self.other]])

    @property
    def recipients(self) -> list[Recipient]:
        found = [
            Recipient(channel=row.cleaned_data["channel"], **row.somebody.who)
            for row in self.rows
            if row.cleaned_data["channel"]
        ]
        other = self.other.cleaned_data
        return [*found, Recipient(**other)] if other["name"] else found

    def save(self, *, by: User) -> Plan:
        """Send the plan to all with a channel. Raises Refusal."""
        return self.act(self.plan, by=by, recipients=self.recipients)


def _place_of(somebody: Candidate) -> int:
    if somebody.had is not None:
        return 3 if somebody.is_up_to_date else 0
    return 1 if somebody.took_part else 2
