"""What may be told of the place of a meeting: on a page, a letter and in a calendar of somebody else."""

import re
from dataclasses import dataclass

from cases.models import Case
from ekc.addresses import gives_away
from ekc.names import plain

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
    if at_home or _telling(place.name) & set().union(*(_telling(person["name"]) for person in people)):
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
    if (secret and at_home) or any(
        gives_away(f"{name} {address}", street=person["street"], postcode=person["postcode"]) for person in secret
    ):
        return SafePlace(is_secret=bool(name or address))
    return SafePlace(name=name, address=address)


def _people_of(case: Case) -> list[dict[str, str]]:
    fields = ("name", "street", "postcode", "secret_address")
    return [*case.main_persons.values(*fields), *case.circle.values(*fields)]


def _telling(text: str) -> set[str]:
    """The words in which a name may be recognised."""
    return set(_WORD.findall(plain(text))) - _COMMON
