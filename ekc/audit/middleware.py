"""Ties every row of the change history to who did it and on which page (design 4.8)."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.http import HttpRequest, HttpResponse

READING = ("GET", "HEAD", "OPTIONS")
SECRETS = frozenset({"token", "key"})
"""Arguments of an address that open a page by themselves: personal links, drafts, the link for a new password."""


class HistoryContextMiddleware:
    """Opens a pghistory context around each request that can change something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READING:
            return self.get_response(request)
        user_id = request.user.pk if request.user.is_authenticated else None
        with pghistory.context(user=user_id):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> None:
        """Only now it is known what in the address is a secret: of that page the route is kept."""
        if request.method in READING:
            return
        match = request.resolver_match
        # The path holds a case number or nothing; no personal data stands in an address (design 4.8).
        pghistory.context(path=f"/{match.route}" if match and SECRETS & kwargs.keys() else request.path)
