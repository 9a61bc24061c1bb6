"""Hours, kilometres and costs of a coordinator: what belongs to no contact, and the totals of a contract."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from cases.circle.acts.contacts import LONGEST_MINUTES, check_costs
from cases.codes import WorkKind
from cases.locks import lock_writable
from cases.models import Case, Contact, CoordinatorContract, WorkEntry
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal


@dataclass(frozen=True)
class WorkTotal:
    """Minutes, kilometres and euros, of contacts and other work together."""

    minutes: int = 0
    travel_km: Decimal = Decimal(0)
    expenses: Decimal = Decimal(0)

    def __add__(self, other: "WorkTotal") -> "WorkTotal":
        return WorkTotal(self.minutes + other.minutes, self.travel_km + other.travel_km, self.expenses + other.expenses)


@transaction.atomic
def log_work(case: Case, *, by: User, **fields: Any) -> WorkEntry:
    """Write down work that belongs to no contact: `day`, `kind`, `minutes`, `travel_km`, `expenses`, `note`.

    Raises Refusal on a day to come or before the aanmelding, and when there is nothing to count.
    """
    case = lock_writable(case)
    _check(case, **fields)
    entry: WorkEntry = WorkEntry.objects.create(case=case, by=by, **fields)
    return entry


@transaction.atomic
def correct_work(entry: WorkEntry, *, by: User, **fields: Any) -> WorkEntry:
    """Put an entry of one's own right; what stood there is kept in the history. Raises Refusal."""
    if entry.by_id != by.pk:
        raise Refusal(_("Alleen wie iets vastlegde, kan het verbeteren."))
    case = lock_writable(entry.case)
    locked: WorkEntry = WorkEntry.objects.select_for_update().get(pk=entry.pk)
    _check(case, **fields)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields))
    return locked


def total_of_contract(contract: CoordinatorContract) -> WorkTotal:
    """What the coordinator of this contract wrote down in its time. Two queries."""
    user = contract.coordinator.user_id
    contacts = Contact.objects.filter(case=contract.case_id, by=user, at__date__gte=contract.started_on)
    work = WorkEntry.objects.filter(case=contract.case_id, by=user, day__gte=contract.started_on)
    if contract.ended_on is not None:
        contacts = contacts.filter(at__date__lte=contract.ended_on)
        work = work.filter(day__lte=contract.ended_on)
    return _sum(contacts) + _sum(work)


def total_of_case(case: Case) -> WorkTotal:
    """What all coordinators together wrote down for this case. Two queries."""
    return _sum(Contact.objects.filter(case=case)) + _sum(WorkEntry.objects.filter(case=case))


def _sum(rows: QuerySet[Any]) -> WorkTotal:
    found = rows.aggregate(minutes=Sum("minutes"), travel_km=Sum("travel_km"), expenses=Sum("expenses"))
    return WorkTotal(**{name: value for name, value in found.items() if value is not None})


def _check(
    case: Case,
    *,
    day: dt.date,
    kind: str,
    minutes: int = 0,
    travel_km: Decimal = Decimal(0),
    expenses: Decimal = Decimal(0),
    note: str = "",
) -> None:
    if kind not in WorkKind.values:
        raise Refusal(_("Kies waar het over gaat."))
    if day > local_today():
        raise Refusal(_("Deze dag is nog niet geweest."))
    if day < case.received_on:
        raise Refusal(_("Deze dag is vóór de aanmelding. Kijk de datum na."))
    if not 0 <= minutes <= LONGEST_MINUTES:
        raise Refusal(_("Schrijf de minuten als getal, hooguit %(most)d.") % {"most": LONGEST_MINUTES})
    check_costs(travel_km, expenses)
    if not (minutes or travel_km or expenses):
        raise Refusal(_("Vul minuten, kilometers of onkosten in."))
