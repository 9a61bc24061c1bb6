"""Personal links of people without an account, and the one rule that says whether such a link still opens.

A link is a long random token of which only a hash is kept. What it leads to is a row of a kind; each app brings its
kinds (`LINKS`), and the rules about the people it knows (`RULES`), in its `ready()`. Every page behind a link asks
`look_up` at each request, so that a link ends the moment somebody is set aside, whatever was mailed before.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekc.addresses import mail_key
from ekc.ratelimit import too_often
from ekc.registry import Registry

Text = str | Promise
MOST_MISSES, MISSES_IN = 30, 15 * 60
"""So many links that are none may be opened from one address in so many seconds."""


class Closed(models.TextChoices):
    """Why a link does not open, as its reader may know it. Why somebody takes no part is told by a person."""

    UNKNOWN = "onbekend", _("De link is verlopen, of niet helemaal overgenomen. Gebruik de hele link uit de mail.")
    OVER = "voorbij", _("De link is verlopen.")
    REPLACED = "vervangen", _("Er is een nieuwere link gestuurd. Gebruik de link uit de nieuwste mail.")
    WITHDRAWN = "ingetrokken", _("Deze link is ingetrokken.")
    MOVED = "ander_adres", _("Deze link ging naar een mailadres dat niet meer klopt. Vraag om een nieuwe link.")
    TRANSFERRED = "overgedragen", _("Een andere regio helpt nu verder. Vraag om een nieuwe link.")
    SET_ASIDE = "doet_niet_mee", _("Deze link is niet meer te gebruiken.")
    BANNED = "contactverbod", _("Deze link is niet meer te gebruiken.")
    MERGED = "samengevoegd", _("Deze link is niet meer te gebruiken.")
    ACCOUNT_CLOSED = "account_gesloten", _("Deze link is niet meer te gebruiken.")
    ACCESS_ENDED = "toegang_beeindigd", _("Deze link is niet meer te gebruiken.")


class PersonalLink(models.Model):
    """What a row with a personal link keeps beside its `token_hash`."""

    # Of links that were given before: who holds one hears that there is a newer one.
    spent_hashes = ArrayField(models.CharField(max_length=64), default=list, blank=True, editable=False)
    # Digest of the mail address that the link went to, and the region it was made in; nothing for a link by hand.
    link_to = models.CharField(max_length=64, blank=True, editable=False)
    link_region = models.BigIntegerField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("link ingetrokken op"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


LINK_FIELDS = ("token_hash", "spent_hashes", "link_to", "link_region", "withdrawn_at")
KEPT_OF_LINK = LINK_FIELDS[1:]
"""What no history needs."""


def _nothing(_row: Any) -> str:
    return ""


def new_token(_row: Any = None) -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is kept of a personal link."""
    return hashlib.sha256(token.encode()).hexdigest()


def _same(token: str) -> str:
    return token


@dataclass(frozen=True)
class LinkKind:
    """One kind of personal link: `model` is what it leads to, `routes` the addresses that take its token.

    `hangs_on`: the people, case and account that are asked whether the link still opens. `over` says in a code of
    `Closed` that the thing itself has passed. `address`: where its mail goes today. A kind whose token is no hash in
    the row says with `path` how its address is made, and `find` what a token leads to.
    """

    model: type[models.Model]
    routes: tuple[str, ...]
    hangs_on: Callable[[Any], Iterable[Any]]
    case: Callable[[Any], Any]
    address: Callable[[Any], str] = _nothing
    over: Callable[[Any], str] = _nothing
    held: Callable[[Any], str] = _nothing
    """Why nothing about it may be sent now, in a sentence, though a link that somebody holds opens."""
    language: Callable[[Any], str] = _nothing
    """In which language whom it is for reads; Dutch where nobody knows."""
    rows: Callable[[], Any] | None = None
    now: Callable[[str], Any] | None = None
    """The row whose link has this digest, where a kind reads it with what its page needs besides."""
    make: Callable[[Any], str] = new_token
    own_fields: tuple[str, ...] = ()
    shown: Callable[[str], str] = _same
    read: Callable[[str], str] = _same
    path: Callable[[Any], str] | None = None
    find: Callable[..., Any] | None = None
    belongs: Callable[[Any, Any, str], bool] | None = None
    readdress: Callable[[Any, str], None] | None = None
    renewed: Callable[[Any], None] | None = None
    """What else a fresh link asks for: a letter to be printed anew."""
    perm: str = ""
    """Who may give a new link or withdraw it; with `what` for the read log, and `back`, the page where it stands."""
    what: Text = ""
    back: Callable[[Any], str] = _nothing
    closed_help: Text = _("Vragen? Bel de Eigen Kracht-coördinator.")

    @property
    def name(self) -> str:
        return str(self.model._meta.label_lower)


@dataclass(frozen=True)
class Rule:
    """Something about people, cases or accounts that ends every link that hangs on them."""

    about: type[models.Model]
    closes: Callable[[Any, Any], bool]
    """Asked with the thing itself and the row of the link."""
    why: Closed


LINKS: Registry[LinkKind] = Registry("kind of personal link")
RULES: Registry[Rule] = Registry("rule about personal links")


def add_kind(kind: LinkKind) -> None:
    LINKS.add(kind.name, kind)


def kind_of(row: models.Model) -> LinkKind:
    return LINKS[row._meta.label_lower]


def is_personal(path: str) -> bool:
    """Whether this address opens something for whoever holds it."""
    try:
        name = resolve(path).view_name
    except Resolver404:
        return False
    return any(name in kind.routes for kind in LINKS)


# --- making ------------------------------------------------------------------------------------------------


def address_mark(email: str) -> str:
    """What is kept of the mail address that a link went to."""
    return hash_token(mail_key(email)) if email else ""


def give_token(row: Any, *, to: str = "") -> str:
    """Give a new or locked row another token, and return it; the one before dies. The caller saves `fields_of`.

    `to` is the mail address it goes to; empty for a link that is handed over in another way.
    """
    kind = kind_of(row)
    if row.token_hash and row.token_hash not in row.spent_hashes:
        row.spent_hashes = [*row.spent_hashes, row.token_hash]
    token = kind.make(row)
    row.token_hash = hash_token(token)
    mark_mailed(row, to)
    return token


def mark_mailed(row: Any, to: str) -> None:
    """The link of this row goes to this address now; whoever has it there holds the one that opens."""
    row.link_to = address_mark(to)
    row.link_region = getattr(kind_of(row).case(row), "region_id", None) if to else None
    row.withdrawn_at = None


def fields_of(row: Any) -> list[str]:
    return [*LINK_FIELDS, *kind_of(row).own_fields]


def full_address(path: str) -> str:
    """The address of a page as it stands in a mail."""
    return str(settings.EKC_BASE_URL).rstrip("/") + path


def address_of(row: Any, token: str = "") -> str:
    """The full address of a personal link."""
    kind = kind_of(row)
    path = kind.path(row) if kind.path else reverse(kind.routes[0], args=[kind.shown(token)])
    return full_address(path)


def renew_link(row: Any, *, to: str = "") -> str:
    """A fresh link for a saved row: its full address. The one before dies at once, and says so."""
    if kind_of(row).path:
        return address_of(row)
    token = give_token(row, to=to)
    row.save(update_fields=fields_of(row))
    if renewed := kind_of(row).renewed:
        renewed(row)
    return address_of(row, token)


def end_link(row: Any) -> None:
    """Something newer stands in for this row: its link leads there no more, and says so."""
    if row.token_hash:
        row.spent_hashes = [*row.spent_hashes, row.token_hash]
        row.token_hash = None if row._meta.get_field("token_hash").null else ""
        row.save(update_fields=["spent_hashes", "token_hash"])


def withdraw_link(row: Any) -> None:
    """The link opens nothing any more, until a new one is given."""
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])


# --- opening -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """What a token leads to. `closed` is a code of `Closed`, empty when the link opens; `row` only then.

    `language` is that of whom the link was for, also when it is closed.
    """

    kind: LinkKind
    row: Any
    closed: str = ""
    language: str = settings.LANGUAGE_CODE


_ADDED = re.compile(r"(?:&[a-z]+;|[^A-Za-z0-9_/-])+/?$")
"""What a mail program or scanner took along behind a link: a full stop, a bracket, a quotation mark."""


def without_tail(path: str) -> str:
    """The address without what was taken along behind it; the same when nothing was."""
    return _ADDED.sub("", path)


def look_up(model: type[models.Model], token: str) -> Found:
    """The row behind a link, or why it does not open. Whoever was told no page of it gets none."""
    kind = LINKS[model._meta.label_lower]
    if kind.find is not None:
        row = kind.find(token)
        return _judged(kind, row)
    digest = hash_token(kind.read(token))
    rows = kind.rows() if kind.rows else kind.model._default_manager.all()
    row = kind.now(digest) if kind.now else rows.filter(token_hash=digest).first()
    if row is not None:
        return _judged(kind, row)
    former = rows.filter(spent_hashes__contains=[digest]).first()
    if former is None:
        return Found(kind, None, Closed.UNKNOWN)
    return Found(kind, None, why_closed(former) or Closed.REPLACED, _language(kind, former))


def _judged(kind: LinkKind, row: Any) -> Found:
    if row is None:
        return Found(kind, None, Closed.UNKNOWN)
    closed = why_closed(row)
    return Found(kind, None if closed else row, closed, _language(kind, row))


def _language(kind: LinkKind, row: Any) -> str:
    return kind.language(row) or str(settings.LANGUAGE_CODE)


def opened(model: type[models.Model], token: str) -> Any:
    """The row behind a link that opens; None behind any other."""
    return look_up(model, token).row


def why_closed(row: Any) -> str:
    """THE rule: a code of `Closed` when this link may not open now; empty when it may.

    First who it is for, then what became of the link itself, then what it leads to.
    """
    if refused := refused_to(row):
        return refused
    kind = kind_of(row)
    if getattr(row, "withdrawn_at", None):
        return Closed.WITHDRAWN
    knows_address = kind.address is not _nothing
    if knows_address and getattr(row, "link_to", "") and row.link_to != address_mark(kind.address(row)):
        return Closed.MOVED
    if getattr(row, "link_region", None) not in (None, getattr(kind.case(row), "region_id", None)):
        return Closed.TRANSFERRED
    return kind.over(row)


def refused_to(row: Any) -> str:
    """Why nobody may hold a link to this row now, by any address; empty when somebody may."""
    for thing in kind_of(row).hangs_on(row):
        for rule in RULES:
            if isinstance(thing, rule.about) and rule.closes(thing, row):
                return rule.why
    return ""


def may_be_sent(row: Any) -> bool:
    """Whether a fresh link to this row would open, and may be sent."""
    kind = kind_of(row)
    return not refused_to(row) and not kind.over(row) and not kind.held(row)


def closed_page(request: HttpRequest, found: Found, *, template: str = "links/closed.html") -> HttpResponse:
    """What somebody reads behind a link that does not open. Who guesses is stopped, whatever kind of link it is."""
    is_guess = found.closed == Closed.UNKNOWN
    if is_guess and too_often(request, "unknown-link", limit=MOST_MISSES, seconds=MISSES_IN):
        return render(request, "429.html", status=429)
    why = Closed(found.closed).label
    context = {"why": why, "help": found.kind.closed_help, "closed": found.closed}
    return render(request, template, context, status=410)
