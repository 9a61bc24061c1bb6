"""Forms of the talk with the professional, and of the help that there is."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from cases.codes import HelpWish
from cases.models import Briefing, Case, CurrentHelp
from ekc.forms import Section, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts import briefing
from ..legal_terms import LEGAL_WORDS


class BriefingForm(SharedEditMixin, ActForm):
    known = forms.CharField(label=_("Wat weet je al?"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    unknown = forms.CharField(
        label=_("Wat weet je nog niet?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Vraag dit aan de professional. Bijvoorbeeld: kan een kind ook bij familie wonen?"),
    )
    legal_words = forms.MultipleChoiceField(
        label=_("Welke woorden heeft de professional uitgelegd?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    spoken_on = forms.DateField(label=_("Wanneer sprak je de professional?"), required=False)
    spoken_with = forms.CharField(label=_("Met wie?"), required=False, max_length=120)
    layout = Layout(
        Section(_("Het gesprek"), "known", "unknown", SideBySide("spoken_on", "spoken_with")),
        Section(_("Woorden van de wet"), "legal_words"),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        found = Briefing.objects.filter(case=case).first()
        names = ("known", "unknown", "legal_words", "spoken_on", "spoken_with")
        initial = {name: getattr(found, name) for name in names} if found else {}
        super().__init__(*args, case=case, initial=initial, **kwargs)
        self.fields["legal_words"].choices = [
            (code, f"{word.label}: {word.meaning}") for code, word in LEGAL_WORDS.items()
        ]

    def save(self) -> Briefing:
        return briefing.save_briefing(self.case, by=self.user, **self.cleaned_data)


class HelpForm(SharedEditMixin, ActForm):
    what = forms.CharField(label=_("Welke hulp is er nu?"), max_length=200)
    provider = forms.CharField(label=_("Van wie?"), max_length=120, required=False)
    wish = forms.ChoiceField(
        label=_("Wat wil de familie ermee?"), choices=HelpWish.choices, widget=forms.RadioSelect, initial=HelpWish.OPEN
    )
    reason = forms.CharField(label=_("Waarom?"), max_length=200, required=False)

    def __init__(self, *args: Any, row: CurrentHelp | None = None, **kwargs: Any) -> None:
        names = ("what", "provider", "wish", "reason")
        super().__init__(*args, initial={name: getattr(row, name) for name in names} if row else {}, **kwargs)
        self.row = row

    def save(self) -> CurrentHelp:
        values = self.cleaned_data
        return briefing.save_current_help(self.case, by=self.user, row=self.row, **values)
