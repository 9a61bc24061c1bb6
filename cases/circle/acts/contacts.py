"""The contact log of the preparation, and the counts that come from it (WESP 2.7.2)."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import (
    ContactGroup,
    ContactMethod,
)
from cases.locks import lock_writable
from cases.models import Case, CirclePerson, Contact, MainPerson
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..reads.contacts import group_of_circle_person, group_of_main_person

LONGEST_MINUTES = 24 * 60
FARTHEST_KM, DEAREST_EUROS = 2000, 5000


@transaction.atomic
def log_contact(
    case: Case,
    *,
    by: User,
    method: str,
    person: CirclePerson | None = None,
    main_person: MainPerson | None = None,
    group: str = "",
    at: dt.datetime | None = None,
    reached: bool = True,
    minutes: int | None = None,
    travel_km: Decimal | None = None,
    expenses: Decimal | None = None,
    note: str = "",
) -> Contact:
    """Write down one contact. `group` follows from the person where there is one; costs in euros. Raises Refusal."""
    case = lock_writable(case)
    values = _checked(case, method=method, person=person, main_person=main_person, group=group, at=at, minutes=minutes)
    check_costs(travel_km, expenses)
    contact: Contact = Contact.objects.create(
        case=case,
        by=by,
        reached=reached,
        travel_km=travel_km,
        expenses=expenses,
        note=note.strip(),
        **values,
    )
    _remember_approach(contact)
    return contact


@transaction.atomic
def correct_contact(contact: Contact, *, by: User, **fields: Any) -> Contact:
    """Put an entry of one's own right; what stood there is kept in the history. Raises Refusal.

    Who was approached and visited follows: also of who stood there by mistake.
    """
    if contact.by_id != by.pk:
        raise Refusal(_("Alleen wie een contact vastlegde, kan het verbeteren."))
    case = lock_writable(contact.case)
    locked: Contact = Contact.objects.select_for_update().get(pk=contact.pk)
    contact = Contact.objects.select_related("person").get(pk=contact.pk)
    given = {name: fields[name] for name in ("method", "person", "main_person", "group", "at", "minutes")}
    check_costs(fields.get("travel_km"), fields.get("expenses"))
    values = {**_checked(case, **given), "reached": fields["reached"], "note": fields["note"].strip()}
    values |= {name: fields[name] for name in ("travel_km", "expenses") if name in fields}
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(values))
    _forget_approach(contact)
    _remember_approach(locked)
    return locked


def check_costs(travel_km: Decimal | None, expenses: Decimal | None) -> None:
    """Raise Refusal on kilometres or euros that cannot be right."""
    if travel_km is not None and not 0 <= travel_km <= FARTHEST_KM:
        raise Refusal(_("Schrijf de kilometers als getal, hooguit %(most)d.") % {"most": FARTHEST_KM}, at="travel_km")
    if expenses is not None and not 0 <= expenses <= DEAREST_EUROS:
        raise Refusal(_("Schrijf de onkosten in euro's, hooguit %(most)d.") % {"most": DEAREST_EUROS}, at="expenses")


def _checked(
    case: Case,
    *,
    method: str,
    person: CirclePerson | None,
    main_person: MainPerson | None,
    group: str,
    at: dt.datetime | None,
    minutes: int | None,
) -> dict[str, Any]:
    if method not in ContactMethod.values:
        raise Refusal(_("Kies hoe het contact ging."), at="method")
    for each in (person, main_person):
        if each is not None and each.case_id != case.pk:
            raise Refusal(_("Deze persoon hoort niet bij deze zaak."))
    if person is not None and main_person is not None:
        raise Refusal(_("Leg per persoon een contact vast."), at="person")
    at = at or timezone.now()
    if at > timezone.now() + dt.timedelta(minutes=5):
        raise Refusal(_("Dit moment is nog niet geweest."), at="at")
    if timezone.localdate(at) < case.received_on:
        raise Refusal(_("Dit moment is vóór de aanmelding. Kijk de datum na."), at="at")
    if minutes is not None and not 0 <= minutes <= LONGEST_MINUTES:
        raise Refusal(_("Schrijf de minuten als getal, hooguit %(most)d.") % {"most": LONGEST_MINUTES}, at="minutes")
    group = _group(person, main_person) or group
    if group not in ContactGroup.values:
        raise Refusal(_("Kies bij welke groep deze persoon hoort."), at="group")
    return {
        "method": method,
        "person": person,
        "main_person": main_person,
        "group": group,
        "at": at,
        "minutes": minutes,
    }


def _group(person: CirclePerson | None, main_person: MainPerson | None) -> str:
    if main_person is not None:
        return group_of_main_person(main_person)
    return group_of_circle_person(person) if person is not None else ""


def _forget_approach(wrong: Contact) -> None:
    """What only this entry said of somebody, before it was put right, no longer holds."""
    person = wrong.person
    if person is None or not wrong.reached:
        return
    reached = person.contacts.filter(reached=True)
    if person.approached_on == timezone.localdate(wrong.at):
        first = reached.order_by("at").first()
        person.approached_on = timezone.localdate(first.at) if first else None
    if wrong.method == ContactMethod.VISIT and not reached.filter(method=ContactMethod.VISIT).exists():
        person.visited = False
    person.save(update_fields=["approached_on", "visited"])


def _remember_approach(contact: Contact) -> None:
    """The first contact with somebody in the circle is when they were approached; a visit makes them visited."""
    if contact.person is None or not contact.reached:
        return
    # Read anew: the entry may carry the person as it was before this act.
    person = CirclePerson.objects.get(pk=contact.person.pk)
    changed = []
    if person.approached_on is None:
        person.approached_on = timezone.localdate(contact.at)
        changed.append("approached_on")
    if contact.method == ContactMethod.VISIT and not person.visited:
        person.visited = True
        changed.append("visited")
    if changed:
        person.save(update_fields=changed)
