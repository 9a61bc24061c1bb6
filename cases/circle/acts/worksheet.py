"""The worksheet of the circle: every corner of somebody's life asked after, because "we hebben niemand" is a start."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import CircleSource, FamilySide, Position, SearchArea
from cases.locks import lock_writable
from cases.models import Case, CirclePerson, SearchRow
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.names import alike
from ekc.refusal import Refusal

SIDES = {SearchArea.MOTHERS_SIDE: FamilySide.MOTHER, SearchArea.FATHERS_SIDE: FamilySide.FATHER}
POSITIONS = {
    SearchArea.MOTHERS_SIDE: Position.OTHER_FAMILY,
    SearchArea.FATHERS_SIDE: Position.OTHER_FAMILY,
    SearchArea.FRIENDS: Position.FRIEND,
    SearchArea.SCHOOL: Position.OTHER_NETWORK,
    SearchArea.SPORT: Position.OTHER_NETWORK,
    SearchArea.CHURCH: Position.OTHER_NETWORK,
    SearchArea.WORK: Position.OTHER_NETWORK,
    SearchArea.NEIGHBOURS: Position.OTHER_NETWORK,
    SearchArea.FORMER_HELPERS: Position.CARE_WORKER,
}
"""Who somebody from this corner most often is; the person's own page puts it right."""
MOST_NAMES = 40


@transaction.atomic
def fill_in_area(
    case: Case,
    *,
    by: User,
    area: str,
    names: Iterable[str] = (),
    note: str = "",
    suggested_by: str = CircleSource.FAMILY,
) -> list[CirclePerson]:
    """Look at one corner (SearchArea): who was found there joins the circle, and the row says when and what.

    A name that the circle has already is not added twice. Returns who is new. Raises Refusal on an unknown corner.
    """
    if area not in SearchArea.values:
        raise Refusal(_("Kies uit de lijst waar is gezocht."))
    case = lock_writable(case)
    found = list(dict.fromkeys(" ".join(name.split())[:120] for name in names if name.strip()))
    if len(found) > MOST_NAMES:
        raise Refusal(_("Voeg hooguit %(most)d namen tegelijk toe.") % {"most": MOST_NAMES})
    known = list(case.circle.values_list("name", flat=True))
    people = [
        CirclePerson.objects.create(
            case=case,
            name=name,
            position=POSITIONS[SearchArea(area)],
            side=SIDES.get(SearchArea(area), ""),
            suggested_by=suggested_by,
            found_through=area,
            closeness=3,
        )
        for name in found
        if not any(alike(name, other) for other in known)
    ]
    SearchRow.objects.update_or_create(case=case, area=area, defaults={"asked_on": local_today(), "note": note.strip()})
    return people
