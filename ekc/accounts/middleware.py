"""The second factor is not a choice for staff (R27)."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from .codes import STAFF_ROLES
from .querysets import SECOND_FACTORS

SETUP = "mfa_index"
# What setting one up needs, and the way out. A stale login is asked for the password again first.
ALLOWED = frozenset(
    {
        SETUP,
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "account_logout",
    }
)


class SecondFactorMiddleware:
    """Sends a signed-in person without a second factor to the page that sets one up, and nowhere else.

    Static files never come this far: whitenoise or the web server answers them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not _owes_second_factor(request) or _is_allowed(request):
            return None
        _explain(request)
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(reverse(SETUP))
        return redirect(SETUP)


def _owes_second_factor(request: HttpRequest) -> bool:
    user = request.user
    return (
        settings.EKC_REQUIRE_SECOND_FACTOR
        and user.is_authenticated
        and user.role in STAFF_ROLES
        and not is_mfa_enabled(user, types=SECOND_FACTORS)
    )


def _is_allowed(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in ALLOWED


def _explain(request: HttpRequest) -> None:
    text = _(
        "Stel eerst een tweede stap in voor het inloggen: een app met codes of een passkey. "
        "Zo kan niemand anders bij de gegevens van families. Daarna kunt u verder."
    )
    waiting: Any = messages.get_messages(request)
    # A page with five parts would say it five times.
    if text not in {str(message) for message in waiting}:
        messages.warning(request, text)
    # Looking is not showing: what waits stays for the page that shows it.
    waiting.used = False
