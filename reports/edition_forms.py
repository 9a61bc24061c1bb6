"""Making an edition, and writing in it. Each `save` calls one act and may raise Refusal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.forms import HouseForm
from ekc.shared_edit import SharedEditMixin

from .acts import editions
from .choices import as_data
from .codes import PROTECTED_AUDIENCES
from .editions.contents import last_written
from .forms import ReportForm
from .models import Edition, EditionSentence

NOTES = _("Toelichting")
NOTES_HELP = _("Staat voor in de editie: wat een lezer moet weten. Noem niemand, ook geen familie.")
CHANGES = _("Wat is er anders dan in de vorige versie?")
CHANGES_HELP = _("Dit staat voor in de nieuwe versie. Noem geen zaken.")


def _text(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea({"rows": 4}), max_length=4000, **kwargs)


class EditionForm(ReportForm):
    """A name, what stands in front, and a choice of figures."""

    name = forms.CharField(label=_("Naam"), max_length=120, help_text=_("Bijvoorbeeld: Jaarboek 2025."))
    notes = _text(NOTES, help_text=NOTES_HELP, required=False)
    field_order = ("name", "notes", "audience", "programme", "start", "until", "region")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        audience = self.fields["audience"]
        audience.choices = [(each.value, each.label) for each in self.audiences if each in PROTECTED_AUDIENCES]

    def save(self) -> Edition:
        words = {name: self.cleaned_data[name] for name in ("name", "notes")}
        return editions.make_edition(by=self.user, chosen=as_data(self.cleaned_data), **words)


class WordsForm(SharedEditMixin, HouseForm):
    """What stands in front of an edition."""

    notes = _text(NOTES, help_text=NOTES_HELP, required=False)
    changes = _text(CHANGES, help_text=CHANGES_HELP)

    def __init__(self, *args: Any, edition: Edition, by: User, **kwargs: Any) -> None:
        self.edition, self.by = edition, by
        super().__init__(*args, initial={"notes": edition.notes, "changes": edition.changes}, **kwargs)
        if edition.replaces_id is None:
            del self.fields["changes"]

    def save(self) -> Edition:
        return editions.change_words(self.edition, by=self.by, **self.cleaned_data)


class SentenceForm(SharedEditMixin, HouseForm):
    """The sentence under a table of an edition."""

    text = _text(_("Zin onder de tabel"), required=False)

    def __init__(self, *args: Any, edition: Edition, table: str, proposal: str, by: User, **kwargs: Any) -> None:
        self.edition, self.table, self.by = edition, table, by
        last = last_written(edition.sentences.all()).get(table)
        super().__init__(*args, initial={"text": last.text if last and last.text else proposal}, **kwargs)
        self.fields["text"].help_text = _("Maakt u het vak leeg, dan komt er weer de zin die de cijfers zelf maken.")
        self.proposal = proposal

    def save(self) -> EditionSentence | None:
        text = self.cleaned_data["text"]
        own = "" if " ".join(text.split()) == self.proposal else text
        return editions.write_sentence(self.edition, by=self.by, table=self.table, text=own)


class ChangesForm(HouseForm):
    """What a next version says of the version before."""

    changes = _text(CHANGES, help_text=CHANGES_HELP)

    def __init__(self, *args: Any, edition: Edition, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.by = edition, by

    def save(self) -> Edition:
        return editions.make_next_version(self.edition, by=self.by, changes=self.cleaned_data["changes"])


class WithdrawForm(HouseForm):
    """Why an edition is taken back."""

    reason = _text(_("Waarom wordt deze editie ingetrokken?"), help_text=_("Wie de editie opent, leest dit."))

    def __init__(self, *args: Any, edition: Edition, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.by = edition, by

    def save(self) -> Edition:
        return editions.withdraw_edition(self.edition, by=self.by, reason=self.cleaned_data["reason"])
