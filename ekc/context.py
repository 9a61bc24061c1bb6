"""What every page knows."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject

from ekc import navigation
from ekc.accounts.bindings import door_of
from ekc.accounts.door import idle_seconds
from ekc.accounts.sign_on import doors


def house(request: HttpRequest) -> dict[str, Any]:
    """Menu and footer are worked out only where a page draws them."""
    if not hasattr(request, "user"):
        # Refused before anybody looked who it is: a host that is not ours.
        request.user = AnonymousUser()
    return {
        "languages": settings.LANGUAGES if getattr(request, "speaks_languages", False) else [],
        "is_demo": settings.EKC_DEMO,
        "house_phone": settings.EKC_PHONE,
        "quick_exit": settings.EKC_QUICK_EXIT,
        "news_url": SimpleLazyObject(lambda: navigation.news_address(request)),
        "reader": _reader(request),
        "idle_seconds": _idle_seconds(request),
        "has_doors": SimpleLazyObject(lambda: bool(doors())),
        "own_door": SimpleLazyObject(lambda: door_of(request.user)),
        "menu": SimpleLazyObject(lambda: navigation.menu_for(request)),
        "footer": SimpleLazyObject(lambda: navigation.footer_links(request)),
    }


def _idle_seconds(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return idle_seconds(user) if user is not None and user.is_authenticated else 0


def _reader(request: HttpRequest) -> str:
    """A mark of who is signed in: what a browser keeps of one person is not shown to the next (`keep.js`)."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return salted_hmac("ekc.reader", str(user.pk), algorithm="sha256").hexdigest()[:16]
