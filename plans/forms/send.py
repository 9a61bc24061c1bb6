"""Who gets the plan, and how."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.form_group import FormGroup
from ekc.forms import HouseForm

from ..acts.distribution import Recipient, send_plan
from ..models import Plan
from ..recipients import Candidate


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


class SendForms(FormGroup):
    """Everybody who may get the plan: who took part as they were invited, and below them the others."""

    def __init__(self, plan: Plan, people: Sequence[Candidate], data: Any = None) -> None:
        self.plan = plan
        self.rows = [RecipientRow(data, prefix=each.key, somebody=each) for each in people]

    @property
    def groups(self) -> list[tuple[Any, list[RecipientRow]]]:
        took_part = [row for row in self.rows if row.somebody.took_part]
        others = [row for row in self.rows if not row.somebody.took_part]
        found = [(_("Wie meedeed"), took_part), (_("Anderen"), others)]
        return [(title, rows) for title, rows in found if rows]

    def is_valid(self) -> bool:
        return all([row.is_valid() for row in self.rows])

    def save(self, *, by: User) -> Plan:
        """Send the plan to all with a channel. Raises Refusal."""
        recipients = [
            Recipient(channel=row.cleaned_data["channel"], **row.somebody.who)
            for row in self.rows
            if row.cleaned_data["channel"]
        ]
        return send_plan(self.plan, by=by, recipients=recipients)
