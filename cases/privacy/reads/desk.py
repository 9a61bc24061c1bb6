"""What the desk of requests shows: what waits, the first term first, and what was answered last."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import norms
from cases.codes import PrivacyRequestState
from cases.models import PrivacyRequest
from ekc.accounts.models import User
from ekc.dates import local_today

LAST_ANSWERED = 25
"""So many of what was answered stand under the desk; the rest stands with the file."""
TONES = {
    PrivacyRequestState.OPEN: "waiting",
    PrivacyRequestState.GRANTED: "done",
    PrivacyRequestState.PARTLY: "done",
    PrivacyRequestState.REFUSED: "stopped",
    PrivacyRequestState.WITHDRAWN: "neutral",
}


@dataclass(frozen=True)
class DeskRow:
    """One request as a line: `light` is that of its term, empty once it has an answer."""

    asked: PrivacyRequest
    url: str
    light: str
    left: str
    tone: str

    @property
    def case_number(self) -> str:
        return str(self.asked.case.number)


def waiting_for(user: User) -> QuerySet[Any]:
    """What waits for an answer in the files that this person keeps, the first term first."""
    found: QuerySet[Any] = PrivacyRequest.objects.for_user(user).unanswered()
    return found.select_related("case__region", "main_person", "person")


def answered_for(user: User) -> QuerySet[Any]:
    """What was answered or taken back in the files that this person keeps, newest first."""
    found: QuerySet[Any] = PrivacyRequest.objects.for_user(user).exclude(state=PrivacyRequestState.OPEN)
    return found.select_related("case__region", "main_person", "person").order_by("-settled_on", "-pk")


def row_of(asked: PrivacyRequest) -> DeskRow:
    url = reverse("cases:privacy_request", args=[asked.case.number, asked.pk])
    tone = TONES[PrivacyRequestState(asked.state)]
    if not asked.is_open:
        return DeskRow(asked, url, "", "", tone)
    light = norms.light(asked.due_on, local_today(), near=norms.RIGHT_LAST_REMINDER_DAYS)
    return DeskRow(asked, url, light, left_in_words(asked), tone)


def left_in_words(asked: PrivacyRequest) -> str:
    """`nog 12 dagen`, `vandaag`, `3 dagen te laat`."""
    left = asked.days_left
    if left == 0:
        return _("vandaag")
    if left > 0:
        return ngettext("nog %(days)d dag", "nog %(days)d dagen", left) % {"days": left}
    return ngettext("%(days)d dag te laat", "%(days)d dagen te laat", -left) % {"days": -left}


def first_to_answer(user: User) -> dict[str, Any] | None:
    """For Vandaag: how many requests wait, and the term of the first where that is over or near; else None."""
    ends = list(PrivacyRequest.objects.for_user(user).unanswered().values_list("due_on", flat=True))
    near = [each for each in ends if (each - local_today()).days <= norms.RIGHT_REMINDER_DAYS]
    if not near:
        return None
    light = norms.light(near[0], local_today(), near=norms.RIGHT_LAST_REMINDER_DAYS)
    return {"number": len(near), "first_on": near[0], "light": light}
