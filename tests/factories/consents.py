"""Words in the register of consent."""

from typing import Any

from cases.codes import AskedAs, ConsentPurpose, ConsentWay
from cases.models import Consent, MainPerson
from cases.privacy.acts.consents import say_consent
from ekc.accounts.models import User
from ekc.dates import local_today


def say(of_whom: MainPerson, *, by: User | None, gives: bool, **fields: Any) -> list[Consent]:
    """A mother says so today of taking part, unless it is said otherwise."""
    said = {
        "purposes": [ConsentPurpose.TAKING_PART],
        "said_as": AskedAs.PARENT,
        "said_by": "Moeder",
        "way": ConsentWay.SPOKEN,
        "said_on": local_today(),
        **fields,
    }
    return say_consent(of_whom, by=by, gives=gives, **said)


def say_yes(of_whom: MainPerson, *, by: User | None, **fields: Any) -> list[Consent]:
    return say(of_whom, by=by, gives=True, **fields)


def say_no(of_whom: MainPerson, *, by: User | None, **fields: Any) -> list[Consent]:
    return say(of_whom, by=by, gives=False, **fields)
