"""What a field says by itself: what to do when nothing is filled in, and a word where nothing is chosen yet."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekc.names import has_hidden_signs

# Django's own sentence says that something is missing, not what to do (R91).
_MISSING: Mapping[str, Any] = {
    "write": _("Schrijf iets op bij “%(label)s”."),
    "choose": _("Kies een antwoord bij “%(label)s”."),
    "tick": _("Zet een vinkje bij “%(label)s”."),
}
_BETWEEN = _("Vul bij “%(label)s” een getal in van %(least)s tot en met %(most)s.")
_AT_LEAST = _("Vul bij “%(label)s” een getal in van %(least)s of hoger.")
_AT_MOST = _("Vul bij “%(label)s” een getal in van %(most)s of lager.")


def say_what_to_do(name: str, field: forms.Field) -> None:
    """Put a sentence with the label in place of Django's standard one; a form's own sentence stays."""
    _say_bounds(name, field)
    if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    kind = "write"
    if isinstance(field, forms.BooleanField):
        kind = "tick"
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        kind = "choose"
    field.error_messages["required"] = _Sentence(_MISSING[kind], name, field)


def _say_bounds(name: str, field: forms.Field) -> None:
    """Which numbers there are to choose from, in one sentence for too few and for too many."""
    least, most = getattr(field, "min_value", None), getattr(field, "max_value", None)
    if least is None and most is None:
        return
    sentence = _AT_MOST if least is None else (_AT_LEAST if most is None else _BETWEEN)
    for code in ("min_value", "max_value"):
        field.error_messages.setdefault(code, _Sentence(sentence, name, field, least=least, most=most))


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

    def __init__(self, sentence: str | Promise, name: str, field: forms.Field, **more: Any) -> None:
        self.sentence, self.name, self.field, self.more = sentence, name, field, more

    def __str__(self) -> str:
        label = self.field.label or self.name.replace("_", " ").capitalize()
        more = {name: localize(value) for name, value in self.more.items()}
        return str(self.sentence) % {"label": str(label).rstrip("?: .").strip(), **more}

    def __mod__(self, _params: object) -> str:
        """Django puts the limit into its own sentences like this; here it is in already."""
        return str(self)


def refuse_hidden_signs(field: forms.Field) -> None:
    """What somebody types holds nothing that nobody sees: it would stand in names, letters and lists."""
    if isinstance(field, forms.CharField):
        of_django = [each for each in field.validators if isinstance(each, ProhibitNullCharactersValidator)]
        field.validators = [each for each in field.validators if each not in of_django]
        field.validators.append(partial(_no_hidden_signs, lines=isinstance(field.widget, forms.Textarea)))


def _no_hidden_signs(text: str, *, lines: bool) -> None:
    if isinstance(text, str) and has_hidden_signs(text, lines=lines):
        raise ValidationError(_("Hier staat een teken in dat niet te zien is. Typ deze tekst opnieuw."), code="hidden")
