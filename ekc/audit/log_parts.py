"""The parts of the read log, as tabs."""

from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext as _


def log_parts(current: str, user: Any) -> list[dict[str, Any]]:
    """None for who has but one of them."""
    if not rules.has_perm("readlog.view", user):
        return []
    parts = {"audit:reads": _("Wie zag wat"), "cases:reviews": _("Controle per maand")}
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in parts.items()]
