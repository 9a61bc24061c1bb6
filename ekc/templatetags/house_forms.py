"""The one form skeleton, its fields and its buttons."""

import itertools
import uuid
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ekc.form_group import FormGroup
from ekc.once.acts import FIELD
from ekc.once.answer import WITH_WAY_BACK

register = template.Library()


@register.simple_tag(takes_context=True, name="csrf_token")
def form_keys(context: Context, *, number: uuid.UUID | None = None) -> SafeString:
    """Django's own `{% csrf_token %}`, and the number under which this form is acted upon once (`ekc/once`).

    In place of Django's, so that no form can forget it. `number`: of what has a number of its own, such as a draft.
    """
    token = CsrfTokenNode().render(context)
    return format_html('{}<input type="hidden" name="{}" value="{}">', token, FIELD, (number or uuid.uuid4()).hex)


@register.inclusion_tag("pieces/form.html", takes_context=True)
def house_form(
    context: Context,
    form: BaseForm,
    *,
    submit: str,
    id: str = "",
    action: str = "",
    cancel_url: str = "",
    cancel_label: str = _("Annuleren"),
    other_submit: str = "",
    other_name: str = "",
    danger: bool = False,
    wide: bool = False,
) -> dict[str, Any]:
    """The one form skeleton: errors, note, fields, buttons. `other_submit` is a second button with a name.

    What is typed outlives a lost connection and the end of a session (`static/ekc/keep.js`), and what others changed
    meanwhile is not overwritten, where the form has `SharedEditMixin`. `id` is for the switch of languages.
    """
    return {
        **{name: value for name, value in locals().items() if name != "context"},
        "csrf_token": context.get("csrf_token"),
        "request": context.get("request"),
    }


@register.simple_tag
def as_read(*sources: Any) -> SafeString:
    """What stood there when this page was opened, of forms and groups that others may be changing too."""
    marks = [mark for source in sources if hasattr(source, "marks") for mark in source.marks()]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', marks)


@register.inclusion_tag("pieces/fields.html")
def house_fields(form: BaseForm) -> dict[str, Any]:
    """Only the fields, for a page that puts several forms into one `<form class="house-form" novalidate>`."""
    return {"form": form}


@register.inclusion_tag("pieces/submit_row.html")
def submit_row(
    *,
    submit: str,
    cancel_url: str = "",
    cancel_label: str = _("Annuleren"),
    other_submit: str = "",
    other_name: str = "",
    danger: bool = False,
) -> dict[str, Any]:
    return dict(locals())


@register.inclusion_tag("pieces/form_note.html")
def form_note(*sources: BaseForm) -> dict[str, Any]:
    """Say once above the form that everything is asked unless it is marked (R90)."""
    visible = [field for form in sources for field in form.visible_fields()]
    return {"show": len(visible) > 1 and any(not _is_optional(field) for field in visible)}


@register.inclusion_tag("pieces/error_summary.html")
def error_summary(*sources: BaseForm | BaseFormSet | FormGroup) -> dict[str, Any]:
    """All errors of forms and formsets above the page, each linking to its field (R91); of a group, all of it.

    Where one sentence comes twice, each begins with the question it is about.
    """
    each_once = {id(part): part for source in sources for part in (source, *_parts(source)) if part is not None}
    errors = list(itertools.chain.from_iterable(_errors(part) for part in each_once.values()))
    times = Counter(error["text"] for error in errors)
    for error in errors:
        if times[error["text"]] > 1 and error["about"]:
            error["text"] = f"{error['about'].rstrip(' .?:')}: {error['text']}"
    return {"errors": errors}


def _parts(source: Any) -> list[Any]:
    return source.parts() if isinstance(source, FormGroup) else []


def _errors(source: BaseForm | BaseFormSet) -> Iterable[dict[str, str]]:
    if isinstance(source, BaseFormSet):
        for text in source.non_form_errors() if source.is_bound else []:
            yield {"text": text, "target": "", "about": ""}
        for form in source.forms:
            yield from _errors(form)
        return
    for text in source.non_field_errors():
        yield {"text": text, "target": "", "about": ""}
    for field in source:
        for text in field.errors:
            yield {"text": text, "target": _first_control(field), "about": str(field.label)}


def _first_control(field: BoundField) -> str:
    """The id of the control that a link in the summary goes to; of a group, its first control."""
    if field.is_hidden:
        return ""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        first = next(iter(field.subwidgets), None)
        return str(first.id_for_label) if first is not None else ""
    if isinstance(widget, forms.MultiWidget):
        wrong = min(getattr(widget, "wrong_parts", None) or {0})
        return f"{field.auto_id}_{wrong}"
    return str(field.id_for_label)


def _is_optional(field: BoundField) -> bool:
    return not field.field.required and not field.field.disabled


@register.inclusion_tag("pieces/field.html")
def house_field(field: BoundField, *, mark_optional: bool = True, label: str = "") -> dict[str, Any]:
    """One field: label, help, error, control. `label` replaces the words of a form that is not ours."""
    widget = field.field.widget
    kind = _kind(widget)
    form = field.form
    asks = getattr(form, "mark_optional", True) and mark_optional and field.name not in getattr(form, "conditional", ())
    return {
        "field": field,
        "label": label or field.label,
        "kind": kind,
        "control": _control(field, kind),
        "groups": _option_groups(field) if kind == "choices" else [],
        "columns": getattr(widget, "in_columns", False),
        "optional": asks and kind != "single" and _is_optional(field),
        "target": _first_control(field) if kind == "group" else field.id_for_label,
    }


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "single"
    return "group" if isinstance(widget, forms.MultiWidget) else "plain"


def _control(field: BoundField, kind: str) -> str:
    """The control itself, with the classes of the theme and what a screen reader must know."""
    if kind in ("hidden", "choices", "group"):
        return "" if kind == "choices" else str(field)
    widget = field.field.widget
    widget.attrs.pop("placeholder", None)  # it vanishes while one types (R89)
    base = {"single": "form-check-input"}.get(kind)
    base = base or ("form-select" if isinstance(widget, forms.Select) else "form-control")
    classes = [base, widget.attrs.get("class", ""), "is-invalid" if field.errors else ""]
    attrs = {"class": " ".join(filter(None, classes))}
    if field.field.required:
        attrs["aria-required"] = "true"
    return field.as_widget(attrs=attrs)


def _option_groups(field: BoundField) -> list[tuple[str, list[Any]]]:
    """The options of a radio or checkbox list, under the heading of their group where there is one."""
    titles: dict[int, str] = {}
    widget = field.field.widget
    for title, options, _index in widget.optgroups(field.html_name, widget.format_value(field.value())):
        titles.update((id(option), title or "") for option in options)
    names = [title for title in titles.values()]
    rows = [(name, option) for name, option in zip(names, field.subwidgets, strict=True)]
    return [(name, [option for _name, option in part]) for name, part in itertools.groupby(rows, lambda row: row[0])]


@register.simple_tag
def option_control(option: Any, *, invalid: bool = False) -> SafeString:
    """One radio button or checkbox of a group, with the class of the theme."""
    option.data["attrs"]["class"] = "form-check-input is-invalid" if invalid else "form-check-input"
    option.data["attrs"].pop("required", None)
    return option.tag()


@register.inclusion_tag("pieces/filter_panel.html", takes_context=True)
def filter_panel(
    context: Context,
    form: BaseForm,
    *,
    submit: str = _("Zoeken"),
    title: str = _("Zoeken en filteren"),
    reset_url: str = "",
    lead: str = "",
) -> dict[str, Any]:
    """A GET form that folds away on a phone, also without JavaScript. Open while a filter is in use.

    With the name of a field as `lead` that one stands in sight with its button; the others fold away everywhere.
    """
    used = [
        name
        for name, field in form.fields.items()
        if form.is_bound and not field.widget.is_hidden and any(form.data.getlist(form.add_prefix(name)))
    ]
    return {
        "form": form,
        "submit": submit,
        "title": title,
        "lead": form[lead] if lead else None,
        "others": [field for field in form if field.name != lead],
        "is_used": bool(used),
        "active": sum(name != lead for name in used),
        "reset_url": reset_url or context["request"].path,
    }


@register.inclusion_tag("pieces/action_form.html", takes_context=True)
def action_button(
    context: Context, *, url: str, label: str, tone: str = "secondary", name: str = "", value: str = ""
) -> dict[str, Any]:
    """One act behind one button: a POST form of its own. `tone`: primary, secondary, danger or link."""
    return {
        **{key: value_ for key, value_ in locals().items() if key != "context"},
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("pieces/take_back.html", takes_context=True)
def take_back_button(context: Context, message: Any) -> dict[str, Any]:
    """ "Ongedaan maken" beside the message of a press that has a way back; it goes after ten seconds."""
    tags = message.extra_tags or ""
    number = tags.removeprefix(WITH_WAY_BACK) if tags.startswith(WITH_WAY_BACK) else ""
    return {"number": number, "csrf_token": context.get("csrf_token")}
