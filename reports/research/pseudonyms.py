"""Who is who within one research project, and only there (R19)."""

import base64
import hashlib
import hmac

from ekc.encryption import derived_key

LENGTH = 16
"""Signs of base32: eighty bits, so that two of a million do not meet."""


class Pseudonyms:
    """The same text gives the same pseudonym in every set of a research project, and another one in every other.

    HMAC-SHA-256 with a key per project that stands in no database: it is derived from `EKC_FIELD_KEY`, which is not
    `SECRET_KEY`, and the code of the project.
    """

    def __init__(self, project: str) -> None:
        self._key = derived_key(f"research-pseudonym:{project}")

    def of(self, kind: str, text: str) -> str:
        """The pseudonym of a thing of a kind; without a text there is none."""
        if not text:
            return ""
        digest = hmac.new(self._key, f"{kind}\0{text}".encode(), hashlib.sha256).digest()
        return base64.b32encode(digest).decode()[:LENGTH]
