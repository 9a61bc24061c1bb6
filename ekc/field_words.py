"""What a field says by itself: what to do when nothing is filled in, and a word where nothing is chosen yet."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Django's own sentence says that something is missing, not what to do (R91).
_MISSING: Mapping[str, Any] = {
    "write": _("Schrijf iets op bij “%(label)s”."),
    "choose": _("Kies een antwoord bij “%(label)s”."),
    "tick": _("Zet een vinkje bij “%(label)s”."),
}


def say_what_to_do(name: str, field: forms.Field) -> None:
    """Put a sentence with the label in place of Django's standard one; a form's own sentence stays."""
    if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    kind = "write"
    if isinstance(field, forms.BooleanField):
        kind = "tick"
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        kind = "choose"
    field.error_messages["required"] = _Sentence(_MISSING[kind], name, field)


def name_the_empty_choice(field: forms.Field) -> None:
    """Put a word in place of Django's row of dashes; a form's own word stays."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == "---------":
            field.empty_label = _("Kies")
    elif isinstance(field, forms.ChoiceField) and not callable(field.choices):
        choices = list(field.choices)
        if choices and choices[0][0] in ("", None) and str(choices[0][1]) == "---------":
            field.choices = [("", _("Kies")), *choices[1:]]


class _Sentence(Promise):
    """A translated sentence with the label of a field in it, which a form may still change in its `__init__`."""

    def __init__(self, sentence: str | Promise, name: str, field: forms.Field) -> None:
        self.sentence, self.name, self.field = sentence, name, field

    def __str__(self) -> str:
        label = self.field.label or self.name.replace("_", " ").capitalize()
        return str(self.sentence) % {"label": str(label).rstrip("?: .").strip()}
