"""In which language a paper for who asked is drawn; asked by its address, nothing is saved."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import PrivacyRequest
from ekc.forms import HouseForm, LanguageField
from ekc.languages import file_mark

from ..answer_papers import language_for


class PaperLanguageForm(HouseForm):
    mark_optional = False

    language = LanguageField(
        label=_("In welke taal?"),
        help_text=_("Kopjes, uitleg, keuzes en datums komen in deze taal. Wat mensen schreven, blijft zoals het is."),
    )

    def __init__(self, *args: Any, asked: PrivacyRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = language_for(asked)
        self.fields["language"].initial = self.known

    @property
    def chosen(self) -> str:
        """Of a form that is right: what was chosen, else how the person is written to."""
        return str(self.cleaned_data["language"] or self.known)

    @property
    def mark(self) -> str:
        """What the name of the file says of it: "-ar"; nothing of Dutch."""
        return file_mark(self.chosen)
