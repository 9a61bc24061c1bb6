"""One press more, and the one before it did not happen."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ekc.pages import pressed

from .acts import led_to
from .taking_back import take_back


@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back what this person pressed just now."""
    to = led_to(key, by=request.user)
    return pressed(request, lambda: take_back(key, by=request.user), done=_("Het is ongedaan gemaakt."), to=to)
