"""Who gets the plan, and how."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.form_group import FormGroup
from ekc.forms import HouseForm

from ..acts.distribution import Recipient, send_plan
from ..codes import DeliveryChannel
from ..models import Plan


class RecipientRow(HouseForm):
    """Somebody who may get the plan, and how."""

    channel = forms.ChoiceField(
        label=_("Hoe krijgt deze persoon het plan?"),
        choices=[("", _("Niet versturen")), *DeliveryChannel.choices],
        required=False,
    )

    def __init__(
        self, *args: Any, label: str, note: str, who: dict[str, Any], warnings: tuple[str, ...], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.label, self.note, self.who, self.warnings = label, note, who, warnings


class SendForms(FormGroup):
    """Everybody who took part, each with a channel."""

    def __init__(self, plan: Plan, people: list[dict[str, Any]], data: Any = None) -> None:
        self.plan = plan
        self.rows = [RecipientRow(data, prefix=person.pop("key"), **person) for person in people]

    def is_valid(self) -> bool:
        return all([row.is_valid() for row in self.rows])

    def save(self, *, by: User) -> Plan:
        """Send the plan to all with a channel. Raises Refusal."""
        recipients = [
            Recipient(channel=row.cleaned_data["channel"], **row.who)
            for row in self.rows
            if row.cleaned_data["channel"]
        ]
        return send_plan(self.plan, by=by, recipients=recipients)
