"""The rows that the calls bring to the table of next steps: one after a month, questions after three (moves 13-16)."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import rules
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.casepage.file_steps import MANAGER, since
from cases.casepage.next_step import EVERYBODY, Deed, Doer, Due, Facts, Next, Step, Way
from cases.codes import CaseState
from cases.models import Case
from cases.workflow import TO_BE_CALLED_STATES
from conferences.next_steps import meeting_of
from ekc import dutch
from ekc.accounts.models import User
from ekc.dates import add_months, local_today

from .codes import OF_COORDINATOR, CallKind, CallState
from .models import Call
from .terms import last_day, months_of

WAITING_FOR: Mapping[str, CallKind] = {
    CaseState.PLAN_SENT: CallKind.ONE_MONTH,
    CaseState.HELD_WITHOUT_PLAN: CallKind.ONE_MONTH,
    CaseState.BROKEN_OFF: CallKind.ONE_MONTH,
    CaseState.ONE_MONTH_CALLED: CallKind.THREE_MONTHS,
}


class Planned(NamedTuple):
    """A call that is to be made: on which day, and how many months after the conference that is."""

    day: dt.date
    months: int | None = None


def call_facts(cases: Sequence[Case]) -> Mapping[int, Mapping[str, Planned]]:
    """One query: of each case the calls that are still to be made, by kind."""
    keys = [case.pk for case in cases if case.state in TO_BE_CALLED_STATES]
    found: dict[int, dict[str, Planned]] = {key: {} for key in keys}
    if keys:
        due = Call.objects.filter(case__in=keys, state=CallState.DUE)
        for case, kind, due_on, months in due.values_list("case", "kind", "due_on", "months"):
            found[case][kind] = Planned(due_on, months)
    return found


def _call(kind: CallKind) -> Callable[[Facts], Due | None]:
    """This call is the one that the case waits for."""

    def holds(facts: Facts) -> Due | None:
        if WAITING_FOR.get(facts.case.state) != kind:
            return None
        planned = facts["calls"].get(kind) or _without_a_call(facts, kind)
        if planned is None:
            return None
        return Due(last_day(kind, planned.day, meeting_of(facts).held_on, planned.months), planned.day)

    return holds


def _without_a_call(facts: Facts, kind: CallKind) -> Planned | None:
    day = _day_without_a_call(facts)
    return Planned(day, months_of(facts.case.programme, kind)) if day else None


def _day_without_a_call(facts: Facts) -> dt.date | None:
    """When to call a family of which nobody planned the call: a case that was entered elsewhere."""
    case = facts.case
    first, second = (months_of(case.programme, kind) or 0 for kind in OF_COORDINATOR)
    if case.state == CaseState.PLAN_SENT:
        return add_months(meeting_of(facts).held_on or since(case), first)
    if case.state != CaseState.ONE_MONTH_CALLED or facts["file"].working_since is None:
        # Nobody calls any more: the registration is next.
        return None
    if held_on := meeting_of(facts).held_on:
        return add_months(held_on, second)
    return add_months(since(case), second - first)


def _experience(facts: Facts) -> Due | None:
    if facts.case.state not in TO_BE_CALLED_STATES:
        return None
    own = facts["calls"].get(CallKind.EXPERIENCE)
    family = facts["calls"].get(WAITING_FOR[facts.case.state])
    # What comes first stands first: a call that is far away hides no call with the family.
    return Due(own.day, own.day) if own and (family is None or own.day <= family.day) else None


def _way(text: str | Promise) -> Callable[[Case, User, Next], Way]:
    def of(case: Case, user: User, step: Next) -> Way:
        may = rules.has_perm("followup.change", user, case)
        url = reverse("followup:followup", args=[case.number]) if may else ""
        if step.is_early(local_today()):
            calls = _("Daarna bel je hoe het gaat.") if may else _("Daarna belt de coördinator hoe het gaat.")
            return Way(f"{_('De familie is nu aan zet.')} {calls}", url, _("Naar de nazorg"))
        return Way(text, url, _("Naar de nazorg"))

    return of


def _experience_way(case: Case, user: User, step: Next) -> Way:
    call = case.calls.filter(kind=CallKind.EXPERIENCE, state=CallState.DUE).first()
    if step.is_early(local_today()) or call is None:
        return Way(_("De familie is nu aan zet. Daarna belt u de aanmelder over de ervaringen."))
    return Way(
        _("Hoe kijkt de professional terug op de conferentie en de samenwerking?"),
        reverse("followup:call", args=[case.number, call.pk]),
        _("Gesprek vastleggen"),
    )


def _months(case: Case, kind: CallKind) -> str:
    return dutch.months_in_words(months_of(case.programme, kind) or 0)


ROWS: tuple[tuple[int, str, Step], ...] = (
    # The regional manager's own call with the professional; the coordinator goes on with the family's.
    (
        55,
        "experience_call",
        Step(
            _experience,
            gettext_lazy("Bel de aanmelder over de ervaringen"),
            Doer.MANAGER,
            _experience_way,
            readers=MANAGER,
            deed=Deed.CALL,
        ),
    ),
    (
        60,
        "first_call_home",
        Step(
            _call(CallKind.ONE_MONTH),
            lambda case, step: _("Bel na %(months)s") % {"months": _months(case, CallKind.ONE_MONTH)},
            Doer.COORDINATOR,
            _way(gettext_lazy("Hoe gaat het? Wat heeft een zetje nodig?")),
            readers=EVERYBODY,
            deed=Deed.CALL,
        ),
    ),
    (
        60,
        "follow_up",
        Step(
            _call(CallKind.THREE_MONTHS),
            lambda case, step: _("Vraag na %(months)s hoe het gaat") % {"months": _months(case, CallKind.THREE_MONTHS)},
            Doer.COORDINATOR,
            _way(gettext_lazy("Spreek wie het aangaat, en wie aanmeldde. De volgende bladzijde noemt hen.")),
            readers=EVERYBODY,
            deed=Deed.CALL,
        ),
    ),
)
