"""Hours, kilometres and costs of a coordinator: what belongs to no contact, and the totals of a contract."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.circle.acts.contacts import LONGEST_MINUTES, check_costs
from cases.codes import WORK_LOGGED_STATES, WorkKind
from cases.locks import lock_case
from cases.models import Case, CoordinatorContract, WorkEntry
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal


@transaction.atomic
def log_work(case: Case, *, by: User, **fields: Any) -> WorkEntry:
    """Write down work that belongs to no contact: `day`, `kind`, `minutes`, `travel_km`, `expenses`, `note`.

    What the office writes down is the work of the last coordinator, marked with who wrote it down. Raises Refusal
    on a day to come or before the aanmelding, when there is nothing to count, and once the case is closed.
    """
    case = _lock_for_hours(case)
    _check(case, **fields)
    whose, entered_by = by, None
    if by.is_regional_manager:
        last = CoordinatorContract.objects.filter(case=case).select_related("coordinator__user").last()
        if last is None:
            raise Refusal(_("Deze zaak had nog geen coördinator. Er zijn geen uren om op te schrijven."))
        whose, entered_by = last.coordinator.user, by
    entry: WorkEntry = WorkEntry.objects.create(case=case, by=whose, entered_by=entered_by, **fields)
    return entry


def _lock_for_hours(case: Case) -> Case:
    locked = lock_case(case)
    if locked.state not in WORK_LOGGED_STATES:
        raise Refusal(
            _("Uren opschrijven kan nu niet: de stand is “%(state)s”.") % {"state": locked.get_state_display()}
        )
    return locked


@transaction.atomic
def correct_work(entry: WorkEntry, *, by: User, **fields: Any) -> WorkEntry:
    """Put an entry of one's own right; what stood there is kept in the history. Raises Refusal."""
    if by.pk not in (entry.by_id, entry.entered_by_id):
        raise Refusal(_("Alleen wie iets vastlegde, kan het verbeteren."))
    case = _lock_for_hours(entry.case)
    locked: WorkEntry = WorkEntry.objects.select_for_update().get(pk=entry.pk)
    _check(case, **fields)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields))
    return locked


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
        raise Refusal(_("Kies waar het over gaat."), at="kind")
    if day > local_today():
        raise Refusal(_("Deze dag is nog niet geweest."), at="day")
    if day < case.received_on:
        raise Refusal(_("Deze dag is vóór de aanmelding. Kijk de datum na."), at="day")
    if not 0 <= minutes <= LONGEST_MINUTES:
        raise Refusal(_("Schrijf de minuten als getal, hooguit %(most)d.") % {"most": LONGEST_MINUTES}, at="minutes")
    check_costs(travel_km, expenses)
    if not (minutes or travel_km or expenses):
        raise Refusal(_("Vul minuten, kilometers of onkosten in."), at="minutes")
