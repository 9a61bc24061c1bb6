"""What may be told of the place of a meeting: on a page, a letter and in a calendar of somebody else."""

import re
from dataclasses import dataclass

from cases.models import Case
from cases.told_text import Secrets, place_text
from ekc.addresses import Likeness
from ekc.names import plain

from .codes import LocationType
from .models import Conference

_WORD = re.compile(r"[^\W\d_]{2,}")
# A name of a place is full of these, and they are no names of people.
_COMMON = frozenset(
    {"van", "von", "de", "den", "der", "het", "ten", "ter", "te", "aan", "bij", "in", "op", "el", "al", "la", "le"}
) | frozenset({"da", "di", "do", "san", "tante", "oom", "oma", "opa", "mevrouw", "meneer", "familie", "fam"})
_TO_SOMEBODY = re.compile(r"^(p/?a|t\.?a\.?v\.?|fam(ilie|\.)?)\s", re.IGNORECASE)


@dataclass(frozen=True)
class SafePlace:
    """Name and address of the place. Empty where telling it would give away somebody."""

    name: str = ""
    address: str = ""
    is_secret: bool = False

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.address]))


def safe_place(conference: Conference, secrets: Secrets | None = None) -> SafePlace:
    """The place as an invitee may read it: no secret address, and nobody's name, also not within the address.

    Somebody's home is told only when nobody of the case has a secret address. Invitees who get no place
    hear it from the coordinator.
    """
    place = place_in_file(conference, secrets)
    names = set().union(*(_telling(name) for name in _names_in(conference.case)))
    at_home = conference.location_type == LocationType.HOME
    is_named = at_home or _telling(place.name) & names
    return SafePlace(
        name="" if is_named else place.name,
        address=_without_names(place.address, names),
        is_secret=place.is_secret,
    )


def place_in_file(conference: Conference, secrets: Secrets | None = None) -> SafePlace:
    """The place as coordinator and regional manager read it, on the screen and on the draaiboek: with names, and
    no secret address. That stands only in the form in which the coordinator typed it.
    """
    secrets = secrets or Secrets(conference.case)
    name, address = conference.venue_name.strip(), conference.venue_address.strip()
    told = place_text(name, address)
    at_home = conference.location_type == LocationType.HOME and _has_secret(conference.case)
    if at_home or secrets.likeness(told) != Likeness.NONE:
        return SafePlace(is_secret=bool(told))
    return SafePlace(name=name, address=address)


def _has_secret(case: Case) -> bool:
    return any(each.filter(secret_address=True).exists() for each in (case.main_persons, case.circle))


def _names_in(case: Case) -> list[str]:
    return [*case.main_persons.values_list("name", flat=True), *case.circle.values_list("name", flat=True)]


def _without_names(address: str, names: set[str]) -> str:
    """The address less what says at whose house it is: "Ria Jansen, Kerkstraat 3" and "p/a fam. Jansen, ..."."""
    kept: list[str] = []
    for part in (each.strip() for each in re.split(r"[,;()\n]", address)):
        is_behind_street = any(sign.isdigit() for each in kept for sign in each)
        if told := part if is_behind_street and " " not in part else _from_the_street(part, names):
            kept.append(told)
    return ", ".join(kept)


def _from_the_street(part: str, names: set[str]) -> str:
    words = part.split()
    named = [at for at, word in enumerate(words) if _telling(word) & names]
    is_addressed = _TO_SOMEBODY.match(part) is not None
    if not named and not is_addressed:
        return part
    if not any(sign.isdigit() for sign in part):
        return ""
    # "Ria Jansen Kerkstraat 3" is somebody's house, "Willem Alexanderstraat 3" is a street.
    is_whose = is_addressed or (len(named) > 1 and named[0] == 0) or plain(words[0]) == "bij"
    return " ".join(words[(named[-1] if named else 1) + 1 :]) if is_whose else part


def _telling(text: str) -> set[str]:
    """The words in which a name may be recognised."""
    return set(_WORD.findall(plain(text))) - _COMMON
