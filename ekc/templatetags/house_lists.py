"""Facts, a log, pages of a list, and an empty one."""

import datetime as dt
from collections.abc import Iterable, Sized
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ekc.languages import own_words as _own_words
from ekc.templatetags.house_page import read

register = template.Library()


@register.inclusion_tag("pieces/facts.html")
def facts(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """What is known, as `(label, value)`; an empty value is said in words."""
    return {"pairs": list(pairs)}


LONGEST_IN_SIGHT = 12
"""So many lines of a list stand in sight; a longer one is folded, so that what follows is found."""


@register.simple_block_tag
def long_list(content: SafeString, rows: Sized, *, title: str, most: int = LONGEST_IN_SIGHT) -> SafeString:
    """A list with one line per row, folded under `title` where it has more than `most`."""
    if len(rows) <= most:
        return content
    return format_html('<details class="form-fold"><summary>{}</summary>{}</details>', title, content)


@register.simple_tag
def own_words(value: Any, likely: str = "") -> Any:
    """What somebody typed, with its `lang` and `dir` where that is not the language of the page.

    `likely` is the language in which it was probably typed; see `ekc.languages.own_words`.
    """
    return _own_words(value, likely)


@register.inclusion_tag("pieces/timeline.html")
def timeline(entries: Iterable[Any], *, label: str) -> dict[str, Any]:
    """A log, in the order given. An entry has `at` and `title`, and may have `text`, `who` and `url`."""
    names = ("at", "title", "text", "who", "url")
    shown = [{name: read(entry, name) for name in names} for entry in entries]
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
