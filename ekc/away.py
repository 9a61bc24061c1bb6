"""What somebody sees when something the program stands on is away for a moment: please wait, and no traceback."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from ekc.sealed.keys import KeyAway
from ekc.sealed.middleware import key_away_page

RETRY_AFTER = 10
"""Seconds after which a browser or a proxy may try again."""
_AWAY = ("08", "57P01", "57P02", "57P03", "53300")
"""PostgreSQL is stopping, crashed, is not up yet, has no place left, or the line broke."""


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the database cannot be reached, and not that it refused something."""
    if isinstance(error, InterfaceError):
        return True
    code = getattr(error.__cause__, "pgcode", None) if isinstance(error, OperationalError) else ""
    return code is None or code.startswith(_AWAY)


def something_failed(request: HttpRequest) -> HttpResponse:
    """The page of an error that nobody caught. Called while it is being handled."""
    error = sys.exc_info()[1]
    if isinstance(error, KeyAway):
        return key_away_page(error)
    if not is_away(error):
        return server_error(request)
    # Without the request: who somebody is stands in the database.
    answer = HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"] = str(RETRY_AFTER)
    return answer
