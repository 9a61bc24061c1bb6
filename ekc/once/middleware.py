"""The second press of a form, before any page asks what state things are in by now."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .acts import first_outcome, number_in

SAVED = "bewaard"
"""A cookie with the numbers of the forms that were taken last: `keep.js` lets go of what it kept of those."""
MOST_SAVED = 8
SAVED_SECONDS = 24 * 3600


class OnceMiddleware:
    """Answers a form that was taken before with its first outcome, and tells the browser which forms were taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if taken := getattr(request, "form_taken", ""):
            _tell_the_browser(request, response, taken)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        # What a script sends is answered by its own view, which also asks `once`.
        if request.method != "POST" or request.headers.get("HX-Request"):
            return None
        outcome = first_outcome(request)
        if outcome is None:
            return None
        note_taken(request)
        if outcome.said:
            messages.add_message(request, outcome.level, outcome.said)
        return redirect(outcome.to)


def note_taken(request: HttpRequest) -> None:
    """This form was taken, now or before: the answer says so to the browser."""
    request.form_taken = str(number_in(request) or "")  # type: ignore[attr-defined]


def _tell_the_browser(request: HttpRequest, response: HttpResponse, taken: str) -> None:
    if not request.user.is_authenticated:
        return  # Only who is signed in has forms that keep what is typed.
    before = [each for each in request.COOKIES.get(SAVED, "").split(".") if each and each != taken]
    value = ".".join([*before, taken][-MOST_SAVED:])
    response.set_cookie(SAVED, value, max_age=SAVED_SECONDS, secure=request.is_secure(), samesite="Lax")
