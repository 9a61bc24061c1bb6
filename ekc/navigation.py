"""The menu and the footer as data. An app adds its row here; a row whose address does not exist is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import rules
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import Role


@dataclass(frozen=True)
class Item:
    """One link. `roles` or `perm` say for whom; with neither it is for everybody who is signed in."""

    label: str | Promise
    url_name: str
    roles: frozenset[str] = frozenset()
    perm: str = ""


@dataclass(frozen=True)
class Link:
    """An item as the page shows it."""

    label: str | Promise
    url: str
    current: bool


MENU: tuple[Item, ...] = (
    Item(_("Vandaag"), "cases:today", perm="worklist.view"),
    Item(_("Werklijst"), "cases:worklist", perm="worklist.view"),
    Item(_("Mijn zaken"), "cases:my_cases", roles=frozenset({Role.COORDINATOR})),
    Item(_("Mijn profiel"), "cases:own_profile", perm="own_profile.view"),
    Item(_("Mijn aanmeldingen"), "cases:my_referrals", roles=frozenset({Role.PROFESSIONAL})),
    Item(_("Aanbod"), "cases:offers", perm="offer.record"),
    Item(_("Adviezen"), "cases:advices", perm="advice.record"),
    # A regional manager has this as the button of the worklist.
    Item(_("Nieuwe aanmelding"), "cases:referral", roles=frozenset({Role.PROFESSIONAL})),
    Item(_("Verzoeken"), "cases:privacy_requests", perm="privacy.view"),
    # Landelijk beheer has it as a tab of the read log.
    Item(_("Leeslog"), "cases:reviews", roles=frozenset({Role.REGIONAL_MANAGER})),
    Item(_("Coördinatoren"), "cases:pool", perm="pool.view"),
    Item(_("Cijfers"), "reports:index", perm="figures.view"),
    Item(_("Plannen vooraf"), "plans:intended_plans", perm="intended_plans.read"),
    Item(_("Respons"), "surveys:response", roles=frozenset({Role.RESEARCHER})),
    Item(_("Open antwoorden"), "surveys:open_answers", roles=frozenset({Role.RESEARCHER})),
    Item(_("Programma's"), "reports:programmes", perm="programmes.view"),
    Item(_("Wetsartikelen"), "plans:laws", perm="laws.keep"),
    Item(_("Berichten"), "outbox:failures", perm="delivery.view"),
    Item(_("Mensen"), "accounts:people", perm="people.manage"),
    Item(_("Leeslog"), "audit:reads", perm="readlog.view"),
)

FOOTER: tuple[Item, ...] = (
    Item(_("Contact"), "contact"),
    Item(_("Privacy"), "privacy"),
    Item(_("Toegankelijkheid"), "accessibility"),
)


# Where an open page asks whether something happened that cannot wait.
NEWS = Item(_("Nieuwe signalen"), "cases:new_signals", perm="worklist.view")


def news_address(request: HttpRequest) -> str:
    """The address that tells this person what cannot wait; empty for who has no such news."""
    address = _address(NEWS)
    return address if address and _is_for(NEWS, request.user) else ""


def menu_for(request: HttpRequest, items: Iterable[Item] = MENU) -> list[Link]:
    """The links of `items` that this person may follow, in order, with the page they are on marked."""
    links = []
    for item in items:
        url = _address(item)
        if url is not None and _is_for(item, request.user):
            links.append((item, url))
    here = _deepest(request.path, [url for _item, url in links])
    return [Link(item.label, url, current=url == here) for item, url in links]


def footer_links(request: HttpRequest) -> list[Link]:
    """The links at the foot of every page, in the same place for everybody (WCAG 3.2.6)."""
    found = [(item, _address(item)) for item in FOOTER]
    return [Link(item.label, url, current=url == request.path) for item, url in found if url is not None]


def _address(item: Item) -> str | None:
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return None


def _is_for(item: Item, user: Any) -> bool:
    if not user.is_authenticated:
        return False
    if item.roles:
        return user.role in item.roles
    return not item.perm or (rules.perm_exists(item.perm) and rules.has_perm(item.perm, user))


def _deepest(path: str, urls: Iterable[str]) -> str | None:
    """The longest address that the page lies under, so that one item is current at most."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default=None)
