"""Answers that the database must not hold readable: while somebody fills them in, and while they wait."""

import json
from typing import Any

from ekc.encryption import NotReadable, decrypt, encrypt

BLOCK = 2048
"""What is sealed is filled up to a multiple of this many bytes, so that its length says nothing."""
DRAFT, WAITING, PAPER, OPEN = "survey-draft", "survey-waiting", "survey-paper", "survey-open"


def seal(value: Any, *, purpose: str, token: str = "") -> str:
    """Sealed with the key of the house; with a `token`, also with that: then only who holds the link can open it."""
    text = json.dumps(value, separators=(",", ":"))
    return encrypt(text + " " * (-len(text) % BLOCK), purpose=purpose, also=token)


def unseal(sealed: str, *, purpose: str, token: str = "") -> Any:
    """What was sealed. Raises NotReadable."""
    return json.loads(decrypt(sealed, purpose=purpose, also=token))


def unseal_draft(sealed: str, token: str) -> dict[str, Any]:
    """What was filled in so far; nothing where the link is another than it was filled in by."""
    if not sealed:
        return {}
    try:
        found: dict[str, Any] = unseal(sealed, purpose=DRAFT, token=token)
    except NotReadable:
        return {}
    return found
