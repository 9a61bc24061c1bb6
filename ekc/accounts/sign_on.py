"""Logging in by way of an organisation: going there, coming back, and what its token says (OpenID Connect).

django-allauth holds the conversation: what was asked in this browser (state), that the code is of who asked for it
(PKCE), the token. Here stands what it leaves to others: the number that ties a token to this very question (nonce), the
signature of the token, and that nothing that was asked for in an address goes along.
"""

import logging
import secrets
from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from .organisation_doors import Door, doors_in

log = logging.getLogger(__name__)
# Only keys of which the other half stays with the organisation: with a shared one, whoever knows it makes tokens.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
LEEWAY = 60
"""Seconds that two clocks may differ."""
JUST_NOW = 300
"""Seconds in which somebody who was asked again must have shown who they are."""
AWAY = _("Uw organisatie antwoordt nu niet. Probeer het straks opnieuw.")
FAILED = _("Het inloggen met uw organisatie is niet gelukt. Probeer het nog een keer.")
STOPPED = _("U bent bij uw organisatie gestopt met inloggen. U kunt het opnieuw proberen.")


class NotLetIn(Exception):
    """Somebody is not let in by this door. `why` is for the log and names nobody; `sentence` is for the person."""

    def __init__(self, why: str, sentence: Any) -> None:
        super().__init__(why)
        self.why, self.sentence = why, sentence


class SocialAdapter(DefaultSocialAccountAdapter):
    """What django-allauth asks of doors: those of the setting alone, and nobody gets an account by one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        found = [door for door in doors() if provider in (None, door.code)]
        return [_app(door) for door in found if client_id in (None, door.client_id)]


def doors() -> tuple[Door, ...]:
    return doors_in(settings.EKC_SSO)


def door_called(code: str) -> Door | None:
    return next((door for door in doors() if door.code == code), None)


def _app(door: Door) -> SocialApp:
    told = {"client_id": door.client_id, "secret": door.secret, "settings": {"server_url": door.issuer}}
    return SocialApp(provider="openid_connect", provider_id=door.code, name=door.name, **told)


class _Conversation(OpenIDConnectOAuth2Adapter):
    """With one door, in one request."""

    def __init__(self, request: HttpRequest, door: Door) -> None:
        super().__init__(request, door.code)
        self.door = door

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.door.issuer:
            raise OAuth2Error("it says that it is somebody else")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        address: str = build_absolute_uri(request, reverse("accounts:sso_back", args=[self.door.code]))
        return address


def go_there(request: HttpRequest, door: Door, *, leads_to: str = "", again: bool = False, binds: bool = False) -> Any:
    """Send the browser to the organisation. `again`: it must ask who it is, whoever is logged in there. `binds`: not
    to log in, but to show which account there belongs to who is logged in here. Raises NotLetIn."""
    try:
        talk = _Conversation(request, door)
        client = talk.get_client(request, _app(door))
        leads = talk.authorize_url
    except (requests.RequestException, OAuth2Error, KeyError, ValueError) as error:
        raise NotLetIn(f"away ({type(error).__name__})", AWAY) from error
    challenge = generate_code_challenge()
    asked = {"next": leads_to, "again": again, "nonce": secrets.token_urlsafe(32)}
    asked |= {"verifier": challenge.pop("code_verifier"), "binds": request.user.pk if binds else None}
    client.state = statekit.stash_state(request, provider_id=door.code, state=asked)
    more = {**challenge, "nonce": asked["nonce"]} | ({"prompt": "login", "max_age": "0"} if again else {})
    answer: HttpResponse = HttpResponseRedirect(client.get_redirect_url(leads, ["openid", "email"], more))
    return answer


def come_back(request: HttpRequest, door: Door) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was asked in this browser, and what the organisation says of who it is. Raises NotLetIn."""
    asked = statekit.unstash_state(request, provider_id=door.code, state_id=request.GET.get("state", ""))
    if asked is None:
        raise NotLetIn("not asked for in this browser", FAILED)
    if "code" not in request.GET:
        was_stopped = request.GET.get("error") == "access_denied"
        raise NotLetIn("no code", STOPPED if was_stopped else FAILED)
    try:
        talk = _Conversation(request, door)
        client = talk.get_client(request, _app(door))
        given = talk.get_access_token_data(request, _app(door), client, pkce_code_verifier=asked["verifier"])
        claims = _claims(talk, str(given["id_token"]))
    except requests.RequestException as error:
        raise NotLetIn(f"away ({type(error).__name__})", AWAY) from error
    except (OAuth2Error, jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        # What the token or the answer says is not written down: it names somebody.
        raise NotLetIn(f"a token that does not hold ({type(error).__name__})", FAILED) from error
    if not constant_time_compare(str(claims.get("nonce", "")), asked["nonce"]):
        raise NotLetIn("a token of another question", FAILED)
    if asked["again"] and not _is_just_now(claims.get("auth_time")):
        raise NotLetIn("was not asked again", FAILED)
    return asked, claims


def _claims(talk: _Conversation, token: str) -> dict[str, Any]:
    with get_adapter().get_requests_session() as session:
        answer = session.get(talk.openid_config["jwks_uri"])
        answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json())
    number = jwt.get_unverified_header(token).get("kid")
    fitting = [key for key in keys.keys if key.key_id == number or (number is None and len(keys.keys) == 1)]
    if not fitting:
        raise OAuth2Error("a key that is not theirs")
    claims: dict[str, Any] = jwt.decode(
        token,
        fitting[0].key,
        algorithms=ALGORITHMS,
        audience=talk.door.client_id,
        issuer=talk.door.issuer,
        leeway=LEEWAY,
        options={"require": ["exp", "iat", "aud", "iss", "sub"]},
    )
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != talk.door.client_id:
        raise OAuth2Error("meant for another")
    if not 0 < len(str(claims["sub"])) <= 191:
        raise OAuth2Error("nobody")
    return claims


def _is_just_now(moment: Any) -> bool:
    now = timezone.now().timestamp()
    return isinstance(moment, int | float) and now - JUST_NOW - LEEWAY <= moment <= now + LEEWAY
