"""What comes next after the conference: a call after one month, and questions after three."""

import rules
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.casepage.next_step import NextStep, register_step
from cases.codes import CaseState
from cases.models import Case
from ekc import dutch
from ekc.accounts.models import User

from .codes import CallKind, CallState
from .models import Call
from .terms import is_too_early, last_day_of

WAITING_FOR = {
    CaseState.PLAN_SENT: CallKind.ONE_MONTH,
    CaseState.HELD_WITHOUT_PLAN: CallKind.ONE_MONTH,
    CaseState.ONE_MONTH_CALLED: CallKind.THREE_MONTHS,
}


@register_step(55)
def experience_step(case: Case, user: User) -> NextStep | None:
    """The regional manager's own call with the professional, for as long as it is to be made."""
    if case.state not in WAITING_FOR or not rules.has_perm("followup.experience", user, case):
        return None
    call = _due_call(case, CallKind.EXPERIENCE)
    if call is None or is_too_early(call):
        return None
    return NextStep(
        _("Bel de aanmelder over de ervaringen"),
        _("Hoe kijkt de professional terug op de conferentie en de samenwerking?"),
        url=reverse("followup:call", args=[case.number, call.pk]),
        button=_("Gesprek vastleggen"),
        who=_("de regiomanager"),
        due_on=last_day_of(call),
    )


@register_step(60)
def call_step(case: Case, user: User) -> NextStep | None:
    """The call whose turn it is, or from which day there is something to do."""
    kind = WAITING_FOR.get(CaseState(case.state))
    call = _due_call(case, kind) if kind else None
    if call is None:
        return None
    url = reverse("followup:followup", args=[case.number]) if rules.has_perm("followup.change", user, case) else ""
    if is_too_early(call):
        return NextStep(
            _("Niets te doen tot %(day)s") % {"day": dutch.long_date(call.due_on)},
            _("De familie is nu aan zet. Daarna bel je hoe het gaat.")
            if url
            else _("De familie is nu aan zet. Daarna belt de coördinator hoe het gaat."),
            url=url,
            button=_("Naar de nazorg"),
            who=_("de familie"),
        )
    title, text = WORDS[CallKind(call.kind)]
    return NextStep(
        str(title),
        str(text),
        url=url,
        button=_("Naar de nazorg"),
        who=_("de coördinator"),
        due_on=last_day_of(call),
    )


WORDS = {
    CallKind.ONE_MONTH: (gettext_lazy("Bel na één maand"), gettext_lazy("Hoe gaat het? Wat heeft een zetje nodig?")),
    CallKind.THREE_MONTHS: (
        gettext_lazy("Vraag na drie maanden hoe het gaat"),
        gettext_lazy("Spreek de hoofdpersoon, de aanmelder en ten minste één familielid."),
    ),
}


def _due_call(case: Case, kind: str) -> Call | None:
    found: Call | None = case.calls.filter(kind=kind, state=CallState.DUE).first()
    return found
