"""The keys that text in the database is sealed with. The first one writes, all of them read.

A key is known by a few letters that are made of it, so that a name and a key can never be confused. Every sealed text
begins with them. It is bound to the column that it stands in: in another column it does not open.
"""

import binascii
import hmac
import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from ekc.encryption import key_of_secret, secret_of_the_house

MARK = "s1."
"""What a sealed text begins with: the version of how it is sealed."""
GONE = "-"
"""What stands where a text was destroyed and the database wants one."""
_ID = slice(3, 9)
_BODY = slice(10, None)
_NONCE_BYTES = 12
LEAST = 40
"""Signs of a key."""


class KeyAway(Exception):
    """A text in the database was sealed with a key that this program was not given, or somebody changed it.

    `key_id`: the letters by which the key that is missing is known; empty where no key is missing.
    """

    def __init__(self, said: str, *, key_id: str = "") -> None:
        super().__init__(said)
        self.key_id = key_id


def key_is_away(where: str, key_id: str) -> KeyAway:
    """The one sentence that names the key and says what to do, wherever it is missed."""
    said = f"{where} holds text that was sealed with the key {key_id}, and that key is not in EKC_KEYS. "
    done = "Give the program the keys that this database was written with (docs/deploy.md); nothing was changed."
    return KeyAway(said + done, key_id=key_id)


@dataclass(frozen=True)
class Key:
    """One key, and the letters that it is known by."""

    id: str
    cipher: AESGCM

    @classmethod
    def of(cls, secret: str) -> "Key":
        known_by = urlsafe_b64encode(key_of_secret(secret, "sealed-id")).decode()[:6]
        return cls(known_by, AESGCM(key_of_secret(secret, "sealed-text")))


class KeyRing:
    """The keys of this house, the one that writes in front."""

    def __init__(self, secrets: list[str]) -> None:
        keys = [Key.of(secret) for secret in secrets]
        self.writes = keys[0]
        self.reads = {key.id: key.cipher for key in keys}

    @cached_property
    def begins(self) -> str:
        """What a text begins with that is sealed with the key that writes."""
        return f"{MARK}{self.writes.id}."


def ring() -> KeyRing:
    """The keys of the settings: those of `EKC_KEYS`, and behind them that of `EKC_FIELD_KEY`."""
    return _ring(settings.EKC_KEYS, secret_of_the_house())


@lru_cache(maxsize=8)
def _ring(keys: str, of_the_house: str) -> KeyRing:
    return KeyRing([*secrets_in(keys), of_the_house])


def id_of_the_house() -> str:
    """The letters by which the key that is made of `EKC_FIELD_KEY` is known."""
    return Key.of(secret_of_the_house()).id


def secrets_in(text: str) -> list[str]:
    """The keys as they are written in a setting: with spaces or commas between them."""
    return text.replace(",", " ").split()


def is_sealed(text: str) -> bool:
    """Whether a text as it lies in the database is sealed."""
    return text.startswith(MARK)


def says_nothing(text: str) -> bool:
    """Whether there is nothing to seal: no text, or what stands where a text was destroyed."""
    return not text or text == GONE or text.isspace()


def seal(text: str, place: bytes) -> str:
    """Seal a text for the column `place`; two calls give different results. What says nothing stays as it is, so that
    the database can tell empty from written."""
    if says_nothing(text):
        return text
    keys = ring()
    nonce = os.urandom(_NONCE_BYTES)
    body = nonce + keys.writes.cipher.encrypt(nonce, text.encode(), place)
    return keys.begins + binascii.b2a_base64(body, newline=False).decode()


def unseal(sealed: str, place: bytes) -> str:
    """What `seal` got. Raises KeyAway."""
    cipher = ring().reads.get(sealed[_ID])
    if cipher is None:
        raise key_is_away(place.decode(), sealed[_ID])
    try:
        # Behind a point may stand a token.
        body = binascii.a2b_base64(sealed[_BODY].partition(".")[0])
        return cipher.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], place).decode()
    except (InvalidTag, ValueError) as error:
        raise KeyAway(f"A text in {place.decode()} does not open: somebody changed it, or moved it here.") from error


def token(word: str, purpose: str) -> str:
    """Letters that are the same for the same word, and tell nobody without the key what it is.

    Made with the key of the house, and not with those of the text: it stays the same when those change.
    """
    return urlsafe_b64encode(
        hmac.digest(_token_key(purpose, secret_of_the_house()), word.encode(), "sha256")[:12]
    ).decode()


@lru_cache(maxsize=64)
def _token_key(purpose: str, secret: str) -> bytes:
    return key_of_secret(secret, f"token:{purpose}")
