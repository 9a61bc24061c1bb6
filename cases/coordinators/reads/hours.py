"""The hours and costs of a case, and of whom."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Contact, CoordinatorContract, WorkEntry
from cases.queries import active_contract
from cases.rules import can
from ekc.accounts.models import User


def work_of(case: Case, user: User) -> dict[str, Any]:
    """What was written down of time and costs, newest first, with the totals of the case and of its contracts."""
    may_change, may_log = can(user, "contacts.change", case), can(user, "work.log", case)
    contacts = case.contacts.exclude(minutes=None, travel_km=None, expenses=None).select_related(
        "by", "person", "main_person"
    )
    rows = [_contact_row(case, contact, user, may_change=may_change) for contact in contacts]
    entries = case.work_entries.select_related("by", "entered_by")
    rows += [_work_row(case, entry, user, may_change=may_log) for entry in entries]
    contracts = case.contracts.select_related("coordinator__user") if can(user, "contract.view", case) else []
    if user.is_coordinator:
        own = active_contract(case)
        contracts = [own] if own else []
    return {
        "rows": sorted(rows, key=lambda row: row["day"], reverse=True),
        "total": total_of_case(case),
        "contracts": [(contract, total_of_contract(contract)) for contract in contracts],
        "may_log": may_log,
    }


def _contact_row(case: Case, contact: Contact, user: User, *, may_change: bool) -> dict[str, Any]:
    own = may_change and contact.by_id == user.pk
    who = contact.person or contact.main_person or contact.get_group_display()
    return {
        "day": timezone.localdate(contact.at),
        "what": f"{contact.get_method_display()}: {who}",
        "row": contact,
        "url": reverse("cases:contact_edit", args=[case.number, contact.pk]) if own else "",
    }


def _work_row(case: Case, entry: WorkEntry, user: User, *, may_change: bool) -> dict[str, Any]:
    own = may_change and user.pk in (entry.by_id, entry.entered_by_id)
    what = ": ".join(filter(None, [entry.get_kind_display(), entry.note]))
    if entry.entered_by is not None:
        what = _("%(what)s (opgeschreven door %(who)s)") % {"what": what, "who": entry.entered_by}
    return {
        "day": entry.day,
        "what": what,
        "row": entry,
        "url": reverse("cases:work_edit", args=[case.number, entry.pk]) if own else "",
    }


@dataclass(frozen=True)
class WorkTotal:
    """Minutes, kilometres and euros, of contacts and other work together."""

    minutes: int = 0
    travel_km: Decimal = Decimal(0)
    expenses: Decimal = Decimal(0)

    def __add__(self, other: "WorkTotal") -> "WorkTotal":
        return WorkTotal(self.minutes + other.minutes, self.travel_km + other.travel_km, self.expenses + other.expenses)


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
