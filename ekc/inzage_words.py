"""The words around what inzage gives: names of tables and columns, and the names of choices (docs/adr/0070).

They are said in the language of who reads the file. What people wrote is none of them.
"""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from .inzage import GIVES

Words = str | Promise
LABELS: dict[str, Words] = {
    "added_at": _("toegevoegd op"),
    "answered_at": _("beantwoord op"),
    "at": _("wanneer"),
    "recorded_at": _("vastgelegd op"),
}
"""Of columns that no form asks: Django made their words of the name in code, a plain text, where ours are lazy."""
SAID_OTHERWISE: dict[tuple[str, str], Words] = {
    **{(table, "van"): _("eerst was het") for table in ("cases_casemove", "cases_variantchange")},
    **{(table, "naar"): _("daarna werd het") for table in ("cases_casemove", "cases_variantchange")},
    ("plans_residencechange", "van"): _("eerst was het"),
    ("plans_residencechange", "naar"): _("daarna werd het"),
    # Alone these are languages too.
    ("cases_mainperson", "Hongaars"): _("Hongaarse achtergrond"),
    ("cases_mainperson", "Nederlands"): _("Nederlandse achtergrond"),
    ("cases_mainperson", "Somalisch"): _("Somalische achtergrond"),
    ("cases_mainperson", "Turks"): _("Turkse achtergrond"),
    ("cases_mainpersonchange", "Verbeterd"): _("Gegevens verbeterd"),
}
"""By table: Dutch words that mean something else there than where they were translated for."""

_said = lazy(lambda words: str(words()), str)


def said_later(words: Callable[[], Any]) -> Words:
    """What is said only when it is read: in the language of the reader."""
    found: Words = _said(words)
    return found


def in_dutch(words: Words) -> str:
    """As it is compared and kept, whatever the page speaks."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(words)


def label_of(column: Any) -> Words:
    """The words of a column, in a sentence of somebody who reads no English."""
    words: Words = LABELS[column.name] if isinstance(column.verbose_name, str) else column.verbose_name
    return in_words_of(column, words)


def in_words_of(column: Any, words: Words) -> Words:
    """The same words, but for those that mean something else in the table of this column."""
    otherwise = SAID_OTHERWISE.get((column.model._meta.db_table, in_dutch(words)))
    if otherwise is None:
        return words
    return said_later(lambda: words if _is_dutch() else otherwise)


def _is_dutch() -> bool:
    return (translation.get_language() or settings.LANGUAGE_CODE) == settings.LANGUAGE_CODE


def sentences_of_inzage() -> Iterator[tuple[str, Path]]:
    """Every name of a table, of a column and of a choice that inzage gives, in Dutch, and the file of its table."""
    for gives in GIVES:
        path = Path(inspect.getfile(gives.model))
        for words in _words_of(gives) if gives.columns else ():
            if isinstance(words, Promise):
                yield in_dutch(words), path


def _words_of(gives: Any) -> Iterator[Words]:
    yield gives.title
    for name in gives.columns:
        column = gives.model._meta.get_field(name)
        own = (label_of(column), *(label for _value, label in choices_of(column)))
        yield from (each for each in own if (gives.name, in_dutch(each)) not in SAID_OTHERWISE)


def choices_of(column: Any) -> list[tuple[Any, Words]]:
    """The choices of a column, or of each value in a list."""
    return list(getattr(column, "base_field", column).flatchoices)
