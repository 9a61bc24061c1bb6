"""The worklist against the same SQL with a bare template, by the same querysets and by the bare statements.

Requests are made by Django's test client: one process, the whole stack of middleware, no network. All three go
through the same stack.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from ekc import collector
from ekc.accounts.models import User

from . import bare
from .measuring import Series, number_of_queries, queries_of

ADDRESSES: Mapping[str, Mapping[str, str]] = {
    "first page": {},
    "page 5": {"tab": "alles", "page": "5"},
    "filter": {"tab": "voorbereiding", "referrer_type": "bureau_jeugdzorg"},
    "signals": {"tab": "signalen"},
    "free text": {"tab": "alles", "text": "jansen"},
}
ROUNDS_IN_A_BLOCK = 5
Asking = Mapping[str, Callable[[], object]]


class WorklistBenchError(RuntimeError):
    """The worklist did not answer as a worklist, so that there is nothing to measure."""


@dataclass
class WorklistFigures:
    """Seconds of the page, and of its two bare counterparts (see `bare`)."""

    page: Series = field(default_factory=Series)
    querysets: Series = field(default_factory=Series)
    statements: Series = field(default_factory=Series)
    queries: dict[str, int] = field(default_factory=dict)
    """Statements per address, with those of session and account."""


def measure_worklist(manager: User, *, requests: int) -> WorklistFigures:
    """Make at least `requests` requests of each kind, in blocks that alternate.

    Raises WorklistBenchError when a page does not come, or comes without cases.
    """
    client = Client(HTTP_HOST="testserver")
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    with override_settings(ROOT_URLCONF=bare.__name__, ALLOWED_HOSTS=hosts), as_in_a_server():
        client.force_login(manager)
        return _measure(client, requests)


@contextmanager
def as_in_a_server() -> Iterator[None]:
    """The garbage collector as gunicorn sets it before it takes the first request (`ekc/gunicorn.py`)."""
    before = gc.get_threshold()
    collector.settle()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _measure(client: Client, requests: int) -> WorklistFigures:
    page = reverse("cases:worklist")
    pages: Asking = {name: _asker(client, page, query) for name, query in ADDRESSES.items()}
    for name, query in ADDRESSES.items():
        _check(name, client.get(page, query).content.decode())
    querysets: Asking = {name: _asker(client, reverse("bench-querysets"), query) for name, query in ADDRESSES.items()}
    statements: Asking = {name: _asker(client, reverse("bench-statements", args=[name])) for name in ADDRESSES}
    sent = {name: queries_of(ask) for name, ask in pages.items()}
    # What session and account ask stands first, and the stack asks it again for the bare page.
    bare.sent.clear()
    of_the_stack = len(queries_of(next(iter(statements.values()))))
    bare.sent.update({name: each[of_the_stack:] for name, each in sent.items()})
    figures = WorklistFigures(queries={name: number_of_queries(each) for name, each in sent.items()})
    kinds = ((figures.page, pages), (figures.querysets, querysets), (figures.statements, statements))
    for _series, asking in kinds:
        _block(Series(), asking)
    while figures.page.n < requests:
        for series, asking in kinds:
            _block(series, asking)
    return figures


def _block(series: Series, asking: Asking) -> None:
    for _round in range(ROUNDS_IN_A_BLOCK):
        for ask in asking.values():
            series.time(ask)


def _asker(client: Client, address: str, query: Mapping[str, str] | None = None) -> Callable[[], None]:
    def ask() -> None:
        status = client.get(address, query).status_code
        if status != 200:
            raise WorklistBenchError(
                f"{address} answers {status}. The benchmark runs with the settings of a laptop (ekc.settings.dev)."
            )

    return ask


def _check(name: str, html: str) -> None:
    if 'data-label="' not in html:
        raise WorklistBenchError(f"The worklist shows no cases ({name}); take more cases.")
