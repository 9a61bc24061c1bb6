"""Text that the database must not hold readable: secrets of the second factor (R45), drafts.

AES-256-GCM. The key is derived from `EKC_FIELD_KEY`, one per purpose, so that what is encrypted for
one purpose cannot be passed off as another.
"""

import base64
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# The prefix tells apart what a later key or cipher wrote.
_VERSION = "v1."
_NONCE_BYTES = 12


class NotReadable(Exception):
    """The text was not encrypted here with this key and purpose, or somebody changed it."""


def encrypt(text: str, *, purpose: str, also: str = "") -> str:
    """Encrypt `text`; two calls with the same text give different results.

    `also` is a secret that the house does not keep, such as the token of a personal link: without it the text is lost.
    """
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(_secret() + also, purpose).encrypt(nonce, text.encode(), purpose.encode())
    return _VERSION + base64.urlsafe_b64encode(nonce + sealed).decode()


def decrypt(sealed_text: str, *, purpose: str, also: str = "") -> str:
    """Give back what `encrypt` got. Raises NotReadable."""
    if not sealed_text.startswith(_VERSION):
        raise NotReadable("This text does not begin with a known version.")
    try:
        sealed = base64.urlsafe_b64decode(sealed_text.removeprefix(_VERSION).encode())
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return _cipher(_secret() + also, purpose).decrypt(nonce, body, purpose.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise NotReadable("This text cannot be read with the present key.") from error


def _secret() -> str:
    # Settings without a field key of their own (a bare `base`) still encrypt: with the other secret.
    return str(getattr(settings, "EKC_FIELD_KEY", "") or settings.SECRET_KEY)


@lru_cache(maxsize=16)
def _cipher(secret: str, purpose: str) -> AESGCM:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"ekc:{purpose}".encode()).derive(secret.encode())
    return AESGCM(key)
