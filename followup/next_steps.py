"""What comes next after the plan was sent: a call after one month, and questions after three."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import CaseState
from cases.models import Case
from cases.next_step import NextStep, register_step
from cases.norms import NEARLY_LATE_DAYS
from cases.tabs import register_tab
from ekc.accounts.models import User
from ekc.dates import local_today

from .codes import CallKind, CallState
from .models import Call

EARLY_DAYS = 7
"""A call may be made a week before its term; earlier there is nothing to do yet."""

register_tab("followup", gettext_lazy("Nazorg"), "followup:followup", "followup.view", 70)


def term_of(call: Call) -> str:
    """`in_time`, `nearly` or `late` for a call that is still to be made; empty for one that is not."""
    if call.state != CallState.DUE:
        return ""
    days_left = (call.due_on - local_today()).days
    return "late" if days_left < 0 else "nearly" if days_left <= NEARLY_LATE_DAYS else "in_time"


@register_step(60)
def call_step(case: Case, user: User) -> NextStep | None:
    """The call whose turn it is, or from which day there is something to do."""
    if case.state in (CaseState.PLAN_SENT, CaseState.HELD_WITHOUT_PLAN):
        return _step(
            case, user, CallKind.ONE_MONTH, _("Bel na één maand"), _("Hoe gaat het? Wat heeft een zetje nodig?")
        )
    if case.state == CaseState.ONE_MONTH_CALLED:
        return _step(
            case,
            user,
            CallKind.THREE_MONTHS,
            _("Vraag na drie maanden hoe het gaat"),
            _("Spreek de hoofdpersoon, de aanmelder en ten minste één familielid."),
        )
    return None


def _step(case: Case, user: User, kind: str, title: str, text: str) -> NextStep | None:
    call = case.calls.filter(kind=kind, state=CallState.DUE).first()
    if call is None:
        return None
    url = reverse("followup:followup", args=[case.number]) if user.is_coordinator else ""
    if (call.due_on - local_today()).days > EARLY_DAYS:
        return NextStep(
            _("Nu even niets"),
            _("De familie is aan zet. Daarna: %(title)s.") % {"title": title[0].lower() + title[1:]},
            url=url,
            button=_("Naar de nazorg"),
            who=_("De familie"),
            due_on=call.due_on,
        )
    return NextStep(title, text, url=url, button=_("Naar de nazorg"), who=_("De coördinator"), due_on=call.due_on)
