"""What somebody types in the form of an aanmelding."""

import uuid
from typing import Any

from django.core import signing
from django.utils import timezone

from cases.forms.referral import STAMP_SALT

ENOUGH_SECONDS = 60


def drawn(seconds_ago: float = ENOUGH_SECONDS) -> str:
    return signing.dumps(timezone.now().timestamp() - seconds_ago, salt=STAMP_SALT)


def person(index: int, **typed: str) -> dict[str, str]:
    values = {
        "name": "Sem de Wit",
        "birth": "datum",
        "birth_date_0": "27",
        "birth_date_1": "3",
        "birth_date_2": "2015",
        "gender": "m",
        "municipality": "Utrecht",
        "place": "Utrecht",
        **typed,
    }
    return {f"persons-{index}-{name}": value for name, value in values.items()}


def relative(index: int, **typed: str) -> dict[str, str]:
    values = {"name": "Ria de Wit", "relation": "moeder", "is_parent_or_carer": "on", "phone": "0612345678", **typed}
    return {f"relatives-{index}-{name}": value for name, value in values.items()}


def typed(*, persons: int = 1, relatives: int = 0, **more: Any) -> dict[str, Any]:
    """A whole form of a citizen; `more` overrides and adds."""
    return {
        "name": "Pim de Wit",
        "phone": "0687654321",
        "email": "pim@voorbeeld.example",
        "situation": "Sem gaat niet meer naar school.",
        "earlier_conference": "nee",
        "submit_key": str(uuid.uuid4()),
        "drawn_at": drawn(),
        "persons-TOTAL_FORMS": str(persons),
        "persons-INITIAL_FORMS": "0",
        "relatives-TOTAL_FORMS": str(relatives),
        "relatives-INITIAL_FORMS": "0",
        **person(0),
        **more,
    }


def typed_by_professional(**more: Any) -> dict[str, Any]:
    known = {"organisation_name": "BJZ", "referrer_kind": "bureau_jeugdzorg", "role_in_family": "jb"}
    return typed(**{**known, **more})


CONSENT = {"consent_by": "Ria de Wit", "consent_on": "3-1-2024", "consent_how": "in een gesprek"}
