"""`Sluit deze pagina`: the way out for who is looked over the shoulder. The device keeps nothing of what was typed."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

LEAVE = "leave"
"""Sent along with what was typed last: keep it, and then let go."""


def let_go(request: HttpRequest) -> None:
    """Nothing on this device leads back to a draft, or into an account: Back asks for the code, or to sign in."""
    request.session.flush()


# Never refused: a way out that does not open is worse than one that somebody else pressed.
@csrf_exempt
@login_not_required
@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    let_go(request)
    # No redirect: the page's own policy lets a form lead nowhere outside.
    return HttpResponse(headers={"Refresh": f"0; url={settings.EKC_QUICK_EXIT}", "Referrer-Policy": "no-referrer"})
