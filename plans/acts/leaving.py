"""What somebody who leaves still has to test."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.codes import FINISHED_STATES
from ekc.accounts.leaving import Leaving, Owed
from ekc.accounts.models import User

from ..codes import ESTABLISHED_STATES
from ..models import FrameGuest
from ..queries import deciders_of
from .guests import ask_tester, let_go_of_guest


def owed_by_tester(leaving: Leaving) -> Sequence[Owed]:
    """The plans that this professional was asked to test along: for a colleague, or nobody."""
    person = leaving.person
    if not person.is_professional or leaving.regions is not None:
        return []
    asked = FrameGuest.objects.filter(user=person, released_at=None).exclude(case__state__in=sorted(FINISHED_STATES))
    asked = asked.exclude(case__plan__state__in=sorted(ESTABLISHED_STATES)).select_related("case")
    rows = list(asked.order_by("case__number"))
    if not rows:
        return []
    words = ngettext("%(number)d plan om mee te toetsen", "%(number)d plannen om mee te toetsen", len(rows))
    return [
        Owed(
            key="toetsen",
            title=words % {"number": len(rows)},
            numbers=tuple(row.case.number for row in rows),
            heirs=leaving.colleagues(),
            otherwise=_("Niemand: de anderen die toetsen beslissen"),
            hand_over=partial(_give_tests, rows),
        )
    ]


@transaction.atomic
def _give_tests(rows: list[FrameGuest], heir: User | None, by: User) -> None:
    for row in rows:
        if heir is not None and all(each.user != heir for each in deciders_of(row.case)):
            ask_tester(row.case, by=by, professional=heir, function=row.function)
        let_go_of_guest(row)
