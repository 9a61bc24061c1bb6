"""Reads of calls and interviews."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.codes import PROFESSIONAL_POSITIONS, CaseOutcome
from cases.contact import safe_contact
from cases.models import Case, CirclePerson, MainPerson
from cases.queries import main_persons_in
from ekc.calls import Call as NumberToCall
from ekc.dutch import long_date
from plans.doers import Doers
from plans.models import Agreement, Plan
from plans.queries import plan_that_holds

from .codes import (
    ASKED_ABOUT_STATES,
    FORGOTTEN_STATES,
    GROUP_OF,
    LATER_ROUNDS,
    REVIEW_STATES,
    WITH_THE_FAMILY,
    CallKind,
    CallState,
    Group,
)
from .models import AgreementResult, Call, StallSignal
from .standing import Standing, standing_of

TO_ASK_ABOUT = frozenset({CaseOutcome.CONFERENCE_HELD, CaseOutcome.PLAN_WITHOUT_MEETING, CaseOutcome.BROKEN_OFF})


def calls_of(case: Case, *, with_experience: bool) -> list[Call]:
    """The calls of a case whose conference took place; before that there is nothing to call about.

    `with_experience`: also what the professional told the regional manager, which is not the coordinator's.
    """
    if case.outcome not in TO_ASK_ABOUT:
        return []
    calls = (
        case.calls.select_related("by")
        .prefetch_related("attempts", "misses", "guests__person", "guests__main_person")
        .order_by("due_on", "pk")
    )
    return list(calls if with_experience else calls.exclude(kind=CallKind.EXPERIENCE))


def plan_is_asked_about(case: Case) -> bool:
    """Whether there is a plan of which people can say what became of it."""
    return Plan.objects.filter(case=case).exists()


def round_is_open(case: Case, call: Call | None) -> bool:
    """Whether what people say of their plan may be written down now, in this round."""
    if call is None or call.kind not in LATER_ROUNDS:
        # A one-month call that was never made does not keep the follow-up waiting.
        return case.state in ASKED_ABOUT_STATES
    if case.state in FORGOTTEN_STATES:
        return True
    return call.state == CallState.DUE and case.state in REVIEW_STATES


def groups_to_speak(case: Case) -> list[Group]:
    """Who is to be spoken to in a round: who referred only where that is a professional, for else it is family; no
    main person where the conference was of a group, about nobody in particular."""
    is_asked = {
        Group.MAIN_PERSON: bool(main_persons_in(case)),
        Group.REFERRER: case.is_referred_by_professional,
        Group.FAMILY: True,
    }
    return [group for group in Group if is_asked[group]]


def groups_spoken(call: Call) -> set[Group]:
    """Of which of them somebody was spoken to in this round."""
    return {GROUP_OF[role] for role in call.interviews.values_list("role", flat=True)}


@dataclass(frozen=True)
class Asked:
    """One agreement as it is asked of: of one doer where several do it, else of all."""

    agreement: Agreement
    doer: CirclePerson | MainPerson | None = None
    told: AgreementResult | None = None

    @property
    def key(self) -> str:
        kind = "" if self.doer is None else "m" if isinstance(self.doer, MainPerson) else "p"
        return f"a{self.agreement.pk}{kind}{self.doer.pk if self.doer else ''}"

    def __str__(self) -> str:
        return f"{self.doer}: {self.agreement.what}" if self.doer else str(self.agreement)


def current_agreements(case: Case) -> list[Agreement]:
    """The agreements of the plan as it holds; none for an imported plan."""
    version = plan_that_holds(case)
    known = ("people", "main_people", "reports__person", "reports__main_person")
    return list(version.agreements.prefetch_related(*known)) if version else []


def asked_of(call: Call) -> list[Asked]:
    """What is asked in this call about the agreements, with what was told of each without saying by whom.

    After a month only of those that make it good again.
    """
    told = {
        (row.agreement_id, row.person_id, row.main_person_id): row
        for row in AgreementResult.objects.filter(call=call, interview=None)
    }
    agreements: Iterable[Agreement] = current_agreements(call.case)
    if not call.is_round:
        agreements = [agreement for agreement in agreements if agreement.restitution]
    rows = []
    for agreement in agreements:
        for doer in _doers_of(agreement):
            person = doer.pk if isinstance(doer, CirclePerson) else None
            main_person = doer.pk if isinstance(doer, MainPerson) else None
            rows.append(Asked(agreement, doer, told.get((agreement.pk, person, main_person))))
    return rows


def _doers_of(agreement: Agreement) -> list[CirclePerson | MainPerson | None]:
    """Each where several are known by name; else the agreement is of all together."""
    doers: list[CirclePerson | MainPerson | None] = [*agreement.main_people.all(), *agreement.people.all()]
    return doers if len(doers) > 1 else [None]


def stalled_agreements(case: Case) -> list[tuple[Agreement, Standing]]:
    """What the family agreed in its newest plan and what lies still, by what was told last."""
    agreements = current_agreements(case)
    standing = standing_of(agreements)
    return [(each, standing[each.pk]) for each in agreements if standing[each.pk].stalls]


@dataclass(frozen=True)
class Watcher:
    """Whom the family chose to watch its plan, or to call everybody together; as a person where the name fits one."""

    name: str
    task: str
    person: CirclePerson | MainPerson | None = None

    @property
    def call(self) -> NumberToCall | None:
        """How to call this person; None where nobody in the circle has this name."""
        return safe_contact(self.person).call if self.person else None

    @property
    def in_words(self) -> str:
        return f"{self.person or self.name} ({self.task})"


def watchers_of(case: Case) -> list[Watcher]:
    """Who hears first that an agreement stalls: the family's own people, as its newest plan names them.

    Nobody outside the family: neither a professional who watches along, nor who was set aside.
    """
    version = plan_that_holds(case)
    if version is None:
        return []
    doers = Doers(case)
    tasks = [(version.monitor if version.monitor_is_family else "", _("let op het plan"))]
    tasks.append((version.convener, _("roept iedereen bij elkaar")))
    found: dict[Any, Watcher] = {}
    for name, task in tasks:
        named = doers.named(name) if name.strip() else {}
        people = [each for rows in named.values() for each in rows]
        for person in people or ([None] if name.strip() else []):
            if _is_professional(person):
                continue
            key = person or name
            before = found.get(key)
            found[key] = Watcher(name, f"{before.task}, {task}" if before else task, person)
    return list(found.values())


def _is_professional(somebody: CirclePerson | MainPerson | None) -> bool:
    return getattr(somebody, "position", "") in PROFESSIONAL_POSITIONS


def family_was_told(case: Case) -> bool:
    """Whether somebody of the family heard that an agreement stalls."""
    return StallSignal.objects.filter(case=case).exists()


def due_calls_in_words(case: Case) -> list[str]:
    """The calls with the family that are still to be made, each with its date, for who moves the date."""
    due = Call.objects.filter(case=case, state=CallState.DUE, kind__in=WITH_THE_FAMILY).order_by("due_on")
    return [_("%(call)s: %(day)s") % {"call": call.title.lower(), "day": long_date(call.due_on)} for call in due]
