"""Pages behind personal links that stay open for a while after the button of their door, in this session alone."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

STAYS_OPEN = dt.timedelta(minutes=30)
"""After the button of the door a page opens by itself for so long; "Sluit deze pagina" ends it."""


class OpenPages:
    """Those of one kind of link; `name` is where the session keeps until when each is open."""

    def __init__(self, name: str) -> None:
        self.name = name

    def is_open(self, request: HttpRequest, row: Any) -> bool:
        """Whether the button was pressed for this row, and not too long ago."""
        return bool(request.session.get(self.name, {}).get(str(row.pk), 0) > timezone.now().timestamp())

    def open(self, request: HttpRequest, row: Any) -> None:
        """From now on the page of this row opens by itself for a while."""
        until = (timezone.now() + STAYS_OPEN).timestamp()
        request.session[self.name] = {**request.session.get(self.name, {}), str(row.pk): until}
