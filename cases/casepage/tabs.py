"""The tabs of the case page as data. An app registers its own in `apps.py`, `ready()`."""

from dataclasses import dataclass
from typing import Any

import rules
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from cases.models import Case


@dataclass(frozen=True)
class Tab:
    """One part of the case page. Whoever lacks `permission` on the case does not see that it exists."""

    key: str
    label: str | Promise
    url_name: str
    permission: str
    order: int


_TABS: dict[str, Tab] = {}


def register_tab(key: str, label: str | Promise, url_name: str, permission: str, order: int) -> None:
    """Add a tab; its page is `url_name` with the case number. Registering a key again replaces it.

    Order follows the lifecycle: Overzicht 10, Kring 20, Contacten 30, Voorbereiding 35, Veiligheidskader 40,
    Conferentie 50, Plan 60, Nazorg 70, Vragenlijsten 80, Contract 85, Verloop 90.
    """
    _TABS[key] = Tab(key, label, url_name, permission, order)


def tabs_for(user: Any, case: Case, *, current: str) -> list[dict[str, Any]]:
    """The tabs that this person may open on this case, in order, as the template piece wants them."""
    shown = []
    for tab in sorted(_TABS.values(), key=lambda each: each.order):
        if not rules.has_perm(tab.permission, user, case):
            continue
        try:
            url = reverse(tab.url_name, args=[case.number])
        except NoReverseMatch:
            continue
        shown.append({"label": tab.label, "url": url, "current": tab.key == current})
    return shown
