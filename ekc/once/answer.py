"""What a browser is told of a form that was taken."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .acts import Outcome, number_in

WITH_WAY_BACK = "terug:"
"""Before the number of a press in the tags of its message: `{% take_back_button message %}` draws the button."""


def by_script(request: HttpRequest) -> bool:
    """Whether a script of the page sent this (`queue.js`): it takes a piece of the page, or nothing, for an answer."""
    return bool(request.headers.get("HX-Request"))


def way_back_from(request: HttpRequest, outcome: Outcome | None) -> UUID | None:
    """The number by which this press is taken back, for a button in a piece of the page."""
    return number_in(request) if outcome and outcome.way_back else None


def note_taken(request: HttpRequest) -> None:
    """This form was taken, now or before: the answer says so to the browser (`OnceMiddleware`)."""
    request.form_taken = str(number_in(request) or "")  # type: ignore[attr-defined]


def go_on(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """Say what came of an act that `once` did, with the way back, and go where it leads."""
    note_taken(request)
    number = number_in(request)
    if outcome.said:
        tags = f"{WITH_WAY_BACK}{number}" if number and outcome.way_back else ""
        messages.add_message(request, outcome.level, outcome.said, extra_tags=tags)
    return redirect(outcome.to)
