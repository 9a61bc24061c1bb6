"""Vandaag: what cannot wait until tomorrow, out of the one table of next steps (docs/adr/0019).

A conference of today comes first, then signals, what is too late, whom to call, whose answer is due, and what has its
term today. Each line says why it stands here, whom to call about it, and what can be said of it with one press.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from django.db.models import Case as FirstOf
from django.db.models import IntegerField, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases import norms
from cases.codes import LIVING_STATES
from cases.keepers import somebody_is_gone
from cases.models import Case
from cases.queries import who_of
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.dutch import long_date
from ekc.registry import Registry

from ..next_step import STEPS, Deed, Doer, NextStep, Press, next_steps_for
from ..numbers import Number, numbers_for
from .kept_steps import has_unsent_mail, is_unsafe, late_on

MOST = 30
"""What one person can do in a day; whoever has more looks in the list."""

MEETING_TODAY: Registry[Callable[[dt.date], Any]] = Registry("meeting of today")
"""The keys of the cases that meet on a day, as a subquery; the floor that knows of meetings brings it."""


class Why(IntEnum):
    """Why a case stands under Vandaag; what comes first, stands first."""

    MEETING = 1
    SIGNAL = 2
    LATE = 3
    CALL = 4
    ANSWER = 5
    TODAY = 6


WORDS: dict[Why, tuple[str | Promise, str]] = {
    Why.MEETING: (gettext_lazy("Conferentie vandaag"), "active"),
    Why.SIGNAL: (gettext_lazy("Signaal"), "alert"),
    Why.LATE: (gettext_lazy("Te laat"), "waiting"),
    Why.CALL: (gettext_lazy("Bellen"), "neutral"),
    Why.ANSWER: (gettext_lazy("Antwoord"), "neutral"),
    Why.TODAY: (gettext_lazy("Vandaag"), "neutral"),
}
"""The word of each, and the tone of its mark."""


@dataclass(frozen=True)
class TodayRow:
    """One line. `press` is what one press says; without it `url` leads to where it is done."""

    why: Why
    kicker: str
    names: str
    case_url: str
    title: str | Promise
    rule: str
    term: str = ""
    numbers: tuple[Number, ...] = ()
    press: Press | None = None
    url: str = ""
    button: str | Promise = ""
    leads: bool = False
    """The one act of the list that stands out."""

    @property
    def word(self) -> str | Promise:
        return WORDS[self.why][0]

    @property
    def tone(self) -> str:
        return WORDS[self.why][1]


def today_of_manager(found: QuerySet[Any]) -> tuple[list[Case], dict[int, Why]]:
    """The cases of `found` that stand under Vandaag, first things first: at most `MOST`, and one that says there are
    more. With each key, why."""
    today = local_today()
    ranked = found.filter(state__in=sorted(LIVING_STATES)).annotate(
        why=FirstOf(
            *(When(holds, then=Value(int(why))) for why, holds in _conditions(today)), output_field=IntegerField()
        )
    )
    first = ranked.filter(why__isnull=False).order_by("why", "-is_urgent", "next_due_on", "pk")
    whys = {key: Why(why) for key, why in first.values_list("pk", "why")[: MOST + 1]}
    order = list(whys)
    cases = Case.objects.with_file().filter(pk__in=order)
    return sorted(cases, key=lambda case: order.index(case.pk)), whys


def _conditions(today: dt.date) -> list[tuple[Why, Q]]:
    """By kind, what the columns of a case say; the first that holds counts."""
    begun = Q(next_from_on__isnull=True) | Q(next_from_on__lte=today + dt.timedelta(days=norms.CALL_EARLY_DAYS))
    calls = [key for key in STEPS.names() if STEPS[key].deed == Deed.CALL and STEPS[key].doer == Doer.MANAGER]
    answers = [key for key in STEPS.names() if STEPS[key].deed == Deed.ANSWER]
    meeting = Q(pk__in=[])
    for keys_of in MEETING_TODAY:
        meeting |= Q(pk__in=keys_of(today))
    return [
        (Why.MEETING, meeting),
        (Why.SIGNAL, is_unsafe() | has_unsent_mail() | somebody_is_gone()),
        (Why.LATE, late_on(today)),
        (Why.CALL, Q(next_step__in=calls) & begun),
        (Why.ANSWER, Q(next_step__in=answers, next_due_on=today)),
        (Why.TODAY, Q(next_due_on=today) & begun),
    ]


def why_of(user: User, step: NextStep | None, *, meets: bool) -> Why | None:
    """The same for one reader who has the step in words; None when it can wait."""
    if meets:
        return Why.MEETING
    if step is None:
        return None
    row = STEPS[step.key]
    if row.is_signal:
        return Why.SIGNAL
    today = local_today()
    if step.due_on and step.due_on < today:
        return Why.LATE
    is_theirs = user.is_coordinator or row.doer == Doer.MANAGER
    if row.deed == Deed.CALL and is_theirs and step.url and not step.is_early:
        return Why.CALL
    if step.due_on == today:
        return Why.ANSWER if row.deed == Deed.ANSWER else Why.TODAY
    return None


def today_of_coordinator(cases: Sequence[Case], user: User, steps: Sequence[NextStep | None]) -> list[TodayRow]:
    """What of the own cases cannot wait, first things first."""
    meeting = meeting_today(case.pk for case in cases)
    rows = []
    for case, step in zip(cases, steps, strict=True):
        why = why_of(user, step, meets=case.pk in meeting)
        if why is not None:
            rows.append((why, step.due_on if step and step.due_on else dt.date.max, case, step))
    rows.sort(key=lambda row: (row[0], row[1], row[2].number))
    return _led([row_of(case, user, step, why) for why, _due, case, step in rows])


def meeting_today(keys: Iterable[int]) -> set[int]:
    """Which of these cases meet today."""
    mine, today = list(keys), local_today()
    return {
        key
        for keys_of in MEETING_TODAY
        for key in Case.objects.filter(pk__in=mine).filter(pk__in=keys_of(today)).values_list("pk", flat=True)
    }


def rows_of(cases: Sequence[Case], user: User, whys: Mapping[int, Why]) -> list[TodayRow]:
    """The lines of cases that were found by `today_of_manager`."""
    steps = next_steps_for(cases, user)
    return _led([row_of(case, user, step, whys[case.pk]) for case, step in zip(cases, steps, strict=True)])


def _led(rows: list[TodayRow]) -> list[TodayRow]:
    """What comes first stands out, where there is something to do here: a list has one dark button."""
    first = next((at for at, row in enumerate(rows) if row.press or row.url), None)
    return [replace(row, leads=at == first) for at, row in enumerate(rows)]


def row_of(case: Case, user: User, step: NextStep | None, why: Why) -> TodayRow:
    row = STEPS[step.key] if step else None
    names = who_of(case) or case.number
    return TodayRow(
        why=why,
        kicker=f"{case.number} · {case.region}",
        names=names,
        case_url=case.get_absolute_url(),
        title=step.title if step else _("Bekijk de zaak"),
        rule=_rule(step),
        term=step.term if step else "",
        numbers=numbers_for(case, user, step),
        press=row.press(case, user) if row else None,
        url=(step.url if step else "") or case.get_absolute_url(),
        button=step.button if step and step.url else _("Naar de zaak"),
    )


def _rule(step: NextStep | None) -> str:
    """Until when, and how far off that is."""
    if step is None or step.due_on is None:
        return ""
    left = (step.due_on - local_today()).days
    if left == 0:
        return _("Uiterlijk vandaag")
    day = long_date(step.due_on)
    if left > 0:
        return _("Uiterlijk %(day)s") % {"day": day}
    late = ngettext("%(days)s dag te laat", "%(days)s dagen te laat", -left) % {"days": -left}
    return _("Uiterlijk %(day)s, %(late)s") % {"day": day, "late": late}
