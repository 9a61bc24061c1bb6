"""What landelijk beheer types about keeping. `save` calls one act, which may refuse."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.forms import HouseForm
from ekc.shared_edit import SharedEditMixin

from .acts.changing_terms import MOST_MONTHS, change_term
from .acts.holds import hold_file
from .acts.lists import reject_list
from .models import DestructionList, Hold, RetentionClass


class TermForm(SharedEditMixin, HouseForm):
    months = forms.IntegerField(
        label=_("Bewaartermijn in maanden"), min_value=1, max_value=MOST_MONTHS, help_text=_("Twintig jaar is 240.")
    )

    def __init__(self, *args: Any, by: User, kept_class: RetentionClass, **kwargs: Any) -> None:
        self.by, self.kept_class = by, kept_class
        kwargs.setdefault("initial", {"months": kept_class.months})
        super().__init__(*args, **kwargs)

    def save(self) -> RetentionClass:
        """Raises Refusal."""
        return change_term(self.kept_class.code, by=self.by, months=self.cleaned_data["months"])


class HoldFields(HouseForm):
    """What is asked of whoever holds a file back, on the page of all files and on that of one."""

    reason = forms.CharField(
        label=_("Waarom mag dit dossier niet weg?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Bijvoorbeeld: er loopt een klacht. Schrijf hier geen namen."),
    )
    until = forms.DateField(label=_("Tot en met welke dag?"))


class HoldForm(HoldFields):
    number = forms.CharField(label=_("Zaaknummer"), max_length=40)
    field_order = ("number", "reason", "until")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def save(self) -> Hold:
        """Raises Refusal."""
        data = self.cleaned_data
        return hold_file(data["number"], by=self.by, reason=data["reason"], until=data["until"])


class RejectForm(HouseForm):
    why = forms.CharField(label=_("Wat klopt er niet?"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, by: User, made: DestructionList, **kwargs: Any) -> None:
        self.by, self.made = by, made
        super().__init__(*args, **kwargs)

    def save(self) -> DestructionList:
        """Raises Refusal."""
        return reject_list(self.made, by=self.by, why=self.cleaned_data["why"])
