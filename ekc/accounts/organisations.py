"""Which organisation somebody means by a name. A name that reads otherwise only in signs is certain; what comes near
is doubt, and is asked ("Bedoelt u ...?"). R-01 and R-02 turn on it: an organisation that is not linked has no ties.
"""

import difflib
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from ekc.names import same_name, words_of

from .codes import Role
from .models import Organisation

MOST_MEANT = 5
ALIKE = 0.82
LONGEST_ABBREVIATION = 6
_SAYS_NOTHING = frozenset(
    {*("stichting", "st", "vereniging", "bv", "nv", "cv", "b", "v", "n"), *("de", "het", "een", "van", "voor", "en")}
)


def organisation_named(name: str, among: Iterable[Organisation] | None = None) -> Organisation | None:
    """The organisation of this name, capitals, accents, signs and spaces apart; None where there is none.

    The name of a double leads to the one that it was merged with.
    """
    key = same_name(name)
    known = Organisation.with_doubles.select_related("merged_into") if among is None else among
    found = next((each for each in known if same_name(each.name) == key), None) if key else None
    return found.merged_into or found if found is not None else None


def organisations_meant(name: str, among: Iterable[Organisation] | None = None) -> list[Organisation]:
    """The organisations that may be meant by this name, the likeliest first; none where one is certain."""
    known = list(Organisation.objects.all() if among is None else among)
    key = same_name(name)
    # Signs alone name nobody.
    if not words_of(name) or any(same_name(each.name) == key for each in known):
        return []
    scored = [(_likeness(name, each.name), each) for each in known]
    near = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].name))
    return [each for _score, each in near[:MOST_MEANT]]


def organisations_that_refer() -> QuerySet[Organisation]:
    """Those that may be named to somebody without an account: who employs a coordinator is nobody's business."""
    found = Q(is_care_or_deciding=True) | ~Q(referrer_type="") | Q(users__role=Role.PROFESSIONAL)
    return Organisation.objects.filter(found, is_approved=True).distinct()


def _likeness(one: str, other: str) -> float:
    """From 0 to 1. Also near: the same words in another order or with more besides, an abbreviation, words as one."""
    left, right = _telling(one), _telling(other)
    if _numbers(left) != _numbers(right):
        return 0.0
    if set(left) == set(right) or "".join(left) == "".join(right):
        return 1.0
    if set(left) < set(right) or set(right) < set(left):
        return 0.9
    if _shortens(one, other) or _shortens(other, one):
        return 0.88
    return max(
        difflib.SequenceMatcher(None, " ".join(left), " ".join(right)).ratio(),
        difflib.SequenceMatcher(None, " ".join(sorted(left)), " ".join(sorted(right))).ratio(),
    )


def _telling(name: str) -> Sequence[str]:
    words = words_of(name)
    return [word for word in words if word not in _SAYS_NOTHING] or words


def _numbers(words: Sequence[str]) -> set[str]:
    """Wijkteam 2 is not wijkteam 3."""
    return {word for word in words if any(sign.isdigit() for sign in word)}


def _shortens(short: str, long: str) -> bool:
    """`BJZ` for Bureau Jeugdzorg, `RvdK` for Raad voor de Kinderbescherming: every word begins in it, in order."""
    letters, words = words_of(short), _telling(long)
    if len(letters) != 1 or not 1 < len(words) <= len(letters[0]) <= LONGEST_ABBREVIATION:
        return False
    return _goes_in("".join(word[0] for word in words), letters[0]) and _goes_in(letters[0], "".join(words_of(long)))


def _goes_in(part: str, whole: str) -> bool:
    """Whether the letters of `part` stand in `whole` in this order."""
    rest = iter(whole)
    return all(letter in rest for letter in part)
