"""Small SVG drawings of the house, without style attributes so that the strict CSP holds."""

import itertools
import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_STROKE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_CHECK = '<path d="m7.5 12.4 3.1 3.1 6-6.6"/>'

# Shapes on a grid of 24. A shape says the same as the word beside it, without colour.
_ICONS: dict[str, str] = {
    "circle": '<circle cx="12" cy="12" r="9"/>',
    "circle-dot": '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4" fill="currentColor" stroke="none"/>',
    "circle-half": '<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 0 0 18z" fill="currentColor" stroke="none"/>',
    "circle-check": '<circle cx="12" cy="12" r="10" fill="currentColor" stroke="none"/>'
    '<path d="m7.5 12.4 3.1 3.1 6-6.6" stroke="#fff"/>',
    "circle-check-open": f'<circle cx="12" cy="12" r="9"/>{_CHECK}',
    "circle-bar": '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
    "triangle": '<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v4.5M12 17.4v.1"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.3l3.4 2"/>',
    "clock-late": '<circle cx="12" cy="12" r="9"/><path d="M12 6.8v6.4M12 16.6v.1"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.1"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M15 4 7 12l8 8"/>',
    "chevron": '<path d="m4 8 8 8 8-8"/>',
    "filter": '<path d="M3.5 6h17M7 12h10M10.5 18h3"/>',
    "menu": '<path d="M3.5 6.5h17M3.5 12h17M3.5 17.5h17"/>',
}


def icon(name: str) -> SafeString:
    """A drawing that only repeats what the words beside it say. Raises KeyError on an unknown name."""
    size = 'width="20" height="20" viewBox="0 0 24 24"'
    return mark_safe(f'<svg class="icon" {size} aria-hidden="true" focusable="false" {_STROKE}>{_ICONS[name]}</svg>')


def rings(people: int = 8) -> SafeString:
    """The mark of the house: people in a circle, an open place in the middle. At most 16 are drawn."""
    count = max(3, min(people, 16))
    size = 4.6 if count <= 9 else 3.4
    dots = []
    for index in range(count):
        angle = 2 * math.pi * index / count - math.pi / 2
        dots.append((f"{24 + 17 * math.cos(angle):.2f}", f"{24 + 17 * math.sin(angle):.2f}", size))
    drawn = format_html_join("", '<circle cx="{}" cy="{}" r="{}" fill="#0b5d66"/>', dots)
    return format_html(
        '<svg class="rings" width="48" height="48" viewBox="0 0 48 48" aria-hidden="true" focusable="false">{}'
        '<circle cx="24" cy="24" r="6.2" fill="none" stroke="#0b5d66" stroke-width="2.4"/></svg>',
        drawn,
    )


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, how long, and the figure as it is written beside it."""

    label: str
    value: float
    text: str


_ROW, _LINE, _BAR, _LONGEST = 12, 19, 16, 82


def bar_chart(bars: Sequence[Bar], *, title: str, chart_id: str) -> SafeString:
    """A lying bar chart. Its text keeps its size on a phone: lengths are percentages, heights are pixels.

    The whole content stands in `<title>`, the only text that WeasyPrint takes over as alternative text.
    """
    top = max((bar.value for bar in bars), default=0) or 1
    parts: list[str] = []
    y = 0
    for bar in bars:
        for line in textwrap.wrap(bar.label, 42) or [""]:
            y += _LINE
            parts.append(
                format_html(
                    '<text class="chart-label" x="0" y="{}" font-size="15" fill="#1f2a30">{}</text>', y - 4, line
                )
            )
        length = f"{_LONGEST * bar.value / top:.2f}%"
        parts.append(
            format_html(
                '<rect class="chart-bar" x="0" y="{}" width="{}" height="{}" fill="#0b5d66"/>'
                '<text class="chart-value" x="{}" dx="7" y="{}" font-size="15" font-weight="600" '
                'fill="#1f2a30">{}</text>',
                *(y + 2, length, _BAR, length, y + 15, bar.text),
            )
        )
        y += _BAR + _ROW
    told = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    return format_html(
        '<svg role="img" aria-labelledby="{}" width="100%" height="{}" '
        'font-family="Source Sans 3, Source Sans 3 Ext, sans-serif">'
        '<title id="{}">{}. {}</title>{}</svg>',
        *(chart_id, y, chart_id, title, told, mark_safe("".join(parts))),
    )


_LEFT, _RIGHT, _TOP, _BOTTOM = 2.0, 98.0, 30, 210


def _end_labels(ends: Sequence[tuple[str, str]]) -> list[SafeString]:
    """What the first and the last place along the line are called."""
    return [
        format_html(
            '<text class="chart-label" x="{}" y="{}" text-anchor="{}" font-size="15" fill="#1f2a30">{}</text>',
            *(place, _BOTTOM + 22, anchor, label),
        )
        for (place, label), anchor in zip(ends, ("start", "end"), strict=False)
    ]


def _target_line(height: float, name: str) -> SafeString:
    return format_html(
        '<line class="chart-target" x1="{0}%" y1="{1}" x2="{2}%" y2="{1}"/>'
        '<text class="chart-label" x="{0}%" y="{3}" font-size="15" fill="#1f2a30">{4}</text>',
        *(_LEFT, f"{height:.1f}", _RIGHT, height - 7, name),
    )


def line_chart(
    labels: Sequence[str],
    values: Sequence[float],
    *,
    title: str,
    chart_id: str,
    value_name: str,
    target: float | None = None,
    target_name: str = "",
    pace: Sequence[float | None] = (),
) -> SafeString:
    """A line of values through time, with a dashed line at the target and one for the even pace towards it.

    Text keeps its size on a phone: places along the line are percentages, heights are pixels. The whole content
    stands in `<title>`; a table with the same figures belongs beside it.
    """
    known = [each for each in pace if each is not None]
    top = max([*values, *known, target or 0, 1])

    def x(at: int) -> str:
        return f"{_LEFT + (_RIGHT - _LEFT) * at / max(len(values) - 1, 1):.2f}%"

    def y(value: float) -> str:
        return f"{_BOTTOM - (_BOTTOM - _TOP) * value / top:.1f}"

    def line(name: str, points: Sequence[float | None]) -> list[SafeString]:
        return [
            format_html('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', name, x(at), y(one), x(at + 1), y(two))
            for at, (one, two) in enumerate(itertools.pairwise(points))
            if one is not None and two is not None
        ]

    parts = [
        format_html('<line class="chart-axis" x1="{}%" y1="{}" x2="{}%" y2="{}"/>', *(_LEFT, _BOTTOM, _RIGHT, _BOTTOM))
    ]
    if target is not None:
        parts.append(_target_line(float(y(target)), target_name))
    parts += [*line("chart-pace", pace), *line("chart-line", values)]
    parts += [
        format_html('<circle class="chart-dot" cx="{}" cy="{}" r="4"/>', x(at), y(v)) for at, v in enumerate(values)
    ]
    parts += _end_labels([(x(at), labels[at]) for at in sorted({0, len(values) - 1}) if values])
    told = "; ".join(f"{label}: {value:g}" for label, value in zip(labels, values, strict=True))
    return format_html(
        '<svg role="img" aria-labelledby="{}" width="100%" height="{}" '
        'font-family="Source Sans 3, Source Sans 3 Ext, sans-serif">'
        '<title id="{}">{}. {}. {}: {}</title>{}</svg>',
        *(chart_id, _BOTTOM + 34, chart_id, title, target_name, value_name, told, mark_safe("".join(parts))),
    )
