"""What may be told of the place of a meeting: on a page, a letter and in a calendar of somebody else."""

import re
from dataclasses import dataclass

from cases.models import Case

from .codes import LocationType
from .models import Conference

_WORD = re.compile(r"[^\W\d_]{3,}")
# A name of a place is full of these, and they are no names of people.
_COMMON = frozenset({"van", "den", "der", "het", "aan", "bij", "tante", "oom", "oma", "opa", "mevrouw", "meneer"})


@dataclass(frozen=True)
class SafePlace:
    """Name and address of the place. Empty where telling it would give away somebody."""

    name: str = ""
    address: str = ""
    is_secret: bool = False

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.address]))


def safe_place(conference: Conference) -> SafePlace:
    """The place as an invitee may read it: no secret address, and nobody's name.

    Somebody's home is told only when nobody of the case has a secret address. Invitees who get no place
    hear it from the coordinator.
    """
    people = _people_of(conference.case)
    place = _unless_secret(conference, people)
    at_home = conference.location_type == LocationType.HOME
    if at_home or _words_of(place.name) & set().union(*(_words_of(person["name"]) for person in people)):
        return SafePlace(address=place.address, is_secret=place.is_secret)
    return place


def place_in_file(conference: Conference) -> SafePlace:
    """The place as coordinator and regional manager read it, on the screen and on the draaiboek: with names, and
    no secret address. That stands only in the form in which the coordinator typed it.
    """
    return _unless_secret(conference, _people_of(conference.case))


def _unless_secret(conference: Conference, people: list[dict[str, str]]) -> SafePlace:
    secret = [person for person in people if person["secret_address"]]
    name, address = conference.venue_name.strip(), conference.venue_address.strip()
    at_home = conference.location_type == LocationType.HOME
    if (secret and at_home) or any(_gives_away(f"{name} {address}", person) for person in secret):
        return SafePlace(is_secret=bool(name or address))
    return SafePlace(name=name, address=address)


def _people_of(case: Case) -> list[dict[str, str]]:
    fields = ("name", "street", "postcode", "secret_address")
    return [*case.main_persons.values(*fields), *case.circle.values(*fields)]


def _gives_away(text: str, person: dict[str, str]) -> bool:
    squeezed = _squeezed(text)
    return any(part and _squeezed(part) in squeezed for part in (person["street"], person["postcode"]))


def _squeezed(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def _words_of(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)} - _COMMON
