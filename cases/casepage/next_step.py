"""What must happen next in a case, by whom and before when: one table, `STEPS`, to which each app brings its rows.

The first row of the table that holds for a case is its next step. Case page, "Mijn zaken", "Mijn aanmeldingen" and
the weekly mail ask `next_step_for`; the worklist reads what `kept_steps` keeps of the very same answer. Nothing here
depends on the day of today but the words: a term is a date, and whether it is late is asked when it is shown.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases import norms
from cases.keepers import keeper_name
from cases.models import Case
from cases.queries import active_contract, open_request
from ekc import dutch
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.registry import Registry

Words = str | Promise


class Doer(StrEnum):
    """Who is to do a step."""

    MANAGER = "manager"
    COORDINATOR = "coordinator"
    COORDINATOR_WITH_FAMILY = "coordinator_with_family"
    COORDINATOR_ELSE_MANAGER = "coordinator_else_manager"
    """Both may; the coordinator for as long as there is one."""
    BOTH = "both"
    """Coordinator and regional manager together."""
    ASKED = "asked"
    """The coordinator who was asked for the case."""
    REFERRER = "referrer"
    PROFESSIONAL = "professional"
    FAMILY = "family"
    READER = "reader"
    """Nobody but who reads it."""


class Deed(StrEnum):
    """What kind of thing a step asks for; Vandaag puts like with like."""

    CALL = "call"
    ANSWER = "answer"
    """Somebody else's answer is waited for, in its term."""
    OTHER = "other"


OFFICE = frozenset({Role.REGIONAL_MANAGER, Role.COORDINATOR})
"""Who reads of the preparation; a professional never does (R-05)."""
EVERYBODY = OFFICE | {Role.PROFESSIONAL}
WHO_DECIDES_ON_SAFETY = OFFICE | {Role.NATIONAL}
"""Landelijk beheer too: it has a case only where no regional manager can decide."""


class Facts:
    """What the next step of one case is decided on: the case, and what each app looked up of it (`FACTS`)."""

    def __init__(self, case: Case, brought: Mapping[str, Any]) -> None:
        self.case = case
        self._brought = brought

    def __getitem__(self, name: str) -> Any:
        """What the app of this name brought; None when it had nothing to say of this case."""
        return self._brought.get(name)


class Due(NamedTuple):
    """The term of a step that holds."""

    on: dt.date | None = None
    # There is nothing to do until shortly before this day (`norms.CALL_EARLY_DAYS`).
    since: dt.date | None = None


NO_TERM = Due()


class Next(NamedTuple):
    """The next step of a case without its words."""

    key: str
    due_on: dt.date | None = None
    from_on: dt.date | None = None

    def is_early(self, today: dt.date) -> bool:
        """Whether there is nothing to do yet."""
        return self.from_on is not None and (self.from_on - today).days > norms.CALL_EARLY_DAYS


class Way(NamedTuple):
    """What a page says below the title of a step, and where this reader does it; no address for who looks on."""

    text: Words = ""
    url: str = ""
    button: Words = ""
    other_url: str = ""
    other_button: Words = ""


class Press(NamedTuple):
    """The outcome of a step behind one press, without a form; with what did not succeed beside it."""

    url: str
    label: Words
    name: str = ""
    value: str = ""
    other_label: Words = ""
    other_name: str = ""
    other_value: str = ""
    other_url: str = ""
    """Of what did not succeed, where that is told elsewhere; with what is told along with either."""
    hidden: tuple[tuple[str, str], ...] = ()


def _no_press(case: Case, user: User) -> Press | None:
    return None


def _no_words(case: Case, user: User, step: Next) -> Way:
    return Way()


def way_for(
    role: Role | None, text: Words, url_name: str = "", button: Words = ""
) -> Callable[[Case, User, Next], Way]:
    """The same text for everybody, and for whoever has this role the address with its button."""

    def of(case: Case, user: User, step: Next) -> Way:
        is_theirs = role is not None and user.role == role
        return Way(text, reverse(url_name, args=[case.number]), button) if is_theirs else Way(text)

    return of


def _usual(case: Case) -> int:
    return norms.NEARLY_LATE_DAYS


@dataclass(frozen=True)
class Step:
    """One row of the table."""

    holds: Callable[[Facts], Due | None]
    """The term when this is what a case asks, else None. Reads facts and norms, never the day of today."""
    title: Words | Callable[[Case, Next], Words]
    doer: Doer | Callable[[Case], Doer]
    way: Callable[[Case, User, Next], Way] = _no_words
    readers: frozenset[Role] = OFFICE
    """Whose step it is, or who may know of it; for everybody else the table goes on to the next row."""
    only_for: Callable[[Facts, User], bool] | None = None
    """A step of one person: nobody else has it, and the case keeps nothing of it."""
    near: Callable[[Case], int] = _usual
    """From how many days before its term it comes near."""
    is_safety: bool = False
    is_signal: bool = False
    """The worklist shows it among the signals."""
    deed: Deed = Deed.OTHER
    press: Callable[[Case, User], Press | None] = _no_press
    """What this reader can say of it with one press; None where a form must be filled in."""


STEPS: Registry[Step] = Registry("next step")
"""Order: 5 signals about safety, 6 a file that landelijk beheer hands over, 8-9 a family that withdrew consent, 10-13 a
frame that is missing, 20 the desk, 28-30 the first days of a preparation, 31-33 both sides, 40-48 the meeting, 50-54
the plan, 55-60 the calls, 100 what is left when nobody above had anything."""

Rows = Iterable[tuple[int, str, Step]]


def add_steps(rows: Rows) -> None:
    """Put the rows of an app into the table: order, key and step; in its `ready()`."""
    for order, key, step in rows:
        STEPS.add(key, step, order=order)


FactsOf = Callable[[Sequence[Case]], Mapping[int, Any]]
FACTS: Registry[FactsOf] = Registry("facts for the next step")
"""Per app: what it knows of cases, by key of the case, in a fixed number of queries. What it reads is marked by
`cases.models.kept_step.marks_case`, or the worklist would not hear of it."""


@dataclass(frozen=True)
class NextStep:
    """One thing to do, in words for one reader. `url` is empty for who looks on but is not the one to do it."""

    title: Words
    text: Words = ""
    url: str = ""
    button: Words = ""
    who: Words = ""
    due_on: dt.date | None = None
    is_safety: bool = False
    other_url: str = ""
    other_button: Words = ""
    key: str = ""
    near: int = field(default_factory=lambda: norms.NEARLY_LATE_DAYS)
    is_early: bool = False

    @property
    def term(self) -> str:
        """`in_time`, `nearly` or `late` on the day it is asked; empty without a date."""
        return norms.light(self.due_on, local_today(), near=self.near)


# --- which step --------------------------------------------------------------------------------------------


def facts_of(cases: Sequence[Case]) -> list[Facts]:
    """The facts of these cases, in their order; a fixed number of queries for however many."""
    brought = {name: FACTS[name](cases) for name in FACTS.names()}
    return [Facts(case, {name: found.get(case.pk) for name, found in brought.items()}) for case in cases]


def next_of(facts: Facts, role: str, user: User | None = None, *, own_terms: bool = False) -> Next | None:
    """The next step as this role has it; with `user` also what is theirs alone. None when nothing is to be done.

    `own_terms`: past what only stands before the work of the case itself, a worry or the answer of who was asked.
    """
    for key in STEPS.names():
        step = STEPS[key]
        if role not in step.readers or own_terms and (step.is_safety or step.doer == Doer.ASKED):
            continue
        if step.only_for is not None and (user is None or not step.only_for(facts, user)):
            continue
        due = step.holds(facts)
        if due is not None:
            return Next(key, due.on, due.since)
    return None


def missed_term(case: Case) -> dt.date | None:
    """The term of the regional manager's next step when it is over; what makes the case wait does not wipe it.

    Also the term that ran out while a coordinator was thinking about the case.
    """
    found = next_of(facts_of([case])[0], Role.REGIONAL_MANAGER, own_terms=True)
    return found.due_on if found and found.due_on and found.due_on < local_today() else None


# --- its words ---------------------------------------------------------------------------------------------


def next_step_for(case: Case, user: User) -> NextStep | None:
    """The one next step of this case as this person may know it; None when nothing is to be done."""
    return next_steps_for([case], user)[0]


def next_steps_for(cases: Sequence[Case], user: User) -> list[NextStep | None]:
    """The same of many cases, in their order, in a fixed number of queries."""
    found = [(facts.case, next_of(facts, user.role, user)) for facts in facts_of(cases)]
    return [_in_words(case, user, each) if each else None for case, each in found]


def _in_words(case: Case, user: User, found: Next) -> NextStep:
    step = STEPS[found.key]
    return NextStep(
        title=title_of(case, found),
        who=who_does(case, found),
        due_on=shown_term(found),
        key=found.key,
        near=step.near(case),
        is_safety=step.is_safety,
        is_early=found.is_early(local_today()),
        **step.way(case, user, found)._asdict(),
    )


def title_of(case: Case, found: Next) -> Words:
    """What is to be done; before its time, until when there is nothing to do."""
    if found.from_on is not None and found.is_early(local_today()):
        return _("Niets te doen tot %(day)s") % {"day": dutch.long_date(found.from_on)}
    title = STEPS[found.key].title
    return title(case, found) if callable(title) else title


def shown_term(found: Next) -> dt.date | None:
    """The last day in term; none while there is nothing to do yet."""
    return None if found.is_early(local_today()) else found.due_on


def who_does(case: Case, found: Next) -> Words:
    """Whose turn it is, by name where it is known."""
    doer = STEPS[found.key].doer
    if found.is_early(local_today()):
        doer = Doer.FAMILY
    return _NAMES[doer(case) if callable(doer) else doer](case)


def coordinator_name(case: Case) -> Words:
    contract = active_contract(case)
    return str(contract.coordinator) if contract else _("de coördinator")


def manager_name(case: Case) -> Words:
    """Who looks after the case now: a name that is gone from it is nobody's turn."""
    return keeper_name(case)


def asked_name(case: Case) -> str:
    """Who was asked for this case and thinks about it; a list annotates it, one page looks it up."""
    if not hasattr(case, "asked_name"):
        asking = open_request(case)
        case.asked_name = str(asking.coordinator) if asking else None
    return case.asked_name or ""


def _referrer_name(case: Case) -> Words:
    referrer = getattr(case, "referrer", None)
    return referrer.name if referrer and referrer.name else _("de aanmelder")


def _professional_name(case: Case) -> Words:
    return str(case.safety_professional) if case.safety_professional else _("de professional")


def _both_names(case: Case) -> Words:
    names = {"coordinator": coordinator_name(case), "manager": manager_name(case)}
    return _("%(coordinator)s en %(manager)s") % names


_NAMES: Mapping[Doer, Callable[[Case], Words]] = {
    Doer.MANAGER: manager_name,
    Doer.COORDINATOR: coordinator_name,
    Doer.COORDINATOR_WITH_FAMILY: lambda case: _("%(name)s, met de familie") % {"name": coordinator_name(case)},
    Doer.COORDINATOR_ELSE_MANAGER: lambda case: (coordinator_name if active_contract(case) else manager_name)(case),
    Doer.BOTH: _both_names,
    Doer.ASKED: asked_name,
    Doer.REFERRER: _referrer_name,
    Doer.PROFESSIONAL: _professional_name,
    Doer.FAMILY: lambda case: _("de familie"),
    Doer.READER: lambda case: _("u"),
}
