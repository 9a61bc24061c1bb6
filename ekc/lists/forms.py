"""The form of one choice of a kept list. `save` calls one act, which may refuse."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.forms import Fold, HouseForm, SideBySide
from ekc.shared_edit import SharedEditMixin

from . import acts
from .codes import OTHER, PUBLIC_LISTS, WORD_LISTS
from .models import LONGEST_LABEL, ListedCode
from .queries import kept

OTHER_LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class CodeForm(SharedEditMixin, HouseForm):
    """A choice of a list; new when `listed` is None."""

    label = forms.CharField(label=_("Naam"), max_length=LONGEST_LABEL)
    also = forms.CharField(
        label=_("Ook wel"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Andere woorden die hetzelfde zijn, met een komma ertussen. Bijvoorbeeld bij Islam: moslim, islamitisch. "
            "Zo herkent het programma ze in een Excel-bestand."
        ),
    )
    part_of = forms.ChoiceField(
        label=_("Hoort bij"),
        required=False,
        help_text=_("Bijvoorbeeld: katholiek hoort bij christelijk. Wie om christelijk vraagt, vindt ook katholiek."),
    )

    def __init__(self, *args: Any, by: User, which: str, listed: ListedCode | None = None, **kwargs: Any) -> None:
        self.by, self.which, self.listed = by, which, listed
        if listed is not None:
            initial = {"label": listed.label, "also": ", ".join(listed.also), "part_of": listed.part_of}
            initial |= {f"label_{code}": listed.labels.get(code, "") for code, _name in OTHER_LANGUAGES}
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        own = [listed.code] if listed else []
        part_of: Any = self.fields["part_of"]
        part_of.choices = [
            ("", _("Nergens bij")),
            *kept(which).choices(keep=[listed.part_of] if listed else [], without=[OTHER, *own]),
        ]
        for code, name in OTHER_LANGUAGES:
            self.fields[f"label_{code}"] = forms.CharField(label=name, max_length=LONGEST_LABEL, required=False)
        self._leave_out(which)
        languages = [f"label_{code}" for code, _name in OTHER_LANGUAGES if f"label_{code}" in self.fields]
        words = [name for name in ("also", "part_of") if name in self.fields]
        folded = [Fold(_("In andere talen"), SideBySide(*languages[:2]), SideBySide(*languages[2:]))]
        self.layout = Layout("label", *words, *(folded if languages else []))

    def _leave_out(self, which: str) -> None:
        """What this list does not have."""
        gone = [] if which in WORD_LISTS else ["also", "part_of"]
        gone += [] if which in PUBLIC_LISTS else [f"label_{code}" for code, _name in OTHER_LANGUAGES]
        for name in gone:
            del self.fields[name]

    def save(self) -> ListedCode:
        """Raises Refusal."""
        data = self.cleaned_data
        fields: dict[str, Any] = {
            "label": data["label"],
            "labels": {code: data.get(f"label_{code}", "") for code, _name in OTHER_LANGUAGES},
            "also": data.get("also", "").replace("\n", ",").replace(";", ",").split(","),
            "part_of": data.get("part_of", ""),
        }
        if self.listed is None:
            return acts.add_code(self.which, by=self.by, **fields)
        return acts.change_code(self.listed, by=self.by, **fields)
