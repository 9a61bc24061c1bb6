"""The doors of organisations: who lets their own people log in by OpenID Connect (docs/adr/0064).

Read from the setting `EKC_SSO` and from nowhere else: no page makes a door. This module asks the database nothing, so
that the settings of production can judge the text before anything starts.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NEEDED = ("code", "name", "organisation", "issuer", "client_id", "secret")
KNOWN = frozenset({*NEEDED, "domains", "amr", "acr", "passwords"})
_LISTS = ("domains", "amr", "acr")
_ON_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Door:
    """One organisation, and who tells us that somebody is of it."""

    code: str
    name: str
    # The number in the address of its page.
    organisation: int
    issuer: str
    client_id: str
    secret: str
    # Of mail addresses; without any nobody is found by an address.
    domains: frozenset[str] = frozenset()
    # What a token says when a second factor was asked; without any ours is asked.
    amr: frozenset[str] = frozenset()
    acr: frozenset[str] = frozenset()
    # Whether its people may also log in with a password or a passkey of the house.
    passwords: bool = True

    def saw_second_factor(self, claims: Mapping[str, Any]) -> bool:
        """Whether the token says that the organisation asked a second factor, in one of the words that were agreed."""
        methods = claims.get("amr")
        said = {str(each) for each in methods} if isinstance(methods, list) else set()
        return bool(said & self.amr) or str(claims.get("acr", "")) in self.acr


def read_doors(text: str) -> tuple[tuple[Door, ...], tuple[str, ...]]:
    """The doors that the setting names, and what is wrong with it: a line per fault."""
    if not text.strip():
        return (), ()
    try:
        rows = json.loads(text)
    except ValueError:
        return (), ("EKC_SSO is not JSON. docs/deploy.md shows how it is written.",)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return (), ("EKC_SSO is not a list of objects, one for each organisation.",)
    faults = [fault for number, row in enumerate(rows, start=1) for fault in _faults(number, row)]
    if faults:
        return (), tuple(faults)
    doors = tuple(_door(row) for row in rows)
    for what in ("code", "organisation"):
        if len({getattr(door, what) for door in doors}) < len(doors):
            faults.append(f"EKC_SSO names the same {what} twice.")
    return doors, tuple(faults)


@lru_cache(maxsize=8)
def doors_in(text: str) -> tuple[Door, ...]:
    """The doors that the setting names. Raises ImproperlyConfigured."""
    doors, faults = read_doors(text)
    if faults:
        raise ImproperlyConfigured(" ".join(faults))
    return doors


def _faults(number: int, row: dict[str, Any]) -> list[str]:
    where = f"Organisation {number} of EKC_SSO"
    faults = [f"{where} has no {name}." for name in NEEDED if not row.get(name)]
    faults += [f"{where} says {name}, which is no word of it." for name in row if name not in KNOWN]
    if not re.fullmatch(r"[a-z0-9-]{1,40}", str(row.get("code", "x"))):
        faults.append(f"The code of {where[0].lower()}{where[1:]} may hold small letters, digits and hyphens.")
    if not isinstance(row.get("organisation", 0), int):
        faults.append(f"{where}: organisation is the number in the address of its page.")
    if not isinstance(row.get("passwords", True), bool):
        faults.append(f"{where}: passwords is true or false.")
    for name in _LISTS:
        words = row.get(name, [])
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            faults.append(f"{where}: {name} is a list of words.")
    return faults + _faults_of_issuer(where, str(row.get("issuer") or ""))


def _faults_of_issuer(where: str, issuer: str) -> list[str]:
    parts = urlsplit(issuer)
    is_near = parts.scheme == "http" and parts.hostname in _ON_THIS_MACHINE
    if issuer and not (parts.scheme == "https" and parts.hostname) and not is_near:
        return [f"{where}: issuer is an address that begins with https://."]
    return []


def _door(row: dict[str, Any]) -> Door:
    lists = {name: frozenset(row.get(name, [])) for name in _LISTS}
    return Door(**{**row, **lists})
