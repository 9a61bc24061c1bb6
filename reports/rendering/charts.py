"""The bar chart of paper: labels beside the bars, as narrow as a printed page wants it."""

import textwrap
from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

Bars = Sequence[tuple[str, float, str]]
_LABEL, _LONGEST, _WIDTH = 190, 240, 480
_ROW, _LINE, _BAR = 16, 12, 10


def paper_chart(bars: Bars, *, title: str, chart_id: str) -> SafeString:
    """Draw label, length and figure of each bar. The whole content stands in `<title>`: WeasyPrint takes only that
    over as alternative text."""
    top = max((value for _label, value, _text in bars), default=0) or 1
    parts: list[str] = []
    y = 0
    for label, value, text in bars:
        lines = textwrap.wrap(label, 36) or [""]
        middle = y + max(_ROW, _LINE * len(lines) + 4) / 2
        for at, line in enumerate(lines):
            line_y = round(middle + 3.5 + _LINE * (at - (len(lines) - 1) / 2), 1)
            parts.append(
                format_html('<text x="{}" y="{}" text-anchor="end" fill="#1f2a30">{}</text>', _LABEL, line_y, line)
            )
        length = round(_LONGEST * value / top, 1)
        parts.append(
            format_html(
                '<rect x="{}" y="{}" width="{}" height="{}" fill="#0b5d66"/>'
                '<text x="{}" y="{}" font-weight="600" fill="#1f2a30">{}</text>',
                *(_LABEL + 8, middle - _BAR / 2, length, _BAR, round(_LABEL + 13 + length, 1), middle + 3.5, text),
            )
        )
        y += max(_ROW, _LINE * len(lines) + 4)
    told = "; ".join(f"{label}: {text}" for label, _value, text in bars)
    return format_html(
        '<svg role="img" aria-labelledby="{}" width="{}" height="{}" viewBox="0 0 {} {}" font-size="10" '
        'font-family="Source Sans 3, Source Sans 3 Ext, sans-serif"><title id="{}">{}. {}</title>'
        '<line x1="{}" y1="0" x2="{}" y2="{}" stroke="#77858c" stroke-width="0.75"/>{}</svg>',
        *(chart_id, _WIDTH, y, _WIDTH, y, chart_id, title, told, _LABEL + 8, _LABEL + 8, y, mark_safe("".join(parts))),
    )
