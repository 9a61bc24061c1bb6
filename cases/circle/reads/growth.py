"""How the circle grew: known at the aanmelding, approached, invited, present, with a task in the plan.

Floors above say in `AppConfig.ready` who of the circle came that far; each function costs one query.
"""

from collections.abc import Callable, Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import CircleSource
from cases.models import Case, CirclePerson
from ekc.registry import Registry

Reached = Callable[[Case], set[int]]
STAGES: Registry[Reached] = Registry("stage of the circle")
"""Which ids of the circle reached a stage of LABELS, for the stages that floors above know of."""
HEARD_FROM: Registry[Reached] = Registry("who of the circle was heard from")
"""Which ids of the circle answered something: whoever answers was approached, also when nobody wrote that down."""
LABELS: Mapping[str, str | Promise] = {
    "known": _("bekend bij de aanmelding"),
    "approached": _("benaderd"),
    "invited": _("uitgenodigd"),
    "present": _("aanwezig"),
    "with_task": _("met een taak in het plan"),
}


def growth_of(case: Case, people: Iterable[CirclePerson]) -> dict[str, set[int]]:
    """Per stage, in the order of LABELS, the ids of these people who came that far."""
    here = {person.pk for person in people}
    found = {
        "known": {person.pk for person in people if person.suggested_by == CircleSource.REFERRAL},
        "approached": approached(case, people),
    }
    return {
        key: found[key] if key in found else STAGES[key](case) & here for key in LABELS if key in found or key in STAGES
    }


def approached(case: Case, people: Iterable[CirclePerson]) -> set[int]:
    """The ids of these people who were spoken to, or answered an invitation or a question for a day."""
    answered = {key for heard in HEARD_FROM for key in heard(case)}
    return {person.pk for person in people if person.approached_on or person.pk in answered}
