"""Who a contact was most likely with: names to tap, in one case and over all cases of a coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.models import Case, CirclePerson, MainPerson
from cases.queries import circle_of, main_persons_in

from .contacts import group_of_circle_person
from .growth import approached

MOST_PICKS = 6
FEW_CASES = 3
"""So many cases fit on one screen of a phone with three names each; with more of them there are two each."""

Picks = list[tuple[str, str]]


@dataclass(frozen=True)
class CasePicks:
    case: Case
    names: str
    picks: Picks


def picks_of(case: Case, *, most: int = MOST_PICKS) -> Picks:
    """Key and name of the likely ones: spoken to last, then main persons, then who is close and not approached."""
    main_persons: dict[str, MainPerson] = {f"h{person.pk}": person for person in main_persons_in(case)}
    people: dict[str, CirclePerson] = {f"k{person.pk}": person for person in circle_of(case)}
    spoken_to = approached(case, people.values())
    last = case.contacts.values_list("person_id", "main_person_id")[:20]
    keys = [f"k{person}" if person else f"h{main}" for person, main in last if person or main][:3]
    keys += [key for key, person in main_persons.items() if not person.unborn]
    keys += [key for key, person in people.items() if person.pk not in spoken_to]
    known: dict[str, str] = {key: str(person) for key, person in main_persons.items()}
    # Of whom it is not known who they are, the group is asked: no button saves that.
    known |= {
        key: person.name for key, person in people.items() if person.takes_part and group_of_circle_person(person)
    }
    return [(key, known[key]) for key in dict.fromkeys(keys) if key in known][:most]


def picks_of_many(cases: Sequence[Case], names_of: Sequence[str]) -> list[CasePicks]:
    """The same of each case, a few names; a handful of queries per case, and a coordinator has a handful of cases."""
    most = MOST_PICKS if len(cases) == 1 else 3 if len(cases) <= FEW_CASES else 2
    return [CasePicks(case, names, picks_of(case, most=most)) for case, names in zip(cases, names_of, strict=True)]
