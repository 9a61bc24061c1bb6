"""Who the cases of the situations are of, and what most of them begin with."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from cases.codes import CaseState as S
from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import at_local, local_today
from tests.factories import (
    make_case,
    make_contact,
    make_coordinator,
    make_request,
)

TODAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)


class People:
    """Who the cases are of."""

    def __init__(self, anna: User, carla: User, dirk: User) -> None:
        self.anna, self.carla, self.dirk = anna, carla, dirk


Make = Callable[[People], Case]


def case_of(people: People, state: str, *, days: int = 3, **fields: Any) -> Case:
    """A case that stands in this state for so many days."""
    case = make_case(
        state=state,
        manager=people.carla,
        with_coordinator=fields.pop("with_coordinator", people.anna if is_worked_on(state) else False),
        referred_by=fields.pop("referred_by", people.dirk),
        received_on=fields.pop("received_on", local_today() - 120 * DAY),
        **fields,
    )
    Case.objects.filter(pk=case.pk).update(state_since=at_local(local_today() - days * DAY, dt.time(12)))
    return Case.objects.get(pk=case.pk)


def is_worked_on(state: str) -> bool:
    return state not in {S.OFFERED, S.REFERRED, S.SCREENING, S.ASKED, S.WAITING}


def at_desk(state: str, *, received: int = 3, days: int = 1, **fields: Any) -> Make:
    return lambda people: case_of(people, state, days=days, received_on=local_today() - received * DAY, **fields)


def asked_of_a_coordinator(received: int) -> Make:
    def make(people: People) -> Case:
        case = at_desk(S.SCREENING, received=received)(people)
        make_request(case, make_coordinator(), by=people.carla)
        return case

    return make


def assigned(*, called: bool = False, **fields: Any) -> Make:
    def make(people: People) -> Case:
        case = case_of(people, S.ASSIGNED, **fields)
        case.contracts.update(started_on=local_today() - 3 * DAY)
        if called:
            make_contact(case, by=people.anna)
        return case

    return make


def preparing(*, called: bool = True, days_ago: int = 20, **fields: Any) -> Make:
    def make(people: People) -> Case:
        since = local_today() - days_ago * DAY
        case = case_of(people, S.ACTIVATION, information_visit_on=since, preparation_started_on=since, **fields)
        if called:
            make_contact(case, by=people.anna)
        return case

    return make
