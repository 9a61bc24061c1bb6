"""The page of a database that was written with another key."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ekc.encryption import NotReadable

from .keys import KeyAway

log = logging.getLogger(__name__)


class KeyAwayMiddleware:
    """A page that needs a key which the program was not given says so, and that nothing is lost; the log says which."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return key_away_page(exception) if isinstance(exception, KeyAway | NotReadable) else None


def key_away_page(error: BaseException) -> HttpResponse:
    """The same for whoever catches it elsewhere. Without the request: what stands on a page may be sealed too."""
    log.error("%s", error)
    said = {"key_id": getattr(error, "key_id", ""), "is_of_the_house": isinstance(error, NotReadable)}
    return HttpResponse(render_to_string("503_key.html", said), status=503)
