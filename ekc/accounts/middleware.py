"""Signing in: where it leads to, and the second factor, which is not a choice for staff (R27)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from .bindings import came_by_another_door, organisation_saw_second_factor
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
        # Showing at one's organisation who one is: the second factor may be there.
        "accounts:sso",
        "accounts:sso_back",
    }
)


class SignInMiddleware(LoginRequiredMiddleware):
    """Who sent a form when the session had ended comes back to the page of that form, and not to where it was sent:
    that may be no page. What was typed waits there (`keep.js`)."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponse]) -> HttpResponse:
        page = _page_that_sent(request)
        if not page:
            answer: HttpResponse = super().handle_no_permission(request, view_func)
            return answer
        messages.info(request, _("U was niet meer ingelogd. Log weer in: wat u schreef staat er dan nog."))
        return redirect_to_login(page, login_url=self.get_login_url(view_func))


def _page_that_sent(request: HttpRequest) -> str:
    """The address of the page of ours on which a form was sent; empty for reading a page."""
    came_from = request.headers.get("Referer", "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts=hosts, require_https=request.is_secure())
    if request.method != "POST" or not came_from or not is_ours:
        return ""
    found = urlsplit(came_from)
    return urlunsplit(("", "", found.path, found.query, ""))


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
        if request.user.is_authenticated and came_by_another_door(request, request.user):
            return _ended(request, view)
        if not _owes_second_factor(request) or _is_allowed(request):
            return None
        _explain(request)
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(reverse(SETUP))
        return redirect(SETUP)


def _ended(request: HttpRequest, view: Callable[..., HttpResponse]) -> HttpResponse | None:
    """The session of who came by a door that is not theirs any more ends; a page for everybody is shown as always."""
    logout(request)
    if not getattr(view, "login_required", True):
        return None
    messages.info(request, _("U was niet meer ingelogd. Log opnieuw in."))
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(reverse("account_login"))
    answer: HttpResponse = redirect_to_login(request.get_full_path() if request.method == "GET" else "")
    return answer


def _owes_second_factor(request: HttpRequest) -> bool:
    user = request.user
    return (
        settings.EKC_REQUIRE_SECOND_FACTOR
        and user.is_authenticated
        and user.role in STAFF_ROLES
        and not organisation_saw_second_factor(request, user)
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
