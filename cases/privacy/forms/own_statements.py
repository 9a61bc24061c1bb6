"""The form of an own statement: about what, and in the words of the person."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import long_text
from cases.models import OwnStatement
from cases.told_text import TellsOthersMixin
from ekc.plain_select import PlainSelect

from ..acts.own_statements import record_statement
from ..reads.own_statements import places_of
from .asked import OfRequestForm


class StatementForm(TellsOthersMixin, OfRequestForm):
    # Whoever may read the passage reads it.
    tells = ("text",)
    about = forms.ChoiceField(
        label=_("Waar gaat de verklaring over?"),
        widget=PlainSelect,
        help_text=_("Kies één gegeven, of het hele dossier. Wie dat deel mag lezen, leest ook de verklaring."),
    )
    text = long_text(
        _("Eigen verklaring"),
        max_length=4000,
        help_text=_("Schrijf op wat deze persoon zelf zegt, in eigen woorden. Verander er niets aan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = places_of(self.asked)
        choices: list[tuple[str, Any]] = [("", _("Kies"))]
        for group, rows in groupby(places.items(), key=lambda each: each[1].group):
            pairs = [(key, place.words) for key, place in rows]
            choices += [(group, pairs)] if group else pairs
        about: Any = self.fields["about"]
        about.choices = choices

    def save(self) -> OwnStatement:
        """Raises Refusal."""
        return record_statement(self.asked, by=self.user, **self.cleaned_data)
