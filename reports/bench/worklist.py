"""The worklist against the least it could be: the very statements of the page, and a bare template over their rows.

The page is asked for by Django's test client: one process, the whole stack of middleware, no network. Its bare
counterpart has no stack at all: a cursor and a template.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from cases.models import Case
from ekc.accounts.models import User

from .measuring import Series, queries_of

MOST_QUERIES = 12
BLOCK = 20
ADDRESSES: Mapping[str, Mapping[str, str]] = {
    "first page": {},
    "page 5": {"tab": "alles", "page": "5"},
    "filter": {"referrer_type": "bureau_jeugdzorg", "tab": "voorbereiding"},
    "free text": {"text": "noor jans"},
}
BARE = Template(
    "<!doctype html><html><body><table>{% for number, state, received_on, since, urgent in rows %}"
    "<tr><td>{{ number }}</td><td>{{ state }}</td><td>{{ received_on }}</td><td>{{ since }}</td>"
    "<td>{{ urgent }}</td></tr>{% endfor %}</table></body></html>"
)
# A list that Django reads in pieces; the bare counterpart reads it in one go.
CURSOR = re.compile(r'^DECLARE "\w+" .*?CURSOR .*?FOR ', re.DOTALL)
SHOWN = ("number", "state", "received_on", "state_since", "is_urgent")


class WorklistBenchError(RuntimeError):
    """The worklist did not answer as a worklist, so that there is nothing to measure."""


@dataclass
class WorklistFigures:
    page: Series
    bare: Series
    queries: dict[str, int]
    """Statements per address, those of session and account included."""

    @property
    def most_queries(self) -> int:
        return max(self.queries.values())


def measure_worklist(manager: User, *, requests: int) -> WorklistFigures:
    """Ask for the page `requests` times and run its bare counterpart as often, in alternating blocks.

    Raises WorklistBenchError when a page does not come, or comes without cases.
    """
    client = Client()
    client.force_login(manager)
    page = reverse("cases:worklist")
    pages = {name: _asker(client, page, query) for name, query in ADDRESSES.items()}
    for name, ask in pages.items():
        ask()
        _check(name, client.get(page, ADDRESSES[name]).content.decode())
    statements = {name: queries_of(ask) for name, ask in pages.items()}
    bare = {name: _bare(found) for name, found in statements.items()}
    figures = WorklistFigures(Series(), Series(), {name: len(found) for name, found in statements.items()})
    for act in bare.values():
        act()
    for number in _blocks(requests):
        for series, acts in ((figures.page, pages), (figures.bare, bare)):
            for index in range(number):
                series.time(list(acts.values())[index % len(acts)])
    return figures


def _blocks(requests: int) -> Iterator[int]:
    for begin in range(0, requests, BLOCK):
        yield min(BLOCK, requests - begin)


def _asker(client: Client, page: str, query: Mapping[str, str]) -> Callable[[], None]:
    def ask() -> None:
        status = client.get(page, query).status_code
        if status != 200:
            raise WorklistBenchError(
                f"The worklist answers {status}. The benchmark runs with the settings of a laptop (ekc.settings.dev)."
            )

    return ask


def _check(name: str, html: str) -> None:
    if 'data-label="' not in html:
        raise WorklistBenchError(f"The worklist shows no cases ({name}); take more cases.")


def _bare(statements: list[str]) -> Callable[[], str]:
    """What the page does without the page: run the statements, fetch every row, draw those of the cases."""
    statements = [CURSOR.sub("", statement) for statement in statements]
    columns = [Case._meta.get_field(name).column for name in SHOWN]

    def run() -> str:
        shown = []
        with connection.cursor() as cursor:
            for statement in statements:
                # Without parameters: the statement is as it was sent, percent signs and all.
                cursor.execute(statement)
                if cursor.description is None:
                    continue
                rows, names = cursor.fetchall(), [column.name for column in cursor.description]
                if set(columns) <= set(names):
                    places = [names.index(column) for column in columns]
                    shown = [[row[place] for place in places] for row in rows]
        return BARE.render(Context({"rows": shown}))

    return run
