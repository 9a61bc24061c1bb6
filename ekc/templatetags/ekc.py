"""Template tags of the house. Loaded everywhere as builtins.

Each piece is a tag with named arguments; an argument that does not exist stops the page in the tests
instead of being ignored. Examples of all of them stand in docs/design.md and on the gallery page.
"""

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ekc import drawings, dutch
from ekc.figures import dutch as dutch_number
from ekc.figures import euros
from ekc.phones import phone_link, phone_text
from ekc.shared_edit import AS_READ

register = template.Library()
NO_BREAK_SPACE = "\u00a0"


# --- figures and dates ---------------------------------------------------------------------------


def _local(value: dt.date | dt.datetime) -> dt.date:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    return value


@register.filter
def datum(value: dt.date | dt.datetime | None) -> str:
    """`3 april 2026`; empty for no date."""
    return dutch.long_date(_local(value)) if value else ""


@register.filter
def datum_kort(value: dt.date | dt.datetime | None) -> str:
    """`03-04-2026`; empty for no date."""
    return dutch.short_date(_local(value)) if value else ""


@register.filter
def tijd(value: dt.time | dt.datetime | None) -> str:
    """`19:30`; empty for no time. Midnight is a time."""
    if value is None or value == "":
        return ""
    clock = _local(value) if isinstance(value, dt.datetime) else value
    return f"{clock:%H:%M}"


@register.filter
def datum_tijd(value: dt.datetime | None) -> str:
    """`3 april 2026, 19:30 uur`; empty for no moment."""
    return f"{datum(value)}, {tijd(value)} uur" if value else ""


@register.filter
def getal(value: float | int | Decimal | None, places: int | None = None) -> str:
    """A number with decimal comma; a dash for no figure."""
    return dutch_number(None if value == "" else value, places)


@register.filter
def uren(minutes: int | None) -> str:
    """Minutes as hours and minutes: 95 is `1:35`; a dash for nothing known."""
    return "–" if minutes is None else f"{minutes // 60}:{minutes % 60:02d}"


@register.filter
def procent(value: float | int | Decimal | None, places: int | None = None) -> str:
    """A percentage with its sign, kept on one line; a dash for no figure."""
    figure = getal(value, places)
    return figure if figure == "–" else f"{figure}{NO_BREAK_SPACE}%"


@register.filter
def euro(value: Decimal | None) -> str:
    """`€ 1.250,00`; a dash for no amount."""
    return euros(value)


@register.filter
def telefoon(number: str | None) -> SafeString:
    """A phone number as a link that calls it, its remark behind it; empty for none."""
    return phone_link(number)


@register.filter
def telefoon_tekst(number: str | None) -> str:
    """A phone number as it is read, without a link: inside a sentence, and on paper."""
    return phone_text(number)


# --- drawings ------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    return drawings.icon(name)


@register.simple_tag
def rings(people: int = 8) -> SafeString:
    return drawings.rings(people)


@register.inclusion_tag("pieces/bar_chart.html")
def bar_chart(
    rows: Iterable[Sequence[Any]], *, title: str, unit: str = "", places: int | None = None, caption: bool = True
) -> dict[str, Any]:
    """Draw `(label, value)` or `(label, value, text)` rows; a row without value gets a dash and no bar."""
    bars = []
    for row in rows:
        label, value, *text = row
        shown = str(text[0]) if text else f"{dutch_number(value, places)}{NO_BREAK_SPACE + unit if unit else ''}"
        bars.append(drawings.Bar(str(label), float(value or 0), shown))
    return {
        "title": title,
        "caption": caption,
        "svg": drawings.bar_chart(bars, title=str(title), chart_id=f"grafiek-{slugify(title)}"),
    }


@register.inclusion_tag("pieces/bar_chart.html")
def line_chart(
    labels: Sequence[str],
    values: Sequence[float],
    *,
    title: str,
    value_name: str,
    target: float | None = None,
    target_name: str = "",
    pace: Sequence[float | None] = (),
) -> dict[str, Any]:
    """Draw values through time, against a target and the even pace towards it where there are."""
    drawn = drawings.line_chart(
        labels,
        values,
        title=str(title),
        chart_id=f"grafiek-{slugify(title)}",
        value_name=str(value_name),
        target=target,
        target_name=str(target_name),
        pace=pace,
    )
    return {"title": title, "caption": True, "svg": drawn}


# --- heading, steps, tabs ------------------------------------------------------------------------


@register.inclusion_tag("pieces/page_header.html")
def page_header(
    title: str,
    *,
    kicker: str = "",
    lead: str = "",
    back_url: str = "",
    back_label: str = _("Terug"),
    action_url: str = "",
    action_label: str = "",
    status: str = "",
    term: str = "",
) -> dict[str, Any]:
    """The one h1 of a page, with a way back, at most one action, and marks made by the tags below."""
    return dict(locals())


STEP_STATES: Mapping[str, tuple[str, Any]] = {
    "done": ("circle-check", _("klaar")),
    "current": ("circle-dot", _("nu bezig")),
    "upcoming": ("circle", _("komt nog")),
    "stopped": ("circle-bar", _("gestopt")),
}


def _read(thing: Any, name: str, default: Any = "") -> Any:
    """One name of a mapping or an object, so that callers may hand over either."""
    if isinstance(thing, Mapping):
        return thing.get(name, default)
    return getattr(thing, name, default)


@register.inclusion_tag("pieces/stepper.html")
def stepper(steps: Iterable[Any], *, label: str = _("Waar staat deze zaak?")) -> dict[str, Any]:
    """Phases in order. A step has `label` and `state`, and may have `note` (in place of the state's word) and `url`."""
    shown = []
    for step in steps:
        state = str(_read(step, "state"))
        shape, word = STEP_STATES[state]
        shown.append(
            {
                "label": _read(step, "label"),
                "state": state,
                "shape": shape,
                "word": _read(step, "note") or word,
                "url": _read(step, "url"),
            }
        )
    return {"steps": shown, "label": label}


@register.inclusion_tag("pieces/next_step.html")
def next_step(
    title: str,
    *,
    text: str = "",
    who: str = "",
    due: dt.date | None = None,
    term: str = "",
    url: str = "",
    label: str = "",
    other_url: str = "",
    other_label: str = "",
) -> dict[str, Any]:
    """The amber box. `term` is "in_time", "nearly" or "late" where a due date is given."""
    return dict(locals())


@register.inclusion_tag("pieces/tabs.html")
def tabs(items: Iterable[Any], *, label: str) -> dict[str, Any]:
    """Parts of one file as links. An item has `label`, `url`, `current` and may have `count`."""
    names = ("label", "url", "current", "count")
    return {"items": [{name: _read(item, name, None) for name in names} for item in items], "label": label}


# --- status and term -----------------------------------------------------------------------------

TONES: Mapping[str, str] = {
    "neutral": "circle",
    "waiting": "circle-half",
    "active": "circle-dot",
    "done": "circle-check",
    "stopped": "circle-bar",
    "alert": "triangle",
}
TERMS: Mapping[str, tuple[str, Any]] = {
    "in_time": ("circle-check-open", _("Op tijd")),
    "nearly": ("clock", _("Bijna te laat")),
    "late": ("clock-late", _("Te laat")),
}


@register.simple_tag
def status_badge(label: str, *, tone: str = "neutral") -> SafeString:
    """A word with a shape. `tone`: neutral, waiting, active, done, stopped or alert."""
    return format_html('<span class="status is-{}">{}{}</span>', tone, drawings.icon(TONES[tone]), label)


@register.simple_tag
def term_light(state: str, *, label: str = "") -> SafeString:
    """Whether something is in time: "in_time", "nearly" or "late"; `label` replaces the standard word."""
    shape, word = TERMS[state]
    return format_html('<span class="term is-{}">{}{}</span>', state, drawings.icon(shape), label or word)


# --- notices -------------------------------------------------------------------------------------

NOTICES: Mapping[str, tuple[str, Any]] = {
    "info": ("info", ""),
    "success": ("circle-check-open", ""),
    "term": ("clock", ""),
    "error": ("triangle", ""),
    "safety": ("triangle", _("Let op de veiligheid")),
    "secret": ("lock", _("Geheim adres")),
}


@register.simple_block_tag
def notice(content: SafeString, *, tone: str = "info", title: str = "") -> SafeString:
    """A message in the page. `tone`: info, success, term, error, safety or secret."""
    shape, standard = NOTICES[tone]
    heading = title or standard
    head = format_html('<p class="notice-title">{}</p>', heading) if heading else ""
    return format_html(
        '<div class="notice is-{}">{}<div>{}<div class="notice-body">{}</div></div></div>',
        *(tone, drawings.icon(shape), head, content),
    )


# --- lists ---------------------------------------------------------------------------------------


@register.inclusion_tag("pieces/facts.html")
def facts(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """What is known, as `(label, value)`; an empty value is said in words."""
    return {"pairs": list(pairs)}


@register.inclusion_tag("pieces/timeline.html")
def timeline(entries: Iterable[Any], *, label: str) -> dict[str, Any]:
    """A log, in the order given. An entry has `at` and `title`, and may have `text`, `who` and `url`."""
    names = ("at", "title", "text", "who", "url")
    shown = [{name: _read(entry, name) for name in names} for entry in entries]
    for entry in shown:
        entry["has_clock"] = isinstance(entry["at"], dt.datetime)
    return {"entries": shown, "label": label}


@register.inclusion_tag("pieces/empty_state.html")
def empty_state(title: str, *, text: str = "", url: str = "", label: str = "", people: int = 8) -> dict[str, Any]:
    """An empty list says what to do."""
    return dict(locals())


@register.inclusion_tag("pieces/pagination.html", takes_context=True)
def pagination(context: Context, page: Page, *, noun: str = _("resultaten"), parameter: str = "page") -> dict[str, Any]:
    """Pages of a list. Keeps the other parts of the query string."""
    query = context["request"].GET.copy()
    query.pop(parameter, None)
    prefix = f"?{query.urlencode()}&{parameter}=" if query else f"?{parameter}="
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "noun": noun, "prefix": prefix, "numbers": list(numbers), "gap": page.paginator.ELLIPSIS}


# --- forms ---------------------------------------------------------------------------------------


@register.inclusion_tag("pieces/form.html", takes_context=True)
def house_form(
    context: Context,
    form: BaseForm,
    *,
    submit: str,
    action: str = "",
    cancel_url: str = "",
    cancel_label: str = _("Annuleren"),
    other_submit: str = "",
    other_name: str = "",
    danger: bool = False,
    wide: bool = False,
    keep: bool = False,
) -> dict[str, Any]:
    """The one form skeleton: errors, note, fields, buttons. `other_submit` is a second button with a name.

    With `keep`, what is typed outlives a lost connection (`static/ekc/keep.js`).
    """
    return {
        **{name: value for name, value in locals().items() if name != "context"},
        "as_read": getattr(form, "as_read", ""),
        "as_read_name": AS_READ,
        "csrf_token": context.get("csrf_token"),
        "request": context.get("request"),
    }


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
def error_summary(*sources: BaseForm | BaseFormSet) -> dict[str, Any]:
    """All errors of forms and formsets above the page, each linking to its field (R91)."""
    return {"errors": list(itertools.chain.from_iterable(_errors(source) for source in sources if source is not None))}


def _errors(source: BaseForm | BaseFormSet) -> Iterable[dict[str, str]]:
    if isinstance(source, BaseFormSet):
        for text in source.non_form_errors() if source.is_bound else []:
            yield {"text": text, "target": ""}
        for form in source.forms:
            yield from _errors(form)
        return
    for text in source.non_field_errors():
        yield {"text": text, "target": ""}
    for field in source:
        for text in field.errors:
            yield {"text": text, "target": _first_control(field)}


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
