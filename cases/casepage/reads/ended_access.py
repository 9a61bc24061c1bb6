"""Which professionals read a case no more, for its page; and which cases a professional reads no more, by number."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import AccessOver
from cases.models import Case
from cases.queries import frame_professional_key
from cases.querysets import cases_of_professional, ended_accesses, still_open_to_professionals
from cases.workflow import FRAME_MATTERS_STATES
from ekc import dutch
from ekc.accounts.models import User
from ekc.written_once import Question

MOST_NAMED = 50
"""Of each reason; who wants to know of older ones asks the regional manager."""

WHY: dict[str, str | Promise] = {
    AccessOver.MOVED: _("U werkt bij een andere organisatie."),
    AccessOver.FAMILY: _("De familie deelt de zaak niet meer met u."),
    AccessOver.STOPPED: _("U zei dat u er niet meer aan werkt."),
}
CASE_IS_OVER = _("De zaak is klaar.")


@dataclass(frozen=True)
class EndedCase:
    """A case by its number, and nothing else of it."""

    number: str
    why: str | Promise
    on: str


def ended_cases_of(user: User) -> list[EndedCase]:
    """The cases that were this professional's and that they read no more, the newest first; in two queries."""
    ended = ended_accesses().filter(user=user, case__destroyed_on=None)
    rows = [
        EndedCase(number, WHY[why], dutch.long_date(on))
        for number, why, on in ended.values_list("case__number", "why", "ended_on")[:MOST_NAMED]
    ]
    over = Case.objects.filter(cases_of_professional(user), destroyed_on=None).exclude(still_open_to_professionals())
    over = over.exclude(pk__in=ended_accesses().filter(user=user).order_by().values("case"))
    numbers = over.order_by("-received_on", "-pk").values_list("number", flat=True).distinct()[:MOST_NAMED]
    return rows + [EndedCase(number, CASE_IS_OVER, "") for number in numbers]


_ENDED: Question[Any] = Question(lambda case: ended_accesses().filter(case=case).select_related("user"))


def ended_of_case(case: Case) -> list[dict[str, Any]]:
    """Who reads this case no more, for whoever manages it, and whether they can be let in again."""
    return [
        {
            "pk": ended.pk,
            "name": str(ended.user),
            "why": ended.get_why_display(),
            "on": dutch.long_date(ended.ended_on),
            "may_come_back": ended.user.is_active and ended.user.is_professional,
        }
        for ended in _ENDED(case=case.pk)
    ]


def answers_for_safety(case: Case, user_key: int | None) -> bool:
    """Whether a frame that still matters in this case is the task of the professional with this key."""
    if case.state not in FRAME_MATTERS_STATES or not case.needs_frame:
        return False
    return user_key is not None and frame_professional_key(case) == user_key
