"""Icons and charts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.text import slugify

from ekc import drawings
from ekc.figures import dutch as dutch_number
from ekc.templatetags.house_figures import NO_BREAK_SPACE

register = template.Library()


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
