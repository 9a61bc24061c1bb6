"""A select that is written in one go."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


class PlainSelect(forms.Select):
    """A select for many options, also in groups: a template per option would take longer than the query."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = flatatt({**self.attrs, **(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", attributes, SafeString(_options(self.choices, str(value or ""))))


def _options(choices: Iterable[Any], chosen: str) -> str:
    return "".join(
        f'<optgroup label="{escape(str(key))}">{_options(word, chosen)}</optgroup>'
        if isinstance(word, list | tuple)
        else _option(str(key or ""), str(word), chosen)
        for key, word in choices
    )


def _option(key: str, word: str, chosen: str) -> str:
    return f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(word)}</option>'
