"""What the door of the house remembers: how long somebody did nothing, on which device somebody was let in before, and
that nothing stays in the browser of who leaves."""

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, logout
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from ekc.addresses import mail_key
from ekc.ratelimit import counted

BY_ITSELF = "X-Vanzelf"
"""A page that is open asks something by itself: that is nobody who does something."""
SEEN, SINCE = "seen", "since"
NOTED_EVERY = 60
"""Seconds: a session is not written at each page."""
KNOWN_FOR = 180 * 24 * 3600
MOST_KNOWN = 5
MOST_TRIES, TRIES_IN = 5, 300
_LEFT, _CAME_IN = "_left_the_house", "_came_in"


class DoorMiddleware:
    """Ends a session in which nobody did anything, knows a device again, and clears up behind who signs out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _keep_time(request)
        response = self.get_response(request)
        if getattr(request, _LEFT, False):
            # Not the cookies: the device stays known, and the language chosen. The session is gone on the server.
            response["Clear-Site-Data"] = '"cache", "storage"'
        if who := getattr(request, _CAME_IN, None):
            _remember_device(request, response, who)
        return response


# --- doing nothing --------------------------------------------------------------------------------
def idle_seconds(user: Any) -> int:
    """After how many seconds without doing anything a session of this person ends; 0: never."""
    minutes: float = settings.EKC_IDLE_MINUTES.get(user.role, settings.EKC_IDLE_MINUTES.get("", 0))
    return int(minutes * 60)


def seconds_left(request: HttpRequest) -> int:
    """How long this session still lasts when nobody does anything."""
    now = int(timezone.now().timestamp())
    idle = int(request.session.get(SEEN, now)) + idle_seconds(request.user) - now
    whole = int(request.session.get(SINCE, now)) + settings.SESSION_COOKIE_AGE - now
    return max(0, min(idle, whole))


def _keep_time(request: HttpRequest) -> None:
    if not idle_seconds(request.user):
        return
    now = int(timezone.now().timestamp())
    session = request.session
    if SEEN in session and seconds_left(request) == 0:
        logout(request)
        # Nobody chose to leave: what was typed waits in this tab for who it is from (`keep.js`).
        setattr(request, _LEFT, False)
        if BY_ITSELF not in request.headers:
            messages.info(request, _("U deed een tijd niets. Daarom bent u uitgelogd. Log weer in om verder te gaan."))
        return
    noted_every = min(NOTED_EVERY, idle_seconds(request.user) // 10)
    if BY_ITSELF not in request.headers and now - session.get(SEEN, 0) >= noted_every:
        session[SEEN] = now
        session.setdefault(SINCE, now)


# --- a device that is known -----------------------------------------------------------------------
def device_cookie() -> str:
    return f"{settings.EKC_COOKIE_PREFIX}bekend"


def known_device(request: HttpRequest, email: str) -> str:
    """The mark of this device, where somebody was let in to this account on it before; empty on any other, and on all
    of them once every session of the account was ended."""
    device, marks = _in_cookie(request)
    if not device or not marks:
        return ""
    mark = _mark(device, email, _generation_of(email))
    return mark if any(constant_time_compare(mark, each) for each in marks) else ""


def too_many_tries(mark: str) -> bool:
    """Count a try on a known device, apart from what others try elsewhere; whether these were too many."""
    return counted(_tries(mark), seconds=TRIES_IN) > MOST_TRIES


def _tries(mark: str) -> str:
    return f"tries:{mark}"


def _in_cookie(request: HttpRequest) -> tuple[str, list[str]]:
    """The number of this device, and the marks of who was let in on it."""
    device, *marks = request.COOKIES.get(device_cookie(), "").split(".")
    return device, marks


def _generation_of(email: str) -> int:
    found = get_user_model().objects.filter(email__iexact=mail_key(email)).values_list("session_generation", flat=True)
    return found.first() or 0


def _mark(device: str, email: str, generation: int) -> str:
    of_what = f"{device}:{mail_key(email)}" + (f":{generation}" if generation else "")
    return salted_hmac("ekc.known-device", of_what, algorithm="sha256").hexdigest()[:32]


def _remember_device(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    device, marks = _in_cookie(request)
    device = device if len(device) == 32 else secrets.token_hex(16)
    mark = _mark(device, user.email, user.session_generation)
    cache.delete(_tries(mark))
    value = ".".join([device, mark, *(each for each in marks if each != mark)][: MOST_KNOWN + 1])
    response.set_cookie(
        device_cookie(), value, max_age=KNOWN_FOR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def somebody_came_in(request: HttpRequest, user: Any) -> None:
    """Said after the second factor: before it nobody is in."""
    setattr(request, _CAME_IN, user)


def somebody_left(request: HttpRequest) -> None:
    setattr(request, _LEFT, True)
