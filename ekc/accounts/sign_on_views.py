"""The pages between this house and an organisation that lets its own people log in."""

import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ekc.access import require
from ekc.pages import form_page, form_view
from ekc.ratelimit import too_often

from .bindings import METHOD, account_behind, bind, door_of, unbind
from .models import User
from .organisation_doors import Door
from .sign_on import NotLetIn, come_back, door_called, doors, go_there, log
from .views import MANAGE, me, person_of, stay_signed_in

MOST_TRIES, TRIES_IN = 60, 300
"""Of one address: an office that begins its day is let in."""
_WAITING = "sso_waiting"
WAITS = 600


@login_not_required
@never_cache
@require_GET
def choose_organisation(request: HttpRequest) -> HttpResponse:
    """Which organisation; where there is one only, its door at once."""
    found = doors()
    if not found:
        raise Http404
    leads_to = get_next_redirect_url(request) or ""
    if len(found) == 1:
        return redirect(reverse("accounts:sso", args=[found[0].code], query={"next": leads_to} if leads_to else None))
    return render(request, "account/organisation.html", {"doors": found, "leads_to": leads_to})


@login_not_required
@never_cache
@require_GET
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """To the organisation, to show there who one is."""
    door = _door(code)
    if too_often(request, "sso", limit=MOST_TRIES, seconds=TRIES_IN):
        return render(request, "429.html", status=429)
    try:
        again = "opnieuw" in request.GET and request.user.is_authenticated
        answer: HttpResponse = go_there(request, door, leads_to=get_next_redirect_url(request) or "", again=again)
    except NotLetIn as refused:
        return _not_let_in(request, door, refused)
    return answer


@never_cache
@require_GET
def connect(request: HttpRequest, code: str) -> HttpResponse:
    """To the organisation, to show there which account is theirs who is logged in here. Who they are is asked again
    first: what is bound opens this account from then on, and somebody else may sit at this screen."""
    door = _door(code)
    if door_of(request.user) != door:
        raise Http404
    if not did_recently_reauthenticate(request):
        raise ReauthenticationRequired
    try:
        answer: HttpResponse = go_there(request, door, binds=True)
    except NotLetIn as refused:
        return _not_let_in(request, door, refused)
    return answer


@login_not_required
@never_cache
@require_GET
def back(request: HttpRequest, code: str) -> HttpResponse:
    """From the organisation: let in who it says it is, where that is somebody of ours. Makes no account."""
    door = _door(code)
    try:
        asked, claims = come_back(request, door)
        if asked["binds"]:
            return _ask_whether_to_bind(request, door, claims, asked["binds"])
        person = account_behind(door, claims)
    except NotLetIn as refused:
        return _not_let_in(request, door, refused)
    bind(person, door=door, subject=str(claims["sub"]))
    person.refresh_from_db()
    return _let_in(request, door, person, claims, asked)


def _let_in(
    request: HttpRequest, door: Door, person: User, claims: dict[str, Any], asked: dict[str, Any]
) -> HttpResponse:
    is_in = request.user.is_authenticated and request.user.pk == person.pk
    if request.user.is_authenticated and not is_in:
        logout(request)
    told = {"provider": door.code, "second_factor": door.saw_second_factor(claims)}
    # Only who was asked again there may change here what asks for that.
    record_authentication(request, person, METHOD, **told, **({"reauthenticated": True} if asked["again"] else {}))
    if is_in:
        return redirect(asked["next"] or "home")
    answer: HttpResponse = perform_login(request, person, email_verification="none", redirect_url=asked["next"] or None)
    return answer


def _ask_whether_to_bind(request: HttpRequest, door: Door, claims: dict[str, Any], who: int) -> HttpResponse:
    """Nothing is bound by coming back: somebody else may have sent this browser there."""
    if request.user.pk != who:
        raise NotLetIn("somebody else came back", _("U bent niet meer ingelogd. Log in, en koppel daarna opnieuw."))
    shown = str(claims.get("email") or claims.get("name") or claims["sub"])
    request.session[_WAITING] = {"door": door.code, "subject": str(claims["sub"]), "shown": shown, "at": time.time()}
    return redirect("accounts:sso_confirm")


@form_view
def confirm(request: HttpRequest) -> HttpResponse:
    """Whether the account that was shown there is really theirs: one press binds it."""
    waiting = request.session.get(_WAITING) or {}
    door = door_called(waiting.get("door", ""))
    if door is None or time.time() - waiting["at"] > WAITS:
        raise Http404

    def save() -> None:
        bind(me(request), door=door, subject=waiting["subject"])
        request.session.pop(_WAITING, None)

    return form_page(
        request,
        None,
        save=save,
        title=_("Is dit uw account bij %(name)s?") % {"name": door.name},
        text=_(
            "U logde daar in als %(shown)s. Wie met dat account inlogt, komt voortaan in uw account bij Eigen Kracht. "
            "Kent u dit account niet? Ga dan terug."
        )
        % {"shown": waiting["shown"]},
        submit=_("Ja, koppelen"),
        done=_("Uw account is gekoppeld. U kunt voortaan inloggen met uw organisatie."),
        back_url=reverse("mfa_index"),
        back_label=_("Veilig inloggen"),
    )


@form_view
def person_unbind(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    person = person_of(request, pk)
    return form_page(
        request,
        None,
        save=lambda: _unbind(request, person),
        title=_("Koppeling van %(name)s weghalen?") % {"name": person.full_name},
        text=_(
            "Doe dit als het account bij de organisatie van iemand anders is, of niet meer bestaat. Deze persoon wordt "
            "overal uitgelogd. Bij de volgende keer inloggen met de organisatie komt er een nieuwe koppeling, als het "
            "e-mailadres daar nog klopt."
        ),
        submit=_("Koppeling weghalen"),
        done=_("De koppeling is weggehaald."),
        danger=True,
        back_url=reverse("accounts:person", args=[pk]),
        back_label=_("Terug"),
    )


def _unbind(request: HttpRequest, person: User) -> None:
    unbind(person, by=me(request))
    stay_signed_in(request, User.objects.get(pk=person.pk))


def _door(code: str) -> Door:
    door = door_called(code)
    if door is None:
        raise Http404
    return door


def _not_let_in(request: HttpRequest, door: Door, refused: NotLetIn) -> HttpResponse:
    log.warning("Not let in by the door %s: %s", door.code, refused.why)
    messages.error(request, str(refused.sentence))
    return redirect("mfa_index" if request.user.is_authenticated else "account_login")
