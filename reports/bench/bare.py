"""The bare counterpart of the worklist: its statements through a cursor, its rows through a template of one line."""

import re
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

from cases.models import Case

PAGE = Template(
    "<!doctype html><html><body><table>{% for number, state, received_on, since, urgent in rows %}"
    "<tr><td>{{ number }}</td><td>{{ state }}</td><td>{{ received_on }}</td><td>{{ since }}</td>"
    "<td>{{ urgent }}</td></tr>{% endfor %}</table></body></html>"
)
SHOWN = ("number", "state", "received_on", "state_since", "is_urgent")
# A list that Django reads in pieces; here it is read in one go.
CURSOR = re.compile(r'^DECLARE "\w+" .*?CURSOR .*?FOR ', re.DOTALL)

statements: dict[str, list[str]] = {}
"""What the bare view runs for each name in its address."""


def run(sent: Sequence[str]) -> str:
    """Run statements as they were sent, fetch every row, and draw the cases among them."""
    columns = [Case._meta.get_field(name).column for name in SHOWN]
    shown: list[list[Any]] = []
    with connection.cursor() as cursor:
        for statement in sent:
            # Without parameters, so that a percent sign in it is a percent sign.
            cursor.execute(CURSOR.sub("", statement))
            if cursor.description is None:
                continue
            rows, names = cursor.fetchall(), [column.name for column in cursor.description]
            if set(columns) <= set(names):
                places = [names.index(column) for column in columns]
                shown = [[row[place] for place in places] for row in rows]
    return PAGE.render(Context({"rows": shown}))


def bare(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(run(statements.get(name, [])))


# The addresses of the program with one more; only the benchmark turns to this list.
urlpatterns = [path("bench/<str:name>/", bare, name="bench-bare"), path("", include("ekc.urls"))]
