"""The tabs of the case page. Each app brings its own in `AppConfig.ready`."""

from dataclasses import dataclass
from typing import Any

import rules
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from cases.models import Case
from ekc.registry import Registry


@dataclass(frozen=True)
class Tab:
    """One part of the case page: `url_name` with the case number.

    Whoever lacks `permission` on the case does not see that it exists.
    """

    label: str | Promise
    url_name: str
    permission: str


TABS: Registry[Tab] = Registry("tab of the case page")
"""In the order of a case's life: Overzicht 10, Kring 20, Contacten 30, Voorbereiding 35, Veiligheidskader 40,
Conferentie 50, Plan 60, Nazorg 70, Vragenlijsten 80, Contract 85, Verloop 90."""


def tabs_for(user: Any, case: Case, *, current: str) -> list[dict[str, Any]]:
    """The tabs that this person may open on this case, in order, as the template piece wants them."""
    shown = []
    for name in TABS.names():
        tab = TABS[name]
        if not rules.has_perm(tab.permission, user, case):
            continue
        try:
            url = reverse(tab.url_name, args=[case.number])
        except NoReverseMatch:
            continue
        shown.append({"label": tab.label, "url": url, "current": name == current})
    return shown
