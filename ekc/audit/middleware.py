"""Ties every row of the change history to who did it and on which page (design 4.8)."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse


class HistoryContextMiddleware:
    """Opens a pghistory context around each request that can change something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        user_id = request.user.pk if request.user.is_authenticated else None
        # The path holds a case number or nothing; no personal data stands in an address (design 4.8).
        with pghistory.context(user=user_id, path=request.path):
            return self.get_response(request)
