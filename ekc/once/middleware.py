"""The second press of a form: answered before any page asks what state things are in by now, and after it too."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse

from .acts import first_outcome
from .answer import by_script, go_on

SAVED = "bewaard"
"""A cookie with the numbers of the forms that were taken last: `keep.js` lets go of what it kept of those."""
MOST_SAVED = 8
SAVED_SECONDS = 24 * 3600


class OnceMiddleware:
    """Answers a form that was taken before with its first outcome, and tells the browser which forms were taken.

    Of two presses at the same moment the second may find a page that has nothing to do any more: no such row, not now,
    a mistake in the form. What the first press came to is its answer too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not hasattr(request, "form_taken") and (answer := _taken_before(request)):
            response = answer
        if taken := getattr(request, "form_taken", ""):
            _tell_the_browser(request, response, taken)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        return _taken_before(request)


def _taken_before(request: HttpRequest) -> HttpResponse | None:
    # What a script sends is answered by its own view, and so is what leads to no page; both ask `once`.
    if request.method != "POST" or by_script(request):
        return None
    outcome = first_outcome(request)
    if outcome is None or not outcome.to:
        return None
    # Of finding nothing to do any more nothing is said beside it.
    get_messages(request)._queued_messages.clear()  # type: ignore[attr-defined]
    return go_on(request, outcome)


def _tell_the_browser(request: HttpRequest, response: HttpResponse, taken: str) -> None:
    if not request.user.is_authenticated:
        return  # Only who is signed in has forms that keep what is typed.
    name = f"{settings.EKC_COOKIE_PREFIX}{SAVED}"
    before = [each for each in request.COOKIES.get(name, "").split(".") if each and each != taken]
    value = ".".join([*before, taken][-MOST_SAVED:])
    response.set_cookie(name, value, max_age=SAVED_SECONDS, secure=request.is_secure(), samesite="Lax")
