"""The contact log as its tab shows it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.codes import (
    FAMILY_POSITIONS,
    GROUP_WORDS,
    NETWORK_POSITIONS,
    ContactGroup,
    Position,
    ReferrerType,
)
from cases.models import Case, CirclePerson, Contact, MainPerson
from ekc.accounts.models import User


@dataclass(frozen=True)
class ContactEntry:
    contact: Contact
    who: str | Promise
    group: str | Promise
    edit_url: str


@dataclass(frozen=True)
class ContactLog:
    entries: list[ContactEntry]
    groups: list[dict[str, Any]]
    total: int


def contact_log(case: Case, user: User, *, may_change: bool) -> ContactLog:
    """All contacts, newest first, and per group how many contacts there were with how many persons. Two queries."""
    rows = list(case.contacts.select_related("person", "main_person", "by"))
    persons = spoken_to_per_group(case)
    counted = Counter(row.group for row in rows)
    return ContactLog(
        entries=[_entry(case, row, user, may_change=may_change) for row in rows],
        groups=[
            {"label": label, "contacts": counted[group], "persons": persons.get(group, 0)}
            for group, label in ContactGroup.choices
            if counted[group]
        ],
        total=len(rows),
    )


def _entry(case: Case, contact: Contact, user: User, *, may_change: bool) -> ContactEntry:
    named = contact.main_person or contact.person
    own = may_change and contact.by_id == user.pk
    return ContactEntry(
        contact=contact,
        who=str(named) if named else GROUP_WORDS[contact.group],
        group=GROUP_WORDS[contact.group] if named else _("niet in de kring"),
        edit_url=reverse("cases:contact_edit", args=[case.number, contact.pk]) if own else "",
    )


def group_of_main_person(person: MainPerson) -> str:
    return ContactGroup.MINOR_MAIN_PERSON if person.is_minor else ContactGroup.ADULT_MAIN_PERSON


def group_of_circle_person(person: CirclePerson) -> str:
    """The group that follows from who somebody is; empty where nobody said that yet."""
    if person.is_parent_or_carer or person.position == Position.PARENT:
        return ContactGroup.PARENT
    if person.position in FAMILY_POSITIONS:
        return ContactGroup.OTHER_FAMILY
    if person.position in NETWORK_POSITIONS:
        return ContactGroup.FRIEND
    if person.position == Position.REFERRER:
        return ContactGroup.PROFESSIONAL_REFERRER
    return "" if person.position == Position.UNKNOWN else ContactGroup.OTHER_PROFESSIONAL


def group_of_referrer(case: Case) -> str:
    """A lay referrer is no professional one (I-17): family counts as family; a main person is asked for by name."""
    if case.is_referred_by_professional:
        return ContactGroup.PROFESSIONAL_REFERRER
    return ContactGroup.OTHER_FAMILY if case.referrer_type == ReferrerType.NETWORK else ""


def spoken_to_per_group(case: Case) -> Mapping[str, int]:
    """Persons who were reached, per group: each named person once, and one more for contacts without a name."""
    seen: dict[str, set[tuple[int | None, int | None]]] = defaultdict(set)
    rows = Contact.objects.filter(case=case, reached=True).values_list("group", "person_id", "main_person_id")
    for group, person, main_person in rows:
        seen[group].add((person, main_person))
    return {group: len(persons) for group, persons in seen.items()}
