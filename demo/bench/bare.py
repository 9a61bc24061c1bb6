"""Two bare counterparts of the worklist, both with a template of one line.

`querysets` asks the database as the page does, by the same filter and the same querysets. `statements` sends the
very statements of the page through a cursor, without Django's models.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.desk.filters import WorklistFilter
from cases.desk.reads.worklist import worklist_of
from cases.models import Case
from ekc.access import require, shown

PAGE = Template(
    "<!doctype html><html><body><table>{% for number, state, received_on, since, urgent in rows %}"
    "<tr><td>{{ number }}</td><td>{{ state }}</td><td>{{ received_on }}</td><td>{{ since }}</td>"
    "<td>{{ urgent }}</td></tr>{% endfor %}</table></body></html>"
)
SHOWN = ("number", "state", "received_on", "state_since", "is_urgent")
# A list that Django reads in pieces; here it is read in one go.
CURSOR = re.compile(r'^DECLARE "\w+" .*?CURSOR .*?FOR ', re.DOTALL)

sent: dict[str, list[str]] = {}
"""What the view `statements` sends for each name in its address."""


def querysets(request: HttpRequest) -> HttpResponse:
    """The view of the worklist, except that it does not make its rows and does not draw its page."""
    require(request, "worklist.view")
    chosen = WorklistFilter(request.GET, queryset=Case.objects.for_user(request.user), user=request.user)
    bring_steps_up_to_date()
    listed = worklist_of(chosen.qs, request.GET, chosen.form.cleaned_data)
    cases = shown(request, listed.cases, what="bench")
    return HttpResponse(_drawn([[getattr(case, name) for name in SHOWN] for case in cases]))


def statements(request: HttpRequest, name: str) -> HttpResponse:
    """Send statements as they were sent, fetch every row, and draw the cases among them."""
    columns = [Case._meta.get_field(name).column for name in SHOWN]
    cases: list[list[Any]] = []
    with connection.cursor() as cursor:
        for statement in sent.get(name, []):
            # Without parameters, so that a percent sign in it is a percent sign.
            cursor.execute(CURSOR.sub("", statement))
            if cursor.description is None:
                continue
            rows, titles = cursor.fetchall(), [column.name for column in cursor.description]
            if set(columns) <= set(titles):
                places = [titles.index(column) for column in columns]
                cases = [[row[place] for place in places] for row in rows]
    return HttpResponse(_drawn(cases))


def _drawn(rows: Sequence[Sequence[Any]]) -> str:
    return PAGE.render(Context({"rows": rows}))


# The addresses of the program with one more; only the benchmark turns to this list.
urlpatterns = [
    path("bench/querysets/", querysets, name="bench-querysets"),
    path("bench/statements/<str:name>/", statements, name="bench-statements"),
    path("", include("ekc.urls")),
]
