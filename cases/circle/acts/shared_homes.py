"""Who lives at a secret address with somebody: for one of them it is as secret as for the other."""

from cases.models import Case, CirclePerson, MainPerson
from ekc.addresses import Address, Likeness, postal_key

Person = MainPerson | CirclePerson


def hide_shared_homes(case: Case) -> None:
    """Make the address of everybody secret who has the same one as somebody with a secret address. Two queries."""
    people: list[Person] = [*case.main_persons.all(), *case.circle.all()]
    hidden = [each for each in people if each.secret_address and each.street]
    for person in people:
        if not person.secret_address and any(_is_same_home(person, other) for other in hidden):
            person.secret_address = True
            person.save(update_fields=["secret_address"])


def _is_same_home(one: Person, other: Person) -> bool:
    """The same street and number; a postcode and a town that are both known agree."""
    if not one.street or Address(other.street).likeness(one.street) != Likeness.SAME:
        return False
    known = ((one.postcode, other.postcode), (one.place, other.place))
    return all(not a or not b or postal_key(a) == postal_key(b) for a, b in known)
