"""What was answered, to be read over: on the check page and on the copy."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ekc.forms import PhoneField
from ekc.phones import phone_text

from .step_page import StepPage
from .steps import Step

ADDRESS_FIELDS = ("street", "postcode", "place")


@dataclass
class Group:
    """Answers about one person, or of one page."""

    heading: str
    pairs: list[tuple[str | Promise, str]]


@dataclass
class Summary:
    """One page on the check page and on the copy."""

    step: Step
    is_complete: bool
    groups: list[Group] = field(default_factory=list)


def page_groups(page: StepPage, for_copy: bool) -> Iterator[Group]:
    if page.rows is not None:
        for number, form in enumerate(page.rows.forms, 1):
            name = form["name"].value()
            yield Group(name or _("Persoon %(number)s") % {"number": number}, _pairs(form, for_copy, leave_out="name"))
    for person, form in page.reach:
        yield Group(person["name"].value() or "", _pairs(form, for_copy))
    if page.form is not None:
        yield Group("", _pairs(page.form, for_copy))


def _pairs(form: Any, for_copy: bool, *, leave_out: str = "") -> list[tuple[str | Promise, str]]:
    """What was filled in and is right. Who gave the date of birth need not read that they did."""
    data = getattr(form, "cleaned_data", {})
    passed_over = {leave_out, "birth" if data.get("birth_date") else ""}
    hides_address = for_copy and data.get("secret_address")
    pairs: list[tuple[str | Promise, str]] = []
    for asked in form.visible_fields():
        if asked.name in passed_over or (hides_address and asked.name in ADDRESS_FIELDS):
            continue
        shown = _shown(asked, data.get(asked.name))
        if shown:
            pairs.append((str(asked.label).rstrip("?؟"), shown))
    return pairs


def _shown(field: forms.BoundField, value: Any) -> str:
    if value is None or value is False or value == [] or (value == "" and not _is_choice(field)):
        return ""
    if value is True:
        return _("Ja")
    if isinstance(value, list):
        return ", ".join(_label(field, each) for each in value)
    if hasattr(value, "year"):
        return str(formats.date_format(value, "j E Y", use_l10n=False))
    if isinstance(field.field, PhoneField):
        return phone_text(value)
    return _label(field, value) if _is_choice(field) else str(value)


def _is_choice(field: forms.BoundField) -> bool:
    return isinstance(field.field, forms.ChoiceField)


def _label(field: forms.BoundField, value: str) -> str:
    choices: Any = field.field.choices  # type: ignore[attr-defined]  # only called for fields of choices
    return str(dict(choices).get(value, value)) if value or isinstance(field.field.widget, forms.RadioSelect) else ""
