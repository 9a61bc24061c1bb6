"""Where one is: the heading, the steps, the tabs, a status, a term, a notice."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ekc import drawings

register = template.Library()


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


def read(thing: Any, name: str, default: Any = "") -> Any:
    """One name of a mapping or an object, so that callers may hand over either."""
    if isinstance(thing, Mapping):
        return thing.get(name, default)
    return getattr(thing, name, default)


@register.inclusion_tag("pieces/stepper.html")
def stepper(steps: Iterable[Any], *, label: str = _("Waar staat deze zaak?")) -> dict[str, Any]:
    """Phases in order. A step has `label` and `state`, and may have `note` (in place of the state's word) and `url`."""
    shown = []
    for step in steps:
        state = str(read(step, "state"))
        shape, word = STEP_STATES[state]
        shown.append(
            {
                "label": read(step, "label"),
                "state": state,
                "shape": shape,
                "word": read(step, "note") or word,
                "url": read(step, "url"),
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
    numbers: Iterable[Any] = (),
) -> dict[str, Any]:
    """The amber box. `term` is "in_time", "nearly" or "late" where a due date is given; `numbers` say whom to call:
    `phone`, `name`, and what to `mind`."""
    return dict(locals())


MOST_TABS = 4
"""As many stand beside one another on a phone."""


@register.inclusion_tag("pieces/tabs.html")
def tabs(items: Iterable[Any], *, label: str) -> dict[str, Any]:
    """Parts of one file as links. An item has `label`, `url`, `current` and may have `count`.

    Many of them are one menu on a phone, under the name of the one that is open.
    """
    names = ("label", "url", "current", "count")
    found = [{name: read(item, name, None) for name in names} for item in items]
    now = next((item for item in found if item["current"]), None)
    return {"items": found, "label": label, "now": now, "is_menu": len(found) > MOST_TABS}


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
