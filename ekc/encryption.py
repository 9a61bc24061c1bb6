"""What the database must not hold readable: secrets of the second factor (R45), drafts, photos.

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
_VERSION = b"v1."
_NONCE_BYTES = 12


class NotReadable(Exception):
    """The text was not encrypted here with this key and purpose, or somebody changed it."""


def encrypt(text: str, *, purpose: str, also: str = "") -> str:
    """Encrypt `text`; two calls with the same text give different results.

    `also` is a secret that the house does not keep, such as the token of a personal link: without it the text is lost.
    """
    sealed = encrypt_bytes(text.encode(), purpose=purpose, also=also).removeprefix(_VERSION)
    return _VERSION.decode() + base64.urlsafe_b64encode(sealed).decode()


def decrypt(sealed_text: str, *, purpose: str, also: str = "") -> str:
    """Give back what `encrypt` got. Raises NotReadable."""
    prefix = _VERSION.decode()
    if not sealed_text.startswith(prefix):
        raise NotReadable("This text does not begin with a known version.")
    try:
        sealed = base64.urlsafe_b64decode(sealed_text.removeprefix(prefix).encode())
    except ValueError as error:
        raise NotReadable("This text was not encrypted here.") from error
    return decrypt_bytes(_VERSION + sealed, purpose=purpose, also=also).decode()


def encrypt_bytes(data: bytes, *, purpose: str, also: str = "") -> bytes:
    """Encrypt `data`, as `encrypt` does with text."""
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + _cipher(secret_of_the_house() + also, purpose).encrypt(nonce, data, purpose.encode())


def decrypt_bytes(sealed: bytes, *, purpose: str, also: str = "") -> bytes:
    """Give back what `encrypt_bytes` got. Raises NotReadable."""
    if not sealed.startswith(_VERSION):
        raise NotReadable("This does not begin with a known version.")
    body = sealed.removeprefix(_VERSION)
    try:
        return _cipher(secret_of_the_house() + also, purpose).decrypt(
            body[:_NONCE_BYTES], body[_NONCE_BYTES:], purpose.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise NotReadable(
            f"What was sealed for {purpose} does not open: EKC_FIELD_KEY is not the key that it was written with, or"
            " somebody changed it. Give back the EKC_FIELD_KEY of before (docs/deploy.md); nothing was changed."
        ) from error


def secret_of_the_house() -> str:
    """What every key of the house is made of."""
    # Settings without a field key of their own (a bare `base`) still encrypt: with the other secret.
    return str(getattr(settings, "EKC_FIELD_KEY", "") or settings.SECRET_KEY)


def derived_key(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose, which stands nowhere; for whoever keys something else than a cipher."""
    return key_of_secret(secret_of_the_house(), purpose)


def key_of_secret(secret: str, purpose: str) -> bytes:
    """The same of a secret that is given; for the keys of sealed columns (`ekc.sealed`), of which there are several."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"ekc:{purpose}".encode()).derive(secret.encode())


@lru_cache(maxsize=16)
def _cipher(secret: str, purpose: str) -> AESGCM:
    return AESGCM(key_of_secret(secret, purpose))
