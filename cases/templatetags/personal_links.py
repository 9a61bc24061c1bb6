"""The buttons beside a personal link."""

from typing import Any

from django import template
from django.template.context import Context

register = template.Library()


@register.inclusion_tag("cases/casepage/link_buttons.html", takes_context=True)
def link_buttons(context: Context, row: Any, *, who: Any = "") -> dict[str, Any]:
    """`Nieuwe link` and `Link intrekken` of a row with a personal link; `who` says whose, to who hears the page."""
    return {
        "number": row.case_number,
        "ref": f"{row._meta.label_lower}-{row.pk}",
        "is_withdrawn": row.withdrawn_at is not None,
        "has_link": bool(row.token_hash),
        "who": who or row,
        "csrf_token": context.get("csrf_token"),
    }
