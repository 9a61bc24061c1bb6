"""What somebody types to find something: a search of signs alone finds everything or nothing, so it says so."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ekc.names import has_words


class WordsField(forms.CharField):
    """Text to seek. Refuses what holds no letter and no digit."""

    default_error_messages = {
        "no_words": _("Met alleen leestekens valt er niets te zoeken. Typ een naam, een woord of een nummer.")
    }

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not has_words(value):
            raise ValidationError(self.error_messages["no_words"], code="no_words")


class WordsFilter(django_filters.CharFilter):
    field_class = WordsField


def read_sought(text: str, *, longest: int = 80) -> tuple[str, str]:
    """What is sought, and a sentence that says why it cannot be; for a search that is no form."""
    text = text.strip()[:longest]
    try:
        WordsField(required=False).clean(text)
    except ValidationError as error:
        return "", str(error.messages[0])
    return text, ""
