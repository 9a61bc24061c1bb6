"""A form of a page, filled in and sent as a browser does it: with all that the page put into it."""

import re
from html.parser import HTMLParser
from typing import Any

from django import forms

from ekc.dates import local_today
from ekc.forms import KnownDateField, MomentField
from ekc.once.acts import FIELD


class _Forms(HTMLParser):
    """The forms of a page that are posted: their attributes, what a browser would send of them untouched, and what
    there is to choose from.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.open: dict[str, Any] | None = None
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if tag == "form" and named.get("method", "").lower() == "post":
            self.open = {"attributes": named, "fields": {}, "controls": [], "offered": {}}
            self.found.append(self.open)
        elif self.open is not None:
            self._control(tag, named)

    def _control(self, tag: str, named: dict[str, str]) -> None:
        name, kind = named.get("name", ""), named.get("type", "text")
        if tag in ("input", "textarea", "select") and kind not in ("hidden", "submit", "button"):
            self.open["controls"].append((tag, kind, name))
        if kind in ("checkbox", "radio") and name:
            self.open["offered"].setdefault(name, []).append(named.get("value", "on"))
        if tag == "option" and self.select:
            self.open["offered"].setdefault(self.select, []).append(named.get("value", ""))
        if tag == "input" and name and kind not in ("submit", "button", "file"):
            if kind not in ("checkbox", "radio") or "checked" in named:
                self._put(name, named.get("value", "on" if kind in ("checkbox", "radio") else ""))
        elif tag == "textarea" and name:
            self.textarea = name
            self._put(name, "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in named:
            self._put(self.select, named.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.open is not None and self.textarea:
            before = self.open["fields"][self.textarea][-1]
            # A browser leaves out the line break after the tag.
            self.open["fields"][self.textarea][-1] = before + data if before else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "textarea":
            self.textarea = ""
        elif tag == "select":
            self.select = ""

    def _put(self, name: str, value: str) -> None:
        self.open["fields"].setdefault(name, []).append(value)


def posted_forms(html: str) -> list[dict[str, Any]]:
    """Every form of the page that is posted."""
    parser = _Forms()
    parser.feed(html)
    return parser.found


def main_form(html: str) -> dict[str, Any] | None:
    """The form that a page is for."""
    return next((each for each in posted_forms(html) if "house-form" in each["attributes"].get("class", "")), None)


def filled(answer: Any, **typed: Any) -> dict[str, Any]:
    """What a browser sends of the form of this page, with something in every field that must be filled in."""
    drawn = main_form(answer.content.decode())
    assert drawn is not None
    sent: dict[str, Any] = dict(drawn["fields"])
    form = answer.context.get("form")
    for name, field in (form.fields if form is not None else {}).items():
        if field.required and not field.disabled:
            sent |= {key: value for key, value in _something(name, field).items() if not _is_said(sent.get(key))}
    return sent | typed


def _is_said(values: Any) -> bool:
    return any(str(value).strip() for value in values or [])


def refusals_in(answer: Any) -> list[str]:
    """What the summary above the form says."""
    summary = re.search(r"data-error-summary.*?</div>", answer.content.decode(), re.S)
    return re.findall(r">([^<>]+)</(?:a|span)>", summary[0]) if summary else []


def number_of(data: dict[str, Any]) -> str:
    return data[FIELD][0]


def _something(name: str, field: forms.Field) -> dict[str, Any]:
    today = local_today().isoformat()
    if isinstance(field, KnownDateField):
        return {f"{name}_0": "1", f"{name}_1": "1", f"{name}_2": "2010"}
    if isinstance(field, MomentField):
        return {f"{name}_0": today, f"{name}_1": "00:01"}
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first()
        value = str(first.pk) if first else ""
        return {name: [value] if isinstance(field, forms.ModelMultipleChoiceField) else value}
    if isinstance(field, forms.ChoiceField):
        first = next((str(value) for value, _label in _flat(field.choices) if value not in ("", None)), "")
        return {name: [first] if isinstance(field, forms.MultipleChoiceField) else first}
    if isinstance(field, forms.DateField):
        return {name: today}
    if isinstance(field, forms.TimeField):
        return {name: "10:00"}
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return {name: "1"}
    return {name: "ria@voorbeeld.example" if isinstance(field, forms.EmailField) else "Iets om te bewaren"}


def _flat(choices: Any) -> Any:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield value, label
