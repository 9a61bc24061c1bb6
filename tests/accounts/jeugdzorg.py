"""An organisation with a door of its own, and how its people come in by it."""

import json
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.test import Client

from ekc.accounts.models import User

from .oidc_provider import CLIENT, SECRET, Provider

INSIDE = "/account/blijf/"
MAIL = "dirk@jeugdzorg.example"


def open_door(settings: Any, provider: Provider, **more: Any) -> None:
    told = {"code": "jeugdzorg", "name": "Jeugdzorg", "organisation": provider.organisation.pk}  # type: ignore[attr-defined]
    told |= {"issuer": provider.issuer, "client_id": CLIENT, "secret": SECRET, "domains": ["Jeugdzorg.example"]}
    settings.EKC_SSO = json.dumps([told | {"amr": ["mfa"]} | more])


def says(provider: Provider, **claims: Any) -> None:
    provider.claims = {"email": MAIL, "email_verified": True, **claims}


def sign_on(client: Client, provider: Provider, address: str = "/account/organisatie/jeugdzorg/") -> Any:
    """There and back, as a browser goes; the answer to coming back."""
    away = client.get(address)
    assert away.status_code == 302, away.content.decode()
    return client.get(provider.log_in(away.url))


def is_in(client: Client) -> bool:
    return client.get(INSIDE).status_code == 200


def said(client: Client, answer: Any) -> str:
    return client.get(answer.url, follow=True).content.decode() if answer.status_code == 302 else ""


def refused(client: Client, provider: Provider, sentence: str) -> None:
    before = User.objects.count()
    answer = sign_on(client, provider)
    assert sentence in said(client, answer)
    assert not is_in(client)
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()
