"""What the file itself says of a case, for the table of next steps."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cases.codes import (
    COORDINATOR_WRITES_STATES,
    DESK_STATES,
    PREPARING_STATES,
    MainPersonKind,
    RequestState,
)
from cases.codes import CaseState as S
from cases.models import Case, Contact, CoordinatorRequest, MainPerson
from cases.querysets import undecided, working_contracts
from ekc.written_once import Question

WAITS_TO_BE_HEARD = Q(kind=MainPersonKind.MINOR, unborn=False, left_on=None, own_wish="", own_wish_reason="")
"""`MainPerson.waits_to_be_heard` for the database."""


@dataclass(frozen=True)
class FileFacts:
    """What this app looked up of one case."""

    working_since: dt.date | None = None
    """Since when somebody works on it; None when nobody does, or when the work is over but for filling in."""
    leaving_since: dt.date | None = None
    """Since when who works on it asks for somebody else."""
    took_over_on: dt.date | None = None
    """When somebody took it over who has not made acquaintance with the family yet."""
    closing_since: dt.date | None = None
    """Since when the work is over, and something is still to be filled in."""
    was_contacted: bool = False
    unheard: bool = False
    """A child was not asked yet what it wants."""
    signal_on: dt.date | None = None
    """When the oldest safety signal without a decision was reported."""
    asked_on: dt.date | None = None
    answer_by: dt.date | None = None
    """When a coordinator was asked for the case, and until when he or she may think."""


def file_facts(cases: Sequence[Case]) -> Mapping[int, FileFacts]:
    """At most five queries; what no state of these cases asks for, and what was fetched along, is not looked up."""
    working, unheard = _working(cases), _unheard(cases)
    signals = _rows(_SIGNALS, _in(cases, COORDINATOR_WRITES_STATES))
    contacted = _rows(_CONTACTED, _in(cases, PREPARING_STATES))
    requests = _rows(_ASKED, _in(cases, DESK_STATES))
    return {
        case.pk: FileFacts(
            **_of_contract(working.get(case.pk)),
            was_contacted=case.pk in contacted,
            unheard=case.pk in unheard,
            signal_on=_day(_one(signals, case)),
            asked_on=_day(requests.get(case.pk, (None, None))[0]),
            answer_by=_day(requests.get(case.pk, (None, None))[1]),
        )
        for case in cases
    }


def _working(cases: Sequence[Case]) -> dict[int, Any]:
    """Of each case the contract under which somebody works on it."""
    if all(hasattr(case, "active_contracts") for case in cases):
        return {case.pk: contract for case in cases for contract in case.active_contracts[:1]}
    keys = _in(cases, COORDINATOR_WRITES_STATES)
    found = working_contracts().select_related(None).filter(case__in=keys) if keys else ()
    return {contract.case_id: contract for contract in found}


def _of_contract(contract: Any) -> dict[str, dt.date | None]:
    if contract is None:
        return {}
    is_new = contract.takes_over and contract.introduced_on is None
    return {
        "working_since": None if contract.closing_since else contract.started_on,
        "leaving_since": contract.leaving_since,
        "took_over_on": contract.started_on if is_new else None,
        "closing_since": contract.closing_since,
    }


def _unheard(cases: Sequence[Case]) -> set[int]:
    """The cases with a child that waits to be heard."""
    preparing = [case for case in cases if case.state == S.ACTIVATION]
    if all("main_persons" in getattr(case, "_prefetched_objects_cache", ()) for case in preparing):
        return {case.pk for case in preparing if any(person.waits_to_be_heard for person in case.main_persons.all())}
    found = MainPerson.objects.filter(WAITS_TO_BE_HEARD, case__in=[case.pk for case in preparing])
    return set(found.values_list("case", flat=True))


def _in(cases: Sequence[Case], states: Collection[str]) -> list[int]:
    return [case.pk for case in cases if case.state in states]


_SIGNALS: Question[Any] = Question(
    lambda cases: undecided().order_by("-reported_at").filter(case__in=cases).values_list("case", "reported_at")
)
_CONTACTED: Question[Any] = Question(
    lambda cases: Contact.objects.order_by().distinct().filter(case__in=cases).values_list("case")
)
_ASKED: Question[Any] = Question(
    lambda cases: CoordinatorRequest.objects.filter(state=RequestState.OPEN, case__in=cases).values_list(
        "case", "opened_at", "answer_by"
    )
)


def _rows(question: Question[Any], cases: list[int]) -> dict[int, tuple[Any, ...]]:
    """Of each case the last of the rows that were found; no query when no case asks for it."""
    return {row[0]: row[1:] for row in question(cases=cases)} if cases else {}


def _one(rows: Mapping[int, tuple[Any, ...]], case: Case) -> Any:
    return rows[case.pk][0] if case.pk in rows else None


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(moment) if moment else None
